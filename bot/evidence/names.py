"""Names in text, and whether one text holds the names of another, across Hangul, Cyrillic and Latin script.

A name is a capitalised word that is not a common one, a code ("5G"), what stands in quotation marks, or, in Hangul,
a word that neither a list of common words nor their composition explains. It is held by another text that has the
same word, one that sounds alike, one that means the same to the embedded model, or words whose initials it is.
Names made of common words alone ("Ministry of Culture") are not checked.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.korean import stem, stems
from bot.evidence.translit import alike, sounds
from index.analyzer import terms
from index.embedder import EMBEDDED, load_embedder
from index.text import fold_homoglyphs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

USUAL = Path(__file__).parent / "words" / "usual.txt.gz"
# Cosine of two words above which they mean the same: of names in two languages it is 0.45 and more, of different
# names of one kind (two countries, two cities) below 0.2.
MEANS = 0.36

_WORD = re.compile(r"[^\W_]*\d[^\W_]*(?:[-.][^\W_]+)+|[^\W_]+-\d+|[^\W_]+(?:[.&’'][^\W_]+)*")
_CAPITAL = re.compile(r"[A-ZА-ЯЁÀ-Ž]")
_HANGUL = re.compile(r"[가-힣]{2,}")
_PREDICATE = re.compile(
    "(?:[았었였겠했됐렸졌겼켰웠왔갔났섰췄쳤셨녔뤘꿨]|한|된|인|는|은|않는|없|있|같)다(?:고|는|며|면|가|니|지만)?$|"
    "(?:하|되|시키|이루어지|만들|보이|나타나|따르|위하|대하|통하)(?:고|며|면|는|여|어|지|게|던|려|려고|도록|면서|기)$|"
    "[^이라](?:면|려|려고|려면|면서|도록|지만|는데|더니|거나|든지|겠다고|겠다는)$"  # of verbs
)
# A noun with "to do", "to become" and their endings: "도달했으며", "촬영되었기".
_VERB = re.compile(
    "([가-힣]{2,}?)(?:하|해|했|할|한|함|합|되|돼|됐|될|된|됨|됩|시키|시킬|시켜|시킨|적이|스러|스럽|롭|로운|답)[가-힣]{0,4}"
)
_SUFFIXES = frozenset("적화성자들형별용권률율량법론학계력비사원장품회부처청소실관단망식점선금액세제국군층")
_SMALL_WORDS = frozenset("of the and for de la von van и на по в для".split())
_RUSSIAN_TAIL = re.compile(
    r"(?:ск(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)|[аеёиоуыэюяйь]{1,2}|ом|ем|ов|ев|ам|ям|ах|ях|ами|ями|ого|ему|ым|им)$"
)
_LATIN_TAIL = re.compile(r"(?:[’']s|s[’']|ese|ian|an|n|ish|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end]` is a name, or a word of one."""

    start: int
    end: int
    text: str


def names(text: str) -> list[Name]:
    """The names of a text, word by word, in order."""
    found = []
    dated = [(date.start, date.end) for date in dates(text)]
    dated += [(figure.start, figure.end) for figure in figures(text) if not (figure.code or figure.word)]
    for match in _WORD.finditer(fold_homoglyphs(text)):
        word = text[match.start() : match.end()]
        if _in(dated, match.span()):
            continue
        if _is_name(word, starts=_begins_sentence(text, match.start()), ends=_ends_sentence(text, match.end())):
            found.append(Name(match.start(), match.end(), word))
    return found


def missing(claim: str, evidence: str) -> list[tuple[int, int]]:
    """Spans of the names of a claim that the evidence does not hold."""
    held = Held(evidence)
    return [(name.start, name.end) for name in names(claim) if not held.has(name.text)]


class Held:
    """The words of a text, ready to be compared."""

    def __init__(self, text: str) -> None:
        """Take the text apart; nothing is embedded before it is needed."""
        self._text = fold_homoglyphs(text).casefold()
        self._words = list(dict.fromkeys(match.group() for match in _WORD.finditer(fold_homoglyphs(text))))
        self._forms = {form for word in self._words for form in _forms(word)}
        self._plain = {form for word in self._words if not _may_be_name(word) for form in _forms(word)}
        self._folded = {form.casefold() for form in self._forms}
        self._vectors: NDArray[np.float32] | None = None

    def has(self, name: str) -> bool:
        """Whether the text holds a name, in whatever script."""
        forms = _forms(name)
        if any(form.casefold() in self._folded for form in forms):
            return True
        if _HANGUL.search(name) and stem(name) in self._text:  # inside a compound: "러시아" in "대러시아"
            return True
        long = [form for form in forms if len(sounds(form)) > 3 or form == name]
        if any(alike(form, other, strict=other in self._plain) for form in long for other in self._forms):
            return True
        return self._spells(name) or self._means(forms)

    def _spells(self, name: str) -> bool:
        """Whether words in a row begin with the letters of an acronym, or an acronym here stands for the name."""
        if not (name.isupper() and 2 < len(name) < 8):
            return False
        initials = "".join(part[0] for word in self._words for part in re.split(r"[-.]", word) if part)
        capitals = "".join(word[0] for word in self._words if _CAPITAL.match(word))
        return name.casefold() in initials.casefold() or name in capitals

    def _means(self, forms: Iterable[str]) -> bool:
        if not self._forms:
            return False
        embedder = load_embedder(EMBEDDED)
        if self._vectors is None:
            self._vectors = embedder.embed_passages(sorted(self._forms))
        return bool((embedder.embed_queries(list(forms)) @ self._vectors.T).max() >= MEANS)


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, ...]:
    """A word as it stands and without its endings."""
    found = [word]
    if _HANGUL.search(word):
        hangul = _HANGUL.findall(word)
        found += [form for run in hangul for form in stems(run)]
        found += [form[cut:] for form in found for cut in range(2, len(form) - 2) if _of_parts(form[:cut])]
        found += re.findall(r"[A-Za-z0-9]{2,}", word)
    elif re.search("[а-яё]", word, re.IGNORECASE):
        found.append(_RUSSIAN_TAIL.sub("", word))
    else:
        found.append(_LATIN_TAIL.sub("", word))
    return tuple(dict.fromkeys(form for form in found if len(form) > 1))


