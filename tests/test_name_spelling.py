from __future__ import annotations

import pytest

from index.words.name_spelling import MOST, spellings, without_particle


@pytest.mark.parametrize(
    ("name", "target", "spelling"),
    [
        ("니콜라예프는", "ru", "николаев"),
        ("브라티슬라바", "en", "bratislava"),
        ("멕시코", "en", "mexico"),
        ("텔레그램", "en", "telegram"),
        ("Winnipeg", "ko", "위니페그"),
        ("Kaspersky", "ko", "카스퍼스키"),
        ("Новгород", "ko", "노브고로드"),
        ("Шанхай", "en", "shanghai"),
        ("Яндекс", "en", "yandex"),
        ("Huawei", "ru", "хуавей"),
    ],
)
def test_a_known_spelling_is_among_the_guesses(name, target, spelling):
    assert spelling in spellings(name, target)


def test_guesses_are_few_different_and_never_empty():
    for name, target in (("쇼스타코비치에게서", "en"), ("Shchedrovitskaya", "ko"), ("Щедровицкая", "ko")):
        guesses = spellings(name, target)
        assert 0 < len(guesses) <= MOST
        assert len(set(guesses)) == len(guesses)
        assert all(guesses)


def test_korean_guesses_are_whole_syllables():
    for name in ("Strzhd", "Xi'an", "ngnk", "Kurberden", "Schwyz"):
        assert all("가" <= char <= "힣" for guess in spellings(name, "ko") for char in guess)


def test_short_names_and_names_in_the_script_already_have_no_guesses():
    assert spellings("강", "en") == ()
    assert spellings("Bob", "ko") == ()
    assert spellings("Kurberden", "en") == ()
    assert spellings("Курберден", "ru") == ()
    assert spellings("부산", "ko") == ()


def test_a_particle_is_taken_off_once():
    assert without_particle("화웨이가") == "화웨이"
    assert without_particle("부산에서는") == "부산"
    assert without_particle("병원") == "병원"
