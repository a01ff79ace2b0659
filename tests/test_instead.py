"""Whom a source names where a claim names another."""

import pytest

from bot.evidence.aliases import NONE, is_land
from bot.evidence.held import Held
from bot.evidence.instead import named_instead, phrases
from bot.evidence.misnamed import Place, misnamed
from bot.evidence.names import names


def faults(claim: str, sentence: str, *, before: str = "", elsewhere: str = "", title: str = "") -> list[str]:
    """What a claim names wrongly, each with what the sentence names there."""
    found = names(claim, careful=True)

    def spans(text: str) -> frozenset[tuple[int, int]]:
        return frozenset((name.start, name.end) for name in found if Held(text, NONE, careful=True).holds(name))

    place = Place(
        sentence=sentence,
        bound=[sentence],
        passage=[before, sentence, elsewhere],
        title=title,
        anywhere=spans("\n".join([before, sentence, elsewhere])),
        around=Held("\n".join([title, before, sentence]), NONE, careful=True),
        claim=Held(claim, NONE, careful=True),
        gives=lambda _: False,
        home=Held("", NONE),
    )
    missed = misnamed(found, claim, place)
    return [f"{claim[one.start : one.end]}/{one.instead}" for one in missed if one.sure]


@pytest.mark.parametrize(
    ("claim", "sentence", "before", "found"),
    [
        ("Talvik bought 40 trams.", "Ormeda bought 40 trams.", "", ["Talvik/Ormeda"]),
        ("탈빅은 전차 40대를 샀다.", "Ormeda bought 40 trams.", "", ["탈빅은/Ormeda"]),
        ("Талвик купил 40 трамваев.", "Ormeda bought 40 trams.", "", ["Талвик/Ormeda"]),
        ("Talvik bought 40 trams.", "The firm bought 40 trams.", "Talvik runs ferries.", []),
        ("Talvik bought 40 trams in Ormeda.", "It bought 40 trams in Ormeda.", "Talvik runs ferries.", []),
    ],
)
def test_a_name_in_the_place_of_another_is_seen(claim: str, sentence: str, before: str, found: list[str]):
    assert faults(claim, sentence, before=before) == found


def test_a_name_that_stands_far_off_or_nowhere_is_wrong_whatever_the_sentence_names():
    assert faults("Talvik bought 40 trams.", "Ormeda bought 40 trams.", elsewhere="So did Talvik.") == ["Talvik/Ormeda"]
    assert faults("Talvik bought 40 trams.", "The firm bought 40 trams.", elsewhere="So did Talvik.") == ["Talvik/"]
    assert faults("Talvik bought 40 trams.", "The firm bought 40 trams.") == ["Talvik/"]


def test_what_the_title_names_may_be_meant_anywhere():
    assert faults("Talvik bought 40 trams.", "It bought 40 trams from Ormeda.", title="The history of Talvik") == []


def test_a_country_is_no_name_instead_of_a_firm():
    assert faults("Talvik bought 40 trams.", "It bought 40 trams in Denmark.", before="Talvik runs ferries.") == []


def test_a_first_name_may_be_added_and_not_be_another():
    assert faults("So said Marina Drozdova.", "Так сказала Дроздова.") == []
    assert faults("So said Marina Drozdova.", "Так сказал Никита Дроздов.") == ["Marina/Никита Дроздов"]


def test_names_with_a_particle_between_are_two():
    sentence = "울산에서 얀덱스와 네이버가 만났다."
    assert len(phrases(names(sentence, careful=True), sentence)) == 3


def test_two_spellings_that_may_be_one_name_are_not_set_against_each_other():
    claim = "Kyungpook dated the wall."
    phrase = phrases(names(claim, careful=True), claim)[0]
    assert named_instead(phrase, "경북대학교는 성벽의 연대를 쟀다.", Held(claim)) == ""


def test_a_korean_word_that_nothing_knows_as_a_name_is_not_checked_rather_than_wrong():
    claim = "그는 텔브락 부문에서 일했다."
    found = names(claim, careful=True)
    held = Held("He worked in that field.", NONE, careful=True)
    place = Place(
        "He worked in that field.", [], [], "", frozenset(), held, Held(claim, NONE), frozenset(), Held("", NONE)
    )
    assert [one.sure for one in misnamed(found, claim, place)] in ([], [False])


def test_a_capital_may_be_the_government_of_the_country_that_is_named():
    assert faults("Moscow plans four satellites.", "러시아 정부는 위성 4대를 계획한다.") == []
    assert faults("Москва и Пекин договорились.", "Russia and China have agreed.") == []
    assert faults("Moscow plans four satellites.", "일본 정부는 위성 4대를 계획한다.") != []


def test_the_west_and_countries_by_their_syllables_are_names_too():
    assert faults("Western sanctions go on.", "서방의 제재는 이어진다.") == []
    assert faults("중러 관계는 가깝다.", "Relations between China and Russia are close.") == []


@pytest.mark.parametrize("word", ["Danish", "Swiss", "Canadian", "Brazilian", "한국계", "독일산", "Denmark"])
def test_adjectives_of_countries_that_no_language_is_called_by_are_of_a_country(word: str):
    assert is_land(word)


@pytest.mark.parametrize("word", ["Christian", "Sebastian", "Norman", "Marine", "Talvik"])
def test_other_words_with_such_endings_are_of_none(word: str):
    assert not is_land(word)


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The director, Tomasz Rudge, will leave.", ["Tomasz Rudge/Tomasz Wilk"]),
        ("The director, Tomasz Wilk, will leave.", []),
        ("Директор Томаш Вилк уйдёт.", []),
        ("Colin Rudge is the chair.", []),
    ],
)
def test_a_person_is_not_made_of_two(claim: str, found: list[str]):
    assert faults(claim, "The director, Tomasz Wilk, said that the chair, Colin Rudge, would leave.") == found
