"""Dates as Korean, English and Russian texts write them, to ISO 8601.

Owns the forms. Knows calendars only as far as a month has 12 and a day 31; does not cover Hijri, Juche or "last May".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENGLISH = "january february march april may june july august september october november december".split()
_RUSSIAN = "янв фев мар апр ма июн июл авг сен окт ноя дек".split()
_EN_MONTH = (
    r"(?P<e>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_RU_MONTH = (
    r"(?P<r>янв(?:ар[яь])?|фев(?:рал[яь])?|мар(?:та?)?|апр(?:ел[яь])?|ма[яй]|июн[яь]|июл[яь]|авг(?:уста?)?"
    r"|сен(?:тябр[яь])?|окт(?:ябр[яь])?|ноя(?:бр[яь])?|дек(?:абр[яь])?)\.?"
)

_FORMS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?년\s?(?P<m>\d{1,2})\s?월(?:\s?(?P<d>\d{1,2})\s?일)?"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<d>\d{1,2})\.?)?(?!\d)"),
    re.compile(rf"\b{_EN_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_EN_MONTH},?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})\s+{_RU_MONTH}\s+(?P<y>(?:19|20)\d\d)", re.I),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"\b{_EN_MONTH},?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b{_RU_MONTH}\s+(?P<y>(?:19|20)\d\d)", re.I),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})(?!\d)"),
    re.compile(r"^\s*(?P<y>(?:19|20)\d\d)\s*(?:년|г\.?|год)?\s*$"),
)

_LONGEST_IMPRINT = 260  # characters
_PART_BEGINS = re.compile(
    r"(?:^|[,.;|·•—–(»”\"]\s*|\b(?:published|issued|released|опубликовано|발행|발간)(?: on)?:?\s+)$", re.I
)
_PART_ENDS = re.compile(r"\s*(?:г(?:ода)?\b\.?)?\s*(?:$|\.(?!\d)|[;|·•—–)]|,\s*$)", re.I)
_ISSUE = re.compile(
    r"(?:№|\bno\.|\bvol\.|\bissue\b|\bвып(?:уск|\.)|\bтом\b|제)\s?\d+[^.]{0,14}[,(]\s?(?P<y>(?:19|20)\d\d)(?!\d)", re.I
)

_OTHERS = 14  # letters beside the date of a date line: a place, a weekday
_DATE_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)\w*|[년월일]|\b(?:г|года?)\b|\b(?:st|nd|rd|th|of)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:date|published|publication date|posted|released?|issued|дата\b|опубликовано|날짜|일\s?시"
    r"|보도\s?(?:시점|일시|일자)?|배포\s?(?:일시|일자)?|(?:발행|작성|등록|게시|발간|제출)\s?일자?)",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?:updated|revised|modified|accessed|수정|접속|обновлено|обращения)", re.IGNORECASE)


def has_date_label(line: str) -> bool:
    """Whether a line begins with a word for the day on which a document was made or published."""
    return bool(_LABEL.match(line))


def is_later(line: str) -> bool:
    """Whether a line speaks of the day of a change or of a look at a page."""
    return bool(_LATER.search(line))


def is_little_else(line: str) -> bool:
    """Whether a line that holds a date holds little else: a place, a weekday."""
    return sum(char.isalpha() for char in _DATE_WORDS.sub("", line)) <= _OTHERS


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return any(form.fullmatch(text.strip()) for form in _FORMS)


def find_date(text: str) -> str:
    """The first date of the most exact form in a text, ISO 8601 to the day, month or year; empty without one."""
    dates = sorted(_dates(text), key=lambda found: (-len(found[1]), found[0]))
    return dates[0][1] if dates else ""


def _dates(text: str) -> Iterator[tuple[int, str]]:
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = _month(parts)
            day = int(parts.get("d") or 0)
            if month > 12 or day > 31:
                continue
            date = parts["y"] + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
            yield match.start(), date


def _month(parts: dict[str, str | None]) -> int:
    if parts.get("m"):
        return int(parts["m"] or 0)
    if parts.get("e"):
        name = (parts["e"] or "").lower()
        return next(i for i, month in enumerate(_ENGLISH, 1) if month.startswith(name[:3]))
    if parts.get("r"):
        name = (parts["r"] or "").lower()
        return next(i for i, month in enumerate(_RUSSIAN, 1) if name.startswith(month) and (i != 5 or name[2] in "яй"))
    return 0


def imprint_date(line: str) -> str:
    """The date of an imprint: a line of parts one of which is a date and nothing else; empty where none or several.

    "Policy Brief 7, Northern Institute. June 2024. By A. Lee", "Москва, апрель 2024 года. Автор: …", "№ 3, 2024".
    """
    if len(line) > _LONGEST_IMPRINT:
        return ""
    spans = [match.span() for form in _FORMS[:-2] for match in form.finditer(line)]
    whole = {(a, b) for a, b in spans if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in spans)}
    if not whole:
        issue = _ISSUE.search(line)
        return issue["y"] if issue else ""
    if len(whole) > 1 or not all(_PART_BEGINS.search(line[:a]) and _PART_ENDS.match(line[b:]) for a, b in whole):
        return ""
    return find_date(line)
