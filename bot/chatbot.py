"""A question to a cited answer: condense, retrieve, gate, answer. Read this first.

`ChatBot` keeps the settings and the open index and nothing of any conversation: history is an argument, so one
instance serves every reader at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answer import Answer, AnswerSegment, Citation, Complete, Event, Searched, Sentence, Sources
from bot.answerers import make_answerer
from bot.citations import cite
from bot.phrases import reader_language, refusal
from bot.settings import Settings, load_settings
from index.confidence import confidence
from index.reader import IndexReader, Where
from index.retriever import clean_question, search
from index.types import Hit

History = Sequence[tuple[str, str]]  # (question as searched, answer), oldest first


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
        self, question: str, *, history: History = (), where: Where | None = None, language: str = ""
    ) -> Iterator[Event]:
        """The same as typed events: Searched, Sources, Text and Sentence, Complete."""
        asked = clean_question(question)
        language = reader_language(asked, language)
        yield Searched(asked)
        generation = self.reader.current()
        hits = search(generation, asked, k=self.settings.top_k, where=where)
        yield Sources(tuple(hits))
        sure = confidence(generation.embedder, asked, hits)
        segments: list[AnswerSegment] = []
        citations: list[Citation] = []
        model = self.settings.llm
        refused = not sure.answerable
        if refused:
            segments = [AnswerSegment(refusal(language), (), "lead")]
            yield Sentence(segments[0])
        else:
            for event in self._answerer(asked, hits, history=history, language=language):
                if isinstance(event, Citation):
                    citations.append(event)
                    continue
                if isinstance(event, Sentence):
                    segments.append(event.segment)
                yield event
        yield Complete(
            Answer(
                question=question,
                searched=asked,
                segments=tuple(segments),
                citations=tuple(citations),
                refused=refused,
                language=language,
                model=model,
                generation=generation.manifest.generation,
                confidence=sure.probability,
                nearest=tuple(_nearest(hits, language)) if refused else (),
            )
        )


def _nearest(hits: Sequence[Hit], language: str) -> Iterator[Citation]:
    """Each hit's best sentence, for a reader who was refused."""
    for n, hit in enumerate(hits, start=1):
        best = max(range(len(hit.sentence_scores)), key=lambda i: hit.sentence_scores[i])
        yield cite(n, hit, hit.chunk.sentences[best], language=language)
