"""Lists and tables are quoted whole where their parts answer alike, or said to go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chatbot import ChatBot
from bot.settings import load_settings
from index.builder import build

POINTS = "\n".join(f"- {what}" for what in ("The roof leaks.", "The stairs are steep.", "The well is dry."))
ROWS = [("Lena Orchard", "Poland", 2011), ("Quill Mills", "Latvia", 2013), ("Vale Foods", "Malta", 2016)]
TABLE = "\n".join(f"| {name} | {land} | {year} |" for name, land, year in (*ROWS, ("Nord Bakers", "Iceland", 2019)))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> ChatBot:
    folder, index = Path(tmp_path_factory.mktemp("docs")), tmp_path_factory.mktemp("index")
    (folder / "mill.md").write_text(
        f"# The mill of Askel\n\nThe mill stands at a river.\n\n## Problems of the mill\n\n{POINTS}\n", encoding="utf-8"
    )
    (folder / "buyers.md").write_text(
        f"# Flour of Askel\n\n## Buyers\n\n| Buyer | Country | Since |\n|---|---|---|\n{TABLE}\n", encoding="utf-8"
    )
    build([folder], index_dir=index)
    return ChatBot(load_settings(index_dir=index))


def test_a_list_below_a_heading_is_quoted_whole(bot: ChatBot) -> None:
    quotes = " ".join(citation.quote for citation in bot.ask("What are the problems of the mill of Askel?").citations)
    assert all(word in quotes for word in ("roof", "stairs", "well"))


def test_a_table_is_quoted_whole_where_no_row_answers_better(bot: ChatBot) -> None:
    quote = bot.ask("List the buyers of flour of Askel").citations[0].quote
    assert all(name in quote for name, _, _ in ROWS)
    assert "Nord Bakers" in quote


def test_a_row_that_answers_better_than_the_others_stands_alone(bot: ChatBot) -> None:
    answer = bot.ask("Which buyers of flour of Askel are in Malta?")
    assert "Vale Foods" in answer.citations[0].quote
    assert "Quill" not in answer.citations[0].quote
    assert not any("more)" in segment.text for segment in answer.segments)
