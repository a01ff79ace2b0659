"""The lines that the word translation table is learnt from, as units: stems, Korean nouns and verbs.

Owns what a unit is, and the forms that a unit takes in text. Does not know chances.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kiwipiepy import Kiwi, Token

from index.analyzer import terms
from index.model.pairs import read_rows

FILES = {  # the files of a pair with their kind; only those named enru have their columns the other way round
    ("ko", "en"): (("koen", "pair"), ("dict_koen", "dict"), ("names_koen", "name")),
    ("ru", "en"): (("ruen", "pair"), ("dict_enru", "dict"), ("names_enru", "name")),
    ("ko", "ru"): (("koru", "pair"), ("dict_koru", "dict"), ("names_koru", "name")),
}
SENTENCES_PER_SOURCE = 30_000  # the manuals of one product would outweigh everything else
LONGEST = 400  # characters of a sentence
WEIGHT = {"pair": 1.0, "dict": 3.0, "name": 1.0}  # of a line
SHOWN = {"en": 10, "ru": 40}  # how often a spelling counts in a dictionary, which gives Russian words in the nominative
FORMS = 12  # spellings kept of a Korean noun of one syllable
ENDINGS = (
    "었/EP 다/EF", "었/EP", "는/ETM", "고/EC", "ᆫ/ETM", "어/EC", "ᆯ/ETM", "며/EC", "면/EC", "지/EC", "기/ETN", "ᆫ다/EF",
    "습니다/EF", "다/EF",
)  # fmt: skip
NOUNS = frozenset({"NNG", "NNP", "XR"})
VERBS = frozenset({"VV", "VA", "VV-I", "VA-I", "VV-R", "VA-R"})
KOREAN_STOP = frozenset(
    "하다 되다 있다 없다 이다 않다 같다 위하다 대하다 따르다 통하다 의하다 관하다 아니다 이러하다 그렇다 이렇다 어떻다 "
    "때 중 등 수 것 점 후 전 내 시 년 월 일 명 개 무엇 어디 누구 언제 얼마 다음 경우 해당".split()
)
_WORD = re.compile(r"[A-Za-z]+|[А-Яа-яЁё]+")
_HANGUL = re.compile(r"[가-힣]+")
Pair = tuple[str, str]


class Lines(NamedTuple):
    """The lines of one pair of languages, and the numbers of the units on both sides of each."""

    a: list[str]
    b: list[str]
    kind: list[str]
    units: dict[str, list[list[int]]]

    @property
    def weights(self) -> list[float]:
        """How much each line counts."""
        return [WEIGHT[kind] for kind in self.kind]


class Units:
    """The units of one language: their numbers, and the forms that they take in text."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.numbers: dict[str, int] = {}
        self.forms: dict[int, Counter[str]] = defaultdict(Counter)
        self.verbs: dict[int, tuple[str, str]] = {}  # stem and tag of a Korean verb

    def number(self, unit: str, form: str, *, times: int = 1) -> int:
        """The number of a unit; counts the form."""
        number = self.numbers.setdefault(unit, len(self.numbers))
        self.forms[number][form] += times
        return number


def read_lines(corpus: Path, pair: Pair, *, without: Sequence[str] = ()) -> Lines:
    """The lines of a pair, without machine translation, explanations, repetitions and the sources named."""
    lines = Lines([], [], [], {})
    seen: set[Pair] = set()
    per_source: Counter[str] = Counter()
    for file, kind in FILES[pair]:
        rows = sorted(read_rows(corpus / f"{file}.tsv.gz"), key=lambda row: (zlib.crc32("\t".join(row).encode()), row))
        for source, *columns in rows:
            a, b = columns[::-1] if file.endswith("enru") else columns
            if source in without or source.endswith(("#mt", "-gloss")) or len(a) > LONGEST or len(b) > LONGEST:
                continue
            if (a, b) in seen or per_source[source] == SENTENCES_PER_SOURCE:
                continue
            seen.add((a, b))
            per_source[source] += kind == "pair"
            lines.a.append(a)
            lines.b.append(b)
            lines.kind.append(kind)
    return lines


def word_units(texts: list[str], kinds: list[str], *, language: str, units: Units) -> Iterator[list[int]]:
    """Stems of English or Russian texts. A dictionary's spelling counts as many: it is the one to show."""
    known: dict[str, str] = {}
    for text, kind in zip(texts, kinds, strict=True):
        found: dict[int, None] = {}
        for word in _WORD.findall(text):
            if len(word) < 2 or (word[0].lower() >= "а") != (language == "ru"):
                continue
            if word not in known:
                known[word] = next(iter(terms(word)), "")
            if known[word]:
                found[units.number(known[word], word, times=SHOWN[language] if kind == "dict" else 1)] = None
        yield list(found)


def korean_units(texts: list[str], kinds: list[str], *, units: Units) -> Iterator[list[int]]:
    """Nouns and verb stems; the words of names as they are written. In a dictionary a verb ends in 다."""
    prose = (text for text, kind in zip(texts, kinds, strict=True) if kind != "name")
    analysed = iter(Kiwi(num_workers=2).tokenize(prose))
    for text, kind in zip(texts, kinds, strict=True):
        found: dict[int, None] = {}
        if kind == "name":
            found = {units.number(word, word): None for word in _HANGUL.findall(text)}
        else:
            for unit, form, verb in _morphemes(text, next(analysed)):
                if unit not in KOREAN_STOP and not (verb and kind == "dict" and not text.endswith("다")):
                    found[number := units.number(unit, form)] = None
                    if verb:
                        units.verbs[number] = verb
        yield list(found)


def _morphemes(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
    """(unit, form, verb): a noun stands for itself, one of a syllable for its word up to a particle."""
    prefix = ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        unit = prefix + token.form
        begins = token.start == 0 or not _HANGUL.match(text[token.start - 1])
        if token.tag in NOUNS and _HANGUL.fullmatch(unit):
            end = token.start + token.len
            if len(unit) > 1:
                yield unit, unit, None
            elif begins and following is not None and following.tag.startswith("J") and following.start == end:
                yield unit, text[token.start : end + following.len], None
            elif begins:
                yield unit, unit, None
        elif token.tag in VERBS and begins:
            yield token.form + "다", token.form, (token.form, token.tag)
        prefix = token.form if token.tag == "XPN" else ""


def shown_form(forms: Counter[str]) -> str:
    """The commonest form; a name, written with a capital more often than not, with one."""
    small: Counter[str] = Counter()
    for form, times in forms.items():
        small[form.lower()] += times
    capitals = sum(times for form, times in forms.items() if form[0].isupper())
    word = min(small, key=lambda form: (-small[form], form))
    return word.capitalize() if capitals > 0.6 * forms.total() else word


def spellings(unit: str, seen: Counter[str], verb: tuple[str, str] | None, kiwi: Kiwi) -> list[str]:
    """How a verb, or a noun of one syllable with its particles, begins a word; none for other nouns."""
    if verb is None:
        return [form for form, _ in seen.most_common(FORMS)] if len(unit) == 1 else []
    endings = [[tuple(part.split("/")) for part in ending.split()] for ending in ENDINGS]
    joined = (kiwi.join([verb, *ending]) for ending in endings)
    return list(dict.fromkeys(form for form in joined if len(form) > 1))
