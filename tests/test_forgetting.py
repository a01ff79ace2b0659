from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import make_chunk, make_document

from index.builder import build, rollback
from index.documents import DocumentStore
from index.errors import DocentError, IndexMissing
from index.intake import BuildReport
from index.manifest import STORE, read_manifest
from index.reader import Generation, IndexReader
from index.retriever import search
from index.rows import texts_key
from index.segment import model_key
from index.types import IndexConfig
from index.upkeep import forgetting
from index.upkeep.forgetting import Needed, keep_only

Rebuild = Callable[[], BuildReport]
QUESTION = "How heavy is the anchor?"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DocumentStore]:
    store = DocumentStore(tmp_path / "documents.db", writable=True)
    yield store
    store.close()


def put(store: DocumentStore, key: str, *texts: str, settings: str = "a", model: str = "m") -> None:
    store.put_document(key, make_document(" ".join(texts) or "-", document_id=key), "raw")
    chunks = [replace(make_chunk(text), id=f"{key}{n}") for n, text in enumerate(texts)]
    store.put_chunks(key, settings, chunks)
    store.put_vectors((model_key(model) + texts_key(c), np.ones((2, 4), dtype=np.float32)) for c in chunks)


def kept_vectors(store: DocumentStore) -> int:
    return int(store.read("SELECT count(*) FROM vectors")[0][0])


def test_what_is_not_needed_goes_with_its_passages_and_vectors(store: DocumentStore) -> None:
    put(store, "keep", "one", "both")
    put(store, "drop", "two", "both")
    assert keep_only(store, Needed({"keep"}), grace=0) == 1
    assert store.has_document("keep")
    assert not store.has_document("drop")
    assert store.chunk_rows("drop", "a") is None
    assert kept_vectors(store) == 2  # what both held is still needed


def test_a_document_stays_a_while_after_it_was_last_needed(store: DocumentStore) -> None:
    put(store, "keep", "one")
    put(store, "left", "two")
    assert keep_only(store, Needed({"keep"}), grace=100, now=1000) == 0
    assert keep_only(store, Needed({"keep"}), grace=100, now=1090) == 0
    assert keep_only(store, Needed({"keep", "left"}), grace=100, now=1200) == 0  # needed again
    assert keep_only(store, Needed({"keep"}), grace=100, now=1300) == 0
    assert keep_only(store, Needed({"keep"}), grace=100, now=1401) == 1


def test_a_clock_that_jumps_loses_nothing_that_is_needed(store: DocumentStore) -> None:
    put(store, "keep", "one")
    put(store, "left", "two")
    keep_only(store, Needed({"keep"}), grace=100, now=9_000_000)
    assert keep_only(store, Needed({"keep"}), grace=100, now=5) == 0  # counts from the time that it is now
    assert keep_only(store, Needed({"keep"}), grace=100, now=106) == 1
    assert store.has_document("keep")


