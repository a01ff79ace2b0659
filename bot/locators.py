"""Where a quote stands, as a reader is told in their own language: page, row, slide, and the section.

Data keeps the locators of `index.places`; every place that shows one to a reader words it here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

_WORDS = {
    "ko": {
        "p.": "{n}쪽",
        "pp.": "{n}쪽",
        "row": "{n}행",
        "rows": "{n}행",
        "slide": "슬라이드 {n}",
        "slides": "슬라이드 {n}",
        "front matter": "앞부분 서지 사항",
        "back matter": "뒷부분 서지 사항",
        "notes": "발표자 노트",
    },
    "en": {},
    "ru": {
        "p.": "с. {n}",
        "pp.": "с. {n}",
        "row": "строка {n}",
        "rows": "строки {n}",
        "slide": "слайд {n}",
        "slides": "слайды {n}",
        "front matter": "выходные данные",
        "back matter": "выходные данные в конце",
        "notes": "заметки докладчика",
    },
}
_NUMBERED = re.compile(r"(?<!\w)(pp?\.|rows?|slides?) (\d+(?:–\d+)?)(?!\w)")
_PART = re.compile(r"(?:^|(?<=, ))(front matter|back matter|notes)(?=$| – )")


def shown_locator(locator: str, language: str) -> str:
    """A locator as the language says it: "p. 12" is "12쪽" and «с. 12»; cells of a sheet stay as they are."""
    if "!" in locator:  # a sheet's name may hold any word
        return locator
    words = _WORDS[language]
    numbered = _NUMBERED.sub(lambda m: words.get(m[1], m[1] + " {n}").format(n=m[2]), locator)
    return _PART.sub(lambda m: words.get(m[1], m[1]), numbered)


def headed(about: Mapping[str, Any]) -> str:
    """The title of a quote's document, then the headings above the quote; `about` is a citation's metadata."""
    path = section(about.get("headings", ()), about["title"])
    return " › ".join(part for part in (about["title"], path) if part)


def section(headings: Sequence[str], title: str) -> str:
    """The path of headings above a quote, the outermost first, without the document's own title; may be empty."""
    path = [" ".join(heading.split()) for heading in headings]
    path = path[1:] if path and _begins(path[0], title) else path
    return " › ".join(heading for heading, inner in pairwise([*path, ""]) if heading != inner)


def _begins(heading: str, title: str) -> bool:
    """Whether the outermost heading is the title, or a longer or shorter form of it."""
    one, other = heading.casefold(), " ".join(title.split()).casefold()
    return bool(other) and (one.startswith(other) or other.startswith(one))
