"""The table of documents on a terminal."""

from __future__ import annotations

import unicodedata
from typing import Any

from bot.coverage import document_lines


def row(source: str, **fields: Any) -> dict[str, Any]:
    known = {"format": "pdf", "encoding": "", "language": "ko", "date": "2022-01-28", "pages": 14, "passages": 47}
    rest = {"kept": 64260, "removed": 0, "warnings": [], "error": "", "stale": False}
    return {"source": source, **known, **rest, **fields}


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def test_columns_stand_below_each_other_whatever_the_script():
    lines = list(document_lines([row("공고문.pdf"), row("notice.pdf"), row("закон.pdf", language="xx", pages=None)]))
    assert len({columns(line) for line in lines}) == 1
    assert lines[1].endswith("14        47  64,260        0")
    assert "other" in lines[3]


def test_a_name_that_is_too_long_for_the_terminal_loses_its_middle():
    long = "내부문서/공개입찰/" + "방송공익광고 제작 대행 " * 6 + "용역.pdf"
    lines = list(document_lines([row(long), row("a.pdf")], width=100))
    assert max(map(columns, lines)) <= 100
    assert lines[1].startswith("내부문서/공개")
    assert "…" in lines[1]
    assert "용역.pdf" in lines[1]
    assert next(document_lines([row(long)])).startswith("source")
    assert long in "\n".join(document_lines([row(long)]))


def test_files_that_are_not_in_the_index_come_last_with_the_reason():
    lost = row("broken.docx", format="", error="is encrypted: save it without a password")
    old = row("old.pdf", error="is damaged", stale=True, warnings=["1 of 2 pages are images"])
    lines = list(document_lines([lost, old, row("a.pdf")]))
    assert [line.split()[0] for line in lines[1:] if line] == [
        "old.pdf",
        "warning:",
        "failed:",
        "a.pdf",
        "not",
        "broken.docx:",
    ]
    assert lines[3] == "    failed: is damaged (the last good version answers)"
    assert lines[-2:] == ["not read, 1 of 3 files:", "  broken.docx: is encrypted: save it without a password"]
    assert list(document_lines([lost]))[0] == "not read, 1 files:"
