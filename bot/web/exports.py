"""Answers of the page as files to keep: what a browser kept becomes `Answer`s again, and `bot.export` writes them.

What comes back from a browser is not trusted: a field of another type than it should have is replaced by nothing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from bot.answer import Answer, AnswerSegment, Citation, Flag, FlagKind, Status
from bot.export import exported
from bot.export.notes import file_name
from bot.web.turns import Turn

_TYPES = {
    ".md": "text/markdown",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".json": "application/vnd.citationstyles.csl+json",
}
_STRINGS = ("id", "source", "title", "publisher", "date", "url", "language", "locator", "summary", "summary_of")


def export_file(turns: Sequence[Turn], suffix: str) -> str:
    """A file for `page.js` to save, as JSON: name, type, content in base64; empty when there is nothing to keep."""
    answers = answers_of(turns)
    if not answers or suffix not in _TYPES:
        return ""
    content = base64.b64encode(exported(answers, suffix)).decode("ascii")
    name = file_name(answers, suffix, date.today())
    return json.dumps({"name": name, "type": _TYPES[suffix], "content": content})


def answers_of(turns: Sequence[Turn]) -> list[Answer]:
    """The answers of a conversation as `bot.ask` gave them."""
    return [_answer(turn.question, turn.answer) for turn in turns if turn.answer]


def _answer(question: str, row: Mapping[str, Any]) -> Answer:
    citations = tuple(_citation(citation) for citation in row["citations"])
    known = {citation.n for citation in citations}
    version = row.get("prompt_version", 0)
    return Answer(
        question=question,
        searched=row["searched"],
        segments=tuple(_segment(segment, known) for segment in row["segments"]),
        citations=citations,
        refused=row["refused"],
        language=row["language"] if row["language"] in ("ko", "en", "ru") else "en",
        model=row["model"],
        generation=row["generation"],
        confidence=0.0,
        nearest=tuple(_citation(citation) for citation in row["nearest"]),
        prompt_version=version if isinstance(version, int) else 0,
    )


def _segment(row: Mapping[str, Any], known: set[int]) -> AnswerSegment:
    text = row["text"]
    flags = tuple(
        Flag(
            flag["start"],
            flag["end"],
            flag["kind"],
            sure=flag.get("sure") is not False,
            instead=str(flag.get("instead", "")),
        )
        for flag in row.get("flags", [])
        if flag["kind"] in get_args(FlagKind) and 0 <= flag["start"] < flag["end"] <= len(text)
    )
    status: Status = row["status"] if row["status"] in get_args(Status) else "unsupported"
    return AnswerSegment(text, tuple(n for n in row["citations"] if n in known), status, flags)


def _citation(row: Mapping[str, Any]) -> Citation:
    strings = {name: value if isinstance(value := row.get(name, ""), str) else "" for name in _STRINGS}
    strings["language"] = strings["language"] if strings["language"] in ("ko", "en", "ru") else ""
    return Citation(
        n=row["n"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        metadata={**strings, "authors": _list(row, "authors"), "headings": _list(row, "headings")},
        gloss=row.get("gloss", ""),
        notes=tuple(row.get("notes", [])),
        translation=row.get("translation", ""),
        translation_checked=row.get("translation_checked") is True,
    )


def _list(row: Mapping[str, Any], name: str) -> list[str]:
    values = row.get(name, [])
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
