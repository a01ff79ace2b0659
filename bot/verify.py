"""Binds each sentence of a model to the sentences of its sources, and says what was really checked.

Without another call to a model: figures, dates, units and law numbers by value (`figures`), names across three
scripts (`names`), the rest by the embedding model's similarity. `supported` means that every figure and name of
the sentence stands in what it cites and that the wording is near; `similar` that only the wording is near;
`unsupported` that no sentence is near, or that a figure or a name is not there.

Not covered: who did what to whom among names that are all there; negation only as far as its words show
(`negation`), because similarity cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot import figures, names
from bot.answer import Flag, Status
from bot.negation import contradicts
from bot.packing import Passage
from index.embedder import Embedder
from index.text import language_of
from index.types import Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_BOUND = 3  # sentences that one claim is bound to
BEFORE = 3  # sentences before a bound one that may hold the name it speaks of
# Cosines of a claim and a sentence above which the wording is near: in one language, and across two.
NEAR = {"same": 0.42, "across": 0.30}
ALONE = {"same": 0.55, "across": 0.45}  # for a claim that holds no figure and no name
FIGURE_GAIN = 0.3  # what one figure or name that a sentence holds is worth beside its cosine


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
        flags: stretches of the claim that this does not bear out.
        added: it had no marker and was given one.
        moved: its markers pointed elsewhere.
        similarity: cosine to the nearest bound sentence.
    """

    status: Status
    bound: tuple[Bound, ...] = ()
    flags: tuple[Flag, ...] = ()
    added: bool = False
    moved: bool = False
    similarity: float = 0.0


class Verifier:
    """Checks the sentences of one answer against its passages."""

    def __init__(self, passages: Sequence[Passage], embedder: Embedder) -> None:
        """Embed every sentence of the passages once.

        Args:
            passages: numbered from 1 in this order.
            embedder: of the index.
        """
        self._passages = list(passages)
        self._embedder = embedder
        self._texts = [[p.hit.document.text[a:b] for a, b in p.sentences] for p in self._passages]
        self._vectors = [embedder.embed_passages(texts) for texts in self._texts]

    def check(self, claim: str, numbers: Sequence[int]) -> Verdict:
        """What the sources say to a claim.

        Args:
            claim: a sentence without markers.
            numbers: the sources that it cites, from 1; empty when it cites none.
        """
        vector = self._embedder.embed_queries([claim])[0]
        cited = [n - 1 for n in numbers if 1 <= n <= len(self._passages)]
        verdicts = {n: self._against(claim, vector, n) for n in range(len(self._passages))}
        best = [verdicts[n] for n in cited if verdicts[n].status != "unsupported"]
        if best:
            return _together(best)
        others = [verdicts[n] for n in verdicts if n not in cited and verdicts[n].status == "supported"]
        others = others or [verdicts[n] for n in verdicts if not cited and verdicts[n].status == "similar"]
        if others:
            found = max(others, key=lambda verdict: verdict.similarity)
            return Verdict(
                found.status, found.bound, found.flags, added=not cited, moved=bool(cited), similarity=found.similarity
            )
        return self._worst(verdicts, cited)

    def _worst(self, verdicts: dict[int, Verdict], cited: list[int]) -> Verdict:
        """Of a claim that nothing supports: what its own source lacks, without a citation when none was near."""
        pool = [verdicts[n] for n in cited] or list(verdicts.values())
        found = min(pool, key=lambda verdict: (len(verdict.flags), -verdict.similarity), default=Verdict("unsupported"))
        keep = found.bound if cited and found.flags else ()
        return Verdict("unsupported", keep, found.flags, similarity=found.similarity)

    def _against(self, claim: str, vector: NDArray[np.float32], n: int) -> Verdict:
        """The verdict of one passage."""
        passage, texts = self._passages[n], self._texts[n]
        if not texts:
            return Verdict("unsupported")
        cosines = self._vectors[n] @ vector
        chosen = self._choose(claim, texts, cosines)
        evidence = "\n".join(texts[i] for i in sorted(chosen))
        context = _context(passage)
        flags = [Flag(a, b, "figure") for a, b in figures.missing(claim, evidence, context=context)]
        around = "\n".join([context, *(texts[i] for i in _with_before(chosen))])
        flags += [Flag(a, b, "name") for a, b in names.missing(claim, around, self._embedder)]
        similarity = float(max(cosines[i] for i in chosen))
        across = "same" if language_of(claim) == passage.hit.chunk.language else "across"
        checkable = figures.count(claim) + len(names.names(claim))
        near = similarity >= (NEAR if checkable else ALONE)[across]
        bound = tuple(Bound(n, passage.hit, *passage.sentences[i]) for i in chosen)
        if flags or not near:
            return Verdict("unsupported", bound, tuple(flags), similarity=similarity)
        if span := contradicts(claim, texts[chosen[0]]):
            return Verdict("similar", bound, (Flag(*span, "negation"),), similarity=similarity)
        return Verdict("supported" if checkable else "similar", bound, similarity=similarity)

    def _choose(self, claim: str, texts: list[str], cosines: NDArray[np.float32]) -> list[int]:
        """The few sentences that together hold the claim's figures, the best first."""
        wanted = set(figures.missing(claim, ""))
        chosen: list[int] = []
        open_spans = set(wanted)
        for _ in range(MAX_BOUND):
            scores = [self._gain(claim, text, open_spans) + float(cosines[i]) for i, text in enumerate(texts)]
            order = sorted((i for i in range(len(texts)) if i not in chosen), key=lambda i: -scores[i])
            if not order:
                break
            best = order[0]
            held = open_spans - set(figures.missing(claim, texts[best]))
            if chosen and not held:
                break
            chosen.append(best)
            open_spans -= held
            if not open_spans:
                break
        return chosen

    def _gain(self, claim: str, text: str, open_spans: set[tuple[int, int]]) -> float:
        if not open_spans:
            return 0.0
        return FIGURE_GAIN * len(open_spans - set(figures.missing(claim, text)))


def _together(verdicts: list[Verdict]) -> Verdict:
    """One verdict for a claim that cites several sources: the best status, every bound sentence."""
    best = max(verdicts, key=lambda verdict: (verdict.status == "supported", verdict.similarity))
    bound = tuple(dict.fromkeys(b for verdict in [best, *verdicts] for b in verdict.bound))
    return Verdict(best.status, bound, best.flags, similarity=best.similarity)


def _with_before(chosen: list[int]) -> list[int]:
    return sorted({i for n in chosen for i in range(max(0, n - BEFORE), n + 1)})


def _context(passage: Passage) -> str:
    document, chunk = passage.hit.document, passage.hit.chunk
    notes = [document.notes[n].text for n in chunk.notes]
    return "\n".join([document.metadata.title, document.metadata.publisher, *chunk.headings, *notes])
