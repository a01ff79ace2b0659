"""What becomes of a trained table: even axes, whole numbers, and a folder that sentence-transformers loads.

Does not know how the table was trained.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

MODULES = [
    ("", "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"),
    ("1_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
]

Floats = NDArray[np.float32]


def even_axes(weight: Floats, texts: Floats, *, power: float) -> Floats:
    """Turn a table to the principal axes of some texts' vectors and shrink each axis by its variance ** `power`.

    The wide axes tell the domains of the training texts apart; evened, words of other domains count as much.
    0.5 is whitening (Su et al. 2021), 0 only turns. The first axes matter most: vectors may be cut after any number.

    Args:
        weight: token vectors (tokens, dim).
        texts: vectors of texts (texts, dim), as many of each kind as shall count.
        power: 0 to 0.5.
    """
    variance, axes = np.linalg.eigh(texts.T.astype(np.float64) @ texts / len(texts))
    variance, axes = variance[::-1], axes[:, ::-1]  # widest first
    turned: Floats = (weight @ axes * np.maximum(variance, 1e-9) ** -power).astype(np.float32)
    return turned


def quantise(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Rows as int8 and a scale for each: `weight` is about `whole * scale[:, None]`."""
    scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / 127
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def save_model(out: Path, tokenizer: Tokenizer, weight: Floats) -> None:
    """Write the folder: `StaticEmbedding` in its model2vec form (int8 rows, a scale for each), then `Normalize`."""
    (out / "1_Normalize").mkdir(parents=True, exist_ok=True)
    whole, scale = quantise(weight)
    save_file({"embeddings": whole, "weights": scale}, out / "model.safetensors")
    tokenizer.save(str(out / "tokenizer.json"))
    modules = [{"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(MODULES)]
    (out / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    config = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}
    (out / "config_sentence_transformers.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
