"""Facts that a source tells of something else: "Osh pays 2 % and Ulan 3 %" the other way round, or another's year.

The words of a claim are aligned with those of the sentence that says most of it, by spelling, the translation table and
the vectors of words. What stands near a figure or name of the claim is looked for near the same one in the source, and
near each other of its kind in that sentence. Where it stands clearly nearer to another one, the source tells the claim
of that. Distances are soft, for a Korean verb stands last.

Does not know common words in exchanged roles, nor who does what to whom where the same words stand around both.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.evidence import figures
from bot.evidence.compared import Claim, Source, Spans
from bot.evidence.dates import Date, dates
from bot.evidence.instead import Phrase, may_be_one, phrases, phrases_of, written
from bot.evidence.korean import stem
from bot.evidence.names import HANGUL
from bot.evidence.units import Figure
from bot.evidence.wording import says
from index.analyzer import terms
from index.embedder import embedded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Share of what stands near a fact that stands nearer to another one, from which it is to be compared, and from which it
# is a fault: of a figure or name that the sentence which says most of the claim does not hold; of a name that it holds;
# of two figures of that sentence that the claim exchanges; and of one that it tells of what another is told of there.
# Of 1,789 true claims 3 are over the third and 4 over the fourth.
ELSEWHERE, NAME_ELSEWHERE, NAME_THERE, TWO, ONE = (0.16, 0.16), (-0.15, 0.24), (0.16, 0.4), (0.12, 0.12), (0.35, 9.0)
REACH = 5.0  # words off at which a word tells a third of what one beside the fact does
CLAUSE = 4.0  # words that the bound of a clause is worth
UNRELATED, RELATED = 0.1, 0.4  # cosines of two words that have nothing in common, and that are surely related
FACT = 1.5  # words that another fact is worth
FEW = 0.3  # words: so many are added to those that the source knows, lest one alone decides
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BOUND = re.compile(
    r"[,;:()—–]|(?<=[가-힣][고며나])\s|(?<=지만)\s|(?<=는데)\s|\b(?:and|but|while|whereas|и|а|но|или)\s"
)
_PLACING = frozenset(
    "by of to from in at with for on under into between against after before through via about within without among "
    "over across near than around outside inside including despite towards upon per у в во на с со от из к "
    "по для за о об при через под между против вместо".split()
)
_PARTICLE = re.compile("(?:에서는|에서|에게|으로|로|은|는|이|가|을|를|의|에|와|과)$")
_SUBJECT = frozenset("은 는 이 가 에서는".split())


class Fact(NamedTuple):
    """A figure, date or name, `text[start:end]`."""

    start: int
    end: int
    what: Figure | Date | Phrase

    @property
    def is_name(self) -> bool:
        """Whether it is a name."""
        return isinstance(self.what, Phrase)

    def told(self, text: str) -> str:
        """It as its sentence has it, without a particle behind a name."""
        return written(self.what, text) if isinstance(self.what, Phrase) else text[self.start : self.end]

    def may_stand_for(self, other: Fact) -> bool:
        """Whether it is of the kind of another: the same unit, a year as well, a country as well."""
        mine, yours = self.what, other.what
        if isinstance(mine, Phrase):
            if not isinstance(yours, Phrase) or not mine.is_like(yours):
                return False
            return not any(may_be_one(one.text, two.text) for one in mine.words for two in yours.words)
        if isinstance(mine, Date):
            return isinstance(yours, Date) and bool(mine.year and yours.year or mine.month and yours.month)
        return isinstance(yours, Figure) and mine.unit == yours.unit


class Text:
    """A sentence: its facts, and its words with what they stand near to."""

    def __init__(self, text: str, names: Sequence[Phrase]) -> None:
        """Take it apart; `names` are its."""
        self.text = text
        whats: list[Figure | Date | Phrase] = [*figures.figures(text), *dates(text), *names]
        self.facts = [Fact(one.start, one.end, one) for one in whats]
        found, bounds = list(_WORD.finditer(text)), [match.start() for match in _BOUND.finditer(text)]
        self.words = [stem(word.group()) if HANGUL.search(word.group()) else word.group() for word in found]
        self._clauses = np.array([bisect(bounds, word.start()) for word in found])
        self.of = {f: [n for n, w in enumerate(found) if w.start() < f.end and f.start < w.end()] for f in self.facts}

    def near(self, fact: Fact) -> Floats:
        """How near each word stands to a fact, 0 to 1; nothing for the fact's own."""
        own, at = self.of[fact] or [0], np.arange(len(self.words))
        apart = np.maximum(np.maximum(own[0] - at, at - own[-1]), 0)
        bounds = np.minimum(*(abs(self._clauses - self._clauses[n]) for n in (own[0], own[-1])))
        return np.where(apart > 0, np.exp(-(apart + CLAUSE * bounds) / REACH), 0).astype(np.float32)

    def place(self, fact: Fact) -> str:
        """Where a name stands in its clause: its particle or preposition; empty for a subject."""
        word = self.text[fact.start : fact.end]
        if HANGUL.search(word):
            tail = re.match("[가-힣]*", self.text[fact.end :])
            found = _PARTICLE.search(word + (tail[0] if tail else ""))
            return "bare" if not found else found[0] if found[0] not in _SUBJECT else ""
        before = re.findall(r"[^\W\d_]+|[,;:.]", self.text[: fact.start])[-4:]
        clause = before[max((n + 1 for n, one in enumerate(before) if one in ",;:."), default=0) :]
        return next((word.lower() for word in reversed(clause) if word.lower() in _PLACING), "")


