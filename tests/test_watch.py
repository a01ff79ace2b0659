from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import watch
from index.errors import DocentError


class Watched:
    """Builds that are counted, and may be made to fail."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.builds, self.fail, self.slow = folder, 0, False, 0.0
        self.seen: list[list[str]] = []

    def build(self) -> list[Path]:
        self.builds += 1
        seen = sorted(path.name for path in self.folder.iterdir())
        time.sleep(self.slow)
        if self.fail:
            raise DocentError("the disk is full")
        self.seen.append(seen)
        return [self.folder]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr(watch, "QUIET", 100)
    monkeypatch.setattr(watch, "LOOK", 100)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index").mkdir()
    made, stop = Watched(tmp_path / "docs"), threading.Event()
    thread = threading.Thread(target=watch.watch, args=(made.build, tmp_path / "docs" / "index"), kwargs={"stop": stop})
    thread.start()
    until(lambda: made.builds >= 2)  # once at first, and once when the watch has begun
    yield made
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_burst_of_changes_is_one_build(watched: Watched) -> None:
    before = watched.builds
    for n in range(20):
        (watched.folder / f"{n}.txt").write_text("text", encoding="utf-8")
    until(lambda: len(watched.seen[-1]) == 21)
    time.sleep(0.5)
    assert watched.builds - before <= 2


def test_the_index_itself_is_no_change(watched: Watched) -> None:
    before = watched.builds
    (watched.folder / "index" / "manifest.json").write_text("{}", encoding="utf-8")
    time.sleep(0.6)
    assert watched.builds == before


def test_a_change_during_a_build_is_not_missed(watched: Watched) -> None:
    watched.slow = 0.5
    (watched.folder / "a.txt").write_text("a", encoding="utf-8")
    before = watched.builds
    until(lambda: watched.builds > before)
    (watched.folder / "b.txt").write_text("b", encoding="utf-8")
    until(lambda: "b.txt" in watched.seen[-1])


def test_a_failure_is_said_and_does_not_end_it(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    watched.fail = True
    (watched.folder / "a.txt").write_text("a", encoding="utf-8")
    until(lambda: "docent: the disk is full" in capsys.readouterr().err)
    watched.fail = False
    (watched.folder / "b.txt").write_text("b", encoding="utf-8")
    until(lambda: "b.txt" in watched.seen[-1])
