"""A question to a cited answer: condense, retrieve, gate, answer. Read this first.

`ChatBot` keeps the settings and the open index and nothing of any conversation: history is an argument, so one
instance serves every reader at once.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, AnswerSegment, Citation, Complete, Event, Searched, Sentence, Sources, Text, Unmentioned
from bot.answerers import make_answerer, quoting
from bot.asking import asks_for_now, asks_for_several, compares, wanted
from bot.citations import cite
from bot.condense import condense, condense_with
from bot.conflicts import from_each, newest_first
from bot.extractive import choose_quotes
from bot.llm.chat_model import ModelFailure
from bot.llm.translating import translated
from bot.llm.written import WrittenAnswerer
from bot.phrases import doubt, reader_language, stopped, unanswered
from bot.quotes.several import is_answered
from bot.settings import Settings, load_settings
from bot.telling import Told
from bot.unmentioned import unmentioned
from index.confidence import Confidence
from index.errors import QuestionError
from index.question import clean_question, glossary_of
from index.reader import Generation, IndexReader, Where
from index.retriever import Found, find
from index.types import Hit
from index.words.glossary import Glossary

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

History = Sequence[tuple[str, str]]  # (question as searched, answer), oldest first
LIKELY = 0.5  # probability from which an answer is given though a name may be missing: it may be said in other words
# Probability from which a chat model, which can say that the sources do not hold the answer, is asked though quotes
# would be refused: of 210 questions that 30 texts answer, 14 are below the gate and 1 is below this; of 90 that have
# nothing to do with them 76 and 56.
PERHAPS = 0.03
WIDE = 20  # passages among which another document's figure is looked for
_ROLES = frozenset(("user", "human", "assistant", "ai", "system"))


class ChatBot:
    """Answers questions from one index."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Nothing is opened until the first question.

        Args:
            settings: None reads them from the environment.
        """
        self.settings = settings or load_settings()
        chosen = self.settings
        self.reader = IndexReader(chosen.index_dir, chosen.index_config(), server=chosen.server())
        self._answerer = make_answerer(self.settings)

    def ask(
        self,
        question: str,
        *,
        history: History = (),
        where: Where | None = None,
        k: int | None = None,
        language: str = "",
    ) -> Answer:
        """The complete answer.

        Args:
            question: in Korean, English or Russian; quotes come in the language of their source.
            history: earlier turns, oldest first, as pairs of question and answer: `[("Who runs it?", "Anna Saar.")]`.
            where: a filter, as for `index.retrieve`.
            k: passages to answer from; None takes `DOCENT_TOP_K`.
            language: of Docent's own words when the question is a bare name.

        Raises:
            DocentError: no index, an empty question; one line that says what to do.
        """
        for event in self.stream(question, history=history, where=where, k=k, language=language):
            if isinstance(event, Complete):
                return event.answer
        raise AssertionError("a stream ends with its answer")

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        where: Where | None = None,
        k: int | None = None,
        language: str = "",
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """The same as typed events: Searched, Sources, then Text, Cited and Sentence as they come, Complete.

        Setting `stop` or closing the iterator ends a chat model's call; what it has written stays.
        """
        asked = clean_question(question)
        language = reader_language(asked, language)
        _check_turns(history)
        asked = self._whole(asked, history, stop)
        yield Searched(asked)
        generation = self.reader.current()
        hits, found = self._found(generation, asked, where, self.settings.top_k if k is None else k)
        sure = found.confidence
        yield Sources(tuple(hits))
        told, glossary = Told(self.settings.llm, language), glossary_of(generation)
        if missed := self._missed(asked, hits, sure, glossary):
            yield from told.events(iter([Unmentioned(missed)]))
        elif sure.answerable or self._may_know(sure):
            yield from self._answered(told, asked, hits, history, stop, glossary, sure)
            if told.supported and not (stop and stop.is_set()):
                yield from self._remarks(told, asked, hits, found)
            if told.supported:
                self._translate(told, stop)
        if not told.supported and not (stop and stop.is_set()):
            yield told.refuse()
        answer = told.answer(question, asked, generation=generation.manifest.generation, confidence=sure.probability)
        nearest = tuple(_nearest(asked, hits, language)) if told.refused else ()
        doubtful = not told.refused and (sure.doubtful or not sure.answerable)
        version = getattr(self._answerer, "prompt_version", 0)
        yield Complete(replace(answer, nearest=nearest, doubtful=doubtful, prompt_version=version))

    def _found(self, generation: Generation, question: str, where: Where | None, k: int) -> tuple[list[Hit], Found]:
        """The passages, best first; and what was found, of which there are more, for what contradicts an answer.

        From several documents for a comparison, the newest first for the present.
        """
        several, reranker = compares(question) or asks_for_several(question), self.settings.reranker
        wide = "figure" in wanted(question) and 0 < k < WIDE and not reranker  # only figures are looked for there
        most = 4 * k if several else WIDE if wide else k
        found = find(generation, question, k=most, where=where, reranker=reranker)
        hits = from_each(question, found.hits, k=k) if several else found.hits[:k]
        return newest_first(hits) if asks_for_now(question) else hits, found

    def _missed(self, question: str, hits: Sequence[Hit], sure: Confidence, glossary: Glossary) -> tuple[str, ...]:
        """Names and years that no passage found holds, where that is a reason to refuse; a chat model is only told."""
        weak = not sure.answerable or (self._answerer is quoting and sure.probability < LIKELY)
        return unmentioned(question, hits, glossary=glossary) if weak and not compares(question) else ()

    def _whole(self, question: str, history: History, stop: threading.Event | None) -> str:
        """The question as it is searched: a follow-up made whole."""
        if not (history and isinstance(self._answerer, WrittenAnswerer)):
            return condense(question, history)
        try:
            return condense_with(self._answerer.model, question, history, stop=stop)
        except ModelFailure:
            return condense(question, history)

    async def aask(self, question: str, **given: Any) -> Answer:  # noqa: ANN401 - the arguments of ask
        """`ask` without blocking the event loop."""
        async for event in self.astream(question, **given):
            if isinstance(event, Complete):
                return event.answer
        raise AssertionError("a stream ends with its answer")

    async def astream(self, question: str, **given: Any) -> AsyncIterator[Event]:  # noqa: ANN401 - those of stream
        """`stream` without blocking the event loop; cancelling it stops the model."""
        stop = threading.Event()
        events = self.stream(question, stop=stop, **given)
        try:
            while (event := await asyncio.to_thread(next, events, None)) is not None:
                yield event
        finally:
            stop.set()

    def as_runnable(self) -> Runnable[Any, Answer]:
        """The chain as a LangChain Runnable: a question, or a dict of `ask`'s arguments, to an `Answer`."""
        from langchain_core.runnables import RunnableLambda

        def run(given: str | dict[str, Any]) -> Answer:
            return self.ask(**_arguments(given))

        async def arun(given: str | dict[str, Any]) -> Answer:
            return await self.aask(**_arguments(given))

        return RunnableLambda(run, afunc=arun, name="docent")

    def as_tool(self) -> BaseTool:
        """The retriever as a tool for agents: a question to passages, each with its file and place."""
        from langchain_core.prompts import PromptTemplate
        from langchain_core.tools import create_retriever_tool

        from index.langchain_retriever import HybridRetriever

        return create_retriever_tool(
            HybridRetriever(reader=self.reader, k=self.settings.top_k, reranker=self.settings.reranker),
            "search_documents",
            "Search the documents: give a full question in Korean, English or Russian, get passages and their sources.",
            document_prompt=PromptTemplate.from_template("{source} {locator}\n{page_content}"),
        )

    def _may_know(self, sure: Confidence) -> bool:
        """Whether a chat model is asked what quotes would not answer."""
        return self._answerer is not quoting and sure.probability >= PERHAPS

    def _answered(
        self,
        told: Told,
        question: str,
        hits: Sequence[Hit],
        history: History,
        stop: threading.Event | None,
        glossary: Glossary,
        sure: Confidence,
    ) -> Iterator[Event]:
        """The answerer's events; when a chat model fails, a line that says so and the quotes, unless they are none."""
        given: Any = {"history": history, "language": told.language, "glossary": glossary}
        written: Iterator[Any] = self._answerer(question, hits, **given, stop=stop)
        if sure.doubtful or not sure.answerable:
            written = _doubted(written, told.language)
        try:
            yield from told.events(written)
        except ModelFailure as failure:
            if sure.answerable or told.supported:
                yield from self._quoted(told, failure.reason, question, hits, given)
            told.failure = failure.reason
        settled = told.supported or told.checks.declined or not sure.answerable or (stop and stop.is_set())
        if isinstance(self._answerer, WrittenAnswerer) and not settled:
            yield from self._quoted(told, "astray", question, hits, given)
        if stop and stop.is_set() and not told.segments:
            yield told.say(stopped(told.language))

    def _quoted(self, told: Told, reason: str, question: str, hits: Sequence[Hit], given: Any) -> Iterator[Event]:  # noqa: ANN401 - the answerer's arguments
        """Why a chat model's words are not enough, and what the documents say."""
        yield told.fail(reason)
        yield from told.events(quoting(question, hits, **given))

    def _remarks(self, told: Told, question: str, hits: Sequence[Hit], found: Found) -> Iterator[Event]:
        """What contradicts an answer, and which parts of the question quotes leave open."""
        yield from told.disagreements(question, hits, found.hits)
        quotes = [citation.quote for citation in told.citations]
        left = [part for part in found.unheld if not is_answered(part, quotes)]
        if left and self._answerer is quoting:
            yield told.say(unanswered(told.language, left))

    def _translate(self, told: Told, stop: threading.Event | None) -> None:
        """Give quotes in another language a translation, when a chat model wrote the answer and still answers."""
        wanted = self.settings.llm_translate and not told.failure and not (stop and stop.is_set())
        if not (wanted and isinstance(self._answerer, WrittenAnswerer)):
            return
        try:
            told.citations = translated(self._answerer.model, told.citations, told.language, stop=stop)
        except ModelFailure:
            return  # the answer stands without


