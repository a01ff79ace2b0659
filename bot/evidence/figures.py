"""Figures in text with their units, and whether one text holds the figures of another, across languages.

"800억 루블", "80 billion rubles" and «80 млрд рублей» are one figure; so are "2.8%" and «2,8 %», "제204호" and
"No. 204". Values are exact, but for what `rounding` and `reckoned` allow, and in one family of units ("1.2 km",
"1,200 m"). Does not know who a figure is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from bot.evidence.dates import Date, dates, holds
from bot.evidence.derived import follows, in_decade, years_between
from bot.evidence.numerals import day_words, hinted, number_words
from bot.evidence.parts import about_as_much, parts, periods
from bot.evidence.reckoned import apart, is_left, is_share, reckons
from bot.evidence.rounding import rounded
from bot.evidence.units import FEW, SCALES, STRICT, UNITS, YEARS, Figure, converted, of_one_family

_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f\u2009 ’']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_FRACTIONS = "¼½¾⅓⅔⅛⅜⅝⅞"
LONGEST = 60  # characters of a number that is compared
_NUMBER = re.compile(rf"(?<!\d)(?<!\d\.)(?:(?:{_DIGITS})(?:\s?[{_FRACTIONS}])?|(?<![\w.])\.\d+|[{_FRACTIONS}])")
_KOREAN = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_KOREAN_SCALE = re.compile(r"\s?([십백천만억]*조(?![직항건사치합약])|[십백천만억]+)(?![가-힣]*(?:원회|건물))")
_ARTICLE = re.compile(r"조(?=[에의는를]\s|[,)]|\s제)")  # "GDPR 46조에 따라": no trillions
_KOREAN_PART = re.compile(rf"\s?({_DIGITS})\s?([십백천만억조]+)?")
_SHORT_SCALE = re.compile(r"[mkK](?![\w²³/])")
_SIGNS = {"$": "USD", "€": "EUR", "₽": "RUB", "₩": "KRW", "£": "GBP", "¥": "CNY", "№": "no", "#": "no"}
_BEFORE = re.compile(
    r"(?P<sign>[$€₽₩£¥№#])\s?$|\b(?P<code>USD|EUR|RUB|KRW|GBP|CNY|JPY)\s?$|\b(?P<no>nos?\.|N)\s?$"
    r"|(?P<art>\bart(?:icle|\.)|\bстать\w+|\bст\.)\s?$",
    re.IGNORECASE,
)
_KOREAN_LAW = re.compile(r"\s?(?:(호)|(조)|(항)|(차|회|기))(?![가-힣]{3})")
_LIST_MARK = re.compile(r"^[\s>*]*\d{1,2}\\?[.)]\s", re.MULTILINE)
_FROM = re.compile(r"(?:\bfrom|(?<!\w)со?)\s$", re.IGNORECASE)
_EVENING = re.compile(r"(?:[.:]\d\d)?\s?(?:p\.?m\b|час\w* (?:вечера|дня))", re.IGNORECASE)
_ORDINAL = ("й", "го", "му", "м")  # «четвёртый год» is one of them, «четыре года» are four
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

_TWO_SIDES = re.compile(
    r"\s(?:\w+ )?(?:countr|nation|state|side|part(?:y|ies)\b|government|나라|국가|정부|стран|государств|сторон"
    r"|правительств|Korea|Коре[ийя])"
)


@lru_cache(maxsize=2_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text that are not dates, in order."""
    taken = [(date.start, date.end) for date in dates(text)]
    found = [part for part in parts(text) if not _overlaps(taken, part.start, part.end)]
    taken += [(part.start, part.end) for part in found]
    found += periods(text)
    taken += [(period.start, period.end) for period in found]
    taken += [match.span() for match in _LIST_MARK.finditer(text)]
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end()
        if len(match.group()) <= LONGEST and not _overlaps(taken, *match.span()):
            found.append(_figure(text, match))
            at = max(at, found[-1].end)
    found = _ranges(text, found)
    taken += [(figure.start, figure.end) for figure in found]
    for start, end, value in number_words(text):
        if not _overlaps(taken, start, end):
            found.append(_from_word(text, start, end, value))
    found += [
        Figure(start, end, frozenset({Fraction(days)}), "days", word=True)
        for start, end, days in day_words(text)
        if not _overlaps(taken, start, end)
    ]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _ranges(text: str, found: list[Figure]) -> list[Figure]:
    """The unit of a range for both of its figures, "27 to 40 percent", and its scale: "from 52 to 71 thousand"."""
    whole = list(found)
    for n, (one, other) in enumerate(pairwise(found)):
        between = text[one.end : other.start]
        if not one.unit and other.unit and re.fullmatch(r"\s?(?:[-–—~∼]|to|and|or|до|и|или|에서|내지)\s?", between):
            whole[n] = replace(one, unit=other.unit)
        scaled = _FROM.search(text[: one.start]) and re.fullmatch(r"\s(?:to|до)\s", between)
        plain = _NUMBER.match(text, one.start)
        if scaled and plain and _values(plain.group()) >= one.values and (raw := _NUMBER.match(text, other.start)):
            factor = max(other.values) / max(_values(raw.group()))  # "from 52 to 71 thousand"
            whole[n] = replace(whole[n], values=one.values | {value * factor for value in one.values})
    return whole


