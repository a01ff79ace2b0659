"""A real page in a process of its own, over documents that a test writes, and a real browser that looks at it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .pages import CHROMIUM, DOCUMENTS, FLAGS, ROOT, Reader, Served, environment


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Build an index of some documents and serve it; every page ends with the tests."""
    running: list[Served] = []

    def start(documents: dict[str, str], *, build: bool = True, **extra: str) -> Served:
        folder = tmp_path_factory.mktemp("served")
        docs, index = folder / "docs", folder / "index"
        docs.mkdir()
        for name, text in documents.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(text, encoding="utf-8")
        env = environment(docs, index, extra)
        if build:
            subprocess.run([sys.executable, "-m", "bot", "build"], cwd=ROOT, env=env, check=True, capture_output=True)
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert process.stderr
        line = process.stderr.readline()
        assert line.startswith("Docent is at http"), line
        served = Served(line.split()[3], docs, index, process)
        threading.Thread(target=lambda: served.log.extend(process.stderr or ()), daemon=True).start()
        running.append(served)
        return served

    yield start
    for served in running:
        served.process.terminate()
        served.process.wait(timeout=10)
        if served.process.stderr:
            served.process.stderr.close()


@pytest.fixture(scope="session")
def page_of_three(serve: Callable[..., Served]) -> Served:
    """The page over one document in each language."""
    return serve(DOCUMENTS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser, or a skip that says what is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    if not CHROMIUM:
        pytest.skip("needs a chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium: Any) -> Iterator[Callable[..., Reader]]:
    """Open a page as a reader of a language; afterwards no error and no request to another host may have been seen."""
    readers: list[Reader] = []

    def open_page(served: Served, path: str = "", *, ready: str = ".welcome, .turn", **options: Any) -> Reader:
        options = {"locale": "en-US", "viewport": {"width": 1360, "height": 860}, **options}
        context = chromium.new_context(**options)
        found = Reader(context.new_page(), served)
        readers.append(found)
        found.page.goto(served.url + "/" + path)
        found.page.locator(ready).first.wait_for(timeout=30_000)
        return found

    yield open_page
    for one in readers:
        one.page.context.close()
    for one in readers:
        assert one.errors == []
        assert one.strangers == []
