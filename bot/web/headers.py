"""Headers of every response, and the head of the page itself: language, style, script, policy.

The policy lets nothing be fetched from another host. Scripts inside the page and `eval` must stay allowed, because
gradio's own front end is made of them; event handlers written into HTML are not, so markup that slipped through
could still not run anything.
"""

from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.guard import USER
from bot.web.markup import escape
from bot.web.texts import choose_language

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_HEAD = '<head><link rel="stylesheet" href="docent/style.css"><script src="docent/page.js"></script>'


class Headers:
    """Adds the headers, and writes the page's head into the page."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the page itself with its head."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        change = _Page(send, scope) if scope["path"] == "/" and scope["method"] == "GET" else None

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_SECURITY)
            await (change.send(message) if change else send(message))

        await self.app(scope, receive, with_headers)


class _Page:
    """Collects the page and sends it changed; anything else than the page passes unchanged."""

    def __init__(self, send: Send, scope: Scope) -> None:
        request = RequestHeaders(scope=scope)
        cookies = {name: morsel.value for name, morsel in SimpleCookie(request.get("cookie", "")).items()}
        self._language = choose_language(cookies, request.get("accept-language", ""))
        self._send, self._scope = send, scope
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(b"<head>", _HEAD.encode(), 1)
        user = escape(self._scope.get(USER, ""))
        body = body.replace(b'lang="en"', f'lang="{self._language}" data-user="{user}"'.encode(), 1)
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
