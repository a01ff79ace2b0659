"""Answers of the page as files: what a browser kept becomes answers again, whatever it sends."""

from __future__ import annotations

import base64
import json

import pytest
from test_web_views import ANSWER, TURN

from bot.export import exported
from bot.web.answers import EXPORTS
from bot.web.exports import answers_of, export_file
from bot.web.turns import Turn, restore, store


def content(turns, suffix):
    return base64.b64decode(json.loads(export_file(turns, suffix))["content"])


def test_an_answer_comes_back_from_the_page_as_it_was():
    [found] = answers_of(restore(store([TURN])))
    assert (found.segments, found.searched, found.model) == (ANSWER.segments, ANSWER.searched, ANSWER.model)
    assert [c.quote for c in found.citations] == [c.quote for c in ANSWER.citations]
    assert found.citations[0].metadata["publisher"] == "Hive"


@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_format_of_the_menu_is_that_of_the_command_line(suffix):
    kept = restore(store([TURN]))
    written = content(kept, suffix)
    assert written
    if suffix != ".docx":  # whose parts carry the time
        assert written == exported(answers_of(kept), suffix)


def test_the_section_and_the_gloss_of_a_quote_come_back_and_the_file_is_called_by_the_question():
    row = json.loads(store([TURN]))[0]
    row["answer"]["citations"][0] |= {"headings": ["Nights"], "gloss": "sleep 잠"}
    kept = restore(json.dumps([row]))
    written = content(kept, ".md").decode()
    assert "Bees › Nights" in written
    assert "sleep 잠" in written
    assert json.loads(export_file(kept, ".md"))["name"].startswith("When-do-bees-sleep-20")


def test_what_a_document_says_stays_text_in_a_file():
    row = json.loads(store([TURN]))[0]
    row["answer"]["citations"][0] |= {"quote": "<img src=x onerror=alert(1)>", "language": '"><script>', "authors": [3]}
    written = content(restore(json.dumps([row])), ".html").decode()
    assert "<img" not in written
    assert "<script" not in written


def test_nothing_is_kept_of_nothing_or_in_an_unknown_format():
    assert export_file([], ".md") == export_file([Turn("q", problem="x")], ".md") == export_file([TURN], ".exe") == ""
