"""The answer without a model: the one to three sentences that answer, verbatim, best first, each cited.

Chooses sentences by meaning, words and the kind of thing that is asked for. Does not write, translate or reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import AnswerSegment, Citation, Event, Sentence
from bot.citations import cite
from bot.expected import asked_kinds, find_expected
from bot.phrases import lead_in
from index.analyzer import terms
from index.types import Hit

MAX_SENTENCES = 3
MAX_CHARACTERS = 440  # of quotes: with the lead-in a reader sees the answer without scrolling
WEIGHTS = {"sentence": 1.0, "passage": 1.0, "words": 0.5, "expected": 0.15}
GOOD_ENOUGH = 0.8  # of the best sentence's score


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that may answer; `marks` are spans inside it."""

    hit: Hit
    start: int
    end: int
    score: float
    marks: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.hit.document.text[self.start : self.end]


def choose_quotes(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """The sentences that answer, best first; at least one when there is any hit."""
    ranked = sorted((q for hit in hits for q in _quotes(question, hit)), key=lambda q: -q.score)
    chosen: list[Quote] = []
    for quote in ranked:
        if any(quote.text == other.text for other in chosen):
            continue
        room = MAX_CHARACTERS - sum(len(other.text) for other in chosen)
        if chosen and (len(quote.text) > room or quote.score < GOOD_ENOUGH * chosen[0].score):
            continue
        chosen.append(quote)
        if len(chosen) == MAX_SENTENCES:
            break
    return chosen


def _quotes(question: str, hit: Hit) -> Iterator[Quote]:
    asks = bool(asked_kinds(question))
    for (start, end), cosine in zip(hit.chunk.sentences, hit.sentence_scores, strict=True):
        text = hit.document.text[start:end]
        marks = find_expected(text, question)
        held = set(terms(text))
        words = sum(weight for term, weight in hit.terms.items() if term in held)
        score = (
            WEIGHTS["sentence"] * cosine
            + WEIGHTS["passage"] * hit.score
            + WEIGHTS["words"] * words
            + WEIGHTS["expected"] * (asks and bool(marks))
        )
        if len(text) >= 12:
            yield Quote(hit, start, end, score, tuple(marks))


def answer(
    question: str, hits: Sequence[Hit], *, history: Sequence[tuple[str, str]] = (), language: str
) -> Iterator[Event | Citation]:
    """The lead-in, then each quote as a finished sentence, each after its citation. History is not needed."""
    quotes = choose_quotes(question, hits)
    yield Sentence(AnswerSegment(lead_in(language, [quote.hit.chunk.language for quote in quotes]), (), "lead"))
    for n, quote in enumerate(quotes, start=1):
        yield cite(n, quote.hit, (quote.start, quote.end), language=language, marks=quote.marks)
        yield Sentence(AnswerSegment(quote.text, (n,), "quote"))
