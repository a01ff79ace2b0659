"""What is quoted in the place of a sentence that only asks again: the reply, and the section that tells why.

An interviewer's question and the statement that something failed are near to a question in every word, and answer
nothing. Does not score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.asking import WHY, wanted
from bot.evidence.expected import find_expected
from bot.evidence.orders import is_order
from bot.evidence.wording import share
from bot.quotes.quote import MAX_CHARACTERS, Quote
from bot.quotes.rows import is_row
from index.sentences import split_sentences
from index.text import language_of
from index.types import Hit

SAID = 0.6  # share of the words of a heading that a question says, from which its section tells why that is so
AHEAD = 2 * MAX_CHARACTERS  # characters behind a question in which a reply begins and ends
_ASKS = re.compile(r"[?？][\s»”’\"')\]]*$")
_YES = 12  # characters of a reply that says no more than yes or no: the sentence behind it goes with it


def replied(question: str, ranked: Sequence[Quote]) -> list[Quote]:
    """The quotes, each that is itself a question replaced by the reply to it where one follows."""
    return [_reply(question, quote) or quote for quote in ranked]


def _reply(question: str, quote: Quote) -> Quote | None:
    """The sentence behind a question, which is no question and no heading; None for what is no question."""
    document = quote.hit.document
    if not _ASKS.search(quote.text) or is_row(quote.text) or document.text[quote.end : quote.end + 1] == ";":
        return None
    behind = split_sentences(document.text[quote.end : quote.end + AHEAD], offset=quote.end)
    if not behind or (behind[-1][1] == quote.end + AHEAD and len(behind) == 1):
        return None
    (start, end), *more = behind
    said = document.text[start:end]
    heading = any(heading.start <= start < heading.end for heading in document.headings)
    if _ASKS.search(said) or heading or len(said) > MAX_CHARACTERS or is_order(said):
        return None
    spoken = said.rpartition(": ")[2]
    if more and len(spoken) <= _YES and "\n" not in document.text[end : more[0][0]]:
        end = more[0][1]
    return replace(quote, start=start, end=end, marks=tuple(find_expected(document.text[start:end], question)))


def told_why(question: str, ranked: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """For "why", before a best sentence without a reason: that of the section whose heading says that it tells why."""
    if not ranked or ranked[0].marks or "reason" not in wanted(question):
        return list(ranked)
    for hit in hits:
        if not _tells_why(question, hit):
            continue
        own = [quote for quote in ranked if quote.hit is hit]
        found = next((quote for quote in own if quote.marks), min(own, key=lambda quote: quote.start, default=None))
        if found:
            first = replace(found, score=max(found.score, ranked[0].score))
            return [first, *(quote for quote in ranked if quote is not found)]
    return list(ranked)


def _tells_why(question: str, hit: Hit) -> bool:
    """Whether the innermost heading of a passage asks why, or names reasons, of what a question says."""
    heading = next(iter(reversed(hit.chunk.headings)), "")
    about = WHY.sub(" ", heading)
    return about != heading and share(about, question, language=language_of(question)) >= SAID
