"""What was said: one question with its answer, as data that the browser may keep and give back.

What comes back from a browser is not trusted: `restore` keeps only what has the right shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FIELDS = ("source", "language", "year", "folder")  # what the page narrows a question by
MAX_TURNS = 200
MAX_CHARACTERS = 2_000_000  # of a conversation that a browser gives back

_SEGMENT = {"text": str, "citations": list, "status": str}
_CITATION = {"n": int, "quote": str, "id": str, "start": int, "end": int, "title": str, "source": str, "language": str}
_FLAG = {"start": int, "end": int, "kind": str}
_OPTIONAL = ("publisher", "date", "locator", "summary", "gloss", "translation")
_ANSWER = {"searched": str, "refused": bool, "language": str, "model": str, "generation": str}


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it.

    Attributes:
        answer: the JSON of `Answer.as_dict`, or empty while there is none.
        problem: one line when the question could not be answered.
        where: the filter it was asked with.
    """

    question: str
    answer: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    where: dict[str, list[str]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing more is to come."""
        return bool(self.problem or self.answer.get("generation"))

    @property
    def citations(self) -> list[dict[str, Any]]:
        """What the turn shows as sources: citations, or the nearest passages of a refused answer."""
        return list(self.answer.get("citations") or self.answer.get("nearest") or [])


def history(turns: list[Turn]) -> list[tuple[str, str]]:
    """Earlier questions, as searched, with their answers: what a follow-up is understood by."""
    return [(turn.answer["searched"], turn.answer["answer"]) for turn in turns if turn.answer]


def store(turns: list[Turn]) -> str:
    """The conversation as JSON."""
    return json.dumps([asdict(turn) for turn in turns], ensure_ascii=False)


def restore(text: str) -> list[Turn]:
    """A conversation that a browser kept; anything malformed is left out."""
    if not text or len(text) > MAX_CHARACTERS:
        return []
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [turn for row in (rows[-MAX_TURNS:] if isinstance(rows, list) else []) if (turn := _turn(row))]


def _turn(row: Any) -> Turn | None:  # noqa: ANN401 - any JSON value
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        return None
    problem = row.get("problem")
    answer = row.get("answer")
    return Turn(
        question=row["question"],
        answer=answer if isinstance(answer, dict) and _is_answer(answer) else {},
        problem=problem if isinstance(problem, str) else "",
        where=_where(row.get("where")),
    )


def _where(value: Any) -> dict[str, list[str]]:  # noqa: ANN401 - any JSON value
    """The filter of a question; what is no list of strings, or no field of ours, is left out."""
    fields = value.items() if isinstance(value, dict) else ()
    return {name: values for name, values in fields if name in FIELDS and _are_strings(values)}


def _is_answer(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if not _has(value, _ANSWER) or not isinstance(value.get("answer"), str):
        return False
    lists = [value.get(name) for name in ("segments", "citations", "nearest")]
    if not all(isinstance(rows, list) for rows in lists):
        return False
    segments, citations, nearest = lists
    return all(_is_segment(row) for row in segments) and all(_is_citation(row) for row in citations + nearest)


def _is_segment(row: Any) -> bool:  # noqa: ANN401 - any JSON value
    flags = row.get("flags", []) if isinstance(row, dict) else None
    good_flags = isinstance(flags, list) and all(_has(flag, _FLAG) for flag in flags)
    return good_flags and _has(row, _SEGMENT) and all(isinstance(n, int) for n in row["citations"])


def _is_citation(row: Any) -> bool:  # noqa: ANN401 - any JSON value
    if not _has(row, _CITATION):
        return False
    strings = all(isinstance(row.get(key, ""), str) for key in _OPTIONAL)
    texts = all(_are_strings(row.get(name, [])) for name in ("notes", "headings"))
    marks = all(
        isinstance(m, list) and len(m) == 2 and all(isinstance(n, int) for n in m) for m in row.get("marks", [])
    )
    return strings and texts and marks


def _are_strings(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _has(row: Any, shape: Mapping[str, type]) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(row, dict) and all(isinstance(row.get(key), kind) for key, kind in shape.items())
