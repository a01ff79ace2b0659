"""The page's own words in three languages, from `texts.json`. Docent's words in answers live in `bot.phrases`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from bot.phrases import DEFAULT_LANGUAGE, LANGUAGES

COOKIE = "docent-language"
_DATE = {"ko": "{y}. {m}. {d}.", "en": "{d} {name} {y}", "ru": "{d:02d}.{m:02d}.{y}"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def texts(language: str) -> dict[str, str]:
    """Every text of the page by its key."""
    rows: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))
    return {key: row[language] for key, row in rows.items()}


def choose_language(cookies: Mapping[str, str], accepted: str) -> str:
    """The reader's choice, else the first language of the browser that the page speaks, else English.

    Args:
        cookies: of the request.
        accepted: its Accept-Language header.
    """
    if cookies.get(COOKIE) in LANGUAGES:
        return cookies[COOKIE]
    wanted = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((language for language in wanted if language in LANGUAGES), DEFAULT_LANGUAGE)


def show_date(value: str, language: str) -> str:
    """An ISO 8601 date to the day as the language writes it; to the month or year, or anything else, as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return _DATE[language].format(y=day.year, m=day.month, d=day.day, name=_MONTHS[day.month - 1])


def show_number(value: int, language: str) -> str:
    """With the thousands separator of the language."""
    return f"{value:,}".replace(",", "\u00a0" if language == "ru" else ",")
