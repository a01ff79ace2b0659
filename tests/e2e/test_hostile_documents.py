"""Documents that carry scripts, handlers and template tricks, in each of their places, in each view of the page."""

from __future__ import annotations

import pytest

from .pages import Reader

pytestmark = pytest.mark.browser

RUN = "window.ran=(window.ran||0)+1"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=data:text/javascript,{RUN}></SCRIPT>",
    f"<img src=x onerror={RUN}>",
    f'<img src="x" onerror="{RUN}">',
    f"<img/src=x/onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f'<svg><a xlink:href="javascript:{RUN}"><text y=20>x</text></a></svg>',
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<body onload={RUN}>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data=javascript:{RUN}>",
    f"<embed src=javascript:{RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<a href=javascript:{RUN}>click</a>",
    f"<a href='java&#10;script:{RUN}'>click</a>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<button formaction=javascript:{RUN}>x</button>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<meta http-equiv=refresh content='0;url=https://stranger.example/'>",
    "<base href=https://stranger.example/>",
    "<link rel=stylesheet href=https://stranger.example/a.css>",
    "<img src=https://stranger.example/a.png>",
    "![pixel](https://stranger.example/b.png)",
    "[link](https://stranger.example/)",
    f"[link](javascript:{RUN})",
    f'![x](x" onerror="{RUN})',
    "<style>@import 'https://stranger.example/c.css';</style>",
    "<style>body{display:none}</style>",
    "<div style='background:url(https://stranger.example/d.png)'>x</div>",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f"' onmouseover='{RUN}",
    f'" onmouseover="{RUN}" x="',
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</template><img src=x onerror={RUN}>",
    f"</script><script>{RUN}</script>",
    f"</mark></p></article><img src=x onerror={RUN}>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<xmp><img src=x onerror={RUN}></xmp>",
    f"${{{RUN}}}",
    f"`+({RUN})+`",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    "{{{value}}}{{#each this}}{{@key}}{{/each}}",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\u003cscript\u003e{RUN}\u003c/script\u003e",
    f"＜script＞{RUN}＜/script＞",
    f"<a data-do=retry data-turn=0 href=#>retry</a><p onclick={RUN}>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{RUN}>x</maction></math>",
]


def documents() -> dict[str, str]:
    """One document a payload, which stands in its title, heading, text, publisher, footnote and name."""
    found = {}
    for number, payload in enumerate(PAYLOADS):
        quoted = payload.replace("\\", "\\\\").replace('"', '\\"')
        name = "".join(char for char in payload if char not in "/\0\\\n")[:40]
        found[f"{number:02d} {name}.txt"] = (
            f"The marmot number {number} was seen near {payload} in the year {1900 + number}.\n\n"
            f"Another sentence about marmot {number} follows it, and its burrow had {number + 3} entrances.\n"
        )
        found[f"{number:02d} {name}.txt.meta.yaml"] = (
            f'title: "Marmot {number} {quoted}"\npublisher: "{quoted}"\ndate: "{quoted}"\n'
        )
    found["headed.md"] = "\n\n".join(
        f"# Heading {n} {payload}\n\nThe badger of chapter {n} slept under {payload}[^{n}].\n\n[^{n}]: Note {payload}"
        for n, payload in enumerate(PAYLOADS)
    )
    return found


@pytest.fixture(scope="module")
def hostile(serve):
    """A page over all of them."""
    return serve(documents())


_COUNT = """() => {
    const views = '.turn, .pane, #results, #documents, .welcome, #narrowed, #sent, #outcome';
    const inside = [...document.querySelectorAll(views)];
    const all = inside.flatMap((e) => [...e.querySelectorAll('*')]);
    const dangerous = 'script,img,svg,iframe,object,embed,video,audio,math,form,style,link,meta,base,marquee';
    const runs = (a) => a.name.startsWith('on') || (a.name === 'href' && /^\\s*(java|data)/i.test(a.value));
    return [all.filter((e) => e.matches(dangerous)).length, all.filter((e) => [...e.attributes].some(runs)).length];
}"""


def harmless(seen: Reader) -> bool:
    """Nothing has run and nothing of a document became an element that could."""
    ran = seen.page.evaluate("window.ran || 0")
    made, running = seen.page.evaluate(_COUNT)
    return (ran, made, running) == (0, 0, 0)


def test_answers_and_sources_show_payloads_as_text(hostile, reader):
    seen = reader(hostile)
    assert harmless(seen)
    for number in range(0, len(PAYLOADS), 12):
        turn = seen.ask(f"When was the marmot number {number} seen?")
        if turn.locator("a.cite").count():
            turn.locator("a.cite").first.hover()
        assert harmless(seen)
    assert "<" in seen.page.locator("#conversation").inner_text()


