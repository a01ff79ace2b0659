"""Numbers and dates of a spreadsheet as its reader sees them: 12.3%, $1,234.50, 830억 원, 2019-12-27."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

# The pieces of a number's pattern: literals, what has no letters of its own, digits, signs.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<silent>\[[^\]]*\]|_.|\*.)'
    r"|(?P<digits>[#0?][#0?,. ]*)|(?P<percent>%)|(?P<plain>.)",
    re.S,
)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_EXACT = re.compile(r"[eE][+-]|[#0?]\s*/|general|@", re.I)  # exponents, fractions: the value itself is better


def shown(value: object, pattern: str = "") -> str:
    """A cell's value in its number format; only what formats commonly do, exact otherwise."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, timedelta):
        hours, rest = divmod(round(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    if isinstance(value, (date, time)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, pattern)
    return str(value)


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
