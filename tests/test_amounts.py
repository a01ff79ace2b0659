"""Figures and dates in the words of another language."""

import pytest

from bot.amounts import amounts


@pytest.mark.parametrize(
    ("text", "source", "reader", "said"),
    [
        ("공사비는 1,480억 원이다.", "ko", "en", {"1,480억 원": "148 billion won"}),
        ("공사비는 1,480억 원이다.", "ko", "ru", {"1,480억 원": "148 млрд вон"}),
        ("값이 1만 1,500원이다.", "ko", "en", {"1만 1,500원": "11,500 won"}),
        ("Прошло 14,2 млн тонн.", "ru", "ko", {"14,2 млн тонн": "1,420만 톤"}),
        ("Прошло 14,2 млн тонн.", "ru", "en", {"14,2 млн тонн": "14.2 million tonnes"}),
        ("It cost 3.45 billion euros.", "en", "ru", {"3.45 billion euros": "3,45 млрд евро"}),
        ("It opened on 9 November 2022.", "en", "ko", {"9 November 2022": "2022년 11월 9일"}),
        ("2022년 3월 15일에 열었다.", "ko", "ru", {"2022년 3월 15일": "15 марта 2022"}),
        ("선박은 2 만 3,417 척이다.", "ko", "ru", {"2 만 3,417": "23 417"}),
        ("Открылся в марте 2020 года.", "ru", "en", {"марте 2020": "March 2020"}),
    ],
)
def test_a_scaled_figure_and_a_date_are_said_as_the_reader_writes_them(text, source, reader, said):
    assert {text[one.start : one.end]: one.meaning for one in amounts(text, source=source, reader=reader)} == said


@pytest.mark.parametrize("text", ["На заводе 2 150 человек.", "It has 9 ships and 5G.", "2019년에 35%가 늘었다."])
def test_what_reads_alike_everywhere_is_not_said_again(text):
    assert amounts(text, source="xx", reader="ko") == []


def test_a_figure_is_never_rounded():
    assert amounts("It cost 3.456789 billion euros.", source="en", reader="ru") == []
