"""The user's own words: `glossary.tsv` in a folder of documents, honoured at once and before what was learnt.

One concept a line, three columns separated by tabs: Korean, English, Russian, or what a first line of language codes
names, in its order; variants separated by " | "; an empty column is a language not given; lines that begin with # are
comments. A line that cannot be understood, or whose script is not that of its column, is a warning and nothing else.
Does not know the translation table or any index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.analyzer import terms
from index.text import fold_homoglyphs

NAME = "glossary.tsv"
COLUMNS = ("ko", "en", "ru")
LARGEST = 5_000_000  # bytes
MOST = 20  # warnings that are kept of one file

_NAMES = {
    "ko": ("ko", "kor", "korean", "한국어", "корейский"),
    "en": ("en", "eng", "english", "영어", "английский"),
    "ru": ("ru", "rus", "russian", "러시아어", "русский"),
}
_SPELT = {"ko": "Korean", "en": "English", "ru": "Russian"}
_SCRIPTS = {"ko": re.compile("[가-힣]"), "ru": re.compile("[\u0400-\u052f]"), "en": re.compile("[A-Za-z]")}
_WORD = re.compile(r"[^\W_]\S*")
_LETTERS = re.compile(r"[^\W_]")


class Match(NamedTuple):
    """`text[start:end]` says a concept of the glossary; `words` is how many words that takes."""

    start: int
    end: int
    words: int
    concept: int


@dataclass(frozen=True)
class Glossary:
    """Concepts, each with its variants by language.

    Attributes:
        concepts: for each concept, language to variants as they were written.
        warnings: one line each: file, line number, what is wrong.
    """

    concepts: tuple[dict[str, tuple[str, ...]], ...] = ()
    warnings: tuple[str, ...] = ()
    _stems: dict[tuple[str, ...], int] = field(init=False, repr=False, compare=False)
    _korean: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare what a text is compared with; of a variant that stands twice the first line counts."""
        stems: dict[tuple[str, ...], int] = {}
        korean: dict[str, int] = {}
        for number, concept in enumerate(self.concepts):
            for language, variants in concept.items():
                for variant in variants:
                    if language == "ko":
                        korean.setdefault("".join(_LETTERS.findall(_folded(variant))), number)
                    elif key := tuple(terms(variant)):
                        stems.setdefault(key, number)
        object.__setattr__(self, "_stems", stems)
        object.__setattr__(self, "_korean", {key: number for key, number in korean.items() if key})

    def matches(self, text: str) -> list[Match]:
        """The concepts that a text names, in order, the longest where two stand in one place."""
        if not self.concepts:
            return []
        found = sorted(self._by_stems(text) + self._by_letters(text), key=lambda m: (m.start - m.end, m.start))
        chosen: list[Match] = []
        for match in found:
            if all(match.end <= other.start or other.end <= match.start for other in chosen):
                chosen.append(match)
        return sorted(chosen)

    def said(self, concept: int, language: str) -> tuple[str, ...]:
        """The variants of a concept in a language."""
        return self.concepts[concept].get(language, ())

    def _by_stems(self, text: str) -> list[Match]:
        """Variants in English and Russian: the same stems in a row."""
        row = [(term, word.start(), word.end()) for word in _WORD.finditer(text) for term in terms(word.group())]
        longest = max(map(len, self._stems), default=0)
        found: list[Match] = []
        for first in range(len(row)):
            for size in range(min(longest, len(row) - first), 0, -1):
                part = row[first : first + size]
                number = self._stems.get(tuple(term for term, _, _ in part))
                if number is not None:
                    end = part[-1][2] - _trailing(text[part[-1][1] : part[-1][2]])
                    found.append(Match(part[0][1], end, len({start for _, start, _ in part}), number))
                    break
        return found

    def _by_letters(self, text: str) -> list[Match]:
        """Korean variants: the same letters from the beginning of a word, however they are spaced."""
        letters = [(match.group(), match.start()) for match in _LETTERS.finditer(_folded(text))]
        joined = "".join(letter for letter, _ in letters)
        begins = {word.start() for word in re.finditer(r"[^\W_]+", text)}
        longest = max(map(len, self._korean), default=0)
        found: list[Match] = []
        for first, (_, start) in enumerate(letters):
            if start not in begins:
                continue
            for size in range(min(longest, len(letters) - first), 0, -1):
                number = self._korean.get(joined[first : first + size])
                if number is not None:
                    end = letters[first + size - 1][1] + 1
                    found.append(Match(start, end, len(text[start:end].split()), number))
                    break
        return found


