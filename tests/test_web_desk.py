"""What the page does with questions and documents, without a browser."""

from __future__ import annotations

import json
import threading
import time

import pytest
from openai_server import OpenAIServer, Reply

from bot.settings import load_settings
from bot.web.building import BuildState
from bot.web.desk import Desk, Scope
from bot.web.examples import examples
from bot.web.filters import Filters, narrowed_html
from bot.web.problems import problem_line, reason_html
from bot.web.turns import Turn
from index.builder import build
from index.errors import IndexMissing, QuestionError

QUESTION = "Who founded the lighthouse museum on Gull Point?"


@pytest.fixture(scope="module")
def desk(built):
    return Desk(load_settings(docs_dir=built[0], index_dir=built[1]))


def last(desk, question, turns=(), scope=None, **more):
    return list(desk.ask(question, turns, scope or Scope({}), "en", **more))[-1][0]


def test_a_follow_up_is_understood_by_what_was_said_and_shows_what_was_searched(desk):
    turns = last(desk, "When was the lighthouse museum on Gull Point founded?")
    turns = last(desk, "And who founded it?", turns)
    assert "Gull Point" in turns[1].answer["searched"]
    assert "Edmund Farrow" in turns[1].answer["answer"]


def test_the_number_of_passages_is_that_of_the_scope(desk):
    few = last(desk, "How many moons does Neptune have?", scope=Scope({}, 2))
    assert len(few[0].answer["nearest"]) == 2
    assert desk.bot.settings.top_k == 5


def test_a_question_before_the_first_build_is_done_is_told_to_wait(tmp_path):
    desk = Desk(load_settings(docs_dir=tmp_path, index_dir=tmp_path / "index"))
    assert "no index" in last(desk, QUESTION)[0].problem
    desk.library.builder.state = BuildState(running=True)
    assert "being built" in last(desk, QUESTION)[0].problem
    assert "being built" in desk.search(QUESTION, Scope({}), "en")


def test_examples_are_questions_that_get_an_answer_from_the_corpus(desk):
    found = examples(desk.quoting, "en")
    assert found
    for question in found:
        assert not last(desk, question)[0].answer["refused"]


def test_an_example_says_alone_what_it_is_about(tmp_path):
    (tmp_path / "docs").mkdir()
    for name, subject in (("tram", "Tramways of Ostervik"), ("ferry", "Ferries across Lake Sund")):
        text = f"# {subject}\n\n## Background\n\nThe {subject.lower()} began in 1911 with two lines.\n\n"
        text += f"## Why {name} drivers left the union\n\nThe drivers of the {name} left because their pay was cut."
        (tmp_path / "docs" / f"{name}.md").write_text(text, "utf-8")
    build([tmp_path / "docs"], index_dir=tmp_path / "index")
    found = " ".join(examples(Desk(load_settings(index_dir=tmp_path / "index")).quoting, "en"))
    assert "Background" not in found
    assert "Tramways of Ostervik" in found
    assert "Ferries across Lake Sund" in found


def test_a_citation_opens_as_it_was_when_its_file_has_changed_or_gone(docs, tmp_path):
    build([docs], index_dir=tmp_path / "index")
    desk = Desk(load_settings(docs_dir=docs, index_dir=tmp_path / "index"))
    citation = last(desk, QUESTION)[0].citations[0]
    place = {"chunk": citation["id"], "at": f"{citation['start']}-{citation['end']}"}
    assert "has changed" not in desk.shelf.open_citation(place, "en")
    path = docs / "museum" / "lighthouse.md"
    path.write_text(path.read_text("utf-8").replace("Edmund Farrow", "Ida Moss"), "utf-8")
    build([docs], index_dir=tmp_path / "index")
    opened = desk.shelf.open_citation(place, "en")
    assert "The file has changed" in opened
    assert "Edmund Farrow" in opened
    path.unlink()
    build([docs], index_dir=tmp_path / "index")
    assert "no longer in the library" in desk.shelf.open_citation(place, "en")
    assert "no longer in the index" in desk.shelf.open_citation({"chunk": "ab" * 10}, "en")


