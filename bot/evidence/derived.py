"""Whether a figure of a claim that its source does not hold follows from it.

Years between two dates, the number of things in a list, a year counted from another one.
Does not reckon with amounts (`reckoned` does), and never looks beyond one sentence of the source.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from bot.evidence.dates import Date, dates
from bot.evidence.numerals import number_words
from bot.evidence.units import Figure

_DAYS = {"days": 1, "weeks": 7, "months": 30}  # days in a unit
SLACK = {1: 0, 7: 0, 30: 3}  # by which two dates may miss a whole number of them
MOST_DATES = 4  # of a sentence whose dates are counted from one another; more of them make any number of years
FEWEST, MOST_LISTED = 3, 12  # things in a list that a writer counts
_ITEM_WORDS = 4  # of a thing inside a list
# Two things of one kind by name: "Oslo and Bergen", 의성군 … 곡성군.
_TWO_NAMED = re.compile(
    r"[A-ZА-ЯЁ][\w-]+ (?:and|и) [A-ZА-ЯЁ][\w-]+"
    r"|(?<![가-힣])([가-힣]{1,4})(주|군|시|도|현|구|국|읍|면|섬|강|항)(?:[와과의은는에]"
    r"|에서는?)?[\s,](?:.*\s)?(?!\1)[가-힣]{1,4}\2(?:[와과의은는을를이가에]|에서는?)?(?![가-힣])"
)
_NUMBERED = re.compile(r"\d+(?:(?:,\s?|·|、|\s?(?:and|и|및)\s)\d+(?![\d.]))+")  # "articles 101, 102 and 103"
_AND = re.compile(r"(?:\band|\bи|및|그리고)\s|(?<=[가-힣])[와과]\s")
_LATER = re.compile(
    r"(?P<n>\b(?:an?|one|\w+)) (?P<unit>years?) (?:after|later|before|earlier)|(?:через|за) (?P<ru>\w+ )?(?:год|лет)"
    r"|(?P<ru2>\w+ )?(?:год|года|лет) (?:спустя|назад)|\bгодом (?:позже|позднее|ранее)|\bthe (?:year before"
    r"|previous year|following year|next year|year after)\b"
    r"|(?P<ko>\d+|일|한|이|두)\s?(?:년|해) (?:뒤|후|전|만에|앞서)|이듬해|다음\s?해|전년",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"(?:[’'‘](\d\d)\b|(?<!\d)(\d\d)(?=년|\s[가-힣]+\s?(?:올림픽|월드컵|아시안게임|엑스포)))")
_AGE = re.compile(r"\s?(?:살|세(?![가-힣])|лет\b|года?\b|years old|when\b)", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged|age of|at the age of|was only|was)\s$", re.IGNORECASE)
_SHORT_DECADE = re.compile(r"(?<!\d)([1-9]0)(?:-(?:е|х|ые|ых)\b|s\b|년대)")


def decade(claim: str, figure: Figure, years: Iterable[int]) -> bool:
    """Whether a figure is a decade written short, "the '30s", of one of some years."""
    short = _SHORT_DECADE.match(claim, figure.start)
    return bool(short and any(year % 100 // 10 * 10 == int(short[1]) for year in years))


def follows(figure: Figure, evidence: str, near: str = "") -> bool:
    """Whether a figure is a number of years between dates of one sentence, or of the things that it lists."""
    sentences = evidence.split("\n")
    if figure.unit in _DAYS:
        return bool(figure.values & _days_between(dates(evidence), dates(near), _DAYS[figure.unit]))
    if figure.unit == "years":
        return any(figure.values & years_between(sentence) for sentence in sentences)
    if figure.unit:
        return False
    if figure.values == {Fraction(2)}:
        return any(_TWO_NAMED.search(sentence) for sentence in sentences)
    return any(figure.values & _listed(sentence) for sentence in sentences)


def year_follows(year: int, evidence: str, claim: str = "") -> bool:
    """Whether a sentence counts a year from another ("1822, a year after"), or writes it short ("'88").

    A claim may count one from its year as well: "the 2025 prize; the year before".
    """
    for sentence in evidence.split("\n"):
        if any(int(one or two) == year % 100 for one, two in _SHORT_YEAR.findall(sentence)) and 1900 < year < 2100:
            return True
        known = {date.year for date in dates(sentence) if date.year}
        if any(int(decade) == year % 100 for decade in _SHORT_DECADE.findall(sentence)):
            return True
        steps = [_step(match) for text in (sentence, claim) for match in _LATER.finditer(text)]
        if any(abs(year - other) == step for other in known for step in steps):
            return True
    return False


def in_decade(text: str, known: Iterable[Date]) -> bool:
    """Whether a decade ("1980s") is that of some date."""
    decade = re.fullmatch(r"(\d{3})0(?:\s?년대|'?s|-[хе])", text)
    return bool(decade) and any(str(date.year)[:3] == decade[1] for date in known if decade)


def aged(claim: str, figure: Figure, evidence: str) -> bool:
    """Whether a figure is an age between two years of the evidence."""
    said = _AGE.match(claim, figure.end) or _AGE_BEFORE.search(claim[: figure.start])
    return bool(said) and any(figure.values & years_between(text) for text in (evidence, *evidence.split("\n")))


def _step(match: re.Match[str]) -> int:
    word = (match["n"] or match["ru"] or match["ru2"] or match["ko"] or "").strip()
    if word.isdigit():
        return int(word)
    found = number_words(f"{word} ")
    return found[0][2] if found else 2 if word in ("이", "두") else 1


def years_between(sentence: str) -> set[Fraction]:
    """Years between the few dates of a sentence."""
    found = [date for date in dates(sentence) if date.year]
    if len(found) > MOST_DATES:
        return set()
    return {value for one, other in combinations(found, 2) for value in _apart(one, other)}


def _days_between(known: Sequence[Date], near: Sequence[Date], unit: int) -> set[Fraction]:
    """Whole days, weeks or months between a known date and another one, known or near, of the same year."""
    found = [date for date in (*known, *near) if date.month and date.day]
    if len(found) > MOST_DATES:
        return set()
    if unit == _DAYS["months"] and len(found) < 2:
        bare = [date for date in known if date.month and date.year]
        return {Fraction(abs((b.year - a.year) * 12 + b.month - a.month)) for a, b in combinations(bare, 2)}
    days = {abs(_day(one, other) - _day(other, one)) for one in known if one in found for other in found}
    return {Fraction(round(apart / unit)) for apart in days if abs(apart - unit * round(apart / unit)) <= SLACK[unit]}


def _day(date: Date, other: Date) -> int:
    """The number of a day; without a year it is in that of the other date."""
    try:
        return datetime.date(date.year or other.year or 2000, date.month, date.day).toordinal()
    except ValueError:  # 30 February
        return 0


def _apart(one: Date, other: Date) -> set[Fraction]:
    """Whole years between two dates, and halves where their months are known."""
    years = abs(other.year - one.year)
    if not (one.month and other.month):
        return {Fraction(years)}
    months = abs((other.year - one.year) * 12 + other.month - one.month)
    return {Fraction(years), Fraction(months // 12), Fraction(round(months / 6), 2)}


def _listed(sentence: str) -> set[Fraction]:
    """How many things each list of a sentence has: "A, B and C"; only a Korean list may end without an "and"."""
    counts: set[Fraction] = set()
    parts = re.split(r"[,、·]\s", sentence)
    for match in _NUMBERED.finditer(sentence):
        counts.add(Fraction(len(re.findall(r"\d+", match.group()))))
    run = 1
    for n, part in enumerate(parts[1:], 1):
        run = run + 1 if run > 1 or _kind(parts[n - 1].split()[-1:]) == _kind(part.split()[:1]) else 1
        ends = n == len(parts) - 1 or len(part.split()) > _ITEM_WORDS
        last = _AND.search(" ".join(part.split()[: _ITEM_WORDS + 1]))
        if last or (ends and re.search("[가-힣]", part)):
            counts.add(Fraction(run + bool(last and last.start() > 0 and run > 1)))
        if last or ends:
            run = 1
    return {count for count in counts if FEWEST <= count <= MOST_LISTED}


def _kind(words: list[str]) -> str:
    """What kind of word it is: a number, one with a capital, another."""
    first = "".join(words)[:1]
    return "number" if first.isdigit() else "capital" if first.isupper() else "word"
