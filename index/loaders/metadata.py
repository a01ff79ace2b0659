"""What is known of a document, in one spelling: dates, languages, names, and the keys that people write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from index.loaders.draft import clean, squeeze
from index.types import Metadata

ALIASES = {"author": "authors", "lang": "language", "published": "date", "source_url": "url"}
_LANGUAGES = {
    "ko": ("ko", "kor", "korean", "한국어", "корейский"),
    "en": ("en", "eng", "english", "영어", "английский"),
    "ru": ("ru", "rus", "russian", "러시아어", "русский"),
}
_MONTHS = (
    ("jan", "янв"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("may", "ма"),
    ("jun", "июн"),
    ("jul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("oct", "окт"),
    ("nov", "ноя"),
    ("dec", "дек"),
)
_YMD = re.compile(  # "2025년 1/4분기" is a quarter: what parts the year parts the rest
    r"(?<!\d)(1[5-9]\d\d|20\d\d)(?:\s*년(?:\s*(\d{1,2})\s*월(?:\s*(\d{1,2}))?)?"
    r"|\s*([-./])\s*(\d{1,2})(?:\s*\4\s*(\d{1,2}))?)?(?!\d)"
)
_DMY = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](1[5-9]\d\d|20\d\d)(?!\d)")
_D_MONTH_Y = re.compile(
    r"(?:(\d{1,2})\w{0,2}\s+)?([^\W\d_]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,\s*)?(1[5-9]\d\d|20\d\d)"
)


_FIRST_YEAR = 1000


def iso_date(value: object) -> str:
    """A date in any usual English, Korean or Russian spelling as ISO 8601, to the precision given; "" if none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = squeeze(str(value or ""))
    if found := _DMY.search(text):
        return _checked(found[3], found[2], found[1])
    if found := _D_MONTH_Y.search(text):
        month = _month(found[2])
        if month:
            return _checked(found[4], month, found[1] or found[3] or "")
    if found := _YMD.search(text):
        return _checked(found[1], found[2] or found[5] or "", found[3] or found[6] or "")
    if re.fullmatch(r"(?:D:)?\d{8,14}.*", text):  # PDF and archive stamps: D:20191227103000+03'00'
        digits = text.removeprefix("D:")
        return _checked(digits[:4], digits[4:6], digits[6:8])
    return ""


def _month(word: str) -> str:
    for number, starts in enumerate(_MONTHS, 1):
        if word.lower().startswith(starts):
            return str(number)
    return ""


def _checked(year: str, month: str, day: str) -> str:
    """As precise as the parts are possible; nothing for a year that no document is of."""
    if int(year) < _FIRST_YEAR:
        return ""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day:
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"


def iso_language(value: object) -> str:
    """One of "ko", "en", "ru" for a tag or a name of these languages, "xx" for any other, "" for nothing."""
    text = squeeze(str(value or "")).lower()
    if not text:
        return ""
    first = re.split(r"[-_ ,;]", text)[0]
    for code, names in _LANGUAGES.items():
        if text in names or first in names:
            return code
    return "xx"


def names(value: object) -> tuple[str, ...]:
    """Authors from a list, or from one string that separates them by ";" (a comma may belong to a name)."""
    parts = value if isinstance(value, (list, tuple)) else str(value or "").split(";")
    return tuple(name for name in (squeeze(clean(_scalar(part))) for part in parts) if name)


def from_mapping(values: Mapping[str, object]) -> Metadata:
    """Metadata from front matter or a sidecar; keys that are not known are ignored."""
    fields = {ALIASES.get(str(key).lower(), str(key).lower()): value for key, value in values.items()}
    return Metadata(
        title=_text(fields.get("title")),
        authors=names(fields.get("authors")),
        publisher=_text(fields.get("publisher")),
        date=iso_date(_scalar(fields.get("date"))),
        url=_text(fields.get("url")),
        language=iso_language(_scalar(fields.get("language"))),
        summary_of=_citation(fields.get("summary_of")),
    )


def _scalar(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return iso_date(value)
    return str(value) if isinstance(value, (str, int, float)) else ""


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(names(value))
    return squeeze(clean(_scalar(value)))


def _citation(value: object) -> str:
    """One line for the source of a summary: "Title. Publisher, 2019-12-27. https://…"."""
    if isinstance(value, (list, tuple)):  # a text that draws on several sources
        return "; ".join(part for part in map(_citation, value) if part)
    if not isinstance(value, Mapping):
        return _text(value)
    fields = {str(key).lower(): item for key, item in value.items()}
    authors = ", ".join(names(fields.get("authors", fields.get("author"))))
    imprint = ", ".join(part for part in (_text(fields.get("publisher")), _text(fields.get("date"))) if part)
    parts = [authors, _text(fields.get("title")), imprint, _text(fields.get("url"))]
    return ". ".join(part.rstrip(".") for part in parts if part)


def override(base: Metadata, over: Metadata) -> Metadata:
    """`base` with every field that `over` knows."""
    known = {name: value for name in Metadata.__dataclass_fields__ if (value := getattr(over, name))}
    return replace(base, **known)
