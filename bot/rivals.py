"""How likely it is that two statements tell one thing otherwise: what speaks for and against it, weighed together.

No rule alone tells a rival from a sentence about something like it. The weights are those of a logistic regression over
every pair that was compared for the quotes of real questions: over pairs written for it (tests/data/disagreements.jsonl
and others), folders of related documents, and real documents, which hardly ever disagree. Does not look for statements.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.asking import wanted
from bot.evidence.dates import dates
from bot.evidence.disagreement import Difference
from bot.evidence.figures import figures
from bot.evidence.names import names
from bot.evidence.synonyms import Word, content, held, weights
from bot.quotes.rows import naming_field
from index.types import Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = {
    "near": 4.1,  # cosine of the two, up to NEAR: beyond it they are about like things, not surely about one
    "unsaid": -4.5,  # of the question's words, what the other lacks of ANSWERED
    "swapped": -0.9,  # words that only the one says and words that only the other says, where the rest is alike
    "names": -1.9,  # the same for names, each counted
    "apart": -5.3,  # root of the logarithm of the ratio of the figures: sources seldom differ by as much as things
    "counts": -1.6,  # of figures without a unit, how unlike what they count is
    "date": -1.9,  # it is a date that differs
    "event": -4.9,  # and the words that are swapped, however unlike the rest: another event
    "period": -2.9,  # they tell of different times
    "planned": -1.8,  # one is a plan or was written before the time, and the other was not; set by hand
    "across": 0.9,  # in two languages
    "asked": 0.8,  # the question asks for a figure or a date
}
ALWAYS = 1.3
NEAR, ALIKE = 0.4, 0.3  # cosines of two sentences
ANSWERED, UNASKED = 0.5, 0.15  # of a question's words, by weight: enough of them, and too few
AROUND = 0.7  # what counts of a word that only the title, the headings or the sentence before say
EARLY = 0.25  # of a year before it begins in which it is told of as it will be: a budget

_SPAN = re.compile(r"((?:19|20)\d\d)\s?[-–~/]\s?((?:19|20)\d\d|\d\d)(?!\d)")
_PLANNED = re.compile(
    r"예정|계획|목표|전망|예상|추산|추정|예측|[할될]\s것으로"
    r"|\b(?:plan(?:s|ned)?|expect(?:s|ed)?|forecasts?|projected|target(?:s|ed)?|goals?|aims?|intend(?:s|ed)?"
    r"|propos(?:es|ed|al)|scheduled|estimate[sd]?|is to|are to|will|would)\b"
    r"|(?<!\w)(?:план|ожида|прогноз|намеч|намер|предусм|предполаг|долж[ен]|цел[ьи]|целев|оценива|предложен|буд[еу]т"
    r"|составит|достигнет)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a source: `hit.document.text[start:end]`."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.hit.document.text[self.start : self.end]

    @property
    def around(self) -> str:
        """What says what it is about: the title, the headings, the name of its row, the sentence before."""
        document = self.hit.document
        row = naming_field(document.text, self.start)
        before = [document.text[start:end] for start, end in self.hit.chunk.sentences if end <= self.start][-1:]
        named = [document.text[slice(*row)]] if row else []
        return "\n".join([document.metadata.title, *self.hit.chunk.headings, *named, *before])

    @property
    def dated(self) -> float:
        """When its document was written, in years; 0 if not known."""
        year, _, rest = self.hit.document.metadata.date.partition("-")
        return int(year) + (int(rest[:2]) - 1) / 12 if rest else float(year or 0)


def chance(
    question: str, one: Statement, other: Statement, *, differ: Difference, cosine: float, least: float = 0.0
) -> float:
    """How likely it is that two statements that differ are about one thing, 0 to 1.

    Args:
        question: as searched.
        one: a statement.
        other: of another document.
        differ: on what.
        cosine: of the two sentences.
        least: below it the words are not compared, which takes longest.
    """
    signs = _signs(question, one, other, differ, cosine)
    if _weighed(signs) < least:
        return 0.0
    said = answered(question, other)
    signs["unsaid"] = max(0.0, ANSWERED - said)
    if said < UNASKED or _weighed(signs) < least:
        return 0.0
    words, named = _exchanged(question, one, other)
    alike = min(1.0, max(0.0, cosine / ALIKE - 1))
    return _weighed(signs | {"swapped": words * alike, "event": words * signs["date"], "names": named})


def _weighed(signs: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-ALWAYS - sum(WEIGHTS[name] * sign for name, sign in signs.items())))


def _signs(question: str, one: Statement, other: Statement, differ: Difference, cosine: float) -> dict[str, float]:
    """All that can be told without comparing words."""
    period, is_date = _period(question) or _period(one.text), differ.about == "date"
    return {
        "near": min(NEAR, cosine),
        "apart": math.sqrt(min(3.0, differ.apart)),
        "counts": 1 - differ.alike,
        "date": is_date,
        "period": not is_date and _of_another_time(period, one, other),
        "planned": _is_plan(one) != _is_plan(other) or _was_foretold(period, one, other),
        "across": one.hit.chunk.language != other.hit.chunk.language,
        "asked": bool(wanted(question) & {"figure", "date"}),
    }


def answered(question: str, statement: Statement) -> float:
    """How much of a question's words a statement says, 0 to 1 by weight; ANSWERED where it has none."""
    asked = content(question)
    whole = weights(asked)
    return float(_said(asked, statement) @ whole / whole.sum()) if asked and whole.any() else ANSWERED


