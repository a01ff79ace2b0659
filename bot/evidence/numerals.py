"""Numbers written as words, in Korean, English and Russian. Data and a lookup; does not know units or dates."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_EN = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
_EN_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
_EN_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_RU = {
    2: "два две двух двум двумя двое двоих вдвое дважды",
    3: "три трех трем тремя трое троих втрое трижды",
    4: "четыре четырех четырем четырьмя четверо четверых вчетверо четырежды",
    5: "пять пяти пятью пятеро впятеро",
    6: "шесть шести шестью шестеро вшестеро",
    7: "семь семи семеро всемеро",
    8: "восемь восьми восемью восьмеро",
    9: "девять девяти девятью",
    10: "десять десяти десятью десятеро десяток",
    11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати дюжина",
    13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста сотня",
    200: "двести двухсот",
    300: "триста трехсот",
    500: "пятьсот пятисот",
}
_RU_ORDINALS = {
    3: "трет", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
    11: "одиннадцат", 12: "двенадцат",
}  # fmt: skip
_KO = "두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯".split()
_KO_TENS = "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split()
_KO_WHOLE = {"셋": 3, "넷": 4, "석": 3, "넉": 4, "스무": 20}
_KO_COUNTED = {"셋": 3, "넷": 4} | {word: n for n, word in enumerate(_KO[3:8], 5)}  # that no other word begins like
_PARTICLE = re.compile("(?:에서|으로|은|이|을|의|도)$")
_COUNTED = re.compile("([가-힣]{1,3})(?:번|개|명|곳|배|가지)")
_KO_DAYS = {
    word: n
    for n, word in enumerate("이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘".split(), 2)
} | {"보름": 15}  # fmt: skip
_KO_ORDINALS = "셋째 넷째 다섯째 여섯째 일곱째 여덟째 아홉째 열째".split()

_ROMAN = re.compile(r"\b[IVXХ]{1,5}(?=(?:[-–—][IVXХ]{1,5})?\s?(?:век|вв?\.|столети|кв\.|квартал|centur))")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "Х": 10}  # the last one is Cyrillic
_LATIN = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]+", re.IGNORECASE)
_HANGUL = re.compile(
    r"(?<![가-힣\d])([가-힣]{1,5})(?=\s[가-힣]|\s?(?:번|개|명|곳|배|가지|째|은|는|이|을|를|로|의"
    r"|도|에서|으로)(?![가-힣])|[,.\s]|$)"
)
_DAYS = re.compile("(?<![가-힣])(" + "|".join(_KO_DAYS) + ")(?=[가-힣]{0,3}(?![가-힣]))")
# Words that hold a number without being one: as evidence they count, as claims they are not looked at.
_HINTS = tuple(
    (value, re.compile(pattern, re.IGNORECASE))
    for value, pattern in (
        (1, r"\b(?:one|a|an|single|first|once)\b|\bодн\w+|\bодин\b|\bперв\w+|한\s|하나|첫|일차"),
        (
            2,
            r"양국|양측|양자|양쪽|양방향|쌍방|둘|두\s?번째|\b(?:both|bilateral|pair|second|half)\w*"
            r"|\bдву[хс]\w+|\bоб(?:а|е|оих|еих|оими)\b",
        ),
        (2, r"\bвтор(?:ой|ая|ое|ого|ому|ом|ым|ую|ые|ых|ыми)\b|\bдвойн\w+|\bповторн\w+|\bдву\w{5,}|\bвдвое\b|\bтандем"),
        (2, r"\b(?:n?either|every other|bi-?(?:week|month|annual)\w*|another)\b|격주|격월|둘 다|и то,? и друг"),
        (2, r"\bпар[аыуе]\b|\bудв\w+|\bдвукрат\w+"),
        (2, r"\bbienn\w+|биеннал\w*|\bдвухлет\w+|격년"),
        (6, r"\bполуго[дн]\w*|\bполгода\b|반년|\bhalf[- ](?:a )?year"),
        (18, r"\byear and a half|\bполтора года|년 반(?![가-힣])"),
        (100, r"\bcenturies\b|\bcentury\b|\bвек(?:а|ом|е|ов)?\b|\bстолети\w+|세기"),
        (2, r"\bcouple\b|\btwo\b|\bdoubl\w+|\bduo\b|\bII\b|한두|이중|이\s?년|남북한|дуэт"),
        (0, r"\b(?:zero|nil|none|nought)\b|\bнул\w+|\bноль\b|(?<![가-힣])영(?![가-힣])|제로"),
        (3, r"\bтройн\w+|\bтрет[ьи]\w*|\bthird\b|3분의|\bтр[её]х\w+|\btri(?:ple|lateral)\w*|삼자|삼각|세\s?번째"),
        (4, r"\bquad\w+|\bчетверо\w+|\bчетыр[её]х\w+|네\s?번째"),
        (5, r"\bпяти\w+"),
        (6, r"\bшести\w+"),
        (7, r"\bсеми\w+"),
        (8, r"\bвосьми\w+"),
        (9, r"\bдевяти\w+"),
        (10, r"\bдесяти\w+|\bdecades?\b|\bteen\w*|\bподрост\w+"),
        (12, r"\bдесят(?:ок|ка|ков)\b|수십"),
        (100, r"수백|몇백|\bсотн\w+|\bhundreds?\b"),
        (Fraction(3, 2), r"\bпол(?:у)?тор\w+|\b(?:one|a \w+) and a half\b|한\s[가-힣]+\s?반"),
        (1000, r"수천|몇천|\bтысяч\w*|\bthousands?\b|(?<![가-힣\d])천\s"),
    )
)


@lru_cache(maxsize=1)
def _words() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_EN, 2)}
    for tens, name in enumerate(_EN_TENS, 3):
        words[name] = tens * 10
    for tens, name in enumerate(["twenty", *_EN_TENS], 2):
        words |= {f"{name}-{unit}": tens * 10 + n for n, unit in enumerate(["one", *_EN[:8]], 1)}
    words |= {word: n for n, word in enumerate(_EN_ORDINALS, 3)}
    words |= {name[:-1] + "ies": tens * 10 for tens, name in enumerate(["twenty", *_EN_TENS], 2)}
    words |= {"dozen": 12, "twice": 2, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadruple": 4}
    words |= {f"{word}fold": n for n, word in enumerate(_EN[:9], 2)} | {"hundred": 100, "trio": 3}
    for n, forms in _RU.items():
        words |= dict.fromkeys(forms.split(), n)
    for n, stem in _RU_ORDINALS.items():
        endings = "ий ья ье ьего ьему ьей ьим ьем ьи ьих" if n == 3 else "ый ая ое ого ому ой ым ом ую ые ых ыми"
        words |= {stem + ending: n for ending in endings.split()}
    return words


@lru_cache(maxsize=1)
def _hangul_words() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_KO, 2)} | _KO_WHOLE
    for tens, name in enumerate(_KO_TENS, 1):
        words[name] = tens * 10
        words |= {name + unit: tens * 10 + n for n, unit in enumerate(["한", *_KO[:8]], 1)}
    return words | {word: n for n, word in enumerate(_KO_ORDINALS, 3)}


def number_words(text: str) -> list[tuple[int, int, int]]:
    """(start, end, value) of each number written as a word, from 2 on; compounds like "thirty-one" are one.

    Words for one, first and second are left out: they say something else too often.
    """
    found: list[tuple[int, int, int]] = []
    for pattern in (_LATIN, _CYRILLIC):
        for match in pattern.finditer(text):
            word = match.group().lower().replace("ё", "е")
            value, length = _words().get(word), len(word)
            if not value and "-" in word:  # "four-page"
                length = word.index("-")
                value = _words().get(word[:length])
            if value:
                found.append((match.start(), match.start() + length, value))
    for match in _HANGUL.finditer(text):
        word = match[1]
        value = _hangul_words().get(word) or _KO_COUNTED.get(_PARTICLE.sub("", word))
        if not value and (counted := _COUNTED.fullmatch(word)):
            value = _hangul_words().get(counted[1])
        if word == "네" and text[match.end(1) : match.end(1) + 1] in (".", ",", "!"):  # yes
            continue
        if value and not (match[1] == "열" and not re.match(r"\s(?:해|번|가지|개|명|달|곳)", text[match.end(1) :])):
            found.append((match.start(1), match.end(1), value))
    return sorted([*_romans(text), *_together(text, sorted(found))])


def _romans(text: str) -> list[tuple[int, int, int]]:
    """Roman numbers of centuries and quarters, «XIX век»; elsewhere letters may mean something else."""
    found = []
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_DIGITS[char] for char in match.group()]
        value = sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))
        found.append((*match.span(), value))
    return found


def _together(text: str, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Two words for one number as one: «сорок восемь», "two hundred", "two dozen"."""
    whole: list[tuple[int, int, int]] = []
    for start, end, value in found:
        if whole and text[whole[-1][1] : start] == " ":
            first, _, before = whole[-1]
            if before >= 20 and before % 10 == 0 and value < (100 if before >= 100 else 10):
                whole[-1] = (first, end, before + value)
                continue
            if before < value and text[start:end].lower() in ("hundred", "dozen"):
                whole[-1] = (first, end, before * value)
                continue
        whole.append((start, end, value))
    return whole


def day_words(text: str) -> list[tuple[int, int, int]]:
    """(start, end, days) of each Korean word that is a number of days: "사흘"."""
    return [(match.start(1), match.end(1), _KO_DAYS[match[1]]) for match in _DAYS.finditer(text)]


def hinted(text: str) -> frozenset[Fraction | int]:
    """Numbers that a text holds in other words: "both", "양국", «двухэтапный», "second"."""
    return frozenset({value for value, pattern in _HINTS if pattern.search(text)})