class Aligned:
    """A claim and the sentences of a passage: which word and which fact of one is which of the other."""

    def __init__(self, claim: Claim, source: Source) -> None:
        """Nothing is aligned before it is needed."""
        self.claim, self._source = Text(claim.text, phrases(claim.names, claim.text)), source
        self.text = cache(lambda i: Text(source.texts[i], phrases_of(source.texts[i])))
        self.own = cache(lambda fact, i: [one for one in self.text(i).facts if self._same(fact, one, i)])
        self._table = cache(self._aligned)

    def _same(self, fact: Fact, other: Fact, i: int) -> bool:
        """Whether a fact of the claim is one of a sentence."""
        if isinstance(fact.what, Phrase) != isinstance(other.what, Phrase):
            return False
        mine, yours = self.claim.text[fact.start : fact.end], self.text(i).text[other.start : other.end]
        if not isinstance(fact.what, Phrase):
            return not figures.missing(mine, yours)
        held = self._source.held(yours)
        return any(held.holds_surely(word) for word in fact.what.telling)

    def _aligned(self, i: int) -> Floats:
        """How surely each word of the claim is each of a sentence, 0 to 1; a fact is only the same fact."""
        mine, yours, language = self.claim, self.text(i), self._source.language
        cosines = embedded().embed_queries(mine.words) @ embedded().embed_passages(yours.words).T
        alike = np.array([[_alike(one, other, language) for other in yours.words] for one in mine.words], np.float32)
        table: Floats = np.maximum(alike, np.clip((cosines - UNRELATED) / (RELATED - UNRELATED), 0, 0.95))
        for other in yours.facts:
            table[:, yours.of[other]] = 0
        for fact in mine.facts:
            table[mine.of[fact]] = 0
        for fact in mine.facts:
            for other in self.own(fact, i):
                table[np.ix_(mine.of[fact], yours.of[other])] = 1
        return table

    @cached_property
    def _weights(self) -> Floats:
        """What each word of the claim tells: words of grammar nothing."""
        weights = np.array([bool(terms(word)) for word in self.claim.words], np.float32)
        for fact in self.claim.facts:
            weights[self.claim.of[fact]] = FACT / max(1, len(self.claim.of[fact]))
        return weights

    def share(self, fact: Fact, other: Fact, i: int, among: Sequence[int]) -> float:
        """Share of what stands near a fact of the claim that stands near another of sentence `i`, 0 to 1.

        What stands in none of the sentences `among` does not count.
        """
        weights = self._weights * self.claim.near(fact)
        known = np.max([self._table(n).max(axis=1, initial=0) for n in among], axis=0)
        there = (self._table(i) * self.text(i).near(other)).max(axis=1, initial=0)
        return float(weights @ there / (weights @ known + FEW))


