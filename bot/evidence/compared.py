"""A claim and a passage that it is compared with, each taken apart once.

Knows where figures and names stand, and not whether they agree: `figures` and `misnamed` say that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.evidence import figures
from bot.evidence.aliases import Aliases
from bot.evidence.held import Held
from bot.evidence.names import Name, names
from index.text import language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORDS = 0.3  # what all words of the claim are worth beside the cosine, when sentences are compared with it
GAIN = 0.2  # what one figure or name that a sentence holds is worth beside its cosine
BEFORE = 3  # sentences before one that may hold the name it speaks of
Spans = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence taken apart.

    Attributes:
        vector: its embedding.
        figures: spans of its figures and dates.
        facts: how many figures and names can be checked.
        bare: its text without the names.
    """

    text: str
    vector: Floats
    language: str
    figures: set[tuple[int, int]]
    names: list[Name]
    facts: int
    bare: str

    @classmethod
    def read(cls, text: str, vector: Floats) -> Claim:
        """Take a sentence apart; `vector` is its embedding."""
        spans, found = set(figures.missing(text, "")), names(text, careful=True)
        bare = text
        for name in reversed(found):
            bare = bare[: name.start] + bare[name.end :]
        return cls(text, vector, language_of(text), spans, found, len(spans) + len(found), bare)

    @property
    def named(self) -> Spans:
        """Spans of its names."""
        return frozenset((name.start, name.end) for name in self.names)


class Source:
    """A passage sentence by sentence.

    Attributes:
        texts: its sentences; `vectors` are their embeddings, a row each.
        context: its title, headings and notes.
        aliases: what else its names are called.
    """

    def __init__(self, texts: Sequence[str], vectors: Floats, *, context: str, language: str, aliases: Aliases) -> None:
        """Nothing is looked for before it is needed."""
        self.texts, self.vectors = texts, vectors
        self.context, self.language, self.aliases = context, language, aliases
        self._held: dict[int, Held] = {}

    def holds(self, claim: Claim, i: int) -> Spans:
        """Spans of a claim's figures and names that one sentence holds."""
        if i not in self._held:
            self._held[i] = self.held(self.texts[i])
        found = claim.figures - set(figures.missing(claim.text, self.texts[i]))
        return frozenset(found | {(name.start, name.end) for name in claim.names if self._held[i].holds(name)})

    def held(self, text: str) -> Held:
        """The names of a text, by what this source's documents call them."""
        return Held(text, self.aliases, careful=True)

    @cached_property
    def about(self) -> Held:
        """What the title, the headings and the notes name."""
        return self.held(self.context)

    def around(self, chosen: Sequence[int]) -> Held:
        """What some sentences, those shortly before them and the title, headings and notes name."""
        near = sorted({i for n in chosen for i in range(max(0, n - BEFORE), n + 1)})
        return self.held("\n".join([self.context, *(self.texts[i] for i in near)]))
