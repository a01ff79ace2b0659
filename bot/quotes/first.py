"""Which of sentences that score nearly alike goes first: the one that names a person, a fact, what the reader can read.

Moves one sentence to the front and leaves the order of the others. Does not score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from bot.asking import (
    advises,
    asks_for_advice,
    asks_for_person,
    asks_for_successor,
    compares,
    tells_succession,
)
from bot.evidence.held import Held
from bot.evidence.names import names
from bot.quotes.quote import Quote
from bot.quotes.sections import Sections, named
from bot.unmentioned import unmentioned

OWN_LANGUAGE = 0.94  # of the best score, from which a sentence that the reader can read goes first
MENTIONS = 0.65  # the same for one whose passage holds more of the question's names and years
ABOUT = 0.5  # the same for one that is not of a section about another thing than the one asked about
NEARLY = 0.85  # the same for one that names a person where a person is asked for, and for a fact before advice


def best_first(question: str, quotes: Sequence[Quote], language: str) -> list[Quote]:
    """Quotes by their scores, after what a reader of a language would rather see first."""
    ranked = sorted(quotes, key=lambda quote: -quote.score)
    if asks_for_successor(question):
        ranked = _first_with(ranked, ABOUT, lambda quote: bool(quote.marks) and tells_succession(quote.text))
    elif asks_for_person(question):
        ranked = _first_with(ranked, NEARLY, lambda quote: bool(quote.marks))
    elif not asks_for_advice(question):
        ranked = _first_with(ranked, NEARLY, lambda quote: not advises(quote.text))
    ranked = _first_with(ranked, OWN_LANGUAGE, lambda quote: quote.hit.chunk.language == language)

    ranked = _first_with(ranked, MENTIONS, _mentions_more(question, ranked)) if ranked else ranked
    return _of_its_section(question, ranked)


def _of_its_section(question: str, ranked: list[Quote]) -> list[Quote]:
    """Before a sentence of a section about another thing than the one asked about, one that is not; then only such."""
    asked = named(question)
    if not (ranked and asked) or compares(question):
        return ranked
    sections = Sections(ranked)
    first, *others = _first_with(ranked, ABOUT, lambda quote: not sections.elsewhere(quote, asked))
    if sections.elsewhere(first, asked):
        return ranked
    return [first, *(quote for quote in others if not sections.elsewhere(quote, asked))]


def _mentions_more(question: str, ranked: Sequence[Quote]) -> Callable[[Quote], bool]:
    """Whether the passage of a sentence lacks fewer names and years of a question than that of the best one.

    Where a sentence of such a passage says itself what the best one's passage lacks, only that.
    """

    @cache
    def missed(passage: str) -> tuple[str, ...]:
        hit = next(quote.hit for quote in ranked if quote.hit.chunk.id == passage)
        return unmentioned(question, [hit], alone=True)

    lacking = missed(ranked[0].hit.chunk.id)
    asked = [name for name in names(question) if name.text in lacking]

    def fewer(quote: Quote) -> bool:
        return len(missed(quote.hit.chunk.id)) < len(lacking)

    def says(quote: Quote) -> bool:
        return fewer(quote) and any(Held(quote.text).holds(name) for name in asked)

    near = [quote for quote in ranked if quote.score >= MENTIONS * ranked[0].score] if lacking else []
    return says if any(map(says, near)) else (lambda quote: not lacking or fewer(quote))


def _first_with(ranked: list[Quote], share: float, wanted: Callable[[Quote], bool]) -> list[Quote]:
    """The best sentence that is as wanted before a better one that is not, where it has that share of its score.

    It has the thing asked for if the better one has, and goes on with that one's score.
    """
    if not ranked or wanted(ranked[0]):
        return ranked
    best = ranked[0]
    near = (quote for quote in ranked if quote.score >= share * best.score and bool(quote.marks) >= bool(best.marks))
    found = next(filter(wanted, near), None)
    if found is None:
        return ranked
    return [replace(found, score=best.score), *(other for other in ranked if other is not found)]
