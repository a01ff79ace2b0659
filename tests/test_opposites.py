"""Words that deny each other: a claim that says the opposite, and one that says the same in other words."""

import pytest

from bot.evidence.opposites import contrast, sides


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council approved the tax.", "시의회는 세금을 부결하였다."),
        ("Совет отклонил налог.", "The council adopted the tax."),
        ("위원회는 부두를 계획에 포함하였다.", "The pier was left out of the plan."),
        ("Продажа разрешена.", "판매는 금지되었다."),
        ("수출이 늘었다.", "Exports fell by 4 per cent."),
        ("Минск поддержал биржу.", "Minsk objected to the exchange."),
        ("The office was not closed.", "나이로비 사무소는 8월에 폐쇄되었다."),
    ],
)
def test_the_opposite_is_found_across_languages(claim: str, source: str):
    found = contrast(claim, [source])
    assert found
    assert found.sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The pier was not included.", "당초 검토되었던 부두는 계획에서 제외되었다."),
        ("Остров в программу не включили.", "The island was left out of the programme."),
        ("Exports to Japan rose and those to China fell.", "Экспорт в Японию вырос, а в Китай сократился."),
        ("No state allows it.", "It is banned in every state unless a court decides."),
        ("Цены выросли.", "Prices rose."),
    ],
)
def test_the_same_in_other_words_is_no_fault(claim: str, source: str):
    found = contrast(claim, [source])
    assert found is None or not found.sure


def test_of_two_words_in_one_place_the_longer_one_counts():
    (side,) = sides("It is illegal.")
    assert side.second


def test_what_does_not_differ_is_the_same():
    assert contrast("По никелю заводы не отличаются.", ["니켈 회수율은 두 회사가 같다."]) is None