def _is_name(word: str, *, starts: bool, ends: bool) -> bool:
    if _HANGUL.fullmatch(word):
        return not (ends and word[-1] in "다요까음함") and not _PREDICATE.search(word) and _is_korean_name(word)
    letters = "".join(char for char in word if char.isalpha())
    if len(letters) < 2 and not (letters and any(char.isdigit() for char in word)):
        return False
    if any(char.isdigit() for char in word):
        return bool(_CAPITAL.search(word))
    if re.search("[가-힣]", word):  # "IT산업", "RIAC는"
        return bool(re.search("[A-Z]{2,}|[A-Z][a-z]{2,}", word))
    if not _CAPITAL.match(word):
        return bool(re.search(r"[a-zа-я][A-ZА-Я]", word)) or _is_of_a_place(word)  # iPhone, «корейский»
    if letters.isupper():
        return len(letters) > 2  # "AI", "IT", "EU" have another acronym in every language
    if not starts and re.search("[А-ЯЁ]", word):
        return len(letters) > 2  # Russian writes nothing but names with a capital inside a sentence
    return len(letters) > 2 and not _is_usual(word)


def _is_usual(word: str) -> bool:
    """Whether a capitalised word is one that is written small, too."""
    language = "ru" if re.search("[а-яё]", word, re.IGNORECASE) else "en"
    known = _usual()[language]
    word = re.sub("[’'](?:s|re|ve|ll|d|t|m)$", "", word)
    return word.lower() in _SMALL_WORDS or all(term in known for term in terms(word))


@lru_cache(maxsize=50_000)
def _may_be_name(word: str) -> bool:
    """Whether a word of a source may be a name; one that may not must sound very much like a name to be it."""
    if _HANGUL.search(word):
        return not any(form in _usual()["ko"] for form in stems(word))
    return bool(_CAPITAL.search(word)) or _is_of_a_place(word)


@lru_cache(maxsize=20_000)
def _is_of_a_place(word: str) -> bool:
    """Whether a small Russian word is an adjective of a country or city: «корейский», «московского»."""
    match = re.fullmatch(r"([а-яё]{4,}?)(?:й|ей|ий|ан|ян|ен)?ск(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)", word)
    return match is not None and any(place.startswith(match[1]) for place in _usual()["ru-places"])


@lru_cache(maxsize=50_000)
def _is_korean_name(word: str) -> bool:
    """Two syllables are a name only where a list says so: too many forms of verbs are as short."""
    forms = stems(word)
    verb = _VERB.fullmatch(word)
    if any(_composed(form) for form in forms) or (verb and _composed(verb[1])):
        return False
    return any(form in _usual()["ko-names"] for form in forms) or all(len(form) > 2 for form in forms)


@lru_cache(maxsize=50_000)
def _composed(word: str) -> bool:
    """Whether a word is common or made of common words of two syllables and more, with at most a suffix."""
    if word in _usual()["ko"]:
        return True
    return _of_parts(word)


def _of_parts(word: str) -> bool:
    parts = _usual()["ko-parts"]
    if word in parts or (word[:-1] in parts and word[-1] in _SUFFIXES):
        return True
    return any(word[:cut] in parts and _of_parts(word[cut:]) for cut in range(len(word) - 2, 1, -1))


@lru_cache(maxsize=1)
def _usual() -> dict[str, frozenset[str]]:
    lines = gzip.decompress(USUAL.read_bytes()).decode("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, words in (line.split("\t") for line in lines)}


def _in(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _ends_sentence(text: str, end: int) -> bool:
    return not text[end:].strip(" .!?…\"'”’»)") or text[end : end + 2].strip() in (".", "?", "!", ",")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" «“\"'‘(—–-")
    return not before or before[-1] in ".!?…:;\n|" or text[start - 1] in "«“\"'‘"
