"""Text to unit vectors: the embedded static model, or any sentence-transformers model.

Owns prefixes, batching and the identity of a model's weights. The embedded model is read with tokenizers,
numpy and safetensors: no torch, ready in a third of a second. Does not know chunks or stores.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.errors import ModelError
from index.locating import locate
from index.tokens import Tokens

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

EMBEDDED = "embedded"
MODEL_DIR = Path(__file__).parent / "model"
SETTING = "DOCENT_EMBEDDING_MODEL"

_CUT = re.compile(r"@\d+$")
_EDGE = 1 << 20  # bytes
_FAMILIES = {  # what families of models want before (queries, passages), where their configuration does not say
    r"(?:^|-)e5-.*instruct": ("Instruct: Given a question, retrieve passages that answer it\nQuery: ", ""),
    r"(?:^|-)e5(?:-|$)": ("query: ", "passage: "),
    r"^bge-.*-en": ("Represent this sentence for searching relevant passages: ", ""),
    r"^nomic-embed": ("search_query: ", "search_document: "),
}


class Embedder(Protocol):
    """What the index asks of a model. Vectors are float32 `(n, dim)`, unit length; n may be 0."""

    identity: str
    dim: int

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""


class StaticEmbedder:
    """A table of token vectors; a text's vector is the unit-length mean of its tokens' vectors."""

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json` and `model.safetensors` of a sentence-transformers StaticEmbedding folder."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        weights, tokenizer = folder / "model.safetensors", folder / "tokenizer.json"
        for path in (weights, tokenizer):
            if not path.is_file():
                raise ModelError(f"the embedding model in {folder} has no {path.name}; reinstall or restore the folder")
        read = Tokenizer.from_file(str(tokenizer))
        self._tokens, self._spelt = Tokens(read), read.id_to_token
        tensors = load_file(weights)
        table = tensors.get("embeddings", tensors.get("embedding.weight"))
        if table is None:
            raise ModelError(f"{weights} holds no embeddings; restore the folder")
        self._table = table  # (vocabulary, dim), int8 with a scale for each row, or floats
        self._scales = tensors.get("weights", np.ones(len(table), dtype=np.float32))  # (vocabulary,)
        self.dim = int(table.shape[1])
        self.identity = _hash_files(weights, tokenizer)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`; the static model has no prefixes. The sum has the direction of the mean."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, tokens in enumerate(self._tokens.of(texts)):
            if tokens:
                ids = np.array(tokens)
                vectors[row] = self._scales.take(ids) @ self._table.take(ids, axis=0).astype(np.float32)
        return unit(vectors)

    embed_queries = embed_passages

    def pieces(self, word: str) -> list[str]:
        """The tokens that a word is read as, spelt without the sign that they go on a word."""
        return [str(self._spelt(token)).removeprefix("##") for token in self._tokens.of([word])[0]]

    def words(self, words: Sequence[str], *, axes: int) -> Vectors:
        """Vectors of single words in the first axes `(n, axes)`; the axes come widest first.

        Not of unit length: training made the vectors of words long that tell what a text is about.
        """
        if not words:
            return np.zeros((0, axes), dtype=np.float32)
        pieces = [tokens or [0] for tokens in self._tokens.of(words)]  # a word of no known sign: padding
        ids = np.fromiter(chain.from_iterable(pieces), dtype=np.int64)
        starts = np.cumsum([0, *map(len, pieces[:-1])])
        rows = self._table[:, :axes][ids].astype(np.float32) * self._scales[ids, None]  # (pieces, axes)
        return np.asarray(np.add.reduceat(rows, starts, axis=0), dtype=np.float32)


class TransformerEmbedder:
    """Any sentence-transformers model with the prompts, pooling and longest text of its own configuration."""

    def __init__(self, name: str) -> None:
        """Load from disk when it is there; otherwise, for an id, from the model hub.

        Args:
            name: a folder or an id; "@256" at the end keeps the first 256 numbers of each vector (Matryoshka).
        """
        place, _, axes = name.rpartition("@") if _CUT.search(name) else (name, "", "")
        found, here = locate(place, SETTING)
        self._model = _load_sentence_transformer(found, here=here, axes=int(axes) if axes else None)
        self.dim = int(self._model.get_embedding_dimension() or 0)
        self.identity = f"{name}:{self.dim}:{_fingerprint(Path(found))}"
        self._query, self._passage = _prefixes(place, self._model.prompts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`."""
        return self._encode([self._passage + text for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`."""
        return self._encode([self._query + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self._model.encode(texts, prompt="", show_progress_bar=False, convert_to_numpy=True)
        return unit(np.asarray(vectors, dtype=np.float32))


@lru_cache(maxsize=4)
def load_embedder(name: str = EMBEDDED) -> Embedder:
    """The model that a setting names: "embedded", a folder, or a sentence-transformers id.

    Raises:
        ModelError: the folder or id cannot be loaded.
    """
    if name == EMBEDDED:
        return embedded()
    if _CUT.sub("", name) == EMBEDDED:
        raise ModelError(f"{SETTING}: the model that ships keeps all its axes; write {EMBEDDED}, without @")
    folder = Path(name).expanduser()
    if folder.is_dir() and _is_static(folder):
        return StaticEmbedder(folder)
    return TransformerEmbedder(name)


@lru_cache(maxsize=1)
def embedded() -> StaticEmbedder:
    """The model that ships."""
    return StaticEmbedder(MODEL_DIR)


def as_langchain(embedder: Embedder) -> Embeddings:
    """The same model behind LangChain's `Embeddings` interface."""
    from langchain_core.embeddings import Embeddings

    class EmbedderAdapter(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed_passages(texts).tolist()  # type: ignore[no-any-return]

        def embed_query(self, text: str) -> list[float]:
            return embedder.embed_queries([text])[0].tolist()  # type: ignore[no-any-return]

    return EmbedderAdapter()


def unit(vectors: Vectors) -> Vectors:
    """Scale rows to length 1; a row of zeros stays one. Shape `(n, dim)` in and out."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def _is_static(folder: Path) -> bool:
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(modules) and "StaticEmbedding" in modules[0].get("type", "")


def _prefixes(name: str, prompts: dict[str, str]) -> tuple[str, str]:
    """Prefixes for (queries, passages): from the model's own configuration, else by its family."""
    query = prompts.get("query", "")
    passage = prompts.get("document") or prompts.get("passage", "")
    if query or passage:
        return query, passage
    last = Path(name).name.lower()
    return next((pair for family, pair in _FAMILIES.items() if re.search(family, last)), ("", ""))


def _load_sentence_transformer(place: str, *, here: bool, axes: int | None) -> Any:  # noqa: ANN401 - imports torch
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(place, device="cpu", local_files_only=here, truncate_dim=axes)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(f"{SETTING}: {place} cannot be loaded ({reason}); correct it, or unset {SETTING}") from error


def _fingerprint(folder: Path) -> str:
    """What changes when a model in a folder does: its small files, and sizes and edges of the large ones."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []:
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size} ".encode())
        with path.open("rb") as file:
            digest.update(file.read(_EDGE))
            file.seek(max(0, size - _EDGE))
            digest.update(file.read(_EDGE))
    return digest.hexdigest()


def _hash_files(*paths: Path) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