def test_every_payload_is_harmless_in_the_search_results(hostile, reader):
    seen = reader(hostile)
    seen.tab(1)
    shown = 0
    for words in ("marmot near", "badger slept", "marmot burrow entrances"):
        seen.page.locator("#results").evaluate("e => e.dataset.old = e.innerText")
        seen.page.fill("#search-question :is(textarea, input)", words)
        seen.page.keyboard.press("Enter")
        seen.page.locator("#results .card").nth(4).wait_for(timeout=20_000)
        shown += seen.page.locator("#results .card").count()
        assert harmless(seen)
    assert shown >= 15


def test_every_payload_is_harmless_in_the_library_and_opened(hostile, reader):
    seen = reader(hostile)
    seen.tab(2)
    rows = seen.page.locator("table.library [data-do=read]")
    rows.first.wait_for(timeout=20_000)
    assert rows.count() == len(PAYLOADS) + 1
    assert harmless(seen)
    for number in range(rows.count()):
        title = rows.nth(number).inner_text()
        rows.nth(number).click()
        seen.page.wait_for_function(
            "(title) => document.querySelector('#library-pane h2')?.innerText === title", arg=title, timeout=20_000
        )
        assert harmless(seen)


def test_a_hostile_title_is_harmless_where_it_narrows_and_where_it_is_sent(hostile, reader, tmp_path):
    seen = reader(hostile)
    assert "<" in seen.page.locator("#pane ul.shelf").inner_text()
    for number in range(0, 12, 3):
        seen.page.locator("#pane ul.shelf .title").nth(number).click()
        seen.page.locator("#pane [data-do=only]").click()
        seen.page.locator("#narrowed p").wait_for(timeout=5000)
        assert harmless(seen)
        seen.page.keyboard.press("Escape")
        seen.page.locator("#pane ul.shelf").wait_for(timeout=5000)
    seen.tab(2)
    paths = [tmp_path / f"<img src=x onerror={RUN}>.txt", tmp_path / "{{value}}${RUN}.txt"]
    for path in paths:
        path.write_text("The otter slept until noon and then swam across the lake to its den.", "utf-8")
    seen.page.locator("#upload-files input[type=file]").set_input_files([str(path) for path in paths])
    seen.page.locator("#sent li.done").nth(1).wait_for(timeout=90_000)
    assert harmless(seen)


def test_history_and_export_carry_payloads_as_text(hostile, reader):
    seen = reader(hostile)
    for payload in PAYLOADS[:3]:
        seen.ask(f"marmot {payload}")
    seen.page.locator("#history").click()
    seen.page.locator("ol.history li").first.wait_for(timeout=10_000)
    assert harmless(seen)
    seen.page.keyboard.press("Escape")
    for suffix in (".md", ".html"):
        seen.page.locator("#tools details.menu summary").click()
        _, exported = seen.download(f"#tools [data-suffix='{suffix}']")
        assert "<script" not in exported.decode().replace("\\<script", "")
        assert "![" not in exported.decode()
    opened = seen.page.context.new_page()
    opened.set_content(exported.decode())
    assert opened.evaluate("[window.ran || 0, document.querySelectorAll('script, img, svg, iframe').length]") == [0, 0]
    seen.page.reload()
    seen.page.locator(".turn").nth(2).wait_for(timeout=20_000)
    assert harmless(seen)


def test_an_exported_page_runs_nothing_whatever_it_quotes(chromium):
    """Every payload in every field of an answer, in the format that a browser opens."""
    from bot.answer import Answer, AnswerSegment, Citation
    from bot.export import exported

    answers = []
    for payload in PAYLOADS:
        about = dict.fromkeys(("id", "source", "title", "publisher", "date", "url", "locator", "summary"), payload)
        cited = Citation(1, payload, 0, 1, {**about, "language": "en", "authors": [payload]}, notes=(payload,))
        segments = (AnswerSegment(payload, (), "lead"), AnswerSegment(payload, (1,), "quote"))
        answers.append(Answer(payload, payload, segments, (cited,), False, "en", payload, payload, 0.9))
    page = chromium.new_page()
    strangers = []
    page.on("request", lambda request: strangers.append(request.url))
    page.set_content(exported(answers, ".html").decode())
    page.wait_for_timeout(300)
    dangerous = "script, img, svg, iframe, object, embed, video, audio, math, form, link, base, marquee"
    runs = "(e) => [...e.attributes].some((a) => a.name.startsWith('on') || /^\\\\s*(java|data)/i.test(a.value))"
    assert page.evaluate("window.ran || 0") == 0
    assert page.evaluate(f"document.querySelectorAll('{dangerous}').length") == 0
    assert page.evaluate(f"[...document.querySelectorAll('*')].filter({runs}).map((e) => e.outerHTML)") == []
    assert strangers == []
    page.close()
