"""Progress of long work on a terminal: one bar a stage, of bytes where it reads files; nothing anywhere else."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Bars:
    """Called with (stage, done, total, file, (bytes done, bytes in all)); a new stage begins a new bar."""

    def __init__(self) -> None:
        """No bar yet."""
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int, file: str = "", size: tuple[int, int] = (0, 0), /) -> None:
        """Move the bar of a stage, and name the file that is waited for and its place."""
        if stage != self._stage:
            self._close()
            self._stage = stage
            self._begin(stage, size[1] or total, in_bytes=size[1] > 0)
        if size[1]:
            file = f"{min(done + 1, total)}/{total} {file}"
        self._bar.set_postfix_str(file, refresh=False)
        self._bar.update((size[0] if size[1] else done) - self._bar.n)

    def _begin(self, stage: str, total: int, *, in_bytes: bool) -> None:
        from tqdm import tqdm

        unit: dict[str, Any] = {"unit": "B", "unit_scale": True, "unit_divisor": 1024} if in_bytes else {}
        hidden = not sys.stderr.isatty()
        self._bar = tqdm(total=total, desc=stage, leave=False, disable=hidden, file=sys.stderr, **unit)

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
