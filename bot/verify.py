"""Binds each sentence of a model to the sentences of its sources, and says what was really checked.

Without another call to a model: figures, dates, units and law numbers by value (`figures`, `unheld`), names across
three scripts (`misnamed`), the rest by the embedding model's similarity. `supported` means that every figure and name
of the sentence stands in what it cites and that the wording is near; `similar` that one of the two is so;
`unsupported` that no sentence is near, or that a figure or a name is not there.

Who did what to whom is seen as far as other words stand around each (`exchanged`), negation as far as its words show
(`negation`, `opposites`), because similarity cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.answer import Flag, Status
from bot.evidence import figures
from bot.evidence.aliases import NONE, Aliases, learn
from bot.evidence.compared import BEFORE, GAIN, WORDS, Claim, Source, Spans
from bot.evidence.exchanged import exchanged
from bot.evidence.misnamed import judged
from bot.evidence.opposites import contrast
from bot.evidence.orders import orders
from bot.evidence.unheld import is_fault
from bot.llm.packing import Passage
from index.types import Hit
from index.words.glossary import Glossary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NEARBY = 2  # sentences on each side from which a figure may be reckoned
MAX_BOUND = 3  # sentences that one claim is bound to
# Cosine of a claim and a sentence above which the wording is near, by how many figures and names of the claim the
# sentence holds: none, one, more. Facts that agree say more than words that are alike across languages.
NEAR = ((0.45, 0.36), (0.30, 0.20), (0.20, 0.10))  # (one language, two languages)
NEAR_CITED = ((0.45, 0.36), (0.20, 0.05), (0.10, 0.0))  # the same for a source that the model itself cites
NEAR_TOGETHER = (0.5, 0.4)  # cosine and share of words together, in one language and across, of a cited source
BORNE_OUT = (0.45, 0.35)  # the same of what bears out a claim without sums and large numbers
ALSO_SAID = 0.25  # the same for a sentence that is bound for a figure that the nearest one lacks
VERBATIM = 0.9  # share of its words that make a sentence the claim itself
SAID = 0.5  # share of the claim's words that a sentence says, which makes it near as well
JOINED = 0.2  # cosine of a claim and each of the sources that it joins
NEAR_ENOUGH = 0.5  # of the best sentence's cosine, for another one to be bound with it


@dataclass(frozen=True, slots=True)
class Bound:
    """A sentence of a source: `hit.document.text[start:end]`."""

    passage: int
    hit: Hit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for one claim.

    Attributes:
        bound: what it rests on, the nearest first; empty when nothing is near.
        flags: stretches of the claim that this does not bear out, and of what a reader should compare (not `sure`).
        added: it had no marker and was given one.
        moved: its markers pointed elsewhere.
        similarity: cosine to the nearest bound sentence.
        firm: one bound sentence holds every figure and name, but what the question gives, and its wording is near.
    """

    status: Status
    bound: tuple[Bound, ...] = ()
    flags: tuple[Flag, ...] = ()
    added: bool = False
    moved: bool = False
    similarity: float = 0.0
    firm: bool = False


