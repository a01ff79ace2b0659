from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from index.errors import ModelError
from index.locating import HUB_WAIT, locate


class Hub(BaseHTTPRequestHandler):
    """A hub that has one model."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/api/models/some/model" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield
    server.shutdown()
    server.server_close()


def test_a_folder_is_loaded_from_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "modules.json").write_text("[]")
    assert locate(str(tmp_path / "mine"), "DOCENT_X") == (str(tmp_path / "mine"), True)
    monkeypatch.chdir(tmp_path)
    assert locate("mine", "DOCENT_X") == ("mine", True)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model"):
        locate(str(tmp_path), "DOCENT_X")


@pytest.mark.parametrize("name", ["./models/none", "models/a/b", "/none", "../none", "C:\\models\\none", ""])
def test_a_path_that_is_not_there_is_never_looked_for_on_a_hub(name: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ModelError, match="DOCENT_X"):
        locate(name, "DOCENT_X")
    assert time.perf_counter() - started < 1


def test_a_model_that_the_hub_has_may_be_fetched(hub: None) -> None:
    assert locate("some/model", "DOCENT_X") == ("some/model", False)


def test_a_model_that_the_hub_lacks_is_an_error_at_once(hub: None) -> None:
    with pytest.raises(ModelError, match=r"DOCENT_X.*some/other.*404.*unset DOCENT_X"):
        locate("some/other", "DOCENT_X")


def test_a_hub_that_is_out_of_reach_is_an_error_at_once(hub: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    started = time.perf_counter()
    with pytest.raises(ModelError, match="cannot be reached"):
        locate("some/model", "DOCENT_X")
    assert time.perf_counter() - started < HUB_WAIT + 2


def test_downloads_that_are_switched_off_are_not_tried(hub: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="switched off"):
        locate("some/model", "DOCENT_X")
