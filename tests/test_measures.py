from __future__ import annotations

import pytest

from index.words.kinds import could_answer, thing_asked
from index.words.measures import names_a_span, told_in_unit


@pytest.mark.parametrize(
    ("question", "tells", "does_not"),
    [
        ("How fast does the ferry go?", "It makes 14 knots.", "It carries 214 cars."),
        ("Сколько весит колокол?", "Колокол в две тонны отлили в Туле.", "Колоколов было 12."),
        ("이 배의 무게는 얼마인가요?", "배는 320톤이다.", "배에는 40명이 탄다."),
        ("Сколько лет сторожу?", "Сторожу семьдесят два года.", "Сторож зарабатывает 300 рублей."),
        ("원장은 몇 살인가요?", "원장은 올해 61세이다.", "원장은 직원 61명을 이끈다."),
        ("How long did the strike last?", "Она длилась одиннадцать дней.", "В ней было 900 рабочих."),
        ("How far is the well?", "우물은 마을에서 3킬로미터 떨어져 있다.", "우물에는 돌 40개가 쌓였다."),
        ("창고의 면적은 얼마인가?", "The store covers 2 hectares.", "The store holds 900 crates."),
        ("When it froze, what temperature was it?", "Было минус тридцать.", "Было тридцать человек."),
        ("학생은 몇 명인가요?", "학생 320명이 다닌다.", "교실은 12개이다."),
        ("염소는 몇 마리인가요?", "염소 열두 마리를 기른다.", "염소젖 40리터를 짠다."),
    ],
)
def test_a_figure_answers_only_in_the_unit_asked_for(question: str, tells: str, does_not: str) -> None:
    assert told_in_unit(tells, question)
    assert not told_in_unit(does_not, question)


def test_a_counter_is_looked_for_in_korean_sentences_alone() -> None:
    assert told_in_unit("The school has 320 pupils.", "학생은 몇 명인가요?")


def test_anything_tells_where_no_unit_is_asked_for() -> None:
    assert told_in_unit("Nothing.", "Who built the mill?")
    assert told_in_unit("Nothing.", "How many mills are there?")


def test_a_span_needs_no_figure() -> None:
    assert names_a_span("불은 아흐레 동안 탔다.", "불은 며칠이나 탔나요?")
    assert could_answer("Стройка заняла полгода.", "Сколько времени заняла стройка?")
    assert not names_a_span("불은 아흐레 동안 탔다.", "소방관은 몇 명인가요?")


def test_how_many_counts_the_last_of_the_words_that_name_the_things() -> None:
    words = ["cruise", "passengers", "harbour"]
    assert thing_asked("How many cruise passengers saw the harbour?", "en", words) == 1
