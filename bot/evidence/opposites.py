"""Whether a claim says the opposite of its source in words that deny each other: agreed and refused, 찬성 and 반대.

The pairs are data (`words/opposites.tsv`). A word that is denied counts as its opposite: "did not agree", «отказался».
Does not know whose the word is: two sides of one sentence are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from bot.evidence.negation import Contrast, clauses, contradicts, denials
from bot.evidence.wording import share
from index.text import language_of

_LACK = re.compile(r"\b(?:without|unless|until)\b|\bбез\b|\bесли только\b|없이|않는 한", re.IGNORECASE)
CLEARLY = 1.5  # times as much of a claim must one clause say, where its source says both


class Side(NamedTuple):
    """`text[start:end]` is one of two words that deny each other: the first or the second of pair `pair`."""

    start: int
    end: int
    pair: int
    second: bool


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    table = resources.files("bot.evidence.words").joinpath("opposites.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return tuple((_pattern(row[:3]), _pattern(row[3:])) for row in rows)


def _pattern(columns: Sequence[str]) -> re.Pattern[str]:
    ways = []
    for column in columns:
        for word in column.split():
            whole = word.endswith(".")
            body = re.escape(word.rstrip(".")).replace("_", r"\s")
            ways.append(body + r"[가-힣]*" if "가" <= word[0] <= "힣" else r"\b" + body + (r"\b" if whole else r"\w*"))
    return re.compile("|".join(ways), re.IGNORECASE)


@lru_cache(maxsize=4_000)
def sides(text: str) -> tuple[Side, ...]:
    """The words of a text that have an opposite, in order; of two in one place the longer one."""
    found = []
    for pair, patterns in enumerate(_pairs()):
        own = [
            Side(*match.span(), pair, bool(second))
            for second, pattern in enumerate(patterns)
            for match in pattern.finditer(text)
        ]
        found += [
            one
            for one in own
            if not any(o.start <= one.start and one.end <= o.end and o.end - o.start > one.end - one.start for o in own)
        ]
    return tuple(sorted(found))


class _Taken(NamedTuple):
    """That a text takes the first or the second side of a pair, and whether by denying the other one."""

    pair: int
    second: bool
    denied: bool
    clause: tuple[int, int]


@lru_cache(maxsize=2_000)
def _taken(text: str) -> list[_Taken]:
    """The sides that a text takes; none where it denies something else."""
    denied = denials(text)
    found, meant = [], set()
    for side in sides(text):
        word = text[side.start : side.end]
        own = [one for one in denied if any(w in word for w in one.words.split()[:1])]
        meant |= {one.start for one in own}
        clause = next(span for span in clauses(text) if side.start < span[1])
        found.append(_Taken(side.pair, side.second != bool(own), bool(own), clause))
    return [] if _LACK.search(text) or {one.start for one in denied} - meant else found


def contrast(claim: str, sources: Sequence[str], *, around: Sequence[str] = ()) -> Contrast | None:
    """Where a claim denies what its sources say, in words of negation or in words that deny each other; or None.

    Args:
        claim: a sentence.
        sources: the sentences that it rests on, the best first.
        around: the other sentences of the passage.
    """
    found = contradicts(claim, sources, around=around)
    if not sources:
        return None
    if _same_in_other_words(claim, sources[0]):
        return None
    if found and found.sure:
        return found
    side = opposed(claim, sources[0])
    both = side and len({one.second for one in _taken(sources[0]) if one.pair == side.pair}) > 1
    return Contrast(side.start, side.end, sure=not both) if side else found


def opposed(claim: str, source: str) -> Side | None:
    """The word of a claim that says the opposite of what its source says; None where none does, or one agrees."""
    mine, theirs = _taken(claim), _taken(source)
    for pair in dict.fromkeys(one.pair for one in mine):
        own = {one.second for one in mine if one.pair == pair}
        said = {one.second for one in theirs if one.pair == pair}
        if len(own) == 1 and (
            own ^ said == {True, False} or (len(said) == 2 and _meant(claim, source, pair) not in (None, *own))
        ):
            return next(side for side in sides(claim) if side.pair == pair)
    return None


def _same_in_other_words(claim: str, source: str) -> bool:
    """Whether one denies a word and the other says its opposite: "was not included" and "was left out"."""
    mine, theirs = _taken(claim), _taken(source)
    return any(
        one.pair == other.pair and one.second == other.second and one.denied != other.denied
        for one in mine
        for other in theirs
    )


def _meant(claim: str, source: str, pair: int) -> bool | None:
    """Of both sides that a source says, the one in the clause that clearly says most of a claim; None if neither."""
    language = language_of(source)
    much = [0.0, 0.0]
    for other, second, _, clause in _taken(source):
        if other == pair:
            much[second] = max(much[second], share(claim, source[slice(*clause)], language=language))
    if max(much) < CLEARLY * min(much) or much[0] == much[1]:
        return None
    return much[1] > much[0]
