"""A real HTTP server on loopback that speaks the OpenAI chat protocol, for tests: the pipeline is real, only the
weights are not.

    with OpenAIServer(lambda messages: "A claim [1].") as server:
        load_settings(llm="openai:stand-in", llm_base_url=server.url)

A reply is a text, a `Reply`, or a function of the messages that gives either; a list is used up in turn, its last
item again and again. `server.requests` holds the bodies that came, `server.left` the calls that were hung up on,
`server.first` when the first piece of each call was sent (`time.monotonic`).
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """How the server answers one call.

    Attributes:
        text: what the model writes.
        status: of HTTP; anything but 200 sends an error body that repeats the caller's key, as some servers do.
        error: more of that body.
        headers: more headers.
        pieces: characters in a chunk; 0 sends a word a chunk.
        delay: seconds before each chunk.
        first: seconds before the first chunk.
        cut: chunks after which the line goes dead; -1 never.
        raw: bytes to send instead of the protocol.
        finish: the finish_reason of the last chunk.
    """

    text: str = ""
    status: int = 200
    error: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    pieces: int = 0
    delay: float = 0.0
    first: float = 0.0
    cut: int = -1
    raw: bytes = b""
    finish: str = "stop"


def with_window(characters: int, text: str) -> Callable[[list[dict]], Reply]:
    """A model of a small window: a longer prompt is refused, in the words of a server that runs models at home."""

    def reply(messages: list[dict]) -> Reply:
        if sum(len(message["content"]) for message in messages) > characters:
            return Reply(status=400, error="the request exceeds the available context size, try increasing it")
        return Reply(text)

    return reply


Answering = str | Reply | Callable[[list[dict]], "str | Reply"]


class OpenAIServer:
    """The server; `url` is its base URL."""

    def __init__(self, replies: Answering | Sequence[Answering]) -> None:
        self.replies = list(replies) if isinstance(replies, (list, tuple)) else [replies]
        self.requests: list[dict] = []
        self.left = 0
        self.first: list[float] = []
        self.busy = self.most_busy = 0
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"owner": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> OpenAIServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply_to(self, body: dict) -> Reply:
        with self.lock:
            self.requests.append(body)
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        made = reply(body["messages"]) if callable(reply) else reply
        return Reply(made) if isinstance(made, str) else made


class Handler(BaseHTTPRequestHandler):
    """One call; `owner` is the server that it belongs to."""

    owner: OpenAIServer

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.owner.lock:
            self.owner.busy += 1
            self.owner.most_busy = max(self.owner.most_busy, self.owner.busy)
        try:
            self._answer(self.owner.reply_to(body))
        except (BrokenPipeError, ConnectionResetError):
            self.owner.left += 1
        finally:
            with self.owner.lock:
                self.owner.busy -= 1

    def _answer(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("connection", "close")
        self.send_header("content-type", "text/event-stream" if reply.status == 200 else "application/json")
        self.end_headers()
        if reply.status != 200:
            self.wfile.write(
                json.dumps({"error": {"message": f"{self.headers['authorization']} {reply.error}"}}).encode()
            )
        elif reply.raw:
            self.wfile.write(reply.raw)
        else:
            self._stream(reply)

    def _stream(self, reply: Reply) -> None:
        time.sleep(reply.first)
        for number, piece in enumerate(_cut(reply)):
            if number == reply.cut:
                return
            time.sleep(reply.delay)
            if number == 0:
                self.owner.first.append(time.monotonic())
            self._chunk({"content": piece}, None)
        self._chunk({}, reply.finish)
        self.wfile.write(b"data: [DONE]\n\n")

    def _chunk(self, delta: dict, finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()


def _cut(reply: Reply) -> list[str]:
    if reply.pieces:
        return [reply.text[n : n + reply.pieces] for n in range(0, len(reply.text), reply.pieces)]
    return re.findall(r"\s*\S+\s*?", reply.text)
