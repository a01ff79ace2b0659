"""Bodies whose names are made of usual words, and whether two are one."""

import pytest

from bot.evidence.bodies import bodies, may_be_one


def read(text):
    return [body.text for body in bodies(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ministry of Trade, Industry and Energy paid.", ["Ministry of Trade, Industry and Energy"]),
        ("It was sent to the State Audit Office in May.", ["State Audit Office"]),
        ("Деньги выделило министерство лесного хозяйства.", ["министерство лесного хозяйства"]),
        ("Доклад готовила Счётная палата.", ["Счётная палата"]),
        ("산림청은 비용을 해양수산부에 청구하였다.", ["산림청", "해양수산부"]),
        ("조사는 농촌정책연구원이 맡았다.", ["농촌정책연구원"]),
    ],
)
def test_a_body_is_an_office_with_the_words_that_tell_it(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The ministry refused, and the Council agreed.",
        "Министерство отказало, а суд согласился.",
        "정부는 일부 내부 문서를 중앙정부에 신청하였다.",
        "선임연구원이 근처에서 공부했다.",
    ],
)
def test_an_office_alone_and_what_only_looks_like_one_are_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("환경부가 냈다.", "산림청이 냈다.", False),
        ("Министерство науки дало.", "Дало Министерство науки и высшего образования.", True),
        ("Речной банк развития дал.", "Горный банк развития дал.", False),
        ("Государственная дума приняла закон.", "Закон принял Совет Федерации.", False),
        ("The Ministry of Education paid.", "교육부가 냈다.", True),
        ("The Ministry of Finance paid.", "교육부가 냈다.", False),
    ],
)
def test_two_bodies_may_be_one_by_their_telling_words(one, other, same):
    assert may_be_one(*bodies(one), *bodies(other)) is same