def _exchanged(question: str, one: Statement, other: Statement) -> tuple[float, float]:
    """The words and the names that each says and the other does not, the fewer of the two: a share, and how many."""
    mine, yours = content(one.text), content(other.text)
    if not mine or not yours:
        return 0.0, 0.0
    lost = 1 - _said(mine, other)
    new = 1 - np.maximum(_said(yours, one), held(yours, question))
    weight, its = weights(mine), weights(yours)
    whole = min(float(weight.sum()), float(its.sum()))
    share = min(float(lost @ weight), float(new @ its)) / whole if whole else 0.0
    named = [
        float(gone[_of_names(words, text)].sum())
        for gone, words, text in ((lost, mine, one.text), (new, yours, other.text))
    ]
    return share, min(named)


def _of_names(words: Sequence[Word], text: str) -> list[bool]:
    """Which words of a text are names in it, or of one."""
    proper = [name.text.lower() for name in names(text) if not name.plain]
    return [any(word.text in name or name in word.text for name in proper) for word in words]


def _said(words: Sequence[Word], statement: Statement) -> Floats:
    around: Floats = AROUND * held(words, statement.around)
    return np.maximum(held(words, statement.text), around)


def _period(text: str) -> set[int]:
    """The years that a text names."""
    years = {date.year for date in dates(text) if date.year}
    for first, last in _SPAN.findall(text):
        years |= set(range(int(first), int(first[: -len(last)] + last) + 1))
    return years


def _of_another_time(period: set[int], one: Statement, other: Statement) -> bool:
    """Whether another statement tells of other years than are asked about, or of another part of the year."""
    theirs = _period(other.text) or _period(other.around)
    return bool(period and theirs and not period & theirs) or _parts(one.text) != _parts(other.text)


def _parts(text: str) -> set[tuple[str, int]]:
    """Halves and quarters of a year."""
    return {(part.unit, int(max(part.values))) for part in figures(text) if part.unit in ("half", "quarter")}


def _is_plan(statement: Statement) -> bool:
    return bool(_PLANNED.search(statement.text))


def _was_foretold(period: set[int], one: Statement, other: Statement) -> bool:
    """Whether one was written well before the year that is told of, and the other was not."""
    year, (early, late) = max(period, default=0), sorted((one.dated, other.dated))
    return 0 < early < year <= late and (early < year - EARLY or late >= year + 1)
