from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import make_chunk, make_document

from index.documents import DocumentStore
from index.embedder import load_embedder
from index.errors import IndexDamaged
from index.generation import embed_missing, is_whole, open_generation, write_generation
from index.manifest import generation_dir
from index.segment import vector_key
from index.types import Chunk

TEXTS = ["The lamp burns.", "하늘다리는 길다.", "Завод работает.", "The lamp burns again and again."]


def chunks(document: str, texts: list[str]) -> list[Chunk]:
    languages = {"하": "ko", "З": "ru"}
    made = [make_chunk(text, number=n, document_id=document) for n, text in enumerate(texts)]
    return [replace(c, id=document + c.id, language=languages.get(c.text[0], "en")) for c in made]


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    store = DocumentStore(tmp_path / "documents.db", writable=True)
    for key in ("a", "b"):
        store.put_document(key, make_document("x", document_id=key), "x")
        made = chunks(key, TEXTS)
        store.put_chunks(key, "s", made)
        embed_missing(store, made, load_embedder(), progress=lambda _: None)
    return store


def rows(store: DocumentStore) -> list[int]:
    return [row for key in ("a", "b") for row in store.chunk_rows(key, "s") or ()]


def test_a_passage_is_embedded_once_whatever_document_it_is_in(store: DocumentStore) -> None:
    steps: list[int] = []
    made = chunks("c", [*TEXTS, "Something new."])
    assert embed_missing(store, made, load_embedder(), progress=steps.append) == 1
    assert sum(steps) == len(made)


def test_equal_passages_of_one_batch_are_embedded_once(store: DocumentStore) -> None:
    made = chunks("c", ["Equal."] * 5)
    assert embed_missing(store, made, load_embedder(), progress=lambda _: None) == 1


def test_the_key_of_vectors_knows_the_model_and_all_that_is_embedded() -> None:
    chunk, model = make_chunk("one two"), load_embedder()
    key = vector_key(chunk, model)
    assert key == vector_key(replace(chunk, id="other", page=9), model)
    assert key != vector_key(replace(chunk, search_text="title one two"), model)
    assert key != vector_key(replace(chunk, sentences=((0, 3), (4, 7))), model)


def test_what_is_written_can_be_read_and_is_whole(store: DocumentStore, tmp_path: Path) -> None:
    folder = generation_dir(tmp_path, "g")
    write_generation(folder, store, rows(store), load_embedder())
    parts = open_generation(folder)
    assert [parts.keys[n] for n in parts.document_of] == ["a"] * 4 + ["b"] * 4
    assert not is_whole(folder, store, rows(store))  # not yet declared complete
    (folder / "complete").touch()
    assert is_whole(folder, store, rows(store))
    assert not is_whole(folder, store, rows(store)[1:])
    assert not is_whole(tmp_path / "nothing", store, rows(store))


def test_positions_hold_the_vectors_of_their_passages(store: DocumentStore, tmp_path: Path) -> None:
    write_generation(generation_dir(tmp_path, "g"), store, rows(store), load_embedder())
    parts = open_generation(generation_dir(tmp_path, "g"))
    expected = load_embedder().embed_passages(TEXTS * 2)
    assert np.allclose(parts.vectors.passages, expected, atol=2e-3)
    parts.close()


def test_a_passage_without_vectors_stops_the_writing(store: DocumentStore, tmp_path: Path) -> None:
    lost = store.put_chunks("c", "s", chunks("c", ["Never embedded."]))
    with pytest.raises(IndexDamaged, match="lost the vectors"):
        write_generation(generation_dir(tmp_path, "g"), store, [*rows(store), *lost], load_embedder())
