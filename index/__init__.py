"""Documents in, passages out: the retrieval half of Docent, usable without the chatbot.

    from index import build, retrieve
    build(["reports"])
    retrieve("Who runs Yandex in Korea?", k=5, where={"language": "ko"})

Read in this order: types (the nouns), builder (files to an index), retriever (a question to passages).
Names load when they are first used, so importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.builder import build
    from index.errors import DocentError
    from index.langchain_retriever import HybridRetriever
    from index.retriever import retrieve

__all__ = ["DocentError", "HybridRetriever", "build", "retrieve"]

_HOMES = {
    "build": "index.builder",
    "retrieve": "index.retriever",
    "HybridRetriever": "index.langchain_retriever",
    "DocentError": "index.errors",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - different names
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
