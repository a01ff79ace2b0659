"""A chat model by name, and its words as they come: `ChatModel.stream`.

Owns every dealing with a provider: its package and key, timeout, retries with back-off, the limit of concurrent
calls, stopping, and the translation of its errors. Models run on one event loop in a thread of its own, so that a
reader who stops or leaves ends the call at once, even while the model is silent. Does not know prompts or answers.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import queue
import random
import re
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from bot.settings import Settings
from index.errors import ChatModelError, MissingDependency

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Reason = Literal["unreachable", "timeout", "busy", "key", "refused", "garbage", "cut", "empty"]
Message = tuple[str, str]  # (role, text); role is "system" or "human"

BACK_OFF = 0.5  # seconds before the first retry; each next one doubles it
MAX_WAIT = 20.0  # seconds; a server that asks for longer is not waited for
POLL = 0.05  # seconds between looks at whether the reader has stopped
# These OpenAI families answer only at their own temperature.
_OWN_TEMPERATURE = re.compile(r"^(?:o\d|gpt-5)")


class ModelFailure(ChatModelError):
    """A model did not answer. The message never holds what a server wrote: it may carry a key or a prompt."""

    def __init__(self, name: str, reason: Reason, *, status: int | None = None) -> None:
        """Keep the reason apart: readers are told it in their language."""
        detail = f"{reason}, HTTP {status}" if status else reason
        super().__init__(f"the chat model {name} did not answer ({detail}); check DOCENT_LLM and DOCENT_LLM_BASE_URL")
        self.reason: Reason = reason
        self.status = status


@dataclass(frozen=True, slots=True)
class Provider:
    """What differs between providers.

    Attributes:
        name: as init_chat_model knows it.
        package: the module that must be installed.
        extra: of ours, that installs it.
        key: the environment variable that the provider itself reads; empty when it needs none.
        tokens: its name for the limit of tokens.
    """

    name: str
    package: str
    extra: str
    key: str
    tokens: str = "max_tokens"

    def arguments(self, settings: Settings, model: str) -> dict[str, Any]:
        """The keyword arguments of its model class."""
        given: dict[str, Any] = {self.tokens: settings.llm_max_tokens}
        if not (self.name == "openai" and _OWN_TEMPERATURE.match(model)):
            given["temperature"] = 0.0
        if settings.llm_base_url:
            given["base_url"] = settings.llm_base_url
        if self.name == "ollama":
            return given | {"client_kwargs": {"timeout": settings.llm_timeout}}
        given |= {"timeout": settings.llm_timeout, "max_retries": 0}
        if key := settings.llm_api_key.get_secret_value():
            given["api_key"] = key
        elif settings.llm_base_url and not os.environ.get(self.key):
            given["api_key"] = "none"  # a server of one's own needs no key, but the client insists on one
        if self.name == "openai":
            given["use_responses_api"] = False
        return given


PROVIDERS = {
    provider.name: provider
    for provider in (
        Provider("openai", "langchain_openai", "openai", "OPENAI_API_KEY"),
        Provider("anthropic", "langchain_anthropic", "anthropic", "ANTHROPIC_API_KEY"),
        Provider("google_genai", "langchain_google_genai", "google", "GOOGLE_API_KEY", "max_output_tokens"),
        Provider("ollama", "langchain_ollama", "ollama", "", "num_predict"),
        Provider("mistralai", "langchain_mistralai", "mistral", "MISTRAL_API_KEY"),
    )
}
_ALIASES = {"google": "google_genai", "google-genai": "google_genai", "mistral": "mistralai"}


class ChatModel:
    """One chat model, shared by every reader."""

    def __init__(self, settings: Settings) -> None:
        """Make the model; nothing is sent yet.

        Raises:
            ChatModelError: the name is not provider:model, or the key is missing.
            MissingDependency: the provider's package is not installed.
        """
        self.name = settings.llm
        self._model = _make_model(settings)
        self._timeout = settings.llm_timeout
        self._retries = settings.llm_retries
        self._slots = asyncio.Semaphore(settings.llm_concurrency)
        self._says_when_done = settings.llm.startswith("openai:")

    def stream(self, messages: Sequence[Message], *, stop: threading.Event | None = None) -> Iterator[str]:
        """The model's text, piece by piece; at least one piece. Closing the iterator ends the call.

        Args:
            messages: what to send.
            stop: once set, the call ends and the iterator with it.

        Raises:
            ModelFailure: before the first piece or after some.
        """
        pieces: queue.Queue[str | ModelFailure | None] = queue.Queue()
        call = _on_the_loop(self._pump(list(messages), pieces))
        try:
            while (piece := _take(pieces, stop)) is not None:
                if isinstance(piece, ModelFailure):
                    raise piece
                yield piece
        finally:
            call.cancel()

    def complete(self, messages: Sequence[Message], *, stop: threading.Event | None = None) -> str:
        """The model's whole text.

        Raises:
            ModelFailure: it did not answer.
        """
        return "".join(self.stream(messages, stop=stop))

    async def _pump(self, messages: list[Message], pieces: queue.Queue[str | ModelFailure | None]) -> None:
        """Put the pieces, then None; or a failure."""
        try:
            await asyncio.wait_for(self._slots.acquire(), self._timeout)
        except TimeoutError:
            pieces.put(ModelFailure(self.name, "busy"))
            return
        try:
            async for piece in self._attempts(messages):
                pieces.put(piece)
            pieces.put(None)
        except ModelFailure as failure:
            pieces.put(failure)
        finally:
            self._slots.release()

    async def _attempts(self, messages: list[Message]) -> AsyncIterator[str]:
        """The pieces of the first attempt that begins to answer: what has been read is never asked for again."""
        for attempt in range(self._retries + 1):
            begun = False
            try:
                async for piece in self._once(messages):
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

    async def _once(self, messages: list[Message]) -> AsyncIterator[str]:
        begun = done = False
        chunks = self._model.astream(messages)
        while True:
            try:
                async with asyncio.timeout(self._timeout):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            done = done or bool(chunk.response_metadata.get("finish_reason"))
            if text := str(chunk.text):
                begun = True
                yield text
        if not begun:
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


def split_name(name: str) -> tuple[Provider, str]:
    """`"openai:gpt"` as its provider and model.

    Raises:
        ChatModelError: it is neither "extractive" nor a known provider with a model.
    """
    prefix, colon, model = name.partition(":")
    provider = PROVIDERS.get(_ALIASES.get(prefix, prefix))
    if not (provider and colon and model):
        known = ", ".join(PROVIDERS)
        raise ChatModelError(f"DOCENT_LLM={name}: write extractive, or provider:model with a provider of {known}")
    return provider, model


def _make_model(settings: Settings) -> BaseChatModel:
    provider, model = split_name(settings.llm)
    if importlib.util.find_spec(provider.package) is None:
        raise MissingDependency(f"DOCENT_LLM={settings.llm}", provider.extra)
    given = provider.arguments(settings, model)
    if provider.key and "api_key" not in given and not os.environ.get(provider.key):
        raise ChatModelError(
            f"DOCENT_LLM={settings.llm} needs a key: set DOCENT_LLM_API_KEY (or {provider.key}), "
            "or DOCENT_LLM_BASE_URL for a server of your own"
        )
    from langchain.chat_models import init_chat_model

    made: BaseChatModel = init_chat_model(model, model_provider=provider.name, **given)
    return made


def _on_the_loop(work: Coroutine[Any, Any, None]) -> Any:  # noqa: ANN401 - a Future of concurrent.futures
    return asyncio.run_coroutine_threadsafe(work, _loop())


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """The one event loop of every model: clients keep connections, which belong to their loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat-models", daemon=True).start()
    return loop
