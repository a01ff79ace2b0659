"""Numbers of lists and headings: no text of the file holds them, and every reader sees them."""

import zipfile
from datetime import datetime, timedelta

import pytest

from index.loaders import Limits, parse
from index.loaders.numbering import Counts, Level, labelled, number
from index.loaders.numbers import shown

W = 'xmlns:w="urn:w"'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
O = f'xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" xmlns:style="{ODF}style:1.0"'  # noqa: E741


def archive(path, **entries):
    with zipfile.ZipFile(path, "w") as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def texts(path):
    return [block.text for block in parse(path, Limits()).blocks]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (3, "digit", "3"),
        (28, "lower", "bb"),
        (3, "upper", "C"),
        (4, "roman", "iv"),
        (1999, "ROMAN", "MCMXCIX"),
        (2, "hangul", "나"),
        (20, "circled", "⑳"),
        (21, "circled", "21"),
        (2, "RUSSIAN", "Б"),
        (5, "none", ""),
    ],
)
def test_a_count_takes_the_form_of_its_level(count, form, shown):
    assert number(count, form) == shown


def test_levels_count_for_themselves_and_begin_anew_under_the_next_item():
    levels = {0: Level(), 1: Level("hangul", "%1.%2)"), 2: Level("none", "")}
    counts = Counts()
    assert [counts.step(level, levels) for level in (0, 1, 1, 2, 0, 1)] == ["1.", "1.가)", "1.나)", "", "2.", "2.가)"]
    assert counts.step(0, levels, start=7) == "7."
    assert counts.step(5, levels) == ""


def test_a_number_that_the_text_holds_already_is_said_once():
    assert labelled("1.", "1. Aims") == "1. Aims"
    assert labelled("1.", "Aims") == "1. Aims"
    assert labelled("1.", "1.5 million") == "1. 1.5 million"
    assert labelled("1.", " ") == ""


def paragraph(text, number="", level=0, style=""):
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(depth, form, pattern, style=""):
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def test_word_numbers_lists_and_headings(tmp_path):
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.", "H1")}'
        f"{level(1, 'lowerLetter', '%1.%2)')}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num></w:numbering>"
    )
    styles = (
        f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    cells = "<w:tc>{}</w:tc><w:tc>{}</w:tc>"
    table = (
        f"<w:tbl><w:tr>{cells.format(paragraph('Rule'), paragraph('Cost'))}</w:tr>"
        f"<w:tr>{cells.format(paragraph('Stop', '3'), paragraph('12'))}</w:tr></w:tbl>"
    )
    body = (
        paragraph("Aims", style="H1")
        + paragraph("first", "1", 1)
        + paragraph("second", "1", 1)
        + paragraph("dot", "2")
        + paragraph("Means", style="H1")
        + paragraph("out", "0", style="H1")
        + table
    )
    path = archive(
        tmp_path / "a.docx",
        word__document_dot_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>",
        word__styles_dot_xml=styles,
        word__numbering_dot_xml=numbering,
    )
    assert texts(path) == ["1. Aims", "1.a) first", "1.b) second", "dot", "2. Means", "out", "Rule: 5. Stop; Cost: 12"]


OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def test_open_document_lists_go_on_when_they_say_so(tmp_path):
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="가" '
        'style:num-suffix=")"/></text:list-style>'
    )
    inner = "<text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L" xml:id="a"><text:list-item><text:p>one</text:p>'
        f"{inner}</text:list-item><text:list-item><text:p>two</text:p><text:p>more</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-list="a">'
        "<text:list-header><text:p>head</text:p></text:list-header>"
        "<text:list-item><text:p>three</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L"><text:list-item text:start-value="8"><text:p>eight</text:p></text:list-item>'
        "</text:list>"
        '<text:h text:outline-level="1">Chapter</text:h><text:h text:outline-level="2">Part</text:h>'
    )
    content = (
        f"<office:document-content {O}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    path = archive(
        tmp_path / "a.odt",
        mimetype="application/vnd.oasis.opendocument.text",
        content_dot_xml=content,
        styles_dot_xml=f"<office:document-styles {O}><office:styles>{OUTLINE}</office:styles></office:document-styles>",
    )
    assert texts(path) == [
        "1. one",
        "가) inner",
        "2. two",
        "more",
        "head",
        "3. three",
        "8. eight",
        "I Chapter",
        "I.1 Part",
    ]


