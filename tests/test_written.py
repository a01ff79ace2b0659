"""The whole chain with a chat model on loopback: what a reader gets, whatever the model does."""

import asyncio
import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.answer import Answer, Cited, Complete, Sentence, Sources, Text
from bot.chatbot import ChatBot
from bot.export import exported
from bot.settings import load_settings
from index.builder import build
from index.errors import MissingDependency
from tests.openai_server import OpenAIServer, Reply

KEY = "sk-never-show-this"
QUESTION = "How many lamps does the lighthouse museum keep?"
MUSEUM = """---
title: The Lighthouse Museum
date: 2019
language: en
---
# The Lighthouse Museum

The lighthouse museum on Gull Point was founded in 1987 by the sailor Edmund Farrow. It keeps 312 lamps and a
library of sea charts. The entrance fee is 12 dollars.
"""
GUIDE = """---
title: 등대박물관 안내
date: 2023
language: ko
---
# 등대박물관

등대박물관은 1987년에 선원 에드먼드 패로가 세웠다. 입장료는 15달러이다.
"""


def museum_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the two texts."""
    docs, index = tmp_path_factory.mktemp("docs"), tmp_path_factory.mktemp("index")
    (docs / "museum.md").write_text(MUSEUM, encoding="utf-8")
    (docs / "guide.md").write_text(GUIDE, encoding="utf-8")
    build([docs], index_dir=index)
    return index


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return museum_index(tmp_path_factory)


def ask(index_dir, replies, question: str = QUESTION, **settings) -> tuple[Answer, list]:
    with OpenAIServer(replies) as server:
        bot = bot_at(index_dir, server.url, **settings)
        events = list(bot.stream(question))
    return events[-1].answer, events


def bot_at(index_dir, url: str, **settings) -> ChatBot:
    given = {"llm_translate": False, "llm_retries": 0} | settings
    return ChatBot(load_settings(llm="openai:x", llm_base_url=url, llm_api_key=KEY, index_dir=index_dir, **given))


def test_an_answer_is_verified_sentence_by_sentence(index_dir):
    answer, events = ask(index_dir, "It keeps 312 lamps [1]. The museum was founded in 1987 by Edmund Farrow [1].")
    assert [segment.status for segment in answer.segments[:2]] == ["supported", "supported"]
    assert "312 lamps" in answer.citations[0].quote
    assert (answer.refused, answer.failure, answer.model, answer.prompt_version) == (False, "", "openai:x", 2)
    kinds = [type(event) for event in events]
    assert kinds.index(Text) < kinds.index(Cited) < kinds.index(Sentence)


def test_a_name_that_no_source_holds_is_told_before_the_model_writes(index_dir):
    question = "How many lamps does the lighthouse museum of Toronto keep?"
    answer, events = ask(index_dir, "It keeps 312 lamps [1].", question)
    assert answer.unmentioned == ("Toronto",)
    assert "Toronto" in answer.segments[0].text
    kinds = [type(event) for event in events]
    assert kinds.index(Sentence) < kinds.index(Text)


def test_a_model_that_fails_does_not_make_the_reader_hear_it_twice(index_dir):
    answer, _ = ask(index_dir, Reply(status=500), "How many lamps does the lighthouse museum of Toronto keep?")
    assert sum("Toronto" in segment.text for segment in answer.segments) == 1


def test_pieces_join_to_the_sentences(index_dir):
    _, events = ask(index_dir, Reply("It keeps 312 lamps [1]. Visitors pay 12 dollars. [1]", pieces=3))
    buffer = ""
    for event in events:
        if isinstance(event, Text):
            buffer += event.text
        elif isinstance(event, Sentence) and buffer:
            assert event.segment.text == buffer
            buffer = ""
    assert buffer == ""


def test_first_words_are_there_within_300_ms_of_the_first_token(index_dir):
    bot_at(index_dir, "http://127.0.0.1:9/v1").ask(QUESTION)
    with OpenAIServer(Reply("It keeps 312 lamps [1].", delay=0.05)) as server:
        begun = 0.0
        for event in bot_at(index_dir, server.url).stream(QUESTION):
            if server.requests and not begun:
                begun = time.monotonic()
            if isinstance(event, Text):
                break
        assert time.monotonic() - begun < 0.4


def test_an_invented_figure_is_flagged(index_dir):
    answer, _ = ask(index_dir, "It keeps 312 lamps [1]. It keeps 900 charts [1].")
    flag = answer.segments[1].flags[0]
    assert answer.segments[1].text[flag.start : flag.end] == "900"


def test_an_invented_source_is_removed_and_counted(index_dir):
    answer, _ = ask(index_dir, "It keeps 312 lamps [99].")
    assert answer.checks.invented == 1
    assert answer.checks.added == 1
    assert "[99]" not in answer.answer


def test_strict_mode_leaves_out_what_nothing_supports(index_dir):
    answer, events = ask(index_dir, "It keeps 312 lamps [1]. Volcanoes emit sulphur gas.", llm_strict=True)
    assert "Volcanoes" not in json.dumps(answer.as_dict())
    assert not [event for event in events if isinstance(event, Text)]
    assert answer.checks.dropped == 1


def test_the_wrong_language_is_counted_and_still_verified(index_dir):
    answer, _ = ask(index_dir, "Музей хранит 312 ламп под крышей [1].")
    assert answer.checks.other_language == 1
    assert answer.segments[0].citations


@pytest.mark.parametrize(
    "reply",
    [Reply(status=500), Reply(status=401), Reply(raw=b"garbage"), Reply(""), Reply("x", first=3)],
    ids=["500", "401", "garbage", "empty", "slow"],
)
def test_when_the_model_fails_the_documents_answer(index_dir, reply: Reply):
    answer, events = ask(index_dir, reply, llm_timeout=0.4)
    assert answer.segments[0].text.startswith("The language model did not answer")
    assert any("312" in citation.quote for citation in answer.citations)
    assert answer.model == "extractive"
    assert answer.failure
    assert isinstance(events[-1], Complete)
    assert "Traceback" not in answer.answer


def test_when_it_fails_midway_what_stands_stays(index_dir):
    answer, events = ask(index_dir, Reply("It keeps 312 lamps [1]. Visitors pay 12 dol", cut=8))
    texts = [segment.text for segment in answer.segments]
    assert texts[0] == "It keeps 312 lamps."
    assert texts[1].endswith("…")
    assert "broke off" in texts[2]
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_line_of_refusal_refuses(index_dir):
    answer, _ = ask(index_dir, "NO_ANSWER_IN_SOURCES")
    assert answer.refused
    assert answer.citations == ()
    assert answer.nearest
    assert "NO_ANSWER" not in answer.answer


def test_stopping_keeps_what_was_written(index_dir):
    with OpenAIServer(Reply("It keeps 312 lamps [1]. " + "And more words. " * 50, delay=0.02)) as server:
        stop, answer = threading.Event(), None
        for event in bot_at(index_dir, server.url).stream(QUESTION, stop=stop):
            if isinstance(event, Sentence):
                stop.set()
            if isinstance(event, Complete):
                answer = event.answer
    assert answer is not None
    assert answer.segments[0].text == "It keeps 312 lamps."


@pytest.mark.parametrize("model", [True, False])
def test_sources_that_disagree_are_both_shown(index_dir, model: bool):
    question = "What is the entrance fee of the lighthouse museum?"
    if model:
        answer, _ = ask(index_dir, "The entrance fee of the Lighthouse Museum is 12 dollars [1].", question)
    else:
        answer = ChatBot(load_settings(index_dir=index_dir)).ask("등대박물관 입장료는 얼마인가?")
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "15달러" in quotes
    assert "12 dollars" in quotes
    lines = [segment.text for segment in answer.segments if segment.status == "lead"]
    if model:
        assert answer.checks.conflicts == 1
        assert any("2023" in line or "2019" in line for line in lines)  # whose figure, and of when


def test_a_question_for_now_begins_with_the_newest_source(index_dir):
    answer = ChatBot(load_settings(index_dir=index_dir)).ask("등대박물관 입장료는 현재 얼마인가?")
    dates = [citation.metadata["date"] for citation in answer.citations]
    assert dates[0] == max(dates)


@pytest.mark.parametrize(
    ("translation", "checked"), [("The fee is 15 dollars.", True), ("The fee is 50 dollars.", False)]
)
def test_a_quote_in_another_language_is_translated_and_its_figures_checked(index_dir, translation: str, checked: bool):
    def reply(messages: list[dict]) -> str:
        if "translate" in messages[0]["content"]:
            numbers = re.findall(r"^(\d+)\. ", messages[1]["content"], re.MULTILINE)
            return "\n".join(f"{n}. {translation}" for n in numbers)
        return "The entrance fee is 15 dollars."

    answer, _ = ask(index_dir, reply, "What is the fee (입장료) of the museum guide?", llm_translate=True)
    foreign = [citation for citation in answer.citations if "15달러" in citation.quote]
    assert foreign
    assert all(c.translation == translation and c.translation_checked is checked for c in foreign)
    assert not any(c.translation for c in answer.citations if c.metadata["language"] == "en")


def test_fewer_passages_can_be_asked_for(index_dir):
    bot = ChatBot(load_settings(index_dir=index_dir))
    for k in (1, 2):
        found = next(event for event in bot.stream(QUESTION, k=k) if isinstance(event, Sources))
        assert len(found.hits) == k


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (QUESTION, "And who founded it?"),
        ("등대박물관 입장료는 얼마인가?", "그건 누가 세웠나요?"),
        ("Сколько ламп хранит музей маяка?", "А кто его основал?"),
    ],
)
def test_a_follow_up_after_an_answer_is_made_whole(index_dir, first: str, then: str):
    bot = ChatBot(load_settings(index_dir=index_dir))
    before = bot.ask(first)
    answer = bot.ask(then, history=[(before.searched, before.answer)])
    assert answer.searched != then
    assert "Farrow" in answer.answer or "패로" in answer.answer


def test_neither_key_nor_prompt_is_in_data_or_exports(index_dir):
    answer, _ = ask(
        index_dir, f"It keeps 312 lamps [1]. The key is {KEY}. You answer questions for people who check every"
    )
    told = json.dumps(answer.as_dict()) + "".join(exported([answer], s).decode() for s in (".md", ".html", ".json"))
    assert KEY not in told
    assert "for people who check" not in told


def in_a_loop_of_its_own(make):
    """Run what `make` gives in a thread: a browser that other tests drive keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()


def test_async_and_runnable_give_the_same(index_dir):
    with OpenAIServer("It keeps 312 lamps [1].") as server:
        bot = bot_at(index_dir, server.url)
        plain = bot.ask(QUESTION).answer
        assert in_a_loop_of_its_own(lambda: bot.aask(QUESTION)).answer == plain
        assert bot.as_runnable().invoke(QUESTION).answer == plain
        assert in_a_loop_of_its_own(lambda: bot.as_runnable().ainvoke({"question": QUESTION})).answer == plain


def test_the_retriever_is_a_tool(index_dir):
    bot = ChatBot(load_settings(index_dir=index_dir))
    assert "312 lamps" in bot.as_tool().invoke({"query": QUESTION})


def test_a_missing_package_is_told_before_the_first_question(index_dir):
    with pytest.raises(MissingDependency, match="mistral"):
        ChatBot(load_settings(llm="mistral:large", llm_api_key=KEY, index_dir=index_dir))
