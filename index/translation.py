"""Lexical search across languages: a word translation table, and BM25 over translated words.

A question's word counts in a passage of another language as its translations do there, each by its probability:
Darwish and Oard, "Probabilistic Structured Query Methods" (SIGIR 2003), over weights that BM25 has already
saturated. Owns the table's file; its maker is `model/train_translation.py`. Does not know vectors or documents,
and does not translate sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.analyzer import INITIAL, terms
from index.lexical import LexicalIndex
from index.text import fold_homoglyphs

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = Path(__file__).parent / "model" / "translation.npz"
LANGUAGES = ("ko", "en", "ru")
FORMS_TRIED = 4  # spellings of a Korean verb that are looked for
SHARPNESS = 0.4  # exponent of a translation's probability beside the best one's
UNKNOWN = 1.0  # weight of a word without translations beside one that no passage holds

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[a-z]+|[а-яё]+|[가-힣]+")
_SCRIPTS = (("가", "힣", "ko"), ("а", "ё", "ru"), ("a", "z", "en"))


class Translation(NamedTuple):
    """One way to say a word: terms that must all stand in a passage, and how likely, 0 to 1."""

    terms: tuple[str, ...]
    probability: float


class Expansion(NamedTuple):
    """A content word of a question.

    Attributes:
        word: the unit of the table, or the word itself.
        translations: likeliest first; empty when nothing is known.
    """

    word: str
    translations: tuple[Translation, ...]


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, its language by script ("" for a number), its unit or -1."""

    start: int
    end: int
    language: str
    unit: int


class Translations:
    """The table of one file; parts are read when they are first needed."""

    def __init__(self, path: Path = TABLE) -> None:
        """Open the file; nothing is unpacked yet."""
        self._arrays = np.load(path)

    def expand(self, question: str, target: str) -> list[Expansion]:
        """The words of a question with their translations into a language, in order, each word once."""
        found: dict[str, Expansion] = {}
        for word in self.words(question):
            text = question[word.start : word.end].lower()
            if word.language == target or not word.language:
                same = tuple(dict.fromkeys(terms(text)))
                if same:
                    found[text] = Expansion(text, (Translation(same, 1.0),))
                continue
            name = self.shown(word.language, word.unit) if word.unit >= 0 else text
            if word.language != "ko" and not terms(text):
                continue
            found[name] = Expansion(name, self._translations(word, text, target))
        return list(found.values())

    def words(self, text: str) -> list[Word]:
        """The words of a text in the table's units; a Korean word may hold several, or none that is known."""
        found: list[Word] = []
        for match in _TOKEN.finditer(fold_homoglyphs(text).lower()):
            token = match.group()
            language = "" if token[0].isdigit() else next(name for a, z, name in _SCRIPTS if a <= token[0] <= z)
            if language == "ko":
                pieces = self._pieces(token) or [(0, len(token), -1)]
                found.extend(Word(match.start() + a, match.start() + z, "ko", unit) for a, z, unit in pieces)
            elif language:
                stem = next(iter(terms(token)), "")
                found.append(Word(match.start(), match.end(), language, self._numbers(language).get(stem, -1)))
            else:
                found.append(Word(match.start(), match.end(), "", -1))
        return found

    def translations(self, language: str, unit: int, target: str) -> list[tuple[int, float]]:
        """(unit of the target language, probability), likeliest first."""
        starts, targets, chances = self._pair(language, target)
        row = slice(int(starts[unit]), int(starts[unit + 1]))
        return [(int(t), float(c) / 255) for t, c in zip(targets[row], chances[row], strict=True)]

    def shown(self, language: str, unit: int) -> str:
        """A unit as a reader knows it: the commonest form of a stem, a Korean verb in its dictionary form."""
        return self._shown(language)[unit] or self._stems(language)[unit]

    def _translations(self, word: Word, text: str, target: str) -> tuple[Translation, ...]:
        found: list[Translation] = []
        if word.unit >= 0:
            for unit, probability in self.translations(word.language, word.unit, target):
                found.extend(Translation(group, probability) for group in self._groups(target, unit))
        if word.language == "en":  # names and terms stand in Latin letters in Korean and Russian texts
            highest = found[0].probability if found else 1.0
            found.append(Translation(tuple(terms(text)), highest))
        return tuple(found)

    def _groups(self, language: str, unit: int) -> list[tuple[str, ...]]:
        """What the analyzer makes of a unit: alternatives, each of terms that stand together."""
        stem = self._stems(language)[unit]
        if language != "ko":
            return [(stem,)]
        forms = self._forms_of(unit)
        if not forms:
            return [tuple(stem[n : n + 2] for n in range(len(stem) - 1))]
        begins = dict.fromkeys(INITIAL + form[:2] for form in forms if len(form) > 1)
        return [(begin,) for begin in list(begins)[:FORMS_TRIED]]

    def _pieces(self, token: str) -> list[tuple[int, int, int]]:
        """Cut a Korean word into known units, long ones first: (start, end, unit); what is left is an ending."""
        size = len(token)
        best: list[tuple[int, list[tuple[int, int, int]]]] = [(0, [])]
        for end in range(1, size + 1):
            options = [best[end - 1]]
            for start in range(max(0, end - 12), end):
                piece = token[start:end]
                unit = self._korean.get(piece, -1)
                if unit < 0 or (start and piece in self._initial) or (len(piece) == 1 and size > 1):
                    continue
                score, pieces = best[start]
                options.append((score + (end - start) ** 2, [*pieces, (start, end, unit)]))
            best.append(max(options, key=lambda option: option[0]))
        return best[size][1]

    @cached_property
    def _korean(self) -> dict[str, int]:
        """What begins or makes up a Korean word: spellings of verbs and short nouns, and nouns."""
        owners = np.repeat(np.arange(len(self._form_starts) - 1), np.diff(self._form_starts))
        nouns = {stem: n for n, stem in enumerate(self._stems("ko")) if not self._forms_of(n)}
        return {**dict(zip(self._forms, owners.tolist(), strict=True)), **nouns}

    @cached_property
    def _initial(self) -> frozenset[str]:
        """What counts only where a Korean word begins."""
        return frozenset(self._forms)

    @cached_property
    def _forms(self) -> list[str]:
        return self._texts("forms_ko")

    @cached_property
    def _form_starts(self) -> NDArray[np.uint32]:
        return np.asarray(self._arrays["form_starts_ko"])

    def _forms_of(self, unit: int) -> Sequence[str]:
        return self._forms[int(self._form_starts[unit]) : int(self._form_starts[unit + 1])]

    @lru_cache(maxsize=8)  # noqa: B019  one table lives as long as the process
    def _numbers(self, language: str) -> dict[str, int]:
        return {stem: n for n, stem in enumerate(self._stems(language))}

    @lru_cache(maxsize=8)  # noqa: B019
    def _stems(self, language: str) -> list[str]:
        return self._texts(f"stems_{language}")

    @lru_cache(maxsize=8)  # noqa: B019
    def _shown(self, language: str) -> list[str]:
        return self._texts(f"shown_{language}")

    @lru_cache(maxsize=8)  # noqa: B019
    def _pair(self, language: str, target: str) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.uint8]]:
        name = f"{language}_{target}"
        return self._arrays[f"{name}_starts"], self._arrays[f"{name}_targets"], self._arrays[f"{name}_chances"]

    def _texts(self, name: str) -> list[str]:
        return str(self._arrays[name].tobytes(), "utf-8").split("\n")


