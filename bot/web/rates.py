"""How many questions one reader may send: a sliding minute for each. Only the last minute is kept."""

from __future__ import annotations

import threading
import time
from collections import deque

from bot.web.texts import texts
from index.errors import QuestionError

SECONDS = 60.0


class Rates:
    """Counts questions by reader."""

    def __init__(self, limit: int) -> None:
        """At most `limit` in any minute."""
        self._limit = limit
        self._lock = threading.Lock()
        self._taken: dict[str, deque[float]] = {}

    def take(self, reader: str, language: str) -> None:
        """Count one question.

        Raises:
            QuestionError: the reader has sent too many; says how long to wait.
        """
        now = time.monotonic()
        with self._lock:
            for name in [name for name, times in self._taken.items() if now - times[-1] > SECONDS]:
                del self._taken[name]
            times = self._taken.setdefault(reader, deque())
            while times and now - times[0] > SECONDS:
                times.popleft()
            if len(times) >= self._limit:
                wait = int(SECONDS - (now - times[0])) + 1
                raise QuestionError(texts(language)["too_many"].format(seconds=wait))
            times.append(now)
