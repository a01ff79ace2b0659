"""A question to a cited answer: condense, retrieve, gate, answer. Read this first.

`ChatBot` keeps the settings and the open index and nothing of any conversation: history is an argument, so one
instance serves every reader at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answer import Answer, AnswerSegment, Checks, Citation, Cited, Complete, Event, Searched, Sentence, Sources
from bot.answerers import EXTRACTIVE, make_answerer, quoting
from bot.citations import cite
from bot.condense import condense, condense_with
from bot.llm import ModelFailure
from bot.phrases import model_failed, reader_language, refusal, stopped
from bot.settings import Settings, load_settings
from bot.written import WrittenAnswerer
from index.reader import IndexReader, Where
from index.retriever import clean_question, find
from index.types import Hit

History = Sequence[tuple[str, str]]  # (question as searched, answer), oldest first
SUPPORTED = ("quote", "supported", "similar")


class ChatBot:
    """Answers questions from one index."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Nothing is opened until the first question.

        Args:
            settings: None reads them from the environment.
        """
        self.settings = settings or load_settings()
        self.reader = IndexReader(self.settings.index_dir, self.settings.index_config())
        self._answerer = make_answerer(self.settings)

    def ask(self, question: str, *, history: History = (), where: Where | None = None, language: str = "") -> Answer:
        """The complete answer.

        Args:
            question: in Korean, English or Russian; quotes come in the language of their source.
            history: earlier turns of the conversation.
            where: a filter, as for `index.retrieve`.
            language: of Docent's own words when the question is a bare name.

        Raises:
            DocentError: no index, an empty question; one line that says what to do.
        """
        for event in self.stream(question, history=history, where=where, language=language):
            if isinstance(event, Complete):
                return event.answer
        raise AssertionError("a stream ends with its answer")

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        where: Where | None = None,
        language: str = "",
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """The same as typed events: Searched, Sources, then Text, Cited and Sentence as they come, Complete.

        Setting `stop` or closing the iterator ends a chat model's call; what it has written stays.
        """
        asked = clean_question(question)
        language = reader_language(asked, language)
        asked = self._whole(asked, history, stop)
        yield Searched(asked)
        generation = self.reader.current()
        found = find(generation, asked, k=self.settings.top_k, where=where)
        hits, sure = found.hits, found.confidence
        yield Sources(tuple(hits))
        told = Told(self.settings.llm, language)
        if sure.answerable:
            yield from self._answered(told, asked, hits, history, stop)
        if not told.supported and not (stop and stop.is_set()):
            yield told.refuse()
        yield Complete(
            Answer(
                question=question,
                searched=asked,
                segments=tuple(told.segments),
                citations=tuple(told.citations),
                refused=told.refused,
                language=language,
                model=told.model,
                generation=generation.manifest.generation,
                confidence=sure.probability,
                nearest=tuple(_nearest(hits, language)) if told.refused else (),
                failure=told.failure,
                checks=told.checks,
                prompt_version=getattr(self._answerer, "prompt_version", 0),
            )
        )

    def _whole(self, question: str, history: History, stop: threading.Event | None) -> str:
        """The question as it is searched: a follow-up made whole."""
        if not (history and isinstance(self._answerer, WrittenAnswerer)):
            return condense(question, history)
        try:
            return condense_with(self._answerer.model, question, history, stop=stop)
        except ModelFailure:
            return condense(question, history)

    def _answered(
        self, told: Told, question: str, hits: Sequence[Hit], history: History, stop: threading.Event | None
    ) -> Iterator[Event]:
        """The answerer's events; when a chat model fails, a line that says so and the quotes."""
        try:
            yield from told.events(self._answerer(question, hits, history=history, language=told.language, stop=stop))
        except ModelFailure as failure:
            yield told.fail(failure.reason)
            yield from told.events(quoting(question, hits, history=history, language=told.language))
        if stop and stop.is_set() and not told.segments:
            yield told.say(stopped(told.language))


class Told:
    """What has been told of one answer."""

    def __init__(self, model: str, language: str) -> None:
        """Nothing yet."""
        self.model, self.language = model, language
        self.segments: list[AnswerSegment] = []
        self.citations: list[Citation] = []
        self.checks = Checks()
        self.failure = ""
        self.refused = False
        self._before = 0  # citations of a model that failed midway; the quotes behind it are numbered on

    @property
    def supported(self) -> bool:
        """Whether any segment rests on a source."""
        return any(segment.status in SUPPORTED for segment in self.segments)

    def events(self, events: Iterator[Event | Citation | Checks]) -> Iterator[Event]:
        """Keep what an answerer yields, and pass on what a reader gets."""
        for event in events:
            if isinstance(event, Checks):
                self.checks = event
            elif isinstance(event, Citation):
                self.citations.append(replace(event, n=event.n + self._before))
                yield Cited(self.citations[-1])
            elif isinstance(event, Sentence):
                segment = event.segment
                numbers = tuple(n + self._before for n in segment.citations)
                self.segments.append(replace(segment, citations=numbers))
                yield Sentence(self.segments[-1])
            else:
                yield event

    def say(self, line: str) -> Sentence:
        """A line of Docent's own."""
        self.segments.append(AnswerSegment(line, (), "lead"))
        return Sentence(self.segments[-1])

    def fail(self, reason: str) -> Sentence:
        """The line that says that the model failed."""
        midway = bool(self.segments)
        self.failure, self._before = reason, len(self.citations)
        if not midway:
            self.model = EXTRACTIVE
        return self.say(model_failed(self.language, reason, midway=midway))

    def refuse(self) -> Sentence:
        """The line that says that the documents do not hold the answer; nothing stays cited."""
        self.refused = True
        self.citations.clear()
        self.segments = [replace(segment, citations=()) for segment in self.segments]
        return self.say(refusal(self.language))


def _nearest(hits: Sequence[Hit], language: str) -> Iterator[Citation]:
    """Each hit's best sentence, for a reader who was refused."""
    for n, hit in enumerate(hits, start=1):
        best = max(range(len(hit.sentence_scores)), key=lambda i: hit.sentence_scores[i])
        yield cite(n, hit, hit.chunk.sentences[best], language=language)
