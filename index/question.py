"""A question as the index reads it: its language, its vector, its words, and how other languages say them.

Owns what makes a question searchable. Does not rank.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.analyzer import terms
from index.errors import QuestionError
from index.reader import Generation
from index.text import language_of
from index.vector_store import LANGUAGES
from index.words.crossing import cross
from index.words.glossary import Glossary, GlossaryFiles
from index.words.translation import LANGUAGES as TRANSLATED
from index.words.translation import Expansion, shipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_QUESTION = 4000  # characters

Ways = tuple[tuple[str, ...], ...]  # alternatives; each of analyzer terms that stand together


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the terms of one generation.

    Attributes:
        question: itself.
        language: "ko", "en", "ru", or "xx".
        vector: `(dim,)`.
        weights: the share of the question's weight that each of its terms has; they sum to 1.
        across: the same by target language, for its words as that language says them.
        said: by target language, the ways in which it says each word.
        expansions: by language, the words of the question as that language says them, its own included.
        lexical: share of the question's weight that each passage's words match `(size,)`, 0 to 1; in
            another language through translation.
    """

    question: str
    language: str
    vector: NDArray[np.float32]
    weights: dict[str, float]
    across: dict[str, dict[str, float]]
    said: dict[str, dict[str, Ways]]
    expansions: dict[str, list[Expansion]]
    lexical: NDArray[np.float32]


def clean_question(question: str) -> str:
    """NFC, one line.

    Raises:
        QuestionError: it is no text, is empty, holds no letter or digit, or is too long.
    """
    if not isinstance(question, str):
        raise QuestionError(f"a question is text, not {type(question).__name__}")
    whole = question.encode("utf-8", "ignore").decode("utf-8")  # a terminal may pass bytes that are no character
    text = " ".join(unicodedata.normalize("NFC", whole).split())
    if not any(char.isalnum() for char in text):
        raise QuestionError("the question has no words; ask in Korean, English or Russian")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(text):,} characters; ask in at most {MAX_QUESTION:,}")
    return text


def read_question(generation: Generation, question: str, vector: NDArray[np.float32] | None = None) -> Asked:
    """Read a cleaned question against a generation; its vector may be known."""
    language = language_of(question)
    counts = Counter(terms(question))
    scores, best = generation.lexical.scores(dict(counts))
    shares = np.divide(scores, np.float32(best or 1), out=scores)
    weights = _shares({term: count * generation.lexical.idf(term) for term, count in counts.items()})
    across: dict[str, dict[str, float]] = {}
    said: dict[str, dict[str, Ways]] = {}
    glossary = glossary_of(generation)
    expanded: dict[str, list[Expansion]] = {}
    if language in TRANSLATED:
        expanded[language] = shipped().expand(question, language, glossary=glossary)
    synonyms = any(len(glossary.said(match.concept, language)) > 1 for match in glossary.matches(question))
    for number, target in enumerate(LANGUAGES):
        inside = generation.vectors.languages == number
        if (target == language and not synonyms) or target not in TRANSLATED or not inside.any():
            continue  # a question's own language is only crossed into itself where the glossary knows other words
        if target not in expanded:
            expanded[target] = shipped().expand(question, target, glossary=glossary)
        expansions = expanded[target]
        crossed = cross(generation.lexical, expansions)
        np.maximum(shares, crossed.shares * inside, out=shares)
        across[target] = crossed.weights
        said[target] = {e.word: tuple(way.terms for way in e.translations) for e in expansions}
    vector = generation.embedder.embed_queries([question])[0] if vector is None else vector
    return Asked(question, language, vector, weights, across, said, expanded, shares)


def _shares(weights: dict[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {term: weight / total for term, weight in weights.items()}


def glossary_of(generation: Generation) -> Glossary:
    """The glossaries of the folders that the index was built from, as they are now."""
    folders = tuple(root.path for root in generation.manifest.roots if Path(root.path).is_dir())
    return _glossary_files(folders).current()


@lru_cache(maxsize=8)
def _glossary_files(folders: tuple[str, ...]) -> GlossaryFiles:
    return GlossaryFiles(folders)
