from __future__ import annotations

import pytest

from bot.evidence.dates import dates
from bot.evidence.figures import figures, missing


@pytest.mark.parametrize(
    "text",
    [
        "17 and 18 November 2022",
        "17-18 November 2022",
        "17/18 November 2022",
        "from 17 to 18 November 2022",
        "from the 17th to the 18th of November 2022",
        "November 17 and 18, 2022",
        "from November 17 to 18, 2022",
        "November 17–18, 2022",
        "17–18 ноября 2022 года",
        "17 и 18 ноября 2022 года",
        "с 17 по 18 ноября 2022 года",
        "в ночь с 17-го на 18-е ноября 2022 года",
        "17–18.11.2022",
        "2022.11.17~18",
        "2022. 11. 17.~18.",
        "2022년 11월 17일부터 18일까지",
        "2022년 11월 17일(목)부터 18일(금)까지",
        "2022년 11월 17일과 18일",
        "2022년 11월 17~18일",
        "2022년 11월 17·18일",
    ],
)
def test_both_days_of_one_month_are_dates_and_neither_is_a_count(text: str) -> None:
    first, last = dates(text)
    assert [(date.year, date.month, date.day) for date in (first, last)] == [(2022, 11, 17), (2022, 11, 18)]
    assert first.end <= last.start
    assert not figures(text)


def test_days_that_are_listed_are_all_dates() -> None:
    for text in ("on 3, 10 and 17 March 2020", "3, 10 и 17 марта 2020 года", "2020년 3월 3일, 10일, 17일"):
        assert [(date.month, date.day) for date in dates(text)] == [(3, 3), (3, 10), (3, 17)]
        assert {date.year for date in dates(text)} == {2020}


@pytest.mark.parametrize(
    ("text", "days", "counts"),
    [
        ("He sold 12 and 3 May came.", [3], [12]),
        ("It grew by 5.5 and 18 November was cold.", [18], [5.5]),
        ("June 15 and 16 percent", [15], [16]),
        ("On May 5, 7 people came.", [5], [7]),
        ("Law No. 7 – 18 November 2022", [18], [7]),
        ("11월 17일부터 18일 동안", [17], [18]),
        ("11월 17일부터 30일간", [17], [30]),
        ("11월 17일 18시", [17], [18]),
    ],
)
def test_a_number_beside_a_day_that_counts_something_is_none(text: str, days: list[int], counts: list[float]) -> None:
    assert [date.day for date in dates(text)] == days
    assert [float(max(figure.values)) for figure in figures(text)] == counts


def test_a_short_month_needs_a_day_or_a_year_beside_it() -> None:
    assert not dates("in Jan Fischer's government")
    assert [date.month for date in dates("in January, on Jan. 5 and in Jan 2020")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("claim", "evidence", "lacks"),
    [
        ("It lasted from 17 to 19 November.", "It took place on 17 and 18 November 2022.", ["19 November"]),
        ("11월 17일부터 19일까지 열렸다.", "It took place on 17 and 18 November 2022.", ["19일"]),
        ("Он прошёл 16–18 ноября.", "11월 17일부터 18일까지 열렸다.", ["16"]),
        ("Он прошёл 17–18 ноября 2022 года.", "2022년 11월 17일부터 18일까지 열렸다.", []),
        ("It took place on November 17 and 18, 2022.", "Форум прошёл с 17 по 18 ноября 2022 года.", []),
        ("It began on 17 November 2022.", "2022년 11월 17~18일에 열렸다.", []),
    ],
)
def test_a_range_of_days_that_is_told_otherwise_lacks_a_day(claim: str, evidence: str, lacks: list[str]) -> None:
    assert [claim[start:end] for start, end in missing(claim, evidence)] == lacks