def missing(claim: str, evidence: str, *, context: str = "", near: str = "") -> list[tuple[int, int]]:
    """Spans of the figures and dates of a claim that the evidence does not hold.

    Args:
        claim: a sentence.
        evidence: the sentences that it cites.
        context: their headings, title and date: may give a date, and the year of theirs, nothing else.
        near: the sentences beside them, from which a figure may be reckoned.
    """
    given = figures(evidence)
    numbers = {value for figure in given for value in figure.values}
    unheld = [figure for figure in _unheld(claim, evidence) if not _is_reckoned(claim, figure, evidence, near)]
    spans = [(figure.start, figure.end) for figure in unheld]
    years, known = [date.year for date in dates(context)], (*dates(evidence), *dates(context))
    for date in dates(claim):
        bare = date.year and not date.month
        held = holds(known, date, years=years) or in_decade(claim[date.start : date.end], known)
        if not (held or (bare and Fraction(date.year) in numbers)):
            spans.append((date.start, date.end))
    return sorted(spans)


def _unheld(claim: str, evidence: str) -> Iterator[Figure]:
    """The figures of a claim that the evidence neither has nor lets a reader work out."""
    given, hints = figures(evidence), hinted(evidence)
    inside = [evidence[part.start : part.end] for part in given if part.part]
    hints |= {value for text in inside for _, _, value in number_words(text)}
    hints |= {Fraction(digits) for text in inside for digits in re.findall(r"\d+", text)}
    hints |= {date.year for date in dates(evidence)}  # a year behind which no word for it stands
    given = (*given, *converted(given))
    apart = [
        Figure(0, 0, frozenset({years}), "years") for text in evidence.split("\n") for years in years_between(text)
    ]
    for figure in figures(claim):
        if not (
            _is_exempt(claim, figure)
            or any(_same(figure, other) for other in given)
            or rounded(claim, figure, [*given, *(apart if figure.unit == "years" else ())])
            or (figure.unit not in STRICT and figure.values & hints)
            or (figure.part and about_as_much(claim, figure, evidence, given))
            or follows(figure, evidence)
        ):
            yield figure


def _is_reckoned(claim: str, figure: Figure, evidence: str, near: str) -> bool:
    """Whether a figure that the evidence does not hold is reckoned from figures of it, or of it and what is near."""
    read = [(sentence, figures(sentence)) for text in (evidence, near) for sentence in text.split("\n") if sentence]
    said, given = figures(claim), figures(evidence)
    ways = (is_share, is_left)
    if any(reckons(claim, figure, *one) or any(way(claim, figure, said, one[1]) for way in ways) for one in read):
        return True
    others = [*given, *figures(near)]
    mine, theirs = (
        [value for one in some if one.unit == figure.unit and not one.code for value in one.values]
        for some in (given, others)
    )
    return apart(claim, figure, mine, theirs)


def count(text: str) -> int:
    """How many figures and dates a claim has that can be checked."""
    return len(dates(text)) + sum(not _is_exempt(text, figure) for figure in figures(text))


def _is_exempt(text: str, figure: Figure) -> bool:
    """Whether a figure of a claim is none to look for: in a name, one of something, two sides of one matter."""
    if figure.code or (figure.values == {Fraction(1)} and figure.unit not in STRICT | {"no"}):
        return True
    two = figure.word and not figure.part and figure.values == {Fraction(2)}
    return bool(two and _TWO_SIDES.match(text, figure.end))


def _same(claimed: Figure, given: Figure) -> bool:
    if not claimed.values & given.values:
        return False
    if claimed.unit == given.unit or not given.unit:
        return True
    if not claimed.unit:
        return given.unit not in ("%", "pp") or any(value.denominator > 1 for value in claimed.values)
    return not (claimed.unit in STRICT or given.unit in STRICT or of_one_family(claimed.unit, given.unit))


