"""Whether a figure of a claim that its source does not hold follows from it.

Years between two dates, and two things of one kind.
Does not reckon with amounts (`reckoned` does), and never looks beyond one sentence of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from bot.evidence.dates import Date, dates
from bot.evidence.units import Figure

MOST_DATES = 4  # of a sentence whose dates are counted from one another; more of them make any number of years
# Two things of one kind by name: "Oslo and Bergen", 의성군 … 곡성군.
_TWO_NAMED = re.compile(
    r"[A-ZА-ЯЁ][\w-]+ (?:and|и) [A-ZА-ЯЁ][\w-]+"
    r"|(?<![가-힣])([가-힣]{1,4})(주|군|시|도|현|구|국|읍|면|섬|강|항)(?:[와과의은는에]"
    r"|에서는?)?[\s,](?:.*\s)?(?!\1)[가-힣]{1,4}\2(?:[와과의은는을를이가에]|에서는?)?(?![가-힣])"
)


def follows(figure: Figure, evidence: str) -> bool:
    """Whether a figure is a number of years between dates of one sentence, or of the two things that it names."""
    sentences = evidence.split("\n")
    if figure.unit == "years":
        return any(figure.values & years_between(sentence) for sentence in sentences)
    two = not figure.unit and figure.values == {Fraction(2)}
    return two and any(_TWO_NAMED.search(sentence) for sentence in sentences)


def in_decade(text: str, known: Iterable[Date]) -> bool:
    """Whether a decade ("1980s") is that of some date."""
    decade = re.fullmatch(r"(\d{3})0(?:\s?년대|'?s|-[хе])", text)
    return bool(decade) and any(str(date.year)[:3] == text[:3] for date in known)


def years_between(sentence: str) -> set[Fraction]:
    """Years between the few dates of a sentence."""
    found = [date for date in dates(sentence) if date.year]
    if len(found) > MOST_DATES:
        return set()
    return {value for one, other in combinations(found, 2) for value in _apart(one, other)}


def _apart(one: Date, other: Date) -> set[Fraction]:
    """Whole years between two dates, and halves where their months are known."""
    years = abs(other.year - one.year)
    if not (one.month and other.month):
        return {Fraction(years)}
    months = abs((other.year - one.year) * 12 + other.month - one.month)
    return {Fraction(years), Fraction(months // 12), Fraction(round(months / 6), 2)}
