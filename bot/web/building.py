"""Rebuilding the index beside a running page: in a process of its own, so that nobody who asks has to wait.

The process writes one JSON object a line: progress, then the report or the reason of a failure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from typing import Any

from bot.settings import Settings

_SUMMARY = ("added", "changed", "removed", "failed")


@dataclass(frozen=True, slots=True)
class BuildState:
    """Where a build stands.

    Attributes:
        running: whether one is going on.
        stage, done, total: how far.
        file: that is waited for while files are read.
        read: that file and all before it; the set grows while the build goes on.
        counts: added, changed, removed, failed and seconds of the last one.
        problem: one line, when the last one failed.
        number: grows by one with each build that ends.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    file: str = ""
    read: set[str] = field(default_factory=set)
    counts: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    number: int = 0


class Builder:
    """Starts builds, one at a time, and knows where the last one stands."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is started yet."""
        self._settings = settings
        self._lock = threading.Lock()
        self._again = False  # something changed after the running build had looked
        self.state = BuildState()

    def start(self) -> bool:
        """Begin a build in the background; False when one is running: another then follows it."""
        with self._lock:
            if self.state.running:
                self._again = True
                return False
            self.state = BuildState(running=True, number=self.state.number)
        threading.Thread(target=self._run, name="build", daemon=True).start()
        return True

    def _run(self) -> None:
        while True:
            try:
                end = self._follow()
            except (OSError, ValueError):  # no process could be started, or it wrote something else than its lines
                end = BuildState(problem="build_unknown", number=self.state.number + 1)
            with self._lock:
                again, self._again = self._again, False
                self.state = replace(end, running=True, stage="") if again else end
            if not again:
                return

    def changed(self) -> None:
        """Note that the index has changed without a build."""
        with self._lock:
            self.state = replace(self.state, counts={}, problem="", number=self.state.number + 1)

    def _follow(self) -> BuildState:
        """Run one build to its end, telling how far it is."""
        wanted = {
            "index_dir": str(self._settings.index_dir),
            "docs_dir": str(self._settings.docs_dir),
            "embedding_model": self._settings.embedding_model,
            "chroma_url": self._settings.chroma_url,
            "chroma_token": self._settings.chroma_token.get_secret_value(),
            "chroma_certificates": self._settings.chroma_certificates,
        }
        number = self.state.number + 1
        end = BuildState(problem="build_unknown", number=number)
        read: set[str] = set()
        with subprocess.Popen(
            [sys.executable, "-m", "bot.web.building"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(wanted))
            process.stdin.close()
            for line in process.stdout:
                row = json.loads(line)
                if "stage" in row:
                    read.add(row["file"])
                    self.state = BuildState(running=True, number=number - 1, read=read, **row)
                else:
                    end = BuildState(number=number, **row)
        return end


def main() -> int:
    """Build with the settings on standard input."""
    from bot.settings import load_settings
    from index.builder import build
    from index.errors import DocentError

    wanted = json.load(sys.stdin)
    if hasattr(os, "nice"):
        os.nice(5)
    settings = load_settings(**wanted)
    try:
        report = build(
            index_dir=settings.index_dir,
            docs_dir=settings.docs_dir,
            config=settings.index_config(),
            server=settings.server(),
            limits=settings.limits(),
            progress=_tell_progress,
        )
    except DocentError as error:
        _tell({"problem": str(error)})
        return 1
    counts: dict[str, Any] = {name: len(getattr(report, name)) for name in _SUMMARY}
    _tell({"counts": counts | {"seconds": f"{report.seconds:.1f}"}})
    return 0


def _tell_progress(stage: str, done: int, total: int, file: str = "", _size: tuple[int, int] = (0, 0), /) -> None:
    _tell({"stage": stage, "done": done, "total": total, "file": file})


def _tell(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
