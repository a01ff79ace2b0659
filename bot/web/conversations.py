"""Conversations of those who log in, in an SQLite file beside the index: they find them again in another browser.

A user reaches their own alone. Without a login nothing is kept here; the browser keeps what it likes.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

_LOG = logging.getLogger(__name__)
FILE = "conversations.db"
MOST = 200  # of one user; the oldest go
_ID = re.compile(r"c:[\w-]{1,60}", re.ASCII)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS conversations (user TEXT, id TEXT, title TEXT, at TEXT, turns TEXT, "
    "PRIMARY KEY (user, id))"
)
_OLDEST = (
    "DELETE FROM conversations WHERE user = ?1 AND id NOT IN "
    "(SELECT id FROM conversations WHERE user = ?1 ORDER BY at DESC LIMIT ?2)"
)


class Conversations:
    """What the users have asked. Every method says whose."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened until it is needed.

        Args:
            folder: of the index.
        """
        self._path = folder / FILE

    def keep(self, user: str, name: str, title: str, turns: str) -> None:
        """Keep a conversation under the name that the browser gave it; a name of another shape keeps nothing."""
        if not user or not _ID.fullmatch(name):
            return
        row = (user, name, title[:120], datetime.now(UTC).isoformat(timespec="microseconds"), turns)
        try:
            with self._open() as database:
                database.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?, ?, ?, ?)", row)
                database.execute(_OLDEST, (user, MOST))
        except sqlite3.Error as error:  # a full disk takes the history, not the answer
            _LOG.warning("a conversation was not kept in %s (%s)", self._path, error)

    def listed(self, user: str) -> list[dict[str, str]]:
        """id, title and day of each of a user's conversations, newest first."""
        with self._open() as database:
            rows = database.execute("SELECT id, title, at FROM conversations WHERE user = ? ORDER BY at DESC", (user,))
            return [{"id": name, "title": title, "at": at[:10]} for name, title, at in rows]

    def read(self, user: str, name: str) -> str:
        """The turns of a conversation of a user, as they were kept; empty when there is none."""
        with self._open() as database:
            row = database.execute("SELECT turns FROM conversations WHERE user = ? AND id = ?", (user, name)).fetchone()
            return str(row[0]) if row else ""

    def drop(self, user: str, name: str = "") -> None:
        """Delete one conversation of a user, or all of them."""
        with self._open() as database:
            database.execute("DELETE FROM conversations WHERE user = ?1 AND (?2 = '' OR id = ?2)", (user, name))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The database; one in memory, which holds nothing, while there is no folder for it."""
        where: Path | str = ":memory:"
        if self._path.parent.is_dir():
            where = self._path
            self._path.touch(mode=0o600)  # nobody else on this computer reads it
        with closing(sqlite3.connect(where, timeout=10)) as database, database:
            database.execute(_TABLE)
            yield database
