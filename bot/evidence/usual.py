"""Words that are no names: those that a list calls usual, and what is made of them.

Korean words that a list or the translation table knows as names stand here as well; any other may be a common word.
Does not find names in a text: that is `names`.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

from bot.evidence.korean import stems
from bot.evidence.translit import alike
from index.analyzer import terms
from index.words.translation import shipped

NAMED = 0.5  # probability of English words with a capital that makes a Korean one a name
COMMON = 0.38  # probability of English words without one that makes a listed name a common word, too: 인도
USUAL = Path(__file__).parent / "words" / "usual.txt.gz"

_HANGUL = re.compile("[가-힣]{2,}")
_SUFFIXES = frozenset("적화성자들형별용권률율량법론학계력비사원장품회부처청소실관단망식점선금액세제국군층")
_SMALL_WORDS = frozenset(
    "of the and for de la von van and на по в для monday tuesday wednesday thursday friday saturday sunday jan feb "
    "mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof rev sen rep gov gen col capt lt sgt st jr sr "
    "hon phd".split()
)
_OFFICES = frozenset(
    "ministry minister university institute academy department committee commission council agency bank foundation "
    "center centre government president governor director professor republic region district province county city "
    "association union organization organisation corporation company office embassy parliament court school college "
    "hospital museum library observatory laboratory министерство министр университет институт академия департамент "
    "комитет комиссия совет агентство банк фонд центр правительство президент губернатор директор республика область "
    "район провинция город союз организация корпорация компания посольство суд больница музей библиотека".split()
)


def is_usual(word: str) -> bool:
    """Whether a capitalised word is one that is written small, too."""
    language = "ru" if re.search("[а-яё]", word, re.IGNORECASE) else "en"
    known = usual()[language]
    small = word.lower()
    if small in _SMALL_WORDS or _stem(small) in _office_stems() or all(term in known for term in terms(word)):
        return True
    return language == "ru" and (_is_small_in_english(word) or _is_like_usual(word.lower()))


def is_listed(word: str) -> bool:
    """Whether a Russian word is on the list of those that are written small, whatever another language says."""
    return _stem(word.lower()) in _office_stems() or all(term in usual()["ru"] for term in terms(word))


@lru_cache(maxsize=1)
def _office_stems() -> frozenset[str]:
    return frozenset(map(_stem, _OFFICES))


def _stem(word: str) -> str:
    return next(iter(terms(word)), word)


@lru_cache(maxsize=20_000)
def _is_like_usual(word: str) -> bool:
    """Whether a Russian word begins as a usual one does, with six letters and more: «Подлинники», «подлинный»."""
    stems = _usual_stems()
    place = bisect_left(stems, word[:6])
    return len(word) > 7 and place < len(stems) and stems[place].startswith(word[:6])


@lru_cache(maxsize=1)
def _usual_stems() -> list[str]:
    return sorted(usual()["ru"])


def is_capital_in_table(word: str) -> bool:
    """Whether the translation table writes an English word with a capital: "Turkey", "German"."""
    return word.lower() not in _OFFICES | _SMALL_WORDS and _shown_in_table(word)[:1].isupper()


def is_small_in_table(word: str) -> bool:
    """Whether the translation table writes an English word small: "Lawmakers"."""
    return _shown_in_table(word)[:1].islower()


def _shown_in_table(word: str) -> str:
    """An English word as the translation table writes it; empty when it does not know it."""
    if re.search("[а-яё]", word, re.IGNORECASE):
        return ""
    table = shipped()
    words = table.words(word)
    return table.shown("en", words[0].unit) if len(words) == 1 and words[0].unit >= 0 else ""


def _is_small_in_english(word: str) -> bool:
    """Whether the translation table knows a Russian word, as one that is written small."""
    table = shipped()
    words = table.words(word)
    if len(words) != 1 or words[0].unit < 0:
        return False
    meanings = table.translations("ru", words[0].unit, "en")
    return bool(meanings) and meanings[0][1] > 0.2 and table.shown("en", meanings[0][0])[:1].islower()


@lru_cache(maxsize=20_000)
def is_place(word: str) -> bool:
    """Whether a Russian word is a country or city in some case: «Данию»."""
    stem = word.lower()[:-1]
    return len(stem) > 3 and any(
        place.startswith(stem) and len(place) < len(stem) + 3 for place in usual()["ru-places"]
    )


@lru_cache(maxsize=20_000)
def is_loanword(word: str) -> bool:
    """Whether what the analyser takes for a proper noun is listed as common and is written small in English."""
    return word in usual()["ko"] and not _is_capital_in_english(word)


@lru_cache(maxsize=20_000)
def is_known_name(word: str) -> bool:
    """Whether a list or the translation table knows a Korean word as a name."""
    return any(form in usual()["ko-names"] or _is_capital_in_english(form) for form in stems(word))


@lru_cache(maxsize=20_000)
def known_name(word: str) -> str:
    """The name that a Korean word is, without its particle; empty for others.

    Listed or longer than two syllables, and one that English writes with a capital.
    """
    table = shipped()
    for form in [cut for whole in reversed(stems(word)) for cut in (whole, re.sub("(?<=..)[시도군구항]$", "", whole))]:
        found = table.words(form)
        if len(found) != 1 or found[0].unit < 0 or found[0].end - found[0].start != len(form):
            continue
        meanings = table.translations("ko", found[0].unit, "en")
        shown = [(table.shown("en", unit), chance) for unit, chance in meanings]
        named = [(word, chance) for word, chance in shown if word[:1].isupper() and not is_usual(word)]
        small = sum(chance for word, chance in shown if word[:1].islower())
        listed = form in usual()["ko-names"] and not composed(form) and small < COMMON
        spelt = len(form) > 2 and any(alike(form, word) for word, _ in named)
        if sum(chance for _, chance in named) >= NAMED and (listed or spelt):
            return form
    return ""


def known_names(text: str) -> list[tuple[int, int]]:
    """Spans of the Korean words of a text that are known to be names."""
    return [
        (match.start(), match.start() + len(name))
        for match in _HANGUL.finditer(text)
        if (name := known_name(match.group()))
    ]


def _is_capital_in_english(word: str) -> bool:
    """Whether the translation table's English for a Korean word is written with a capital."""
    table = shipped()
    words = table.words(word)
    if len(words) != 1 or words[0].unit < 0:
        return False
    meanings = table.translations("ko", words[0].unit, "en")
    return bool(meanings) and table.shown("en", meanings[0][0])[:1].isupper()


