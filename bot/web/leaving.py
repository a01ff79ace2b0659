"""Readers who have left: what gradio keeps of a browser's session is let go, or memory would grow with every visit.

gradio marks the session of a closed page and keeps its half megabyte until ten thousand others have come. An open page
holds one connection (its heartbeat); a session without one that has not been used for a while, and for which nothing
is being answered, is over. A page that was only cut off gives its conversation back by itself (`docent.awake`).
"""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import datetime
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

KEPT_SECONDS = 30.0  # after the last use of a session whose page is closed
_SWEEP_SECONDS = 5.0
_HEARTBEAT = re.compile(r"/heartbeat/([^/]+)/?$")


class Leaving:
    """Passes requests on, counts the open pages by them, and forgets the sessions of closed ones."""

    def __init__(self, app: ASGIApp, page: Any, *, kept: float = KEPT_SECONDS) -> None:  # noqa: ANN401 - gradio is untyped
        """Wrap an application.

        Args:
            app: that answers.
            page: the gradio blocks in it.
            kept: seconds that the session of a closed page stays.
        """
        self.app, self._page, self._kept = app, page, kept
        self._open: Counter[str] = Counter()
        self._swept = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one that is a page's heartbeat lasts as long as the page is open."""
        found = _HEARTBEAT.search(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            self._sweep()
            await self.app(scope, receive, send)
            return
        session = found[1]
        self._open[session] += 1
        held = self._page.state_holder.session_data.get(session)
        if held is not None:
            held.is_closed = False  # it has come back: gradio would empty it after an hour nevertheless
        try:
            await self.app(scope, receive, send)
        finally:
            self._open -= Counter({session: 1})

    def _sweep(self) -> None:
        now = time.monotonic()
        if now - self._swept < min(_SWEEP_SECONDS, self._kept):
            return
        self._swept = now
        holder, queue = self._page.state_holder, self._page._queue
        with holder.lock:
            for session in [name for name in holder.session_data if self._is_over(name)]:
                holder.session_data.pop(session, None)
                holder.time_last_used.pop(session, None)
                queue.pending_messages_per_session.pop(session, None)
                queue.pending_event_ids_session.pop(session, None)

    def _is_over(self, session: str) -> bool:
        if session in self._open or self._page._queue.pending_event_ids_session.get(session):
            return False
        used = self._page.state_holder.time_last_used.get(session)
        return used is not None and (datetime.now() - used).total_seconds() > self._kept
