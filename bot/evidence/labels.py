"""Sentences that say nothing by themselves: a date or a term in front of what is said of it ("7 May 2018. ...").

Joins them with the sentence behind them, so that a quote holds both. Does not look for verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.evidence.dates import dates

LONGEST = 40  # characters of a label
WORDS = 3  # of a label in letters other than Hangul
_VERB = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|is|are|was|were|has|have|had|do|does|did|not|[a-z]{2,}(?:ed|es))\b"
    r"|\b(?:не|нет)\b|[а-яё](?:ет|ёт|ут|ют|ит|ат|ят|ел|ил|ал|ла|ло|ли|лся|ся|сь|ать|ить|еть|ан|ана|ано|ны|но)\b"
)
_KOREAN_END = re.compile(r"[다요까죠함음임]\W*$")


def joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """(start, end, indices) of the sentences of a text, each label together with what it stands before.

    Args:
        text: of the document.
        spans: of its sentences, in order.
    """
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for n, (start, end) in enumerate(spans):
        if found and _leads_to(text, found[-1][:2], start):
            first = found.pop()
            found.append((first[0], end, (*first[2], n)))
        else:
            found.append((start, end, (n,)))
    return found


def _leads_to(text: str, label: tuple[int, int], start: int) -> bool:
    between = text[label[1] : start]
    return 0 <= start - label[1] <= 2 and not between.strip() and "\n" not in between and is_label(text[slice(*label)])


def is_label(sentence: str) -> bool:
    """Whether a sentence is a date, or a few words without a predicate."""
    sentence = sentence.strip()
    if not sentence or len(sentence) > LONGEST:
        return False
    bare = sentence
    for date in reversed(dates(sentence)):
        bare = bare[: date.start] + bare[date.end :]
    if not re.search(r"\w{3}", bare):
        return True
    if re.search("[가-힣]", sentence):
        return not _KOREAN_END.search(sentence)
    return len(sentence.split()) <= WORDS and not sentence.endswith(("!", "?")) and not _VERB.search(sentence)
