"""Why a file or a part of it was left out, and what an error says, in the reader's language.

Those sentences are written in English where the fault is found, for the command line and the log. `reasons.json` holds
their clauses with `{blanks}` in Korean and Russian; a sentence is clauses with ": " or "; " between them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_BLANK = re.compile(r"\{(\w+)\}")
_BETWEEN = re.compile(r": |; ")
_FREE = "error"  # a blank that may hold anything; the others hold no separator


@lru_cache(maxsize=4096)
def in_language(sentence: str, language: str) -> str | None:
    """A sentence in a language of the page; None when it has a clause that nobody has translated."""
    if language == "en":
        return sentence
    whole = _clause(sentence, language)
    if whole is not None:
        return _capital(whole)
    for between in _BETWEEN.finditer(sentence):
        first = _clause(sentence[: between.start()], language)
        rest = in_language(sentence[between.end() :], language) if first is not None else None
        if first is not None and rest is not None:
            return f"{_capital(first)}. {rest}"
    return None


def _capital(clause: str) -> str:
    """The clause as a sentence begins; names in other scripts stay as they are written."""
    return clause[0].upper() + clause[1:] if "а" <= clause[0] <= "ё" else clause


def _clause(clause: str, language: str) -> str | None:
    for pattern, said in _clauses(language):
        found = pattern.fullmatch(clause)
        if found:
            return said.format(**found.groupdict())
    return None


@cache
def _clauses(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The clauses as patterns with what they are in a language; those with the most words of their own first."""
    rows = json.loads(Path(__file__).with_name("reasons.json").read_text(encoding="utf-8"))
    ordered = sorted(rows, key=lambda clause: -len(_BLANK.sub("", clause)))
    return tuple((re.compile("".join(_pattern(clause)), re.DOTALL), rows[clause][language]) for clause in ordered)


def _pattern(clause: str) -> Iterator[str]:
    for n, part in enumerate(_BLANK.split(clause)):
        if n % 2 == 0:
            yield re.escape(part)
        else:
            yield f"(?P<{part}>(?! ){'.+?' if part == _FREE else '(?:(?!: |; ).)+?'})"
