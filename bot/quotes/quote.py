"""A sentence that may be quoted, and how two of them lie to one another in their document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.types import Hit

MAX_CHARACTERS = 440  # of quotes: with the lead-in a reader sees the answer without scrolling


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that may answer.

    Attributes:
        marks: spans inside it.
        left: items of the list that it introduces which are not in it.
        order: it gives a language model orders (`bot.evidence.orders`).
    """

    hit: Hit
    start: int
    end: int
    score: float
    marks: tuple[tuple[int, int], ...]
    left: int = 0
    order: bool = False

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.hit.document.text[self.start : self.end]

    def widened(self, start: int, end: int, marks: tuple[tuple[int, int], ...] = ()) -> Quote:
        """The quote from an earlier start to a later end.

        Args:
            start: in the document, not behind its own.
            end: in the document.
            marks: spans of the document that answer too.
        """
        own = [(a + self.start, b + self.start) for a, b in self.marks]
        found = dict.fromkeys((a - start, b - start) for a, b in (*own, *marks))
        return replace(self, start=start, end=max(self.end, end), marks=tuple(found))

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Its marks as spans of the document."""
        return tuple((a + self.start, b + self.start) for a, b in self.marks)


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two share a stretch of one document."""
    return one.hit.document is other.hit.document and one.start < other.end and other.start < one.end


def adjacent(first: Quote, second: Quote) -> bool:
    """Whether nothing but a space stands between, so that both are of one paragraph."""
    between = first.hit.document.text[first.end : second.start]
    return first.hit.document is second.hit.document and first.end <= second.start and not between.strip(" ")
