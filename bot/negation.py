"""Whether a claim denies what its source affirms, as far as words of negation show it.

An honest, weak signal: it counts negations on both sides. It does not see antonyms, irony or scope, so its finding
is reported beside the verdict and never hides a sentence.
"""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|fail(?:s|ed)? to"
    r"|refus\w+ to|lacks?|unable)\b|n[’']t\b"
    r"|(?<!\w)(?:не|нет|ни|никогда|никто|ничто|нельзя|отсутству\w+|отказал\w+)(?!\w)"
    r"|\bбез(?=\s)|\bне(?:возможн|удач|льзя|льзя)\w*"
    r"|않|아니(?!면)|못(?:하|했|한|할|해|\s)|없(?:다|었|는|이|을|어|고|으|습|지)|말(?:아야|라고|았)|안\s(?=[가-힣])|거부",
    re.IGNORECASE,
)
# Forms that hold a word of negation and do not deny: "not only", «не только», "뿐만 아니라".
_NO_DENIAL = re.compile(
    r"\bnot only\b|\bno(?:\.|\s)?\s?\d+|\bnot least\b|\bnotwithstanding\b"
    r"|\bне только\b|\bне (?:менее|более|ранее|позднее)\b"
    r"|\bтем не менее\b|뿐(?:만)?\s?아니라|에\s?못지않|빠짐없이|끊임없이|다름\s?없|두말할 것 없이|없이(?=\s)",
    re.IGNORECASE,
)


def negations(text: str) -> list[tuple[int, int]]:
    """Spans of the words that deny."""
    skip = [match.span() for match in _NO_DENIAL.finditer(text)]
    return [
        match.span()
        for match in _NEGATION.finditer(text)
        if not any(a < match.end() and match.start() < b for a, b in skip)
    ]


def contradicts(claim: str, source: str) -> tuple[int, int] | None:
    """The span of the claim that shows a negation on one side only; None when both sides agree.

    When the source alone denies, the span is the whole claim.
    """
    here, there = negations(claim), negations(source)
    if len(here) % 2 == len(there) % 2 or (here and there):
        return None
    return here[0] if here else (0, len(claim))
