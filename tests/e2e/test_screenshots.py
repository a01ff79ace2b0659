"""Pictures of the page for the README: `SCREENSHOTS=folder pytest tests/e2e/test_screenshots.py`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .pages import ROOT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="set SCREENSHOTS to a folder to take pictures"),
]

SHOTS = [
    ("ask-light", "ko-KR", "light", 1360, "얀덱스 코리아는 언제 세워졌나?"),
    ("ask-dark", "en-US", "dark", 1360, "When was Yandex Korea founded?"),
    ("ask-phone", "ru-RU", "light", 400, "Когда появилась «Яндекс Корея»?"),
]


@pytest.fixture(scope="module")
def sample(serve):
    """The page over the sample corpus."""
    files = (path for path in (ROOT / "docs").iterdir() if path.suffix in (".md", ".txt", ".html", ".yaml"))
    return serve({path.name: path.read_text(encoding="utf-8") for path in files})


@pytest.mark.parametrize(("name", "locale", "scheme", "width", "question"), SHOTS)
def test_a_picture_of_an_answer_beside_its_source(sample, reader, name, locale, scheme, width, question):
    folder = Path(os.environ["SCREENSHOTS"])
    size = {"width": width, "height": 850}
    seen = reader(sample, locale=locale, color_scheme=scheme, viewport=size)
    turn = seen.ask(question)
    if width > 900:
        turn.locator("a.cite").first.click()
        seen.page.locator("#pane mark.quote").first.wait_for(timeout=5000)
    seen.page.mouse.move(5, 5)
    seen.page.wait_for_timeout(400)
    keep(seen, folder / f"{name}.png")


def test_a_picture_of_the_library(sample, reader):
    seen = reader(sample, viewport={"width": 1360, "height": 850})
    seen.tab(2)
    seen.page.locator("table.library").wait_for(timeout=10_000)
    seen.page.wait_for_timeout(400)
    keep(seen, Path(os.environ["SCREENSHOTS"]) / "library-light.png")


def keep(seen, path):
    """The page as a small file: 128 colours are enough for text on paper."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    seen.page.screenshot(path=path)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128)
    small.save(path, optimize=True)