class Verifier:
    """Checks the sentences of one answer against its passages."""

    def __init__(self, passages: Sequence[Passage], glossary: Glossary | None = None, *, question: str = "") -> None:
        """Embed every sentence of the passages once, always with the embedded model: limits are measured for it.

        Args:
            passages: numbered from 1 in this order.
            glossary: the user's own words, which say what else a thing is called.
            question: that is answered. A year or a name that it gives, and that the source lacks without having another
                one in its place, is to be compared, and no fault.
        """
        self._passages, self._question = list(passages), question
        documents = {passage.hit.document.id: passage.hit.document for passage in passages}
        aliases = learn(documents.values(), glossary) if documents else NONE
        self._sources = [_source(passage, aliases) for passage in self._passages]

    def check(self, claim: str, numbers: Sequence[int]) -> Verdict:
        """What the sources say to a claim.

        Args:
            claim: a sentence without markers.
            numbers: the sources that it cites, from 1; empty when it cites none.
        """
        read = Claim.read(claim, self._question)
        cited = [n - 1 for n in numbers if 1 <= n <= len(self._passages)]
        verdicts = {n: self._against(read, n, cited=True) for n in cited}
        best = [verdicts[n] for n in cited if verdicts[n].status != "unsupported"]
        if best:
            return _together(best)
        if divided := _divided([verdicts[n] for n in cited]):
            return divided
        verdicts |= {n: self._against(read, n) for n in range(len(self._passages)) if n not in verdicts}
        others = [v for n, v in verdicts.items() if n not in cited and (v.firm if cited else v.status == "supported")]
        others = others or [verdicts[n] for n in verdicts if not cited and verdicts[n].status == "similar"]
        if others:
            found = max(others, key=lambda verdict: verdict.similarity)
            return Verdict(
                found.status,
                found.bound,
                found.flags,
                added=not cited,
                moved=bool(cited),
                similarity=found.similarity,
                firm=found.firm,
            )
        return self._worst(verdicts, cited)

    def _worst(self, verdicts: dict[int, Verdict], cited: list[int]) -> Verdict:
        """Of a claim that nothing supports: what its own source lacks, without a citation when none was near."""
        pool = [verdicts[n] for n in cited] or list(verdicts.values())
        found = min(pool, key=lambda verdict: (len(verdict.flags), -verdict.similarity), default=Verdict("unsupported"))
        keep = found.bound if cited and found.flags else ()
        return Verdict("unsupported", keep, found.flags, similarity=found.similarity)

    def _against(self, claim: Claim, n: int, *, cited: bool = False) -> Verdict:
        """The verdict of one passage."""
        passage = self._passages[n]
        if not passage.sentences:
            return Verdict("unsupported")
        source = self._sources[n]
        cosines = source.vectors @ claim.vectors[0]
        said = source.said(claim)
        held = [source.holds(claim, i) for i in range(len(cosines))]
        chosen, best = _choose(claim, source, cosines + WORDS * said, said, held), source.most(claim, said)
        unheld, saying = _unheld(claim, source, chosen, held)
        unnamed = [
            Flag(one.start, one.end, "name", sure=one.sure, instead=one.instead)
            for one in judged(claim, source, chosen, held, best=best)
        ]
        flags = [flag for flag in (*unheld, *unnamed) if flag.sure]
        told = [] if flags else _told_of_others(claim, source, best, held)
        flags += [flag for flag in told if flag.sure]
        similarity = float(max(cosines[i] for i in chosen))
        across = claim.language != source.language
        least = (NEAR_CITED if cited else NEAR)[min(claim.facts, 2)][across]
        together = float(max(cosines[i] + said[i] for i in chosen))
        is_near = similarity >= least or max(said[i] for i in chosen) >= SAID
        is_near = is_near or (cited and together >= NEAR_TOGETHER[across])
        bound = tuple(Bound(n, passage.hit, *passage.sentences[i]) for i in (*chosen, *saying))
        if flags or not is_near:
            return Verdict("unsupported", bound, tuple(flags), similarity=similarity)
        denied = contrast(claim.text, [source.texts[i] for i in chosen], around=source.texts)
        if denied and denied.sure:
            return Verdict("similar", bound, (Flag(*denied[:2], "negation"),), similarity=similarity)
        notes = (*unheld, *unnamed, *told, *([Flag(*denied[:2], "negation", sure=False)] if denied else []))
        surely = similarity >= NEAR[0][across] or bool(said[chosen[0]] >= SAID)
        firm = surely and (claim.figures | claim.named) - (claim.given if claim.figures else set()) <= held[chosen[0]]
        near = said[chosen[0]] >= VERBATIM or (claim.facts and (claim.measured or together >= BORNE_OUT[across]))
        status: Status = "supported" if near and not (unheld or unnamed or told) else "similar"
        return Verdict(status, bound, notes, similarity=similarity, firm=firm)


def _told_of_others(claim: Claim, source: Source, best: int, held: Sequence[Spans]) -> list[Flag]:
    """The figures and names that the source tells of something else."""
    return [
        Flag(one.start, one.end, "name" if one.is_name else "figure", sure=one.sure, instead=one.instead)
        for one in exchanged(claim, source, best, held)
    ]


