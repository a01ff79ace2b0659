from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import has_terms, number_term, terms


def test_a_korean_word_shares_most_terms_with_its_inflected_forms() -> None:
    assert set(terms("하늘다리")) <= set(terms("하늘다리에서는"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("restored", "restoring"),
        ("museums", "Museum"),
        ("заводы", "заводом"),
        ("холодильников", "холодильник"),
        ("самолёт", "самолет"),
        ("Skolkovo", "SKOLKOVO"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_stems_are_those_that_indexes_hold() -> None:
    """A stemmer that gives others needs another ANALYZE_VERSION."""
    assert terms("generations skies dying") == ["generat", "sky", "die"]
    assert terms("национальностями строительство важнейшей") == ["национальн", "строительств", "важн"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1,250", "1250"),
        ("1 250", "1 250"),
        ("1\u00a0250", "1250"),
        ("2,8", "2.8"),
        ("2.8", "2.8"),
        ("12,345,678", "12345678"),
        ("0,125", "0.125"),
        ("2019", "2019"),
    ],
)
def test_a_number_has_one_spelling(text: str, term: str) -> None:
    assert number_term(text) == term


def test_numbers_and_codes_stay_whole() -> None:
    assert "ppr9087" in terms("the decree PPR-9087")
    assert terms("2.8%") == ["2.8"]


def test_syllables_with_dots_between_are_one_word() -> None:
    assert terms("한·러 협상") == terms("한러 협상")
    assert terms("중ㆍ고교") == terms("중고교")
    assert terms("산업·에너지") == terms("산업 에너지")


def test_look_alike_letters_of_another_script_do_not_hide_a_word() -> None:
    assert terms("mediсal") == terms("medical")


def test_question_words_of_three_languages_are_not_searched() -> None:
    assert terms("What is the") == terms("что это") == []


def test_text_without_letters_or_digits_has_no_terms() -> None:
    assert terms("") == terms("?! … —") == []


def test_other_scripts_are_still_terms() -> None:
    assert terms("韓国") == ["韓国"]
    assert terms("Қазақстан")
    assert terms("αβγ") == ["αβγ"]


@given(st.text(max_size=80))
def test_terms_hold_no_white_space_and_no_capitals(text: str) -> None:
    for term in terms(unicodedata.normalize("NFC", text)):
        assert term
        assert not any(char.isspace() for char in term)


@pytest.mark.parametrize(
    "text", ["lamp", "the", "её", "который", "маяк", "등대", "은", "2019", "—", "", "the of", "a-1"]
)
def test_whether_a_text_has_terms_is_told_without_them(text: str) -> None:
    assert has_terms(text) == bool(terms(text))
