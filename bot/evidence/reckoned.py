"""Whether a figure of a claim is reckoned from figures of one sentence of its source.

A difference, a sum, what is left of a whole, how many times one is the other; only where the words beside it say so.
Never looks beyond one sentence of the source, and reckons once: no sum of differences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, permutations

from bot.evidence.units import Figure

MOST = 6  # figures of one unit in a sentence; of more, too much can be reckoned
_LARGE = 1000
_NEAR = 40  # characters before and behind a figure in which a word says how it was reckoned
_APART = re.compile(
    r"\b(?:more|less|fewer|higher|lower|cheaper|dearer|larger|smaller|longer|shorter|above|below|difference|gap|ahead|behind"
    r"|rose|risen|rise|fell|fallen|fall|grew|grown|growth|up|down|increase\w*|decrease\w*|drop\w*|gain\w*|lost|added)\b"
    r"|더|많|적은|적다|적었|높|낮|비싸|비쌌|싸다|싼|길|짧|차이|늘|줄|증가|감소|올랐|오른|내렸|내린|웃돌|밑돌|상승|하락"
    r"|(?<!\w)(?:больше|меньше|выше|ниже|дороже|дешевле|длиннее|короче|разниц\w+|вырос\w*|рост\w*|снизил\w*|снижен\w+"
    r"|сократил\w*|увелич\w+|прибав\w+|упал\w*|подорожал\w*|подешевел\w*)(?!\w)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:\bby|(?<!\w)на)\s*$", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:total\w*|together|combined|altogether|in all|sum|both|jointly)\b|모두|합|총|전체|아울러"
    r"|(?<!\w)(?:всего|вместе|итого|сумм\w+|общ\w+|в совокупности|совокупн\w+|обе|оба)(?!\w)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:rest|remain\w*|balance|left over|others?)\b|나머지|남은|그 밖|(?<!\w)(?:остальн\w+|остат\w+|прочи\w+)(?!\w)",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\s?(?:배(?![가-힣]*터리)|times\b|раза?\b|-?fold\b|-?кратн\w*)", re.IGNORECASE)
_TIMES_WORD = re.compile(r"(?:twice|doubl|tripl|trebl|quadrupl|вдвое|втрое|вчетверо|впятеро)", re.IGNORECASE)


def reckons(claim: str, figure: Figure, sentence: str, given: Sequence[Figure]) -> bool:
    """Whether a figure of a claim follows from those of one sentence, and the words beside it say how.

    Args:
        claim: that has the figure.
        figure: that the sentence does not hold.
        sentence: of the source.
        given: the figures of that sentence.
    """
    beside = claim[max(0, figure.start - _NEAR) : figure.end + _NEAR]
    values = _values(given, "%" if figure.unit == "pp" else figure.unit)
    if not figure.unit and (_TIMES.match(claim, figure.end) or _TIMES_WORD.match(claim, figure.start)):
        return any(_is_multiple(figure, given, unit) for unit in {other.unit for other in given})
    found: set[Fraction] = set()
    if _APART.search(beside) or _BY.search(claim[: figure.start]):
        found |= {abs(one - other) for one, other in combinations(values, 2)}
    if _TOGETHER.search(beside):
        found |= {sum(some, Fraction(0)) for size in (2, 3) for some in combinations(values, size)}
    if _LEFT.search(sentence):
        whole = Fraction(100) if figure.unit == "%" else max(values, default=Fraction(0))
        found.add(whole - sum((value for value in values if value != whole), Fraction(0)))
    return bool(figure.values & (found - {Fraction(0)}))


def _values(given: Sequence[Figure], unit: str) -> list[Fraction]:
    """The figures of a unit, each read as large as it can be ("1,234"); none where there are too many.

    The unit of a large one may stand at another: "6.7 billion roubles, then 4.9 billion".
    """
    of_unit = [figure for figure in given if figure.unit == unit and not figure.code]
    bare = [figure for figure in given if not figure.unit and not figure.code and max(figure.values) >= _LARGE]
    values = [max(figure.values) for figure in (*of_unit, *(bare if of_unit and unit else ()))]
    return list(dict.fromkeys(values)) if len(values) <= MOST else []


def _is_multiple(figure: Figure, given: Sequence[Figure], unit: str) -> bool:
    """Whether one figure is so many times another, to a tenth of it."""
    pairs = permutations(_values(given, unit), 2)
    return any(low and abs(high / low - times) <= times / 10 for high, low in pairs for times in figure.values)