def test_a_scope_is_made_of_what_a_browser_sends_and_nothing_else():
    scope = Filters.scope([["a.md"], [], None, ["x"], 7, "extractive"])
    assert (scope.where, scope.passages, scope.model) == ({"source": ["a.md"], "folder": ["x"]}, 7, "extractive")
    assert Filters.scope([]) == Scope({})
    assert Filters.scope([[], [], [], [], 10**9, {"a": 1}]).passages == 20


def test_what_is_narrowed_is_told_by_title():
    scope = Scope({"source": ["a.md"], "language": ["ko"]})
    assert "Only in: Bees &amp; more, Korean" in narrowed_html(scope, {"a.md": "Bees & more"}, "en")
    assert narrowed_html(Scope({}), {}, "en") == ""


def test_what_went_wrong_is_told_in_the_language_of_the_page():
    error = IndexMissing("there is no index in x; build one with: python -m bot build")
    assert problem_line(error, "en") == str(error)
    assert problem_line(error, "ru").startswith("Индекса ещё нет. (В x нет индекса")
    assert problem_line(QuestionError("the question has no words; ask"), "ko").startswith("질문에 낱말이 없습니다")


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("is a damaged PDF (x): get the file again", "파일이 손상"),
        ("is encrypted: save it without a password", "암호"),
        ("is larger than 200 MiB: split it", "너무 큽니다"),
        ("took over 60 s to read: split it", "너무 오래"),
        ("is an old .doc file: install LibreOffice, or save it as .docx", "프로그램을 더 설치"),
        ("is a film or sound file, not a document", "문서 형식이 아닙니다"),
        ("is empty", "글자가 없는"),
        ("something nobody foresaw", "읽지 못했습니다"),
    ],
)
def test_the_reason_of_an_unread_file_is_told_in_the_language_of_the_page(reason, says):
    shown = reason_html(reason, "ko")
    assert says in shown


@pytest.fixture
def written(built):
    """A desk whose answers a slow chat model writes, and the model."""
    pytest.importorskip("langchain_openai", reason="needs the openai extra: pip install -e '.[openai]'")
    halls = (f"In hall {n} it keeps 312 lamps [1]. " for n in range(20))
    text = "Edmund Farrow founded the museum [1]. " + "".join(halls)
    with OpenAIServer(Reply(text, delay=0.05)) as server:
        given = {"llm": "openai:stand-in", "llm_base_url": server.url, "llm_api_key": "none", "llm_translate": False}
        yield Desk(load_settings(docs_dir=built[0], index_dir=built[1], **given)), server


def test_the_reader_chooses_between_the_model_and_quotes(written):
    desk, server = written
    assert desk.models == ["openai:stand-in", "extractive"]
    quoted = last(desk, QUESTION, scope=Scope({}, 0, "extractive"))
    assert quoted[0].answer["model"] == "extractive"
    assert server.requests == []
    assert "none" not in json.dumps(desk.models)


def test_stopping_hangs_up_on_the_model_and_keeps_what_was_written(written):
    desk, server = written
    turns: list[Turn] = []
    growing = desk.ask(QUESTION, (), Scope({}), "en", session="s")
    for turns, _ in growing:
        if "312" in turns[0].answer.get("answer", ""):  # the first sentence is checked, and what checks it is loaded
            break
    threading.Timer(0.1, desk.stop, ["s"]).start()
    started = time.monotonic()
    turns = list(growing)[-1][0]
    assert time.monotonic() - started < 1.5  # the whole would take over 4
    assert "Farrow" in turns[0].answer["answer"]
    assert turns[0].answer["answer"].count("312") < 15
    deadline = time.monotonic() + 5
    while server.busy and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.busy
