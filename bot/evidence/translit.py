"""How alike two words sound, whichever of Hangul, Cyrillic and Latin they are written in.

Each word becomes a rough string of sounds, and the distance of two such strings is an edit distance in which
sounds that transliteration confuses cost little. Does not know what a name is.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Sounds: consonants p f v w t k h s z c j m n N(ng) r, R (an r that may be silent), vowels a e i o u, y, and "'" for
# a vowel that Hangul adds.
_INITIALS = ["k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "j", "j", "c", "k", "t", "p", "h"]
_VOWELS = "a e ya ye o e yo ye o wa we we yo u wo we wi yu ' i i".split()
_FINALS = ["", "k", "k", "k", "n", "n", "n", "t", "r", "rk", "rm", "r", "r", "r", "r", "r", "m", "p", "p", "t", "t",
           "N", "t", "t", "k", "t", "p", ""]  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяієґ",
        "a p v k t e yo j z i y k r m n o p r s t u f h c c s s  i  e yu ya i e k".split(" "),
        strict=True,
    )
)
_LATIN = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"stl(?=e)", "sl"), (r"(?<![a-z])kn", "n"), (r"(?<![a-z])wr", "r"), (r"dg(?=e)", "j"),
        (r"rg(?=e)", "Rj"),
        (r"sch|sh|ş|š", "s"), (r"tch|ch|č|ć|ç|cz", "C"), (r"kh", "h"), (r"zh|ž", "j"), (r"ph", "f"), (r"th", "t"),
        (r"ck|cc|q(?:u)?", "k"), (r"ts|tz", "C"), (r"x", "ks"), (r"gh", "k"), (r"ng(?=$|[^aeiouy])", "N"),
        (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=[eiy])", "k"), (r"g", "k"), (r"b", "p"), (r"d", "t"), (r"l", "r"),
        (r"ee|ea", "i"), (r"oo|ou", "u"), (r"eu|eo", "o"), (r"ae", "e"), (r"[àáâãäåā]", "a"), (r"[èéêëě]", "e"),
        (r"[ìíîïı]", "i"), (r"[òóôõöøō]", "o"), (r"[ùúûüū]", "u"), (r"ñ", "n"), (r"y(?=[aeou])", "y"), (r"y", "i"),
        (r"r(?=[^aeiou]|$)", "R"), (r"C", "c"),
    )
]  # fmt: skip
_CLOSE = {
    frozenset(pair): cost
    for pair, cost in (
        ("pf", 0.1), ("pv", 0.15), ("fv", 0.15), ("vw", 0.15), ("fw", 0.4), ("fh", 0.3), ("kh", 0.3), ("sz", 0.15),
        ("sc", 0.3), ("sj", 0.35), ("cj", 0.15), ("zj", 0.15), ("zc", 0.3), ("nN", 0.15), ("ts", 0.35), ("tc", 0.35),
        ("tj", 0.4), ("tz", 0.5), ("nm", 0.5), ("kc", 0.5), ("ks", 0.7), ("kN", 0.5), ("wu", 0.1), ("yi", 0.1),
        ("wo", 0.2), ("ye", 0.25), ("jy", 0.3), ("rn", 0.7), ("wp", 0.5),
    )
}  # fmt: skip
_SOFT = dict.fromkeys("aeiou", 0.35) | {"'": 0.05, "y": 0.15, "w": 0.25, "h": 0.3, "R": 0.2}
_DOUBLE = re.compile(r"([^aeiou])\1+")
ALIKE = 0.30  # distance up to which two words are one name


@lru_cache(maxsize=20_000)
def sounds(word: str) -> str:
    """A word as a rough string of sounds; letters of other scripts are left out."""
    out = []
    latin = ""
    for char in [*word.lower(), " "]:
        if char.isascii() and char.isalpha() or "à" <= char <= "ž":
            latin += char
            continue
        if latin:
            out.append(_latin(latin))
            latin = ""
        if "가" <= char <= "힣":
            code = ord(char) - 0xAC00
            out.append(_INITIALS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28])
        else:
            out.append(_CYRILLIC.get(char, ""))
    return _DOUBLE.sub(r"\1", "".join(out).replace("tj", "j").replace("cz", "z").replace("nk", "N").replace("Nk", "N"))


def distance(one: str, other: str) -> float:
    """0 for words that sound alike, about 1 for words that share nothing; 1 when either has no sound."""
    return _distance(sounds(one), sounds(other))


def alike(one: str, other: str, *, strict: bool = False) -> bool:
    """Whether two words may be one name; short ones must be closer, and so must all when `strict`."""
    here, there = sounds(one), sounds(other)
    limit = ALIKE if min(len(here), len(there)) > 4 else ALIKE * 0.7
    limit *= 0.5 if strict else 1
    return _distance(here, there) <= limit


@lru_cache(maxsize=200_000)
def _distance(a: str, b: str) -> float:
    if not a or not b or max(len(a), len(b)) > 2.2 * min(len(a), len(b)) + 2:
        return 1.0
    row = [0.0]
    for char in b:
        row.append(row[-1] + _SOFT.get(char, 1.0))
    for x in a:
        before, row = row, [row[0] + _SOFT.get(x, 1.0)]
        for n, y in enumerate(b, 1):
            row.append(min(before[n] + _SOFT.get(x, 1.0), row[-1] + _SOFT.get(y, 1.0), before[n - 1] + _swap(x, y)))
    weight = (_weight(a) + _weight(b)) / 2
    return min(1.0, row[-1] / weight)


def _weight(text: str) -> float:
    return sum(_SOFT.get(char, 1.0) for char in text) or 1.0


def _swap(x: str, y: str) -> float:
    if x == y or {x, y} == {"r", "R"}:
        return 0.0
    if x in "aeiou'" and y in "aeiou'":
        return 0.2
    return _CLOSE.get(frozenset((x, y)), 1.0)


def _latin(word: str) -> str:
    for pattern, sound in _LATIN:
        word = pattern.sub(sound, word)
    return re.sub(r"(.)\1", r"\1", word)
