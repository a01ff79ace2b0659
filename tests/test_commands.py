from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from bot.__main__ import main

METADATA = {
    "id", "source", "title", "authors", "publisher", "date", "url", "language", "page", "locator", "headings",
    "start", "end", "notes", "score",
}  # fmt: skip
QUESTION = "Who founded the lighthouse museum?"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command in an empty folder; gives its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def index(built: tuple[Path, Path]) -> Path:
    return built[1]


def one_line(error: str) -> str:
    lines = error.strip().splitlines()
    assert len(lines) == 1, error
    assert lines[0].startswith("docent: ")
    return lines[0]


def test_build_prints_a_summary(run: Run, docs: Path, tmp_path: Path) -> None:
    code, out, _ = run("build", docs, "--index", tmp_path / "index")
    assert code == 0
    assert "3 added, 0 changed, 0 renamed, 0 removed, 0 unchanged, 0 failed" in out
    _, out, _ = run("build", docs, "--index", tmp_path / "index")
    assert "3 unchanged" in out


def test_a_file_that_fails_is_a_warning_and_with_strict_an_error(run: Run, docs: Path, tmp_path: Path) -> None:
    (docs / "empty.txt").write_bytes(b"")
    code, out, _ = run("build", docs, "--index", tmp_path / "index")
    assert code == 0
    assert "empty.txt" in out
    assert run("build", docs, "--index", tmp_path / "index", "--strict")[0] == 1


def test_search_prints_json_with_the_promised_fields(run: Run, index: Path) -> None:
    code, out, _ = run("search", QUESTION, "--index", index, "-k", "3", "--json")
    rows: list[dict[str, Any]] = json.loads(out)
    assert code == 0
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert all(row.keys() >= METADATA | {"rank", "text"} for row in rows)
    assert rows[0]["source"] == "museum/lighthouse.md"
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_search_prints_text_for_people(run: Run, index: Path) -> None:
    _, out, _ = run("search", QUESTION, "--index", index)
    assert out.startswith("1. museum/lighthouse.md")
    assert "Edmund Farrow" in out


def test_filters_of_the_command_line(run: Run, index: Path) -> None:
    _, out, _ = run("search", "museum", "--index", index, "--json", "--where", "language=ko", "--where", "language=ru")
    assert {row["language"] for row in json.loads(out)} == {"ko", "ru"}
    code, _, error = run("search", "museum", "--index", index, "--where", "ko")
    assert code == 2
    assert "FIELD=VALUE" in one_line(error)


@pytest.mark.parametrize(("more", "printed"), [((), ""), (("--json",), "[]\n")])
def test_a_filter_that_nothing_passes_is_a_failure(run: Run, index: Path, more: tuple[str, ...], printed: str) -> None:
    code, out, error = run("search", "museum", "--index", index, "--where", "language=xx", *more)
    assert (code, out) == (2, printed)
    assert "no passage passes the filter" in one_line(error)


def test_ask_prints_json_with_the_promised_fields(run: Run, index: Path) -> None:
    code, out, _ = run("ask", QUESTION, "--index", index, "--json")
    answer: dict[str, Any] = json.loads(out)
    assert code == 0
    promised = {"question", "searched", "answer", "refused", "language", "model", "generation", "segments", "citations"}
    assert answer.keys() >= promised
    assert (answer["refused"], answer["language"], answer["model"]) == (False, "en", "extractive")
    assert "Edmund Farrow" in answer["answer"]
    assert all(segment.keys() >= {"text", "citations", "status"} for segment in answer["segments"])
    assert all(citation.keys() >= METADATA | {"n", "quote"} for citation in answer["citations"])
    assert answer["citations"][0]["source"] == "museum/lighthouse.md"


def test_a_refusal_prints_the_nearest_passages_and_no_citations(run: Run, index: Path) -> None:
    _, out, _ = run("ask", "What is the population of Brazil?", "--index", index, "--json")
    answer = json.loads(out)
    assert answer["refused"]
    assert answer["citations"] == []
    assert answer["nearest"]
    assert "[1]" not in answer["answer"]


def test_ask_prints_the_answer_and_its_sources_for_people(run: Run, index: Path) -> None:
    _, out, _ = run("ask", QUESTION, "--index", index)
    assert "[1] museum/lighthouse.md: The Lighthouse Museum, Harbour Trust, 2019" in out


def test_chat_answers_line_by_line_and_survives_an_empty_question(
    run: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUESTION}\n???\n하늘다리는 언제 개통되었나?\n"))
    code, out, error = run("chat", "--index", index)
    assert code == 0
    assert "Edmund Farrow" in out
    assert "2014년 9월 3일" in out
    assert "no words" in error


def test_docs_names_lines_of_the_glossary_that_cannot_be_used(run: Run, docs: Path, tmp_path: Path) -> None:
    (docs / "glossary.tsv").write_text("등대\tlighthouse\nalone\n", encoding="utf-8")
    run("build", docs, "--index", tmp_path / "index")
    _, out, _ = run("docs", "--index", tmp_path / "index")
    (warning,) = [line for line in out.splitlines() if "glossary.tsv" in line]
    assert "glossary.tsv:2: needs words in two of the columns" in warning


