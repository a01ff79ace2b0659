"""`HybridRetriever`: the retriever as a LangChain `BaseRetriever`. Imports LangChain, so nothing of ours imports it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.errors import QuestionError
from index.reader import IndexReader, Where
from index.retriever import as_document, reader_of, search


class HybridRetriever(BaseRetriever):
    """Dense and lexical search over one index; drops into any chain.

    `invoke(question, k=3, where={"language": "ko"})` asks for another number once, or narrows further.

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
    where: Where = Field(default_factory=dict)
    reranker: str = ""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        where: Where | None = None,
    ) -> list[Document]:
        reader = self.reader or reader_of(self.index_dir)
        hits = search(
            reader.current(),
            query,
            k=self.k if k is None else k,
            where=self._narrowed(where or {}),
            reranker=self.reranker,
        )
        return [as_document(hit) for hit in hits]

    def _narrowed(self, where: Where) -> Where:
        """The retriever's own filter and that of one call. A call may add to what is narrowed and never undo it."""
        if not isinstance(where, Mapping):
            raise QuestionError(f'where: {where!r} is no field and value; give for example {{"language": "ko"}}')
        twice = [name for name in where if name in self.where]
        if twice:
            raise QuestionError(f"where: {twice[0]} is set by the retriever itself and cannot be given again")
        return {**self.where, **where}
