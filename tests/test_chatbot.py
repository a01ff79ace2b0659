from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot import ask
from bot.answer import Answer, Complete, Event, Searched, Sentence, Sources
from bot.chatbot import ChatBot
from bot.phrases import doubt
from bot.settings import load_settings
from index.errors import IndexMissing, QuestionError

QUESTIONS = {
    "ko": "하늘다리는 언제 개통되었나?",
    "en": "Who founded the lighthouse museum?",
    "ru": "Сколько холодильников выпустил завод в 2020 году?",
}
OFF_TOPIC = {
    "ko": "브라질의 인구는 몇 명인가?",
    "en": "What is the capital of Australia?",
    "ru": "Сколько планет в Солнечной системе?",
}


@pytest.fixture(scope="module")
def bot(built: tuple[Path, Path]) -> ChatBot:
    return ChatBot(load_settings(index_dir=built[1]))


def documents_of(bot: ChatBot) -> dict[str, str]:
    generation = bot.reader.current()
    return {e.source: generation.document(e.key).text for e in generation.manifest.files}


@pytest.mark.parametrize(("language", "held"), [("ko", "2014년 9월 3일"), ("en", "Edmund Farrow"), ("ru", "96 тысяч")])
def test_an_answer_is_verbatim_cited_and_introduced_in_the_readers_language(
    bot: ChatBot, language: str, held: str
) -> None:
    answer = bot.ask(QUESTIONS[language])
    assert not answer.refused
    assert answer.language == language
    assert held in answer.answer[:500]
    texts = documents_of(bot)
    numbers = {n for segment in answer.segments for n in segment.citations}
    assert numbers == {citation.n for citation in answer.citations}
    for citation in answer.citations:
        assert citation.quote == texts[citation.metadata["source"]][citation.start : citation.end]
        assert all(0 <= a < b <= len(citation.quote) for a, b in citation.marks)
    for segment in answer.segments:
        assert (segment.status == "quote") == bool(segment.citations)


@pytest.mark.parametrize(("language", "question"), OFF_TOPIC.items())
def test_what_the_documents_do_not_hold_is_refused_in_the_questions_language(
    bot: ChatBot, language: str, question: str
) -> None:
    answer = bot.ask(question)
    assert answer.refused
    assert answer.language == language
    assert answer.citations == ()
    assert all(not segment.citations for segment in answer.segments)
    assert answer.nearest
    texts = documents_of(bot)
    assert all(c.quote == texts[c.metadata["source"]][c.start : c.end] for c in answer.nearest)


def test_an_answer_that_was_nearly_refused_says_so_first(bot: ChatBot) -> None:
    near, sure = bot.ask("Who painted the lighthouse?"), bot.ask(QUESTIONS["en"])
    assert near.doubtful
    assert near.as_dict()["doubtful"]
    assert near.segments[0].text == doubt("en")
    assert not sure.doubtful
    assert doubt("en") not in sure.answer


def test_the_part_of_a_question_that_nothing_answers_is_told_behind_the_answer(bot: ChatBot) -> None:
    answer = bot.ask("Who founded the lighthouse museum and what is the population of Brazil?")
    assert "Edmund Farrow" in answer.answer
    assert "what is the population of Brazil?" in answer.segments[-1].text
    assert answer.segments[-1].status == "lead"


def test_a_name_that_the_passages_do_not_hold_is_told_first(bot: ChatBot) -> None:
    answer = bot.ask("When was the lighthouse museum of Toronto founded?")
    assert answer.unmentioned == ("Toronto",)
    assert answer.as_dict()["unmentioned"] == ["Toronto"]
    assert any("Toronto" in segment.text and segment.status == "lead" for segment in answer.segments)
    assert bot.ask(QUESTIONS["en"]).unmentioned == ()


def test_an_unlikely_answer_is_refused_when_its_name_is_nowhere(bot: ChatBot) -> None:
    assert bot.ask("Who painted the lighthouse?").doubtful
    answer = bot.ask("Who painted the lighthouse in Toronto?")
    assert answer.refused
    assert answer.nearest
    assert answer.unmentioned == ("Toronto",)
    assert doubt("en") not in answer.answer


