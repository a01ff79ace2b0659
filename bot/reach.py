"""How far a quote reaches: the list that its sentence announces, the sentence that completes it, joined neighbours.

Does not score, and does not choose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.expected import find_expected, wanted
from bot.listing import ROOM, announced, asks_for_list, lead_of
from bot.records import naming_field
from bot.scoring import Quote
from index.sentences import split_sentences

LONGEST_PAIR = 300  # characters of two sentences that are quoted as one
WITH_NEXT = 240  # characters up to which the best sentence brings the one behind it, which often completes it
MAX_CHARACTERS = 440  # of quotes: with the lead-in a reader sees the answer without scrolling
AHEAD = 2  # sentences behind the best one that are looked at for the thing asked for
_CAUSE = re.compile(
    r"(?:the |one |its |their |another )?(?:main |chief |only )?(?:cause|reason)s?\b"
    r"|(?:this|that|it) (?:is|was|happened) because|because of (?:this|that)"
    r"|(?:главн\w+ |основн\w+ )?причин(?:а|ой|ами|ы)\b|(?:это )?(?:объясняется|связано|вызвано)|дело в том"
    r"|(?:그 |주된 |이에 대한 |[가-힣]+의 )?(?:원인|이유|까닭)[은는이으]|이는|(?:[가-힣]+ ){0,4}때문",
    re.IGNORECASE,
)


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
    lead = lead_of(document, quote.start, quote.end) if asks_for_list(question) else None
    found = announced(document, *lead, room=room) if lead else None
    if lead is None or found is None or found.end < quote.end:
        return None
    whole = replace(quote, start=lead[0], end=found.end, left=found.left)
    return replace(whole, marks=_shifted(quote, lead[0]))


def with_next(quote: Quote, question: str) -> Quote:
    """The sentence with what completes it: the one behind it where both are short, and the thing that is asked for.

    Where a question asks for a date, a figure, a name or a reason that the sentence does not give, it goes on to the
    first of the next ones that does, or begins with the one before that does; and to one that says what the cause was.
    """
    behind = _behind(quote)
    if behind and behind[0][1] - quote.start <= WITH_NEXT:
        quote = replace(quote, end=behind[0][1])
    if not quote.marks:
        quote = _to_the_thing(quote, behind[:AHEAD], question)
    if not quote.marks:
        quote = _from_the_thing(quote, question)
    behind = [span for span in behind if span[0] >= quote.end]
    if "reason" in wanted(question) and behind and _CAUSE.match(quote.hit.document.text, behind[0][0]):
        quote = _up_to(quote, behind[0], question)
    return quote


def _to_the_thing(quote: Quote, behind: Sequence[tuple[int, int]], question: str) -> Quote:
    """The sentence up to the first of those behind it that holds a thing of the kind asked for."""
    text = quote.hit.document.text
    for start, end in behind if wanted(question) else ():
        if end - quote.start > MAX_CHARACTERS:
            break
        if find_expected(text[start:end], question):
            return _up_to(quote, (start, end), question)
    return quote


def _from_the_thing(quote: Quote, question: str) -> Quote:
    """The sentence with the one before it in its passage, where that holds a thing of the kind asked for."""
    text = quote.hit.document.text
    before = next((span for span in reversed(quote.hit.chunk.sentences) if span[1] <= quote.start), None)
    if before is None or text[before[1] : quote.start].strip(" ") or quote.end - before[0] > MAX_CHARACTERS:
        return quote
    found = find_expected(text[slice(*before)], question) if wanted(question) - {"reason"} else []
    return replace(quote, start=before[0], marks=tuple(found)) if found else quote


def _up_to(quote: Quote, span: tuple[int, int], question: str) -> Quote:
    """A quote up to the end of a sentence behind it, with what answers there; itself where that is too long."""
    if span[1] - quote.start > MAX_CHARACTERS:
        return quote
    shift = span[0] - quote.start
    found = tuple((a + shift, b + shift) for a, b in find_expected(quote.hit.document.text[slice(*span)], question))
    return replace(quote, end=max(quote.end, span[1]), marks=(*quote.marks, *found))


def _behind(quote: Quote) -> list[tuple[int, int]]:
    """The sentences behind a quote in its paragraph, whatever passage they are of."""
    text = quote.hit.document.text
    if text[quote.end : quote.end + 1] == ";":  # a field of a row
        return []
    stop = text.find("\n", quote.end)
    return split_sentences(text[quote.end : stop if stop >= 0 else len(text)], offset=quote.end)


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
                kept[n] = _join(first, second)
                if other.marks and not all_count:  # what answers is in the better one
                    kept[n] = replace(kept[n], marks=_shifted(other, kept[n].start))
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


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two share a stretch of one document."""
    return one.hit.document is other.hit.document and one.start < other.end and other.start < one.end


def adjacent(first: Quote, second: Quote) -> bool:
    """Whether nothing but a space stands between, so that both are of one paragraph."""
    between = first.hit.document.text[first.end : second.start]
    return first.hit.document is second.hit.document and first.end <= second.start and not between.strip(" ")


def _join(first: Quote, second: Quote) -> Quote:
    marks = dict.fromkeys((*first.marks, *_shifted(second, first.start)))
    end = max(first.end, second.end)
    left = max(first.left, second.left)
    return Quote(first.hit, first.start, end, max(first.score, second.score), tuple(marks), left)


def _shifted(quote: Quote, start: int) -> tuple[tuple[int, int], ...]:
    """The marks of a quote, counted from an earlier start."""
    shift = quote.start - start
    return tuple((a + shift, b + shift) for a, b in quote.marks)
