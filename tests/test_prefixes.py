"""Words that a prefix turns into their opposite, in one language and across two."""

import pytest

from bot.evidence.prefixes import prefixed


@pytest.mark.parametrize(
    ("claim", "source", "word"),
    [
        ("A strike is likely.", "A strike is unlikely.", "likely"),
        ("Данные достаточны для вывода.", "자료가 결론을 내리기에 불충분하다.", "достаточны"),
        ("Данные недостаточны.", "The data are sufficient.", "недостаточны"),
        ("The data are reliable.", "Эти данные ненадёжны.", "reliable"),
        ("수질은 안정적이다.", "Water quality is unstable.", "안정"),
        ("Решение признано законным.", "The decision was found unlawful.", "законным"),
        ("조사는 정확했다.", "The survey was inaccurate.", "정확"),
        ("자료는 비공개이다.", "The records are public.", "비공개"),
        ("Вода безопасна.", "The water is unsafe.", "безопасна"),
    ],
)
def test_a_word_that_is_turned_by_a_prefix_is_found(claim: str, source: str, word: str):
    assert {claim[slice(*span)] for span in prefixed(claim, source)} == {word}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("A strike is unlikely.", "Забастовка маловероятна."),
        ("Ports import grain.", "The port is important."),
        ("The vest was sold.", "They invest in it."),
        ("자료가 부족하다.", "Данных недостаточно."),
        ("Одни источники надёжны, другие ненадёжны.", "Some sources are reliable and some unreliable."),
        ("He met the minister.", "그는 장관을 만났다."),
        ("무역항에서 하역한다.", "Unloading takes place at the port."),
    ],
)
def test_the_same_word_and_one_that_only_looks_turned_are_nothing(claim: str, source: str):
    assert not list(prefixed(claim, source))
