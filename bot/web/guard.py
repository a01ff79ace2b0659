"""Who gets in: with users configured, nothing but the login page and its style answers without a session.

Behind a proxy that knows the users, a name from it takes the place of the session.

Also refuses requests that another web page sent with the reader's cookies, and, where there is no login, names
that do not belong to this computer (a page elsewhere could point its own name here). Owns the login page.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.accounts import SESSION_SECONDS, Accounts, TooManyAttempts, User
from bot.web.markup import Html, join, tag
from bot.web.sessions import Sessions, TooLarge, sessions_of
from bot.web.texts import choose_language, texts

SESSION = "docent-session"
USER = "docent.user"  # where the rest of the application finds the name, in the request's scope
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OPEN = ("/docent/style.css", "/favicon.ico")
_FORM_BYTES = 8192
_UPLOAD = "/upload"  # gradio's route that takes files; who may only read has no use for it


class Guard:
    """Lets a request through, or answers it."""

    def __init__(self, app: ASGIApp, accounts: Accounts, *, host: str) -> None:
        """Wrap an application that listens on a host."""
        self.app, self._accounts = app, accounts
        self._sessions = Sessions()
        self._only_here = host in LOOPBACK and not accounts.required

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on with the user's name in the scope."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # gradio needs no web sockets
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        answer = self._refused(request) or await self._login(request)
        if answer is None and USER in scope:
            answer, receive = await self._of_another(request)
        await (answer or self.app)(scope, receive, send)

    async def _of_another(self, request: Request) -> tuple[Response | None, Receive]:
        """A refusal when the session that a request names is another user's, and how to receive its body."""
        try:
            named, receive = await sessions_of(request)
        except TooLarge:
            return PlainTextResponse("The request is too large.", 413), request.receive
        mine = all(self._sessions.claim(session, request.scope[USER]) for session in named)
        return None if mine else PlainTextResponse("This conversation is another user's.", 403), receive

    def _refused(self, request: Request) -> Response | None:
        if self._only_here and _hostname(request.headers.get("host", "")) not in LOOPBACK:
            return PlainTextResponse("This page answers to this computer's own name only.", 421)
        origin = request.headers.get("origin")
        hosts = (request.headers.get("host", ""), request.headers.get("x-forwarded-host", ""))
        if request.method not in ("GET", "HEAD") and origin and urlsplit(origin).netloc not in hosts:
            return PlainTextResponse("This request was sent by another page.", 403)
        return None

    async def _login(self, request: Request) -> Response | None:
        if not self._accounts.required or request.url.path in _OPEN:
            return None
        if self._accounts.header:
            return self._named_by_proxy(request)
        if request.url.path == "/login":
            return await self._login_page(request)
        if request.url.path == "/logout":
            return _log_out()
        user = self._accounts.of_session(request.cookies.get(SESSION, ""))
        if user is not None:
            return _let_in(request, user)
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/login", 303)
        return PlainTextResponse("Log in first.", 401)

    def _named_by_proxy(self, request: Request) -> Response | None:
        """Whoever the proxy names. A name beside another one came from the browser, and neither counts."""
        names = request.headers.getlist(self._accounts.header)
        user = self._accounts.user(names[0]) if len(names) == 1 else None
        return _let_in(request, user) if user else PlainTextResponse("Log in first.", 401)

    async def _login_page(self, request: Request) -> Response:
        language = choose_language(request.cookies, request.headers.get("accept-language", ""))
        if request.method != "POST":
            return HTMLResponse(login_html("", language))
        body = await _read(request, _FORM_BYTES)
        form = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        try:
            session = self._accounts.log_in(form.get("name", ""), form.get("password", ""))
        except TooManyAttempts:
            return HTMLResponse(login_html("login_wait", language), 429)
        if session is None:
            return HTMLResponse(login_html("login_wrong", language), 401)
        answer = RedirectResponse("/", 303)
        secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
        answer.set_cookie(SESSION, session, SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)
        return answer


def _let_in(request: Request, user: User) -> Response | None:
    request.scope[USER] = user.name
    upload = request.url.path.rstrip("/").endswith(_UPLOAD) and request.method != "GET"
    return PlainTextResponse("Only editors may send files.", 403) if upload and not user.editor else None


def _log_out() -> Response:
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION)
    return answer


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


async def _read(request: Request, limit: int) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > limit:
            return b""
    return body


def login_html(problem: str, language: str) -> Html:
    """The login page."""
    words = texts(language)
    form = tag(
        "form",
        tag("h1", words["app_title"]),
        tag("p", words[problem], class_="problem", role="alert") if problem else None,
        tag("label", words["login_name"], tag("input", name="name", autocomplete="username", required=True)),
        tag(
            "label",
            words["login_password"],
            tag("input", name="password", type="password", autocomplete="current-password", required=True),
        ),
        tag("button", words["login_go"], type="submit"),
        method="post",
        action="/login",
    )
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"Docent: {words['login_title']}"),
        tag("link", rel="stylesheet", href="/docent/style.css"),
    )
    body = tag("body", tag("main", form, class_="login"))
    return join(Html("<!doctype html>"), tag("html", tag("head", head), body, lang=language))
