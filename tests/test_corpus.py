"""The sample corpus says whose summary it is, and the questions over it can be answered from it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.loaders import load
from index.types import RawDocument

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("ko", "en", "ru")
DOCUMENTS = sorted(p for p in DOCS.iterdir() if p.suffix in {".md", ".txt", ".html"})
LINES = (ROOT / "tests" / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
FACTS = [q for q in QUESTIONS if q["type"] == "fact"]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def documents_of(question: dict[str, Any]) -> list[str]:
    doc = question["doc"]
    return doc if isinstance(doc, list) else [doc] if doc else []


@lru_cache
def loaded(name: str) -> RawDocument:
    return load(DOCS / name)


@lru_cache
def quotable(name: str) -> str:
    return squeezed("".join(block.text for block in loaded(name).blocks if block.kind != "note"))


def front_of(path: Path) -> dict[str, Any]:
    beside = path.with_name(path.name + ".meta.yaml")
    text = beside.read_text(encoding="utf-8") if beside.is_file() else path.read_text(encoding="utf-8").split("---")[1]
    fields: dict[str, Any] = yaml.safe_load(text)
    return fields


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_a_document_says_who_wrote_it_and_what_it_summarizes(path: Path) -> None:
    metadata = loaded(path.name).metadata
    assert metadata.title
    assert metadata.authors == ("Docent project",)
    assert metadata.language == path.name[:2]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", metadata.date)
    source = front_of(path)["summary_of"]
    for one in source if isinstance(source, list) else [source]:
        assert all(one[field] for field in ("title", "publisher", "date"))


def test_nothing_else_lies_among_the_documents() -> None:
    known = {p.name for p in DOCUMENTS} | {p.name + ".meta.yaml" for p in DOCUMENTS} | {"glossary.tsv"}
    assert {p.name for p in DOCS.iterdir() if not p.name.startswith(".")} <= known


@pytest.mark.parametrize(("language", "least"), [("ko", 14_000), ("en", 9_000), ("ru", 9_000)])
def test_each_language_has_enough_prose(language: str, least: int) -> None:
    texts = [loaded(p.name).text for p in DOCUMENTS if p.name.startswith(language)]
    assert sum(map(len, texts)) >= least
    assert all(600 <= len(text) <= 8_000 for text in texts)


def test_the_sample_glossary_has_three_columns() -> None:
    lines = (DOCS / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    rows = [line.split("\t") for line in lines[1:]]
    assert len(rows) >= 40
    assert all(len(row) == 3 and all(cell.strip() for cell in row) for row in rows)


def test_ids_and_questions_are_unique() -> None:
    assert len({q["id"] for q in QUESTIONS}) == len(QUESTIONS)
    assert len({q["question"] for q in QUESTIONS}) == len(QUESTIONS)


def test_every_direction_is_asked() -> None:
    directions = Counter((q["lang"], q["doc"][:2]) for q in FACTS if isinstance(q["doc"], str))
    assert len(FACTS) >= 150
    assert all(directions[asked, held] >= 12 for asked in LANGUAGES for held in LANGUAGES)


@pytest.mark.parametrize("kind", ["unanswerable", "near"])
def test_what_cannot_be_answered_is_asked_in_every_language(kind: str) -> None:
    chosen = [q for q in QUESTIONS if q["type"] == kind]
    counts = Counter(q["lang"] for q in chosen)
    assert all(counts[language] >= 20 for language in LANGUAGES)
    assert all(q["doc"] is None and not q["evidence"] and not q["answer"] for q in chosen)


@pytest.mark.parametrize("question", FACTS, ids=lambda q: q["id"])
def test_a_document_holds_the_evidence_and_the_answer(question: dict[str, Any]) -> None:
    assert documents_of(question)
    for name in documents_of(question):
        text = quotable(name)
        assert all(squeezed(evidence) in text for evidence in question["evidence"])
        for alternatives in question["answer"]:
            assert any(squeezed(alternative) in text for alternative in alternatives)


def test_a_question_names_every_document_that_holds_its_evidence() -> None:
    missed = {
        (q["id"], path.name)
        for q in FACTS
        for path in DOCUMENTS
        if path.name not in documents_of(q)
        and any(squeezed(a) in quotable(path.name) for item in q["answer"][:1] for a in item)
        and all(squeezed(evidence) in quotable(path.name) for evidence in q["evidence"])
    }
    assert missed == set()
