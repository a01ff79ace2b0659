"""What loaders and errors say is said in three languages. The sentences are read from the code that says them."""

from __future__ import annotations

import ast
import itertools
import json
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web.problems import problem_line, reason_html
from bot.web.reasons import in_language
from index.errors import IndexMissing
from index.loaders.sidecars import described, front_matter, strays
from index.loaders.sniff import _MAGIC
from index.words.glossary import read_glossary

ROOT = Path(__file__).parents[1]
SAYING = {"error": -1, "LoadError": -1, "warn": -1, "remove": -1, "Removed": -1, "fromkeys": -1, "beyond": 0}
BLANKS = {
    "where": "",
    "hint": "",
    "_how(code)": "",
    "sizes": "7 from 7",
    "missing": "unpack it",
}  # where a 7 says too little
BLANKS["share"] = "7 of 7 pages are images"


def spellings(node: ast.expr) -> list[str]:
    """What an expression may say, a 7 in its blanks; nothing where that cannot be seen here."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr() if "{what}" in ast.unparse(node) and "could" not in ast.unparse(node):
            return []  # kinds of files: `all_said` takes them from their table
        case ast.JoinedStr(values=values):
            parts = [spellings(value) for value in values]
            return ["".join(row) for row in itertools.product(*parts)]
        case ast.FormattedValue(value=ast.IfExp() as choice):
            return spellings(choice)
        case ast.FormattedValue(value=value):
            return [BLANKS.get(ast.unparse(value), "7")]
        case ast.BinOp(left=left, right=right):
            return [a + b for a in spellings(left) for b in spellings(right)]
        case ast.IfExp(body=body, orelse=other):
            return spellings(body) + spellings(other)
    return []


def said(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYING and node.args:
                more = " were not read" if name == "beyond" else ""
                yield from (text + more for text in spellings(node.args[SAYING[name]]))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith((".error", "reasons[i]", "reason")):
            yield from spellings(node.value)


def all_said() -> list[str]:
    folders = ("index/loaders", "index/normalize")
    paths = [path for folder in folders for path in sorted((ROOT / folder).glob("*.py"))]
    found = [text for path in [*paths, ROOT / "index" / "intake.py"] for text in said(path) if " " in text.strip()]
    return [*found, *(f"is {what}" if ":" in what else f"is {what}, not a document" for _, what in _MAGIC)]


def test_whatever_a_loader_says_is_said_in_korean_and_russian():
    sentences = all_said()
    assert len(sentences) > 80
    missing = [text for text in sentences for language in ("ko", "ru") if in_language(text, language) is None]
    assert missing == []


SIDECARS = ("title: [a", "- a", "a", "", "tittle: x", "zzz: x", "title: {a: b}", "authors: {a: b}", "title: [[a]]")
VALUES = ("date: 2019-13-45", "date: soon", "date: [1]", "language: klingon!", "title: a: b", "title: \x01")


def said_of_metadata(folder: Path) -> Iterator[str]:
    """What is really said of sidecars, front matter and glossaries with every fault there is."""
    of, beside = folder / "act.txt", folder / "act.txt.meta.yaml"
    of.write_text("Text.", encoding="utf-8")
    for text in (*SIDECARS, *VALUES):
        beside.write_text(text, encoding="utf-8")
        yield from described(of)[1]
        yield from front_matter(f"---\n{text}\n---\nText.").warnings
    beside.write_bytes("автор: я".encode("cp1251"))
    yield from described(of)[1]
    for text in ("---\ntitle:act\n---\nText.", "---\ntitle: act\n\nText.", "---\ntitle: a: b\n\nText."):
        yield from front_matter(text).warnings
    for name in ("lost.meta.yaml", "act.meta.yaml", "act.txt.meta.yml"):
        (folder / name).write_text("title: x", encoding="utf-8")
    yield from strays([folder])
    words = folder / "glossary.tsv"
    yield from read_glossary(words).warnings
    for written in (b"one\n" * 30, "слово\tword\tслово\n".encode(), "слово".encode("cp1251")):
        words.write_bytes(written)
        yield from read_glossary(words).warnings


def test_whatever_is_said_of_metadata_and_glossaries_is_said_in_korean_and_russian(tmp_path):
    sentences = list(said_of_metadata(tmp_path))
    assert len(sentences) > 40
    missing = [text for text in sentences for language in ("ko", "ru") if in_language(text, language) is None]
    assert missing == []
    assert not [text for text in sentences if "name it" in (in_language(text, "ru") or "")]


def test_a_translation_keeps_the_blanks_of_its_sentence():
    rows = json.loads((ROOT / "bot" / "web" / "reasons.json").read_text(encoding="utf-8"))
    for clause, row in rows.items():
        blanks = [sorted(name for _, name, _, _ in string.Formatter().parse(text) if name) for text in row.values()]
        wanted = sorted(name for _, name, _, _ in string.Formatter().parse(clause) if name)
        assert blanks == [wanted, wanted], clause


@pytest.mark.parametrize(
    ("sentence", "korean"),
    [
        ("is encrypted: save it without a password", "암호가 걸려 있음. 암호 없이 다시 저장하세요"),
        (
            "is larger than 256 MiB: split it or raise DOCENT_MAX_FILE_MB",
            "256 MiB보다 큼. 나누거나 DOCENT_MAX_FILE_MB 값을 올리세요",
        ),
        (
            "is damaged at word/a.xml (ParseError: line 1: x; y): get the file again",
            "word/a.xml 부분이 손상됨 (ParseError: line 1: x; y). 파일을 다시 받으세요",
        ),
        (
            "unpacks to 900 MiB from 12 KiB: not read, for safety; raise DOCENT_MAX_RATIO if you trust it",
            "압축을 풀면 12 KiB에서 900 MiB로 커짐. 안전을 위해 읽지 않음. 믿을 수 있는 파일이면 DOCENT_MAX_RATIO 값을 올리세요",  # noqa: E501
        ),
    ],
)
def test_a_sentence_keeps_its_values(sentence, korean):
    assert in_language(sentence, "ko") == korean


def test_what_nobody_has_translated_stays_and_is_marked_as_english():
    assert in_language("is enchanted: call a wizard", "ru") is None
    shown = reason_html("is enchanted: call a wizard", "ru")
    assert '<small lang="en">is enchanted: call a wizard</small>' in shown
    assert '<small lang="en">' not in reason_html("is encrypted: save it without a password", "ru")


def test_an_error_says_in_the_readers_language_what_to_type():
    error = IndexMissing("there is no index in .docent; build one with: python -m bot build")
    assert problem_line(error, "ru").endswith("(В .docent нет индекса. Построить: python -m bot build)")
