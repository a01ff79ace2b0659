"""The model's training on a corpus of a few pairs: what it saves, and that it can be repeated and resumed."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.model import export, pairs, train

WORDS = [("дом", "house", "집"), ("вода", "water", "물"), ("книга", "book", "책"), ("город", "city", "도시")]
RECIPE = train.Recipe(steps=200, batch=32, dim=16, vocabulary=600, round=50)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    columns = {"ru": 0, "en": 1, "ko": 2}
    for task in train.TASKS:
        kind, _, language = task.rpartition("_")
        first, second = (language, language) if kind in ("qa", "para") else (language[:2], language[2:])
        rows = [
            f"made{n % 3}\t{WORDS[n % 4][columns[first]]} {n % 5}\t{WORDS[n % 4][columns[second]]} {n % 5}"
            for n in range(40)
        ]
        (folder / f"{task}.tsv.gz").write_bytes(gzip.compress("\n".join([*rows, "broken\trow"]).encode()))
    return folder


@pytest.fixture(scope="module")
def trained(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained")
    train.train(corpus, out / "model", out / "work", RECIPE)
    return out / "model"


@pytest.mark.slow
def test_training_twice_gives_the_same_files(corpus: Path, trained: Path, tmp_path: Path) -> None:
    train.train(corpus, tmp_path / "model", tmp_path / "work", RECIPE)
    for name in ("model.safetensors", "tokenizer.json", "modules.json"):
        assert (tmp_path / "model" / name).read_bytes() == (trained / name).read_bytes(), name


@pytest.mark.slow
def test_training_that_was_stopped_goes_on_to_the_same_weights(
    corpus: Path, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn = train.Table.learn

    def fail_after_two_rounds(table: train.Table, ids: train.Ints, lengths: train.Ints) -> float:
        if table.step == 125:
            raise KeyboardInterrupt
        return learn(table, ids, lengths)

    with monkeypatch.context() as patch:
        patch.setattr(train.Table, "learn", fail_after_two_rounds)
        with pytest.raises(KeyboardInterrupt):
            train.train(corpus, tmp_path / "model", tmp_path / "work", RECIPE)
    train.train(corpus, tmp_path / "model", tmp_path / "work", RECIPE)
    assert (tmp_path / "model" / "model.safetensors").read_bytes() == (trained / "model.safetensors").read_bytes()


@pytest.mark.slow
def test_sentence_transformers_loads_the_folder_and_agrees(trained: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["дом 3", "a house by the water", "물"]
    loaded = SentenceTransformer(str(trained), device="cpu").encode(texts)
    weights, tokenizer = load_file(trained / "model.safetensors"), Tokenizer.from_file(str(trained / "tokenizer.json"))
    table = weights["embeddings"].astype(np.float32) * weights["weights"][:, None]
    means = np.stack([table[tokenizer.encode(text).ids].mean(axis=0) for text in texts])
    assert weights["embeddings"].dtype == np.int8
    np.testing.assert_allclose(loaded, means / np.linalg.norm(means, axis=1, keepdims=True), atol=1e-6)


def test_translations_are_nearer_than_other_words(trained: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(trained), device="cpu")
    russian, english = (model.encode([word[column] for word in WORDS]) for column in (0, 1))
    assert ((russian @ english.T).argmax(axis=1) == np.arange(len(WORDS))).all()


def test_all_questions_of_a_passage_are_held_out_together() -> None:
    passages = [f"passage {n}" for n in range(2000)]
    out = [pairs.held_out("qa_ko", ("s", "first question", passage)) for passage in passages]
    assert out == [pairs.held_out("qa_ko", ("s", "another", passage)) for passage in passages]
    assert 0.03 < np.mean(out) < 0.07
    assert not any(pairs.held_out("dict_koen", ("s", passage, "x")) for passage in passages)


def test_quantised_rows_are_within_half_a_step() -> None:
    weight = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32)
    whole, scale = export.quantise(weight)
    assert np.abs(whole * scale[:, None] - weight).max() <= scale.max() * 0.501


def test_even_axes_shrink_the_wide_ones_and_power_zero_keeps_the_angles() -> None:
    chance = np.random.default_rng(0)
    texts = (chance.normal(size=(500, 4)) * [9.0, 3.0, 1.0, 0.5]).astype(np.float32)
    turned = export.even_axes(texts, texts, power=0.0)
    np.testing.assert_allclose(turned @ turned.T, texts @ texts.T, rtol=1e-3, atol=1e-2)
    np.testing.assert_allclose(export.even_axes(texts, texts, power=0.5).std(axis=0), 1.0, atol=0.1)


def test_thinning_keeps_short_texts_and_something_of_every_text() -> None:
    ids, lengths = np.arange(50), np.array([3, 40, 7])
    kept, left = train.thin(ids, lengths, 1.0, np.random.default_rng(0))
    assert left.tolist() == [3, 1, 7]
    assert kept.tolist() == [0, 1, 2, 3, *range(43, 50)]
