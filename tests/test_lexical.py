from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from words import build_lexical

from index.lexical import K1, B, LexicalIndex
from index.postings import term_code

PASSAGES = [["lamp", "sea", "lamp"], ["sea", "chart"], ["bridge"], []]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    build_lexical(tmp_path / "lexical", PASSAGES, [0, 0, 0, 0])
    return LexicalIndex(tmp_path / "lexical")


def bm25(passages: list[list[str]], groups: list[int], query: dict[str, float]) -> list[float]:
    """The formula, written out once more without arrays."""
    scores = []
    for words, group in zip(passages, groups, strict=True):
        lengths = [len(p) for p, g in zip(passages, groups, strict=True) if g == group]
        norm = K1 * (1 - B + B * len(words) / max(sum(lengths) / len(lengths), 1))
        total = 0.0
        for term, weight in query.items():
            holding = sum(term in p for p in passages)
            idf = math.log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
            count = Counter(words)[term]
            total += weight * idf * count * (K1 + 1) / (count + norm)
        scores.append(total)
    return scores


@settings(max_examples=40, deadline=None)
@given(
    passages=st.lists(
        st.tuples(st.lists(st.sampled_from("abcde"), max_size=8), st.integers(0, 2)), min_size=1, max_size=12
    ),
    query=st.dictionaries(st.sampled_from("abcxy"), st.floats(0.5, 3), min_size=1, max_size=4),
)
def test_scores_are_those_of_the_formula(
    passages: list[tuple[list[str], int]], query: dict[str, float], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lexical")
    words, groups = [p for p, _ in passages], [g for _, g in passages]
    build_lexical(folder, words, groups)
    found, best = LexicalIndex(folder).scores(query)
    assert np.allclose(found, bm25(words, groups, query), atol=1e-4)
    assert found.max() <= best + 1e-5


def test_the_passage_with_more_of_the_words_is_first(index: LexicalIndex) -> None:
    scores, _ = index.scores({"lamp": 1.0, "sea": 1.0})
    assert list(np.argsort(-scores))[:2] == [0, 1]
    assert scores[2] == scores[3] == 0


def test_unknown_words_find_nothing_and_raise_the_best_possible_score(index: LexicalIndex) -> None:
    scores, best = index.scores({"volcano": 1.0})
    assert not scores.any()
    assert best > 0


def test_a_rare_term_tells_more_than_a_frequent_one(index: LexicalIndex) -> None:
    assert index.idf("volcano") > index.idf("bridge") > index.idf("sea") > 0


def test_an_empty_index_opens(tmp_path: Path) -> None:
    build_lexical(tmp_path, [], [])
    scores, _ = LexicalIndex(tmp_path).scores({"a": 1.0})
    assert len(scores) == 0


def test_codes_of_terms_are_the_same_on_every_machine() -> None:
    assert term_code("lamp") == term_code("lamp") != term_code("lamps")
    assert term_code("등대") < 2**64
