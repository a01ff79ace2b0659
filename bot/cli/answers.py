"""An answer in the terminal: its words as they come, what was found about each sentence, then the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.answer import AnswerSegment, Complete, Searched, Sentence, Text, Thought
from bot.export.text import judged
from bot.locators import headed, shown_locator
from bot.markers import render
from bot.phrases import export_words, gloss_label

if TYPE_CHECKING:
    from bot.answer import Answer, Event

THOUGHT = "…"  # what was printed so far is no part of the answer


def tell(events: Iterator[Event], question: str, language: str) -> Answer:
    """Print an answer as it is made, and give it.

    Args:
        events: of `ChatBot.stream`.
        question: as asked; what is searched in its place is printed.
        language: of the reader.
    """
    told: list[AnswerSegment] = []  # that are printed and stand
    shown = ""  # of the sentence at hand
    for event in events:
        if isinstance(event, Searched) and event.question != " ".join(question.split()):
            print(f"{export_words(language)['searched']}: {event.question}")
        elif isinstance(event, Text):
            print(event.text, end="", flush=True)
            shown += event.text
        elif isinstance(event, Sentence):
            line = _line(event.segment, language)
            print(line.removeprefix(shown) if line.startswith(shown) else f"\n{line}", flush=True)
            told.append(event.segment)
            shown = ""
        elif isinstance(event, Thought):
            print(f"{shown and chr(10)}{THOUGHT}")
            told, shown = [segment for segment in told if segment.status == "lead"], ""
        elif isinstance(event, Complete):
            _end(event.answer, told)
            return event.answer
    raise AssertionError("a stream ends with its answer")


def _line(segment: AnswerSegment, language: str) -> str:
    return render([AnswerSegment(f"{segment.text}{judged(segment, language)}", segment.citations)])


def _end(answer: Answer, told: list[AnswerSegment]) -> None:
    """What is not printed yet, and the sources."""
    stands = [segment.text for segment in told] == [segment.text for segment in answer.segments[: len(told)]]
    for segment in answer.segments[len(told) :] if stands else answer.segments:
        print(_line(segment, answer.language))
    _print_sources(answer.as_dict())


def _print_sources(answer: dict[str, Any]) -> None:
    """The citations of an answer, or the nearest passages of a refusal."""
    for row in answer["citations"] or answer["nearest"]:
        about = ", ".join(part for part in (headed(row), row["publisher"], row["date"]) if part)
        number = "" if answer["refused"] else f"[{row['n']}] "  # nearest passages are none of those cited above
        print(f"\n{number}{place_of(row, answer['language'])}" + (f": {about}" if about else ""))
        if row["summary"]:
            print(f"    {row['summary']}")
        if answer["refused"]:
            print(f"    {row['quote']}")
        if row["gloss"]:
            print(f"    {gloss_label(answer['language'])} {row['gloss']}")
        for note in row["notes"]:
            print(f"    {note}")


def place_of(row: dict[str, Any], language: str) -> str:
    """The file of a passage or a quote, and the page, row or heading where it stands."""
    return ", ".join(part for part in (row["source"], shown_locator(row["locator"], language)) if part)
