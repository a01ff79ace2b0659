"""What any stage may ask of a piece of text: its language by script, and a folding of look-alike letters.

Knows letters, not documents. Does not tell apart languages that share a script beyond what is needed to say
"not Korean, English or Russian"; does not change any text that is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Literal

Language = Literal["ko", "en", "ru", "xx"]

# A Hangul syllable stands for two to three letters, and Latin letters are often only names inside a
# Korean or Russian sentence, so the scripts do not weigh the same.
_WEIGHTS = {"hangul": 2.0, "cyrillic": 1.5, "latin": 1.0, "han": 2.0, "kana": 2.0, "other": 1.5}

_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
# Share of Cyrillic letters outside the Russian alphabet above which the text is another language:
# Kazakh has 15 to 20 %, Ukrainian 7 %, Serbian 5 %; a Russian text with a quoted name stays far below.
_FOREIGN_CYRILLIC_SHARE = 0.02
_FOREIGN_LATIN_SHARE = 0.03  # German, French, Spanish: 2 to 6 % letters with marks; Turkish, Czech, Vietnamese: more

_ENGLISH_WORDS = frozenset(
    "the of and to in is for on that with as by are was be at from an it this or which has have its not "
    "will can their what who how when where why does did were been than about".split()
)
_OTHER_LATIN_WORDS = frozenset(
    "der die das und den von mit für ist im des dem ein eine nicht auf sich les des et dans une est pour que "
    "qui sur par du le la el los las del y en una con por se al il lo gli di che per non sono della nel um "
    "uma os dos das em het van een de zijn ve bir bu ile için och att som det på nie się jest na że".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_CITED = re.compile(r"\bet al\b", re.IGNORECASE)
# How English words end; other languages in bare Latin letters (Uzbek, Indonesian, Swahili) hardly have such words.
_ENGLISH_END = re.compile(
    r"\w{2,}(?:tions?|sions?|ing|ed|ly|ments?|ness|ity|ies|ous|ive|ble|ance|ence|ship|ers?|ors?|ists?|ism|ic|ics|ful"
    r"|ght|th|ch|sh|ck|wn|ll|ss|al|ure|ate|ory|ary|ple|gy|my|ty|ny)"
)
_ENOUGH = 8  # words without a capital that tell
_ENGLISH_SHARE = 0.12  # of them that are English by their look: of an English sentence, over half
_RUNS = {
    "hangul": re.compile(r"[가-힣]+"),
    "cyrillic": re.compile(r"[\u0400-\u052f]{2,}|(?<=\s)[вскоуияа](?=\s)", re.IGNORECASE),
}
_SPOKEN = 3  # runs of another script that carry a sentence in which Latin letters only name something


def language_of(text: str) -> Language:
    """Tell the language by counting letters: "xx" is any other, or no letters at all.

    Only the first 20,000 characters are read.
    """
    text = text[:20_000]
    if text.isascii():
        return "en" if _LATIN.search(text) and _is_english(text, 0, 0) else "xx"
    letters = {char: count for char, count in Counter(text.lower()).items() if char.isalpha()}
    scripts = _by_script(letters)
    if not scripts:
        return "xx"
    winner = max(scripts, key=lambda name: scripts[name] * _WEIGHTS[name])
    if winner == "latin" and len(scripts) > 1:
        winner = _carrying(text)
    if winner == "hangul":
        return "ko"
    if winner == "cyrillic":
        return "ru" if _is_russian(letters, scripts["cyrillic"]) else "xx"
    if winner == "latin":
        marked = sum(n for char, n in letters.items() if char > "\x7f" and script_of(char) == "latin")
        return "en" if _is_english(text, marked, scripts["latin"]) else "xx"
    return "xx"


def _carrying(text: str) -> str:
    """The script of the sentence where most letters are Latin: names may fill a Korean or Russian one."""
    if any(word in _ENGLISH_WORDS for word in _WORD.findall(text)):
        return "latin"
    runs = {name: len(pattern.findall(text)) for name, pattern in _RUNS.items()}
    most = max(runs, key=lambda name: runs[name])
    return most if runs[most] >= _SPOKEN else "latin"


@lru_cache(maxsize=5000)
def script_of(char: str) -> str:
    """Name the script of a letter: hangul, latin, cyrillic, han, kana or other."""
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code <= 0x1EFF:
        return "latin"
    if 0x400 <= code <= 0x52F:
        return "cyrillic"
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F:
        return "hangul"
    if 0x3040 <= code <= 0x30FF:
        return "kana"
    if 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF:
        return "han"
    return "other"


def _by_script(letters: dict[str, int]) -> dict[str, int]:
    scripts: dict[str, int] = {}
    for char, count in letters.items():
        script = script_of(char)
        scripts[script] = scripts.get(script, 0) + count
    return scripts


def _is_russian(letters: dict[str, int], cyrillic: int) -> bool:
    foreign = sum(n for char, n in letters.items() if script_of(char) == "cyrillic" and char not in _RUSSIAN)
    if foreign > max(1, cyrillic * _FOREIGN_CYRILLIC_SHARE):
        return False
    bulgarian = cyrillic >= 100 and letters.get("ъ", 0) > cyrillic * 0.008 and "ы" not in letters and "э" not in letters
    return not bulgarian


def _is_english(text: str, marked: int, latin: int) -> bool:
    """Whether text in Latin letters is English, `marked` of which are none of English."""
    if marked > max(2, latin * _FOREIGN_LATIN_SHARE):
        return False
    text = _CITED.sub(" ", text) if "et al" in text.lower() else text
    words = [word for word in _WORD.findall(text) if word.islower()]
    english = sum(map(_ENGLISH_WORDS.__contains__, words))
    other = sum(map(_OTHER_LATIN_WORDS.__contains__, words))
    if other >= 3 and other > english:
        return False
    if len(words) < _ENOUGH or english >= _ENGLISH_SHARE * len(words):
        return True
    alike = english + sum(bool(_ENGLISH_END.fullmatch(word)) for word in words if word not in _ENGLISH_WORDS)
    return alike >= _ENGLISH_SHARE * len(words)


_CYRILLIC_ALIKE = "АВЕКМНОРСТУХІЅЈаеорсухіѕјһԁԛԝ"
_LATIN_ALIKE = "ABEKMHOPCTYXISJaeopcyxisjhdqw"
_TO_LATIN = str.maketrans(_CYRILLIC_ALIKE, _LATIN_ALIKE)
_TO_CYRILLIC = str.maketrans(_LATIN_ALIKE, _CYRILLIC_ALIKE)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_MIXED_WORD = re.compile(
    r"[A-Za-z]+[\u0400-\u052f][A-Za-z\u0400-\u052f]*|[\u0400-\u052f]+[A-Za-z][A-Za-z\u0400-\u052f]*"
)


def fold_homoglyphs(text: str) -> str:
    """Write each word in one script where only look-alike letters of another stand in it.

    For matching only, never for showing. The result has the length of the input, so offsets hold.
    A word whose minority letters have no twin ("IT-шник", "COVIDом") stays as it is.
    """
    if not (_CYRILLIC.search(text) and _LATIN.search(text)):
        return text
    return _MIXED_WORD.sub(lambda match: _fold_word(match.group()), text)


def _fold_word(word: str) -> str:
    cyrillic = [char for char in word if char >= "\u0400"]
    latin = [char for char in word if char < "\u0400"]
    to_latin = all(char in _CYRILLIC_ALIKE for char in cyrillic)
    to_cyrillic = all(char in _LATIN_ALIKE for char in latin)
    if to_latin and (len(latin) >= len(cyrillic) or not to_cyrillic):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC) if to_cyrillic else word
