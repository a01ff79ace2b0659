"""Names of months in Korean, English and Russian: 3월, March, марта. Data, and where a text names one."""

from __future__ import annotations

import re
from typing import NamedTuple

_ENGLISH = "January February March April May June July August September October November December".split()
_RUSSIAN = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
_STEMS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_NAMED = re.compile(
    r"(?P<ko>(?<!\d)(?:1[0-2]|0?[1-9])\s?월)(?!요일)"
    r"|\b(?P<en>" + "|".join(_ENGLISH) + r")\b"
    r"|\b(?P<ru>(?:" + "|".join(_STEMS) + r")(?:ь|я|е|ю|а|у|ем|ом|й)?)\b",
)
_DATED = re.compile(r"\d\W{0,2}$"), re.compile(r"\W{0,2}\d")  # a number right before, a number right behind


class Month(NamedTuple):
    """`text[start:end]` names month `number`, 1 to 12."""

    start: int
    end: int
    number: int


def months(text: str) -> list[Month]:
    """Where a text names months; in English with a capital letter, March and May only beside a number."""
    found = []
    for match in _NAMED.finditer(text):
        name = match.group()
        if match["ko"]:
            number = int(re.sub(r"\D", "", name))
        elif match["en"]:
            beside = _DATED[0].search(text[: match.start()]) or _DATED[1].match(text[match.end() :])
            if name in ("March", "May") and not beside:
                continue
            number = _ENGLISH.index(name) + 1
        else:
            stem = max((stem for stem in _STEMS if name.startswith(stem)), key=len)
            number = _STEMS.index(stem) + 1
        found.append(Month(match.start(), match.end(), number))
    return found


def month_name(number: int, language: str, *, of: bool = False) -> str:
    """How "ko", "en" or "ru" names a month; with `of` as Russian says it behind a day: 9 ноября."""
    if of and language == "ru":
        return re.sub("[ьй]$", "", _RUSSIAN[number - 1]) + ("а" if number in (3, 8) else "я")
    return {"ko": f"{number}월", "en": _ENGLISH[number - 1], "ru": _RUSSIAN[number - 1]}[language]
