from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.builder import build
from index.model.calibration_cases import docs_cases, lacking
from index.reader import IndexReader
from index.retriever import find, search

TEXTS = {
    "a.txt": "The old mill was restored in 1994. Its wheel is made of oak.",
    "b.txt": "The bakery sells rye bread. It opens at six.",
    "c.txt": "The mill pond froze in January. Children skated on it.",
}


def index_of(folder: Path, texts: dict[str, str]) -> Path:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name, text in texts.items():
        (docs / name).write_text(text, encoding="utf-8")
    build([docs], index_dir=folder / "index")
    return folder / "index"


def test_an_index_without_passages_scores_like_one_that_never_had_them(tmp_path: Path) -> None:
    whole_dir = index_of(tmp_path / "whole", TEXTS)
    whole = IndexReader(whole_dir).current()
    gone = {p for p in range(whole.size) if whole.document_at(p).source == "a.txt"}
    without = lacking(whole, whole_dir, gone)
    fewer = {name: text for name, text in TEXTS.items() if name != "a.txt"}
    anew = IndexReader(index_of(tmp_path / "anew", fewer)).current()
    assert without.size == anew.size
    for question in ("When was the mill restored?", "What does the bakery sell?"):
        ours, theirs = find(without, question), find(anew, question)
        assert [h.chunk.text for h in ours.hits] == [h.chunk.text for h in theirs.hits]
        assert [h.score for h in ours.hits] == pytest.approx([h.score for h in theirs.hits], abs=1e-4)
        assert ours.confidence.probability == pytest.approx(theirs.confidence.probability, abs=1e-4)
    assert search(whole, "When was the mill restored?")[0].document.source == "a.txt"


def test_nothing_gone_is_the_index_itself(tmp_path: Path) -> None:
    index_dir = index_of(tmp_path, TEXTS)
    generation = IndexReader(index_dir).current()
    assert lacking(generation, index_dir, set()) is generation


def test_a_question_becomes_cases_with_and_without_its_answer(tmp_path: Path) -> None:
    index_of(tmp_path, TEXTS)
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "1", "lang": "en", "question": "When was the mill restored?", "doc": "a.txt", '
        '"evidence": ["1994"], "answer": [["1994"]], "type": "fact"}\n'
        '{"id": "2", "lang": "en", "question": "Who owns the mill?", "doc": null, "evidence": [], "answer": [], '
        '"type": "near"}\n',
        encoding="utf-8",
    )
    cases = list(docs_cases(tmp_path / "docs", questions))
    kinds = [case.kind for case in cases]
    assert kinds == ["fact", "removed", "removed across", "near", "near across"]
    fact, removed = cases[:2]
    assert fact.right.sum() == 1
    assert not removed.right.any()
    assert len(removed.features) == len(fact.features) - 1
    assert np.nanmax(fact.covered) > np.nanmax(removed.covered)
    assert fact.missing < removed.missing
