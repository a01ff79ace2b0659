"""A Chroma or Milvus server that is asked for the nearest passages of a base, which spares this machine.

What it says is compared exactly with our own vectors, and where it does not answer in time, or answers what cannot be,
our own vectors answer alone: a server that dies makes no answer wrong, and is asked again some seconds after.
A build brings a new base there before it is published, and takes those away that no generation of this index needs.
Does not know segments' files.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.errors import DocentError, IndexDamaged, SettingsError
from index.vectors import milvus
from index.vectors.chroma import LANGUAGES, Collections
from index.vectors.milvus import MilvusCollections
from index.vectors.threads import threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
_PATIENCE = 2.0  # seconds that a question waits for the server
_PAUSE = 5.0  # seconds that a server which failed is not asked
_ALL = 300  # collections listed at once
_SCHEMES = ("http", "https", "milvus", "milvus+tls")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is.

    Attributes:
        url: of Chroma "http://host:8000" or "https://host", of Milvus "milvus://host:19530" or "milvus+tls://host:19530".
        token: Chroma's is sent as `Authorization: Bearer ...`, which not Chroma itself but a proxy before it looks at;
            Milvus' is "user:password".
        certificates: file of the authorities that sign its certificate; empty for those of the system.
    """

    url: str
    token: str = ""
    certificates: str = ""

    @property
    def is_milvus(self) -> bool:
        """Whether it is Milvus and not Chroma."""
        return urlsplit(self.url).scheme.startswith("milvus")

    def danger(self) -> str:
        """One line on what is dangerous about this address, or nothing."""
        parts = urlsplit(self.url)
        if _is_here(parts.hostname or "") or (parts.scheme in ("https", "milvus+tls") and self.token):
            return ""
        if self.is_milvus:
            return f"{self.url}: whoever reaches it reads and writes all vectors; use milvus+tls:// and a token"
        return (
            f"{self.url}: Chroma servers up to 1.5.9 run the code of whoever reaches them, before any login "
            "(CVE-2026-45829): let one listen on the loopback address alone, behind a proxy with TLS and a token"
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@lru_cache(maxsize=8)
def _client(server: Server) -> Any:  # noqa: ANN401 - chromadb is imported where it is used
    import chromadb
    import httpx
    from chromadb.config import Settings

    parts = urlsplit(server.url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise SettingsError(f"{server.url} is no address of a server; give one like http://127.0.0.1:8000")
    if server.is_milvus:
        scheme = "https" if parts.scheme == "milvus+tls" else "http"
        return milvus.connect(f"{scheme}://{parts.netloc}", server.token, server.certificates)
    settings = Settings(anonymized_telemetry=False, chroma_server_ssl_verify=server.certificates or None)
    secure = parts.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=parts.hostname,
            port=parts.port or (443 if secure else 80),
            ssl=secure,
            headers={"Authorization": f"Bearer {server.token}"} if server.token else None,
            settings=settings,
        )
    except (ValueError, OSError, httpx.HTTPError) as error:
        raise DocentError(f"the server at {server.url} does not answer ({error}); start it or unset it") from error


def on_server(server: Server, prefix: str) -> Collections | MilvusCollections:
    """The collections of a server whose names begin with a prefix.

    Raises:
        DocentError: it does not answer.
        SettingsError: it is no address.
    """
    return (MilvusCollections if server.is_milvus else Collections)(_client(server), prefix)


def prefix_of(store: str, segment: str) -> str:
    """How the collections of a segment are called; `store` is the identity of the index's store."""
    return f"docent-{store}-{segment}"


def upload(
    server: Server, prefix: str, *, rows: NDArray[np.int64], languages: NDArray[np.uint8], passages: NDArray[np.float16]
) -> None:
    """Bring passages to a server, unless it holds them.

    Raises:
        DocentError: it does not answer, or does not hold them afterwards.
    """
    if danger := server.danger():
        _log.warning(danger)
    collections = on_server(server, prefix)
    for number, name in enumerate(LANGUAGES):
        slots = np.flatnonzero(languages == number)
        if _answered(server, collections.has, name):
            if _answered(server, collections.count, name) == len(slots):
                continue
            _answered(server, collections.drop, name)
        _answered(server, collections.make, name)
        _answered(server, collections.add, name, rows[slots], passages[slots])
        if _answered(server, collections.count, name) != len(slots):
            raise DocentError(f"the server at {server.url} does not hold what it was given; build again")


def forget(server: Server, store: str, keep: Iterable[str]) -> None:
    """Take from a server the collections of this index's segments but those of `keep`."""
    needed = {prefix_of(store, segment) for segment in keep}
    for name in _answered(server, _names, server):
        prefix, _, language = name.replace("_", "-").rpartition("-")
        if prefix.startswith(prefix_of(store, "")) and prefix not in needed:
            _answered(server, on_server(server, prefix).drop, language)


def _names(server: Server) -> list[str]:
    """The names of all collections of a server; Milvus takes no hyphens."""
    client = _client(server)
    if server.is_milvus:
        return milvus.names(client)
    found: list[str] = []
    while part := client.list_collections(_ALL, len(found)):
        found += [collection.name for collection in part]
    return found


def _answered(server: Server, call: Any, *args: Any) -> Any:  # noqa: ANN401 - any method
    import httpx

    try:
        return call(*args)
    except (IndexDamaged, OSError, httpx.HTTPError) as error:
        raise DocentError(f"the server at {server.url} does not answer ({error}); build again") from error


class Remote:
    """A server that may be asked for the nearest of one segment."""

    def __init__(self, server: Server, prefix: str) -> None:
        """Nothing is asked until the first question."""
        self._server, self._prefix = server, prefix
        self._rest = 0.0  # the moment from which it is asked again
        self._collections: Collections | MilvusCollections | None = None

    def nearest(self, query: NDArray[np.float32], language: str, *, n: int) -> NDArray[np.int64] | None:
        """Rows nearest to a query, best first, at most n; None when the server has nothing to say."""
        if time.monotonic() < self._rest:
            return None
        try:
            return threads("chroma", 8).submit(self._ask, query, language, n).result(_PATIENCE)
        except (DocentError, OSError, Late) as error:
            self._rest, self._collections = time.monotonic() + _PAUSE, None
            _client.cache_clear()
            _log.warning("the server at %s did not answer (%s); our own vectors do", self._server.url, error)
            return None

    def _ask(self, query: NDArray[np.float32], language: str, n: int) -> NDArray[np.int64]:
        if self._collections is None:
            self._collections = on_server(self._server, self._prefix)
        found: NDArray[np.int64] = _answered(
            self._server,
            lambda: self._collections.nearest(query, language, n=n),
        )
        return found
