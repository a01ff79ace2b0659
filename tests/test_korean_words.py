from __future__ import annotations

import pytest

from index.words.korean_words import KoreanWords

STEMS = ("늦다", "올리", "올리다", "도서관", "술", "배달", "이")
FORMS = (("늦다", "늦는", "늦었", "늦었다"), (), ("올리다", "올리는", "올리고"), (), (), (), ())


@pytest.fixture(scope="module")
def words() -> KoreanWords:
    starts = [sum(map(len, FORMS[:n])) for n in range(len(FORMS) + 1)]
    return KoreanWords(STEMS, [form for forms in FORMS for form in forms], starts)


def known(words: KoreanWords, token: str) -> list[str]:
    return [STEMS[unit] for _, _, unit in words.pieces(token)]


@pytest.mark.parametrize("token", ["늦게", "늦나요", "늦었나", "늦었다고", "늦는"])
def test_a_verb_is_known_in_forms_that_no_table_spells_out(words, token):
    assert known(words, token) == ["늦다"]


def test_a_verb_goes_before_a_noun_that_its_ending_does_not_fit(words):
    assert known(words, "올리려면") == ["올리다"]
    assert known(words, "올리를") == ["올리"]


def test_a_noun_of_one_syllable_is_known_by_its_particle(words):
    assert known(words, "술은") == ["술"]
    assert known(words, "술술") == []


def test_a_syllable_of_grammar_is_no_noun(words):
    assert known(words, "이는") == []


def test_compounds_are_cut_and_keep_their_places(words):
    assert words.pieces("도서관배달에서") == [(0, 3, 3), (3, 5, 5)]


def test_a_word_of_which_only_the_beginning_is_known_is_another_word(words):
    assert words.pieces("배달리노프스키의") == []
    assert known(words, "배달되었습니까") == ["배달"]


def test_the_forms_of_a_unit_are_those_spelt_out(words):
    assert list(words.forms_of(2)) == ["올리다", "올리는", "올리고"]
    assert list(words.forms_of(3)) == []
