from __future__ import annotations

import numpy as np
import pytest

from index.confidence import Evidence, confidence
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


def evidence(*logits: float, **others: float) -> Evidence:
    chosen = {
        "missing": 0.1,
        "unnamed": 0.0,
        "unmet": 0.0,
        "words": 5,
        "across": False,
        "candidates": 100,
    } | others
    return Evidence(np.array(logits, dtype=np.float32), **chosen)


def test_nothing_found_is_no_answer() -> None:
    none, all_missing = (confidence(evidence(missing=share, candidates=0)) for share in (0.0, 1.0))
    assert none == all_missing
    assert not none.answerable


def test_what_is_neither_clear_nor_refused_is_doubtful() -> None:
    judged = [confidence(evidence(logit, -3, -3, -3)) for logit in np.linspace(-9, 6, 90)]
    assert [c.probability for c in judged] == sorted(c.probability for c in judged)
    assert not judged[0].answerable
    assert judged[-1].answerable
    assert not judged[-1].doubtful
    doubtful = [c for c in judged if c.doubtful]
    assert doubtful
    assert all(c.answerable for c in doubtful)
    assert max(c.probability for c in doubtful) < judged[-1].probability


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"unmet": 0.0}, {"unmet": 0.4}),
        ({"missing": 0.1}, {"missing": 0.6}),
        ({"unnamed": 0.0}, {"unnamed": 0.5}),
        ({"candidates": 3}, {"candidates": 90}),
    ],
)
def test_what_is_held_makes_surer_and_what_is_missing_less_sure(more, less) -> None:
    surer, other = (confidence(evidence(1, -1, -1, -1, **case)).probability for case in (more, less))
    assert surer > other


def test_one_passage_alone_is_judged_by_what_it_holds() -> None:
    assert confidence(evidence(1.5, candidates=1)).answerable
    assert not confidence(evidence(-4.5, missing=0.7, unnamed=0.5, candidates=1)).answerable


def test_a_name_that_no_passage_knows_weighs_heavily(generation: Generation) -> None:
    known, other = (find(generation, f"Who founded the lighthouse museum{place}?") for place in ("", " of Wellington"))
    assert known.confidence.probability > other.confidence.probability + 0.1


def test_a_question_that_is_answered_is_more_probable_than_any_that_is_not(generation: Generation) -> None:
    answered, other = ([find(generation, q).confidence for q in questions] for questions in (TRUE, FALSE))
    assert np.mean([c.probability for c in answered]) > np.mean([c.probability for c in other]) + 0.3
    assert sum(c.answerable for c in answered) >= 5
    assert not any(c.answerable for c in other)


@pytest.mark.parametrize(
    ("held", "not_held"),
    [
        ("When was the lighthouse museum founded?", "What was the revenue of the lighthouse museum in 1987?"),
        ("Сколько холодильников завод выпустил в 2020 году?", "Сколько холодильников завод выпустил в 2014 году?"),
        ("다리의 통행료는 얼마인가요?", "다리의 통행료는 몇 퍼센트 올랐나요?"),
    ],
)
def test_a_thing_of_a_kind_that_no_sentence_near_holds_is_less_probable(
    generation: Generation, held: str, not_held: str
) -> None:
    surer, other = find(generation, held).confidence, find(generation, not_held).confidence
    assert surer.answerable
    assert surer.probability > other.probability + 0.2


@pytest.mark.parametrize("question", TRUE + FALSE)
def test_a_probability_is_one(generation: Generation, question: str) -> None:
    assert 0 <= find(generation, question).confidence.probability <= 1


def test_a_filter_that_leaves_nothing_is_no_answer(generation: Generation) -> None:
    found = find(generation, TRUE[0], where={"year": "1900"})
    assert found.hits == []
    assert not found.confidence.answerable
