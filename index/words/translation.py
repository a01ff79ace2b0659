"""A word translation table, and the words of a question as another language says them.

Owns the table's file; its maker is `model/train_translation.py`. Does not know passages, and does not translate
sentences.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.analyzer import INITIAL, terms
from index.text import fold_homoglyphs
from index.words.function_words import asks, countries_joined, countries_of, counts, without_asking
from index.words.glossary import Glossary
from index.words.korean_words import KoreanWords
from index.words.months import month_name, months
from index.words.name_spelling import is_particle, spellings

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = Path(__file__).parents[1] / "model" / "translation.npz"
LANGUAGES = ("ko", "en", "ru")
FORMS_TRIED = 6  # spellings of a Korean verb that are looked for
LIKELY = 0.3  # probability of the English word that tells whether a Korean one is a name
REMEMBERED = 20_000  # words with their translations: they come again
NAME = 0.5  # "probability" of a guess at how a name is spelt

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[a-z]+|[а-яё]+|[가-힣]+")
_SPELT = re.compile(r"(\w+)\s?\(\s?([A-Za-z][\w.-]*)\s?\)")  # a name and how it is spelt: 코러스텍(KORUSTEC)
_SUFFIXED = re.compile(r"[0-9A-Za-z%)]")
_SCRIPTS = (("가", "힣", "ko"), ("а", "ё", "ru"), ("a", "z", "en"))
_KOREAN_PREFIX = frozenset("저고비무신재초탈대소반미부")  # a syllable that may stand before a known noun


class Translation(NamedTuple):
    """One way to say a word: terms that must all stand in a passage, and how likely, 0 to 1."""

    terms: tuple[str, ...]
    probability: float


class Expansion(NamedTuple):
    """A content word of a question, or a phrase that the glossary knows.

    Attributes:
        word: as the question has it, in small letters; a Korean word of the table in its dictionary form.
        translations: likeliest first; empty when nothing is known.
        weight: how many words of the question it stands for.
        name: whether it seems to be a proper name that this language would show: its spelling is no guess.
        learnt: whether the table translated it: some of what it says may be another sense of the word.
    """

    word: str
    translations: tuple[Translation, ...]
    weight: float = 1.0
    name: bool = False
    learnt: bool = False


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

    def expand(self, question: str, target: str, *, glossary: Glossary | None = None) -> list[Expansion]:
        """The words of a question with their translations into a language, in order, each once.

        Args:
            question: in any language, or several.
            target: "ko", "en" or "ru", another has no translations; words in it, figures, and names in Latin
                letters stand for themselves.
            glossary: what it knows, it decides.
        """
        found: dict[object, Expansion] = {}
        taken: list[tuple[int, int]] = []
        glossary = glossary or Glossary()
        for match in glossary.matches(question):
            ways = tuple(way for variant in glossary.said(match.concept, target) if (way := _together(variant)))
            if ways:
                name = question[match.start : match.end].lower()
                found[name] = Expansion(name, tuple(Translation(way, 1.0) for way in ways), match.words)
                taken.append((match.start, match.end))
        for month in months(question) if target in LANGUAGES else ():
            if not any(start < month.end and month.start < end for start, end in taken):
                name = question[month.start : month.end].lower()
                found[name] = Expansion(name, (Translation(_together(month_name(month.number, target)), 1.0),))
                taken.append((month.start, month.end))
        for word in self.words(question):
            if not any(start < word.end and word.start < end for start, end in taken):
                expansion = self._expansion(word._replace(start=0, end=0), question[word.start : word.end], target)
                if expansion:
                    expansion = expansion._replace(name=self._is_name(word, question, target))
                    found.setdefault((word.language, word.unit) if word.unit >= 0 else expansion.word, expansion)
        return _with_spellings(question, list(found.values()))

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019
    def _expansion(self, word: Word, text: str, target: str) -> Expansion | None:
        if len(text) == 1 and word.language == "ko" and word.unit >= 0:
            text = self._stems("ko")[word.unit]  # a country by its first syllable
        own = _together(text)
        if asks(text) or (len(text) == 1 and word.language):
            return None
        if word.language in (target, ""):
            latin = _guesses(text, "en") if word.language == "ko" and word.unit < 0 else ()
            return Expansion(text.lower(), (Translation(own, 1.0), *self._other_forms(word, own), *latin))
        ways: list[Translation] = []
        if target not in LANGUAGES:
            return Expansion(text.lower(), ())
        if word.unit >= 0:
            for unit, probability in self.translations(word.language, word.unit, target):
                ways.extend(Translation(group, probability) for group in self._groups(target, unit))
        learnt = bool(ways)
        if not learnt:
            ways = list(_guesses(text, target))
            if target != "en" and word.language != "en":  # a firm's name stands in Latin letters anywhere
                ways.extend(_guesses(text, "en"))
        if word.language == "en":  # names and terms stand in Latin letters in Korean and Russian texts
            ways.append(Translation(own, max((way.probability for way in ways), default=1.0)))
        name = self._stems("ko")[word.unit] if word.language == "ko" and word.unit >= 0 else text.lower()
        return Expansion(name, tuple(way for way in ways if way.terms), learnt=learnt)

    def _other_forms(self, word: Word, own: tuple[str, ...]) -> list[Translation]:
        """A Korean verb of a question in the forms that a text may have: 열리나요 is 열린다 there, and 열렸다."""
        if word.language != "ko" or word.unit < 0 or not self._korean.forms_of(word.unit):
            return []
        return [Translation(group, 1.0) for group in self._groups("ko", word.unit) if group != own]

    def _is_name(self, word: Word, question: str, target: str) -> bool:
        """Whether a word is written like a name, here or where the table learnt it, and is known in a language."""
        known = word.unit >= 0 and target in LANGUAGES
        if word.language != target and not (known and self.translations(word.language, word.unit, target)):
            return False
        if word.start and question[word.start].isupper():
            return True
        if word.unit < 0 or word.language != "ko":
            return word.unit >= 0 and self.shown(word.language, word.unit)[:1].isupper()
        likeliest = self.translations("ko", word.unit, "en")[:1]
        return any(chance > LIKELY and self.shown("en", unit)[:1].isupper() for unit, chance in likeliest)

    @lru_cache(maxsize=256)  # noqa: B019  a question is read for each language
    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text in the table's units; a Korean word may hold several, or none that is known."""
        found: list[Word] = []
        joined = countries_joined(text)
        for match in _TOKEN.finditer(fold_homoglyphs(text).lower()):
            token = match.group()
            language = "" if token[0].isdigit() else next(name for a, z, name in _SCRIPTS if a <= token[0] <= z)
            if language == "ko":
                if countries := countries_of(token) or joined.get(match.start(), []):
                    units = [(n, self._numbers("ko").get(name, -1)) for n, name in enumerate(countries)]
                    found.extend(Word(match.start() + n, match.start() + n + 1, "ko", unit) for n, unit in units)
                    continue
                token = without_asking(token)  # "몇 명인가": a counter, and no 명인
                behind = _SUFFIXED.match(text, match.start() - 1) is not None
                if counts(text, match.start(), token) or (behind and is_particle(token)):
                    continue
                pieces = [] if asks(token) else self._korean.pieces(token)
                begun = pieces and (not pieces[0][0] or (pieces[0][0] == 1 and token[0] in _KOREAN_PREFIX))
                if not begun and behind:
                    continue  # a counter of a number or a Latin name
                pieces = pieces if begun else [(0, len(token), -1)]  # else a name that only holds a known word
                found.extend(Word(match.start() + a, match.start() + z, "ko", unit) for a, z, unit in pieces)
            elif language:
                stem = next(iter(terms(token)), "")
                found.append(Word(match.start(), match.end(), language, self._numbers(language).get(stem, -1)))
            else:
                found.append(Word(match.start(), match.end(), "", -1))
        return tuple(found)

    def translations(self, language: str, unit: int, target: str) -> list[tuple[int, float]]:
        """(unit of the target language, probability), likeliest first."""
        starts, targets, chances = self._pair(language, target)
        row = slice(int(starts[unit]), int(starts[unit + 1]))
        return [(int(t), float(c) / 255) for t, c in zip(targets[row], chances[row], strict=True)]

    def shown(self, language: str, unit: int) -> str:
        """A unit as a reader knows it: the commonest form of a stem, a Korean verb in its dictionary form."""
        return self._shown(language)[unit] or self._stems(language)[unit]

    def _groups(self, language: str, unit: int) -> list[tuple[str, ...]]:
        """What the analyzer makes of a unit: alternatives, each of terms that stand together."""
        stem = self._stems(language)[unit]
        if language != "ko":
            return [(stem,)]
        forms = self._korean.forms_of(unit)
        if not forms:
            return [tuple(stem[n : n + 2] for n in range(len(stem) - 1))]
        begins = dict.fromkeys(INITIAL + form[:2] for form in forms if len(form) > 1)
        return [(begin,) for begin in list(begins)[:FORMS_TRIED]]

    @cached_property
    def _korean(self) -> KoreanWords:
        starts = np.asarray(self._arrays["form_starts_ko"]).tolist()
        return KoreanWords(self._stems("ko"), self._texts("forms_ko"), starts)

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


