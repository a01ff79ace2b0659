from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import vector_store
from index.embedder import unit
from index.errors import IndexDamaged
from index.vector_store import LANGUAGES, VectorStore
from index.vectors import chroma, local
from index.vectors.chroma import ChromaFolder, in_folder, written
from index.vectors.local import build_chroma, build_coarse

SIZE, DIM = 300, 16
ROWS = [3 * n + 1 for n in range(SIZE)]  # as the store numbers them: ascending, with gaps
LANGUAGE = [LANGUAGES[n % 3] for n in range(SIZE)]
STARTS = np.cumsum([0, *(n % 4 for n in range(SIZE))])


def vectors(count: int, seed: int) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)).astype(np.float16)


PASSAGES, SENTENCES = vectors(SIZE, 1), vectors(int(STARTS[-1]), 2)
QUERY = vectors(1, 3)[0].astype(np.float32)


def write_vectors(
    folder: Path, *, rows: list[int], languages: list[str], passages: np.ndarray, starts: np.ndarray
) -> None:
    """A segment's vectors, with Chroma's copy; every passage's sentences begin at `starts`."""
    numbers = np.array([LANGUAGES.index(name) for name in languages], dtype=np.uint8)
    arrays = {"rows": np.array(rows), "languages": numbers, "passages": passages, "sentence_starts": starts}
    for name, array in {**arrays, "sentences": vectors(int(starts[-1]), 2)}.items():
        np.save(folder / f"{name}.npy", array)
    build_coarse(folder)
    build_chroma(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vectors")
    write_vectors(folder, rows=ROWS, languages=LANGUAGE, passages=PASSAGES, starts=STARTS)
    return folder


@pytest.fixture
def store(folder: Path) -> Iterator[VectorStore]:
    store = VectorStore(folder)
    yield store
    store.close()


def brute(positions: list[int], n: int) -> list[int]:
    scores = PASSAGES.astype(np.float32) @ QUERY
    return sorted(positions, key=lambda p: -scores[p])[:n]


@pytest.mark.parametrize("language", ["ko", "en", "ru"])
def test_the_nearest_of_a_language_are_those_of_exact_comparison(store: VectorStore, language: str) -> None:
    expected = brute([p for p in range(SIZE) if LANGUAGE[p] == language], 10)
    assert store.nearest(QUERY, language, n=10).tolist() == expected


@pytest.mark.parametrize("language", ["ko", "en", "ru"])
def test_comparing_in_whole_numbers_first_finds_the_same(
    store: VectorStore, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_FEW", 0)
    assert store.nearest(QUERY, language, n=10).tolist() == brute(
        [p for p in range(SIZE) if LANGUAGE[p] == language], 10
    )


def test_a_filter_that_lets_much_through_finds_the_same(store: VectorStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (local, vector_store):
        monkeypatch.setattr(module, "AMONG", 0)
    monkeypatch.setattr(local, "CANDIDATES", 20)
    for allowed in ([p for p in range(SIZE) if LANGUAGE[p] == "ru"][5:], list(range(7, SIZE, 2))):
        assert store.nearest_among(QUERY, np.array(allowed), n=5).tolist() == brute(allowed, 5)


def test_what_has_gone_is_neither_counted_nor_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = brute([p for p in range(SIZE) if LANGUAGE[p] == "en"], 60)
    dead = sorted(english[:50])
    living = [p for p in range(SIZE) if p not in dead]
    for few in (0, 10**9):
        monkeypatch.setattr(local, "_FEW", few)
        store = VectorStore(folder, dead=np.array(dead, dtype=np.int64))
        assert store.size == SIZE - 50
        assert [living[p] for p in store.nearest(QUERY, "en", n=10).tolist()] == english[50:60]
        assert store.rows.tolist() == [ROWS[p] for p in living]


def test_a_language_without_passages_has_none_near(store: VectorStore) -> None:
    assert store.nearest(QUERY, "xx", n=10).tolist() == []


def test_asking_for_more_than_there_are_gives_all(store: VectorStore) -> None:
    assert len(store.nearest(QUERY, "ko", n=10_000)) == SIZE / 3


def test_among_given_positions_comparison_is_exact(store: VectorStore) -> None:
    allowed = [1, 2, 50, 51, 52, 299]
    assert store.nearest_among(QUERY, np.array(allowed), n=4).tolist() == brute(allowed, 4)
    assert store.nearest_among(QUERY, np.array([], dtype=np.int64), n=4).tolist() == []


def test_cosines_of_passages_and_of_their_sentences(store: VectorStore) -> None:
    positions = np.array([0, 1, 7, 298])
    assert np.allclose(store.cosines(QUERY, positions), PASSAGES[positions].astype(np.float32) @ QUERY, atol=1e-3)
    for position, found in zip(positions, store.sentence_cosines(QUERY, positions), strict=True):
        part = SENTENCES[STARTS[position] : STARTS[position + 1]].astype(np.float32)
        assert np.allclose(found, part @ QUERY, atol=1e-3)
    assert store.sentence_cosines(QUERY, np.array([], dtype=np.int64)) == []


def test_it_counts_what_it_holds(store: VectorStore) -> None:
    assert store.size == SIZE == len(store.rows)


def test_more_passages_than_chroma_takes_at_once(tmp_path: Path) -> None:
    count, none = 5600, np.zeros(5601, dtype=np.int64)
    write_vectors(tmp_path, rows=list(range(count)), languages=["en"] * count, passages=vectors(count, 4), starts=none)
    collections = in_folder(tmp_path / "chroma")
    assert collections.count("en") == count
    collections.close()


def test_missing_arrays_are_said_with_the_command_that_mends_them(folder: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    (broken / "passages.npy").unlink()
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        VectorStore(broken)


def test_what_an_adviser_says_is_compared_and_it_may_be_silent_or_wrong(folder: Path) -> None:
    expected = brute([p for p in range(SIZE) if LANGUAGE[p] == "en"], 10)

    class Told:
        answer: np.ndarray | None = None

        def nearest(self, query: np.ndarray, language: str, *, n: int) -> np.ndarray | None:
            return self.answer

    told = Told()
    store = VectorStore(folder, adviser=told)
    for answer in (None, np.array([2, 3]), np.array([10**9] * 10), np.array([1]), np.array(ROWS[:10])):
        told.answer = answer
        assert store.nearest(QUERY, "en", n=10).tolist() == expected
    told.answer = np.array([ROWS[p] for p in reversed(expected)])
    assert store.nearest(QUERY, "en", n=10).tolist() == expected


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the collections that Chroma was asked."""
    from chromadb.api.models.Collection import Collection

    names: list[str] = []
    query = Collection.query

    def counted(self: Collection, *args: Any, **kwargs: Any) -> Any:
        names.append(self.name)
        return query(self, *args, **kwargs)

    monkeypatch.setattr(Collection, "query", counted)
    return names


def test_the_chroma_folder_is_asked_and_finds_what_comparison_finds(folder: Path, asked: list[str]) -> None:
    chroma = ChromaFolder(folder / "chroma", written(folder / "chroma"))
    store = VectorStore(folder, adviser=chroma)
    for language in ("ko", "en", "ru"):
        expected = brute([p for p in range(SIZE) if LANGUAGE[p] == language], 10)
        assert store.nearest(QUERY, language, n=10).tolist() == expected
    assert store.nearest(QUERY, "xx", n=10).tolist() == []
    assert asked == ["passages-ko", "passages-en", "passages-ru"]
    store.nearest_among(QUERY, np.arange(SIZE), n=10)
    assert len(asked) == 3
    chroma.close()
    assert store.nearest(QUERY, "en", n=10).tolist() == brute([p for p in range(SIZE) if LANGUAGE[p] == "en"], 10)


def data(folder: Path) -> Path:
    return max(folder.rglob("data_level0.bin"), key=lambda path: path.stat().st_size)


BROKEN: dict[str, Callable[[Path], object]] = {
    "vectors of noise": lambda folder: data(folder).write_bytes(os.urandom(data(folder).stat().st_size)),
    "vectors cut off": lambda folder: os.truncate(data(folder), 100),
    "a lost file": lambda folder: data(folder).unlink(),
    "no database": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "a database of noise": lambda folder: (folder / "chroma.sqlite3").write_bytes(os.urandom(5000)),
    "an empty database": lambda folder: (folder / "chroma.sqlite3").write_bytes(b""),
    "nothing": shutil.rmtree,
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_chroma_folder_changes_no_answer(
    folder: Path, tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    files = written(folder / "chroma")
    broken = Path(shutil.copytree(folder / "chroma", tmp_path / "chroma"))
    BROKEN[how](broken)
    store = VectorStore(folder, adviser=ChromaFolder(broken, files))
    for _ in range(2):
        expected = brute([p for p in range(SIZE) if LANGUAGE[p] == "en"], 10)
        assert store.nearest(QUERY, "en", n=10).tolist() == expected
    assert len(caplog.records) == 1
    assert "Chroma is not asked" in caplog.text


def test_chroma_is_not_opened_where_nothing_can_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma.os, "access", lambda path, mode: False)  # root may write anywhere
    kept = ChromaFolder(folder / "chroma", written(folder / "chroma"))
    assert kept.nearest(QUERY, "en", n=10) is None
    assert "cannot be written" in kept.closed()
