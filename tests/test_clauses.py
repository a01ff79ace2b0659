from __future__ import annotations

import pytest

from index.clauses import parts
from index.reader import Generation
from index.retriever import find


@pytest.mark.parametrize(
    ("language", "question", "found"),
    [
        ("en", "When was the mill built and who owns it?", ("When was the mill built", "who owns it?")),
        ("en", "Who founded the choir? Where does it sing?", ("Who founded the choir", "Where does it sing?")),
        ("ru", "Когда открылся театр и сколько стоит билет?", ("Когда открылся театр", "сколько стоит билет?")),
        ("ko", "극장은 언제 열렸고 표는 얼마인가요?", ("극장은 언제 열렸고", "표는 얼마인가요?")),
        ("ko", "누가 세웠나? 직원은 몇 명인가?", ("누가 세웠나", "직원은 몇 명인가?")),
    ],
)
def test_a_question_of_several_is_cut_where_the_next_begins(language, question, found):
    assert parts(question, language) == found


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "In which year, when the mill burnt, did it rain?"),
        ("en", "What do bread and butter cost?"),
        ("ru", "Какой доход получили заводы и фабрики?"),
        ("ru", "Сколько было людей, когда сгорел театр?"),
        ("ko", "불을 끄고 집으로 간 사람은 누구인가?"),
        ("xx", "いつ、どこで？"),
        ("en", "?"),
    ],
)
def test_one_question_has_no_parts(language, question):
    assert parts(question, language) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Who founded the lighthouse museum and what is the population of Brazil?",
        "What is the population of Brazil, and who founded the lighthouse museum?",
        "Кто основал музей маяка и сколько планет в Солнечной системе?",
        "하늘다리는 언제 개통되었고 비타민이 많은 과일은 무엇인가?",
    ],
)
def test_a_question_of_two_does_not_suffer_from_the_half_that_nothing_answers(generation: Generation, question):
    assert find(generation, question).confidence.answerable


def test_the_best_passage_of_every_part_is_among_the_first(generation: Generation):
    found = find(generation, "하늘다리는 언제 개통되었나? Кто директор завода «Северный маяк»?", k=5)
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    sources = [hit.document.source for hit in find(generation, "When was the Sky Bridge opened and who founded the "
                                                               "lighthouse museum?", k=5).hits]  # fmt: skip
    assert {"다리.md", "museum/lighthouse.md"} <= set(sources)


def test_parts_that_nothing_answers_are_refused(generation: Generation):
    assert not find(generation, "Who invented the saxophone and when was the Magna Carta signed?").confidence.answerable


def test_what_is_not_answered_of_several_things_is_told(generation: Generation):
    found = find(generation, "Who founded the lighthouse museum and what is the population of Brazil?")
    assert found.unheld == ("what is the population of Brazil?",)
    assert find(generation, "Who founded the lighthouse museum?").unheld == ()
    assert find(generation, "Who invented the saxophone and when was the Magna Carta signed?").unheld == ()
