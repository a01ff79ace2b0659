"""Which of sentences that score nearly alike goes first: the one that names a person, a fact, what the reader can read.

Moves one sentence to the front and leaves the order of the others. Does not score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.held import Held
from bot.evidence.names import names
from bot.records import is_row
from bot.scoring import Quote
from bot.unmentioned import unmentioned

OWN_LANGUAGE = 0.85  # of the best score, from which a sentence that the reader can read goes first
MENTIONS = 0.65  # of the best score, from which a sentence goes first whose passage alone holds the question's names
NEARLY = 0.85  # the same for a sentence that names a person where a person is asked for, and for a fact before advice
ADVICE = re.compile(
    r"\b(?:should|ought to|recommend\w*|propos(?:e|es|ed|al|als)|suggest(?:ion)?s?|advi[sc]e[sd]?)\b"
    r"|(?<!\w)(?:следует|рекоменд\w+|предлага\w+|предложени\w+|целесообразно|желательно|стоило бы|совет(?:уем|ует|ы)\b)"
    r"|필요가 있|바람직하|권고|제안|제언|해야 할|하는 것이 좋",
    re.IGNORECASE,
)
_FOR_MEASURES = re.compile(r"대책|방안|과제|\bmeasures?\b|\bplans?\b|(?<!\w)(?:меры|план\w*)(?!\w)", re.IGNORECASE)


def _first(quote: Quote, ranked: Sequence[Quote]) -> list[Quote]:
    """One of the sentences before the others, with the best one's score."""
    return [replace(quote, score=ranked[0].score), *(other for other in ranked if other is not quote)]


def person_first(ranked: list[Quote]) -> list[Quote]:
    """The best sentence that names a person before a better one that names none, when it is nearly as good."""
    best = next((quote for quote in ranked if quote.marks), None)
    if best is None or best.score < NEARLY * ranked[0].score:
        return ranked
    return _first(best, ranked)


def fact_first(question: str, ranked: list[Quote]) -> list[Quote]:
    """The best sentence that says what is before a better one that says what should be, unless that is asked for."""
    asked = ADVICE.search(question) or _FOR_MEASURES.search(question)
    if not ranked or asked or not ADVICE.search(ranked[0].text):
        return ranked
    near = [quote for quote in ranked if quote.score >= NEARLY * ranked[0].score]
    best = next((q for q in near if not ADVICE.search(q.text) and bool(q.marks) >= bool(ranked[0].marks)), None)
    return _first(best, ranked) if best else ranked


def mentioning_first(question: str, ranked: list[Quote]) -> list[Quote]:
    """Where the best one's passage lacks a name or year of the question, the best one of a passage that has all."""
    ranked = _row_first(question, ranked)
    if not ranked or not unmentioned(question, [ranked[0].hit], at_home=False):
        return ranked
    best = ranked[0]
    for quote in ranked[1:]:
        if quote.score < MENTIONS * best.score:
            break
        if (
            quote.hit is not best.hit
            and bool(quote.marks) >= bool(best.marks)
            and not unmentioned(question, [quote.hit], at_home=False)
        ):
            return _first(quote, ranked)
    return ranked


def _row_first(question: str, ranked: list[Quote]) -> list[Quote]:
    """Of the rows of a table one that holds the question's names before a better one that lacks them."""
    if not ranked or not is_row(ranked[0].text):
        return ranked
    best, asked = ranked[0], names(question)
    held = {name for name in asked if Held(best.text).holds(name)}
    for quote in ranked[1:] if len(held) < len(asked) else ():
        if quote.score < MENTIONS * best.score:
            break
        if quote.hit.document is best.hit.document and is_row(quote.text):
            if all(Held(quote.text).holds(name) for name in asked):
                return _first(quote, ranked)
    return ranked


def readable_first(ranked: list[Quote], language: str) -> list[Quote]:
    """The best sentence in the reader's language before a better one in another, when it is nearly as good."""
    if not ranked or ranked[0].hit.chunk.language == language:
        return ranked
    best = ranked[0]
    for quote in ranked:
        if quote.score < OWN_LANGUAGE * best.score:
            break
        if quote.hit.chunk.language == language and bool(quote.marks) >= bool(best.marks):
            return _first(quote, ranked)
    return ranked
