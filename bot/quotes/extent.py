"""How far a quote reaches: the list that its sentence announces, the sentence that completes it, joined neighbours.

Does not score, and does not choose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot.asking import asks_for_list, wanted
from bot.evidence.expected import find_expected
from bot.evidence.orders import holds_order, is_order
from bot.quotes.lists import ROOM, announced, lead_of, run_of
from bot.quotes.quote import MAX_CHARACTERS, Quote, adjacent, overlap
from bot.quotes.rows import is_row, naming_field, table_around
from bot.quotes.scoring import said_share
from index.sentences import split_sentences

LONGEST_PAIR = 300  # characters of two sentences that are quoted as one
WITH_NEXT = 240  # characters up to which the best sentence brings the one behind it, which often completes it
AS_MUCH = 0.95  # of what the best row says of the question, for a further row of its table
AHEAD = 2  # sentences behind the best one that are looked at for the thing asked for
# The cause stands in the sentence before: "That is why ...".
_BECAUSE_OF_THIS = re.compile(
    r"\b(?:that|this) (?:is|was) (?:why|the reason)|\bfor (?:this|that|these) reasons?\b|^(?:therefore|hence)\b"
    r"|\b(?:because|as a result) of (?:this|that)\b"
    r"|(?<!\w)(?:поэтому|вот почему|по (?:этой|этим|той) причин\w+|из-за этого|в связи с этим)(?!\w)"
    r"|^(?:그래서|따라서|그러므로)\s|(?<![가-힣])[이그]\s?(?:때문|로 인해|에 따라)"
    r"|[이그]\s(?:부분|점)(?:이다|입니다|이었다|때문)",
    re.IGNORECASE,
)

Span = tuple[int, int]


def whole(quote: Quote, question: str) -> Quote:
    """The sentence with all that belongs to its answer: a list, a table or what completes it; no order to a model."""
    found = whole_list(quote, question) or all_of_a_kind(quote, question) or with_next(quote, question)
    return quote if not quote.order and holds_order(found.text) else found


def with_list(quote: Quote, chosen: Sequence[Quote], question: str) -> Quote:
    """A further sentence, with the list that it announces where there is room for it beside those chosen."""
    found = whole_list(quote, question, taken=sum(len(other.text) for other in chosen))
    if found is None or holds_order(found.text) or any(overlap(found, other) for other in chosen):
        return quote
    return found


def whole_list(quote: Quote, question: str, *, taken: int = 0) -> Quote | None:
    """The sentence with the list that it announces; for an item alone, where a list is asked for, that list.

    Args:
        quote: a sentence.
        question: as searched.
        taken: characters of the quotes beside it.
    """
    document, room = quote.hit.document, ROOM - taken
    if found := announced(document, quote.start, quote.end, room=room):
        return replace(quote, end=found.end, left=found.left)
    if not asks_for_list(question):
        return None
    lead = lead_of(document, quote.start, quote.end)
    found = announced(document, *lead, room=room) if lead else None
    if lead is None or found is None or found.end < quote.end:
        return None
    return replace(quote.widened(lead[0], found.end), left=found.left)


def all_of_a_kind(quote: Quote, question: str) -> Quote | None:
    """For a row or an item, where several things are asked for: its table or list, as far as the room goes.

    But not where one part says more of the question than another.
    """
    document, parts = quote.hit.document, _beside(quote) if asks_for_list(question) else []
    shown = [part for part in parts if part[1] - parts[0][0] <= ROOM]
    if len(parts) < 2 or not shown or shown[-1][1] < quote.end:
        return None
    said = [said_share(quote.hit, document.text[slice(*part)]) for part in parts]
    if min(said) < AS_MUCH * max(said):
        return None
    return replace(quote.widened(shown[0][0], shown[-1][1]), left=len(parts) - len(shown))


def with_count(quotes: Sequence[Quote], question: str) -> list[Quote]:
    """The quotes, where a list is asked for the last one of a list or table with how much of that no quote shows."""
    counted = list(quotes)
    for n, quote in enumerate(quotes if asks_for_list(question) else ()):
        parts = [replace(quote, start=start, end=end) for start, end in _beside(quote)]
        later = any(overlap(part, other) for part in parts for other in quotes[n + 1 :])
        if parts and not later and not quote.left:
            hidden = [part for part in parts if not any(overlap(part, other) for other in quotes)]
            if is_row(quote.text):  # a row that says less of the question is none of those asked for
                least = AS_MUCH * said_share(quote.hit, quote.text)
                hidden = [part for part in hidden if said_share(quote.hit, part.text) >= least]
            elif parts[-1].end - parts[0].start > ROOM:  # not a list, but a text of points
                hidden = []
            counted[n] = replace(quote, left=len(hidden))
    return counted


def _beside(quote: Quote) -> list[Span]:
    """The rows of the table or the items of the list in which a quote stands; empty for one that stands in none."""
    document = quote.hit.document
    if is_row(quote.text):
        return table_around(document.text, quote.start)
    return [(item.start, item.end) for item in run_of(document, quote.start, quote.end)]


def with_next(quote: Quote, question: str) -> Quote:
    """The sentence with what completes it: the one behind it where both are short, and the thing that is asked for.

    Where a question asks for a date, a figure, a name or a reason that the sentence does not give, it goes on to the
    first of the next ones that does, or begins with the one before that does; and so with "That is why".
    """
    behind = _behind(quote)
    if behind and behind[0][1] - quote.start <= WITH_NEXT:
        quote = quote.widened(quote.start, behind[0][1])
    if "reason" in wanted(question) and _BECAUSE_OF_THIS.search(quote.text) and (before := _before(quote)):
        return quote.widened(before[0][0], quote.end)
    if quote.marks or not wanted(question):
        return quote
    return _with_the_thing(quote, behind, question) or _with_the_thing(quote, _before(quote), question) or quote


def _with_the_thing(quote: Quote, beside: Sequence[Span], question: str) -> Quote | None:
    """The quote up to, or from, the first sentence beside it that holds a thing of the kind asked for."""
    for span in beside:
        start, end = min(quote.start, span[0]), max(quote.end, span[1])
        found = find_expected(quote.hit.document.text[slice(*span)], question)
        if found and end - start <= MAX_CHARACTERS:
            return quote.widened(start, end, tuple((a + span[0], b + span[0]) for a, b in found))
    return None


def _behind(quote: Quote) -> list[Span]:
    """The sentences behind a quote in its paragraph, whatever passage they are of, up to one that orders a model."""
    text = quote.hit.document.text
    if text[quote.end : quote.end + 1] == ";":  # a field of a row
        return []
    stop = text.find("\n", quote.end)
    behind = split_sentences(text[quote.end : stop if stop >= 0 else len(text)], offset=quote.end)
    return list(takewhile(lambda span: not is_order(text[slice(*span)]), behind[:AHEAD]))


def _before(quote: Quote) -> list[Span]:
    """The sentence before a quote in its paragraph and passage."""
    before = [span for span in quote.hit.chunk.sentences if span[1] <= quote.start][-1:]
    text = quote.hit.document.text
    beside = before and not text[before[0][1] : quote.start].strip(" ") and not is_order(text[slice(*before[0])])
    return before if beside else []


def join_touching(quotes: list[Quote], *, all_count: bool) -> list[Quote]:
    """Sentences that follow one another become one quote, in reading order, at the place of the better one.

    A sentence that stands before a better one stays a quote of its own behind it, because a reader wants the answer
    first; but not where several things are asked for (`all_count`) and both hold such a thing.
    """
    kept: list[Quote] = []
    for quote in quotes:
        for n, other in enumerate(kept):
            first, second = sorted((quote, other), key=lambda q: q.start)
            touching = adjacent(first, second) or overlap(quote, other)
            both = all_count and quote.marks and other.marks and second.end - first.start <= LONGEST_PAIR
            if touching and (both or first is other):
                answering = () if other.marks and not all_count else quote.spans  # what answers is in the better one
                joined = other.widened(first.start, second.end, answering)
                kept[n] = replace(joined, hit=first.hit, left=max(first.left, second.left))
                break
        else:
            kept.append(quote)
    return kept if len(kept) == len(quotes) else join_touching(kept, all_count=all_count)


def named_rows(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, a field of a long row with the field that names the row behind it, where none holds that."""
    kept: list[Quote] = []
    for quote in quotes:
        kept.append(quote)
        row = naming_field(quote.hit.document.text, quote.start)
        if row and not any(overlap(replace(quote, start=row[0], end=row[1]), other) for other in (*kept, *quotes)):
            kept.append(replace(quote, start=row[0], end=row[1], marks=(), left=0))
    return kept
