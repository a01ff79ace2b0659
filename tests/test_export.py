"""Answers as files: quotes in their language, footnotes, bibliographies, what made them; never a key or a prompt."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.answer import Answer, AnswerSegment, Citation, Flag
from bot.export import check_path, export, exported
from bot.export.notes import file_name
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
    assert "“2021. The mill" in made  # behind the quotation mark it begins no list


def test_a_translation_says_that_it_is_a_machines_and_whether_its_figures_hold(answer: Answer):
    for checked, words in ((True, "figures checked"), (False, "not borne out")):
        first = replace(answer.citations[0], translation="In other words.", translation_checked=checked)
        made = exported([replace(answer, language="en", citations=(first, *answer.citations[1:]))], ".html").decode()
        assert words in made


KOREAN = {**METADATA, "source": "수소경제_2024.html", "headings": ["하늘다리 보고서", "비용"], "locator": "row 9"}


@pytest.fixture
def quoting(answer: Answer) -> Answer:
    """Two quotes of one file from two sections, asked in Russian; nothing else rests on them."""
    first = Citation(1, "공사비는 830억 원이었다.", 0, 14, KOREAN, gloss="공사비 стоимость")
    second = Citation(2, "길이는 9km이다.", 20, 30, {**KOREAN, "headings": ["길이"], "locator": "p. 3"})
    segments = tuple(AnswerSegment(c.quote, (c.n,), "quote") for c in (first, second))
    return replace(answer, language="ru", question="Сколько стоил мост?", citations=(first, second), segments=segments)


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_two_quotes_of_one_file_are_told_apart_by_section_and_place_in_the_readers_language(quoting, suffix):
    made = exported([quoting], suffix).decode()
    assert "하늘다리 보고서 › 비용" in made.replace("&gt;", ">")
    assert "하늘다리 보고서 › 길이" in made
    assert "строка 9" in made
    assert "с. 3" in made
    assert "row 9" not in made


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_quote_stands_once_with_its_gloss_under_it(quoting, suffix):
    made = exported([quoting], suffix).decode()
    assert made.count("공사비는 830억 원이었다.") == 1
    assert "(машинный): 공사비 стоимость" in made


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_ids_and_the_index_stand_in_one_line_at_the_end(quoting, suffix):
    made = exported([quoting, quoting], suffix).decode()
    assert made.count("abc123") == 4
    last = next(line for line in made.splitlines() if "abc123" in line)
    assert last.count("abc123") == 4
    assert "индекс gen-7" in last
    assert made.index(last) > made.rindex("с. 3")


def test_the_number_of_a_note_is_not_read_with_a_figure_before_it(quoting):
    segment = AnswerSegment("길이: 660", (1,), "quote")
    made = exported([replace(quoting, segments=(segment,))], ".html").decode()
    assert "660\N{NARROW NO-BREAK SPACE}<sup>" in made


def test_word_holds_the_gloss_the_section_and_the_question_as_its_title(quoting):
    from docx import Document

    content = exported([quoting], ".docx")
    word = Document(io.BytesIO(content))
    assert word.core_properties.title == "Сколько стоил мост?"
    assert [p.text for p in word.paragraphs].count("Подстрочник (машинный): 공사비 стоимость") == 1
    assert "1: abc123, 2: abc123" in word.paragraphs[-1].text
    notes = zipfile.ZipFile(io.BytesIO(content)).read("word/footnotes.xml").decode()
    assert "› 비용" in notes
    assert "abc123" not in notes


def test_a_bibliography_holds_the_quotes_with_their_sections(quoting):
    text = exported([quoting], ".bib").decode()
    assert "annotation = {“공사비는 830억 원이었다.” (비용, строка 9) “길이는 9km이다.” (길이, с. 3)}" in text
    assert exported([quoting], ".ris").decode().count("N1  - “") == 2
    assert "(길이, с. 3)" in json.loads(exported([quoting], ".json"))[0]["annote"]


def test_keys_of_korean_and_russian_files_are_told_apart(quoting):
    sources = ("수소경제_2024.html", "반도체_2024.html", "Отчёт 2024.txt", "a/반도체_2024.md", "日本.md")
    cited = tuple(
        replace(quoting.citations[0], n=n, metadata={**KOREAN, "source": source}) for n, source in enumerate(sources, 1)
    )
    keys = re.findall(r"@misc\{(.*),", exported([replace(quoting, citations=cited)], ".bib").decode())
    assert keys[:4] == ["susogyeongje-2024", "bandoche-2024", "Otchyot-2024", "a-bandoche-2024"]
    assert re.fullmatch("source-[0-9a-f]{6}", keys[4])


def test_two_files_of_one_name_have_two_keys(quoting):
    cited = tuple(
        replace(quoting.citations[0], n=n, metadata={**KOREAN, "source": source})
        for n, source in enumerate(("a.md", "a.txt"), 1)
    )
    keys = re.findall(r"@misc\{(.*),", exported([replace(quoting, citations=cited)], ".bib").decode())
    assert keys[0] == "a"
    assert re.fullmatch(r"a-[0-9a-f]{6}", keys[1])


def test_a_file_is_called_by_its_question_and_day(quoting):
    day = date(2026, 3, 4)
    assert file_name([quoting], ".md", day) == "Сколько-стоил-мост-2026-03-04.md"
    hostile = replace(quoting, question='../../a:b*?"<>|\n.')
    assert file_name([hostile], ".md", day) == "a-b-2026-03-04.md"
    assert file_name([replace(quoting, question="???")], ".md", day) == "docent-2026-03-04.md"
    long = file_name([replace(quoting, question="word " * 40)], ".md", day)
    assert len(long) <= 60 + len("-2026-03-04.md")
    assert long.startswith("word-word")


@pytest.mark.parametrize("suffix", [".bib", ".ris", ".json"])
def test_a_list_of_sources_without_any_is_not_written(answer: Answer, tmp_path: Path, suffix: str):
    path = tmp_path / f"a{suffix}"
    with pytest.raises(DocentError, match="nothing is cited"):
        export([replace(answer, citations=(), refused=True)], path)
    assert not path.exists()


def test_where_a_file_cannot_be_is_said_before_there_is_anything_to_write(tmp_path: Path):
    check_path(tmp_path / "a.md")
    for name, reason in (("a.pdf", "no export to .pdf"), ("nowhere/a.md", "there is no folder")):
        with pytest.raises(DocentError, match=reason):
            check_path(tmp_path / name)


def test_what_was_found_about_a_sentence_is_no_markup_in_markdown(answer: Answer):
    flag = Flag(4, 10, "name", instead="[Tower](x) <b>")
    text = exported([replace(answer, segments=(AnswerSegment("The *Pier* stands.", (1,), "similar", (flag,)),))], ".md")
    assert r"\[Tower\](x) \<b\>" in text.decode()
    assert r"name not in the source: \*Pier\*" in text.decode()
