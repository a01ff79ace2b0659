"""A figure that the sentences of a claim lack: a fault, or something to compare."""

import pytest

from bot.evidence.figures import missing
from bot.evidence.unheld import is_fault


def fault(claim: str, stretch: str, evidence: str, *, elsewhere: bool = False) -> bool:
    start = claim.index(stretch)
    return is_fault(claim, (start, start + len(stretch)), evidence, elsewhere=elsewhere)


@pytest.mark.parametrize(
    ("claim", "stretch", "evidence"),
    [
        ("They walked with two companions.", "two", "I walked with Renata Musina and Lev Goikhman."),
        ("Избрали трёх человек.", "трёх", "В комиссию вошли Кноп, Воробьёв и Чамаева."),
        ("세 사람이 논문을 함께 썼다.", "세", "정 박사와 김 박사, 그리고 내가 논문을 썼다."),
        ("The third aim is a balanced budget.", "third", "There are 5 aims: growth, fairness, a balanced budget."),
    ],
)
def test_what_a_reader_counts_is_to_be_compared(claim: str, stretch: str, evidence: str):
    assert not fault(claim, stretch, evidence)


def test_a_count_is_a_fault_where_the_source_gives_another_one():
    assert fault("They walked with four companions.", "four", "They walked with three companions.")
    assert fault("The fourth aim is growth.", "fourth", "The third aim is growth.")


def test_a_figure_from_elsewhere_in_the_source_is_to_be_compared():
    claim, evidence = "They covered 146 versts in nine days.", "I walked the road in nine days."
    assert not fault(claim, "146", evidence, elsewhere=True)
    assert fault(claim, "146", evidence)


def test_a_figure_from_elsewhere_is_a_fault_where_another_stands_in_its_place():
    assert fault("It paid 40 million won.", "40 million won", "It paid 55 million won.", elsewhere=True)
    assert fault("Opened in May 2005.", "May 2005", "It was opened in June 2004.", elsewhere=True)


def test_a_date_from_elsewhere_is_to_be_compared():
    claim, evidence = "It decided so in October 2005, with three advisers.", "We thank our three advisers."
    assert not fault(claim, "October 2005", evidence, elsewhere=True)
    assert fault(claim, "October 2005", evidence)


@pytest.mark.parametrize(
    ("claim", "evidence", "lacks"),
    [
        ("The line is 11.4 miles long.", "Длина линии — 11,4 километра.", True),
        ("The dam was raised by 4 feet.", "The dam was raised by 4 metres.", True),
        ("The lake holds 5.6 million litres.", "호수에는 560만㎥의 물이 있다.", True),
        ("The lake holds 5.6 million cubic metres.", "호수에는 560만㎥의 물이 있다.", False),
        ("Озеро вмещает 5,6 млн кубометров.", "The lake holds 5.6 million m³.", False),
        ("The tank holds 1000 litres.", "The tank holds 1 m³.", False),
    ],
)
def test_miles_are_no_kilometres_and_litres_no_cubic_metres(claim: str, evidence: str, lacks: bool):
    assert bool(missing(claim, evidence)) is lacks
