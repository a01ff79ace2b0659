"""Passages to the sources of a prompt: whole, best first, within a model's window.

Neighbours of one document become one passage, a text that stands there in two languages counts once, and no
language fills the window while another one waits. Does not know prompts' wording or models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.labels import joined
from bot.llm.contain import as_data
from index.places import headings_above, where
from index.text import script_of
from index.types import Hit

NEIGHBOURS = 3  # characters between two passages that still make one
LANGUAGE_SHARE = 0.6  # of the window, for one language while others have passages
_TOKENS = {"hangul": 1.0, "han": 1.2, "kana": 1.0, "cyrillic": 0.5}  # a character; measured roughly, on the safe side


@dataclass(frozen=True, slots=True)
class Passage:
    """One source of a prompt: `hit.document.text[start:end]`; `sentences` as in `Chunk`, labels joined (`labels`)."""

    hit: Hit
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.hit.document.text[self.start : self.end]


def pack(hits: Sequence[Hit], *, budget: int) -> list[Passage]:
    """The passages that a prompt holds, best first; at least one when there is any hit.

    Args:
        hits: best first.
        budget: tokens.
    """
    passages = _without_twins(_merged(hits))
    several = len({passage.hit.chunk.language for passage in passages}) > 1
    used: dict[str, float] = {}
    kept: list[int] = []
    for share in (LANGUAGE_SHARE, 1.0) if several else (1.0,):
        for rank, passage in enumerate(passages):
            language = passage.hit.chunk.language
            size = tokens(source_block(1, passage))
            fits = sum(used.values()) + size <= budget and used.get(language, 0) + size <= share * budget
            if rank not in kept and (fits or not kept):
                kept.append(rank)
                used[language] = used.get(language, 0) + size
    return [passages[rank] for rank in sorted(kept)]


def part(passage: Passage, at: int, *, budget: float) -> Passage:
    """Of a passage that is longer than the budget, the sentence that holds an offset and what fits around it.

    Args:
        passage: with sentences; without any it is given back.
        at: offset in its document.
        budget: tokens.
    """
    spans = passage.sentences
    if not spans:
        return passage
    first = last = next((n for n, (_, end) in enumerate(spans) if at < end), len(spans) - 1)
    while True:
        wider = [(first, last + 1)] if last + 1 < len(spans) else []
        wider += [(first - 1, last)] if first else []
        fits = next((way for way in wider if tokens(source_block(1, _slice(passage, *way))) <= budget), None)
        if fits is None:
            return _slice(passage, first, last)
        first, last = fits


def _slice(passage: Passage, first: int, last: int) -> Passage:
    spans = passage.sentences[first : last + 1]
    return replace(passage, start=spans[0][0], end=spans[-1][1], sentences=spans)


def tokens(text: str) -> float:
    """About how many tokens a model needs for a text; without a tokenizer, which would have to be downloaded."""
    return sum(_TOKENS.get(script_of(char), 0.3) if char.isalpha() else 0.3 for char in text)


def source_block(n: int, passage: Passage) -> str:
    """A passage as a prompt shows it: a line about it, then its text, with nothing in it that reads as a marker."""
    about = passage.hit.document.metadata
    _, locator = where(passage.hit.document, passage.start, passage.end)
    parts = (about.title or passage.hit.document.source, about.publisher, about.date, locator)
    above = headings_above(passage.hit.document, passage.start)
    headings = " > ".join(heading for heading in above if heading != about.title)
    lines = [f"[{n}] " + as_data(", ".join(part for part in parts if part)), as_data(headings), as_data(passage.text)]
    return "\n".join(line for line in lines if line)


def _merged(hits: Sequence[Hit]) -> list[Passage]:
    """Passages of one document that touch, as one, at the rank of the best of them."""
    order = sorted(range(len(hits)), key=lambda n: (hits[n].document.id, hits[n].chunk.start))
    groups: list[list[int]] = [[n] for n in order[:1]]
    for before, n in pairwise(order):
        same = hits[before].document.id == hits[n].document.id
        end = max(hits[m].chunk.end for m in groups[-1])
        if same and hits[n].chunk.start <= end + NEIGHBOURS:
            groups[-1].append(n)
        else:
            groups.append([n])
    return [_one([hits[n] for n in sorted(group)]) for group in sorted(groups, key=min)]


def _one(group: list[Hit]) -> Passage:
    sentences = sorted({span for hit in group for span in hit.chunk.sentences})
    whole = tuple((start, end) for start, end, _ in joined(group[0].document.text, sentences))
    return Passage(group[0], min(h.chunk.start for h in group), max(h.chunk.end for h in group), whole)


def _without_twins(passages: list[Passage]) -> list[Passage]:
    """Leave out a passage that says in another language what a better or more original one says."""
    kept: list[Passage] = []
    for passage in passages:
        twin = next((n for n, other in enumerate(kept) if _are_twins(passage, other)), None)
        if twin is None:
            kept.append(passage)
        elif _is_summary(kept[twin]) and not _is_summary(passage):
            kept[twin] = passage
    return kept


def _is_summary(passage: Passage) -> bool:
    return bool(passage.hit.document.metadata.summary_of)


def _are_twins(one: Passage, other: Passage) -> bool:
    """Two languages, two documents, and the same figures and dates: at least three, so not by chance."""
    if one.hit.chunk.language == other.hit.chunk.language or one.hit.document.id == other.hit.document.id:
        return False
    here, there = _numbers(one.text), _numbers(other.text)
    return len(here) >= 3 and here == there


def _numbers(text: str) -> set[object]:
    return {figure.values for figure in figures(text)} | {(d.year, d.month, d.day) for d in dates(text)}
