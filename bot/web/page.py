"""What stands where on the page, and the look that gradio gives its parts."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.themes.utils.fonts import Font

from bot.phrases import LANGUAGES
from bot.web.api import Api
from bot.web.ask_tab import AskTab
from bot.web.desk import Desk
from bot.web.header import header
from bot.web.library_tab import LibraryTab
from bot.web.map_tab import MapTab
from bot.web.search_tab import SearchTab
from bot.web.texts import texts

FONTS = ("Pretendard", "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic")
FALLBACK_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")


_TABS: dict[str, Any] = {"ask": AskTab, "search": SearchTab, "library": LibraryTab, "map": MapTab}


def make_page(desk: Desk) -> Any:  # noqa: ANN401 - gradio is untyped
    """The page as gradio blocks, not yet served."""
    i18n = translations()
    with gr.Blocks(
        title="Docent", fill_width=True, fill_height=True, analytics_enabled=False, delete_cache=(3600, 3600)
    ) as page:
        renew_header = header(page, desk)
        tabs, places = [], []
        with gr.Tabs(elem_id="tabs"):
            for name, kind in _TABS.items():
                with gr.Tab(i18n(f"tab_{name}"), id=name) as place:
                    tabs.append(kind(desk, i18n))
                    places.append(place)
        for tab in tabs:
            tab.connect(page)
        for tab in tabs[1:]:
            tabs[0].narrow_from(tab.pane)
        for tab, place in zip(tabs[:2], places[:2], strict=True):
            tab.renew_on(place)
        renew_header(tabs[2].table.change)
        tabs[0].show_on(tabs[-1].box)
        tabs[-1].draw_on(places[-1])
        Api(desk).add()
    page.queue(max_size=256, default_concurrency_limit=8)
    return page


def translations() -> gr.I18n:
    """The page's texts for gradio, which chooses by the browser's language."""
    return gr.I18n(**{language: texts(language) for language in LANGUAGES})


def theme() -> Any:  # noqa: ANN401 - gradio themes are untyped
    """Calm colours and the system's own fonts: nothing is fetched."""
    paper = gr.themes.Color(
        c50="#fbfaf8", c100="#f4f2ee", c200="#e6e3dc", c300="#d2cec4", c400="#a29d92", c500="#736f66",
        c600="#575349", c700="#3b3933", c800="#272623", c900="#1c1b19", c950="#141412",
    )  # fmt: skip
    ink = gr.themes.Color(
        c50="#eef4f6", c100="#d8e6ea", c200="#b4ced6", c300="#85aebb", c400="#548b9c", c500="#357083",
        c600="#285b6c", c700="#224a58", c800="#1e3d49", c900="#1a323c", c950="#0f2028",
    )  # fmt: skip
    fonts = [Font(name) for name in (*FONTS, *FALLBACK_FONTS)]
    mono = [Font("ui-monospace"), Font("monospace")]
    return gr.themes.Base(primary_hue=ink, secondary_hue=ink, neutral_hue=paper, font=fonts, font_mono=mono)
