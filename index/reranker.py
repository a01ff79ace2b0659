"""A cross encoder that reads a question and a passage together, and orders the best passages anew.

Off unless a setting names one: it is slower than all else together. Owns loading and the scale of its scores. Does
not find passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError
from index.locating import locate

if TYPE_CHECKING:
    from numpy.typing import NDArray

SETTING = "DOCENT_RERANKER"
READ_TOGETHER = 20  # passages that a reranker reads


def reread(name: str, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """How surely each text answers a question `(n,)`, 0 to 1.

    Args:
        name: a folder, or a CrossEncoder's id on the model hub.
        question: as it was asked.
        texts: of passages; none gives none.

    Raises:
        ModelError: it cannot be loaded, or does not give one score for a pair.
    """
    if not texts:
        return np.zeros(0, dtype=np.float32)
    import torch

    pairs = [(question, text) for text in texts]
    scores = _loaded(name).predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
    return np.asarray(scores, dtype=np.float32)


@lru_cache(maxsize=2)
def _loaded(name: str) -> Any:  # noqa: ANN401 - the type would import torch
    place, here = locate(name, SETTING)
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(place, device="cpu", local_files_only=here)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{SETTING}: {name} cannot be loaded as a CrossEncoder ({error}); unset it or correct it"
        ) from error
    if model.num_labels != 1:
        raise ModelError(f"{SETTING}: {name} gives {model.num_labels} scores for a pair; a reranker gives one")
    return model
