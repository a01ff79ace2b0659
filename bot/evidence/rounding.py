"""Whether a figure of a claim is one of its source's, rounded, where the claim says that it is: "about 4,800"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from bot.evidence.units import Figure

_ABOUT_BEFORE = re.compile(
    r"(?:약|대략|거의|얼추|\b(?:about|around|roughly|some|nearly|almost|approximately|circa|close to|barely"
    r"|not quite|a good|only just)"
    r"|\b(?:около|почти|примерно|приблизительно|порядка|без малого|чуть (?:более|менее)))"
    r"(?:\s(?:в|на|до|by|at|to|a))?\s?$",
    re.IGNORECASE,
)
_ABOUT_BEHIND = re.compile(
    r"\s?(?:[가-힣]{0,3}\s?(?:가량|정도|안팎|쯤|남짓|내외|가까)"
    r"|[에의]\s가까|or so\b)",
    re.IGNORECASE,
)
_OVER_BEFORE = re.compile(
    r"(?:\b(?:over|more than|above|at least|upwards of|exceed\w*)|\b(?:более|больше|свыше|не менее|превы\w+))"
    r"(?: \w{1,3})?\s?$",
    re.IGNORECASE,
)
_OVER_BEHIND = re.compile(r"여|\s?[가-힣]{0,2}(?:을|를|이|가)?\s?(?:조금\s|약간\s)?(?:넘|이상|웃도|웃돌|초과)|\+")
_UNDER_BEFORE = re.compile(
    r"(?:\b(?:under|less than|below|fewer than|up to|at most)|\b(?:(?:менее|меньше)(?: чем)?(?: на)?|до|не более))\s?$",
    re.IGNORECASE,
)
_UNDER_BEHIND = re.compile(r"\s?[가-힣]{0,2}(?:이|가|에)?\s?(?:미만|이하|못 미[치친쳤]|채 안)")
LARGE = 100  # a round figure from which on "over 1,000" is said of 1,340


def rounded(claim: str, figure: Figure, given: Sequence[Figure]) -> bool:
    """Whether a hedged figure of a claim is a given one, to the digits that it has.

    "About 4,800" is 4,750 to below 4,900, because some cut the rest off; "more than 2,000" is 2,000 to 3,000; a figure
    without such a word is exact.
    """
    about, over, under = hedges(claim, figure)
    if not (about or over or under):
        return False
    for value in figure.values:
        step = last_digit(value)
        low = value if over else value - step if under else value - step / 2
        high = value if under else value + step
        if over and value >= LARGE and not str(value).rstrip("0")[1:]:
            high = value * Fraction(3, 2)
        near = (one for one in given if any(low <= v < high or (v == high and under) for v in one.values))
        if any(_unit_fits(figure, one) for one in near):
            return True
    return False


def hedges(claim: str, figure: Figure) -> tuple[bool, bool, bool]:
    """Whether a claim says that its figure is no exact one, a lower limit, an upper limit."""
    before, behind = claim[: figure.start], claim[figure.end :]
    return (
        bool(_ABOUT_BEFORE.search(before) or _ABOUT_BEHIND.match(behind)),
        bool(_OVER_BEFORE.search(before) or _OVER_BEHIND.match(behind)),
        bool(_UNDER_BEFORE.search(before) or _UNDER_BEHIND.match(behind)),
    )


def _unit_fits(figure: Figure, given: Figure) -> bool:
    return figure.unit == given.unit or not (figure.unit and given.unit)


def last_digit(value: Fraction) -> Fraction:
    """What one of the last digit that is not zero counts: 100 in 4,800, 1/10 in 2.8; never more than a tenth of it."""
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    while value % step:
        step /= 10
        if step < Fraction(1, 10_000):
            break
    return min(step, value / 5) if step > 1 else step
