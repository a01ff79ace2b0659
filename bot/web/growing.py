"""An answer while it is streamed: events in, the JSON of what is known so far out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answer import Answer, AnswerSegment, Cited, Complete, Event, Searched, Sentence, Sources, Text, Thought


class Growing:
    """An answer while it is streamed, in the shape of the finished one."""

    def __init__(self, language: str) -> None:
        """Nothing is known yet."""
        self._answer = Answer("", "", (), (), False, language, "", "", 0.0)
        self._text = ""
        self.complete = False

    def take(self, event: Event) -> bool:
        """Note an event; True when there is something new to show."""
        match event:
            case Searched(question):
                self._answer = replace(self._answer, searched=question)
                return False
            case Sources():
                pass
            case Text(text):
                self._text += text
            case Cited(citation):
                self._answer = replace(self._answer, citations=(*self._answer.citations, citation))
            case Sentence(segment):
                self._text = ""
                self._answer = replace(self._answer, segments=(*self._answer.segments, segment))
            case Thought():
                said = tuple(segment for segment in self._answer.segments if segment.status == "lead")
                self._answer, self._text = replace(self._answer, segments=said, citations=()), ""
            case Complete(answer):
                self._answer, self._text, self.complete = answer, "", True
            case _:
                return False
        return True

    @property
    def answer(self) -> dict[str, Any]:
        """In the shape of the finished one."""
        pending = (AnswerSegment(self._text, (), "lead"),) if self._text else ()
        return replace(self._answer, segments=(*self._answer.segments, *pending)).as_dict()
