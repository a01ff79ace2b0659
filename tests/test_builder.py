from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.builder import build
from index.errors import IndexDamaged, IndexLocked, NothingToIndex
from index.intake import BuildReport
from index.manifest import STORE, generation_dir, read_manifest, writer_lock
from index.reader import Generation, IndexReader
from index.retriever import search
from index.roots import documents_folder
from index.types import IndexConfig

Rebuild = Callable[[], BuildReport]
QUESTION = "When was the lighthouse museum founded?"


def live(index_dir: Path) -> Generation:
    return IndexReader(index_dir).current()


def ids(index_dir: Path) -> dict[str, str]:
    """Passage texts by their ids."""
    generation = live(index_dir)
    return {generation.chunk(n).id: generation.chunk(n).text for n in range(generation.size)}


def first_source(index_dir: Path, question: str = QUESTION) -> str:
    best = search(live(index_dir), question)[0]
    assert best.chunk.text == best.document.text[best.chunk.start : best.chunk.end]
    return best.document.source


def test_a_build_reads_cuts_embeds_and_publishes(rebuild: Rebuild, tmp_path: Path) -> None:
    report = rebuild()
    assert len(report.added) == 3
    assert report.passages == report.embedded == live(tmp_path / "index").size
    assert report.generation == read_manifest(tmp_path / "index").generation
    assert first_source(tmp_path / "index") == "museum/lighthouse.md"


def test_a_build_without_changes_embeds_nothing_and_keeps_the_generation(rebuild: Rebuild, tmp_path: Path) -> None:
    first, before = rebuild(), ids(tmp_path / "index")
    again = rebuild()
    assert (again.unchanged, again.embedded, again.generation) == (3, 0, first.generation)
    assert ids(tmp_path / "index") == before


