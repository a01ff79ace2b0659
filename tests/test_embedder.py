from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index import embedder as module
from index.embedder import MODEL_DIR, Embedder, StaticEmbedder, as_langchain, load_embedder, unit
from index.errors import ModelError

WORDS = ["[UNK]", "lamp", "sea", "bridge", "chart"]


def static_folder(folder: Path) -> Path:
    """A static model of five words in the format that sentence-transformers writes."""
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    table = np.random.default_rng(7).normal(size=(len(WORDS), 8)).astype(np.float16)
    save_file({"embedding.weight": table}, folder / "model.safetensors")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    return folder


def transformer_folder(folder: Path) -> Path:
    """A transformer of random weights, small enough to run in a test."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = folder / "words"
    words.mkdir(parents=True)
    (words / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS[1:]]))
    BertTokenizerFast(str(words / "vocab.txt")).save_pretrained(words)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=9, **sizes)).save_pretrained(words)
    transformer = Transformer(str(words))
    made = SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu")
    made.prompts = {"query": "sea ", "document": ""}
    made.save_pretrained(str(folder / "model"))
    return folder / "model"


@pytest.fixture(
    params=[
        pytest.param(lambda _: load_embedder(), id="embedded"),
        pytest.param(lambda folder: load_embedder(str(static_folder(folder))), id="static folder"),
        pytest.param(
            lambda folder: load_embedder(str(transformer_folder(folder))),
            id="transformer folder",
            marks=[pytest.mark.slow, pytest.mark.filterwarnings("ignore")],
        ),
    ]
)
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Embedder:
    make: Callable[[Path], Embedder] = request.param
    return make(tmp_path)


def test_vectors_are_unit_rows_of_the_dimension_it_names(model: Embedder) -> None:
    for vectors in (model.embed_passages(["lamp sea", "bridge"]), model.embed_queries(["chart", "sea"])):
        assert vectors.shape == (2, model.dim)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_are_no_rows(model: Embedder) -> None:
    assert model.embed_passages([]).shape == model.embed_queries([]).shape == (0, model.dim)


def test_a_text_has_the_same_vector_alone_and_among_others(model: Embedder) -> None:
    alone = model.embed_passages(["lamp sea"])[0]
    among = model.embed_passages(["bridge", "lamp sea", "chart chart chart chart"])[1]
    assert np.allclose(alone, among, atol=1e-5)


def test_a_text_without_words_has_a_vector_of_finite_numbers(model: Embedder) -> None:
    assert np.isfinite(model.embed_passages(["", "?", "lamp " * 5000])).all()


def test_the_langchain_adapter_gives_the_same_vectors(model: Embedder) -> None:
    adapter = as_langchain(model)
    assert np.allclose(adapter.embed_documents(["lamp"])[0], model.embed_passages(["lamp"])[0])
    assert np.allclose(adapter.embed_query("lamp"), model.embed_queries(["lamp"])[0])


def test_it_is_known_by_its_weights(tmp_path: Path) -> None:
    one, same = (StaticEmbedder(static_folder(tmp_path / name)) for name in ("a", "b"))
    assert one.identity == same.identity
    table = np.ones((len(WORDS), 8), dtype=np.float16)
    save_file({"embedding.weight": table}, tmp_path / "b" / "model.safetensors")
    assert StaticEmbedder(tmp_path / "b").identity != one.identity


SAME = {
    "ko": ["오늘은 날씨가 매우 좋다.", "그 회사는 작년에 새 공장을 지었다.", "아이들은 학교에서 음악을 배운다.",
           "정부는 세금을 줄이기로 결정했다.", "이 책은 역사에 관한 것이다.", "의사는 환자에게 약을 주었다."],
    "en": ["The weather is very good today.", "The company built a new factory last year.",
           "Children learn music at school.", "The government decided to lower taxes.",
           "This book is about history.", "The doctor gave the patient medicine."],
    "ru": ["Сегодня очень хорошая погода.", "Компания построила новый завод в прошлом году.",
           "Дети учатся музыке в школе.", "Правительство решило снизить налоги.",
           "Эта книга об истории.", "Врач дал пациенту лекарство."],
}  # fmt: skip


@pytest.mark.parametrize(("asked", "held"), [(a, b) for a in SAME for b in SAME if a != b])
def test_the_embedded_model_finds_meaning_across_languages(asked: str, held: str) -> None:
    model = load_embedder()
    scores = model.embed_queries(SAME[asked]) @ model.embed_passages(SAME[held]).T
    assert (scores.argmax(axis=1) == np.arange(6)).sum() >= 5


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_says_which(tmp_path: Path, file: str) -> None:
    (static_folder(tmp_path) / file).unlink()
    with pytest.raises(ModelError, match=file.replace(".", r"\.")):
        StaticEmbedder(tmp_path)


def test_unit_leaves_rows_of_zeros() -> None:
    rows = unit(np.array([[3, 4], [0, 0]], dtype=np.float32))
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-small", {}, ("query: ", "passage: ")),
        ("someone/e5-ko", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("google/embeddinggemma-300m", {"query": "q: ", "document": "d: "}, ("q: ", "d: ")),
        ("Qwen/Qwen3-Embedding-0.6B", {"query": "Instruct: "}, ("Instruct: ", "")),
        ("some/model", {}, ("", "")),
        ("BAAI/bge-small-en-v1.5", {}, ("Represent this sentence for searching relevant passages: ", "")),
        ("BAAI/bge-m3", {}, ("", "")),
        ("nomic-ai/nomic-embed-text-v1", {}, ("search_query: ", "search_document: ")),
    ],
)
def test_prefixes_come_from_the_model_or_its_family(
    name: str, prompts: dict[str, str], expected: tuple[str, str]
) -> None:
    assert module._prefixes(name, prompts) == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_reads_the_embedded_model_alike() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["하늘다리는 2014년에 개통되었다.", "The tower was restored in 2018.", "Завод стоит в Белореченске.", "?"]
    theirs = SentenceTransformer(str(MODEL_DIR), device="cpu").encode(texts, normalize_embeddings=True)
    assert np.allclose(load_embedder().embed_passages(texts), theirs, atol=2e-3)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_questions_and_passages_get_their_own_prompts(tmp_path: Path) -> None:
    model = load_embedder(str(transformer_folder(tmp_path)))
    assert np.allclose(model.embed_queries(["lamp"]), model.embed_passages(["sea lamp"]), atol=1e-5)
    assert not np.allclose(model.embed_queries(["lamp"]), model.embed_passages(["lamp"]), atol=1e-3)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_vector_may_be_cut_by_the_one_setting(tmp_path: Path) -> None:
    folder = str(transformer_folder(tmp_path))
    whole, cut = load_embedder(folder), load_embedder(folder + "@8")
    assert (whole.dim, cut.dim) == (16, 8)
    assert whole.identity != cut.identity
    texts = ["lamp sea", "bridge"]
    assert np.allclose(unit(whole.embed_passages(texts)[:, :8]), cut.embed_passages(texts), atol=1e-4)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_model_in_a_folder_is_known_by_its_weights(tmp_path: Path) -> None:
    from index.embedder import TransformerEmbedder

    folder = transformer_folder(tmp_path)
    before = TransformerEmbedder(str(folder)).identity
    assert TransformerEmbedder(str(folder)).identity == before
    weights = next(folder.rglob("model.safetensors"))
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    assert TransformerEmbedder(str(folder)).identity != before


def test_the_model_that_ships_is_not_cut():
    with pytest.raises(ModelError, match="without @"):
        load_embedder("embedded@256")


@pytest.mark.parametrize("name", ["nothing", "./nothing", "models/e5/nothing"])
def test_a_folder_without_a_model_is_one_clear_line_at_once(tmp_path: Path, name: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ModelError, match="DOCENT_EMBEDDING_MODEL"):
        load_embedder(str(tmp_path / name))
    assert time.perf_counter() - started < 5


def test_words_read_together_are_what_they_are_alone() -> None:
    model = module.embedded()
    words = ["sea", "바다에서", "моря", "x-ray", "\u0301", "3,500", "a" * 70, *(f"слово{n}" for n in range(200))]
    alone = np.concatenate([model.words([word], axes=64) for word in words])
    np.testing.assert_allclose(model.words(words, axes=64), alone, atol=1e-4)
    many = ["한국어" * 30] * 40  # more tokens than one text may have
    np.testing.assert_allclose(model.words(many, axes=64)[-1], model.words(many[:1], axes=64)[0], atol=1e-4)
