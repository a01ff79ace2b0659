"""Numbers and dates of a spreadsheet as its reader sees them: 12.3%, $1,234.50, 830억 원, 2019-12-27."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

# The pieces of a number's pattern: literals, what has no letters of its own, digits, signs.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<silent>\[[^\]]*\]|_.|\*.)'
    r"|(?P<digits>[#0?][#0?,. ]*)|(?P<percent>%)|(?P<plain>.)",
    re.S,
)
# The pieces of a date's pattern: years to seconds, quoted words, anything else but what shows nothing.
_TOKEN = re.compile(r"""\[[^\]]*\]|([Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+)|"([^"]*)"|_.|\*.|AM/PM|\\?([^@])""", re.S)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_EXACT = re.compile(r"[eE][+-]|[#0?]\s*/|general|@", re.I)  # exponents, fractions: the value itself is better


def shown(value: object, pattern: str = "") -> str:
    """A cell's value in its number format; only what formats commonly do, exact otherwise."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _moment(value, _TOKEN.findall((pattern or "").partition(";")[0]))
    if isinstance(value, timedelta):
        hours, rest = divmod(round(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    if isinstance(value, (date, time)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, pattern)
    return str(value)


def _moment(value: datetime, tokens: list[tuple[str, str, str]]) -> str:
    """A date as precise as its format shows it: as the format writes it where that has words of its own, else ISO."""
    units = [unit.lower() for unit, _, _ in tokens if unit]
    names = any(unit.startswith(("mmm", "ddd")) for unit in units)
    if not names and units and any(any(char.isalpha() for char in quoted + plain) for _, quoted, plain in tokens):
        return "".join(_written(value, tokens)).strip()
    timed = any(unit[0] in "hs" for unit in units)
    days, months = ([unit for unit in units if unit[0] == letter] for letter in "dm")
    whole = value.date().isoformat()
    if not units:
        return whole if value.time() == time(0) else value.isoformat(" ", "minutes")
    if timed:
        dated = days or any(unit[0] == "y" for unit in units)
        return f"{whole} " * bool(dated) + value.time().isoformat("minutes")
    return whole if days else whole[:7] if months else whole[:4]


def _written(value: datetime, tokens: list[tuple[str, str, str]]) -> Iterator[str]:
    """The pieces of a date in its format; an m behind hours or before seconds counts minutes."""
    units = [unit.lower() for unit, _, _ in tokens]
    for at, (unit, (_, quoted, plain)) in enumerate(zip(units, tokens, strict=True)):
        before = next((other[0] for other in reversed(units[:at]) if other), "")
        after = next((other[0] for other in units[at + 1 :] if other), "")
        minutes = unit.startswith("m") and (before == "h" or after == "s")
        counts = {"y": value.year, "m": value.minute if minutes else value.month, "d": value.day}
        counts |= {"h": value.hour, "s": value.second}
        if unit:
            count = counts[unit[0]] % 100 if unit in ("y", "yy") else counts[unit[0]]
            yield f"{count:0{min(len(unit), 4)}}"
        else:
            yield quoted or plain


def _number(value: float, pattern: str) -> str:
    sections = [found[1] for found in _SECTION.finditer(pattern)][:4] if pattern else []
    chosen = sections[0] if sections else ""
    if value < 0 and len(sections) > 2 and sections[1].strip():
        chosen, value = sections[1], -value
    pieces = list(_PIECE.finditer(chosen))
    bare = "".join(piece[0] for piece in pieces if piece["plain"] or piece["digits"])
    digits = next((piece["digits"] for piece in pieces if piece["digits"]), "")
    if not digits or _EXACT.search(bare):
        return _plain(value)
    percent = any(piece["percent"] for piece in pieces)
    text = _with_digits(value * 100 if percent else value, digits.rstrip())
    before, behind = _literals(pieces)
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{before}{text.removeprefix('-')}{behind}".strip()


def _with_digits(value: float, digits: str) -> str:
    """The value with the decimals and the thousands marks of "#,##0.0#"; each comma at the end divides by 1,000."""
    body = digits.rstrip(", ")
    value /= 1000 ** (len(digits.rstrip()) - len(body))
    places = body.partition(".")[2]
    text = f"{value:{',' if ',' in body else ''}.{len(re.findall('[0#?]', places))}f}"
    least = places.count("0")
    if "." in text:
        whole, _, decimals = text.partition(".")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
        text = f"{whole}.{decimals}" if decimals else whole
    return "0" if text == "-0" else text


def _literals(pieces: list[re.Match[str]]) -> tuple[str, str]:
    """What the pattern writes before and behind the digits: a currency, a unit, a percent sign."""
    sides = ["", ""]
    side = 0
    for piece in pieces:
        if piece["digits"]:
            side = 1
        else:
            sides[side] += piece["quoted"] or piece["escaped"] or piece["currency"] or piece["percent"] or ""
            sides[side] += piece["plain"] or ""
    return sides[0], sides[1]


def _plain(value: float) -> str:
    """Whole numbers without ".0", others to the 15 digits that spreadsheets keep."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
