"""Parts of a whole in words: "a third", "3분의 1", «две трети», 절반, read as per cent; quarters and halves of a year.

A part is no exact figure: "a third" is 32 to 35 %, "over a third" up to 45. Does not know of what it is a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from bot.evidence.rounding import hedges
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
# No other dates.
_PERIODS = tuple(
    (unit, value, re.compile(pattern, re.IGNORECASE))
    for unit, value, pattern in (
        ("quarter", 1, r"\bfirst (?:three months|quarter)\b|\bперв\w+ (?:три?(?:ёх|ех)? месяц|квартал)\w*"),
        ("quarter", 2, r"\bsecond quarter\b|\bвтор\w+ квартал\w*"),
        ("half", 1, r"\bfirst (?:half|six months) of (?:the year|20\d\d)|\bH1\b|\b1H\b|상반기"),
        ("half", 1, r"\bперв\w+ (?:полуг\w+|половин\w+ (?:20\d\d|года))"),
        ("half", 2, r"\b(?:second half|last six months) of (?:the year|20\d\d)|\bH2\b|\b2H\b|하반기"),
        ("half", 2, r"\bвтор\w+ (?:полуг\w+|половин\w+ (?:20\d\d|года))"),
    )
)


def parts(text: str) -> list[Figure]:
    """The parts of a text as per cent, in order."""
    found = [_part(m, _EN_TIMES[(m["n"] or "a").lower()], _EN[m["part"].lower()]) for m in _ENGLISH.finditer(text)]
    found += [_part(match, 1, 2) for pattern in (_ENGLISH_HALF, _RUSSIAN_HALF) for match in pattern.finditer(text)]
    for match in _RUSSIAN.finditer(text):
        word = (match["part"] or match["nth"]).lower()
        found.append(_part(match, _RU_TIMES[(match["n"] or "").lower()[:2]], _RU[word]))
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


def periods(text: str) -> list[Figure]:
    """The quarters and halves of a year that a text names; a half of anything else is none."""
    return [
        Figure(*match.span(), frozenset({Fraction(value)}), unit)
        for unit, value, pattern in _PERIODS
        for match in pattern.finditer(text)
    ]


def about_as_much(claim: str, part: Figure, evidence: str, given: Sequence[Figure]) -> bool:
    """Whether a part that a claim names is near one that the evidence gives, in words or in per cent.

    Args:
        claim: that names it.
        part: of `parts(claim)`.
        evidence: sentences of a source.
        given: their figures; where none is a share, nothing is known of the whole.
    """
    value = min(part.values)
    if value == 50 and _HALF_SAID.search(evidence):
        return True
    percents = [v for figure in given if figure.unit == "%" for v in figure.values]
    if given and not percents:
        return True
    about, over, under = hedges(claim, part)
    low, high = (ABOUT, ABOUT) if about else (0, FAR) if over else (FAR, 0) if under else (NEAR, NEAR)
    return any(-low <= percent - value <= high for percent in percents)
