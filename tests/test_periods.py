"""Quarters and halves of a year in words, held by one another."""

import pytest

from bot.evidence.figures import missing
from bot.evidence.parts import periods


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("the first half of 2023", "half", 1),
        ("2023년 하반기", "half", 2),
        ("во втором полугодии", "half", 2),
        ("in the second quarter", "quarter", 2),
        ("первые три месяца", "quarter", 1),
    ],
)
def test_a_period_of_the_year_is_read(text: str, unit: str, value: int):
    (period,) = periods(text)
    assert (period.unit, period.values) == (unit, {value})


def test_a_half_of_a_match_is_no_period():
    assert periods("the second half of the match") == periods("в первой половине матча") == []


@pytest.mark.parametrize(
    ("claim", "source", "held"),
    [
        ("the first half of 2023", "2023년 상반기", True),
        ("2023년 하반기", "the first half of 2023", False),
        ("2023년 2분기", "Q1 2023", False),
        ("It grew in the fourth quarter.", "В IV квартале выросло.", True),
        ("В XIX веке", "in the 18th century", False),
        ("19세기에 지었다.", "построен в XIX веке", True),
        ("FY2023 budget", "2023회계연도 예산", True),
        ("One in three left.", "Ушёл каждый третий.", True),
        ("nine out of ten", "90%", True),
        ("Двое из пяти опрошенных", "Two in five said so.", True),
    ],
)
def test_a_period_or_number_is_held_in_another_language(claim: str, source: str, held: bool):
    assert (missing(claim, source) == []) is held
