from __future__ import annotations

import math

import pytest

from bot.evidence.disagreement import agrees, difference

COST = "What did it cost?"


@pytest.mark.parametrize(
    ("question", "one", "other", "about"),
    [
        ("", "Share: 48%.", "지분 51%.", "%"),
        ("", "Opened on 3 May 2014.", "2014년 5월 4일에 열렸다.", "date"),
        (COST, "It cost 83 billion won.", "공사비는 950억 원이었다.", "KRW"),
        (COST, "It cost 83 billion won.", "공사비는 830억 원이었다.", ""),
        (COST, "It cost 2.97 million euros.", "It cost almost 3 million euros.", ""),
        ("", "48% and 52%.", "52%.", ""),
        ("How many members?", "The forum has 12 members.", "포럼의 회원은 14명이다.", "count"),
        ("How many members?", "The forum has 12 members.", "회원은 12명이다.", ""),
        ("How long is it?", "It is 1.2 km long.", "Длина — 1 200 метров.", ""),
        ("How long is it?", "It is 1.2 km long.", "Длина — 1 300 метров.", "km"),
        ("When was it signed?", "It was signed on 24 May 1735.", "It was signed on 13 May 1735.", ""),
        ("When was it signed?", "It was signed on 24 May 1935.", "It was signed on 13 May 1935.", "date"),
        ("When did it open?", "It opened in 1985.", "It opened in March 1985.", ""),
        ("When was it born?", "It was born on 19 February 1871.", "Родился 3 марта 1871 года.", ""),
        ("When was it held?", "It was held on 6–8 November 2018.", "2018년 11월 20일부터 22일까지 열렸다.", "date"),
        ("When was it held?", "It was held on 6–8 November 2018.", "2018년 11월 6일부터 8일까지 열렸다.", ""),
        ("How many orders?", "The office issued 9 orders.", "Policy report 2022-17", ""),
        ("How many rooms has it?", "In 1985 it had 30 rooms.", "It opened in 1987.", ""),
    ],
)
def test_on_what_two_sentences_differ(question: str, one: str, other: str, about: str) -> None:
    found = difference(question, one, other)
    assert (found.about if found else "") == about


def test_how_far_figures_are_apart_and_what_is_counted() -> None:
    found = difference("How many members?", "It has 12 members.", "It has 24 members.")
    assert found is not None
    assert found.apart == pytest.approx(math.log(2))
    assert found.alike == 1
    found = difference("How many are there?", "It has 12 members.", "It sells 24 bicycles.")
    assert found is not None
    assert found.alike < 0.5


def test_of_several_counts_those_asked_for_differ() -> None:
    one, other = "It drew 640 visitors from 23 countries.", "It drew 580 visitors from 21 countries."
    for question, ratio in (("How many visitors came?", 640 / 580), ("How many countries took part?", 23 / 21)):
        found = difference(question, one, other)
        assert found is not None
        assert found.apart == pytest.approx(math.log(ratio))


@pytest.mark.parametrize(
    ("question", "one", "other", "same"),
    [
        (COST, "It cost 83 billion won.", "공사비 830억 원은 시가 냈다.", True),
        (COST, "It cost 83 billion won.", "It was built in 1983.", False),
        ("When did it open?", "It opened in 1985.", "В 1985 году был открыт музей.", True),
        ("When did it open?", "It opened in 1985.", "It closed in 1999.", False),
    ],
)
def test_a_sentence_agrees_when_it_has_what_is_asked_for(question: str, one: str, other: str, same: bool) -> None:
    assert agrees(question, one, other) is same


def test_digits_without_end_are_no_figure_to_compare():
    for digits in ("9" * 400, "1" * 5000):
        told = f"About {digits} people live there."
        assert difference("How many people live there?", told, "About 12,000 people live there.") is None
