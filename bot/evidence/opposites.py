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

from bot.evidence.negation import Contrast, contradicts, denials

_LACK = re.compile(r"\b(?:without|unless|until)\b|\bбез\b|\bесли только\b|없이|않는 한", re.IGNORECASE)


class Side(NamedTuple):
    """`text[start:end]` is one of two words that deny each other.

    Attributes:
        pair: of which pair.
        second: it is the second word of it, and not the first.
        denied: it stands for the other one, which the text denies.
    """

    start: int
    end: int
    pair: int
    second: bool
    denied: bool = False


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
    """The words of a text that have an opposite, in order."""
    return tuple(
        sorted(
            Side(*match.span(), pair, bool(second))
            for pair, patterns in enumerate(_pairs())
            for second, pattern in enumerate(patterns)
            for match in pattern.finditer(text)
        )
    )


@lru_cache(maxsize=2_000)
def _taken(text: str) -> list[Side]:
    """The sides that a text takes, the other one where a word is denied; none where it denies something else."""
    denied = denials(text)
    found, meant = [], set()
    for side in sides(text):
        word = text[side.start : side.end]
        own = {one.start for one in denied if any(w in word for w in one.words.split()[:1])}
        meant |= own
        found.append(side._replace(second=side.second != bool(own), denied=bool(own)))
    return [] if _LACK.search(text) or {one.start for one in denied} - meant else found


def contrast(claim: str, sources: Sequence[str], *, around: Sequence[str] = ()) -> Contrast | None:
    """Where a claim denies what its sources say, in words of negation or in words that deny each other; or None.

    Args:
        claim: a sentence.
        sources: the sentences that it rests on, the best first.
        around: the other sentences of the passage.
    """
    found = contradicts(claim, sources, around=around)
    if _same_in_other_words(claim, sources[0]):
        return None
    if found and found.sure:
        return found
    side = opposed(claim, sources[0])
    return Contrast(side.start, side.end, sure=True) if side else found


def opposed(claim: str, source: str) -> Side | None:
    """The word of a claim that says the opposite of what its source says; None where none does, or one agrees."""
    mine, theirs = _taken(claim), _taken(source)
    for side in mine:
        own, said = ({one.second for one in some if one.pair == side.pair} for some in (mine, theirs))
        if own == {side.second} and said == {not side.second}:
            return side
    return None


def _same_in_other_words(claim: str, source: str) -> bool:
    """Whether one denies a word and the other says its opposite: "was not included" and "was left out"."""
    mine, theirs = ({side[2:] for side in _taken(text)} for text in (claim, source))
    return any((pair, second, not denied) in theirs for pair, second, denied in mine)