def test_only_what_changed_is_embedded_again(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    before = ids(tmp_path / "index")
    with (docs / "다리.md").open("a", encoding="utf-8") as file:
        file.write("\n## 야경\n\n밤에는 등불 200개가 다리를 비춘다.\n")
    report = rebuild()
    after = ids(tmp_path / "index")
    assert report.changed == ["다리.md"]
    assert report.embedded == 1
    assert before.items() <= after.items()
    assert first_source(tmp_path / "index", "밤에 다리를 비추는 등불은 몇 개인가?") == "다리.md"


def test_passages_keep_their_ids_when_a_file_moves(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    before = ids(tmp_path / "index")
    (docs / "museum/lighthouse.md").rename(docs / "moved.md")
    report = rebuild()
    assert report.renamed == ["museum/lighthouse.md -> moved.md"]
    assert report.embedded == 0
    assert ids(tmp_path / "index") == before
    assert first_source(tmp_path / "index") == "moved.md"


def test_ids_are_the_same_in_an_index_made_anew(docs: Path, tmp_path: Path) -> None:
    build([docs], index_dir=tmp_path / "one")
    build([docs], index_dir=tmp_path / "other")
    assert ids(tmp_path / "one") == ids(tmp_path / "other")


def test_a_removed_file_answers_no_longer(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    (docs / "museum/lighthouse.md").unlink()
    assert rebuild().removed == ["museum/lighthouse.md"]
    assert all(hit.document.source != "museum/lighthouse.md" for hit in search(live(tmp_path / "index"), QUESTION))


def test_building_one_root_removes_nothing_of_another(docs: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    other = tmp_path / "other"
    other.mkdir()
    (other / "pier.txt").write_text("The pier of the harbour is 77 metres long.", encoding="utf-8")
    build([docs], index_dir=index)
    report = build([other], index_dir=index)
    assert (report.added, report.removed) == (["pier.txt"], [])
    assert first_source(index, "How long is the pier?") == "pier.txt"
    assert first_source(index) == "museum/lighthouse.md"
    assert build([], index_dir=index).unchanged == 4


def test_a_single_file_may_be_built(docs: Path, tmp_path: Path) -> None:
    report = build([docs / "zavod.html"], index_dir=tmp_path / "index")
    assert report.added == ["zavod.html"]


def test_one_path_needs_no_list_and_the_environment_says_where(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCENT_INDEX_DIR", str(tmp_path / "index"))
    report = build(str(docs))
    assert report.roots == [str(docs.resolve())]
    assert first_source(tmp_path / "index")


def test_an_index_is_updated_with_the_settings_that_it_was_built_with(docs: Path, tmp_path: Path) -> None:
    build(docs, index_dir=tmp_path / "index", config=IndexConfig(chunk_size=200))
    before = ids(tmp_path / "index")
    build(docs, index_dir=tmp_path / "index")
    assert ids(tmp_path / "index") == before


def test_the_same_file_below_two_roots_answers(docs: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copytree(docs, tmp_path / "twin"))
    build([docs, twin], index_dir=tmp_path / "index")
    assert first_source(tmp_path / "index") == "museum/lighthouse.md"
    build([twin], index_dir=tmp_path / "index")
    assert first_source(tmp_path / "index") == "museum/lighthouse.md"


def test_no_paths_means_the_documents_folder(docs: Path, tmp_path: Path) -> None:
    assert len(build(index_dir=tmp_path / "index", docs_dir=docs).added) == 3


def test_an_index_stays_one_of_its_folder_where_no_setting_names_another(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(index_dir=tmp_path / "index", docs_dir=docs)
    (tmp_path / "elsewhere" / "docs").mkdir(parents=True)
    (tmp_path / "elsewhere" / "docs" / "sample.md").write_text("A sample stands here.", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "elsewhere")
    again = build(index_dir=tmp_path / "index")
    assert (again.unchanged, again.removed) == (3, [])
    assert documents_folder(tmp_path / "index") == docs.resolve()
    assert documents_folder(tmp_path / "none") is None


def test_files_that_fail_stay_in_the_index_as_they_were(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    (docs / "museum/lighthouse.md").write_bytes(b"")
    report = rebuild()
    assert [name for name, _ in report.failed] == ["museum/lighthouse.md"]
    assert first_source(tmp_path / "index") == "museum/lighthouse.md"
    assert [e.source for e in read_manifest(tmp_path / "index").files if e.stale] == ["museum/lighthouse.md"]


def test_other_settings_cut_anew_and_reuse_what_was_read(docs: Path, tmp_path: Path) -> None:
    first = build([docs], index_dir=tmp_path / "index")
    other = build([docs], index_dir=tmp_path / "index", config=IndexConfig(chunk_size=120))
    assert other.passages > first.passages
    assert other.generation != first.generation
    assert other.unchanged == 3


@pytest.mark.parametrize("make", [lambda p: p.mkdir(), lambda p: None], ids=["an empty folder", "no folder"])
def test_nothing_to_index_is_one_line(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "docs")
    for arguments in ([tmp_path / "docs"], ()):
        with pytest.raises(NothingToIndex) as caught:
            build(arguments, index_dir=tmp_path / "index", docs_dir=tmp_path / "docs")
        assert "\n" not in str(caught.value)
        assert not (tmp_path / "index" / "manifest.json").exists()


def test_a_folder_of_unreadable_files_names_the_first_reason(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_bytes(b"")
    with pytest.raises(NothingToIndex, match=r"a\.txt"):
        build([tmp_path / "docs"], index_dir=tmp_path / "index")


def test_a_folder_that_was_emptied_does_not_take_the_index_down(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    rebuild()
    shutil.rmtree(docs)
    docs.mkdir()
    with pytest.raises(NothingToIndex):
        rebuild()
    assert first_source(tmp_path / "index") == "museum/lighthouse.md"


def test_a_second_build_at_the_same_time_is_refused(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    with writer_lock(tmp_path / "index"), pytest.raises(IndexLocked, match="being built by"):
        build([docs], index_dir=tmp_path / "index")


@pytest.mark.parametrize(
    "name",
    ["passages.npy", "sentences.npy", "lexical", "documents.json", "document_of.npy", "complete", "dead.npy"],
)
def test_a_damaged_generation_is_said_and_mended_by_a_build(rebuild: Rebuild, tmp_path: Path, name: str) -> None:
    index = tmp_path / "index"
    folder = generation_dir(index, rebuild().generation)
    path = next(p for p in (folder / name, *index.glob(f"segments/*/{name}")) if p.exists())
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        search(live(index), QUESTION)
    rebuild()
    assert first_source(index) == "museum/lighthouse.md"


def test_a_lost_store_is_made_again(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    rebuild()
    (docs / "a.txt").write_text("The anchor of the harbour weighs nine tons.", encoding="utf-8")
    rebuild()
    for path in index.glob(f"{STORE}*"):
        path.unlink()
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        search(live(index), QUESTION)
    rebuild()
    assert first_source(index) == "museum/lighthouse.md"
    assert first_source(index, "How heavy is the anchor?") == "a.txt"


def test_a_lost_manifest_is_made_again(rebuild: Rebuild, tmp_path: Path) -> None:
    report = rebuild()
    (tmp_path / "index" / "manifest.json").unlink()
    again = rebuild()
    assert again.embedded == 0
    assert again.passages == report.passages
    assert first_source(tmp_path / "index") == "museum/lighthouse.md"


def test_old_generations_are_deleted_but_the_last_good_one(rebuild: Rebuild, docs: Path, tmp_path: Path) -> None:
    names = []
    for n in range(4):
        (docs / "new.txt").write_text(f"Version {n} of this text was written.", encoding="utf-8")
        names.append(rebuild().generation)
    left = sorted(path.name for path in (tmp_path / "index" / "generations").iterdir())
    assert left == sorted(names[-2:])
