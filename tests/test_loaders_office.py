"""Word, PowerPoint, Excel, OpenDocument, RTF, e-books, saved pages: structure kept, nothing dropped silently."""

import io
import shutil
import zipfile

import pytest

from index.errors import LoadError
from index.loaders import Limits, parse

W = 'xmlns:w="urn:w" xmlns:m="urn:m" xmlns:wp="urn:wp" xmlns:mc="urn:mc" xmlns:v="urn:v"'


def archive(path, **entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def blocks(path, **limits):
    return [(block.kind, block.level, block.text) for block in parse(path, Limits(**limits)).blocks]


def paragraph(text, style="", inside=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


STYLES = f"""<w:styles {W}>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="L"><w:name w:val="Bullets"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>"""

BOX = """<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr="Map of the region"/><w:txbxContent>
<w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>
<w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""

DOCUMENT = f"""<w:document {W}><w:body>
{paragraph("Contents line 1", "T1")}{paragraph("Economy", "H1")}{paragraph("Plans", "Own")}
{paragraph("Growth was fast", "", '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r>')}
{paragraph("An item", "L")}
<w:p><w:ins><w:r><w:t>Kept </w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>
<w:r><w:rPr><w:rStyle w:val="Aside"/></w:rPr><w:t>styled</w:t></w:r>
<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>tiny</w:t></w:r><w:r><w:t>text</w:t></w:r></w:p>
<w:tbl><w:tr>{cell("Region")}{cell("Budget", '<w:gridSpan w:val="2"/>')}</w:tr>
<w:tr>{cell("")}{cell("2020")}{cell("2021")}</w:tr>
<w:tr>{cell("Seoul", '<w:vMerge w:val="restart"/>')}{cell("12")}{cell("13")}</w:tr>
<w:tr>{cell("", "<w:vMerge/>")}{cell("14")}{cell("15")}</w:tr></w:tbl>
<w:sdt><w:sdtContent>{paragraph("Controlled")}</w:sdtContent></w:sdt>
{paragraph("Beside a picture", "", BOX)}
<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>
</w:body></w:document>"""

NOTES = f"""<w:footnotes {W}><w:footnote w:id="0" w:type="separator">{paragraph("-")}</w:footnote>
<w:footnote w:id="2">{paragraph("By 400 %.")}</w:footnote></w:footnotes>"""


@pytest.fixture
def word(tmp_path):
    entries = {
        "word/document.xml": DOCUMENT,
        "word/styles.xml": STYLES,
        "word/footnotes.xml": NOTES,
        "word/header1.xml": f"<w:hdr {W}>{paragraph('Running head')}</w:hdr>",
        "docProps/core.xml": '<c xmlns:d="urn:d"><d:title>Report</d:title><d:creator>Kim;Lee</d:creator>'
        "<d:created>2021-03-04T00:00:00Z</d:created></c>",
    }
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return path


def test_word_keeps_structure_notes_boxes_and_equations(word):
    assert blocks(word) == [
        ("heading", 1, "Economy"),
        ("heading", 2, "Plans"),
        ("text", 0, "Growth was fast[1]."),
        ("item", 1, "An item"),
        ("text", 0, "Kept text"),
        ("row", 0, "Region: Seoul; Budget 2020: 12; Budget 2021: 13"),
        ("row", 0, "Region: Seoul; Budget 2020: 14; Budget 2021: 15"),
        ("text", 0, "Controlled"),
        ("text", 0, "Beside a picture"),
        ("text", 0, "In a box"),
        ("text", 0, "Map of the region"),
        ("text", 0, "(a)/(b)"),
        ("note", 0, "By 400 %."),
    ]


def test_word_says_what_it_left_out_and_what_it_knows(word):
    document = parse(word, Limits())
    assert set(document.removed) == {
        ("Contents line 1", "table of contents"),
        ("gonehiddenstyledtiny", "deleted or hidden in the document"),
        ("Running head", "running header"),
    }
    assert document.blocks[-1].marker == "[1]"
    metadata = document.metadata
    assert (metadata.title, metadata.authors, metadata.date) == ("Report", ("Kim", "Lee"), "2021-03-04")


def test_word_written_by_a_library_reads_back(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("제목", 1)
    document.add_paragraph("본문이다.")
    document.add_paragraph("항목", style="List Bullet")
    table = document.add_table(2, 2)
    for place, text in enumerate(("구분", "2020년", "예산", "12억원")):
        table.cell(place // 2, place % 2).text = text
    document.save(tmp_path / "a.docx")
    assert [text for _, _, text in blocks(tmp_path / "a.docx")] == [
        "제목",
        "본문이다.",
        "항목",
        "구분: 예산; 2020년: 12억원",
    ]
    metadata = parse(tmp_path / "a.docx", Limits()).metadata
    assert (metadata.authors, metadata.date) == ((), "")  # those are the library's


def test_slides_keep_titles_tables_charts_notes_and_descriptions(tmp_path):
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "예산"
    slide.placeholders[1].text = "첫째\n둘째"
    slide.notes_slide.notes_text_frame.text = "말할 것"
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Figures"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for place, text in enumerate(("Region", "Budget", "Seoul", "12")):
        table.cell(place // 2, place % 2).text = text
    data = CategoryChartData()
    data.categories = ["2020", "2021"]
    data.add_series("Growth", (1.5, 2.25))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(4), Inches(3), Inches(2), data).chart
    chart.has_title = False
    show.save(tmp_path / "a.pptx")
    document = parse(tmp_path / "a.pptx", Limits())
    assert document.pages == 2
    assert [(block.locator, block.text) for block in document.blocks] == [
        ("slide 1", "예산"),
        ("slide 1", "첫째"),
        ("slide 1", "둘째"),
        ("slide 1, notes", "말할 것"),
        ("slide 2", "Figures"),
        ("slide 2", "Region: Seoul; Budget: 12"),
        ("slide 2", "2020; Growth: 1.5"),
        ("slide 2", "2021; Growth: 2.25"),
    ]


def workbook(path):
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "예산"
    for row in [
        ["2020 budget by region"],
        [],
        ["Region", "Share", "Date", "Sum"],
        ["Seoul", 0.123, date(2020, 5, 1), 1234.5],
    ]:
        sheet.append(row)
    sheet["B4"].number_format, sheet["D4"].number_format = "0.0%", "#,##0.00"
    sheet.append(["Busan", 0.5, None, "=D4*2"])
    sheet["B5"].number_format = "0%"
    sheet.append([])
    sheet.append(["Note: provisional"])
    sheet.merge_cells("A1:D1")
    book.create_sheet("빈 시트")
    book.save(path)
    return path


def test_sheets_give_rows_with_their_names_address_and_number_formats(tmp_path):
    document = parse(workbook(tmp_path / "a.xlsx"), Limits())
    assert [(block.locator, block.text) for block in document.blocks] == [
        ("예산!A1:D1", "2020 budget by region"),
        ("예산!A4:D4", "Region: Seoul; Share: 12.3%; Date: 2020-05-01; Sum: 1,234.50"),
        ("예산!A5:B5", "Region: Busan; Share: 50%"),
        ("예산!A7", "Note: provisional"),
    ]
    assert document.pages == 2
    assert document.blocks[1].context == "Region | Share | Date | Sum"
    assert "1 formulas have no stored value" in document.warnings[0]


def test_a_long_sheet_is_cut_with_a_warning(tmp_path):
    document = parse(workbook(tmp_path / "a.xlsx"), Limits(rows=4))
    assert any("rows after 4" in warning for warning in document.warnings)
    assert "Busan" not in document.text


def test_old_office_files_need_libreoffice_or_say_so(tmp_path, monkeypatch):
    from index.loaders import legacy
    from index.loaders.draft import Source

    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(LoadError, match="install LibreOffice, or save it as .docx"):
        legacy.convert(Source(tmp_path / "a.doc", b""), "doc", "docx")


def test_a_package_that_is_no_office_file_says_what_it_is(tmp_path):
    with pytest.raises(LoadError, match="unpack it"):
        parse(archive(tmp_path / "a.docx", a_dot_txt="text"), Limits())


def test_office_bytes_under_another_suffix_are_recognised(word, tmp_path):
    other = tmp_path / "renamed.txt"
    other.write_bytes(word.read_bytes())
    assert parse(other, Limits()).format == "docx"
    assert io.BytesIO(other.read_bytes()).read(2) == b"PK"


def test_equal_cells_side_by_side_are_all_kept(tmp_path):
    (tmp_path / "a.csv").write_text("1,0,0,0\n2,0,0,0\n", encoding="utf-8")
    assert [text for _, _, text in blocks(tmp_path / "a.csv")] == ["1 | 0 | 0 | 0", "2 | 0 | 0 | 0"]


def test_the_name_of_a_picture_s_file_is_no_description(tmp_path):
    from index.loaders.drawings import described

    told = ["C:\\Users\\a b\\map.png", "Map of the region", "Map of the region", " "]
    assert described(told) == ["Map of the region"]


def test_names_to_log_in_with_and_titles_of_templates_are_not_cited():
    from index.loaders.draft import Draft
    from index.loaders.properties import know_properties

    draft = Draft("docx")
    know_properties(draft, title="Report_final_v2", author="rex; NC381; python-docx; Han Sora; KIEP; W:CAR:MP")
    assert (draft.metadata.title, draft.metadata.authors) == ("", ("Han Sora", "KIEP"))


@pytest.mark.parametrize(
    ("first", "second", "row"),
    [
        ("bold", "", "Owner: Kim; Share: half of it"),
        ("style", "", "Owner: Kim; Share: half of it"),
        ("", "", "Kim: half of it"),
        ("bold", "bold", "Kim: half of it"),
    ],
)
def test_a_first_row_that_stands_out_names_the_columns(tmp_path, first, second, row):
    def made(look, *texts):
        cells = "".join(cell(text) for text in texts)
        if look == "style":
            cells = cells.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="TH"/></w:pPr>')
        return f"<w:tr>{cells.replace('<w:r>', '<w:r><w:rPr><w:b/></w:rPr>') if look == 'bold' else cells}</w:tr>"

    table = f"<w:tbl>{made(first, 'Owner', 'Share')}{made(second, 'Kim', 'half of it')}</w:tbl>"
    styles = f'<w:styles {W}><w:style w:styleId="TH"><w:name w:val="Table Heading"/></w:style></w:styles>'
    body = f"<w:document {W}><w:body>{table}</w:body></w:document>"
    path = archive(tmp_path / "a.docx", word__document_dot_xml=body, word__styles_dot_xml=styles)
    assert blocks(path)[-1] == ("row", 0, row)


def test_a_large_initial_in_a_frame_belongs_to_its_word(tmp_path):
    initial = paragraph("D").replace("<w:p>", '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>')
    body = f"<w:document {W}><w:body>{initial}{paragraph('rop by drop.')}</w:body></w:document>"
    path = archive(tmp_path / "a.docx", word__document_dot_xml=body)
    assert blocks(path) == [("text", 0, "Drop by drop.")]


def test_a_long_cell_or_a_table_in_a_cell_does_not_part_the_rows_of_a_large_table(tmp_path):
    def table(*rows):
        return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"

    inner = f"<w:tc>{table([cell('x'), cell('y')])}{paragraph('z')}</w:tc>"
    rows = [[cell("No"), cell("Name"), cell("Remark")]]
    rows += [[cell(f"{number}"), cell(f"Town {number}"), cell(f"remark {number}")] for number in range(8)]
    rows[2][2], rows[3][2] = cell("long " * 100), inner
    body = f"<w:document {W}><w:body>{table(*rows)}</w:body></w:document>"
    found = blocks(archive(tmp_path / "a.docx", word__document_dot_xml=body))
    assert [text for _, _, text in found][:1] == ["No: 0; Name: Town 0; Remark: remark 0"]
    assert found[2] == ("row", 0, "No: 2; Name: Town 2; Remark: x y z")
    assert len(found) == 8