def test_web_pages_number_what_a_browser_numbers(tmp_path):
    page = (
        "<html><body><article><h1>Rules</h1><ol start=3><li>Third<li value=9><p>Ninth</p><p>More</p></ol>"
        "<ol type=a><li>Lettered</ol><ol style='list-style-type: none'><li>Bare</ol><ul><li>Dot</ul>"
        "<ol reversed><li>Two<li>One</ol></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    told = ["Rules", "3. Third", "9. Ninth", "More", "a. Lettered", "Bare", "Dot", "2. Two", "1. One"]
    assert texts(tmp_path / "a.html") == told


def test_markdown_keeps_the_numbers_that_are_written(tmp_path):
    (tmp_path / "a.md").write_text("3. three\n4. four\n   - dot\n\n1) paren\n", encoding="utf-8")
    assert texts(tmp_path / "a.md") == ["3. three", "4. four", "dot", "1) paren"]


def test_hangul_numbers_outlines_and_lists(tmp_path):
    heads = (
        '<hh:paraHead start="1" level="1" numFormat="DIGIT">^1.</hh:paraHead>'
        '<hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^2)</hh:paraHead>'
    )
    header = (
        f'<hh:head xmlns:hh="urn:hh"><hh:numbering id="1">{heads}</hh:numbering>'
        f'<hh:numbering id="2">{heads}</hh:numbering>'
        '<hh:paraPr id="0"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>'
        '<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="2" level="1"/></hh:paraPr></hh:head>'
    )
    run = "<hp:run><hp:t>{}</hp:t></hp:run>"
    section = (
        '<hs:sec xmlns:hs="urn:hs" xmlns:hp="urn:hp"><hp:p paraPrIDRef="0"><hp:run><hp:secPr outlineShapeIDRef="1"/>'
        f'</hp:run>{run.format("목적")}</hp:p><hp:p paraPrIDRef="1">{run.format("첫째")}</hp:p>'
        f'<hp:p paraPrIDRef="1">{run.format("둘째")}</hp:p><hp:p paraPrIDRef="0">{run.format("방법")}</hp:p></hs:sec>'
    )
    path = archive(
        tmp_path / "a.hwpx",
        mimetype="application/hwp+zip",
        Contents__header_dot_xml=header,
        Contents__section0_dot_xml=section,
    )
    assert texts(path) == ["1. 목적", "가) 첫째", "나) 둘째", "2. 방법"]


@pytest.mark.parametrize(
    ("value", "pattern", "told"),
    [
        (0.1234, "0.0%", "12.3%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12.5, '0.0"억 원"', "12.5억 원"),
        (-5, "#,##0;[Red](#,##0);0", "(5)"),
        (-12.3, "0.0", "-12.3"),
        (1234567, "#,##0,", "1,235"),
        (3, "[$€-407] #,##0.00", "€ 3.00"),
        (1500, '_("$"* #,##0.00_)', "$1,500.00"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (12345, "0.00E+00", "12345"),
        (3.25, "# ?/?", "3.25"),
        (-0.2, "0", "0"),
        (timedelta(days=12, hours=7, minutes=12), "[h]:mm:ss", "295:12:00"),
    ],
)
def test_a_figure_keeps_the_unit_that_its_format_writes(value, pattern, told):
    assert shown(value, pattern) == told


@pytest.mark.parametrize(
    ("pattern", "shown_as"),
    [
        ("yyyy", "2013"),
        ("mmm-yy", "2013-01"),
        ("mm-dd-yy", "2013-01-05"),
        ("h:mm", "14:30"),
        ("dd.mm.yyyy h:mm", "2013-01-05 14:30"),
        ("", "2013-01-05 14:30"),
        ('yyyy"년" m"월" d"일"', "2013년 1월 5일"),
        ("[$-412]yyyy년 mm월;@", "2013년 01월"),
        ('h"시" mm"분"', "14시 30분"),
        ('dd.mm.yyyy "г."', "05.01.2013 г."),
        ("[$-419]d mmmm yyyy;@", "2013-01-05"),
    ],
)
def test_a_date_is_as_precise_as_its_cell_shows_it(pattern, shown_as):
    assert shown(datetime(2013, 1, 5, 14, 30), pattern) == shown_as
