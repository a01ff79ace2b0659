"""Which chat models there are, by "provider:model", and what each wants to be given: package, key, window, limit."""

from __future__ import annotations

import importlib.util
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.settings import Settings
from index.errors import ChatModelError, MissingDependency

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# These OpenAI families answer only at their own temperature.
_OWN_TEMPERATURE = re.compile(r"^(?:o\d|gpt-5)")


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
        given: dict[str, Any] = {self.tokens: most_tokens(settings)}
        if not (self.name == "openai" and _OWN_TEMPERATURE.match(model)):
            given["temperature"] = 0.0
        if settings.llm_base_url:
            given["base_url"] = settings.llm_base_url
        if self.name == "ollama":
            # It cuts a prompt silently to its own window of some thousand tokens, unless it is told.
            return given | {"num_ctx": settings.llm_context, "client_kwargs": {"timeout": settings.llm_timeout}}
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


def most_tokens(settings: Settings) -> int:
    """Tokens that a model may write: of a small window no more than a quarter, so that the sources have their place."""
    return min(settings.llm_max_tokens, settings.llm_context // 4)


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


def make_model(settings: Settings) -> BaseChatModel:
    """The model that `DOCENT_LLM` names; nothing is sent yet.

    Raises:
        ChatModelError: the name is not provider:model, or the key is missing.
        MissingDependency: the provider's package is not installed.
    """
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
