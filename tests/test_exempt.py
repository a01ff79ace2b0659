"""Figures that are not looked for, and figures that a source says in another way."""

import pytest

from bot.evidence.figures import count, missing


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 may be imported.",
        "네, 그렇다.",
        "two sides agreed",
        "the two Koreas",
    ],
)
def test_idioms_and_names_hold_no_figure(text: str):
    assert count(text) == 0


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("7월 31일까지", "from 5 to 31 July"),
        ("по сравнению с февралем", "compared to February"),
        ("31 октября", "until 31-Oct"),
        ("10만 개", "100K profiles"),
        ("46조에 따라 옮긴다.", "в соответствии со статьей 46"),
        ("больше 1 миллиона", "1+ million a day"),
        ("다섯가지 일", "five things"),
        ("값이 0이다.", "нулевое значение"),
        ("7.5-magnitude", "규모 7.5"),
    ],
)
def test_a_figure_is_held_in_another_way_of_writing(claim: str, source: str):
    assert missing(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("세 번 이상 나왔다.", "It came out more than once."),
        ("с 6 по 31 июля", "July 5-31, 2020"),
        ("지난달 13일에 만났다.", "They met on 12 June."),
        ("Это было в 40-е годы.", "It was in the 1930s."),
        ("46조 원을 썼다.", "It spent 64 trillion won."),
        ("9.5-magnitude", "규모 7.5"),
    ],
)
def test_another_figure_is_missed(claim: str, source: str):
    assert missing(claim, source)
