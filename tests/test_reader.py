from __future__ import annotations

import gc
import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import DocentError, IndexMismatch, IndexMissing, QuestionError
from index.intake import BuildReport
from index.manifest import is_leased
from index.reader import FIELDS, Generation, IndexReader
from index.retriever import search
from index.types import IndexConfig

QUESTION = "When was the lighthouse museum founded?"
Rebuild = Callable[[], BuildReport]


def change(index: Path, **fields: object) -> None:
    path = index / "manifest.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(value | fields), encoding="utf-8")


def test_no_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=re.escape(f"python -m bot build --index {tmp_path}")):
        IndexReader(tmp_path).current()


def test_a_reader_picks_a_new_generation_up_by_itself(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    reader = IndexReader(tmp_path / "index")
    before = reader.current()
    assert reader.current() is before
    (docs / "anchor.txt").write_text("The anchor of the harbour weighs nine tons.", encoding="utf-8")
    rebuild()
    after = reader.current()
    assert after is not before
    assert search(after, "How heavy is the anchor?")[0].document.source == "anchor.txt"


def test_a_question_keeps_the_generation_it_began_with(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    held = IndexReader(tmp_path / "index").current()
    for n in range(3):
        (docs / "museum/lighthouse.md").write_text(f"Nothing is left of version {n}.", encoding="utf-8")
        rebuild()
    assert is_leased(tmp_path / "index", held.manifest.generation)
    assert "1987" in search(held, QUESTION)[0].chunk.text


def test_a_generation_that_nobody_reads_is_let_go(rebuild: Rebuild, tmp_path: Path) -> None:
    name = rebuild().generation
    held = IndexReader(tmp_path / "index").current()
    assert is_leased(tmp_path / "index", name)
    held.chunk(0)
    gc.disable()  # at once, not when the collector comes by
    del held
    gc.enable()
    assert not is_leased(tmp_path / "index", name)


def test_a_rebuild_without_changes_keeps_the_generation_open(rebuild: Rebuild, tmp_path: Path) -> None:
    rebuild()
    reader = IndexReader(tmp_path / "index")
    before = reader.current()
    rebuild()
    assert reader.current() is before


def test_threads_share_one_generation(built: tuple[Path, Path]) -> None:
    reader, seen, found = IndexReader(built[1]), set(), []

    def ask() -> None:
        seen.add(id(reader.current()))
        found.append(search(reader.current(), QUESTION)[0].document.source)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1
    assert found == ["museum/lighthouse.md"] * 8


def test_an_index_that_was_made_with_another_model_says_what_to_do(index_copy: Path) -> None:
    change(index_copy, model={"name": "intfloat/e5", "identity": "x", "dim": 8}, fingerprint="x")
    with pytest.raises(IndexMismatch, match=r"built with the embedding model intfloat/e5, not embedded.*bot build"):
        IndexReader(index_copy, IndexConfig()).current()


def test_an_index_of_another_version_or_settings_says_what_to_do(index_copy: Path) -> None:
    with pytest.raises(IndexMismatch, match="python -m bot build"):
        IndexReader(index_copy, IndexConfig(chunk_size=123)).current()
    change(index_copy, fingerprint="from another version")
    with pytest.raises(IndexMismatch, match="python -m bot build"):
        IndexReader(index_copy).current()


def test_settings_of_another_version_are_no_riddle(index_copy: Path) -> None:
    change(index_copy, config={"embedding_model": "embedded", "from_the_future": 1})
    with pytest.raises(DocentError, match="python -m bot build"):
        IndexReader(index_copy).current()


def test_a_passage_is_found_by_its_id(generation: Generation) -> None:
    chunk = generation.chunk(0)
    found = generation.find(chunk.id)
    assert found is not None
    assert found[1] == chunk
    assert found[0] == generation.document_at(0)
    assert generation.find("no such id") is None


def test_a_document_is_found_by_the_name_that_readers_see(generation: Generation) -> None:
    document = generation.document_of_source("museum/lighthouse.md")
    assert document is not None
    assert document.metadata.title == "The Lighthouse Museum"
    assert generation.document_of_source("nothing.md") is None


def test_raw_text_is_what_the_segments_point_into(generation: Generation) -> None:
    for entry in generation.manifest.files:
        document, raw = generation.document(entry.key), generation.raw_text(entry)
        for start, raw_start, length in document.segments:
            assert document.text[start : start + length] == raw[raw_start : raw_start + length]


@pytest.mark.parametrize(
    ("where", "sources"),
    [
        ({"language": "ko"}, {"다리.md"}),
        ({"language": ["ko", "ru"]}, {"다리.md", "zavod.html"}),
        ({"language": "xx"}, set()),
        ({"year": "2016"}, {"다리.md"}),
        ({"year": ["2016", "2019"]}, {"다리.md", "museum/lighthouse.md"}),
        ({"folder": "museum"}, {"museum/lighthouse.md"}),
        ({"folder": ""}, {"다리.md", "museum/lighthouse.md", "zavod.html"}),
        ({"source": "zavod.html"}, {"zavod.html"}),
        ({"authors": "Ada Thornbury"}, {"museum/lighthouse.md"}),
        ({"publisher": "Harbour Trust", "language": "en"}, {"museum/lighthouse.md"}),
        ({"publisher": "Harbour Trust", "language": "ko"}, set()),
        ({"format": "html"}, {"zavod.html"}),
        ({}, {"다리.md", "museum/lighthouse.md", "zavod.html"}),
    ],
)
def test_a_filter_lets_through_what_it_names(
    generation: Generation, where: dict[str, str | list[str]], sources: set[str]
) -> None:
    allowed = generation.allowed(where)
    positions = range(generation.size) if allowed is None else allowed.nonzero()[0]
    assert {generation.document_at(p).source for p in positions} == sources
    found = {hit.document.source for hit in search(generation, "museum 다리 завод", k=50, where=where)}
    assert found == sources


def test_what_a_filter_lets_through_follows_what_the_manifest_says(index_copy: Path) -> None:
    generation = IndexReader(index_copy).current()
    everything = generation.allowed({"format": [entry.format for entry in generation.manifest.files]})
    assert everything is not None
    assert everything.all()
    files = [replace(entry, publisher="Trust") for entry in generation.manifest.files]
    for manifest, count in ((generation.manifest, 0), (replace(generation.manifest, files=files), generation.size)):
        generation.describe(manifest)
        for _ in range(2):
            allowed = generation.allowed({"publisher": "Trust"})
            assert allowed is not None
            assert allowed.sum() == count


def test_an_unknown_field_names_the_known_ones(generation: Generation) -> None:
    with pytest.raises(QuestionError, match="lang") as caught:
        generation.allowed({"lang": "ko"})
    assert all(name in str(caught.value) for name in FIELDS)
