"""A chat model's answer in the terminal: its words as they come, and what was found about them."""

import io
import sys
import threading

import pytest

from bot.__main__ import main
from tests.openai_server import OpenAIServer, Reply
from tests.test_doubtful import BEACONS
from tests.test_written import KEY, QUESTION, museum_index


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory):
    return museum_index(tmp_path_factory)


@pytest.fixture
def settings(monkeypatch, index_dir):
    """Point the command line to a server."""

    def point_to(url: str) -> None:
        for name, value in (("LLM", "openai:x"), ("LLM_BASE_URL", url), ("LLM_API_KEY", KEY), ("LLM_RETRIES", "0")):
            monkeypatch.setenv(f"DOCENT_{name}", value)
        monkeypatch.setenv("DOCENT_INDEX_DIR", str(index_dir))

    return point_to


def asked(capsys, settings, reply, *arguments: str) -> str:
    with OpenAIServer(reply) as server:
        settings(server.url)
        assert main(list(arguments) or ["ask", QUESTION]) == 0
    return capsys.readouterr().out


def test_a_figure_that_no_source_holds_is_told_behind_its_sentence(capsys, settings):
    out = asked(capsys, settings, "It keeps 312 lamps [1]. It was founded in 1912 [1].")
    lines = out.splitlines()
    assert lines[0] == "It keeps 312 lamps. [1]"
    assert lines[1].startswith("It was founded in 1912. (figure not in the source: 1912)")


def test_words_are_printed_before_the_model_has_ended(capsys, settings, monkeypatch):
    seen = threading.Event()

    class Screen(io.StringIO):
        def write(self, text: str) -> int:
            if "keeps" in text:
                seen.set()
            return super().write(text)

    def reply(_):
        return Reply("It keeps 312 lamps [1]. It was founded in 1987 [1]. " + "It is open. " * 3, delay=0.05)

    monkeypatch.setattr(sys, "stdout", screen := Screen())
    with OpenAIServer(reply) as server:
        settings(server.url)
        asking = threading.Thread(target=main, args=(["ask", QUESTION],))
        asking.start()
        assert seen.wait(10)
        assert asking.is_alive()
        assert "1987" not in screen.getvalue()
        asking.join()
    assert screen.getvalue().count("It keeps 312 lamps.") == 1


def test_a_thought_aloud_is_set_apart_and_the_answer_follows(capsys, settings):
    out = asked(capsys, settings, "Let me think about the lamps. They are many.</think>It keeps 312 lamps [1].")
    thought, _, answer = out.partition("\n…\n")
    assert "think" in thought
    assert answer.startswith("It keeps 312 lamps. [1]")


def test_when_the_model_fails_midway_its_words_stand_once_and_the_documents_go_on(capsys, settings):
    out = asked(capsys, settings, Reply("It keeps 312 lamps [1]. It was founded in 1987 by", cut=9))
    assert out.splitlines()[0] == "It keeps 312 lamps. [1]"
    assert out.splitlines().count("It keeps 312 lamps. [1]") == 1
    assert "broke off" in out
    assert "[1] museum.md" in out


def test_a_caveat_before_a_thought_is_printed_once(capsys, settings):
    reply = "Let me think about it. Hm yes.</think>The museum was founded by Edmund Farrow [1]."
    out = asked(capsys, settings, reply, "ask", BEACONS)
    assert out.count("may not hold the answer") == 1
    assert out.count("founded by Edmund Farrow. [1]") == 1


def test_nearest_passages_of_a_refusal_have_no_numbers(capsys, settings):
    out = asked(capsys, settings, "It was founded in 1912 by Peter Novak [2].", "ask", BEACONS)
    assert "Peter Novak" in out
    assert "\nguide.md" in out
    assert "[1] " not in out.partition("No answer")[2]


def test_a_question_is_not_said_again_for_its_spaces(capsys, settings):
    out = asked(capsys, settings, "It keeps 312 lamps [1].", "ask", "How many  lamps does the\nmuseum keep?")
    assert out.startswith("It keeps 312 lamps.")


def test_the_quote_that_a_sentence_rests_on_is_printed_below_its_source(capsys, settings):
    out = asked(capsys, settings, "It keeps 312 lamps [1].")
    assert "    “It keeps 312 lamps and a library of sea charts.”" in out.partition("[1] museum.md")[2]


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_a_file_that_cannot_be_written_is_said_before_the_model_is_asked(capsys, settings, command: str):
    with OpenAIServer("It keeps 312 lamps [1].") as server:
        settings(server.url)
        assert main([command, *([QUESTION] if command == "ask" else []), "--export", "answer.pdf"]) == 2
    assert server.requests == []
    assert "no export to .pdf" in capsys.readouterr().err


def test_a_model_that_the_server_does_not_know_is_named(capsys, settings):
    with OpenAIServer(Reply(status=404, error="The model `x` does not exist")) as server:
        settings(server.url)
        assert main(["ask", QUESTION]) == 0
    said = capsys.readouterr()
    assert "did not answer (its server has no such model); the documents are quoted instead" in said.out
    assert "the chat model openai:x did not answer (unknown); the server has no model of this name" in said.err
