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

from bot.answer import Flag, Status
from bot.evidence import figures, names
from bot.evidence.aliases import NONE, Aliases, learn
from bot.evidence.disagreement import disagree
from bot.evidence.held import Held
from bot.evidence.instead import Place, misnamed
from bot.evidence.negation import contradicts
from bot.evidence.wording import share
from bot.llm.packing import Passage
from index.embedder import EMBEDDED, load_embedder
from index.text import language_of
from index.types import Hit
from index.words.glossary import Glossary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MAX_BOUND = 3  # sentences that one claim is bound to
BEFORE = 3  # sentences before a bound one that may hold the name it speaks of
# Cosine of a claim and a sentence above which the wording is near, by how many figures and names of the claim the
# sentence holds: none, one, more. Facts that agree say more than words that are alike across languages.
NEAR = ((0.45, 0.36), (0.30, 0.20), (0.20, 0.10))  # (one language, two languages)
NEAR_CITED = ((0.45, 0.36), (0.20, 0.05), (0.10, 0.0))  # the same for a source that the model itself cites
NEAR_TOGETHER = 0.27  # cosine and words together, of a source in another language that the model itself cites
ALSO_SAID = 0.25  # the same for a sentence that is bound for a figure that the nearest one lacks
SAID = 0.5  # share of the claim's words that a sentence says, which makes it near as well
WORDS = 0.3  # what all words of the claim are worth beside the cosine, when sentences are chosen
GAIN = 0.2  # what one figure or name that a sentence holds is worth beside its cosine
CLEARLY = 0.1  # more of the same, by which another sentence says what the claim says apart from its names
NEAR_ENOUGH = 0.5  # of the best sentence's cosine, for another one to be bound with it
Spans = frozenset[tuple[int, int]]


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
        firm: one bound sentence holds every figure and name, and its wording is near.
    """

    status: Status
    bound: tuple[Bound, ...] = ()
    flags: tuple[Flag, ...] = ()
    added: bool = False
    moved: bool = False
    similarity: float = 0.0
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence taken apart once.

    Attributes:
        figures: spans of its figures and dates.
        facts: how many figures and names can be checked.
    """

    text: str
    vector: NDArray[np.float32]
    language: str
    figures: set[tuple[int, int]]
    names: list[names.Name]
    facts: int

    @classmethod
    def read(cls, text: str, vector: NDArray[np.float32]) -> Claim:
        """Take a sentence apart; `vector` is its embedding."""
        spans, found = set(figures.missing(text, "")), names.names(text, careful=True)
        return cls(text, vector, language_of(text), spans, found, len(spans) + len(found))


