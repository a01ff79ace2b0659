"""A chat model and a question that quotes would hardly answer."""

import pytest

from tests.openai_server import OpenAIServer, Reply
from tests.test_written import ask, bot_at, museum_index


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory):
    return museum_index(tmp_path_factory)


BEACONS = "Who set up this collection of beacons?"  # quotes would be refused for it; the museum's founder answers it


def test_what_is_too_unlikely_for_quotes_is_left_to_the_model_with_a_caveat(index_dir):
    answer, _ = ask(index_dir, "The museum was founded by Edmund Farrow [1].", BEACONS)
    assert not answer.refused
    assert answer.doubtful
    assert [segment.status for segment in answer.segments] == ["lead", "supported"]


@pytest.mark.parametrize("text", ["NO_ANSWER_IN_SOURCES", "A candle burns in every window of the palace."])
def test_where_the_model_knows_nothing_either_the_question_is_refused(index_dir, text: str):
    answer, _ = ask(index_dir, text, BEACONS)
    assert answer.refused
    assert not answer.doubtful
    assert not answer.citations
    assert not any(segment.status == "quote" for segment in answer.segments)


def test_a_model_is_not_asked_what_the_documents_have_nothing_of(index_dir):
    with OpenAIServer("Nobody knows [1].") as server:
        assert bot_at(index_dir, server.url).ask("How much must a family pay for a visit?").refused
        assert not server.requests


@pytest.mark.parametrize(
    "text",
    [
        "The sources do not say what it cost.",
        "이 자료에는 건축비가 나오지 않습니다.",
        "О стоимости в источниках ничего не сказано.",
    ],
)
def test_what_the_model_says_of_the_sources_themselves_is_no_fault(index_dir, text: str):
    answer, _ = ask(index_dir, f"It keeps 312 lamps [1]. {text}")
    assert [segment.status for segment in answer.segments if segment.status != "lead"] == ["supported", "aside"]
    assert not answer.segments[1].citations
    assert not answer.refused


def test_a_figure_beside_such_words_is_checked(index_dir):
    answer, _ = ask(index_dir, "It keeps 312 lamps [1]. The sources do not say so, but it cost 950 million dollars.")
    assert answer.segments[1].status == "unsupported"
    assert answer.segments[1].flags


def test_in_strict_mode_only_what_holds_is_shown(index_dir):
    answer, _ = ask(index_dir, "It keeps 312 lamps [1]. The sources do not say what it cost.", llm_strict=True)
    assert "cost" not in answer.answer


@pytest.mark.parametrize(
    "text", ["The museum's documents were not insured by anybody.", "Документы музея не были подписаны никем."]
)
def test_documents_in_the_story_are_no_sources(index_dir, text: str):
    answer, _ = ask(index_dir, f"It keeps 312 lamps [1]. {text}")
    assert answer.segments[1].status == "unsupported"


def test_nothing_is_translated_for_an_answer_that_is_refused(index_dir):
    with OpenAIServer("The museum was founded in 1912 by Peter Novak [1].") as server:
        assert bot_at(index_dir, server.url, llm_translate=True).ask(BEACONS).refused
        assert len(server.requests) == 1


def test_a_model_that_fails_where_quotes_are_refused_is_recorded(index_dir):
    answer, _ = ask(index_dir, Reply(status=401), BEACONS)
    assert answer.refused
    assert answer.failure