class GlossaryFiles:
    """The glossaries of some folders as one, read again when a file has changed."""

    def __init__(self, folders: Iterable[Path | str]) -> None:
        """Nothing is read yet; an earlier folder wins over a later one."""
        self._paths = [Path(folder) / NAME for folder in folders]
        self._seen: list[tuple[int, int] | None] | None = None
        self._glossary = Glossary()

    def current(self) -> Glossary:
        """What the files say now; a file that is missing or unreadable says nothing."""
        now = [_state(path) for path in self._paths]
        if now != self._seen:
            read = [read_glossary(path) for path, state in zip(self._paths, now, strict=True) if state]
            self._glossary = Glossary(
                tuple(concept for glossary in read for concept in glossary.concepts),
                tuple(warning for glossary in read for warning in glossary.warnings),
            )
            self._seen = now
        return self._glossary


def read_glossary(path: Path) -> Glossary:
    """Read one file: UTF-8, with a byte order mark or without."""
    try:
        if path.stat().st_size > LARGEST:
            return Glossary(warnings=(f"{path}: larger than {LARGEST:,} bytes; not used",))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        return Glossary(warnings=(f"{path}: {error.strerror or error}; not used",))
    except UnicodeDecodeError:
        return Glossary(warnings=(f"{path}: not UTF-8; save it as UTF-8; not used",))
    concepts: list[dict[str, tuple[str, ...]]] = []
    warnings: list[str] = []
    columns: tuple[str, ...] = ()
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not columns and (columns := _header(line)):
            continue
        columns = columns or COLUMNS
        concept = _concept(line, columns)
        if fault := _fault(concept, columns):
            warnings.append(f"{path}:{number}: {fault}; passed over")
        else:
            concepts.append(concept)
    if len(warnings) > MOST:
        warnings[MOST:] = [f"{path}: {len(warnings) - MOST} more lines like these"]
    return Glossary(tuple(concepts), tuple(warnings))


def _header(line: str) -> tuple[str, ...]:
    """The languages that a first line names, each once; none when it is no such line."""
    cells = [cell.strip().lower() for cell in line.rstrip().split("\t")]
    named = tuple(next((code for code, names in _NAMES.items() if cell in names), "") for cell in cells)
    return named if len(named) > 1 and all(named) and len(set(named)) == len(named) else ()


def _concept(line: str, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The variants of a line by language; none at all when it has too many columns."""
    cells = line.split("\t")
    concept: dict[str, tuple[str, ...]] = {}
    if any(cell.strip() for cell in cells[len(columns) :]):
        return concept
    for language, cell in zip(columns, cells, strict=False):
        variants = (" ".join(variant.split()) for variant in cell.split("|"))
        known = tuple(dict.fromkeys(variant for variant in variants if _LETTERS.search(variant)))
        if known:
            concept[language] = known
    return concept


def _fault(concept: dict[str, tuple[str, ...]], columns: tuple[str, ...]) -> str:
    """What is wrong with a line; a name in Latin letters may stand in any column."""
    if len(concept) < 2:
        return f"needs words in two of the columns {', '.join(_SPELT[code] for code in columns)}"
    for language, variants in concept.items():
        for variant in variants:
            shown = [code for code, script in _SCRIPTS.items() if script.search(variant)]
            if shown and shown != ["en"] and language not in shown:
                order = ", ".join(_SPELT[code] for code in columns)
                return (
                    f"{variant!r} stands in the {_SPELT[language]} column ({order}): move it, or let the first "
                    f"line name the columns, as ko, en and ru in your order with tabs between"
                )
    return ""


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _folded(text: str) -> str:
    """Lower case, one script a word, as long as the text."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in fold_homoglyphs(text))


def _trailing(word: str) -> int:
    """How many characters of punctuation a word ends in."""
    return len(word) - len(re.sub(r"[\W_]+$", "", word))