class Verifier:
    """Checks the sentences of one answer against its passages."""

    def __init__(self, passages: Sequence[Passage], glossary: Glossary | None = None) -> None:
        """Embed every sentence of the passages once, always with the embedded model: limits are measured for it.

        Args:
            passages: numbered from 1 in this order.
            glossary: the user's own words, which say what else a thing is called.
        """
        self._passages = list(passages)
        documents = {passage.hit.document.id: passage.hit.document for passage in passages}
        self._aliases: Aliases = learn(documents.values(), glossary) if documents else NONE
        self._embedder = embedder = load_embedder(EMBEDDED)
        self._texts = [[p.hit.document.text[a:b] for a, b in p.sentences] for p in self._passages]
        self._held: dict[tuple[int, int], Held] = {}
        self._abouts: dict[int, Held] = {}
        self._vectors = [embedder.embed_passages(texts) for texts in self._texts]

    def check(self, claim: str, numbers: Sequence[int]) -> Verdict:
        """What the sources say to a claim.

        Args:
            claim: a sentence without markers.
            numbers: the sources that it cites, from 1; empty when it cites none.
        """
        read = Claim.read(claim, self._embedder.embed_queries([claim])[0])
        cited = [n - 1 for n in numbers if 1 <= n <= len(self._passages)]
        verdicts = {n: self._against(read, n, cited=True) for n in cited}
        best = [verdicts[n] for n in cited if verdicts[n].status != "unsupported"]
        if best:
            return _together(best)
        verdicts |= {n: self._against(read, n) for n in range(len(self._passages)) if n not in verdicts}
        others = [
            v for n, v in verdicts.items() if n not in cited and v.status == "supported" and (v.firm or not cited)
        ]
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

    def _against(self, claim: Claim, n: int, *, cited: bool = False) -> Verdict:
        """The verdict of one passage."""
        passage = self._passages[n]
        if not passage.sentences:
            return Verdict("unsupported")
        cosines = self._vectors[n] @ claim.vector
        language = passage.hit.chunk.language
        said = np.array([share(claim.text, text, language=language) for text in self._texts[n]], np.float32)
        held = [self._holds(claim, n, i) for i in range(len(cosines))]
        chosen = self._choose(claim, n, cosines, said, held)
        texts = [self._texts[n][i] for i in chosen]
        context = _context(passage)
        flags = [Flag(a, b, "figure") for a, b in figures.missing(claim.text, "\n".join(texts), context=context)]
        around = Held(
            "\n".join([context, *(self._texts[n][i] for i in _with_before(chosen))]), self._aliases, careful=True
        )
        unnamed = self._misnamed(claim, n, chosen, held, around)
        flags += [flag for flag in unnamed if flag.sure]
        similarity = float(max(cosines[i] for i in chosen))
        across = claim.language != passage.hit.chunk.language
        least = (NEAR_CITED if cited else NEAR)[min(claim.facts, 2)][across]
        together = cited and across and float(max(cosines + WORDS * said)) >= NEAR_TOGETHER
        near = similarity >= least or together or bool(max(said[i] for i in chosen) >= SAID)
        bound = tuple(Bound(n, passage.hit, *passage.sentences[i]) for i in chosen)
        if flags or not near:
            return Verdict("unsupported", bound, tuple(flags), similarity=similarity)
        contrast = contradicts(claim.text, texts, around=self._texts[n])
        if contrast and contrast.sure:
            return Verdict("similar", bound, (Flag(*contrast[:2], "negation"),), similarity=similarity)
        notes = (*unnamed, *([Flag(*contrast[:2], "negation", sure=False)] if contrast else []))
        surely = similarity >= NEAR[0][across] or bool(said[chosen[0]] >= SAID)
        firm = surely and claim.figures | {(name.start, name.end) for name in claim.names} <= held[chosen[0]]
        status: Status = "supported" if claim.facts and not unnamed else "similar"
        return Verdict(status, bound, notes, similarity=similarity, firm=firm)

    def _misnamed(self, claim: Claim, n: int, chosen: list[int], held: Sequence[Spans], around: Held) -> list[Flag]:
        """The names that the passage does not bear out; `held` are the spans that each of its sentences holds."""
        at = self._said_at(claim, n, chosen[0], held)
        further = [held[i] - held[at] for i in chosen if i != at]
        place = Place(
            sentence=self._texts[n][at],
            bound=[self._texts[n][i] for i in chosen],
            here=held[at],
            anywhere=frozenset().union(*held),
            summed=frozenset().union(*(spans for spans in further if len(spans) > 1)),
            around=around,
            about=self._about(n),
            claim=Held(claim.text, self._aliases, careful=True),
        )
        found = misnamed(claim.names, claim.text, place, beside=self._named(claim))
        return [Flag(one.start, one.end, "name", sure=one.sure, instead=one.instead) for one in found]

    def _said_at(self, claim: Claim, n: int, best: int, held: Sequence[Spans]) -> int:
        """The sentence that says most of a claim apart from its names: a wrong name draws a claim to where it stands.

        It is another than the best one only where it says clearly more, and one of several names is not in that.
        """
        if len(claim.names) > 1 and all((name.start, name.end) in held[best] for name in claim.names):
            return best
        bare = claim.text
        for name in reversed(claim.names):
            bare = bare[: name.start] + bare[name.end :]
        language = self._passages[n].hit.chunk.language
        cosines = self._vectors[n] @ self._embedder.embed_queries([bare])[0]
        scores = [
            float(cosine) + WORDS * share(bare, text, language=language) + GAIN * len(claim.figures & spans)
            for cosine, text, spans in zip(cosines, self._texts[n], held, strict=True)
        ]
        most = max(range(len(scores)), key=lambda i: scores[i])
        return most if scores[most] - scores[best] > CLEARLY else best

    def _choose(self, claim: Claim, n: int, cosines: Floats, said: Floats, holding: Sequence[Spans]) -> list[int]:
        """The few sentences that together hold the claim's figures and names, the best first.

        Args:
            claim: the claim.
            n: the passage.
            cosines: of its sentences.
            said: share of the claim's words that each says.
            holding: spans of the claim's figures and names that each holds.
        """
        cosines, held = cosines + WORDS * said, list(holding)
        best = max(range(len(held)), key=lambda i: cosines[i] + GAIN * len(held[i]))
        chosen, covered = [best], set(held[best])
        if disagree(claim.text, self._texts[n][best]):  # a figure from elsewhere must be about the same names
            wanted = {(name.start, name.end) for name in claim.names}
            held = [spans if wanted <= spans else frozenset() for spans in held]
        about = self._about(n)  # what a title names needs no sentence of its own
        covered |= {(name.start, name.end) for name in claim.names if about.holds(name)}
        first = best
        named = {(name.start, name.end) for name in claim.names}
        for i in range(len(held)):  # a name may stand a little before; from farther off only a figure is taken
            if not -BEFORE <= i - first <= 1:
                held[i] = held[i] - named
        near = [i for i in range(len(held)) if cosines[i] >= NEAR_ENOUGH * cosines[first] or abs(i - first) == 1]
        near += [i for i in range(len(held)) if i not in near and said[i] >= ALSO_SAID]
        while len(chosen) < MAX_BOUND and near:
            best = max(near, key=lambda i: (len(held[i] - covered), cosines[i]))
            if not held[best] - covered:
                break
            chosen.append(best)
            covered |= held[best]
        return chosen

    def _about(self, n: int) -> Held:
        """What the title, the headings and the notes of a passage name."""
        if n not in self._abouts:
            self._abouts[n] = Held(_context(self._passages[n]), self._aliases, careful=True)
        return self._abouts[n]

    def _named(self, claim: Claim) -> frozenset[str]:
        """The names of a claim, and what else they are called."""
        return frozenset(way for name in claim.names for way in (name.text, *self._aliases.others(name.text)))

    def _holds(self, claim: Claim, n: int, i: int) -> Spans:
        """Spans of the claim's figures and names that one sentence holds."""
        text = self._texts[n][i]
        if (n, i) not in self._held:
            self._held[n, i] = Held(text, self._aliases, careful=True)
        found = claim.figures - set(figures.missing(claim.text, text))
        return frozenset(found | {(name.start, name.end) for name in claim.names if self._held[n, i].holds(name)})


def _together(verdicts: list[Verdict]) -> Verdict:
    """One verdict for a claim that cites several sources: the best status, every bound sentence."""
    best = max(verdicts, key=lambda verdict: (verdict.status == "supported", verdict.similarity))
    bound = {(b.passage, b.start): b for verdict in [best, *verdicts] for b in verdict.bound}
    return Verdict(best.status, tuple(bound.values()), best.flags, similarity=best.similarity)


def _with_before(chosen: list[int]) -> list[int]:
    return sorted({i for n in chosen for i in range(max(0, n - BEFORE), n + 1)})


def _context(passage: Passage) -> str:
    document, chunk = passage.hit.document, passage.hit.chunk
    notes = [document.notes[n].text for n in chunk.notes]
    return "\n".join([document.metadata.title, document.metadata.publisher, *chunk.headings, *notes])
