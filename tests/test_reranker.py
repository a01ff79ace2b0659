from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import HybridRetriever, retrieve
from index.errors import ModelError
from index.reader import Generation, IndexReader
from index.reranker import reread
from index.retriever import find, search

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

WORDS = "museum bridge tower lighthouse founded opened who when was the of and".split()


def encoder(folder: Path, labels: int = 1) -> str:
    """A cross encoder of random weights, small enough to run in a test."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(3)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=5 + len(WORDS), num_labels=labels, initializer_range=0.9, **sizes)
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


def test_scores_are_probabilities_of_pairs(tmp_path: Path) -> None:
    name = encoder(tmp_path / "encoder")
    scores = reread(name, "who founded the museum", ["the museum", "the bridge was opened", "lighthouse"])
    assert scores.shape == (3,)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(set(scores.round(5).tolist())) > 1
    assert reread(name, "who", []).shape == (0,)


def test_hits_come_in_its_order_with_its_scores(generation: Generation, tmp_path: Path) -> None:
    name, question = encoder(tmp_path / "encoder"), "Who founded the lighthouse museum?"
    plain, anew = find(generation, question, k=5), find(generation, question, k=5, reranker=name)
    assert anew.confidence == plain.confidence
    scores = [hit.score for hit in anew.hits]
    assert scores == sorted(scores, reverse=True)
    theirs = reread(name, question, [hit.chunk.search_text for hit in anew.hits])
    assert np.allclose(scores, theirs, atol=1e-4)
    everything = search(generation, question, k=50, reranker=name)
    assert {h.chunk.id for h in everything} == {h.chunk.id for h in search(generation, question, k=50)}
    assert [h.score for h in everything] == sorted((h.score for h in everything), reverse=True)


def test_it_is_named_from_python_and_langchain(built: tuple[Path, Path], tmp_path: Path) -> None:
    name = encoder(tmp_path / "encoder")
    found = retrieve("Who founded the museum?", k=3, index_dir=built[1], reranker=name)
    chain = HybridRetriever(reader=IndexReader(built[1]), k=3, reranker=name)
    assert [d.id for d in chain.invoke("Who founded the museum?")] == [d.id for d in found]


def test_what_is_no_reranker_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="DOCENT_RERANKER"):
        reread(str(tmp_path / "none"), "who", ["the museum"])
    with pytest.raises(ModelError, match="3 scores"):
        reread(encoder(tmp_path / "three", labels=3), "who", ["the museum"])
