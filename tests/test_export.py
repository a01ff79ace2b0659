"""Answers as files: quotes in their language, footnotes, bibliographies, what made them; never a key or a prompt."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.answer import Answer, AnswerSegment, Citation, Flag
from bot.export import export, exported
from index.errors import DocentError

METADATA = {
    "id": "abc123", "source": "folder/다리 & 길.md", "title": "하늘다리 보고서", "authors": ["윤서린", "Ada Thornbury"],
    "publisher": "강변시", "date": "2016-05-02", "url": "https://example.org/a_b", "language": "ko", "page": 3,
    "locator": "p. 3", "headings": [], "summary": "",
}  # fmt: skip
QUOTE = "공사비는 830억 원이었다 <b>[7]</b>."


@pytest.fixture
def answer() -> Answer:
    return Answer(
        question="What did it cost? <script>",
        searched="하늘다리: What did it cost?",
        segments=(
            AnswerSegment("The bridge cost 83 billion won.", (1,), "supported"),
            AnswerSegment("It opened in 1999.", (1,), "unsupported", (Flag(13, 17, "figure"),)),
            AnswerSegment(QUOTE, (1,), "quote"),
        ),
        citations=(Citation(1, QUOTE, 10, 40, METADATA, notes=("1) 시의회 자료",)),),
        refused=False,
        language="en",
        model="openai:x",
        generation="gen-7",
        confidence=0.9,
        prompt_version=1,
    )


def test_markdown_has_footnotes_quotes_and_what_made_it(answer: Answer):
    text = exported([answer], ".md").decode()
    assert "83 billion won.[^1]" in text
    assert re.search(r"^\[\^1\]: “공사비는 830억 원이었다", text, re.MULTILINE)
    assert "p. 3" in text
    assert "gen-7" in text
    assert "openai:x" in text
    assert "figure not in the source: 1999" in text
    assert "<script>" not in text.replace("\\<script\\>", "")


def test_a_conversation_numbers_its_footnotes_through(answer: Answer):
    text = exported([answer, answer], ".md").decode()
    assert "[^2]: “" in text
    assert text.count("[^1]: ") == 1


def test_html_escapes_everything_and_marks_flags(answer: Answer):
    text = exported([answer], ".html").decode()
    assert "<script>" not in text
    assert "<b>" not in text
    assert "<mark>1999</mark>" in text
    assert 'href="#n1"' in text
    assert "http" not in re.sub(r"https://example\.org/a_b", "", text)


def test_a_note_to_compare_is_no_fault_in_an_export(answer: Answer):
    flag = Flag(11, 15, "negation", sure=False)
    noted = replace(answer, segments=(AnswerSegment("The bridge cost nothing.", (1,), "supported", (flag,)),))
    text = exported([noted], ".html").decode()
    assert "<u>cost</u>" in text
    assert "only one side denies, to be compared: cost" in text


def test_word_has_real_footnotes(answer: Answer):
    from docx import Document

    content = exported([answer], ".docx")
    assert any("83 billion" in p.text for p in Document(io.BytesIO(content)).paragraphs)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        notes = ElementTree.fromstring(file.read("word/footnotes.xml"))
        body = file.read("word/document.xml").decode()
        assert "footnotes+xml" in file.read("[Content_Types].xml").decode()
    assert "공사비는 830억 원이었다 <b>[7]</b>." in "".join(notes.itertext())
    assert body.count("footnoteReference") == 3


def test_bibtex_escapes_and_names_each_document_once(answer: Answer):
    text = exported([answer, answer], ".bib").decode()
    assert text.count("@misc{") == 1
    assert "author = {윤서린 and Ada Thornbury}" in text
    assert r"a\_b" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_ris_ends_each_record(answer: Answer):
    text = exported([answer], ".ris").decode()
    assert text.startswith("TY  - GEN\r\n")
    assert "AU  - 윤서린\r\nAU  - Ada Thornbury\r\n" in text
    assert text.endswith("ER  - \r\n")


def test_csl_json_has_date_parts(answer: Answer):
    item = json.loads(exported([answer], ".json"))[0]
    assert item["issued"] == {"date-parts": [[2016, 5, 2]]}
    assert item["author"] == [{"literal": "윤서린"}, {"literal": "Ada Thornbury"}]


def test_a_file_is_written_where_one_says(answer: Answer, tmp_path: Path):
    assert export([answer], tmp_path / "a.md").read_text(encoding="utf-8").startswith("## ")


def test_an_unknown_suffix_names_the_known_ones(answer: Answer, tmp_path: Path):
    with pytest.raises(DocentError, match=r"\.docx"):
        export([answer], tmp_path / "a.odt")


def test_a_place_that_cannot_be_written_is_one_line(answer: Answer, tmp_path: Path):
    with pytest.raises(DocentError, match="cannot be written"):
        export([answer], tmp_path / "missing" / "a.md")


def test_a_year_at_the_start_of_a_quote_shows_no_backslash(answer: Answer):
    first = replace(answer.citations[0], quote="2021. The mill closed.")
    made = exported([replace(answer, citations=(first, *answer.citations[1:]))], ".md").decode()
    assert "“2021\\. The mill" in made  # CommonMark escapes a full stop, not a digit


def test_a_translation_says_that_it_is_a_machines_and_whether_its_figures_hold(answer: Answer):
    for checked, words in ((True, "figures checked"), (False, "not borne out")):
        first = replace(answer.citations[0], translation="In other words.", translation_checked=checked)
        made = exported([replace(answer, language="en", citations=(first, *answer.citations[1:]))], ".html").decode()
        assert words in made
