"""What kind of thing a question asks for, and where a sentence holds such a thing.

Rules over question words in three languages; `dates` and `figures` know the shapes, names are told by
theirs. Does not know passages; does not understand: a sentence that holds a figure need not hold the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.evidence.dates import dates
from bot.evidence.figures import figures

Span = tuple[int, int]

_NAME = re.compile(
    r"[‘“'\"«「『]([^’”'\"»」』]{2,60})[’”'\"»」』]"  # a name in quotation marks
    r"|\b(?:[A-Z][\w&.-]*|[А-ЯЁ][а-яё-]+|[A-ZА-ЯЁ]{2,})(?:\s(?:of|for|the|and|[A-Z][\w&.-]*|[А-ЯЁ][а-яё-]+))*"
)

_ASKS: dict[str, re.Pattern[str]] = {
    "date": re.compile(
        r"언제|몇\s?년|며칠|몇\s?월|어느\s?해|\bwhen\b|\b(?:what|which) (?:year|date|month|day)\b|\bhow long ago\b"
        r"|\bкогда\b|\b(?:в каком|какого|какой) (?:году|год|года|месяц\w*|числа)\b|\bдат[аеуы]\b",
        re.IGNORECASE,
    ),
    "figure": re.compile(
        r"얼마|몇|비중|비율|규모|금액|액수|수치|점유율|증가율|\bhow (?:many|much|large|big|old|long|far|high)\b"
        r"|\b(?:share|percentage|percent|proportion|number|amount|size|rate|price|cost)\b"
        r"|\bсколько\b|\bкак(?:ая|ую|ой|ие|их) (?:дол[яюи]|процент\w*|сумм\w*|часть|числ\w*|рост|объ[её]м)"
        r"|\bдол[яюи]\b|\bпроцент\w*|\bнасколько\b|\bв каких пропорциях\b",
        re.IGNORECASE,
    ),
    "name": re.compile(
        r"누구|누가|어떤\s?(?:기업|회사|기관|나라|국가|병원|도시|단체|대학|사람|은행)|어느|어디|무슨\s?(?:기업|회사|기관)"
        r"|(?:기업|회사|기관|병원|나라|국가|도시|단체|대학)(?:은|는)\s?(?:무엇|어디)?\s?\??$"
        r"|\bwho\b|\bwhom\b|\bwhose\b|\bwhere\b|\b(?:which|what) (?:\w+ )?(?:compan\w+|firm|bank|countr\w+|city|cities|"
        r"hospital|organi[sz]ation|institut\w+|universit\w+|person|agency|ministry|region|place)\b"
        r"|\bкто\b|\bкого\b|\bкому\b|\bкем\b|\bгде\b|\bкуда\b"
        r"|\bкак(?:ая|ую|ой|ие|их|им) (?:\w+ )?(?:компани\w+|фирм\w+|банк\w*|"
        r"стран\w+|город\w*|больниц\w+|организаци\w+|институт\w*|университет\w*|человек|регион\w*)",
        re.IGNORECASE,
    ),
}


@lru_cache(maxsize=256)
def asked_kinds(question: str) -> tuple[str, ...]:
    """Which of date, figure and name a question asks for; empty when none is plain."""
    kinds = [kind for kind, pattern in _ASKS.items() if pattern.search(question)]
    if "date" in kinds and not re.search(r"얼마|how (?:many|much)|сколько", question, re.IGNORECASE):
        kinds = [kind for kind in kinds if kind != "figure"]  # "몇 년" asks for a year, not an amount
    return tuple(kinds)


def find_expected(sentence: str, question: str) -> list[Span]:
    """Spans of a sentence that could be the thing asked for and that the question does not itself hold."""
    kinds = asked_kinds(question)
    spans: list[Span] = []
    if "date" in kinds:
        known = {(date.year, date.month, date.day) for date in dates(question)}
        spans += [(d.start, d.end) for d in dates(sentence) if (d.year, d.month, d.day) not in known]
    if "figure" in kinds:
        held = {value for figure in figures(question) for value in figure.values}
        spans += [(f.start, f.end) for f in figures(sentence) if not f.code and not f.values & held]
    if "name" in kinds:
        spans += list(_names(sentence, question))
    return _without_overlaps([_trim(sentence, *span) for span in spans])


def _names(sentence: str, question: str) -> Iterator[Span]:
    """Names by their capital letters, Latin script or quotation marks; Korean names without any are not seen."""
    known = question.casefold()
    for match in _NAME.finditer(sentence):
        span = _trim(sentence, *match.span())
        text = sentence[slice(*span)]
        if text and text.casefold() not in known and not _only_begins_the_sentence(sentence, span):
            yield span


def _only_begins_the_sentence(sentence: str, span: Span) -> bool:
    """Whether a capital letter is only that of a sentence's first word, not of a name."""
    text = sentence[slice(*span)]
    return not re.search(r"\w", sentence[: span[0]]) and bool(re.fullmatch(r"[A-ZА-ЯЁ][a-zа-яё]+", text))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and not (text[start].isalnum() or text[start] in "$€₽₩£"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "%)"):
        end -= 1
    return start, end


def _without_overlaps(spans: list[Span]) -> list[Span]:
    """Sorted; of two that overlap the longer stays."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: s[0] - s[1]):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    return sorted(kept)
