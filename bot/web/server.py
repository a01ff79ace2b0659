"""The page on HTTP: gradio mounted in an application of our own, which adds routes and headers.

Owns the address, the security headers, the page's style and script, and documents by their id. Nothing is
reachable by a path: only documents that the index holds, by id.
"""

from __future__ import annotations

import logging
import socket
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import uvicorn
from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse, Response

from bot.settings import Settings
from bot.web.api import serve_agents
from bot.web.desk import Desk
from bot.web.guard import USER, Guard
from bot.web.headers import Headers
from bot.web.leaving import Leaving
from bot.web.page import make_page, theme, translations
from index.errors import MissingDependency, SettingsError
from index.roots import documents_folder

_HERE = Path(__file__).parent
_ASSETS = {"style.css": "text/css", "page.js": "text/javascript"}


def make_app(desk: Desk) -> FastAPI:
    """The whole application."""
    import gradio as gr

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_assets(app)
    _add_documents(app, desk)
    page = make_page(desk)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=desk.settings.host,
        server_port=desk.settings.port,
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,
        i18n=translations(),
        theme=theme(),
        max_file_size=desk.settings.upload_mb * 1_000_000,
        auth_dependency=lambda request: request.scope.get(USER, ""),
        mcp_server=desk.settings.mcp,
    )
    page.has_launched = True  # without it gradio does not look whether a file that is named was really sent
    serve_agents(page)
    app.add_middleware(Leaving, page=page)
    app.add_middleware(Guard, accounts=desk.accounts, host=desk.settings.host)
    app.add_middleware(Headers)
    return app


def _add_assets(app: FastAPI) -> None:
    for name, kind in _ASSETS.items():
        body = (_HERE / name).read_bytes()
        app.add_api_route(f"/docent/{name}", _answer_with(body, kind), methods=["GET"])


def _answer_with(body: bytes, kind: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a route
    async def asset() -> Response:
        return Response(body, media_type=kind, headers={"Cache-Control": "no-cache"})

    return asset


def _add_documents(app: FastAPI, desk: Desk) -> None:
    @app.get("/documents/{document_id}/file")
    def original(document_id: str) -> FileResponse:
        """The file behind a document, to be saved, never to be shown in the page's origin."""
        path = desk.shelf.original(document_id)
        if path is None:
            raise HTTPException(404)
        disposition = f"attachment; filename*=UTF-8''{quote(path.name, safe='')}"
        return FileResponse(path, media_type="application/octet-stream", headers={"Content-Disposition": disposition})

    @app.get("/documents/{document_id}/pages/{number}.svg")
    def page(document_id: str, number: int, at: str = "") -> Response:
        """A page of a PDF as an image, the quote marked."""
        drawn = desk.shelf.page_picture(document_id, number, at)
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


def run(settings: Settings) -> None:
    """Serve until stopped; the index is opened in the background once the page is up.

    Raises:
        SettingsError: the address cannot be used.
        MissingDependency: agents are to be served and the package for it is not installed.
    """
    if settings.mcp and find_spec("mcp") is None:
        raise MissingDependency("the MCP server", "mcp")
    if "docs_dir" not in settings.model_fields_set and (folder := documents_folder(settings.index_dir)):
        settings = settings.model_copy(update={"docs_dir": folder})  # of the index that is there, not the usual one
    desk = Desk(settings)
    listener = _listen(settings)
    desk.load_checks()  # now and not beside the first answers, which would stand still for seconds
    app = make_app(desk)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
    host, port = listener.getsockname()[:2]
    sys.stderr.write(f"Docent is at http://{host}:{port} (Ctrl+C stops it)\n")
    threading.Thread(target=desk.warm_up, name="warm-up", daemon=True).start()
    server.run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(256)  # from now on a browser waits instead of being refused
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"{settings.host}:{settings.port} cannot be used ({error.strerror}); "
            "set DOCENT_PORT to a free port, or to 0 to have one chosen"
        ) from error
    return listener
