from __future__ import annotations

import numpy as np
import pytest

from index.words.likeness import DOUBTED, REMEMBERED, Vocabulary, borne_out, likest, meant


def cosine(word: str, text: str) -> float:
    return float(likest([word], [text])[0, 0])


@pytest.mark.parametrize(
    ("word", "form", "neighbour"),
    [
        ("장벽", "장벽이 높다", "이른 새벽"),  # a wall, its form, dawn
        ("토성", "토성을 보았다", "토대를 놓았다"),  # Saturn, its form, foundation
        ("무너진", "다리가 무너졌고", "무거운 돌"),
        ("섬까지", "섬에는 가게가 없다", "섬유를 짠다"),  # an island, fibre
        ("배로", "배를 타야 한다", "배추를 심었다"),  # a boat, cabbage
    ],
)
def test_a_piece_that_two_words_share_does_not_make_them_alike_as_forms_of_one_are(
    word: str, form: str, neighbour: str
) -> None:
    assert cosine(word, form) > 0.5
    assert meant(likest([word], [neighbour]))[0, 0] < 0.3


def test_a_long_piece_that_two_words_share_tells() -> None:
    assert cosine("도서관", "시립도서관이 열렸다") > 0.35  # a library, the city's


def test_words_of_like_meaning_are_alike_in_three_languages() -> None:
    assert min(cosine("hospital", "병원"), cosine("hospital", "больница"), cosine("병원", "больница")) > 0.4


def test_a_figure_is_like_no_other() -> None:
    assert cosine("2019", "in 2018 and 2019") == 0
    assert meant(likest(["만드는"], ["4,150만 원"]))[0, 0] == 0


def test_a_translation_is_borne_out_by_a_like_word_and_never_dismissed() -> None:
    shares = borne_out(np.array([-0.2, 0.1, 0.3, 0.4, 0.9], dtype=np.float32))
    assert shares[0] == shares[1] == DOUBTED
    assert DOUBTED < shares[2] < shares[3] == shares[4] == 1


def test_a_text_without_words_is_like_nothing() -> None:
    assert likest(["harbour"], ["", "..."]).shape == (1, 2)
    assert meant(likest(["harbour"], ["..."]))[0, 0] == 0


@pytest.mark.slow
def test_remembered_words_are_forgotten_when_they_are_too_many() -> None:
    vocabulary = Vocabulary()
    first = vocabulary.vectors(["harbour", "музей"])
    for n in range(0, REMEMBERED + 5000, 5000):
        vocabulary.vectors([f"w{n + i}" for i in range(5000)])
    again = vocabulary.vectors(["harbour", "музей"])
    assert np.allclose(first, again, atol=1e-3)
    assert vocabulary.vectors([f"x{n}" for n in range(REMEMBERED + 1)]).shape[0] == REMEMBERED + 1
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-2)
