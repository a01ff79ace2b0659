"""Conversations of users: their own alone, bounded, forgotten when they say so."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from bot.web import conversations
from bot.web.conversations import Conversations
from bot.web.history import forgotten, history_html


def test_a_user_reaches_their_own_conversations_alone(tmp_path):
    kept = Conversations(tmp_path)
    kept.keep("ada", "c:1", "Bees", "[1]")
    kept.keep("eve", "c:1", "Moths", "[2]")
    assert kept.read("ada", "c:1") == "[1]"
    if sys.platform != "win32":
        assert (tmp_path / conversations.FILE).stat().st_mode & 0o077 == 0
    assert kept.read("eve", "c:1") == "[2]"
    assert [row["title"] for row in kept.listed("ada")] == ["Bees"]
    kept.drop("ada")
    assert kept.listed("ada") == []
    assert kept.read("eve", "c:1") == "[2]"


def test_a_conversation_that_goes_on_takes_its_own_place_and_the_newest_comes_first(tmp_path):
    kept = Conversations(tmp_path)
    for name, turns in (("c:1", "[1]"), ("c:2", "[2]"), ("c:1", "[1, 1]")):
        kept.keep("ada", name, name, turns)
    assert [row["id"] for row in kept.listed("ada")] == ["c:1", "c:2"]
    assert kept.read("ada", "c:1") == "[1, 1]"
    kept.drop("ada", "c:1")
    assert [row["id"] for row in kept.listed("ada")] == ["c:2"]


def test_only_so_many_are_kept_of_one_user(tmp_path, monkeypatch):
    monkeypatch.setattr(conversations, "MOST", 3)
    kept = Conversations(tmp_path)
    for n in range(6):
        kept.keep("ada", f"c:{n}", str(n), "[]")
    assert [row["id"] for row in kept.listed("ada")] == ["c:5", "c:4", "c:3"]


@pytest.mark.parametrize("name", ["", "1", "c:", "c:../x", "c:" + "x" * 99, "c:\u0663"])
def test_a_name_that_no_page_gives_keeps_nothing(tmp_path, name):
    kept = Conversations(tmp_path)
    kept.keep("ada", name, "x", "[]")
    assert kept.listed("ada") == []


def test_without_a_folder_nothing_is_kept_and_nothing_is_made(tmp_path):
    kept = Conversations(tmp_path / "none")
    kept.keep("ada", "c:1", "x", "[]")
    assert (kept.listed("ada"), kept.read("ada", "c:1")) == ([], "")
    assert not (tmp_path / "none").exists()


def test_a_database_that_cannot_be_written_costs_the_history_and_not_the_answer(tmp_path, caplog):
    (tmp_path / conversations.FILE).write_bytes(b"no database at all, but long enough to be looked at" * 40)
    Conversations(tmp_path).keep("ada", "c:1", "x", "[]")
    assert "was not kept" in caplog.text
    with pytest.raises(sqlite3.Error):
        Conversations(tmp_path).listed("ada")


def test_the_history_lists_a_conversation_once_and_says_what_is_to_be_forgotten():
    here = '{"kept": true, "gone": "c:9", "rows": [{"id": "c:1", "title": "Bees", "at": "2020-01-02"}]}'
    there = [{"id": "c:1", "title": "Bees", "at": "2020-01-02"}, {"id": "c:2", "title": "Moths", "at": "2021-01-02"}]
    shown = history_html(here, "en", there)
    assert shown.count("<li>") == 2
    assert shown.index("Moths") < shown.index("Bees")
    assert forgotten(here) == "c:9"
    assert [forgotten(text) for text in ("", "{", "[]", '{"gone": 3}')] == ["", "", "", ""]
