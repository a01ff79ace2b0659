"""Parts of a whole in words: "a third", "3분의 1", «две трети», "half of", 절반; read as per cent.

A part is no exact figure: "a third" is 32 to 35 %, "over a third" up to 45. Does not know of what it is a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from bot.evidence.units import Figure

NEAR, ABOUT, FAR = 2, 5, 12  # points that a part may differ: plainly, "about", "more than"
_EN = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_EN_TIMES = {"a": 1} | {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_RU = {"трет": 3, "четвёрт": 4, "четверт": 4, "пят": 5, "шест": 6, "восьм": 8, "десят": 10}
_RU_TIMES = {"": 1, "од": 1, "дв": 2, "тр": 3, "че": 4}
_ENGLISH = re.compile(
    r"\b(?:(?P<n>one|two|three|four|five|six|seven|eight|nine)[ -]|(?P<a>an?) )(?P<part>third|quarter|fourth"
    r"|fifth|sixth|eighth"
    r"|tenth)s?\b(?(a)(?= of (?!(?:1[5-9]|20)\d\d\b|the (?:year|century))|[,.;)]|$| (?:is|are|was|were|less|more"
    r"|higher|lower|cheaper|between|since|from|in|to|than|over|compared|more)\b))(?![ -](?:part(?:y|ies)|century))",
    re.IGNORECASE,
)
_ENGLISH_HALF = re.compile(
    r"(?<!first )(?<!second )\bhalf(?= (?:of|the|its|his|her|their|our|all)\b)|(?<=\bby )half\b|(?<=\bin )half\b"
    r"|\bhalv(?:ed|es|ing)\b",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(
    r"(?<!\w)(?:(?P<n>одн\w+|две|двух|двум|двумя|три|трёх|трех|трем|трём|тремя|четыре) )?(?:(?P<part>трет"
    r"|четверт)(?:ь|и|ью|ей|ям|ями|ях)(?!\w)|(?P<nth>трет|четвёрт|четверт|пят|шест|восьм|десят)(?:ая|ой|ую|ья|ьей"
    r"|ью|ых|ых) част\w+)",
    re.IGNORECASE,
)
_RUSSIAN_TENTHS = re.compile(
    r"(?<!\w)(?P<n>дв[еу]|тр[иеё]|четыр|пят|шест|сем|вос|девят)\w* (?P<part>пят|шест|восьм|десят)ых(?! част)(?!\w)",
    re.IGNORECASE,
)
_RUSSIAN_N = dict(zip("дв тр че пя ше се во де".split(), range(2, 10), strict=True))
_RUSSIAN_HALF = re.compile(
    r"(?<!перв\w{2} )(?<!перв\w{3} )(?<!втор\w{2} )(?<!втор\w{3} )(?<! с )(?<!\w)половин[аыуе]й?(?!\w)(?! \d"
    r"| [XIVХ]+\b| года| века)|(?<!\w)наполовину(?!\w)",
    re.IGNORECASE,
)
_COUNTS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_COUNTS |= {word: n for n, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), 1)}
_COUNTS |= {stem: n for n, stem in enumerate("втор трет четверт пят".split(), 2)} | {"четвёрт": 4, "десят": 10}
_NUMBERS = "|".join(word for word in _COUNTS if not "а" <= word[0] <= "я")
_HEADS = "(?:명|곳|가구|집|개|사람|대|채|척|건|마리|군데|장)"
_OUT_OF = re.compile(
    rf"\b(?P<n>{_NUMBERS}) (?:in|out of) (?:every )?(?P<of>{_NUMBERS})\b"
    r"|\bкажд\w+ (?P<nth>втор|трет|четв[её]рт|пят|десят)\w+"
    rf"|(?<![가-힣\d])(?P<whole>\d|10|{_NUMBERS})\s?{_HEADS} (?:중|가운데) (?P<some>\d|{_NUMBERS})\s?{_HEADS}",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"(?P<of>\d{1,2})\s?분의\s?(?P<n>\d)|(?P<half>절반)|(?<![\d/.])(?P<over>[1-9])/(?P<under>[2-9]|10)(?![\d/])"
)
# What may mean a half without saying a part of what.
_HALF_SAID = re.compile(
    r"\bhal(?:f|v)|\bmid|twice|\bdoubl|полов|\bпол[а-я]|вдвое|в два раза|наполовину|두\s?배|2배|반(?![가-힣])"
    r"|반[으이은을의만]|절반|과반|양분|둘 중|\bevery (?:other|second)|кажд\w+ втор",
    re.IGNORECASE,
)
_SAID = (
    (50, _HALF_SAID),
    (
        33,
        re.compile(r"\bthirds?\b|\bтрет[ьи]|3분의|삼분|three times|threefold|\btripl|втрое|[세3]\s?배", re.IGNORECASE),
    ),
    (25, re.compile(r"\bquarters?\b|\bчетверт|4분의|사분|four times|fourfold|вчетверо|[네4]\s?배", re.IGNORECASE)),
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|some|nearly|almost|approximately|close to)|около|почти|примерно|약|거의)\s?$",
    re.IGNORECASE,
)
_ABOUT_BEHIND = re.compile(r"\s?(?:가량|정도|쯤|안팎|가까)")
_OVER = re.compile(
    r"(?:\b(?:over|more than|above|at least|exceed\w*)|более(?: чем)?|больше|свыше|не менее|превы\w+)(?: (?:на"
    r"|чем))?\s?$",
    re.IGNORECASE,
)
_OVER_BEHIND = re.compile(r"\s?(?:을|를|이|가)?\s?(?:넘|이상|웃도|초과)")
_UNDER = re.compile(
    r"(?:\b(?:under|less than|below|fewer than|up to|at most)|менее(?: чем)?|меньше|до|не более)\s?$", re.IGNORECASE
)
_UNDER_BEHIND = re.compile(r"\s?(?:을|를|이|가|에도|에)?\s?(?:미만|이하|못 미치|밑도|밑돌|안 되)")


def parts(text: str) -> list[Figure]:
    """The parts of a text as per cent, in order."""
    found = [_part(m, _EN_TIMES[(m["n"] or "a").lower()], _EN[m["part"].lower()]) for m in _ENGLISH.finditer(text)]
    found += [_part(match, 1, 2) for pattern in (_ENGLISH_HALF, _RUSSIAN_HALF) for match in pattern.finditer(text)]
    for match in _RUSSIAN.finditer(text):
        word = (match["part"] or match["nth"]).lower()
        found.append(_part(match, _RU_TIMES[(match["n"] or "").lower()[:2]], _RU[word]))
    for match in _RUSSIAN_TENTHS.finditer(text):
        found.append(_part(match, _RUSSIAN_N[match["n"].lower()[:2]], _RU[match["part"].lower()]))
    for match in _WRITTEN.finditer(text):
        n, of = (1, 2) if match["half"] else (int(match["n"] or match["over"]), int(match["of"] or match["under"]))
        if 0 < n < of:
            found.append(_part(match, n, of))
    for match in _OUT_OF.finditer(text):
        n, of = (_count(match["n"] or match["some"] or "one"), _count(match["of"] or match["whole"] or match["nth"]))
        if n < of:
            found.append(_part(match, n, of))
    return sorted(found, key=lambda figure: figure.start)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _part(match: re.Match[str], n: int, of: int) -> Figure:
    whole = Fraction(100 * n, of)
    return Figure(*match.span(), frozenset({whole, Fraction(round(whole))}), "%", word=True, part=True)


def about_as_much(claim: str, part: Figure, evidence: str, given: Sequence[Figure]) -> bool:
    """Whether a part that a claim names is near one that the evidence gives, in words or in per cent.

    Args:
        claim: that names it.
        part: of `parts(claim)`.
        evidence: sentences of a source.
        given: their figures; where none is a share, nothing is known of the whole.
    """
    value = min(part.values)
    if any(round(value) == share and said.search(evidence) for share, said in _SAID):
        return True
    low, high = _reach(claim[: part.start], claim[part.end :])
    percents = [v for figure in given if figure.unit == "%" for v in figure.values]
    if given and not percents:
        return True
    return any(-low <= percent - value <= high for percent in percents)


def _reach(before: str, behind: str) -> tuple[int, int]:
    """By how many points the source's share may be smaller, and larger."""
    if _ABOUT.search(before) or _ABOUT_BEHIND.match(behind):
        return ABOUT, ABOUT
    if _OVER.search(before) or _OVER_BEHIND.match(behind):
        return 0, FAR
    if _UNDER.search(before) or _UNDER_BEHIND.match(behind):
        return FAR, 0
    return NEAR, NEAR