def test_docs_lists_documents_and_what_was_left_out(run: Run, index: Path) -> None:
    _, out, _ = run("docs", "--index", index)
    assert all(name in out for name in ("다리.md", "museum/lighthouse.md", "zavod.html"))
    rows = json.loads(run("docs", "--index", index, "--json")[1])
    assert {row["language"] for row in rows} == {"ko", "en", "ru"}
    assert all(row["passages"] > 0 for row in rows)
    removed = json.loads(run("docs", "--index", index, "--removed", "--json")[1])
    assert all(row.keys() == {"source", "reason", "text"} for row in removed)


def test_info_tells_the_state_of_the_index(run: Run, index: Path) -> None:
    state = json.loads(run("info", "--index", index, "--json")[1])
    assert state["documents"] == 3
    assert state["passages"] >= 3
    assert "embedded" in state["model"]
    assert "generation: " in run("info", "--index", index)[1]


def test_eval_prints_a_table_or_json(run: Run, index: Path, tmp_path: Path) -> None:
    question = {"id": "1", "lang": "en", "question": QUESTION, "doc": "lighthouse.md", "evidence": ["Edmund Farrow"],
                "answer": [["Farrow"]], "type": "fact"}  # fmt: skip
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(question) + "\n", encoding="utf-8")
    assert "en>en" in run("eval", path, "--index", index)[1]
    assert json.loads(run("eval", path, "--index", index, "--json")[1])["sums"]["all"]["hit@1"]["value"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "museum"], "python -m bot build"),
        (["ask", "museum"], "python -m bot build"),
        (["docs"], "python -m bot build"),
        (["info"], "python -m bot build"),
        (["eval", "none.jsonl"], "none.jsonl"),
        (["build", "no-such-folder"], "no-such-folder"),
        (["build"], "docs"),
        (["ask", "museum", "--llm", "no-such-provider:model"], "no-such-provider"),
        (["search", "museum", "-k", "0"], "-k: 0 is not a number from 1 to 50"),
        (["search"], "docent search --help"),
        (["nonsense"], "invalid choice: 'nonsense'"),
    ],
)
def test_a_failure_is_one_line_and_exit_code_2(run: Run, arguments: list[str], said: str) -> None:
    code, out, error = run(*arguments)
    assert (code, out) == (2, "")
    assert said in one_line(error)


@pytest.mark.parametrize("question", ["", "?!", "가" * 100_000])
def test_a_question_that_cannot_be_asked_is_one_short_line(run: Run, index: Path, question: str) -> None:
    for command in ("ask", "search"):
        code, _, error = run(command, question, "--index", index)
        assert code == 2
        assert len(one_line(error)) < 250


def test_the_index_of_the_environment_is_used(run: Run, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCENT_INDEX_DIR", str(index))
    assert run("search", QUESTION)[0] == 0


def child(python: str, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([python, *arguments], capture_output=True, env=environment, cwd=ROOT, check=False)


def test_output_is_utf_8_whatever_the_console(python: str, child_environment: dict[str, str], index: Path) -> None:
    narrow = child_environment | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    found = child(python, narrow, "-m", "bot", "search", "the bridge", "--index", str(index), "--json")
    assert found.returncode == 0
    assert "하늘다리" in found.stdout.decode("utf-8")


def loaded(python: str, environment: dict[str, str], *arguments: str) -> set[str]:
    """The top-level packages that a command loads."""
    code = (
        "import sys\nfrom bot.__main__ import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "sys.stdout.write('\\nLOADED ' + ' '.join({name.split('.')[0] for name in sys.modules}))\n"
    )
    found = child(python, environment, "-c", code, *arguments)
    assert found.returncode == 0, found.stderr.decode()
    return set(found.stdout.decode().rsplit("LOADED ", 1)[1].split())


HEAVY = {
    "torch",
    "gradio",
    "chromadb",
    "sentence_transformers",
    "transformers",
    "kiwipiepy",
    "langchain",
    "trafilatura",
}


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        (["--help"], HEAVY | {"numpy", "pydantic"}),
        (["info"], HEAVY),
        (["search", QUESTION], HEAVY - {"chromadb"}),
        (["ask", QUESTION], HEAVY - {"chromadb"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(
    python: str, child_environment: dict[str, str], index: Path, command: list[str], unwanted: set[str]
) -> None:
    if command != ["--help"]:
        command = [*command, "--index", str(index)]
    assert not loaded(python, child_environment, *command) & unwanted


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--watch",)])
def test_an_index_among_documents_is_refused_in_every_way_of_building(
    run: Run, docs: Path, more: tuple[str, ...]
) -> None:
    before = sorted(docs.rglob("*"))
    code, out, error = run("build", docs, "--index", docs, *more)
    assert (code, out) == (2, "")
    assert "holds other files" in one_line(error)
    assert sorted(docs.rglob("*")) == before
