"""Which quotes stand in a section about another thing than the one asked about: "2. Russia" beside "1. Korea".

Titles and headings say what their sections are about; a sentence there need not name it again. Does not score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evidence.held import Held
from bot.evidence.names import HANGUL, Name, names
from bot.evidence.usual import known_name
from bot.quotes.quote import Quote
from index.types import Hit

Place = tuple[str, int]  # of a heading: the passage it stands above, its depth; 0 is the title


class Sections:
    """The titles and headings above some quotes, ready to be asked for names."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        """Look at them once.

        Args:
            quotes: of the passages among which one is chosen.
        """
        self._hits = {quote.hit.chunk.id: quote.hit for quote in quotes}
        self._texts: dict[str, Held] = {}
        self._apart: dict[str, bool] = {}

    def elsewhere(self, quote: Quote, asked: Sequence[Name]) -> bool:
        """Whether a quote that holds none of the names asked for stands under a heading beside one that names them.

        That heading names something else, and the one beside it, of the same document or a title, one of the names.
        """
        chunk = quote.hit.chunk.id
        if chunk not in self._apart:
            self._apart[chunk] = any(self._is_beside(quote.hit, other, asked) for other in self._hits.values())
        return self._apart[chunk] and not any(self._holds(self._around(quote), name) for name in asked)

    def _is_beside(self, hit: Hit, other: Hit, asked: Sequence[Name]) -> bool:
        """Whether the first heading that differs above two passages names a name asked for there, another here."""
        own, path = _path(hit), _path(other)
        depth = next((n for n, pair in enumerate(zip(own, path, strict=False)) if pair[0] != pair[1]), -1)
        if depth < 0 or not named(own[depth]) or not any(self._holds(path[depth], name) for name in asked):
            return False
        return not any(self._holds(heading, name) for heading in own[depth:] for name in asked)

    def _around(self, quote: Quote) -> str:
        """A quote with the sentence before it, of its paragraph."""
        text = quote.hit.document.text
        begins = max(text.rfind("\n", 0, quote.start) + 1, quote.hit.chunk.start)
        before = [start for start, end in quote.hit.chunk.sentences if begins <= start and end <= quote.start]
        return text[before[-1] if before else quote.start : quote.end]

    def _holds(self, text: str, name: Name) -> bool:
        if text not in self._texts:
            self._texts[text] = Held(text)
        return self._texts[text].holds_surely(name)


def about(hit: Hit, name: Name) -> bool:
    """Whether the innermost heading above a passage that names anything names this, and nothing else beside it."""
    heading = next((heading for heading in reversed(_path(hit)) if named(heading)), "")
    return len(named(heading)) == 1 and Held(heading).holds_surely(name)


def named(text: str) -> list[Name]:
    """The names of a question or heading; of Hangul words those that a list or the translation table knows."""
    return list(_named(text))


def _named(text: str) -> Iterator[Name]:
    yield from (name for name in names(text) if not HANGUL.search(name.text))
    for match in HANGUL.finditer(text):
        if known := known_name(match.group()):
            yield Name(match.start(), match.start() + len(known), known)


def _path(hit: Hit) -> tuple[str, ...]:
    """The title and the headings above a passage, outermost first."""
    title = hit.document.metadata.title
    headings = hit.chunk.headings
    return (title, *(headings[1:] if headings and headings[0] == title else headings))