@lru_cache(maxsize=1)
def shipped() -> Translations:
    """The table that comes with the model, opened once."""
    return Translations()


@lru_cache(maxsize=2000)
def _guesses(name: str, target: str) -> tuple[Translation, ...]:
    """How a name that no table knows may be spelt in a language; a spelling that is a word of grammar is none."""
    spelt = (tuple(terms(guess)) for guess in spellings(name, target))
    return tuple(Translation(found, NAME) for found in spelt if found)


def _with_spellings(question: str, expansions: list[Expansion]) -> list[Expansion]:
    """A name with its spelling in brackets behind it is one word, said either way."""
    for match in _SPELT.finditer(question.lower()):
        name, spelt = (next((e for e in expansions if e.word in part), None) for part in match.groups())
        if name and spelt and name is not spelt:
            both = name._replace(translations=(*spelt.translations, *name.translations))
            expansions = [both if e is name else e for e in expansions if e is not spelt]
    return expansions


def _together(text: str) -> tuple[str, ...]:
    """The terms of a word or phrase that must all stand in a passage, wherever in a Korean compound."""
    found = dict.fromkeys(terms(text))
    inner = tuple(term for term in found if not term.startswith(INITIAL))
    return tuple(found) if all(len(term) == 1 for term in inner) else inner
