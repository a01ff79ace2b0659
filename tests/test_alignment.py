from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import builder, reader
from index.alignment import SAME, alignment
from index.builder import build
from index.embedder import embedded, unit
from index.reader import Generation, IndexReader
from index.retriever import find
from index.types import IndexConfig


class Narrow:
    """The embedded model with all its vectors pushed into one corner, as those of many transformers are."""

    identity = "narrow"
    dim = embedded().dim + 1

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        vectors = embedded().embed_passages(texts)
        return unit(np.column_stack([vectors, np.full(len(vectors), 1.5, dtype=np.float32)]))

    embed_queries = embed_passages


@pytest.fixture
def narrow(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generation:
    for module in (builder, reader):
        monkeypatch.setattr(module, "load_embedder", lambda name="embedded": Narrow())
    config = IndexConfig(embedding_model="narrow")
    build([docs], index_dir=tmp_path / "narrow", config=config)
    return IndexReader(tmp_path / "narrow", config).current()


def test_the_model_that_scores_were_fitted_to_is_left_alone(generation: Generation) -> None:
    assert alignment(generation) == SAME
    values = np.array([0.1, 0.9], dtype=np.float32)
    assert (SAME(values) == values).all()


def test_another_scale_of_cosines_gives_like_scores(generation: Generation, narrow: Generation) -> None:
    line = alignment(narrow)
    assert line.slope > 1.5  # the corner squeezes all cosines together
    assert alignment(narrow) is line
    for question in ("Who founded the lighthouse museum?", "How do I bake sourdough bread?"):
        one, other = find(generation, question), find(narrow, question)
        assert other.hits[0].chunk.text == one.hits[0].chunk.text
        assert other.confidence.probability == pytest.approx(one.confidence.probability, abs=0.15)
        assert other.hits[0].score == pytest.approx(one.hits[0].score, abs=0.15)
