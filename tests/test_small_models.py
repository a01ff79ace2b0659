"""What small models do, with the whole chain: small windows, no end, nothing that the documents bear out."""

import time
from pathlib import Path

import pytest

from bot.answer import Complete, Thought
from bot.web.growing import Growing
from index.builder import build
from tests.openai_server import OpenAIServer, Reply, with_window
from tests.test_written import QUESTION, ask, bot_at, museum_index


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return museum_index(tmp_path_factory)


def test_a_model_that_goes_round_in_circles_is_ended_and_the_answer_stands(index_dir):
    with OpenAIServer(Reply("It keeps 312 lamps [1]. " * 4000, delay=0.005)) as server:
        answer = bot_at(index_dir, server.url).ask(QUESTION)
        deadline = time.monotonic() + 3
        while not server.left and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.left == 1  # hung up on
    assert [segment.text for segment in answer.segments if segment.status != "lead"] == ["It keeps 312 lamps."]
    assert not answer.failure


@pytest.mark.parametrize("text", ["The answer is: " * 40, "Волны бьют о берег. Погода портится [1].", "[1]"])
def test_where_nothing_is_borne_out_the_documents_answer(index_dir, text: str):
    answer, events = ask(index_dir, text)
    assert answer.failure == "astray"
    assert not answer.refused
    assert any(segment.status == "quote" for segment in answer.segments)
    assert any("312" in citation.quote for citation in answer.citations)
    assert isinstance(events[-1], Complete)


@pytest.mark.parametrize(
    "text",
    [
        "The sources do not say how many volcanoes there are.",
        "I'm sorry, but I cannot answer this question.",
        "제공된 자료에서 답을 찾을 수 없습니다.",
        "В источниках об этом ничего не сказано.",
        "**No answer in sources**",
    ],
)
def test_a_model_that_declines_in_its_own_words_is_believed(index_dir, text: str):
    answer, _ = ask(index_dir, text)
    assert answer.refused
    assert answer.checks.declined == 1


def test_a_thought_aloud_that_had_no_beginning_is_taken_back(index_dir):
    reply = "The user asks about lamps, so look at the fee of 12 dollars.\n</think>\nIt keeps 312 lamps [1]."
    with OpenAIServer(reply) as server:
        bot = bot_at(index_dir, server.url)
        first = list(bot.stream(QUESTION))
        second = list(bot.stream(QUESTION))
    growing = Growing("en")
    for event in first:
        growing.take(event)
        if isinstance(event, Thought):
            assert not growing.answer["segments"]
    for events in (first, second):
        assert [s.text for s in events[-1].answer.segments if s.status != "lead"] == ["It keeps 312 lamps."]
        assert [citation.n for citation in events[-1].answer.citations][:1] == [1]
    assert any(isinstance(event, Thought) for event in first)
    assert not any(isinstance(event, Thought) for event in second)  # it is known by now


def test_a_window_smaller_than_said_gets_fewer_sources(index_dir):
    with OpenAIServer("It keeps 312 lamps [1].") as server:
        bot_at(index_dir, server.url).ask(QUESTION)
        whole = sum(len(message["content"]) for message in server.requests[0]["messages"])
    with OpenAIServer(with_window(whole - 20, "It keeps 312 lamps [1].")) as server:
        bot = bot_at(index_dir, server.url)
        answer = bot.ask(QUESTION)
        calls = len(server.requests)
        bot.ask(QUESTION)
        assert len(server.requests) == calls + 1  # it is known by now
    assert calls > 1
    assert answer.segments[0].text == "It keeps 312 lamps."
    assert not answer.failure


def test_a_window_too_small_for_anything_is_told(index_dir):
    answer, _ = ask(index_dir, with_window(10, "never"))
    assert answer.failure == "window"
    assert "longer than it can read" in answer.segments[0].text
    assert answer.citations


def test_an_answer_ended_by_the_limit_of_tokens_shows_where(index_dir):
    answer, _ = ask(index_dir, Reply("It keeps 312 lamps [1]. The museum was founded", finish="length"))
    assert answer.segments[1].text == "The museum was founded …"


def test_a_translation_in_the_wrong_language_or_without_an_end_is_left_out(index_dir):
    def reply(messages: list[dict]) -> str:
        return "1. 입장료 " * 500 if "translate" in messages[0]["content"] else "The entrance fee is 15 dollars."

    answer, _ = ask(index_dir, reply, "What is the fee (입장료) of the museum guide?", llm_translate=True)
    assert not any(citation.translation for citation in answer.citations)


def test_a_passage_longer_than_the_window_is_cut_around_what_answers(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    waves = " ".join(f"Wave number {n} broke on the rocks of the northern shore." for n in range(8))
    (docs / "log.md").write_text(f"# Log\n\n{waves} The museum keeps 312 lamps. {waves}\n", encoding="utf-8")
    build([docs], index_dir=tmp_path / "index")
    with OpenAIServer(with_window(1900, "It keeps 312 lamps [1].")) as server:
        answer = bot_at(tmp_path / "index", server.url).ask("How many lamps does the museum keep?")
        seen = server.requests[-1]["messages"][1]["content"]
    assert "The museum keeps 312 lamps." in seen
    assert answer.segments[0].status == "supported"
    assert not answer.failure


def test_a_figure_alone_is_checked_with_its_question(index_dir):
    question = "In which year was the lighthouse museum founded?"
    assert ask(index_dir, "1987 [1].", question)[0].segments[0].status == "supported"
    assert ask(index_dir, "312 [1].", question)[0].segments[0].status != "supported"


def test_a_model_that_wrote_nothing_did_not_break_off(index_dir):
    answer, _ = ask(index_dir, Reply(status=500), "How many lamps does the lighthouse museum of Toronto keep?")
    assert any("did not answer" in segment.text for segment in answer.segments)
    assert answer.model == "extractive"


def test_names_that_the_question_gave_away_support_nothing(index_dir):
    question = "What did Edmund Farrow do for the lighthouse museum on Gull Point?"
    invented = "Edmund Farrow was a famous painter of horses whose children loved the mountains near Gull Point."
    answer, _ = ask(index_dir, f"{invented} Edmund Farrow founded the lighthouse museum in 1987.", question)
    assert [segment.status for segment in answer.segments if segment.status != "lead"] == ["unsupported", "supported"]


@pytest.mark.parametrize("rewritten", ["It was not founded in 1990.", "Who founded the lighthouse museum?"])
def test_a_follow_up_that_is_answered_or_only_repeated_is_made_whole_without_the_model(index_dir, rewritten: str):
    def reply(messages: list[dict]) -> str:
        return rewritten if "follow-up" in messages[0]["content"] else "It keeps 312 lamps [1]."

    history = [("Who founded the lighthouse museum?", "Edmund Farrow.")]
    with OpenAIServer(reply) as server:
        answer = bot_at(index_dir, server.url).ask("And how many lamps does it keep?", history=history)
    assert answer.searched != rewritten
    assert "lamps" in answer.searched