def test_a_bare_name_is_answered_in_the_pages_language(bot: ChatBot) -> None:
    assert bot.ask("Edmund Farrow", language="ru").language == "ru"
    assert bot.ask("Edmund Farrow").language == "en"
    assert bot.ask("Кто такая Галина Соколова?", language="en").language == "ru"


def names(events: Iterable[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_stream_tells_what_is_searched_then_found_then_said(bot: ChatBot) -> None:
    events = list(bot.stream(QUESTIONS["en"]))
    assert isinstance(events[0], Searched)
    assert isinstance(events[1], Sources)
    assert isinstance(events[-1], Complete)
    assert names(events).count("Complete") == 1
    told = tuple(event.segment for event in events if isinstance(event, Sentence))
    assert told == events[-1].answer.segments == bot.ask(QUESTIONS["en"]).segments


def test_one_bot_keeps_nothing_of_a_conversation(bot: ChatBot) -> None:
    alone = bot.ask(QUESTIONS["en"])
    bot.ask(QUESTIONS["ko"], history=[(QUESTIONS["en"], alone.answer)])
    assert bot.ask(QUESTIONS["en"]) == alone


def test_a_filter_narrows_what_is_searched(bot: ChatBot) -> None:
    answer = bot.ask(QUESTIONS["en"], where={"language": "ko"})
    assert {c.metadata["source"] for c in (*answer.citations, *answer.nearest)} <= {"다리.md"}
    assert bot.ask(QUESTIONS["en"], where={"language": "xx"}).refused


@pytest.mark.parametrize("question", ["", " ?! ", "가" * 100_000])
def test_a_question_that_cannot_be_searched_is_said_at_once(bot: ChatBot, question: str) -> None:
    with pytest.raises(QuestionError):
        bot.ask(question)


def test_from_python_one_call_is_enough(built: tuple[Path, Path], tmp_path: Path) -> None:
    answer: Answer = ask(QUESTIONS["en"], index_dir=built[1], top_k=3, where={"language": "en"})
    assert "Edmund Farrow" in answer.answer
    with pytest.raises(IndexMissing, match="python -m bot build"):
        ask(QUESTIONS["en"], index_dir=tmp_path)


def test_an_answer_as_data_renders_to_its_text(bot: ChatBot) -> None:
    value = bot.ask(QUESTIONS["ko"]).as_dict()
    assert value["answer"].count("[1]") == 1
    assert value["citations"][0]["n"] == 1
    assert "하늘다리" in value["citations"][0]["quote"]


@pytest.mark.parametrize(
    "history", ["abc", ["Who?"], [("user", "Who?"), ("assistant", "She.")], [{"role": "user", "content": "Who?"}], [1]]
)
def test_a_history_of_another_shape_is_named(bot: ChatBot, history: Any) -> None:
    with pytest.raises(QuestionError, match="pairs of question and answer"):
        bot.ask(QUESTIONS["en"], history=history)


def test_no_passages_to_answer_from_are_refused(bot: ChatBot) -> None:
    with pytest.raises(QuestionError, match="k is how many passages"):
        bot.ask(QUESTIONS["en"], k=0)


def test_a_runnable_takes_a_question_or_named_arguments(bot: ChatBot) -> None:
    chain = bot.as_runnable()
    assert chain.invoke(QUESTIONS["en"]).answer == chain.invoke({"question": QUESTIONS["en"], "k": 5}).answer
    with pytest.raises(QuestionError, match="give a question"):
        chain.invoke({"input": QUESTIONS["en"]})


def test_a_runnable_gives_text_to_what_wants_a_string(bot: ChatBot) -> None:
    from langchain_core.output_parsers import StrOutputParser

    text = (bot.as_runnable() | str | StrOutputParser()).invoke(QUESTIONS["en"])
    assert text == str(bot.ask(QUESTIONS["en"]))


def test_what_is_used_from_python_is_found_at_the_top() -> None:
    import bot as package
    import index

    assert all(getattr(package, name) for name in package.__all__)
    assert package.DocentError is index.DocentError