def cross_lexical_share(
    lexical: LexicalIndex, translations: Translations, question: str, target: str
) -> NDArray[np.float32]:
    """How much of a question the words of each passage match through translation.

    Returns:
        `(size,)`, 0 to 1: the share of the question's weight; only for passages in the target language.
    """
    total = np.zeros(lexical.size, dtype=np.float32)
    best = 0.0
    for expansion in translations.expand(question, target):
        matched, idf = _matched(lexical, expansion)
        best += idf
        if matched is not None:
            total += matched * np.float32(idf)
    return total / np.float32(best) if best else total


def _matched(lexical: LexicalIndex, expansion: Expansion) -> tuple[NDArray[np.float32] | None, float]:
    """One word in every passage, 0 to 1, and its idf: in how many passages it is expected."""
    highest = max((t.probability for t in expansion.translations), default=1.0)
    found: NDArray[np.float32] | None = None
    held = np.zeros(lexical.size, dtype=np.float32)
    for translation in expansion.translations:
        weights = _group_weights(lexical, translation.terms)
        if weights is None:
            continue
        chance = np.float32((translation.probability / highest) ** SHARPNESS)
        held = np.maximum(held, chance * (weights > 0))
        found = weights * chance if found is None else np.maximum(found, weights * chance)
    expected = float(held.sum())
    idf = float(np.log(1 + (lexical.size - expected + 0.5) / (expected + 0.5)))
    return found, idf if expansion.translations else idf * UNKNOWN


def _group_weights(lexical: LexicalIndex, group: tuple[str, ...]) -> NDArray[np.float32] | None:
    """Saturated weight, 0 to 1, of the rarest term of a group where all its terms stand; None if nowhere."""
    least: NDArray[np.float32] | None = None
    for term in group:
        scores, best = lexical.scores({term: 1.0})
        if not scores.any():
            return None
        scores /= np.float32(best)  # idf and K1 + 1 fall out
        least = scores if least is None else np.minimum(least, scores)
    return least
