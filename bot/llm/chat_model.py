"""A chat model by name, and its words as they come: `ChatModel.stream`.

Owns every call: timeout, retries with back-off, the limit of concurrent calls and of tokens, stopping, and the
translation of a provider's errors. Models run on one event loop in a thread of its own, so that a
reader who stops or leaves ends the call at once, even while the model is silent. Does not know prompts or answers.
"""

from __future__ import annotations

import asyncio
import queue
import random
import re
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import aclosing
from functools import lru_cache
from typing import Any, Literal

from bot.llm.providers import make_model, most_tokens
from bot.settings import Settings
from index.errors import ChatModelError

Reason = Literal[
    "unreachable", "timeout", "busy", "key", "unknown", "refused", "window", "garbage", "cut", "empty", "astray"
]
Message = tuple[str, str]  # (role, text); role is "system" or "human"

BACK_OFF = 0.5  # seconds before the first retry; each next one doubles it
MAX_WAIT = 20.0  # seconds; a server that asks for longer is not waited for
POLL = 0.05  # seconds between looks at whether the reader has stopped
MORE = 1.5  # pieces for each token of the limit; a server that sends more does not keep to it
# How servers say that a prompt is longer than the model's window: OpenAI, llama.cpp, vLLM, LM Studio, Anthropic.
_TOO_LONG = re.compile(r"context|prompt is too long|too many tokens|maximum.{0,30}tokens", re.IGNORECASE)
_AT_LIMIT = ("length", "max_tokens", "MAX_TOKENS", "model_length")
_HINTS = {
    "key": "set DOCENT_LLM_API_KEY",
    "unknown": "the server has no model of this name, or no such address: check DOCENT_LLM and DOCENT_LLM_BASE_URL",
    "timeout": "raise DOCENT_LLM_TIMEOUT, or lower DOCENT_LLM_CONTEXT so that it has less to read",
    "window": "set DOCENT_LLM_CONTEXT to the tokens that the model was started with",
}


class ModelFailure(ChatModelError):
    """A model did not answer. The message never holds what a server wrote: it may carry a key or a prompt."""

    def __init__(self, name: str, reason: Reason, *, status: int | None = None) -> None:
        """Keep the reason apart: readers are told it in their language."""
        detail = f"{reason}, HTTP {status}" if status else reason
        advice = _HINTS.get(reason, "check DOCENT_LLM and DOCENT_LLM_BASE_URL")
        super().__init__(f"the chat model {name} did not answer ({detail}); {advice}")
        self.reason: Reason = reason
        self.status = status