def _unheld(claim: Claim, source: Source, chosen: list[int], held: Sequence[Spans]) -> tuple[list[Flag], list[int]]:
    """The figures that the chosen sentences lack, as faults and notes; and the sentences that say what is noted."""
    evidence = "\n".join(source.texts[i] for i in chosen)
    near = "\n".join(source.texts[i] for i in _beside(chosen, len(source.texts)))
    flags: list[Flag] = []
    saying: list[int] = []
    for span in figures.missing(claim.text, evidence, context=source.context, near=near):
        others = [i for i, spans in enumerate(held) if span in spans]
        sure = is_fault(claim.text, span, evidence, elsewhere=bool(others) or span in claim.given)
        flags.append(Flag(*span, "figure", sure=sure))
        saying += [] if sure else others[:1]
    return flags, list(dict.fromkeys(saying))


def _beside(chosen: list[int], count: int) -> list[int]:
    """The sentences around the chosen ones, without them."""
    near = {i for n in chosen for i in range(max(0, n - NEARBY), min(count, n + NEARBY + 1))}
    return sorted(near - set(chosen))


def _choose(claim: Claim, source: Source, scores: Floats, said: Floats, holding: Sequence[Spans]) -> list[int]:
    """The few sentences that together hold the claim's figures and names, the best first.

    Args:
        claim: the claim.
        source: the passage.
        scores: cosines of its sentences, with the words that they share with the claim.
        said: share of the claim's words that each says.
        holding: spans of the claim's figures and names that each holds.
    """
    held = list(holding)
    best = first = max(range(len(held)), key=lambda i: scores[i] + GAIN * len(held[i]))
    chosen, covered = [best], set(held[best])
    # what a title names needs no sentence of its own
    covered |= {(name.start, name.end) for name in claim.names if source.about.holds(name)}
    for i in range(len(held)):  # a name may stand a little before; from farther off only a figure is taken
        if not -BEFORE <= i - first <= 1:
            held[i] = held[i] - claim.named
    near = [i for i in range(len(held)) if scores[i] >= NEAR_ENOUGH * scores[first] or abs(i - first) == 1]
    near += [i for i in range(len(held)) if i not in near and said[i] >= ALSO_SAID]
    while len(chosen) < MAX_BOUND and near:
        best = max(near, key=lambda i: (len(held[i] - covered), scores[i]))
        if not held[best] - covered:
            break
        chosen.append(best)
        covered |= held[best]
    return chosen


def _together(verdicts: list[Verdict]) -> Verdict:
    """One verdict for a claim that cites several sources: the best status, every bound sentence."""
    best = max(verdicts, key=lambda verdict: (verdict.status == "supported", verdict.similarity))
    bound = {(b.passage, b.start): b for verdict in [best, *verdicts] for b in verdict.bound}
    return Verdict(best.status, tuple(bound.values()), best.flags, similarity=best.similarity)


def _divided(verdicts: list[Verdict]) -> Verdict | None:
    """Of a claim that joins what several cited sources say, each lacking the others' facts: these, to be compared.

    None where all lack one, where one has something else in its place, or where one is about something else.
    """
    lacking = [verdict for verdict in verdicts if verdict.flags]
    faults = [{(flag.start, flag.end) for flag in verdict.flags if flag.sure} for verdict in lacking]
    if len(faults) < 2 or set.intersection(*faults):
        return None
    if (
        any(flag.instead for verdict in lacking for flag in verdict.flags)
        or min(v.similarity for v in lacking) < JOINED
    ):
        return None
    found = _together([replace(verdict, status="similar") for verdict in lacking])
    flags = {(flag.start, flag.end): replace(flag, sure=False) for verdict in lacking for flag in verdict.flags}
    return replace(found, flags=tuple(flags[span] for span in sorted(flags)))


def _source(passage: Passage, aliases: Aliases) -> Source:
    document = passage.hit.document
    ordered = orders(document.text, passage.sentences)  # what orders a model bears nothing out
    texts = ["" if span in ordered else document.text[slice(*span)] for span in passage.sentences]
    language = passage.hit.chunk.language
    return Source(texts, context=_context(passage), language=language, aliases=aliases, document=document.text)


def _context(passage: Passage) -> str:
    document, chunk = passage.hit.document, passage.hit.chunk
    notes = [document.notes[n].text for n in chunk.notes]
    about = document.metadata  # a model reads these in the line about a source
    lines = [about.title, *about.authors, about.publisher, about.date, *chunk.headings, *notes]
    # "АДМИНИСТРАЦИЯ РАЙОНА" is inflected and no acronym.
    return "\n".join([*lines, *(line.title() for line in lines if line.isupper())])