@lru_cache(maxsize=20_000)
def is_of_a_place(word: str) -> bool:
    """Whether a small Russian word is an adjective of a country or city: «корейский», «московского»."""
    match = re.fullmatch(r"([а-яё]{4,}?)(?:й|ей|ий|ан|ян|ен)?ск(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)", word)
    stem = match[1].rstrip("ь") if match else ""
    return len(stem) > 3 and any(place.startswith(stem) for place in usual()["ru-places"])


@lru_cache(maxsize=50_000)
def composed(word: str) -> bool:
    """Whether a word is common or made of common words of two syllables and more, with at most a suffix."""
    if word in usual()["ko"]:
        return True
    return of_parts(word)


def of_parts(word: str) -> bool:
    """Whether a Hangul word is made of common words, with at most a suffix behind each."""
    parts = usual()["ko-parts"]
    if word in parts or (word[:-1] in parts and word[-1] in _SUFFIXES):
        return True
    return any(word[:cut] in parts and of_parts(word[cut:]) for cut in range(len(word) - 2, 1, -1))


@lru_cache(maxsize=1)
def usual() -> dict[str, frozenset[str]]:
    """The lists of usual words by their name; `words/README.md` says what is in each."""
    lines = gzip.decompress(USUAL.read_bytes()).decode("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, words in (line.split("\t") for line in lines)}