class ChatModel:
    """One chat model, shared by every reader."""

    def __init__(self, settings: Settings) -> None:
        """Make the model; nothing is sent yet.

        Raises:
            ChatModelError: the name is not provider:model, or the key is missing.
            MissingDependency: the provider's package is not installed.
        """
        self.name = settings.llm
        self._model = make_model(settings)
        self._timeout = settings.llm_timeout
        self._most = int(most_tokens(settings) * MORE)
        self._retries = settings.llm_retries
        self._slots = asyncio.Semaphore(settings.llm_concurrency)
        self._says_when_done = settings.llm.startswith("openai:")

    def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: threading.Event | None = None,
        limited: threading.Event | None = None,
    ) -> Iterator[str]:
        """The model's text, piece by piece; at least one piece. Closing the iterator ends the call.

        Args:
            messages: what to send.
            stop: once set, the call ends and the iterator with it.
            limited: is set when the text ends because of the limit of tokens.

        Raises:
            ModelFailure: before the first piece or after some.
        """
        pieces: queue.Queue[str | ModelFailure | None] = queue.Queue()
        ended = threading.Event()
        call = _on_the_loop(self._pump(list(messages), pieces, limited or threading.Event(), ended))
        try:
            while (piece := _take(pieces, stop)) is not None:
                if isinstance(piece, ModelFailure):
                    raise piece
                yield piece
        finally:
            ended.set()
            call.cancel()

    def complete(self, messages: Sequence[Message], *, stop: threading.Event | None = None) -> str:
        """The model's whole text.

        Raises:
            ModelFailure: it did not answer.
        """
        return "".join(self.stream(messages, stop=stop))

    async def _pump(
        self,
        messages: list[Message],
        pieces: queue.Queue[str | ModelFailure | None],
        limited: threading.Event,
        ended: threading.Event,
    ) -> None:
        """Put the pieces, then None; or a failure. A cancellation may be lost on its way: `ended` hangs up as well."""
        try:
            await asyncio.wait_for(self._slots.acquire(), self._timeout)
        except TimeoutError:
            pieces.put(ModelFailure(self.name, "busy"))
            return
        try:
            async with aclosing(self._attempts(messages, limited)) as attempts:
                async for piece in attempts:
                    if ended.is_set():
                        return
                    pieces.put(piece)
            pieces.put(None)
        except ModelFailure as failure:
            pieces.put(failure)
        finally:
            self._slots.release()

    async def _attempts(self, messages: list[Message], limited: threading.Event) -> AsyncGenerator[str, None]:
        """The pieces of the first attempt that begins to answer: what has been read is never asked for again."""
        for attempt in range(self._retries + 1):
            begun = False
            try:
                async for piece in self._once(messages, limited):
                    begun = True
                    yield piece
                return
            # Every provider raises errors of its own, and its package may not even be installed here.
            except Exception as error:
                failure = self._translate(error)
                wait = _wait_before_retry(failure, error, attempt)
                if begun or attempt == self._retries or wait is None:
                    raise failure from None
            await asyncio.sleep(wait)

    async def _once(self, messages: list[Message], limited: threading.Event) -> AsyncIterator[str]:
        written, done = 0, ""
        chunks = self._model.astream(messages)
        while True:
            try:
                async with asyncio.timeout(self._timeout):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            told = chunk.response_metadata
            done = done or str(told.get("finish_reason") or told.get("done_reason") or told.get("stop_reason") or "")
            if text := str(chunk.text):
                written += 1
                yield text
            if written >= self._most:
                done = _AT_LIMIT[0]
                break
        if done in _AT_LIMIT:
            limited.set()
        if not written:
            raise ModelFailure(self.name, "empty")
        if self._says_when_done and not done:
            raise ModelFailure(self.name, "cut")

    def _translate(self, error: Exception) -> ModelFailure:
        if isinstance(error, ModelFailure):
            return error
        status = _status(error)
        if status in (401, 403):
            return ModelFailure(self.name, "key", status=status)
        if status == 429:
            return ModelFailure(self.name, "busy", status=status)
        if status in (400, 413, 422) and _TOO_LONG.search(str(error)):
            return ModelFailure(self.name, "window", status=status)
        if status in (404, 410):
            return ModelFailure(self.name, "unknown", status=status)
        if status is not None:
            return ModelFailure(self.name, "unreachable" if status >= 500 else "refused", status=status)
        if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
            return ModelFailure(self.name, "timeout")
        if isinstance(error, OSError) or re.search(r"connect|protocol|network", type(error).__name__, re.IGNORECASE):
            return ModelFailure(self.name, "unreachable")
        return ModelFailure(self.name, "garbage")


def _take(pieces: queue.Queue[str | ModelFailure | None], stop: threading.Event | None) -> str | ModelFailure | None:
    while not (stop and stop.is_set()):
        try:
            return pieces.get(timeout=POLL if stop else None)
        except queue.Empty:
            continue
    return None


def _status(error: Exception) -> int | None:
    for source in (error, getattr(error, "response", None)):
        for name in ("status_code", "code"):
            value = getattr(source, name, None)
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return None


def _wait_before_retry(failure: ModelFailure, error: Exception, attempt: int) -> float | None:
    """Seconds, as the server asks or doubling; None when a retry cannot help."""
    if failure.reason not in ("unreachable", "busy", "garbage", "empty"):
        return None
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        asked = float(headers.get("retry-after", ""))
    except ValueError:
        return float(BACK_OFF * 2**attempt * random.uniform(0.8, 1.2))  # noqa: S311 - spreads retries, no secret
    return asked if asked <= MAX_WAIT else None


def _on_the_loop(work: Coroutine[Any, Any, None]) -> Any:  # noqa: ANN401 - a Future of concurrent.futures
    return asyncio.run_coroutine_threadsafe(work, _loop())


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """The one event loop of every model: clients keep connections, which belong to their loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat-models", daemon=True).start()
    return loop
