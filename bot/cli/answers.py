"""An answer in the terminal: its words as they come, what was found about each sentence, then the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.answer import AnswerSegment, Complete, Searched, Sentence, Text, Thought
from bot.phrases import export_words
from bot.readable import line, sources, unremarked

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
            told_line = line(event.segment, language)
            print(told_line.removeprefix(shown) if told_line.startswith(shown) else f"\n{told_line}", flush=True)
            told.append(event.segment)
            shown = ""
        elif isinstance(event, Thought):
            print(f"{shown and chr(10)}{THOUGHT}")
            told, shown = [segment for segment in told if segment.status == "lead"], ""
        elif isinstance(event, Complete):
            _end(event.answer, told)
            return event.answer
    raise AssertionError("a stream ends with its answer")


def _end(answer: Answer, told: list[AnswerSegment]) -> None:
    """What is not printed yet, and the sources."""
    stands = [segment.text for segment in told] == [segment.text for segment in answer.segments[: len(told)]]
    for segment in answer.segments[len(told) :] if stands else answer.segments:
        print(line(segment, answer.language))
    print("\n".join([*unremarked(answer), *sources(answer)]))
