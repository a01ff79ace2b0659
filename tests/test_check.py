from __future__ import annotations

import gc
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.__main__ import main
from index.builder import build
from index.manifest import STORE, generation_dir, read_manifest
from index.reader import IndexReader
from index.retriever import search
from index.upkeep.check import check
from index.upkeep.mending import mend

QUESTION = "When was the lighthouse museum founded?"


@pytest.fixture
def index(docs: Path, tmp_path: Path) -> Path:
    """An index of a base, a later segment and one passage that has gone."""
    (docs / "anchor.txt").write_text("The anchor of the harbour weighs nine tons.", encoding="utf-8")
    build([docs], index_dir=tmp_path / "index")
    (docs / "anchor.txt").write_text("The anchor of the harbour weighs ten tons.", encoding="utf-8")
    build([docs], index_dir=tmp_path / "index")
    return tmp_path / "index"


def sql(index: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(index / STORE) as db:
        db.execute(statement, values)
    db.close()


def base(index: Path) -> Path:
    names = json.loads((generation_dir(index, read_manifest(index).generation) / "generation.json").read_text())
    return index / "segments" / str(names["segments"][0])


def flip(path: Path, at: int = -1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x41
    path.write_bytes(data)


def lose_chroma(index: Path) -> None:
    """Exchange Chroma's directory for one of other vectors."""
    import chromadb

    folder = base(index) / "chroma"
    shutil.rmtree(folder)
    shutil.copytree(base(index), index / "aside")
    from index.vectors.local import build_chroma

    np.save(index / "aside" / "passages.npy", np.load(index / "aside" / "passages.npy")[::-1])
    build_chroma(index / "aside")
    assert chromadb
    shutil.move(index / "aside" / "chroma", folder)
    shutil.rmtree(index / "aside")


def other_dead(index: Path) -> None:
    path = generation_dir(index, read_manifest(index).generation) / "dead.npy"
    np.save(path, np.load(path) + 1)


def swap_passages(index: Path) -> None:
    """Two rows exchange their bodies."""
    with sqlite3.connect(index / STORE) as db:
        (a, one), (b, other) = db.execute("SELECT row, body FROM chunk ORDER BY row LIMIT 2").fetchall()
        db.execute("UPDATE chunk SET body = ? WHERE row = ?", (other, a))
        db.execute("UPDATE chunk SET body = ? WHERE row = ?", (one, b))
    db.close()


DAMAGE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a document's text": ("document", lambda index: sql(index, "UPDATE document SET body = X'00' WHERE rowid = 1")),
    "the raw text": ("document", lambda index: sql(index, "UPDATE document SET raw = X'00' WHERE rowid = 1")),
    "a lost document": ("document", lambda index: sql(index, "DELETE FROM document WHERE rowid = 1")),
    "a passage": ("document", lambda index: sql(index, "UPDATE chunk SET body = X'00' WHERE row = 1")),
    "a lost passage": ("document", lambda index: sql(index, "DELETE FROM chunk WHERE row = 1")),
    "passages of other texts": ("document", swap_passages),
    "lost vectors": ("vectors", lambda index: sql(index, "DELETE FROM vectors")),
    "vectors of another size": ("vectors", lambda index: sql(index, "UPDATE vectors SET data = zeroblob(512)")),
    "an array": ("segment", lambda index: flip(base(index) / "passages.npy")),
    "sentences": ("segment", lambda index: flip(base(index) / "sentences.npy")),
    "postings": ("segment", lambda index: flip(base(index) / "lexical" / "slots.npy")),
    "an array cut off": ("segment", lambda index: (base(index) / "rows.npy").write_bytes(b"")),  # type: ignore[dict-item]
    "Chroma": ("segment", lose_chroma),
    "no Chroma": ("segment", lambda index: shutil.rmtree(base(index) / "chroma")),
    "the list of the dead": ("generation", other_dead),
    "the store": ("store", lambda index: (index / STORE).write_bytes(b"no database" * 1000)),  # type: ignore[dict-item]
    "the manifest": ("manifest", lambda index: (index / "manifest.json").write_text("{")),  # type: ignore[dict-item]
}


def test_a_good_index_has_no_problems(index: Path) -> None:
    assert check(index) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_and_mended(index: Path, docs: Path, damage: str) -> None:
    kind, spoil = DAMAGE[damage]
    before = {hit.chunk.id for hit in search(IndexReader(index).current(), QUESTION)}
    gc.collect()  # a segment that is open would be checked as it was
    spoil(index)
    problems = check(index)
    assert kind in {problem.kind for problem in problems}
    assert all("\n" not in problem.what for problem in problems)
    mend(index, problems)
    build([docs], index_dir=index)
    assert check(index) == []
    assert {hit.chunk.id for hit in search(IndexReader(index).current(), QUESTION)} == before


def test_a_broken_chroma_folder_changes_no_answer_and_is_told(
    index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from chromadb.api.models.Collection import Collection

    asked: list[str] = []
    query = Collection.query

    def counted(self: Collection, *args: Any, **kwargs: Any) -> Any:
        asked.append(self.name)
        return query(self, *args, **kwargs)

    monkeypatch.setattr(Collection, "query", counted)
    before = [hit.chunk.id for hit in search(IndexReader(index).current(), QUESTION)]
    assert asked
    main(["info", "--index", str(index)])
    assert "chroma: asked" in capsys.readouterr().out
    gc.collect()  # Chroma is closed
    asked.clear()
    flip(max(base(index).rglob("data_level0.bin"), key=lambda path: path.stat().st_size), at=0)
    assert [hit.chunk.id for hit in search(IndexReader(index).current(), QUESTION)] == before
    assert not asked
    main(["info", "--index", str(index)])
    assert "chroma: not asked" in capsys.readouterr().out
    assert {problem.kind for problem in check(index)} == {"segment"}


def test_the_command_says_what_it_found_and_mends_it(
    index: Path, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--index", str(index)]
    assert main(["check", *where]) == 0
    assert "whole" in capsys.readouterr().out
    flip(base(index) / "passages.npy")
    assert main(["check", *where]) == 1
    assert "--repair" in capsys.readouterr().out
    assert main(["check", "--repair", "--json", *where]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["problems"][0]["kind"] == "segment"
    assert result["left"] == []
