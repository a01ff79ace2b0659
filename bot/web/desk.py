"""What the page can do with questions: the methods that its callbacks call.

One desk serves every reader; what differs between readers (their turns, filter, language) comes as arguments.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Sources
from bot.answerers import EXTRACTIVE
from bot.chatbot import ChatBot
from bot.evidence.korean import proper_nouns
from bot.phrases import DEFAULT_LANGUAGE
from bot.settings import Settings
from bot.web.accounts import Accounts, User
from bot.web.answers import problem
from bot.web.conversations import Conversations
from bot.web.feedback import save_feedback
from bot.web.growing import Growing
from bot.web.guard import LOOPBACK
from bot.web.library import Library
from bot.web.markup import Html
from bot.web.problems import problem_line
from bot.web.rates import Rates
from bot.web.searching import results_html
from bot.web.shelf import Shelf
from bot.web.texts import texts
from bot.web.turns import Turn, history
from index.errors import DocentError, IndexMissing, SettingsError
from index.retriever import search
from index.types import Hit

STEP_SECONDS = 0.1  # a growing answer is not sent more often
VERDICTS = ("useful", "useless")
_WARM_UP = ("문서", "What is this?", "Что это?")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is narrowed to, and what answers it.

    Attributes:
        where: field to values, as for `index.retrieve`; empty is everything.
        passages: how many are given to the answer; 0 is what the settings say.
        model: one of `Desk.models`; empty is what the settings say.
    """

    where: dict[str, list[str]]
    passages: int = 0
    model: str = ""


class Desk:
    """Questions for the page; documents are at `shelf`, what editors change at `library`."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened until it is needed.

        Raises:
            ChatModelError: the chat model of the settings cannot be made.
            SettingsError: the file of users cannot be used.
        """
        self.settings = settings
        self.bot = ChatBot(settings)
        self._bots = {settings.llm: self.bot}
        if settings.llm != EXTRACTIVE:
            quoting = ChatBot(settings.model_copy(update={"llm": EXTRACTIVE}))
            quoting.reader = self.bot.reader  # one open index for both
            self._bots[EXTRACTIVE] = quoting
        self.shelf = Shelf(self.bot.reader)
        self.library = Library(settings)
        self.accounts = Accounts(settings.auth, local_editor=settings.host in LOOPBACK)
        if self.accounts.header and settings.host not in LOOPBACK:
            raise SettingsError(
                f"DOCENT_AUTH: {settings.auth} trusts a proxy, so nobody may come past it; "
                "let the page listen on this computer alone: unset DOCENT_HOST"
            )
        self.conversations = Conversations(settings.index_dir)
        self._rates = Rates(settings.per_minute)
        self._stops: dict[str, threading.Event] = {}

    @property
    def quoting(self) -> ChatBot:
        """What answers without a chat model."""
        return self._bots[EXTRACTIVE]

    @property
    def models(self) -> list[str]:
        """What can answer: the chat model of the settings, if any, and "extractive"."""
        return list(self._bots)

    def user(self, name: str | None) -> User:
        """Who a request comes from; someone unknown may only read."""
        return self.accounts.user(name) or User("", False)

    def warm_up(self) -> None:
        """Open the index and load what the first question needs; without an index nothing happens."""
        for question in _WARM_UP:
            try:
                self.quoting.ask(question)
            except DocentError:
                return

    def load_checks(self) -> None:
        """Load what checks the sentences of a chat model, if there is one; everything else stands still meanwhile."""
        if len(self.models) > 1:
            proper_nouns(_WARM_UP[0])

    def ask(
        self, question: str, turns: Sequence[Turn], scope: Scope, language: str, *, reader: str = "", session: str = ""
    ) -> Iterator[tuple[list[Turn], bool]]:
        """The conversation with one more turn, again and again as its answer grows, and whether it still does.

        Args:
            question: as typed.
            turns: the conversation so far.
            scope: what it is narrowed to, and what answers.
            language: of the page.
            reader: whom to count it for.
            session: of the browser; `stop` names it.
        """
        before = list(turns)
        turn = Turn(question.strip(), where=scope.where)
        if not turn.question:
            yield before, False
            return
        yield [*before, turn], True
        stop = self._stops[session] = threading.Event()
        try:
            self._rates.take(reader, language)
            for answer, complete in self._answers(turn.question, history(before), scope, language, stop):
                yield [*before, replace(turn, answer=answer)], not complete
        except DocentError as error:
            yield [*before, replace(turn, problem=self._problem(error, language))], False
        finally:
            stop.set()
            if self._stops.get(session) is stop:
                del self._stops[session]

    def _answers(
        self, question: str, said: list[tuple[str, str]], scope: Scope, language: str, stop: threading.Event
    ) -> Iterator[tuple[dict[str, object], bool]]:
        """The answer as far as it is known, a few times a second, and whether it is complete."""
        growing, shown = Growing(language), time.monotonic()
        bot = self._bots.get(scope.model, self.bot)
        stream = bot.stream(
            question,
            history=said,
            where=scope.where or None,
            k=scope.passages or None,
            language=language,
            stop=stop,
        )
        for event in stream:
            reads = isinstance(event, Sources) and bot.settings.llm != EXTRACTIVE  # a chat model may take a minute
            if growing.take(event) and (reads or growing.complete or time.monotonic() - shown > STEP_SECONDS):
                shown = time.monotonic()
                yield growing.answer, growing.complete

    def stop(self, session: str) -> None:
        """End the answer that is being written for a browser; a chat model's call is hung up."""
        stop = self._stops.get(session)
        if stop:
            stop.set()

    def stopped(self, turns: Sequence[Turn], language: str) -> list[Turn]:
        """The conversation after its last answer was stopped: what was written stays."""
        if not turns or turns[-1].complete:
            return list(turns)
        return [*turns[:-1], replace(turns[-1], problem=texts(language)["stopped"])]

    def search(self, question: str, scope: Scope, language: str, *, reader: str = "") -> Html:
        """The passages found for a question, or one line that says what is wrong."""
        try:
            self._rates.take(reader, language)
            name, hits = self.find(question, k=scope.passages or self.settings.top_k, where=scope.where or None)
        except DocentError as error:
            return problem(self._problem(error, language))
        return results_html(question, hits, name, language)

    def _problem(self, error: DocentError, language: str) -> str:
        """One line; an index that is missing because it is being built is only waited for."""
        if isinstance(error, IndexMissing) and self.library.builder.state.running:
            return texts(language)["problem_building"]
        return problem_line(error, language)

    def find(self, question: str, *, k: int, where: dict[str, list[str]] | None) -> tuple[str, list[Hit]]:
        """The name of the generation that was searched, and its k best passages.

        Raises:
            DocentError: no index, or a question that cannot be searched.
        """
        generation = self.bot.reader.current()
        return generation.manifest.generation, search(generation, question, k=k, where=where)

    def count(self, reader: str) -> None:
        """Count one question of a reader.

        Raises:
            QuestionError: the reader has sent too many.
        """
        self._rates.take(reader, DEFAULT_LANGUAGE)

    def feedback(self, turn: Turn, verdict: str, note: str, user: str) -> bool:
        """Keep a reader's opinion of an answer; False when it could not be kept."""
        if verdict not in VERDICTS or not turn.answer:
            return False
        try:
            save_feedback(self.settings.index_dir, turn, verdict, note, user=user)
        except (sqlite3.Error, OSError):
            return False
        return True
