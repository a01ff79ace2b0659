"""Makes `usual.txt.gz`: the words of three languages that are no names, to tell names by their absence.

    python bot/evidence/words/make.py FOLDER

FOLDER holds the sentence pairs, dictionaries and name lists (tab-separated: source, a, b) that the embedded model
is trained on. A Latin or Cyrillic word is common when it is written small often enough. A Hangul word is common when
a dictionary has it or it is frequent, unless a list of places and brands has it or an English translation has a word
with a capital that sounds like it.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from bot.evidence.korean import stems  # noqa: E402 - the script runs from anywhere
from bot.evidence.translit import alike  # noqa: E402
from index.analyzer import terms  # noqa: E402

LINES = 150_000  # of each file of sentences
OFTEN = {"ko": 8, "en": 3}
_HANGUL, _CAPITAL = re.compile("[가-힣]{2,}"), re.compile("[A-Z][A-Za-z]{2,}")
PLACES = ("cldr-territory", "cldr-timezone", "mledoze-countries", "osm-nsi", "iso-codes", "cldr-subdivision")
SMALLER = {"a-z": 0.7, "а-яё": 3}  # times as often; English headings write every word with a capital
CAREFUL = ("enwikt", "openrussian", "omw-wikt")  # dictionaries that write names with a capital
TRUSTED = ("krdict", "mois-word")  # dictionaries without names


def rows(folder: Path, name: str, limit: int = 0) -> Iterator[tuple[str, str, str]]:
    """(source, a, b) of one file; every n-th line when there are more than the limit."""
    path = folder / f"{name}.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    step = max(1, len(lines) // limit) if limit else 1
    for line in lines[::step]:
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 3:
            yield parts[0], parts[1], parts[2]


def korean(folder: Path, english: set[str]) -> dict[str, set[str]]:
    """Words without particles, those that compounds are made of, and names of two syllables."""
    dictionary, trusted = dictionaries(folder)
    places, brands, people = name_lists(folder)
    counts, named = spoken(folder, english)
    names = brands | {word for word, n in named.items() if n >= 2 and n > counts[word] * 0.25}
    names = (names - trusted) | places
    often = {word for word, n in counts.items() if n >= OFTEN["ko"] and len(word) <= 6}
    common = (dictionary | often) - names - (people - dictionary)
    parts = trusted | {word for word in dictionary if counts[word] >= 60 and len(word) < 4}
    return {"ko": common, "ko-parts": parts - names, "ko-names": {word for word in names if len(word) == 2}}


def dictionaries(folder: Path) -> tuple[set[str], set[str]]:
    """Korean headwords, and those of the dictionaries that hold no names."""
    headwords: set[str] = set()
    trusted: set[str] = set()
    for name in ("dict_koen", "dict_koru"):
        for source, a, _ in rows(folder, name):
            headwords.update(_HANGUL.findall(a))
            if source in TRUSTED:
                trusted.update(_HANGUL.findall(a))
    for source, a, b in rows(folder, "para_ko"):
        if source.startswith("mois"):
            headwords.update(_HANGUL.findall(f"{a} {b}"))
    return headwords, trusted


def name_lists(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Korean names of places, of brands and parts of places, and of people."""
    places: set[str] = set()
    brands: set[str] = set()
    people: set[str] = set()
    for name in ("names_koen", "names_koru"):
        for source, a, _ in rows(folder, name):
            if source in PLACES and _HANGUL.fullmatch(a):
                places.add(a)
            elif source in (*PLACES, "osm-nsi", "iso-codes"):
                brands.update(_HANGUL.findall(a))
            elif source == "wd-netrans":
                people.update(_HANGUL.findall(a))
    return places, brands, people


def russian_places(folder: Path) -> set[str]:
    """Names of places, small, for the adjectives made of them."""
    return {
        b.lower()
        for name in ("names_enru", "names_koru")
        for source, _, b in rows(folder, name)
        if source in PLACES and re.fullmatch("[А-ЯЁ][а-яё]{3,}", b)
    }


def spoken(folder: Path, english: set[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each Korean form stands in sentences, and how often beside an English name that sounds like it."""
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for name in ("qa_ko", "koen", "koru"):
        for _, a, b in rows(folder, name, LINES):
            words = [stems(word) for word in _HANGUL.findall(f"{a} {b}" if name == "qa_ko" else a)]
            counts.update(form for forms in words for form in forms)
            if name == "koen":
                capitals = {word for word in _CAPITAL.findall(b) if not set(terms(word)) <= english}
                named.update(form for forms in words for form in forms if any(alike(form, word) for word in capitals))
    return counts, named


def small(folder: Path, names: tuple[str, ...], column: int, dictionary: int, letters: str) -> set[str]:
    """Words, as search terms, that stand in small letters more often than with a capital inside a sentence.

    A dictionary that keeps capitals counts like three sentences.
    """
    lower, capital = Counter[str](), Counter[str]()
    for name in names:
        for row in rows(folder, name, LINES):
            lower.update(re.findall(rf"(?<![\w.@/-])[{letters}]{{2,}}(?![\w@/-])", row[column]))
            inside = re.findall(rf"(?<=[{letters},] )[{letters.upper()}][{letters}]+", row[column])
            capital.update(word.lower() for word in inside)
    for source, *words in rows(folder, "dict_enru"):
        if source in CAREFUL:
            lower.update(re.findall(rf"\b[{letters}]{{3,}}\b", words[dictionary]) * 3)
    common = {word for word, n in lower.items() if n >= OFTEN["en"] and n >= capital[word] * SMALLER[letters]}
    return {term for word in common for term in terms(word)}


def main() -> None:
    """Write the file beside this script."""
    folder = Path(sys.argv[1])
    english = small(folder, ("koen", "ruen"), 2, 0, "a-z")
    lists = korean(folder, english)
    lists |= {"en": english, "ru": small(folder, ("ruen", "qa_ru"), 1, 1, "а-яё"), "ru-places": russian_places(folder)}
    text = "\n".join(f"{language}\t{' '.join(sorted(words))}" for language, words in lists.items())
    Path(__file__).with_name("usual.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stderr.write(f"{ {language: len(words) for language, words in lists.items()} }\n")


if __name__ == "__main__":
    main()