def _doubted(events: Iterator[Any], language: str) -> Iterator[Any]:
    """An answerer's events, before the first words of which a line says that the answer may not be in the documents."""
    said = False
    for event in events:
        if not said and isinstance(event, Text | Sentence):
            said = True
            yield Sentence(AnswerSegment(doubt(language), (), "lead"))
        yield event


def _check_turns(history: object) -> None:
    for turn in history if isinstance(history, list | tuple) else [history]:
        pair = tuple(turn) if isinstance(turn, list | tuple) else ()
        if len(pair) != 2 or not all(isinstance(text, str) for text in pair) or pair[0].casefold() in _ROLES:
            raise QuestionError(f"history: give pairs of question and answer, oldest first, not {turn!r:.80}")


def _arguments(given: object) -> dict[str, Any]:
    """What a Runnable was given as the arguments of `ask`."""
    if isinstance(given, str):
        return {"question": given}
    names = ("question", "history", "where", "k", "language")
    if not (isinstance(given, dict) and "question" in given and set(given) <= set(names)):
        raise QuestionError(f"give a question, or a dict with `question` and any of {', '.join(names[1:])}")
    return given


def _nearest(question: str, hits: Sequence[Hit], language: str) -> Iterator[Citation]:
    """Each hit's best sentence, for a reader who was refused."""
    for n, hit in enumerate(hits, start=1):
        best = choose_quotes(question, [hit])[0]
        yield cite(n, hit, (best.start, best.end), language=language)
