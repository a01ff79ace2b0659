"""Whether a claim turns a bound of its source: "at least six months" and "up to six months", before and after a date.

Only a bound against the other one at the same figure or date tells; one that is added or left out does not. More than
and at least are one here, for translators take them for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.dates import Date, dates
from bot.evidence.figures import figures
from bot.evidence.units import Figure

_FILL = r"(?:\s(?:an?|the|of|about|чем|на|около))*[\s$€₽₩£¥(«\"]*$"
_MORE, _LESS = r"(?:more|greater|larger|higher|longer) than", r"(?:less|fewer|lower|shorter) than"
_NO = r"(?<!not )(?<!no )"
# What stands before a figure and behind it, where it is the least, and where it is the most.
_LEAST = (
    rf"(?:at least|at a minimum|{_NO}{_MORE}|(?:no|not) {_LESS}|upwards of|minimum(?: of)?|above|over"
    r"|(?<!not )(?<!n[’']t )exceed(?:s|ed|ing)?|최소한?|적어도|(?<!\bне )(?:более|больше|свыше)"
    r"|\bне (?:менее|меньше|ниже)|(?:как )?минимум|по меньшей мере|по крайней мере|(?<!\bне )превы(?:ша[ею]т|сил)\w*)",
    r"\s?(?:or (?:more|over|longer|above)|and (?:over|above)|plus\b|и (?:более|выше|больше)|или более"
    r"|(?:[가-힣]{1,2}\s?)?(?:이상|초과(?!하지|할 수 없)|넘(?!지)|웃[도돈돌]|상회))",
)
_MOST = (
    rf"(?:at most|up to|(?:no|not) {_MORE}|{_NO}{_LESS}|under|below|within|maximum(?: of)?|(?:not|n[’']t|cannot) exceed"
    r"|최대|최장|많아야|많게는|(?<!\bне )(?:менее|меньше)|\bне (?:более|больше|свыше|выше|(?:\w+ )?превыша\w+)|максимум"
    r"|\bдо)",
    r"\s?(?:or (?:less|fewer|under|below)|(?:и|или) менее"
    r"|(?:[가-힣]{1,2}\s?)?(?:이하|미만|이내|까지|밑[도돈돌]|넘지|초과하지|초과할 수 없|못 미|미치지 못))",
)
_AFTER = (
    rf"(?:after|since|from|starting(?: in| on)?|beginning(?: in| on)?|(?:no|not) until"
    rf"|(?:no|not) (?:earlier|sooner|before) than|{_NO}later than|\bсо?|после|начиная с"
    r"|\bне (?:ранее|раньше)|(?<!\bне )(?:позднее|позже))",
    r"\s?[년월일]?\s?(?:이후|부터|뒤)",
)
_BEFORE = (
    r"(?:(?<!not )(?:before|until)|by|till|prior to|up to|(?:no|not) later than|(?:earlier|sooner) than"
    r"|\b(?:до|ко?|перед)|\bне (?:позднее|позже)|(?<!\bне )(?:ранее|раньше))",
    r"\s?[년월일]?\s?(?:이전|까지|전(?:에|까지)?(?![가-힣]))",
)
# With a verb of change a figure is where it arrives, or from where: «выросло до 5», "20%까지 낮춘다".
_CHANGE = re.compile(
    r"\b(?:rais|ris[ei]|rose|grow|gr[eo]w|increas|fell|fall|reduc|cut|lower|declin|drop|expand|from)\w*"
    r"|(?<!\w)(?:повы|увелич|раст|рос|вырос|вырас|довести|сниз|сниж|сокра|уменьш|упал|поднял|(?:с|от) \d)"
    r"|늘|증가|확대|올[리라랐]|높[이아여]|감소|줄|낮[추춰아]|내[리렸려]|인상|인하|상향|하향|부터|에서",
    re.IGNORECASE,
)
_WEAK = re.compile(r"(?:\bдо|within|over|까지)$", re.IGNORECASE)
_TIMES = frozenset(["years", "months", "weeks", "days", "hours", "minutes", "seconds"])
_Value = Figure | Date


class Bounded(NamedTuple):
    """A figure or a date with its bound: `text[start:end]` is the bound's word, `most` whether it is the upper one."""

    start: int
    end: int
    what: _Value
    most: bool


@lru_cache(maxsize=1)
def _ways() -> tuple[list[tuple[re.Pattern[str], re.Pattern[str]]], ...]:
    return tuple(
        [(re.compile(before + _FILL, re.IGNORECASE), re.compile(behind, re.IGNORECASE)) for before, behind in pair]
        for pair in ((_LEAST, _MOST), (_AFTER, _BEFORE))
    )


@lru_cache(maxsize=2_000)
def _values(text: str) -> tuple[_Value, ...]:
    return (*figures(text), *dates(text))


@lru_cache(maxsize=2_000)
def bounded(text: str) -> tuple[Bounded, ...]:
    """The figures of a text that are bounds, then the dates."""
    return tuple(found for what in _values(text) for found in [_bound(text, what)] if found)


def _bound(text: str, what: _Value) -> Bounded | None:
    for most, (ahead, behind) in enumerate(_ways()[isinstance(what, Date)]):
        match = ahead.search(text, max(0, what.start - 40), what.start) or behind.match(text, what.end)
        if match:
            word = match.group().strip(' $€₽₩£¥(«"')
            if isinstance(what, Date) or not _arrives(word, what, text):
                start = text.index(word, match.start())
                return Bounded(start, start + len(word), what, bool(most))
    return None


def _arrives(word: str, figure: Figure, text: str) -> bool:
    """Whether a word at a figure is no bound where the text tells of a change, or of a time."""
    lasts = word.lower() == "over" and figure.unit in _TIMES
    return lasts or bool(_WEAK.search(word) and _CHANGE.search(text))


def _same(one: _Value, other: _Value) -> bool:
    if isinstance(one, Date):
        return isinstance(other, Date) and (one.year, one.month, one.day) == (other.year, other.month, other.day)
    if isinstance(other, Date):
        return False
    return bool(one.values & other.values) and (one.unit == other.unit or not (one.unit and other.unit))


def turned(claim: str, source: str) -> Iterator[Bounded]:
    """The bounds of a claim whose figure or date a source gives with the other bound, and nowhere without it."""
    for own in bounded(claim):
        same = [what for what in _values(source) if _same(own.what, what)]
        other = {one.what for one in bounded(source) if one.most != own.most}
        if same and all(what in other for what in same):
            yield own


def same_places(claim: str, source: str) -> Iterator[int]:
    """Where in a source the figures and dates of a claim stand; a year stands for its days."""
    for own in _values(claim):
        for what in _values(source):
            year = isinstance(own, Date) and isinstance(what, Date) and own.year == what.year and not own.month
            if year or _same(own, what):
                yield what.start
