"""Whether a figure of a claim that its source does not hold follows from it.

Years between two dates, and the number of things in a list.
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


def follows(figure: Figure, evidence: str) -> bool:
    """Whether a figure is a number of years between dates of one sentence, or of the things that it lists."""
    sentences = evidence.split("\n")
    if figure.unit == "years":
        return any(figure.values & years_between(sentence) for sentence in sentences)
    if figure.unit:
        return False
    if figure.values == {Fraction(2)}:
        return any(_TWO_NAMED.search(sentence) for sentence in sentences)
    return any(figure.values & _listed(sentence) for sentence in sentences)


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
