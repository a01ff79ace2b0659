from __future__ import annotations

import pytest

from index.words.function_words import countries_of, is_light


@pytest.mark.parametrize("word", ["며칠이나", "걸려요", "걸리나요", "되나", "하나요", "해야", "가진", "나온", "합니까"])
def test_korean_verbs_of_all_work_and_words_of_asking_say_next_to_nothing(word: str) -> None:
    assert is_light(word)


@pytest.mark.parametrize("word", ["나무", "하천", "해안", "가정", "걸음", "할머니", "할인", "되풀이", "나온천"])
def test_korean_nouns_that_begin_like_them_do(word: str) -> None:
    assert not is_light(word)


def test_a_country_is_not_paired_with_itself_or_read_into_a_verb() -> None:
    assert countries_of("한러관계") == ["한국", "러시아"]
    assert countries_of("북한") == []
    assert countries_of("일한") == []  # 밤에 일한 사서들: who worked
