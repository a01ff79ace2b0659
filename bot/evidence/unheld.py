"""What it means that the sentences a claim rests on lack a figure or date of it: a fault, or something to compare.

Where they give another one of its kind that the claim does not say, that one stands in its place: a fault. Where they
give none, and the figure stands elsewhere in the source, or is a small count, which whoever reads makes by himself
("three people" of Ann, Bo and Cy), a reader should compare. Of ten sets of claims 24 true ones and 11 false ones are
to be compared; of all others that lack a figure 24 are true and 551 false.
"""

from __future__ import annotations

import re

from bot.evidence import figures
from bot.evidence.dates import Date, dates, holds
from bot.evidence.figures import Figure

SMALL = 12  # of counts without a unit, up to which people count

_ORDER = re.compile(
    r"\d+(?:st|nd|rd|th|-?[йяе])\b|\d+(?:번째|째)|\b(?:second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th)\b"
    r"|(?:вто|тре|чет|пят|шест|седьм|вось|девят|десят|одиннадцат|двенадцат)\w*(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ыи]х|[ыи]м"
    r"|[ыи]ми|ого|его|ому|ему|ой|ей|ую|ью|ья|ье)\b|(?:두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉|열)\s?(?:번\s?)?째",
    re.IGNORECASE,
)
Span = tuple[int, int]


def is_fault(claim: str, span: Span, evidence: str, *, elsewhere: bool) -> bool:
    """Whether a figure or date that the evidence lacks speaks against a claim.

    Args:
        claim: a sentence.
        span: of the figure or date in it.
        evidence: the sentences that it rests on.
        elsewhere: the source says it in another sentence.
    """
    day = next((date for date in dates(claim) if _overlap((date.start, date.end), span)), None)
    if day:
        return not elsewhere or _has_another_date(claim, day, evidence)
    figure = next((one for one in figures.figures(claim) if _overlap((one.start, one.end), span)), None)
    if not figure:
        return True
    counted = _kind(claim, figure) in ("count", "order")
    return not (elsewhere or counted) or _has_another(claim, figure, evidence)


def _has_another(claim: str, figure: Figure, evidence: str) -> bool:
    """Whether the evidence gives a figure of the same kind that the claim does not say."""
    said = {value for one in figures.figures(claim) for value in one.values}
    kind = _kind(claim, figure)
    others = (one for one in figures.figures(evidence) if _kind(evidence, one) == kind and not one.code)
    return any(not one.values & said for one in others)


def _has_another_date(claim: str, day: Date, evidence: str) -> bool:
    said = dates(claim)
    return any(not holds([other], day) and not any(holds([other], one) for one in said) for other in dates(evidence))


def _kind(text: str, figure: Figure) -> str:
    """Its unit, or of a figure without: "order" or "count" of a small one, "number" of a larger one."""
    if figure.unit or max(figure.values) > SMALL:
        return figure.unit or "number"
    return "order" if _ORDER.match(text, figure.start) else "count"


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
