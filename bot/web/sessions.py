"""Whose a browser session is: gradio keeps a conversation under a name that the browser chose.

The first user to use the name owns it, and nobody else gets in. Owns how a request names its session; knows no login.
"""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict

from starlette.requests import Request
from starlette.types import Message, Receive

MOST = 20_000  # sessions that are remembered; the ones that were used longest ago are forgotten
LARGEST = 8_000_000  # bytes of a request that carries a conversation
_IN_PATH = re.compile(r"/heartbeat/([^/]+)")


class TooLarge(Exception):
    """A request is larger than any that the page sends."""


class Sessions:
    """The owner of each session."""

    def __init__(self) -> None:
        """Nobody owns anything yet."""
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def claim(self, session: str, user: str) -> bool:
        """Whether a session is this user's; one that nobody has used becomes theirs."""
        with self._lock:
            owner = self._owners.setdefault(session, user)
            self._owners.move_to_end(session)
            if len(self._owners) > MOST:
                self._owners.popitem(last=False)
        return owner == user


async def sessions_of(request: Request) -> tuple[set[str], Receive]:
    """The sessions that a request names in its address or its JSON, and how to receive its body again.

    Raises:
        TooLarge: the body is too large to be looked at.
    """
    named = set(request.query_params.getlist("session_hash")) | set(_IN_PATH.findall(request.url.path))
    if request.method != "POST" or "json" not in request.headers.get("content-type", "json"):
        return named, request.receive
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise TooLarge
    try:
        value = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        value = {}
    if isinstance(value, dict) and "session_hash" in value:
        named.add(str(value["session_hash"]))
    return named, _again(body, request.receive)


def _again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once
