from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import CHUNK_LIMIT, behind_bullet, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("첫 문장이다. 둘째 문장이다.", ["첫 문장이다.", "둘째 문장이다."]),
        ("다리는 2014. 9. 3. 개통되었다. 길다.", ["다리는 2014. 9. 3. 개통되었다.", "길다."]),
        ("성장률은 2.8%였다. 낮다.", ["성장률은 2.8%였다.", "낮다."]),
        ("그는 “늦었다.”라고 말했다. 떠났다.", ["그는 “늦었다.”라고 말했다.", "떠났다."]),
        ("협력이 멈췄다.1) 다시 시작했다.", ["협력이 멈췄다.1)", "다시 시작했다."]),
        ("왜 그런가? 모른다!", ["왜 그런가?", "모른다!"]),
    ],
)
def test_korean_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Lee met Mr. Kim. They spoke.", ["Dr. Lee met Mr. Kim.", "They spoke."]),
        ("J. K. Farrow signed it. It held.", ["J. K. Farrow signed it.", "It held."]),
        ("It cost $2.4 million. It is big.", ["It cost $2.4 million.", "It is big."]),
        ("See Fig. 2 for the map. Then go on.", ["See Fig. 2 for the map.", "Then go on."]),
        ("Lamps, e.g. oil lamps, are kept. All work.", ["Lamps, e.g. oil lamps, are kept.", "All work."]),
        ("The U.S. market grew. Prices fell.", ["The U.S. market grew.", "Prices fell."]),
        ("It opened at 9 a.m. The crowd came.", ["It opened at 9 a.m.", "The crowd came."]),
        ("He said, “It is late.” She left.", ["He said, “It is late.”", "She left."]),
        ("Really?! Yes. No...", ["Really?!", "Yes.", "No..."]),
        ("The mill (c. 1455) burnt. It was rebuilt.", ["The mill (c. 1455) burnt.", "It was rebuilt."]),
        ("They chose plan c. Nobody objected.", ["They chose plan c.", "Nobody objected."]),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Завод открыт в 1962 г. в Белореченске. Он растёт.", ["Завод открыт в 1962 г. в Белореченске.", "Он растёт."]),
        ("Это стоит 640 млн руб. в год. Дорого.", ["Это стоит 640 млн руб. в год.", "Дорого."]),
        ("А. С. Соколова и др. подписали акт. Всё.", ["А. С. Соколова и др. подписали акт.", "Всё."]),
        ("Рост, т.е. прибыль, есть. Хорошо.", ["Рост, т.е. прибыль, есть.", "Хорошо."]),
        ("См. рис. 2 и табл. 3. Там видно.", ["См. рис. 2 и табл. 3.", "Там видно."]),
        ("«Мы готовы!» — сказал он. Начали.", ["«Мы готовы!» — сказал он.", "Начали."]),
        ("Мост (ок. 1500 г.) цел. По нему ездят.", ["Мост (ок. 1500 г.) цел.", "По нему ездят."]),
        ("Цех открыт в 2021 г. В нём тихо.", ["Цех открыт в 2021 г.", "В нём тихо."]),
        ("Ключ отдан Лунёвой М. С. под роспись. Всё.", ["Ключ отдан Лунёвой М. С. под роспись.", "Всё."]),
        ("Против один (Лунёва М.\u00a0С.), прочие за. Всё.", ["Против один (Лунёва М.\u00a0С.), прочие за.", "Всё."]),
        ("Акт подписал Г. К. Осин. Всё.", ["Акт подписал Г. К. Осин.", "Всё."]),
        ("Труба длиной 5 м. В ней вода.", ["Труба длиной 5 м.", "В ней вода."]),
    ],
)
def test_russian_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_break_always_ends_a_sentence() -> None:
    assert sentences("A heading\nIts text goes on") == ["A heading", "Its text goes on"]


def test_offsets_are_shifted_by_what_is_given() -> None:
    assert split_sentences("One. Two.", offset=10) == [(10, 14), (15, 19)]


def test_text_without_words_has_no_sentences() -> None:
    assert split_sentences("") == split_sentences(" \n\t ") == []


def test_a_sentence_longer_than_a_passage_is_cut_at_a_clause_or_a_space() -> None:
    text = ", ".join(f"item number {n} of the list" for n in range(200)) + "."
    parts = sentences(text)
    assert all(len(part) <= CHUNK_LIMIT for part in parts)
    assert all(part.endswith(",") for part in parts[:-1])


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert [len(part) for part in sentences("x" * 2500)] == [1000, 1000, 500]


@given(st.text(alphabet='abА г.т?!… \n"”)(1가다。,—', max_size=300))
def test_spans_are_in_order_and_hold_every_visible_character_once(text: str) -> None:
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.slow
def test_korean_without_punctuation_is_split_at_its_endings() -> None:
    text = " ".join(
        ["강변시는 작년에 다리를 새로 지었다", "시민들은 이제 강을 쉽게 건널 수 있게 되었다"] * 4
        + ["공사비는 모두 팔백삼십억 원이 들었다", "설계는 지역에서 활동하는 건축가가 맡았다"] * 3
    )
    assert len(sentences(text)) >= 8


def test_the_number_of_an_item_stays_with_its_sentence():
    for text in ("가. 목적은 다음과 같다.", "1.1. Aims are here.", "a. The first.", "iv. Roman.", "II. Главы нет."):
        assert split_sentences(text) == [(0, len(text))]


def test_the_words_of_an_item_begin_behind_its_bullet():
    for text, words in (
        ("• Naturally, we go.", "Naturally, we go."),
        ("□ 사업 목적", "사업 목적"),
        ("— Да, сказал он.", "Да, сказал он."),
        ("○○부는 밝혔다.", "○○부는 밝혔다."),
        ("-5 % is low.", "-5 % is low."),
        ("•", "•"),
    ):
        assert text[behind_bullet(text, 0, len(text)) :] == words
