"""What every exported answer says beside its text: where a quote stands, what helps to read it, what made it all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answer import Answer, Citation
from bot.locators import headed, shown_locator
from bot.phrases import export_words
from bot.readable import aids, unremarked

_LONGEST_NAME = 60  # characters of a question in a file's name
_NO_LETTER = re.compile(r"[\W_]+")

Numbered = Sequence[tuple[int, Citation]]  # the number of a note in the file, and what it cites


def place(citation: Citation, language: str) -> str:
    """Where a quote stands: title and section, authors, publisher, date, file, page, address, notes."""
    about = citation.metadata
    parts = [headed(about), ", ".join(about["authors"]), about["publisher"], about["date"], about["source"]]
    parts += [shown_locator(about["locator"], language), about["url"], about.get("summary", ""), *citation.notes]
    return ", ".join(part for part in parts if part)


def note(citation: Citation, language: str, *, shown: bool) -> tuple[str, str]:
    """A footnote: the quote, empty where the text shows it already; its place and what helps to read it."""
    if shown:
        return "", place(citation, language)
    return f"“{citation.quote}”", ". ".join([f" — {place(citation, language)}", *aids(citation, language)])


def before_mark(text: str) -> str:
    """What parts the number of a note from a text that ends with a figure, which it would else be read with."""
    return "\N{NARROW NO-BREAK SPACE}" if text[-1:].isdigit() else ""


def colophon(made: Iterable[tuple[Answer, Numbered]]) -> list[str]:
    """What made the answers, a line for each index, model and prompt, with the passages by the numbers of their notes.

    The ids open the passages again: on the page at `?cite=ID`, in Python with `bot.reopen`.
    """
    lines: dict[str, list[str]] = {}
    language = ""
    for answer, numbered in made:
        language = language or answer.language
        model = f"{answer.model}, prompt {answer.prompt_version}" if answer.prompt_version else answer.model
        for said in unremarked(answer):
            lines.setdefault(said, [])
        line = export_words(language)["made"].format(model=model, generation=answer.generation)
        ids = lines.setdefault(line, [])
        ids += [f"{n}: {c.metadata['id']}" if n else c.metadata["id"] for n, c in numbered if c.metadata["id"]]
    words = export_words(language or "en")["passages"]
    return ["; ".join([line, *([words.format(ids=", ".join(ids))] if ids else [])]) for line, ids in lines.items()]


def title(answers: Sequence[Answer]) -> str:
    """What a file of answers is called inside: its first question."""
    return " ".join(answers[0].question.split()) if answers else "Docent"


def file_name(answers: Sequence[Answer], suffix: str, day: date) -> str:
    """A name that every system takes: letters and figures of the first question, the day, the suffix."""
    words = _NO_LETTER.sub("-", unicodedata.normalize("NFC", title(answers))).strip("-")
    if len(words) > _LONGEST_NAME:
        end = words.rfind("-", _LONGEST_NAME // 2, _LONGEST_NAME + 1)
        words = words[: end if end > 0 else _LONGEST_NAME]
    return f"{words or 'docent'}-{day.isoformat()}{suffix}"
