from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.questions import EXAMPLE, KEYS, Question, read_questions, squeezed
from index.errors import QuestionError


def read(folder: Path, text: str) -> list[Question]:
    (folder / "q.jsonl").write_text(text, encoding="utf-8")
    return read_questions(folder / "q.jsonl")


def test_a_line_becomes_a_question(tmp_path: Path) -> None:
    (question,) = read(tmp_path, EXAMPLE)
    assert (question.id, question.lang, question.kind, question.line) == ("1", "en", "fact", 1)
    assert (question.docs, question.evidence, question.answer) == (("museum.md",), ("1987",), (("1987",),))


def test_one_string_is_a_list_of_one(tmp_path: Path) -> None:
    (question,) = read(tmp_path, '{"question": "Когда?", "evidence": "в 1987 году", "answer": "1987"}')
    assert (question.evidence, question.answer, question.lang) == (("в 1987 году",), (("1987",),), "ru")


def test_the_example_of_the_help_is_a_file_of_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["eval", "--help"])
    told = capsys.readouterr().out
    rows = [line.strip() for line in told.splitlines() if line.strip().startswith("{")]
    assert [question.kind for question in read(tmp_path, "\n".join(rows))] == ["fact", "unanswerable"]
    assert all(key in told for key in KEYS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: is not JSON \\(.*column 2\\)"),
        ("[1]", "line 2: is not a JSON object"),
        ('{"id": 1}', "line 2: there is no question"),
        ('{"question": " ", "doc": "a.md"}', "line 2: there is no question"),
        ('{"question": "Who?"}', "line 2: names neither doc nor evidence"),
        ('{"question": "Who?", "doc": [], "evidence": []}', "neither doc nor evidence"),
        ('{"question": "Who?", "docs": "a.md"}', "unknown key 'docs'; write 'doc'"),
        ('{"question": "Who?", "doc": "a.md", "evidnce": ["x"]}', "write 'evidence'"),
        ('{"question": "Who?", "type": "unanswerble"}', "line 2: type is 'unanswerble'"),
        ('{"question": "Who?", "evidence": [1987]}', "evidence is \\[1987\\]; write a string or a list"),
        ('{"question": "Who?", "doc": "a.md", "answer": [[1987]]}', "item of answer"),
        ('{"question": "Who?", "doc": "a.md", "answer": {"a": 1}}', "answer is no list"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_what_to_write(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said) as caught:
        read(tmp_path, f"{EXAMPLE}\n{line}\n")
    assert "Error" not in str(caught.value)


def test_other_keys_are_kept_to_be_named(tmp_path: Path) -> None:
    (question,) = read(tmp_path, json.dumps(json.loads(EXAMPLE) | {"comment": "x"}))
    assert question.unread == ("comment",)


def test_a_file_without_questions_and_no_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no questions"):
        read(tmp_path, "\n")
    with pytest.raises(QuestionError, match=r"cannot be read \(No such file"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "cp949.jsonl").write_bytes("질문".encode("cp949"))
    with pytest.raises(QuestionError, match="not UTF-8"):
        read_questions(tmp_path / "cp949.jsonl")


def test_comparison_ignores_white_space_case_and_composition() -> None:
    assert squeezed("Ab\u00a0 C\n é") == squeezed("aB c e\u0301")
