"""Progress of long work on a terminal: one bar a stage, nothing when the output is not a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Bars:
    """Called with (stage, done, total, file); a new stage begins a new bar."""

    def __init__(self) -> None:
        """No bar yet."""
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int, file: str = "", /) -> None:
        """Move the bar of a stage and name the file that is waited for."""
        from tqdm import tqdm

        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, leave=False, disable=not sys.stderr.isatty(), file=sys.stderr)
        self._bar.set_postfix_str(file, refresh=False)
        self._bar.update(done - self._bar.n)

    def __enter__(self) -> Bars:
        """Bars are closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the last bar off the screen."""
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
