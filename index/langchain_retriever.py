"""`HybridRetriever`: the retriever as a LangChain `BaseRetriever`. Imports LangChain, so nothing of ours imports it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, PrivateAttr

from index.reader import IndexReader
from index.retriever import as_document, search
from index.roots import index_home


class HybridRetriever(BaseRetriever):
    """Dense and lexical search over one index; drops into any chain.

    Attributes:
        index_dir: where the index lives; None: where `DOCENT_INDEX_DIR` says, else `.docent`.
        reader: an open index, instead of the folder.
        k: how many passages.
        where: the filter of `index.retrieve`; empty lets everything through.
        reranker: a CrossEncoder, a folder or an id of the model hub; none by default.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    index_dir: Path | str | None = None
    reader: IndexReader | None = None
    k: int = 5
    where: dict[str, str | list[str]] = Field(default_factory=dict)
    reranker: str = ""

    _open: IndexReader = PrivateAttr()

    def model_post_init(self, context: Any) -> None:  # noqa: ANN401 - pydantic's
        """Open nothing yet, but know what to open."""
        self._open = self.reader or IndexReader(index_home(self.index_dir))

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = search(self._open.current(), query, k=self.k, where=self.where, reranker=self.reranker)
        return [as_document(hit) for hit in hits]
