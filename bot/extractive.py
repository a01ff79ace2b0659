"""The answer without a model: the one to three sentences that answer, verbatim, best first, each cited.

Chooses sentences by meaning, words and the kind of thing that is asked for. Does not write, translate or reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import AnswerSegment, Citation, Event, Sentence
from bot.citations import cite
from bot.evidence.expected import find_expected
from bot.gloss import word_gloss
from bot.phrases import lead_in
from index.analyzer import terms
from index.types import Hit

MAX_SENTENCES = 3
SHORTEST = 12  # characters: less is a label, not a sentence
LONGEST_PAIR = 300  # characters of a sentence and the one that it takes along
MAX_CHARACTERS = 440  # of quotes: with the lead-in a reader sees the answer without scrolling
WEIGHTS = {"sentence": 1.0, "passage": 1.0, "words": 1.0, "expected": 0.25}
GOOD_ENOUGH = 0.6  # of the best sentence's score
FOLLOWING, PRECEDING = 0.4, 0.1  # share of a sentence's own score that the next and the one before it inherit


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
    ranked = sorted((q for hit in hits for q in _completed(_quotes(question, hit))), key=lambda q: -q.score)
    chosen: list[Quote] = []
    for quote in ranked:
        if any(quote.text in other.text for other in chosen):
            continue
        room = MAX_CHARACTERS - sum(len(other.text) for other in chosen)
        if chosen and (len(quote.text) > room or quote.score < GOOD_ENOUGH * chosen[0].score):
            continue
        chosen.append(quote)
        if len(chosen) == MAX_SENTENCES:
            break
    return _joined(chosen)


def _completed(quotes: list[Quote]) -> list[Quote]:
    """Sentences without the thing asked for take along the one beside them that has it, from their paragraph."""
    completed = []
    for n, quote in enumerate(quotes):
        beside = [other for other in (*quotes[max(0, n - 1) : n], *quotes[n + 1 : n + 2]) if other.marks]
        pairs = [tuple(sorted((quote, other), key=lambda q: q.start)) for other in beside]
        fitting = [pair for pair in pairs if _adjacent(*pair) and pair[1].end - pair[0].start <= LONGEST_PAIR]
        completed.append(replace(_join(*fitting[0]), score=quote.score) if fitting and not quote.marks else quote)
    return completed


def _joined(quotes: list[Quote]) -> list[Quote]:
    """Sentences that follow one another become one quote, in reading order, at the place of the better one."""
    joined: list[Quote] = []
    for quote in quotes:
        for n, other in enumerate(joined):
            first, second = sorted((quote, other), key=lambda q: q.start)
            if quote.hit.document is other.hit.document and (_adjacent(first, second) or second.start < first.end):
                joined[n] = _join(first, second)
                break
        else:
            joined.append(quote)
    return joined if len(joined) == len(quotes) else _joined(joined)


def _adjacent(first: Quote, second: Quote) -> bool:
    """Whether nothing but a space stands between, so that both are of one paragraph."""
    between = first.hit.document.text[first.end : second.start]
    return first.end <= second.start and not between.strip(" ")


def _join(first: Quote, second: Quote) -> Quote:
    shift = second.start - first.start
    marks = dict.fromkeys((*first.marks, *((a + shift, b + shift) for a, b in second.marks)))
    end = max(first.end, second.end)
    return Quote(first.hit, first.start, end, max(first.score, second.score), tuple(marks))


def _quotes(question: str, hit: Hit) -> list[Quote]:
    """Every sentence of a passage with its score.

    A sentence inherits from its neighbours, most from the one before it: a text names its subject and says what
    is asked of it in the next sentence ("Trade is growing. The first quarter saw ...").
    """
    texts = [hit.document.text[start:end] for start, end in hit.chunk.sentences]
    marks = [tuple(find_expected(text, question)) for text in texts]
    own = [_relevance(hit, text, cosine) for text, cosine in zip(texts, hit.sentence_scores, strict=True)]
    quotes = []
    for n, (start, end) in enumerate(hit.chunk.sentences):
        before, after = own[n - 1] if n else 0.0, own[n + 1] if n + 1 < len(own) else 0.0
        score = own[n] + FOLLOWING * before + PRECEDING * after + WEIGHTS["passage"] * hit.score
        score += WEIGHTS["expected"] * bool(marks[n])
        if len(texts[n]) >= SHORTEST:
            quotes.append(Quote(hit, start, end, score, marks[n]))
    return quotes


def _relevance(hit: Hit, text: str, cosine: float) -> float:
    held = set(terms(text))
    words = sum(
        weight
        for term, weight in hit.terms.items()
        if any(held.issuperset(way) for way in hit.said.get(term, ((term,),)))
    )
    return WEIGHTS["sentence"] * cosine + WEIGHTS["words"] * words


def answer(
    question: str, hits: Sequence[Hit], *, history: Sequence[tuple[str, str]] = (), language: str
) -> Iterator[Event | Citation]:
    """The lead-in, then each quote as a finished sentence, each after its citation. History is not needed."""
    quotes = choose_quotes(question, hits)
    yield Sentence(AnswerSegment(lead_in(language, [quote.hit.chunk.language for quote in quotes]), (), "lead"))
    for n, quote in enumerate(quotes, start=1):
        gloss = word_gloss(quote.text, source=quote.hit.chunk.language, reader=language)
        yield cite(n, quote.hit, (quote.start, quote.end), language=language, marks=quote.marks, gloss=gloss)
        yield Sentence(AnswerSegment(quote.text, (n,), "quote"))
