"""Whether a further sentence is worth a reader's time beside those chosen: by what it adds, else by its gap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.asking import asks_for_several, wanted
from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.quotes.extent import AS_MUCH
from bot.quotes.quote import MAX_CHARACTERS, Quote, adjacent, overlap
from bot.quotes.rows import is_row
from bot.quotes.scoring import said_share

# How far behind the best one a further sentence may be, by what speaks for it. Without anything it must be so near that
# it is almost as likely to answer; "beside" is one without the thing asked for, where the best one has it.
GAP = {"near": 0.35, "third": 0.2, "beside": 0.1, "item": 0.35, "confirms": 0.6}
CONTINUES = 0.6  # of the best score, for the sentence that goes on, and for the first one with the thing asked for


def fits(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Whether a sentence says something new in the room that is left."""
    room = MAX_CHARACTERS - sum(len(other.text) for other in chosen)
    held = any(overlap(quote, other) or quote.text in other.text for other in chosen)
    return len(quote.text) <= room and not held


def adds(quote: Quote, chosen: Sequence[Quote], question: str) -> bool:
    """Whether a sentence goes on, gives what was asked for, is one of several things, or is nearly as good."""
    best = chosen[0]
    behind = best.score - quote.score
    if _is_lesser_row(quote, best):
        return False
    first_with = quote.marks and not any(other.marks for other in chosen)
    follows = any(adjacent(other, quote) for other in chosen)
    if (first_with or follows) and quote.score >= CONTINUES * best.score:
        return True
    if best.marks and not quote.marks:
        return behind <= GAP["beside"] and "hindrance" not in wanted(question)  # no advantages among obstacles
    if asks_for_several(question):
        return behind <= GAP["item"]
    if behind <= GAP["near" if len(chosen) == 1 else "third"]:
        return True
    return behind <= GAP["confirms"] and any(_confirms(quote, other) for other in chosen)


def _is_lesser_row(quote: Quote, best: Quote) -> bool:
    """Whether a sentence is a row beside a better one of its table, and says less of the question than that."""
    rows = quote.hit.document is best.hit.document and is_row(quote.text) and is_row(best.text)
    return rows and said_share(quote.hit, quote.text) < AS_MUCH * said_share(best.hit, best.text)


def _confirms(quote: Quote, other: Quote) -> bool:
    """Whether a sentence of another document holds a thing that answers, in the same words or of the same value."""
    return quote.hit.document is not other.hit.document and bool(_answers(quote) & _answers(other))


def _answers(quote: Quote) -> set[object]:
    """What the marks of a sentence say: their words, and the values of their figures and dates."""
    said: set[object] = set()
    for a, b in quote.marks:
        text = quote.text[a:b]
        said |= {text.casefold()} | {(figure.values, figure.unit) for figure in figures(text)}
        said |= {(date.year, date.month, date.day) for date in dates(text) if date.year}
    return said