class Exchanged(NamedTuple):
    """A figure or name of a claim, `text[start:end]`, that its source tells of something else.

    Attributes:
        instead: what the source has there.
        sure: False of a name where other ways to say the same are as likely.
    """

    start: int
    end: int
    is_name: bool
    instead: str
    sure: bool


def exchanged(claim: Claim, source: Source, best: int, held: Sequence[Spans]) -> list[Exchanged]:
    """The figures and names of a claim that its source tells of something else.

    Args:
        claim: with its names.
        source: the passage.
        best: its sentence that says most of the claim.
        held: spans of the claim's figures and names that each of its sentences holds.
    """
    aligned = Aligned(claim, source)
    found: dict[Fact, Margin] = {}
    for margin in margins(aligned, best, held):
        known = found.get(margin.fact)
        if margin.by > max(margin.limits[0], known.by if known else -1):
            found[margin.fact] = margin
    return [
        Exchanged(*fact[:2], fact.is_name, one.other.told(source.texts[best]), sure=one.by >= one.limits[1])
        for fact, one in found.items()
    ]


class Margin(NamedTuple):
    """How much nearer to another fact than to itself stands what is near a fact of a claim.

    Attributes:
        here: the sentence that says most of the claim holds the fact.
        said: the claim says the other one too.
    """

    fact: Fact
    other: Fact
    by: float
    here: bool
    said: bool

    @property
    def limits(self) -> tuple[float, float]:
        """From which it is to be compared, and from which it is a fault."""
        if self.fact.is_name:
            return NAME_THERE if self.here else NAME_ELSEWHERE
        return ELSEWHERE if not self.here else TWO if self.said else ONE


def margins(aligned: Aligned, best: int, held: Sequence[Spans]) -> Iterator[Margin]:
    """Each fact of a claim beside each other of its kind in the sentence `best`, which says most of the claim.

    A name that it holds is compared with those behind the same preposition or particle, a fact that it does not hold
    with all that the claim does not say.
    """
    for fact in aligned.claim.facts:
        at = [i for i, spans in enumerate(held) if any(a < fact.end and fact.start < b for a, b in spans)]
        own = [(i, one) for i in at for one in aligned.own(fact, i)]
        here = aligned.own(fact, best)
        if not own or (best in at) != bool(here):
            continue
        among = sorted({best, *(i for i, _ in own)})
        mine = max(aligned.share(fact, one, i, among) for i, one in own)
        places = {aligned.text(best).place(one) for one in here}
        for other in aligned.text(best).facts:
            said = [one for one in aligned.claim.facts if other in aligned.own(one, best)]
            if not other.may_stand_for(fact) or other in here or (said and not here):
                continue
            if here and fact.is_name and aligned.text(best).place(other) not in places:
                continue
            by = aligned.share(fact, other, best, among) - mine
            for one in said[:1]:  # the claim names both: each may be told of the other
                by += max(aligned.share(one, where, i, among) for i, where in own)
                by -= aligned.share(one, other, best, among)
            yield Margin(fact, other, by, bool(here), bool(said))


@lru_cache(maxsize=100_000)
def _alike(word: str, other: str, language: str) -> bool:
    """Whether two words are one, in one language or by the translation table."""
    return bool(terms(word)) and (terms(word) == terms(other) or says(other, word, language=language))
