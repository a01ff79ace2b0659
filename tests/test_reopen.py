"""The way back from a citation's id: the same passage, one that has changed, one that is gone."""

from pathlib import Path

import pytest

from bot.chatbot import ChatBot
from bot.reopen import reopen
from bot.settings import load_settings
from index.builder import build

TEXT = "# Mill\n\nThe mill on the Osk opened in 1911. It had 12 looms.\n"
OTHER = "# Bridge\n\nThe bridge over the Osk was built in 1934 of grey stone.\n"
QUESTION = "When did the mill on the Osk open?"


@pytest.fixture
def cited(tmp_path: Path) -> tuple[Path, Path, str]:
    """The folder, the index, and the id of a passage that an answer cited."""
    docs, index = tmp_path / "docs", tmp_path / "index"
    docs.mkdir()
    (docs / "mill.md").write_text(TEXT, encoding="utf-8")
    (docs / "bridge.md").write_text(OTHER, encoding="utf-8")
    build([docs], index_dir=index)
    answer = ChatBot(load_settings(index_dir=index)).ask(QUESTION)
    citation = next(c for c in answer.citations if c.metadata["source"] == "mill.md")
    return docs, index, citation.metadata["id"]


def state(index: Path, citation: str) -> str:
    return reopen(ChatBot(load_settings(index_dir=index)).reader.current(), citation).state


def test_a_citation_opens_its_passage_after_a_rebuild(cited: tuple[Path, Path, str]):
    docs, index, citation = cited
    (docs / "new.md").write_text("# New\n\nSomething else was written later.\n", encoding="utf-8")
    build([docs], index_dir=index)
    found = reopen(ChatBot(load_settings(index_dir=index)).reader.current(), citation)
    assert found.state == "same"
    assert found.chunk is not None
    assert "1911" in found.chunk.text


def test_a_citation_survives_a_rename(cited: tuple[Path, Path, str]):
    docs, index, citation = cited
    (docs / "mill.md").rename(docs / "weaving.md")
    build([docs], index_dir=index)
    assert state(index, citation) == "same"


def test_it_says_so_when_the_passage_changed(cited: tuple[Path, Path, str]):
    docs, index, citation = cited
    (docs / "mill.md").write_text(TEXT.replace("1911", "1912"), encoding="utf-8")
    build([docs], index_dir=index)
    found = reopen(ChatBot(load_settings(index_dir=index)).reader.current(), citation)
    assert found.state == "changed"
    assert found.chunk is not None
    assert "1911" in found.chunk.text  # what was cited then


def test_it_says_so_when_the_file_is_gone(cited: tuple[Path, Path, str]):
    docs, index, citation = cited
    (docs / "mill.md").unlink()
    build([docs], index_dir=index)
    assert state(index, citation) == "gone"


def test_an_id_that_never_was_is_unknown(cited: tuple[Path, Path, str]):
    assert state(cited[1], "0" * 24) == "unknown"
