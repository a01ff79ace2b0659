"""Numbers and dates of a spreadsheet as its reader sees them: 12.3%, 1,234.50, 2019-12-27."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,. ]*")


def shown(value: object, pattern: str = "") -> str:
    """A cell's value in its number format; only what formats commonly do, exact otherwise."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, pattern.split(";")[0])
    return str(value)


def _number(value: float, pattern: str) -> str:
    plain = _plain(value)
    if not pattern or pattern.lower() == "general" or pattern == "@":
        return plain
    bare = _QUOTED.sub("", pattern)
    digits = _DIGITS.search(bare)
    if not digits or "e" in bare.lower() or "/" in bare:
        return plain
    percent = "%" in bare
    body = digits[0].rstrip(", ")
    decimals = len(re.findall(r"[0#?]", body.partition(".")[2]))
    scaled = value * 100 if percent else value
    text = f"{scaled:{',' if ',' in body else ''}.{decimals}f}"
    return f"{text}%" if percent else text


def _plain(value: float) -> str:
    """Whole numbers without ".0", others to the 15 digits that spreadsheets keep."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
