"""Bodies whose names are made of usual words, and whether two are one."""

import pytest

from bot.evidence.bodies import bodies, in_short, may_be_one


def read(text):
    return [body.text for body in bodies(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ministry of Trade, Industry and Energy paid.", ["Ministry of Trade, Industry and Energy"]),
        ("It was sent to the State Audit Office in May.", ["State Audit Office"]),
        ("The Harbour Council and Port Authority agreed.", ["Harbour Council", "Port Authority"]),
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
        "Ремонтные суда стоят в порту.",
    ],
)
def test_an_office_alone_and_what_only_looks_like_one_are_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("기획재정부가 냈다.", "기재부가 냈다.", True),
        ("환경부가 냈다.", "산림청이 냈다.", False),
        ("Министерство науки дало.", "Дало Министерство науки и высшего образования.", True),
        ("Речной банк развития дал.", "Горный банк развития дал.", False),
        ("Central Bank rates rose.", "The Bank of Trade agreed.", True),
        ("Государственная дума приняла закон.", "Закон принял Совет Федерации.", False),
        ("The Ministry of Education paid.", "교육부가 냈다.", True),
        ("The Ministry of Finance paid.", "교육부가 냈다.", False),
    ],
)
def test_two_bodies_may_be_one_by_their_telling_words(one, other, same):
    assert may_be_one(*bodies(one), *bodies(other)) is same


@pytest.mark.parametrize(
    ("body", "text", "short"),
    [
        ("Деньги выделило министерство финансов.", "Деньги выделил Минфин.", True),
        ("Закон приняла Государственная дума.", "Закон приняла Госдума.", True),
        ("The Forest Agency paid.", "It was paid for by the FA.", True),
        ("Деньги выделило министерство финансов.", "Деньги выделил Минобрнауки.", False),
    ],
)
def test_a_body_may_be_called_in_short(body, text, short):
    assert in_short(*bodies(body), text) is short
