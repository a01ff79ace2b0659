"""Follow the folders of an index and build when something in them has changed: one build for a burst of changes.

A failure is said and the next change tries again. Does not know what a build does.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import DocentError

QUIET = 800  # milliseconds without a change that end a burst
LONGEST = 10_000  # milliseconds after which a burst that does not end is built all the same
LOOK = 1000  # milliseconds between looks at what is not a change: a stop, a folder that has come, a time to try again
RETRY = 10.0  # seconds until a build that failed is tried again without a change


def watch(build: Callable[[], list[Path]], index_dir: Path, *, stop: threading.Event | None = None) -> None:
    """Build now, and again after every burst of changes, until `stop` is set or the process is interrupted.

    Args:
        build: builds, and gives the folders and files to follow.
        index_dir: whose own files do not count as changes.
        stop: ends it from another thread.
    """
    stop = stop or threading.Event()
    state = _State(build)
    state.build()
    while not stop.is_set():
        followed = state.present()
        if not followed:
            stop.wait(LOOK / 1000)
            state.build_if_due()
            continue
        _follow(state, followed, index_dir, stop)


def _follow(state: _State, followed: list[Path], index_dir: Path, stop: threading.Event) -> None:
    """Until the folders to follow are other ones. Changes during a build are kept for the next."""
    from watchfiles import Change
    from watchfiles import watch as changes

    ours = str(index_dir.resolve()) + os.sep

    def matters(_: Change, path: str) -> bool:
        return not path.startswith(ours) and not Path(path).name.startswith(("~$", ".#"))

    state.due = 0.0  # what changed before the watch began was not seen
    for found in changes(
        *followed,
        watch_filter=matters,
        debounce=LONGEST,
        step=QUIET,
        stop_event=stop,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if found:
            state.build()
        else:
            state.build_if_due()
        if state.present() != followed:
            return


class _State:
    """The last build: which folders it named, and when to try again."""

    def __init__(self, build: Callable[[], list[Path]]) -> None:
        self._build = build
        self.roots: list[Path] = []
        self.due = float("inf")  # time.monotonic()

    def present(self) -> list[Path]:
        """The folders and files to follow that are there."""
        return [root for root in self.roots if root.exists()]

    def build_if_due(self) -> None:
        """Build when the last one failed a while ago."""
        if time.monotonic() >= self.due:
            self.build()

    def build(self) -> None:
        """Build; a failure is one line on stderr."""
        try:
            self.roots = self._build()
            self.due = float("inf")
        except (DocentError, OSError) as error:
            self.due = time.monotonic() + RETRY
            sys.stderr.write(f"docent: {' '.join(str(error).split())}\n")
            sys.stderr.flush()
