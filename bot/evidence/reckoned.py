"""Whether a figure of a claim is reckoned from figures of its source.

A difference, a sum, what is left of a whole, how many times one is the other, a share of a whole and what a share of
it comes to; only where the words beside it say so, or the claim names what it was reckoned from. Reckons once: no sum
of differences. Dates are not reckoned with (`derived` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations

from bot.evidence.rounding import hedges, last_digit, rounded
from bot.evidence.units import STRICT, Figure

MOST = 6  # figures of one unit in a sentence; of more, too much can be reckoned
ABOUT_A_PART = 2  # points by which a part in words may differ from a share
LEAST_SUMMED = 10  # of two counts side by side that may be summed up without a word that says so
_LARGE = 1000
_NEAR = 60  # characters before and behind a figure in which a word says how it was reckoned
_AT = 12  # the same, where two sentences are compared
_APART = re.compile(
    r"\b(?:more|less|fewer|higher|lower|cheaper|dearer|larger|smaller|longer|shorter|above|below|difference|gap"
    r"|ahead|behind"
    r"|rose|risen|rise|fell|fallen|fall|grew|grown|growth|up|down|increase\w*|decrease\w*|drop\w*|gain\w*|lost|added"
    r"|short(?:fall|er)?|deficit|surplus|loss|profit|majority|exce\w+|surpass\w*|cut|reduc\w*|declin\w*"
    r"|shr[aiu]nk|too (?:high|low|many|few))\b"
    r"|더|많|적은|적다|적었|적게|높|낮|비싸|비쌌|싸다|싼|길|짧|차이|차로|차다|격차|적자|흑자|손실|늘|줄|증가|감소|올랐|오른|내렸|내린|웃돌|밑돌|상승|하락"
    r"|모자|부족|초과|넘어|앞선|앞섰|뒤진|뒤졌|올라|내려|못 미"
    r"|(?<!\w)(?:больше|меньше|выше|ниже|дороже|дешевле|длиннее|короче|разниц\w+|разрыв\w*|дефицит\w*|профицит\w*"
    r"|убыт\w+|вырос\w*|рост\w*|снизил\w*|снижен\w+"
    r"|сократил\w*|увелич\w+|прибав\w+|упал\w*|подорожа\w*|подешевел\w*|сокращен\w+|завы[шс]\w+|зани[жз]\w+"
    r"|повы[шс]\w+|уменьш\w+"
    r"|превы\w+|недоста\w+|нехват\w+|не хвата\w+|опере\w+|отста\w+)(?!\w)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:\bby|(?<!\w)на)\s*$", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:total\w*|together|combined|altogether|in all|sum|both|jointly|two|counting|including|inclusive)\b"
    r"|모두|합|더하|더한|총|전체|아울러|포함|(?<![가-힣])두\s"
    r"|(?<!\w)(?:всего|вместе|итого|сумм\w+|общ\w+|в совокупности|совокупн\w+|обе|оба|обоих|двух|двум|две|два"
    r"|считая|включая)(?!\w)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:rest|remain\w*|balance|left over|others?)\b|나머지|남은|그 밖|(?<!\w)(?:остальн\w+|остат\w+|прочи\w+)(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof\b|가운데|중(?=[\s에])|(?<!\w)из(?!\w)", re.IGNORECASE)
_PER = re.compile(
    r"\b(?:per|each|every|average|a (?:year|month|week|day)|annual\w*|yearly|monthly)\b"
    r"|당(?=\s)|평균|씩|매년|해마다|한 해|한 달|매달"
    r"|(?<!\w)(?:в среднем|средн\w+|на (?:одн|кажд)\w+|ежегодн\w*|ежемесячн\w*|в год|в месяц|кажд\w+)(?!\w)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:other than|except|besides|apart from|not|never|without|else|outside|rest|remain\w*|lack\w*|missing)\b"
    r"|말고|이외|외의|아닌|않|없|나머지|남은|모자|부족|빠진|못한|못했"
    r"|(?<!\w)(?:кроме|помимо|не|без|вне|остальн\w+|ины[ехм]\w*|друг\w+|недоста\w+)(?!\w)",
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
    beside = _beside(claim, figure)
    values = _values(given, "%" if figure.unit == "pp" else figure.unit)
    if not figure.unit and (_TIMES.match(claim, figure.end) or _TIMES_WORD.match(claim, figure.start)):
        return any(_is_multiple(figure, given, unit) for unit in {other.unit for other in given})
    found: set[Fraction] = {one + two for one, two in pairwise(values) if min(one, two) >= LEAST_SUMMED}
    if _APART.search(beside) or _BY.search(claim[: figure.start]):
        found |= {abs(one - other) for one, other in combinations(values, 2)}
    if _TOGETHER.search(beside):
        found |= {sum(some, Fraction(0)) for size in (2, 3) for some in combinations(values, size)}
    if _LEFT.search(sentence):
        whole = Fraction(100) if figure.unit == "%" else max(values, default=Fraction(0))
        found.add(whole - sum((value for value in values if value != whole), Fraction(0)))
    return bool(figure.values & found - {Fraction(0)})


def is_share(claim: str, figure: Figure, said: Sequence[Figure], given: Sequence[Figure]) -> bool:
    """Whether a figure is a share of a whole, by how much one changed, or what a share of it comes to, rounded.

    Args:
        claim: that has the figure.
        figure: that its source does not hold.
        said: all figures of the claim: it must name one that is reckoned with, or say that its own is no exact one.
        given: the figures of one sentence of the source, or of two side by side.
    """
    named = {value for other in said if other is not figure for value in other.values}
    loose, _, _ = hedges(claim, figure)
    if figure.unit == "%":
        return _is_percentage(claim, figure, given, named, loose)
    if _OF.search(_beside(claim, figure)):  # "five of seven", of five for and two against
        whole = {one + two for one, two in combinations(_values(given, figure.unit), 2) if named & {one, two}}
        if figure.values & whole:
            return True
    if _PER.search(_beside(claim, figure)) and _is_quotient(claim, figure, given):
        return True
    percents = _values(given, "%")
    percents = [percent for percent in percents if percent in named] or percents
    units = {figure.unit} if figure.unit else {other.unit for other in given} - {"%", "pp"}
    return any(
        _is_near(figure, whole * percent / 100)
        and (loose or named & {whole, percent} or whole * percent / 100 in figure.values)
        for percent in percents
        for unit in units
        for whole in _values(given, unit)
    )


def is_left(claim: str, figure: Figure, said: Sequence[Figure], given: Sequence[Figure]) -> bool:
    """Whether a figure is what a part leaves of a whole, and the claim speaks of what is not: "other than wind".

    Args:
        claim: that has the figure.
        figure: that its source does not hold.
        said: all figures of the claim: it must name the whole, if that is not 100 %.
        given: the figures of one sentence of the source.
    """
    if not _OTHER.search(_beside(claim, figure)):
        return False
    values = _values(given, figure.unit)
    if figure.unit == "%":
        return any(_is_near(figure, 100 - value) for value in values)
    named = {value for other in said if other is not figure for value in other.values}
    return any(whole in named and whole - part in figure.values for whole, part in permutations(values, 2))


def _is_percentage(claim: str, figure: Figure, given: Sequence[Figure], named: set[Fraction], loose: bool) -> bool:
    """Whether a percentage is what one given figure is of another, or by how much it changed."""
    changed = bool(_APART.search(_beside(claim, figure)))
    return any(
        _is_near(figure, share)
        and (loose or figure.part or named & {one, whole} or (changed and len(_values(given, unit)) == 2))
        for unit in {other.unit for other in given if figure.part or other.unit not in ("%", "pp")}
        for one, whole in permutations(_values(given, unit), 2)
        for share in _shares(one, whole, changed)
    )


def _is_quotient(claim: str, figure: Figure, given: Sequence[Figure]) -> bool:
    """Whether a figure is how much of one thing there is to each of another: "31 million a year"."""
    tops = [max(one.values) for one in given if one.unit == figure.unit or not figure.unit]
    parts = [max(one.values) for one in given if one.unit not in STRICT and not one.code]
    found = [top / part for top in tops for part in parts if 1 < part < top]
    made = [Figure(0, 0, frozenset({value}), figure.unit) for value in found]
    return any(_is_near(figure, value) for value in found) or rounded(claim, figure, made)


def _shares(one: Fraction, whole: Fraction, changed: bool) -> Iterator[Fraction]:
    if 0 < one < whole:
        yield 100 * one / whole
    if changed and whole:
        yield 100 * abs(one - whole) / whole


def _is_near(figure: Figure, value: Fraction) -> bool:
    """Whether a reckoned value is a figure of a claim to the digits that it has; a part in words is a rougher one."""
    if figure.part:
        return any(abs(one - value) <= ABOUT_A_PART for one in figure.values)
    return any(abs(one - value) <= min(last_digit(one), 1 if figure.unit == "%" else one) / 2 for one in figure.values)


def apart(claim: str, figure: Figure, values: Iterable[Fraction], others: Iterable[Fraction]) -> bool:
    """Whether a claim says by how much two figures of two sentences differ.

    Args:
        claim: that has the figure.
        figure: that neither sentence holds.
        values: of its unit in the sentences that it rests on.
        others: of its unit in those beside them.
    """
    said = _APART.search(claim[figure.end : figure.end + _AT]) or _BY.search(claim[: figure.start])
    if not said or figure.unit in ("%", "pp"):
        return False
    theirs = set(others)
    return any(abs(one - other) in figure.values for one in values for other in theirs)


def _beside(claim: str, figure: Figure) -> str:
    return claim[max(0, figure.start - _NEAR) : figure.end + _NEAR]


def _values(given: Sequence[Figure], unit: str) -> list[Fraction]:
    """The figures of a unit, each read as large as it can be ("1,234"); none where there are too many.

    The unit of a large one may stand at another: "6.7 billion roubles, then 4.9 billion".
    """
    of_unit = [figure for figure in given if figure.unit == unit and not figure.code]
    bare = [figure for figure in given if not figure.unit and not figure.code and max(figure.values) >= _LARGE]
    small = [figure for figure in given if not figure.unit and not figure.code and figure not in bare]
    bare += small if len(small) == len(of_unit) == 1 else []
    scaled = of_unit and unit not in ("", "%", "pp")
    values = [max(figure.values) for figure in (*of_unit, *(bare if scaled else ()))]
    return list(dict.fromkeys(values)) if len(values) <= MOST else []


def _is_multiple(figure: Figure, given: Sequence[Figure], unit: str) -> bool:
    """Whether one figure is so many times another, to a tenth of it."""
    pairs = permutations(_values(given, unit), 2)
    return any(low and abs(high / low - times) <= times / 10 for high, low in pairs for times in figure.values)
