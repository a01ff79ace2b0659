from __future__ import annotations

import json
import sqlite3
import zlib
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from conftest import make_chunk, make_document

from index import documents
from index.documents import DocumentStore
from index.errors import IndexDamaged
from index.rows import pack_document, unpack_document
from index.types import Heading, Item, Metadata, Place, Removed

DOCUMENT = replace(
    make_document("Lamps\nOne lamp. 등대 маяк", places=[Place(0, 5, 2, "p. 2", "col")], items=[Item(6, 15, 0, 5)]),
    headings=(Heading(0, 5, 1),),
    removed=(Removed(3, 7, "poll"),),
    dropped=(("menu", "navigation"),),
    metadata=Metadata("Lamps", ("Ada", "Bo"), "Trust", "2019", "https://example.org", "en", "a book"),
    warnings=("one byte was left out",),
    pages=3,
)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents.db", writable=True)


def test_a_document_comes_back_as_it_was_with_its_raw_text(store: DocumentStore, tmp_path: Path) -> None:
    store.put_document("k", DOCUMENT, "raw \x00 등대")
    assert store.has_document("k")
    again = DocumentStore(tmp_path / "documents.db")
    assert again.document("k") == DOCUMENT
    assert again.raw_text("k") == "raw \x00 등대"


def test_the_same_key_again_changes_nothing(store: DocumentStore) -> None:
    store.put_document("k", DOCUMENT, "raw")
    store.put_document("k", make_document("other"), "other")
    assert store.document("k") == DOCUMENT


def test_passages_come_back_in_the_order_asked_for(store: DocumentStore) -> None:
    chunks = [replace(make_chunk(f"text {n}", number=n), notes=(1, 2), page=n) for n in range(700)]
    rows = store.put_chunks("k", "settings", chunks)
    asked = [rows[5], rows[699], rows[0]]
    assert store.chunks(asked) == [("k", chunks[5]), ("k", chunks[699]), ("k", chunks[0])]
    assert len(store.chunks(list(rows))) == 700


def test_passages_are_kept_once_for_each_way_of_cutting(store: DocumentStore) -> None:
    first = store.put_chunks("k", "a", [make_chunk("one"), make_chunk("two", number=1)])
    assert store.put_chunks("k", "a", [make_chunk("never")]) == first == store.chunk_rows("k", "a")
    other = store.put_chunks("k", "b", [make_chunk("one two")])
    assert set(first).isdisjoint(other)
    assert store.chunk_rows("k", "c") is None


def test_a_document_may_have_no_passages(store: DocumentStore) -> None:
    assert list(store.put_chunks("k", "a", [])) == []
    assert store.chunk_rows("k", "a") == range(1, 1)


def test_a_passage_is_found_by_its_id_newest_first(store: DocumentStore) -> None:
    old = store.put_chunks("old", "a", [make_chunk("one", number=7)])
    new = store.put_chunks("new", "a", [make_chunk("one", number=7)])
    assert store.find_chunk("c7") == [(new[0], "new"), (old[0], "old")]
    assert store.find_chunk("nothing") == []


def test_vectors_keep_their_shape_and_half_precision(store: DocumentStore) -> None:
    vectors = np.random.default_rng(1).normal(size=(3, 4)).astype(np.float32)
    store.put_vectors([(b"a", vectors), (b"none", np.zeros((0, 4), dtype=np.float32))])
    found = store.vectors([b"a", b"missing"])
    assert list(found) == [b"a"]
    assert found[b"a"].dtype == np.float16
    assert np.allclose(found[b"a"], vectors, atol=1e-2)


def test_a_reader_sees_nothing_half_done(store: DocumentStore, tmp_path: Path) -> None:
    reader = DocumentStore(tmp_path / "documents.db")
    store.put_document("k", DOCUMENT, "raw")
    assert reader.has_document("k")
    assert reader.document("k").text == DOCUMENT.text


def test_what_is_missing_or_broken_is_said(store: DocumentStore, tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        DocumentStore(tmp_path / "none.db")
    with pytest.raises(IndexDamaged, match="lost document nothing"):
        store.document("nothing")
    with pytest.raises(IndexDamaged, match="lost passage 99"):
        store.chunks([99])
    store.put_document("k", DOCUMENT, "raw")
    with sqlite3.connect(tmp_path / "documents.db") as db:
        db.execute("UPDATE document SET body = X'00'")
    db.close()
    with pytest.raises(IndexDamaged, match="cannot be read"):
        store.document("k")


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_a_file_that_is_no_database_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "documents.db").write_bytes(content)
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        DocumentStore(tmp_path / "documents.db").document("k")


def test_a_build_says_which_file_to_delete_when_the_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "documents.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(IndexDamaged, match=r"documents\.db .*delete it"):
        DocumentStore(tmp_path / "documents.db", writable=True)


def test_where_nothing_can_be_written_it_is_read_and_later_written_again(
    store: DocumentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_document("k", DOCUMENT, "raw")
    store.close()
    monkeypatch.setattr(documents, "_ROOM", 1 << 62)  # as on a full disk
    reader = DocumentStore(tmp_path / "documents.db")
    assert reader.document("k") == DOCUMENT
    assert [path.name for path in tmp_path.iterdir()] == ["documents.db"]
    monkeypatch.undo()
    writer = DocumentStore(tmp_path / "documents.db", writable=True)
    writer.put_document("new", DOCUMENT, "raw")
    assert reader.has_document("new")
    reader.close()
    writer.close()


def test_a_store_of_another_version_is_emptied(store: DocumentStore, tmp_path: Path) -> None:
    store.put_document("k", DOCUMENT, "raw")
    identity = store.identity
    store.db.execute("PRAGMA user_version = 1")
    store.close()
    again = DocumentStore(tmp_path / "documents.db", writable=True)
    assert not again.has_document("k")
    assert again.identity != identity
    again.close()


def test_a_document_that_was_kept_whole_is_read() -> None:
    before = zlib.compress(json.dumps(asdict(DOCUMENT), ensure_ascii=False).encode(), 1)
    assert unpack_document(before) == unpack_document(pack_document(DOCUMENT)) == DOCUMENT


@pytest.mark.parametrize("cut", [0, 3, 9, -1])
def test_a_document_that_was_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(IndexDamaged, match="cannot be read"):
        unpack_document(pack_document(DOCUMENT)[:cut])
