"""`HybridRetriever`: the retriever as a LangChain `BaseRetriever`. Imports LangChain, so nothing of ours imports it."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.reader import IndexReader
from index.retriever import as_document, search


class HybridRetriever(BaseRetriever):
    """Dense and lexical search over one index; drops into any chain.

    Attributes:
        reader: the index.
        k: how many passages.
        where: the filter of `index.retrieve`; empty lets everything through.
        reranker: a CrossEncoder, a folder or an id of the model hub; none by default.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    reader: IndexReader = Field(default_factory=lambda: IndexReader(".docent"))
    k: int = 5
    where: dict[str, str | list[str]] = Field(default_factory=dict)
    reranker: str = ""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = search(self.reader.current(), query, k=self.k, where=self.where, reranker=self.reranker)
        return [as_document(hit) for hit in hits]
