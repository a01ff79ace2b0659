"""Bounds of figures and dates: which word bounds them, and where a claim has the other bound of its source."""

import pytest

from bot.evidence.bounds import bounded, same_places, turned


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("The hall seats no more than 90 guests.", True),
        ("The hall seats more than 90 guests.", False),
        ("The price does not exceed 40 euros.", True),
        ("Зал вмещает не менее 90 гостей.", False),
        ("Число гостей не может превышать 90.", True),
        ("Зал вмещает до 90 гостей.", True),
        ("강당은 90명 이상을 수용한다.", False),
        ("강당은 최대 90명을 수용한다.", True),
        ("도서관은 2031년 이후에 문을 연다.", False),
        ("Библиотеку сдадут не позднее 2031 года.", True),
    ],
)
def test_a_bound_is_read(text: str, most: bool):
    (bound,) = bounded(text)
    assert bound.most is most


@pytest.mark.parametrize(
    "text", ["Тираж вырос до 90 тысяч.", "발행 부수가 90만 부까지 늘었다.", "He worked there over 12 years."]
)
def test_where_a_change_arrives_is_no_bound(text: str):
    assert not bounded(text)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("벌금은 500만 원 이상이다.", "Штраф составляет не более 5 млн вон."),
        ("Срок аренды — не менее 10 лет.", "임대 기간은 10년 이하로 한다."),
        ("The fee is less than 40 dollars.", "Плата составляет свыше 40 долларов."),
        ("Фонд превышает 12 млрд рублей.", "The fund is under 12 billion roubles."),
        ("직원은 300명 미만이다.", "The firm has more than 300 employees."),
        ("신청은 2025년 3월 1일 이후에 한다.", "Applications must be filed before 1 March 2025."),
        ("Заявки принимают до 1 июня 2024 года.", "신청은 2024년 6월 1일부터 받는다."),
        ("At least 5 per cent may be kept.", "At most 5 per cent may be kept."),
        ("Кворум — максимум 12 членов.", "Кворум составляет минимум 12 членов."),
        ("회의는 최대 20명이 참석해야 열린다.", "회의는 20명 이상이 참석해야 열린다."),
    ],
)
def test_a_turned_bound_is_found(claim: str, source: str):
    assert list(turned(claim, source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fee is 40 dollars.", "The fee is up to 40 dollars."),
        ("The fee is up to 40 dollars.", "The fee is 40 dollars."),
        ("The fee is over 40 dollars.", "Плата составляет не менее 40 долларов."),
        ("At least 40 came and at most 60 stayed.", "At least 40 came; no more than 60 stayed."),
        (
            "The tax falls on more than 40 hectares.",
            "From 10 to 40 hectares pay half, more than 40 hectares all of it.",
        ),
    ],
)
def test_a_bound_that_is_added_left_out_or_the_same_is_nothing(claim: str, source: str):
    assert not list(turned(claim, source))


def test_a_year_stands_where_its_days_do():
    assert list(same_places("It opened in 2031.", "It opens on 4 May 2031.")) == [12]
