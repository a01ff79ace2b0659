"""A claim and a passage that it is compared with, each taken apart once.

Knows where figures and names stand, and not whether they agree: `figures` and `misnamed` say that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.evidence import figures
from bot.evidence.aliases import Aliases
from bot.evidence.held import Held
from bot.evidence.names import Name, names
from bot.evidence.units import STRICT
from bot.evidence.wording import share
from index.embedder import embedded
from index.text import language_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORDS = 0.3  # what all words of the claim are worth beside the cosine, when sentences are compared with it
GAIN = 0.2  # what one figure or name that a sentence holds is worth beside its cosine
HOME = {"ko": "대한민국 한국 Korea"}  # a law of Korea need not say so; many countries write English and Russian
FIRST_PAGES = 40_000  # characters of a document in which it says what it is about
BEFORE = 3  # sentences before one that may hold the name it speaks of
LARGE = 100  # number that is told of one thing alone
Spans = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence taken apart.

    Attributes:
        vectors: embeddings of it, and of it without its names.
        figures: spans of its figures and dates.
        facts: how many figures and names can be checked.
        measured: it gives a sum, a share or a large number, which no other sentence holds by chance.
        given: spans of the names, dates and numbers without a unit that the question says as well.
    """

    text: str
    vectors: Floats
    language: str
    figures: set[tuple[int, int]]
    names: list[Name]
    facts: int
    measured: bool
    given: Spans

    @classmethod
    def read(cls, text: str, question: str = "") -> Claim:
        """Take a sentence apart, which answers a question."""
        spans, found = set(figures.missing(text, "")), names(text, careful=True)
        bare = text
        for name in reversed(found):
            bare = bare[: name.start] + bare[name.end :]
        vectors, asked = embedded().embed_queries([text, bare]), _asked(question)
        said, read = spans - set(figures.missing(text, question)) if question else set(), figures.figures(text)
        given = {span for span in said if not any(one.unit and one.start <= span[0] < one.end for one in read)}
        given |= {(name.start, name.end) for name in found if question and asked.holds(name)}
        measured = any(one.unit in STRICT or max(one.values) >= LARGE for one in read if not one.code)
        return cls(text, vectors, language_of(text), spans, found, len(spans) + len(found), measured, frozenset(given))

    @property
    def named(self) -> Spans:
        """Spans of its names."""
        return frozenset((name.start, name.end) for name in self.names)


@lru_cache(maxsize=64)
def _asked(question: str) -> Held:
    """The names of a question, which all the sentences of an answer are compared with."""
    return Held(question, careful=True)


class Source:
    """A passage sentence by sentence.

    Attributes:
        texts: its sentences; `vectors` are their embeddings, a row each.
        context: its title, headings and notes.
        aliases: what else its names are called.
    """

    def __init__(
        self, texts: Sequence[str], *, context: str, language: str, aliases: Aliases, document: str = ""
    ) -> None:
        """Nothing is looked for before it is needed; `texts` are embedded, `document` is the text they are from."""
        self.texts, self.vectors = texts, embedded().embed_passages(texts)
        self.context, self.language, self.aliases = context, language, aliases
        self._held: dict[int, Held] = {}
        self._document = document

    def holds(self, claim: Claim, i: int) -> Spans:
        """Spans of a claim's figures and names that one sentence holds."""
        if i not in self._held:
            self._held[i] = self.held(self.texts[i])
        found = claim.figures - set(figures.missing(claim.text, self.texts[i]))
        return frozenset(found | {(name.start, name.end) for name in claim.names if self._held[i].holds(name)})

    def said(self, claim: Claim) -> Floats:
        """Share of a claim's words that each sentence says."""
        return np.array([share(claim.text, text, language=self.language) for text in self.texts], np.float32)

    def most(self, claim: Claim, said: Floats) -> int:
        """The sentence that says most of a claim, with its names or without: a wrong name draws it to where it stands.

        Args:
            claim: the claim.
            said: share of its words that each sentence says.
        """
        return int(np.argmax((self.vectors @ claim.vectors.T).max(axis=1) + WORDS * said))

    def held(self, text: str) -> Held:
        """The names of a text, by what this source's documents call them."""
        return Held(text, self.aliases, careful=True)

    @cached_property
    def home(self) -> Held:
        """What goes without saying in its language."""
        return self.held(HOME.get(self.language, ""))

    @cached_property
    def about(self) -> Held:
        """What the title, the headings and the notes name."""
        return self.held(self.context)

    def is_about(self, name: Name) -> bool:
        """Whether the document of the passage holds a name somewhere in its first pages."""
        return self._whole.holds(name)

    @cached_property
    def _whole(self) -> Held:
        return Held(self._document[:FIRST_PAGES], self.aliases)

    def around(self, chosen: Sequence[int]) -> Held:
        """What some sentences, those shortly before them and the title, headings and notes name."""
        near = sorted({i for n in chosen for i in range(max(0, n - BEFORE), n + 1)})
        return self.held("\n".join([self.context, *(self.texts[i] for i in near)]))
