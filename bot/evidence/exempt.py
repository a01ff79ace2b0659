"""Figures of a claim that are not looked for in its source: in names and idioms, marks of a list, one of something."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.evidence.units import STRICT, Figure

_TWO_SIDES = re.compile(
    r"\s(?:\w+ )?(?:countr|nation|state|side|part(?:y|ies)\b|capital|government|나라|국가|정부|стран|государств|сторон"
    r"|правительств|Korea|Коре[ийя])"
)
_IDIOM = re.compile(
    r"(?:rd)?[- ]?part(?:y|ies)\b|\s?(?:자|사)(?=[의가와에는을를인도로\s,.]|들)(?![가-힣]{3})|\s?자릿수|[- ]digit\b"
    r"|[- ](?:check|click|quot|spac|spend|standard)\w*"
)
_IDIOM_OF = (Fraction(2), Fraction(3))  # "double-check", "double-digit", "third party", 제3자, 두 자릿수
_NAMED = re.compile(r"[A-Z][a-z]+ [A-Z]")  # a number that is part of a name: "the Four Corners"


def exempt(text: str, figure: Figure) -> bool:
    """Whether a figure of a claim is none to look for."""
    before, behind = text[: figure.start], text[figure.end :]
    if figure.code or (figure.values == {Fraction(1)} and figure.unit not in STRICT | {"no"}):
        return True
    if figure.values == {Fraction(0)} and before.endswith(":"):  # of a time
        return True
    if behind.startswith(")") and before.count("(") <= before.count(")"):  # of a list: "1) …; 2) …"
        return not figure.unit
    if figure.values <= set(_IDIOM_OF) and _IDIOM.match(behind):
        return True
    if not figure.word or figure.part:
        return False
    named = _NAMED.match(text, figure.start) and before.rstrip()[-1:].isalpha()
    return bool(named or (figure.values == {Fraction(2)} and _TWO_SIDES.match(behind)))
