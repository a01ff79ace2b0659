from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import as_table, evaluate, read_questions, right_ranks
from bot.metrics import hit_at, interval, ndcg, paired_interval, reciprocal_rank
from bot.settings import load_settings
from index.errors import IndexMissing, QuestionError

ROWS: list[dict[str, Any]] = [
    {"id": "1", "lang": "en", "question": "Who founded the lighthouse museum?", "doc": "lighthouse.md",
     "evidence": ["founded in 1987", "Edmund  FARROW"], "answer": [["Farrow"]], "type": "fact"},
    {"id": "2", "lang": "ko", "question": "등대 박물관은 누가 설립했나?", "doc": "museum/lighthouse.md",
     "evidence": ["EdmundFarrow"], "answer": [["Farrow", "패로"]], "type": "fact"},
    {"id": "3", "lang": "ru", "question": "Когда начал работу завод?", "doc": ["zavod.html", "other.html"],
     "evidence": ["1962"], "answer": [["1962"], ["no such thing"]], "type": "fact"},
    {"id": "4", "lang": "en", "question": "When was the museum founded?", "doc": "lighthouse.md",
     "evidence": ["words that nowhere stand"], "answer": [["1987"]], "type": "fact"},
    {"id": "5", "lang": "ru", "question": "Какова столица Австралии?", "doc": None, "evidence": [], "answer": [],
     "type": "unanswerable"},
    {"id": "6", "lang": "en", "question": "Who repaired the lift of the museum?", "type": "near"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def scores(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = write(tmp_path_factory.mktemp("eval") / "questions.jsonl", ROWS)
    return evaluate(path, load_settings(index_dir=built[1]))


def test_scores_are_told_by_the_pair_of_languages(scores: dict[str, Any]) -> None:
    assert {name: row["hit@1"]["n"] for name, row in scores["directions"].items()} == {
        "en>en": 2, "ko>en": 1, "ru>ru": 1
    }  # fmt: skip
    assert {name: row["hit@1"]["n"] for name, row in scores["sums"].items()} == {
        "same language": 3, "across": 1, "all": 4
    }  # fmt: skip


def test_a_passage_is_right_when_it_holds_all_evidence_of_the_right_document(scores: dict[str, Any]) -> None:
    rows = {row["id"]: row for row in scores["rows"]}
    assert rows["1"]["ranks"][0] == rows["3"]["ranks"][0] == 1
    assert rows["1"]["relevant"] == 1
    assert rows["4"]["ranks"] == ()
    assert scores["evidence not in one passage"] == ["4"]


def test_an_answer_is_right_when_it_holds_every_item(scores: dict[str, Any]) -> None:
    rows = {row["id"]: row for row in scores["rows"]}
    assert rows["1"]["answered"]
    assert rows["4"]["answered"]
    assert not rows["3"]["answered"]


def test_refusals_are_counted_by_kind(scores: dict[str, Any]) -> None:
    assert scores["refusals"]["unanswerable"]["all"]["n"] == 1
    assert scores["refusals"]["unanswerable"]["ru"]["value"] == 1
    assert scores["refusals"]["near"]["en"]["n"] == 1


def test_scores_are_plain_data_and_the_same_every_time(scores: dict[str, Any], built: tuple[Path, Path]) -> None:
    again = json.loads(json.dumps(evaluate(scores["questions"], load_settings(index_dir=built[1]))))
    assert again["sums"] == json.loads(json.dumps(scores["sums"]))


def test_the_table_shows_every_direction_and_what_is_missing(scores: dict[str, Any]) -> None:
    text = as_table(scores)
    assert all(name in text for name in ("en>en", "ko>en", "ru>ru", "same language", "across", "off the topic"))
    assert "No passage holds the evidence whole: 4" in text
    assert all(len(line) <= 150 for line in text.splitlines())


def test_a_passage_of_another_document_is_not_right(tmp_path: Path) -> None:
    question = read_questions(write(tmp_path / "q.jsonl", ROWS))[1]
    text = "It was Edmund Farrow."
    assert right_ranks(question, [("other.md", text), ("museum/lighthouse.md", text)]) == (2,)


def test_a_document_that_the_index_does_not_hold_is_an_error(built: tuple[Path, Path], tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", [ROWS[0], ROWS[0] | {"doc": "house.md"}])
    with pytest.raises(QuestionError, match=r"line 2: the index holds no document 'house.md'.*python -m bot docs"):
        evaluate(path, load_settings(index_dir=built[1]))


def test_keys_that_say_nothing_are_named(built: tuple[Path, Path], tmp_path: Path) -> None:
    scores = evaluate(write(tmp_path / "q.jsonl", [ROWS[0] | {"comment": 1}]), load_settings(index_dir=built[1]))
    assert "Keys of the file that say nothing here: comment" in as_table(scores)


def test_a_file_without_answers_has_no_score_of_answers(built: tuple[Path, Path], tmp_path: Path) -> None:
    bare = [{key: value for key, value in row.items() if key != "answer"} for row in ROWS[:2]]
    scores = evaluate(write(tmp_path / "q.jsonl", bare), load_settings(index_dir=built[1]))
    line = next(line for line in as_table(scores).splitlines() if line.startswith("all "))
    assert line.split()[-3] == "-"
    assert [row["answered"] for row in scores["rows"]] == [None, None]
    scores = evaluate(write(tmp_path / "q.jsonl", [ROWS[0], bare[1]]), load_settings(index_dir=built[1]))
    assert "100.0 (100-100) of 1 " in as_table(scores)


def test_a_follow_up_is_asked_after_what_was_said(built: tuple[Path, Path], tmp_path: Path) -> None:
    row = ROWS[0] | {"question": "And who founded it?", "history": ["When was the lighthouse museum founded?"]}
    scores = evaluate(write(tmp_path / "q.jsonl", [row]), load_settings(index_dir=built[1]))
    assert scores["rows"][0]["ranks"][0] == 1
    assert scores["rows"][0]["answered"]


@pytest.mark.parametrize("history", ["Who?", [3], [["a", "b", "c"]], [""]])
def test_a_history_of_another_shape_says_what_to_write(history: Any, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="write a list of earlier questions"):
        read_questions(write(tmp_path / "q.jsonl", [ROWS[0] | {"history": history}]))


def test_without_an_index_it_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m bot build"):
        evaluate(write(tmp_path / "q.jsonl", ROWS), load_settings(index_dir=tmp_path))


def test_hits_and_reciprocal_ranks() -> None:
    assert (hit_at((3, 7), 5), hit_at((6,), 5), hit_at((), 5)) == (1, 0, 0)
    assert (reciprocal_rank((4, 2)), reciprocal_rank(()), reciprocal_rank((11,))) == (0.5, 0, 0)


def test_discounted_gain_is_one_for_a_perfect_order_and_less_below() -> None:
    assert ndcg((1, 2, 3), 3) == pytest.approx(1)
    assert ndcg((2,), 1) == pytest.approx(1 / math.log2(3))
    assert ndcg((1,), 2) == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert (ndcg((), 3), ndcg((1,), 0), ndcg((11,), 1)) == (0, 0, 0)
    assert ndcg(range(1, 11), 50) == pytest.approx(1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_holds_its_mean_and_is_the_same_every_time(values: list[float]) -> None:
    found = interval(values)
    assert found == interval(values)
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    assert found.n == len(values)


def test_more_questions_make_an_interval_narrower() -> None:
    few, many = interval([0, 1] * 10), interval([0, 1] * 1000)
    assert many.high - many.low < (few.high - few.low) / 3
    assert few.low < 0.5 < few.high
    assert interval([]) == (0, 0, 0, 0)


def test_pairs_see_a_small_steady_gain_that_two_intervals_do_not() -> None:
    theirs = np.random.default_rng(1).random(500).round()
    ours = theirs.copy()
    ours[np.flatnonzero(theirs == 0)[:15]] = 1
    assert paired_interval(ours.tolist(), theirs.tolist()).low > 0


@pytest.fixture(scope="module")
def sample_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The shipped questions over the sample corpus."""
    from index.builder import build

    index = tmp_path_factory.mktemp("sample") / "index"
    build([ROOT / "docs"], index_dir=index)
    return evaluate(ROOT / "tests" / "data" / "questions.jsonl", load_settings(index_dir=index))


@pytest.mark.slow
def test_the_sample_corpus_is_found_answered_and_refused_well(sample_scores: dict[str, Any]) -> None:
    same, across = sample_scores["sums"]["same language"], sample_scores["sums"]["across"]
    assert same["hit@5"]["value"] >= 0.85
    assert across["hit@5"]["value"] >= 0.55
    assert sample_scores["refusals"]["unanswerable"]["all"]["value"] >= 0.9
    assert sample_scores["evidence not in one passage"] == []