def _figure(text: str, match: re.Match[str]) -> Figure:
    start, end = match.span()
    values = _values(match.group(), comma=bool(_CYRILLIC.search(text)))
    law = _KOREAN_LAW.match(text, end) if "제" in text[max(0, start - 2) : start] else None
    if not law:
        values, end = _scaled(text, match, values)
    unit = ""
    before = _BEFORE.search(text, max(0, start - 12), start)
    if before:
        start = before.start()
        named = before["code"] or ("no" if before["no"] else "art" if before["art"] else "")
        unit = _SIGNS.get(before["sign"] or "", named.upper() if before["code"] else named)
    if law:
        unit, end = "no" if law[1] else "art" if law[2] or law[3] else "", law.end()
    if not unit:
        for name, pattern in UNITS:
            if found := pattern.match(text, end):
                unit, end = name, found.end()
                break
    if not unit and max(values) <= FEW and (found := YEARS.match(text, end)):
        unit, end = "years", found.end()
    if re.match(_EVENING, text[end:]) or "오후" in text[max(0, start - 3) : start]:  # by a clock of 24 hours
        values |= {value + 12 for value in values if value < 12}
    return Figure(start, end, values, unit, code=_is_code(text, *match.span()))


def _values(digits: str, *, comma: bool = True) -> frozenset[Fraction]:
    """What digits can mean; `comma` where one may part decimals, as in Russian."""
    if digits[-1] in _FRACTIONS:  # "2¼"
        part = Fraction(unicodedata.numeric(digits[-1])).limit_denominator(8)
        return frozenset(whole + part for whole in _values(digits[:-1].strip() or "0"))
    plain = re.sub(r"[\u00a0\u202f\u2009 ’']", "", digits)
    marks = re.findall(r"[.,]", plain)
    readings = set()
    if len(marks) == 1 and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain):
        readings.add(plain.replace(marks[0], ""))
        if comma or marks[0] == ".":
            readings.add(plain.replace(",", "."))
    elif len(set(marks)) == 2:  # 1,234.5 or 1.234,5: the last mark is the decimal one
        readings.add(plain.replace(marks[0], "").replace(marks[-1], "."))
    elif len(marks) > 1:
        readings.add(plain.replace(marks[0], ""))
    else:
        readings.add(plain.replace(",", "."))
    return frozenset(Fraction(reading) for reading in readings)


def _scaled(text: str, match: re.Match[str], values: frozenset[Fraction]) -> tuple[frozenset[Fraction], int]:
    """The values times the scale words behind them, and where those end."""
    end = match.end()
    if article := _ARTICLE.match(text, end):
        return values | {value * 10**12 for value in values}, article.end()
    if scale := _KOREAN_SCALE.match(text, end):
        total = {value * _korean_scale(scale[1]) for value in values}
        end = scale.end()
        least = _korean_scale(scale[1])
        while part := _KOREAN_PART.match(text, end):  # "1조 2,000억", "1만 4,500", "9만4000"
            more = max(_values(part[1])) * _korean_scale(part[2] or "")
            spaced = text[end].isspace() and not part[2] and len(part[1]) < 3
            if more >= least or spaced or dates(text[max(0, end - 8) : part.end() + 2].lstrip("0123456789")):
                break
            total, least = {value + more for value in total}, _korean_scale(part[2] or "")
            end = part.end()
        return frozenset(total), end
    for pattern, factor in SCALES:
        if found := pattern.match(text, end):
            return frozenset(value * factor for value in values), found.end()
    if short := _SHORT_SCALE.match(text, end):  # "1.3m photographs", "740k"; or metres
        factor = 10**6 if short[0] == "m" else 10**3
        return values | {value * factor for value in values}, short.end()
    return values, end


def _korean_scale(word: str) -> int:
    scale = 1
    for char in word:
        scale *= _KOREAN[char]
    return scale


def _from_word(text: str, start: int, end: int, value: int) -> Figure:
    values, unit = {Fraction(value)}, ""
    for pattern, factor in SCALES:
        if found := pattern.match(text, end):
            values, end = {Fraction(value) * factor}, found.end()
    if re.match(r"\s?(?:decades?\b|десятилети\w+)", text[end:]):
        values.add(Fraction(value * 10))
    if re.match(r"\s?(?:millenni|тысячелет)\w+", text[end:]):
        values.add(Fraction(value * 1000))
    for name, pattern in UNITS:
        if found := pattern.match(text, end):
            unit, end = name, found.end()
            break
    if not unit and value <= FEW and not text[start:end].endswith(_ORDINAL) and (found := YEARS.match(text, end)):
        unit, end = "years", found.end()
    return Figure(start, end, frozenset(values), unit, word=True)


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether letters hang on the digits: "COVID-19", "5G", "B2G"; a Korean counter or «2-й» does not."""
    before, after = text[max(0, start - 2) : start], text[end : end + 12]
    if re.search(r"[^\W\d_가-힣제]-?$", before) or re.search(r"[가-힣]$", before.replace("제", " ").replace("약", " ")):
        return True
    return bool(
        re.match(r"-?[A-Za-z]", after)
        and not re.match(
            r"-?(?:st|nd|rd|th|[a-z]{1,3}|[kMG]?Hz|[kMG]?Wh?|[kM]?V|dB|GB|MB|TB)(?![A-Za-z])|-[a-z]{3,}",
            after,
        )
    )


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


__all__ = ["Date", "Figure", "count", "figures", "missing"]
