"""Persons, organisations and places in sentences of three languages."""

import pytest

from bot.evidence.actors import actors, named, persons, places


def spoken(found, sentence: str) -> list[str]:
    return [sentence[a:b] for a, b in found]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("The hearing was led by Dr Ada Quill of the University of Orsk.", ["Dr Ada Quill"]),
        ("It was paid for by the Orsk Foundation in North Korea.", []),
        ("Дирекцию ведёт Пётр Ильич Самсонов.", ["Пётр Ильич Самсонов"]),
        ("Деньги дал Северный банк развития.", []),
        ("공방장은 루카스 베르만이며 자문은 남궁다솔 위원이 한다.", ["루카스 베르만"]),
        ("조합장 표지수가 문을 열었다.", []),
        ("이사장 표지수가 문을 열었다.", ["표지수"]),
        ("이 일은 윤가람 교수가 맡았다.", ["윤가람"]),
        ("해외시장 소식에 밝다.", []),
    ],
)
def test_persons_have_names_of_two_words_or_titles(sentence: str, people: list[str]):
    found = spoken(persons(sentence), sentence)
    assert [name for name in found if name in people] == people
    assert people or not found


@pytest.mark.parametrize(
    ("sentence", "acting"),
    [
        (
            "It was run by the Orsk Foundation and the Institute for Tides. Twelve came in May.",
            ["Orsk Foundation", "Institute for Tides"],
        ),
        ("Three of them, the Petra and the Rhea, sail.", ["Petra", "Rhea"]),
        ("배는 물결조선이 만들었고 표는 바다재단이 제공한다.", ["물결조선", "바다재단"]),
        ("갯벌연구소는 그 사업을 높이 평가하였다.", ["갯벌연구소"]),
        ("Опыт оплатили Фонд горных рек и Корейский институт воды.", ["Фонд горных рек", "Корейский институт"]),
    ],
)
def test_who_acts_is_a_person_or_an_organisation(sentence: str, acting: list[str]):
    found = spoken(actors(sentence), sentence)
    assert all(any(name.startswith(one) for name in found) for one in acting)
    assert not any(" and " in name or name.startswith("May") for name in found)


def test_a_place_stands_behind_a_preposition_and_brings_those_joined_to_it():
    sentence = "Booths stand at Low Quay, Elmhaven and Tern Point; the Orsk Foundation pays."
    assert spoken(places(sentence), sentence) == ["Low Quay", "Elmhaven", "Tern Point"]
    assert "서울" in spoken(places("약속은 서울에서 하였다."), "약속은 서울에서 하였다.")


def test_months_and_adjectives_of_countries_are_no_names():
    assert (
        spoken(named("They came in November with Korean friends."), "They came in November with Korean friends.") == []
    )
