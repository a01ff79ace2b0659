"""What another document gives as the answer to the same question: another figure of the same unit.

Here the question is what the two have in common; `conflicts` compares sentence with sentence. Does not decide who is
right. Not covered: rows of tables, dates, and what no passage found says in words that the question has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from bot.asking import compares, wanted
from bot.conflicts import Statement, of_one_subject
from bot.evidence.dates import dates
from bot.evidence.expected import find_expected
from bot.evidence.figures import figures
from bot.quotes.quote import Quote
from bot.quotes.rows import is_row
from bot.quotes.scoring import said_share, scored_quotes
from index.types import Hit

ALIKE = 0.8  # of the score of the sentence that was chosen
SAID = 0.45  # share of the question's weight that the other sentence says
CHOSEN_SAID = 0.3  # the same for the one that was chosen, with its title and headings

_CHANGED = re.compile(
    r"에서\s.*(?:으로|로)\s|낮[아추췄]|줄[었어이인]|늘[었어리린]|높[아이인]|상향|하향|조정|개정|변경"
    r"|\bfrom\b.*\bto\b|\b(?:revis|lower|rais|cut|increas|reduc|chang|instead)\w*"
    r"|(?<!\w)(?:вместо|с[о]?\s.*\sдо)\s|(?<!\w)(?:сни[жз]|сократ|увелич|повы[шс]|пересмотр|измен)\w*",
    re.IGNORECASE,
)

Values = dict[str, set[Fraction]]


def rival_answer(question: str, chosen: Statement, hits: Sequence[Hit]) -> Statement | None:
    """The best sentence of another document that answers a question for a figure with another one; None if none.

    Args:
        question: as searched.
        chosen: the quote that answers.
        hits: more than the few that were quoted from, best first.
    """
    if "figure" not in wanted(question) or compares(question) or is_row(chosen.text):
        return None
    mine = _asked_values(question, chosen.text)
    own = [q for q in scored_quotes(question, chosen.hit) if chosen.start <= q.start < chosen.end and q.marks]
    if not mine or not own or said_share(chosen.hit, chosen.text) < CHOSEN_SAID:
        return None
    least = ALIKE * max(quote.score for quote in own)
    others = (q for hit in hits if hit.document.id != chosen.hit.document.id for q in scored_quotes(question, hit))
    for quote in sorted(others, key=lambda quote: -quote.score):
        if quote.score < least:
            break
        other = Statement(quote.hit, quote.start, quote.end)
        otherwise = _answers_otherwise(question, quote, mine, chosen.text) or _revises(question, quote, mine, chosen)
        if otherwise and of_one_subject(question, chosen, other):
            return other
    return None


def _answers_otherwise(question: str, quote: Quote, mine: Values, chosen: str) -> bool:
    if is_row(quote.text) or said_share(quote.hit, quote.text) < SAID:
        return False
    yours = _asked_values(question, quote.text)
    shared = [unit for unit in mine if unit and len(mine[unit]) == len(yours.get(unit, ())) == 1]
    if not shared or any(mine[unit] & yours[unit] for unit in shared):
        return False
    here, there, asked = (_years(text) for text in (chosen, quote.text, question))
    return not (here and there and not here & there) and not (asked and there and not asked & there)


def _revises(question: str, quote: Quote, mine: Values, chosen: Statement) -> bool:
    """Whether a newer document says that what was chosen has changed: "lowered from 88 to 30"."""
    dated, before = quote.hit.document.metadata.date, chosen.hit.document.metadata.date
    known = min(len(dated), len(before))
    if not known or dated[:known] <= before[:known] or not _CHANGED.search(quote.text):
        return False
    yours = _asked_values(question, quote.text)
    return said_share(quote.hit, quote.text) >= SAID and any(
        len(mine[unit]) <= 2 and mine[unit] & yours.get(unit, set()) and yours[unit] - mine[unit] for unit in mine
    )


def _asked_values(question: str, text: str) -> Values:
    """The figures of a text that answer a question, by their unit."""
    found: Values = {}
    for start, end in find_expected(text, question):
        for figure in figures(text[start:end]):
            if not figure.word and not figure.code:
                found.setdefault(figure.unit, set()).update(figure.values)
    return found


def _years(text: str) -> set[int]:
    return {date.year for date in dates(text) if date.year}
