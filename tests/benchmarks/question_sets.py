"""The sets that retrieval is measured on, read from a folder: SQuAD-like files, sentence pairs, question files.

A set that the folder lacks is left out. Does not rank.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

KORQUAD = "korquad_v1_dev.json.gz"
XQUAD = {"en": "xquad.en.json.gz", "ru": "xquad.ru.json.gz"}
PAIRS = {
    "Tatoeba kor-eng": ("tat.kor.txt", "tat.kor.eng.txt"),
    "Tatoeba rus-eng": ("tat.rus.txt", "tat.rus.eng.txt"),
    "korean-english-park": ("korean-english-park.test.ko", "korean-english-park.test.en"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A question; `right` are the names of the paragraphs that answer it."""

    question: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParagraphSet:
    """Paragraphs by name, and questions over them."""

    name: str
    collection: str
    paragraphs: dict[str, str]
    cases: list[Case] = field(repr=False)


def paragraph_sets(folder: Path, only: set[str]) -> Iterator[ParagraphSet]:
    """KorQuAD, XQuAD in each language, across, and over both languages at once, as far as they are there."""
    if "korquad" in only and (folder / KORQUAD).is_file():
        paragraphs, questions = _squad(folder / KORQUAD, "ko")
        yield ParagraphSet("KorQuAD ko>ko", "korquad", paragraphs, _cases(questions, ("ko",)))
    if "xquad" not in only or not all((folder / name).is_file() for name in XQUAD.values()):
        return
    read = {language: _squad(folder / name, language) for language, name in XQUAD.items()}
    for asked, held in (("en", "en"), ("ru", "ru"), ("ru", "en"), ("en", "ru")):
        cases = _cases(read[asked][1], (held,))
        yield ParagraphSet(f"XQuAD {asked}>{held}", f"xquad-{held}", read[held][0], cases)
    both = read["en"][0] | read["ru"][0]
    for asked in XQUAD:
        yield ParagraphSet(f"XQuAD {asked}>en+ru", "xquad-both", both, _cases(read[asked][1], tuple(XQUAD)))


def _squad(path: Path, language: str) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """Paragraphs by name, "en-0001.txt", and (question, number of its paragraph); equal paragraphs are one."""
    data = json.loads(gzip.decompress(path.read_bytes()))["data"]
    found = [(p["context"].lstrip("\ufeff"), p["qas"]) for article in data for p in article["paragraphs"]]
    numbers = {text: n for n, text in enumerate(dict.fromkeys(text for text, _ in found))}
    texts = {name_of(language, n): text for text, n in numbers.items()}
    return texts, [(qa["question"], numbers[text]) for text, qas in found for qa in qas]


def _cases(questions: list[tuple[str, int]], languages: tuple[str, ...]) -> list[Case]:
    return [Case(question, tuple(name_of(language, n) for language in languages)) for question, n in questions]


def name_of(language: str, number: int) -> str:
    """The file that holds a paragraph."""
    return f"{language}-{number:04}.txt"


def sentence_pairs(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """(name, sentences, their translations), as far as they are there."""
    for name, files in PAIRS.items():
        paths = [folder / file for file in files]
        if all(path.is_file() for path in paths):
            left, right = (path.read_text(encoding="utf-8").splitlines() for path in paths)
            yield name, left, right


def write_paragraphs(folder: Path, paragraphs: dict[str, str]) -> None:
    """One text file for each paragraph; files that are right already are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in paragraphs:
            path.unlink()
    for name, text in paragraphs.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
