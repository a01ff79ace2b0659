"""What readers say of answers, in an SQLite file beside the index. Stays on this computer."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.web.turns import Turn

FILE = "feedback.db"
LONGEST_NOTE = 4000
_TABLE = (
    "CREATE TABLE IF NOT EXISTS feedback (at TEXT, user TEXT, verdict TEXT, note TEXT, question TEXT, "
    "answer TEXT, sources TEXT, generation TEXT)"
)


def save_feedback(index_dir: Path, turn: Turn, verdict: str, note: str, *, user: str) -> None:
    """Keep one opinion with what it is about.

    Args:
        index_dir: where the index lives.
        turn: the question and its answer.
        verdict: "useful" or "useless".
        note: in the reader's words; may be empty.
        user: empty without a login.
    """
    sources = [{key: c[key] for key in ("n", "id", "source", "start", "end")} for c in turn.citations]
    row = (
        datetime.now(UTC).isoformat(timespec="seconds"),
        user,
        verdict,
        note[:LONGEST_NOTE],
        turn.question,
        turn.answer.get("answer", ""),
        json.dumps(sources, ensure_ascii=False),
        turn.answer.get("generation", ""),
    )
    with closing(sqlite3.connect(index_dir / FILE, timeout=10)) as database, database:
        database.execute(_TABLE)
        database.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
