"""The questions of a file that is scored: one JSON object a line. Reads and checks them; does not ask or score.

    question  what is asked; the one key that every line needs
    doc       the file that answers, as `python -m bot docs` names it or its last part; a list if several may
    evidence  strings that the right passage holds, all of them
    answer    items that the answer holds, all of them: each a string, or a list of alternatives
    type      "fact" (the usual), or "unanswerable" or "near": off the topic, or close to it and not in the documents
    history   for a follow-up: what was asked before, oldest first, each a question or [question, answer]
    id, lang  a name for the line, and its language where it cannot be told

A fact needs `doc` or `evidence`, without which every passage would be a right one. Strings are compared NFC, without
white space and case.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import QuestionError
from index.text import language_of

FACT, KINDS = "fact", {"unanswerable": "off the topic", "near": "near the topic"}
KEYS = ("question", "doc", "evidence", "answer", "type", "history", "id", "lang")
EXAMPLE = '{"question": "When was it founded?", "doc": "museum.md", "evidence": ["1987"], "answer": ["1987"]}'
_NEAR = 0.6  # likeness at which a key is a known one misspelt


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a question file; `docs` is empty when any document may answer.

    Attributes:
        line: its number in the file, from 1.
        history: pairs of question and answer that a follow-up comes after.
        unread: keys of the line that say nothing here.
    """

    id: str
    lang: str
    question: str
    docs: tuple[str, ...]
    evidence: tuple[str, ...]
    answer: tuple[tuple[str, ...], ...]
    kind: str
    line: int = 0
    unread: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()

    def held_by(self, source: str, text: str) -> bool:
        """Whether a passage of a document is a right one: from the right document, with all of the evidence."""
        held = squeezed(text)
        return self.of(source) and all(squeezed(evidence) in held for evidence in self.evidence)

    def of(self, source: str) -> bool:
        """Whether a document, by the name that readers see, may answer."""
        return not self.docs or source in self.docs or source.rsplit("/", 1)[-1] in self.docs

    def answered_by(self, text: str) -> bool:
        """Whether a text holds every item of the answer."""
        held = squeezed(text)
        return all(any(squeezed(one) in held for one in alternatives) for alternatives in self.answer)


def squeezed(text: str) -> str:
    """NFC, case-folded, without white space: how evidence and answers are compared."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def read_questions(path: Path | str) -> list[Question]:
    """The questions of a file.

    Raises:
        QuestionError: the file cannot be read, or a line of it is not a question.
    """
    try:
        lines = Path(path).expanduser().read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path} cannot be read, it is not UTF-8; give one JSON question a line") from error
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QuestionError(f"{path} cannot be read ({reason}); give a file with one JSON question a line") from error
    questions = []
    for number, line in enumerate(lines, start=1):
        try:
            questions += [_question(number, line)] if line.strip() else []
        except ValueError as error:
            raise QuestionError(f"{path}, line {number}: {error}") from None
    if not questions:
        raise QuestionError(f"{path} holds no questions; write one JSON object a line: {EXAMPLE}")
    return questions


def _question(number: int, line: str) -> Question:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON ({error.msg}, column {error.colno}); write for example {EXAMPLE}") from None
    if not isinstance(value, dict):
        raise ValueError(f"is not a JSON object; write for example {EXAMPLE}")
    unread = _unread(value)
    kind = value.get("type") or FACT
    if kind not in (FACT, *KINDS):
        raise ValueError(f'type is {kind!r}; write "fact", "unanswerable" or "near"')
    if not isinstance(value.get("question"), str) or not value["question"].strip():
        raise ValueError(f"there is no question; write for example {EXAMPLE}")
    docs, evidence = _strings(value, "doc"), _strings(value, "evidence")
    if kind == FACT and not (docs or evidence):
        raise ValueError(
            'names neither doc nor evidence, so any passage would be right; add one, or "type": "unanswerable"'
        )
    return Question(
        id=str(value.get("id", number)),
        lang=str(value.get("lang") or language_of(value["question"])),
        question=value["question"],
        docs=tuple(unicodedata.normalize("NFC", doc) for doc in docs),
        evidence=evidence,
        answer=_items(value),
        kind=kind,
        line=number,
        unread=unread,
        history=_history(value),
    )


def _unread(value: Mapping[str, object]) -> tuple[str, ...]:
    """Keys that are not known; one that is near to a known one that is not there is a mistake."""
    unread = tuple(key for key in value if key not in KEYS)
    for key in unread:
        meant = difflib.get_close_matches(key.lower(), [k for k in KEYS if k not in value], n=1, cutoff=_NEAR)
        if meant:
            raise ValueError(f"unknown key {key!r}; write {meant[0]!r} (known: {', '.join(KEYS)})")
    return unread


def _strings(value: Mapping[str, object], key: str) -> tuple[str, ...]:
    given = value.get(key) or []
    found = [given] if isinstance(given, str) else given
    if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
        raise ValueError(f"{key} is {json.dumps(given, ensure_ascii=False)[:60]}; write a string or a list of strings")
    return tuple(found)


def _items(value: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    given = value.get("answer") or []
    items = [given] if isinstance(given, str) else given
    if not isinstance(items, list):
        raise ValueError("answer is no list; write a list of strings, or of lists of alternatives")
    return tuple(_strings({"an item of answer": item}, "an item of answer") for item in items)


def _history(value: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    given = value.get("history") or []
    turns = [turn if isinstance(turn, list) else [turn, ""] for turn in given] if isinstance(given, list) else [[]]
    if not all(len(turn) == 2 and all(isinstance(part, str) for part in turn) and turn[0].strip() for turn in turns):
        raise ValueError(f"history is {json.dumps(given, ensure_ascii=False)[:60]}; write a list of earlier questions")
    return tuple((question, answer) for question, answer in turns)
