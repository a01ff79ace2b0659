"""Follow-ups made whole: what is put in place, what is carried, and what is left alone."""

import json
import re
from pathlib import Path

import pytest

from bot.condense import condense, condense_with
from bot.llm.chat_model import ChatModel
from bot.settings import load_settings
from tests.openai_server import OpenAIServer

FOLLOWUPS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "followups.jsonl").read_text(encoding="utf-8").splitlines()
]
CHANGES = [row for row in FOLLOWUPS if row["type"] == "change"]


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("2022년 러시아의 보급률은 얼마인가요?", "그럼 2021년에는?", "2021년 러시아의 보급률은 얼마인가요?"),
        ("How much did Sberbank invest in 2019?", "And in 2020?", "How much did Sberbank invest in 2020?"),
        ("How much did Sberbank invest in 2019?", "And Yandex?", "How much did Yandex invest in 2019?"),
        ("Чем занимается «Росатом»?", "А «Ростех»?", "Чем занимается «Ростех»?"),
        ("Чем занимается «Росатом»?", "А кто их возглавляет?", "Росатом: А кто их возглавляет?"),
        ("Who built the plant in Norsk?", "What does it make?", "plant Norsk: What does it make?"),
        ("When was Yandex Korea founded?", "Who leads it?", "Yandex Korea: Who leads it?"),
        (
            "When was the lighthouse lit for the first time?",
            "And who was its first keeper?",
            "lighthouse: And who was its first keeper?",
        ),
        (
            "Каков полный объём работ завода Аскель?",
            "А кто их ведёт?",
            "работ завода Аскель: А кто их ведёт?",
        ),
        (
            "Когда маяк был впервые зажжён?",
            "А кто был его первым смотрителем?",
            "маяк: А кто был его первым смотрителем?",
        ),
        ("얀덱스 코리아는 언제 설립되었나요?", "대표는 누구인가요?", "얀덱스 코리아: 대표는 누구인가요?"),
        ("등대 박물관은 언제 설립되었나?", "대표는 누구인가?", "등대 박물관: 대표는 누구인가?"),
        (
            "How many ferries carry the A-12-3 permit?",
            "Who checks it?",
            "ferries A-12-3 permit: Who checks it?",
        ),
        (
            "항만 보수를 담당하는 과장은 누구인가요?",
            "그 예산은 얼마인가요?",
            "항만 보수 담당 과장: 그 예산은 얼마인가요?",
        ),
        ("Какая пошлина берётся за ввоз стали?", "А за вывоз леса?", "Какая пошлина берётся за вывоз леса?"),
        (
            "러시아의 포경 금지 위반 벌금은 얼마인가요?",
            "어느 기관이 감독하나?",
            "러시아 포경 금지 위반 벌금: 어느 기관이 감독하나?",
        ),
        ("Сколько стоит паром «Ладога»?", "Почему срок перенесли?", "паром Ладога: Почему срок перенесли?"),
        (
            "When did the lighthouse museum open?",
            "How many visitors came?",
            "lighthouse museum: How many visitors came?",
        ),
        (
            "Какие школы получили новые парты?",
            "А сколько учеников сменили класс?",
            "школы новые парты: А сколько учеников сменили класс?",
        ),
    ],
)
def test_what_is_left_out_is_carried_over(before: str, question: str, whole: str):
    assert condense(question, [(before, "")]) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("Сколько домов построили в 2019 году?", "А до этого?", "Сколько домов построили до 2019 года?"),
        ("Сколько стоил хлеб в марте 2020 года?", "А после этого?", "Сколько стоил хлеб после марта 2020 года?"),
        ("Кто руководил заводом?", "А раньше?", "Кто руководил заводом раньше?"),
        ("How many ships came in 2023?", "And before that?", "How many ships came before 2023?"),
        ("Who ran the mill?", "And after that?", "Who ran the mill after that?"),
        ("2022년 방문객은 몇 명인가?", "그 전에는?", "2022년 이전 방문객은 몇 명인가?"),
        ("2022년에 방문객은 몇 명인가?", "그럼 그 이후에는요?", "2022년 이후에 방문객은 몇 명인가?"),
        ("관장은 누구인가?", "그 전에는?", "그 전에는 관장은 누구인가?"),
    ],
)
def test_before_that_and_after_that_carry_the_date(before: str, question: str, whole: str):
    assert condense(question, [(before, "")]) == whole


@pytest.mark.parametrize("row", CHANGES, ids=[row["id"] for row in CHANGES])
def test_nothing_is_carried_into_a_new_topic(row: dict):
    assert condense(row["question"], [(row["before"], "")]) == row["question"]


@pytest.mark.parametrize(
    "question",
    [
        "How does Norway tax its ports?",
        "Как Норвегия облагает налогом её порты?",
        "노르웨이는 그들의 항구에 어떻게 과세하나요?",
    ],
)
def test_an_owner_that_the_question_names_itself_is_not_looked_for_elsewhere(question: str):
    assert condense(question, [("Who runs the bank of Tallinn?", "Anna Saar runs it.")]) == question


@pytest.mark.parametrize(
    "question",
    [
        "Что сказано на тему «Закон „О почтовых данных“ № 41-ФЗ»?",
        "Что сказано на тему «Как он начался»?",
        "What is said about “What it cost them”?",
        "“그 이후의 과제”에 대해 무엇이라고 하나요?",
        "Какая доля населения хранит данные за границей?",
        "When was Lindholm Mill closed, and who owns it?",
        "Когда «Росхлеб» закрыл пекарню и что он построил?",
    ],
)
def test_a_question_that_names_its_own_subject_inherits_nothing(question: str):
    before = (
        "Сколько стоит ремонт моста в Клину?" if re.search("[а-я]", question) else "What did Tallinn pay for a bridge?"
    )
    assert condense(question, [(before, "")]) == question


@pytest.mark.parametrize("question", ["Кто одобрил данный проект?", "Did the mayor, Ada Saar, say that it leaks?"])
def test_a_pronoun_that_means_nothing_here_still_points_back(question: str):
    assert condense(question, [("What did Tallinn pay for a bridge?", "")]) != question


def test_what_an_earlier_thing_owns_is_still_asked_of_it():
    assert "Tallinn" in condense("Who pays its bills?", [("Who runs the bank of Tallinn?", "Anna Saar runs it.")])


def test_without_history_a_question_stays():
    assert condense("And Yandex?", []) == "And Yandex?"


def test_the_set_holds_sixty_follow_ups_in_three_languages():
    rows = [row for row in FOLLOWUPS if row["type"] == "follow-up"]
    assert len(rows) >= 60
    assert {row["lang"] for row in rows} == {"ko", "en", "ru"}


def ask(written: str, question: str = "Who leads it?") -> str:
    with OpenAIServer(written) as server:
        model = ChatModel(load_settings(llm="openai:x", llm_base_url=server.url))
        return condense_with(model, question, [("When was Yandex Korea founded?", "In 2021.")])


def test_a_model_may_rewrite_it():
    assert ask("Who leads Yandex Korea?") == "Who leads Yandex Korea?"


@pytest.mark.parametrize(
    "written",
    [
        "Visit http://evil.example now",
        "Кто возглавляет компанию?",
        "Who leads Gazprom since 1999?",
        "x " * 400,
        "[1] Who leads it?",
    ],
)
def test_a_model_that_writes_something_else_is_not_believed(written: str):
    assert ask(written) == "Yandex Korea: Who leads it?"
