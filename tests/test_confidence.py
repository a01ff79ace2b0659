from __future__ import annotations

import numpy as np
import pytest

from index.confidence import confidence
from index.reader import Generation
from index.retriever import find

TRUE = [
    "하늘다리는 언제 개통되었나?",
    "Who founded the lighthouse museum?",
    "How much did the repair of the tower cost?",
    "Сколько холодильников выпустил завод в 2020 году?",
    "Кто директор завода «Северный маяк»?",
    "다리의 공사비는 얼마였나?",
]
FALSE = [
    "What is the population of Brazil?",
    "2024년 올림픽 금메달 수는?",
    "Какова столица Австралии?",
    "How do I bake sourdough bread?",
    "비타민 C가 많은 과일은?",
    "Сколько планет в Солнечной системе?",
]


def test_nothing_found_is_no_answer() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    none, all_missing = (confidence(nothing, nothing, share, words=3, across=False) for share in (0.0, 1.0))
    assert none == all_missing
    assert not none.answerable


def test_what_is_neither_clear_nor_refused_is_doubtful() -> None:
    logits = np.linspace(-6, 6, 60, dtype=np.float32)
    judged = [confidence(np.array([z, -3, -3, -3]), np.full(4, 0.5), 0.0, words=5, across=False) for z in logits]
    assert [c.probability for c in judged] == sorted(c.probability for c in judged)
    assert not judged[0].answerable
    assert judged[-1].answerable
    assert not judged[-1].doubtful
    doubtful = [c for c in judged if c.doubtful]
    assert doubtful
    assert all(c.answerable for c in doubtful)
    assert max(c.probability for c in doubtful) < judged[-1].probability


def test_a_passage_that_covers_more_of_the_question_is_surer(generation: Generation) -> None:
    logits = np.array([1, -1, -1, -1], dtype=np.float32)
    few, many = (confidence(logits, np.full(4, share), 0.1, words=5, across=False).probability for share in (0.3, 0.9))
    assert many > few


def test_a_question_that_is_answered_is_more_probable_than_any_that_is_not(generation: Generation) -> None:
    answered, other = ([find(generation, q).confidence for q in questions] for questions in (TRUE, FALSE))
    assert np.mean([c.probability for c in answered]) > np.mean([c.probability for c in other]) + 0.3
    assert sum(c.answerable for c in answered) >= 5
    assert not any(c.answerable for c in other)


@pytest.mark.parametrize("question", TRUE + FALSE)
def test_a_probability_is_one(generation: Generation, question: str) -> None:
    assert 0 <= find(generation, question).confidence.probability <= 1


def test_a_filter_that_leaves_nothing_is_no_answer(generation: Generation) -> None:
    found = find(generation, TRUE[0], where={"year": "1900"})
    assert found.hits == []
    assert not found.confidence.answerable