def test_no_more_is_kept_for_a_while_than_there_is_room(store: DocumentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_LEAST", 0)
    put(store, "keep", "one")
    for n in range(5):
        put(store, f"old{n}", f"text {n}")
        keep_only(store, Needed({"keep"}), grace=1e9, now=float(n))
    assert store.has_document("old4") or kept_vectors(store) == 1
    assert kept_vectors(store) <= 2


def test_other_cuts_and_other_models_go(store: DocumentStore) -> None:
    put(store, "keep", "one")
    put(store, "keep", "on", "e", settings="b")
    store.put_vectors([(model_key("other") + texts_key(make_chunk("one")), np.ones((2, 4), dtype=np.float32))])
    keep_only(store, Needed({"keep"}, {"a"}, {"m"}), grace=0)
    assert store.chunk_rows("keep", "a")
    assert store.chunk_rows("keep", "b") is None
    assert kept_vectors(store) == 1


def test_a_row_number_is_never_given_twice(store: DocumentStore) -> None:
    put(store, "keep", "one")
    put(store, "drop", "two")
    keep_only(store, Needed({"keep"}), grace=0)
    put(store, "new", "three")
    assert store.chunk_rows("new", "a") == range(3, 4)


def anchor(docs: Path, tons: str) -> None:
    (docs / "anchor.txt").write_text(f"The anchor of the harbour weighs {tons} tons.", encoding="utf-8")


def answer(index: Path) -> str:
    return search(IndexReader(index).current(), QUESTION)[0].chunk.text


def test_one_can_go_back_and_forth(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    anchor(docs, "nine")
    first = rebuild().generation
    anchor(docs, "twelve")
    second = rebuild().generation
    assert rollback(index) == first
    assert "nine" in answer(index)
    assert rollback(index) == second
    assert "twelve" in answer(index)
    rollback(index)
    assert rebuild().generation not in (first, second)
    assert "twelve" in answer(index)


def test_there_is_nothing_before_the_first_generation(rebuild: Rebuild, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        rollback(tmp_path / "nothing")
    rebuild()
    with pytest.raises(DocentError, match="nothing was changed"):
        rollback(tmp_path / "index")


def test_a_citation_still_opens_after_its_passage_has_gone(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    anchor(docs, "nine")
    rebuild()
    reader = IndexReader(tmp_path / "index")
    cited = search(reader.current(), QUESTION)[0].chunk
    for tons in ("ten", "eleven", "twelve", "thirteen"):
        anchor(docs, tons)
        rebuild()
    found = reader.current().find(cited.id)
    assert found is not None
    assert found[1].text == cited.text


def test_many_updates_leave_no_more_than_one_does(
    rebuild: Rebuild, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "GRACE", 0)
    sizes = []
    for n in range(12):
        anchor(docs, str(n))
        rebuild()
        store = DocumentStore(tmp_path / "index" / STORE)
        sizes.append([store.read(f"SELECT count(*) FROM {t}")[0][0] for t in ("document", "chunk", "vectors")])
        store.close()
    assert sizes[3] == sizes[11]
    assert len(list((tmp_path / "index" / "segments").iterdir())) <= 3
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 2


def state(generation: Generation) -> dict[str, tuple[float, ...]]:
    """What every question sees, by passage, whatever the order of positions."""
    query = generation.embedder.embed_queries(["등대 lighthouse завод"])[0]
    scores, best = generation.lexical.scores({"lighthous": 1.0, "등대": 2.0, "завод": 1.0, "text": 1.0, "tower": 1.0})
    everything = np.arange(generation.size)
    dense = generation.vectors.cosines(query, everything)
    sentences = [s.sum() for s in generation.vectors.sentence_cosines(query, everything)]
    found = {generation.chunk(n).id: (scores[n], best, dense[n], sentences[n]) for n in range(generation.size)}
    return {key: tuple(round(float(value), 4) for value in values) for key, values in found.items()}


def test_an_index_that_was_updated_is_the_one_that_is_made_anew(docs: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    for n in range(30):
        (docs / f"{n}.txt").write_text(f"Text {n} tells of tower {n % 7} and lighthouse {n}.", encoding="utf-8")
    build([docs], index_dir=index)
    random = np.random.default_rng(7)
    for step in range(6):
        for n in random.choice(40, size=4, replace=False):
            path = docs / f"{n}.txt"
            if path.exists() and n % 2:
                path.unlink()
            else:
                path.write_text(f"At step {step} text {n} tells of towers, towers and завод.", encoding="utf-8")
        build([docs], index_dir=index)
        build([docs], index_dir=tmp_path / f"anew{step}")
        updated, anew = IndexReader(index).current(), IndexReader(tmp_path / f"anew{step}").current()
        assert {v: 0 for v in map(str, state(updated).values())} == {v: 0 for v in map(str, state(anew).values())}
        query = updated.embedder.embed_queries(["tower"])[0]
        near = updated.vectors.nearest(query, "en", n=10)
        english = np.flatnonzero(updated.vectors.languages == 1)
        exact = updated.vectors.nearest_among(query, english, n=10)
        assert np.allclose(updated.vectors.cosines(query, near), updated.vectors.cosines(query, exact), atol=1e-3)


def test_an_update_leaves_the_base_as_it_is(docs: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build([docs], index_dir=index)
    base = {p.name for p in (index / "segments").iterdir()}
    anchor(docs, "nine")
    build([docs], index_dir=index)
    later = {p.name for p in (index / "segments").iterdir()}
    assert base < later
    assert len(later) == 2
    (docs / "anchor.txt").unlink()
    assert build([docs], index_dir=index).embedded == 0
    build([docs], index_dir=index, config=IndexConfig(chunk_size=100))
    assert read_manifest(index).passages == IndexReader(index).current().size
