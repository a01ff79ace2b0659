"""One suite for Chroma in a folder, on a real server, and for Milvus; TLS and a token; a server that dies.

Milvus is measured where its server is installed: `pip install milvus pymilvus`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from vector_servers import Proxy, chroma_server, milvus_server

from index import vector_store
from index.builder import build
from index.embedder import unit
from index.errors import DocentError, IndexDamaged, SettingsError
from index.reader import IndexReader
from index.retriever import search
from index.vectors import remote
from index.vectors.chroma import LANGUAGES, Collections, in_folder
from index.vectors.milvus import MilvusCollections
from index.vectors.remote import Remote, Server, forget, on_server, prefix_of, upload

SIZE, DIM = 300, 16
ROWS = np.arange(SIZE, dtype=np.int64) * 3 + 1
LANGUAGE = (np.arange(SIZE) % 3).astype(np.uint8)
PASSAGES = unit(np.random.default_rng(1).normal(size=(SIZE, DIM)).astype(np.float32)).astype(np.float16)
QUERY = unit(np.random.default_rng(3).normal(size=(1, DIM)).astype(np.float32))[0]


def brute(language: str, n: int) -> list[int]:
    slots = np.flatnonzero(LANGUAGE == LANGUAGES.index(language))
    return ROWS[slots[np.argsort(-(PASSAGES[slots].astype(np.float32) @ QUERY))][:n]].tolist()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def milvus_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("pymilvus", reason="pip install pymilvus")
    if shutil.which("milvus-server") is None:
        pytest.skip("no Milvus server: pip install milvus")
    with milvus_server(tmp_path_factory.mktemp("milvus")) as url:
        yield url


@pytest.fixture(params=["folder", "server", "milvus"])
def collections(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Collections | MilvusCollections]:
    if request.param == "folder":
        made = in_folder(tmp_path / "chroma")
    else:
        url = request.getfixturevalue("milvus_url" if request.param == "milvus" else "url")
        made = on_server(Server(url), f"docent-{os.urandom(4).hex()}")
    yield made
    if request.param == "folder":
        made.close()


def fill(collections: Collections | MilvusCollections) -> None:
    for number, name in enumerate(LANGUAGES):
        collections.make(name)
        slots = np.flatnonzero(LANGUAGE == number)
        collections.add(name, ROWS[slots], PASSAGES[slots])
        assert collections.count(name) == len(slots)


@pytest.mark.parametrize("language", ["ko", "en", "ru"])
def test_the_nearest_are_those_of_exact_comparison(collections: Collections | MilvusCollections, language: str) -> None:
    fill(collections)
    found = collections.nearest(QUERY, language, n=10).tolist()
    assert found[0] == brute(language, 1)[0]
    assert len(set(found) & set(brute(language, 10))) >= 9  # Milvus keeps one byte an axis
    assert len(collections.nearest(QUERY, language, n=10_000)) == collections.count(language) == SIZE // 3


def test_a_language_without_passages_has_none_near(collections: Collections | MilvusCollections) -> None:
    fill(collections)
    assert collections.nearest(QUERY, "xx", n=10).tolist() == []


def test_what_it_holds_is_what_it_was_given(collections: Collections | MilvusCollections) -> None:
    fill(collections)
    for rows, vectors in collections.held("ru"):
        assert np.allclose(vectors, PASSAGES[(rows - 1) // 3].astype(np.float32), atol=1e-2)
    assert not list(collections.held("xx"))


def test_more_than_it_takes_at_once(collections: Collections | MilvusCollections) -> None:
    collections.make("en")
    vectors = unit(np.random.default_rng(4).normal(size=(5600, DIM)).astype(np.float32))
    collections.add("en", np.arange(5600), vectors)
    assert collections.count("en") == 5600


def test_a_collection_comes_and_goes(collections: Collections | MilvusCollections) -> None:
    assert not collections.has("en")
    with pytest.raises(IndexDamaged, match="python -m bot build"):
        collections.count("en")
    collections.make("en")
    assert collections.has("en")
    collections.drop("en")
    assert not collections.has("en")


def test_an_upload_is_made_once_and_mended(url: str) -> None:
    server, prefix = Server(url), prefix_of("store1", "segment")
    upload(server, prefix, rows=ROWS, languages=LANGUAGE, passages=PASSAGES)
    assert on_server(server, prefix).nearest(QUERY, "en", n=10).tolist() == brute("en", 10)
    on_server(server, prefix).drop("en")
    on_server(server, prefix).make("en")  # as a build that was killed leaves it
    upload(server, prefix, rows=ROWS, languages=LANGUAGE, passages=PASSAGES)
    assert on_server(server, prefix).nearest(QUERY, "en", n=10).tolist() == brute("en", 10)


@pytest.mark.parametrize("kind", ["url", "milvus_url"])
def test_only_what_this_index_does_not_need_is_forgotten(kind: str, request: pytest.FixtureRequest) -> None:
    server = Server(request.getfixturevalue(kind))
    for store, segment in (("mine", "old"), ("mine", "new"), ("theirs", "old")):
        upload(server, prefix_of(store, segment), rows=ROWS, languages=LANGUAGE, passages=PASSAGES)
    forget(server, "mine", keep=["new"])
    left = [(store, segment) for store in ("mine", "theirs") for segment in ("old", "new")
            if on_server(server, prefix_of(store, segment)).has("en")]  # fmt: skip
    assert left == [("mine", "new"), ("theirs", "old")]


def test_a_server_that_dies_is_not_missed_and_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSE", 0.2)
    with chroma_server(tmp_path) as url:
        port = int(url.rpartition(":")[2])
        upload(Server(url), "docent-a", rows=ROWS, languages=LANGUAGE, passages=PASSAGES)
        asked = Remote(Server(url), "docent-a")
        first = asked.nearest(QUERY, "ko", n=5)
        assert first is not None
        assert first.tolist() == brute("ko", 5)
    started = time.monotonic()
    assert asked.nearest(QUERY, "ko", n=5) is None
    assert asked.nearest(QUERY, "ko", n=5) is None  # at once: it is not asked
    assert time.monotonic() - started < 3
    with chroma_server(tmp_path, port=port):
        time.sleep(0.3)
        again = asked.nearest(QUERY, "ko", n=5)
        assert again is not None
        assert again.tolist() == brute("ko", 5)


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        asked = Remote(Server(f"http://127.0.0.1:{silent.getsockname()[1]}"), "docent-a")
        started = time.monotonic()
        assert asked.nearest(QUERY, "ko", n=5) is None
        assert time.monotonic() - started < 5


def test_nobody_there_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = used.getsockname()[1]
    with pytest.raises(DocentError, match="does not answer") as raised:
        upload(Server(f"http://127.0.0.1:{port}"), "docent-a", rows=ROWS, languages=LANGUAGE, passages=PASSAGES)
    assert "\n" not in str(raised.value)
    with pytest.raises(SettingsError, match="http://127.0.0.1:8000"):
        on_server(Server("localhost:8000"), "docent-a")


def test_an_index_is_brought_to_a_server_and_answers_with_it_and_without(
    tmp_path: Path, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_store, "AMONG", 0)
    monkeypatch.setattr(remote, "_PAUSE", 0.1)
    question, index = "Who founded the lighthouse museum?", tmp_path / "index"
    with chroma_server(tmp_path / "server") as url:
        port = int(url.rpartition(":")[2])
        first = build([docs], index_dir=index, server=Server(url))
        reader = IndexReader(index, server=Server(url))
        (base,) = (index / "segments").iterdir()
        generation = reader.current()
        (prefix,) = {c.name.rpartition("-")[0] for c in remote._client(Server(url)).list_collections()}
        assert prefix.endswith(base.name)
        best = search(generation, question)
        assert best[0].document.source == "museum/lighthouse.md"
        assert build([docs], index_dir=index, server=Server(url)).generation == first.generation
    assert [hit.chunk.id for hit in search(generation, question)] == [hit.chunk.id for hit in best]
    (docs / "new.txt").write_text("The pier of Gull Point is 90 metres long.", encoding="utf-8")
    with pytest.raises(DocentError, match="does not answer"):
        build([docs], index_dir=index, server=Server(url))
    assert reader.current().manifest.generation == first.generation
    with chroma_server(tmp_path / "server", port=port):
        build([docs], index_dir=index, server=Server(url))
        assert search(reader.current(), "How long is the pier?")[0].document.source == "new.txt"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_tls_and_a_token_reach_a_proxy(url: str, tmp_path: Path) -> None:
    with Proxy(url, tmp_path, token="secret") as proxy:
        server = Server(proxy.url, token="secret", certificates=str(proxy.certificate))
        upload(server, "docent-tls", rows=ROWS, languages=LANGUAGE, passages=PASSAGES)
        assert on_server(server, "docent-tls").nearest(QUERY, "en", n=10).tolist() == brute("en", 10)
        with pytest.raises(DocentError):
            upload(
                Server(proxy.url, token="wrong", certificates=str(proxy.certificate)), "docent-tls",
                rows=ROWS, languages=LANGUAGE, passages=PASSAGES,
            )  # fmt: skip
        with pytest.raises(DocentError):  # a certificate that nobody vouches for
            upload(Server(proxy.url, token="secret"), "docent-tls", rows=ROWS, languages=LANGUAGE, passages=PASSAGES)


@pytest.mark.parametrize(
    ("url", "token", "dangerous"),
    [
        ("http://127.0.0.1:8000", "", False),
        ("http://localhost:8000", "", False),
        ("http://10.1.2.3:8000", "", True),
        ("http://example.org:8000", "secret", True),
        ("https://example.org", "", True),
        ("https://example.org", "secret", False),
        ("milvus://10.1.2.3:19530", "root:secret", True),
        ("milvus+tls://10.1.2.3:19530", "root:secret", False),
    ],
)
def test_an_open_server_is_warned_of(url: str, token: str, dangerous: bool) -> None:
    assert bool(Server(url, token).danger()) is dangerous


def test_the_command_of_the_server_is_there() -> None:
    assert subprocess.run([Path(sys.executable).with_name("chroma"), "--help"], capture_output=True).returncode == 0
