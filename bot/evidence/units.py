"""What a figure is, and the scales and units that it may have in Korean, English and Russian. Data; reads no text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

SCALES = (
    (re.compile(r"\+?[\s-]?(?:thousand|тыс(?:яч\w*)?\b\.?)", re.IGNORECASE), 10**3),
    (re.compile(r"\+?[\s-]?(?:million|mln|mn\b|млн\b|миллион\w*)\.?", re.IGNORECASE), 10**6),
    (re.compile(r"\+?[\s-]?(?:billion|bln|bn\b|млрд\b|миллиард\w*)\.?", re.IGNORECASE), 10**9),
    (re.compile(r"\+?[\s-]?(?:trillion|trn|tn\b|трлн\b|триллион\w*)\.?", re.IGNORECASE), 10**12),
)
_ENDS = r"(?![^\W가-힣])"  # of a word; a Korean particle may follow: "120km이다"
# One name for a unit in every language, and how it is written behind a figure.
UNITS = tuple(
    (unit, re.compile(r"\s?(?:" + pattern.replace(r"\b", _ENDS) + ")", re.IGNORECASE))
    for unit, pattern in (
        ("pp", r"%\s?(?:p\b|포인트)|퍼센트\s?포인트|(?:of a )?percentage points?|п\.\s?п\.|процентн\w+ пункт\w*"),
        ("bp", r"bps?\b|basis[- ]points?|베이시스\s?포인트|б\.\s?п\.|базисн\w+ пункт\w*"),
        ("%", r"[%％]|퍼센트|per ?cent\b|pct\b|-?процент\w*"),
        ("RUB", r"루블|(?:[a-z]+ )?r(?:o)?ubles?\b|RUB\b|руб\w*\.?|₽|р\.(?!\w)"),
        (
            "USD",
            r"(?:미국 )?(?:달러|불(?![가-힣]))|(?:US )?dollars?\b|USD\b|US\$|(?:американских )?долл\w*\.?(?: США)?",
        ),
        ("EUR", r"유로(?!넥|존)|euros?\b|EUR\b|евро\b|€"),
        ("CNY", r"위안|yuan\b|CNY\b|RMB\b|юан\w+"),
        ("GBP", r"파운드|(?:British )?pounds?\b(?: sterling)?|GBP\b|фунт\w*(?: стерлингов)?|£"),
        ("JPY", r"엔(?![진터드])|yen\b|JPY\b|иен\w*"),
        ("KRW", r"원(?![탁자칙본문인료천])|(?:korean )?won\b|KRW\b|вон\w?\b|₩"),
        ("quarter", r"분기|(?:-?(?:st|nd|rd|th|й))? ?(?:quarter|квартал\w*)"),
        (
            "years",
            r"년(?:\s?(?:간|동안|만에|남짓|넘게)|여)|개년|-?years?\b(?!-)"
            r"|лет\b|год[ау]?\b(?: (?=назад|спустя)|(?<=половиной года))",
        ),
        ("months", r"개월|달(?![가-힣])|months?\b|месяц\w*"),
        ("weeks", r"주(?:간|일)?(?![가-힣])|weeks?\b|недел\w+"),
        ("days", r"일(?:간|\s?동안)|days?\b|дн(?:ей|я|и)\b|ден[ьи]\b|сут(?:ок|ки)\b"),
        ("hours", r"시간|hours?\b|час(?:а|ов)?\b"),
        ("minutes", r"분(?:간|마다|\s?동안)|분(?=[을은이에,.)]|\s|$)|min(?:ute)?s?\b|минут\w*"),
        ("seconds", r"초(?:간|마다|\s?동안)|초(?=[을은이에,.)]|\s|$)|seconds\b|секунд\w*"),
        ("kWh", r"킬로와트시|kWh\b|kilowatt[- ]hours?|(?:кВт|киловатт)[·⋅-]?\s?ч\w*"),
        ("MWh", r"메가와트시|MWh\b|megawatt[- ]hours?|(?:МВт|мегаватт)[·⋅-]?\s?ч\w*"),
        ("GWh", r"기가와트시|GWh\b|gigawatt[- ]hours?|(?:ГВт|гигаватт)[·⋅-]?\s?ч\w*"),
        ("TWh", r"테라와트시|TWh\b|terawatt[- ]hours?|(?:ТВт|тераватт)[·⋅-]?\s?ч\w*"),
        ("km", r"킬로미터|km\b|kilomet\w+|км\b|километр\w*"),
        ("mile", r"마일|miles?\b|мил(?:ь|[ияюей]|ям|ями|ях)\b"),
        ("ft", r"피트|feet\b|foot\b|ft\b|фут(?:ов|а|ы)?\b"),
        (
            "m3",
            r"세제곱미터|㎥|m[³3]\b|cubic met(?:re|er)s?\b|куб(?:ическ\w+|\.)\s?м(?:етр\w*)?\b|м[³3](?!\w)|кубометр\w*",
        ),
        ("l", r"리터|lit(?:re|er)s?\b|литр\w*"),
        ("gallon", r"갤런|gallons?\b|галлон\w*"),
        ("cm", r"센티미터|cm\b|centimet\w+|см\b|сантиметр\w*"),
        ("mm", r"밀리미터|mm\b|millimet\w+|мм\b|миллиметр\w*"),
        ("m", r"미터|met(?:re|er)s?\b|метр(?!о(?!в\b|м\b))\w*"),
        ("kg", r"킬로그램|㎏|kg\b|kilograms?\b|кг\b|килограмм\w*"),
        ("t", r"톤(?![네세])|t(?![\w.’'])|tons?\b|tonnes?\b|тонн\w*"),
        ("ha", r"헥타르|hectares?\b|га\b|гектар\w*"),
        ("GW", r"기가와트|GW\b|gigawatts?\b|ГВт\b|гигаватт\w*"),
        ("MW", r"메가와트|MW\b|megawatts?\b|МВт\b|мегаватт\w*"),
    )
)
FEW = 12  # up to which "год" and "년" behind a figure tell how many years, and not which one
YEARS = re.compile(r"\s?(?:год[ауы]?\b|년(?!도|대|생|산|\s?\d|\s?상반|\s?하반))", re.IGNORECASE)
# Units that measure one thing, and how many of the smallest each is.
FAMILIES = (
    {"mm": 10, "cm": 100, "m": 10**4, "km": 10**7, "ft": 3048, "mile": 16_093_440},
    {"l": 1000, "gallon": 3785, "m3": 10**6},
    {"kg": 1, "t": 1000},
    {"MW": 1, "GW": 1000},
    {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800},
    {"months": 1, "years": 12},
    {"bp": 1, "pp": 100},
    {"kWh": 1, "MWh": 10**3, "GWh": 10**6, "TWh": 10**9},
)
# Units that a figure must share: nothing else is counted in them.
STRICT = frozenset({"%", "pp", "RUB", "USD", "EUR", "CNY", "JPY", "KRW", "GBP", "quarter", "half", "art"})


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]` is a figure.

    Attributes:
        values: what it can mean: "1,234" is 1234, or with a decimal comma 1.234.
        unit: one name for a unit in every language; empty when none is given or it is not known.
        word: it is written as a word.
        code: it is part of a name ("COVID-19", "5G"), which `names` compares.
        part: a share of a whole in words ("a third"), read as per cent and never exact.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    unit: str = ""
    word: bool = False
    code: bool = False
    part: bool = False


def of_one_family(one: str, other: str) -> bool:
    """Whether two units measure one thing."""
    return any(one in family and other in family for family in FAMILIES)


def converted(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The same figures in the other units in which they may be given: 1,200 m, 1.2 km."""
    for figure in figures:
        for family in FAMILIES:
            if figure.unit in family:
                for unit in family.keys() - {figure.unit}:
                    factor = Fraction(family[figure.unit], family[unit])
                    yield replace(figure, values=frozenset(value * factor for value in figure.values), unit=unit)
