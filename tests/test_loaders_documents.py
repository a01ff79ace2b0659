"""OpenDocument, RTF, e-books and saved pages: structure kept, nothing dropped silently."""

import zipfile

import pytest

from index.errors import LoadError
from index.loaders import Limits, parse


def blocks(path):
    return [(block.kind, block.level, block.text) for block in parse(path, Limits()).blocks]


ODT = """<o:document-content xmlns:o="urn:o" xmlns:t="urn:t" xmlns:b="urn:b" xmlns:s="urn:s"
 xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><o:body><o:text>
<t:h t:outline-level="2">Economy</t:h><t:tracked-changes><t:p>gone</t:p></t:tracked-changes>
<t:p>Growth<t:s/>was<t:tab/>fast<t:note>
<t:note-citation>1</t:note-citation><t:note-body><t:p>By 400 %.</t:p></t:note-body></t:note>.
<d:frame><d:text-box><t:p>In a box</t:p></d:text-box></d:frame><d:frame><d:image/><s:desc>Map</s:desc></d:frame></t:p>
<t:list><t:list-item><t:p>one</t:p><t:list><t:list-item><t:p>inner</t:p></t:list-item></t:list></t:list-item></t:list>
<b:table><b:table-header-rows><b:table-row><b:table-cell><t:p>Region</t:p></b:table-cell><b:table-cell><t:p>Budget</t:p>
</b:table-cell></b:table-row></b:table-header-rows><b:table-row><b:table-cell><t:p>Seoul</t:p></b:table-cell>
<b:table-cell><t:p>12</t:p></b:table-cell></b:table-row></b:table></o:text></o:body></o:document-content>"""


def test_open_document_text(tmp_path):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", ODT)
    assert blocks(path) == [
        ("heading", 2, "Economy"),
        ("text", 0, "Growth was fast[1]."),
        ("text", 0, "In a box"),
        ("text", 0, "Map"),
        ("item", 0, "one"),
        ("item", 1, "inner"),
        ("row", 0, "Region: Seoul; Budget: 12"),
        ("note", 0, "By 400 %."),
    ]


@pytest.mark.parametrize(("count", "said"), [(1, "1 picture has no description: what it"), (2, "2 pictures have no")])
def test_pictures_without_a_description_are_counted_and_a_file_of_nothing_else_says_what_helps(tmp_path, count, said):
    path = tmp_path / "a.odt"
    picture = "<t:p>{}<d:frame><d:image/></d:frame></t:p>"
    for text in ("Text.", ""):
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            body = picture.format(text) * count
            file.writestr("content.xml", ODT[: ODT.index("<t:h")] + body + "</o:text></o:body></o:document-content>")
        if text:
            assert parse(path, Limits()).warnings[0].startswith(said)
    with pytest.raises(LoadError, match="no text in this odt file: if you see some in it, save it as PDF"):
        parse(path, Limits())


def test_open_document_sheet_skips_the_padding(tmp_path):
    cells = '<b:table-cell b:number-columns-repeated="2"><t:p>x</t:p></b:table-cell>'
    rows = (
        f'<b:table-row>{cells}</b:table-row><b:table-row b:number-rows-repeated="1048575"><b:table-cell/></b:table-row>'
    )
    table = f'<b:table b:name="S">{rows}</b:table>'
    spaces = 'xmlns:o="o" xmlns:b="b" xmlns:t="t"'
    content = f"<o:c {spaces}><o:body><o:spreadsheet>{table}</o:spreadsheet></o:body></o:c>"
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    document = parse(path, Limits())
    assert [(block.locator, block.text) for block in document.blocks] == [("S!A1:B1", "x: x")]
    assert document.warnings == ()


def test_rich_text_reads_every_code_page_it_names(tmp_path):
    korean, russian = (
        "".join(f"\\'{byte:02x}" for byte in text.encode(page))
        for text, page in (("정부", "cp949"), ("план", "cp1251"))
    )
    content = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset129 B;}{\f2\fcharset204 C;}}"
        r"{\stylesheet{\s1 heading 1;}}{\info{\title A report}{\author Kim}}{\header Head\par}"
        r"\pard\s1 Title\par\pard{\f1 " + korean + r"}, {\f2 " + russian + r"}, \u54620?{\footnote A note.}.\par"
        r"{\listtext\bullet}\ls1 item\par\pard{\*\unknown skipped}{\v secret}"
        r"\trowd\intbl Region\cell Budget\cell\row\trowd\intbl Seoul\cell 12\cell\row\pard end\par}"
    )
    (tmp_path / "a.doc").write_bytes(content.encode("ascii"))
    document = parse(tmp_path / "a.doc", Limits())
    assert document.format == "rtf"
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Title"),
        ("text", "정부, план, 한[1]."),
        ("item", "item"),
        ("row", "Region: Seoul; Budget: 12"),
        ("text", "end"),
        ("note", "A note."),
    ]
    assert document.metadata.title == "A report"
    assert ("Head", "running header or footer") in document.removed


def test_rich_text_keeps_the_numbers_of_its_lists_and_no_bullets(tmp_path):
    labels = ("1.\\tab", "2)\\tab", "iv.\\tab", "\\'b7\\tab", "o\\tab")
    items = "".join(f"{{\\listtext\\pard\\plain {label}}}\\ls1 item {n}\\par" for n, label in enumerate(labels))
    (tmp_path / "a.rtf").write_text("{\\rtf1\\ansi " + items + "\\pard end\\par}", encoding="ascii")
    assert blocks(tmp_path / "a.rtf") == [
        ("item", 0, "1. item 0"),
        ("item", 0, "2) item 1"),
        ("item", 0, "iv. item 2"),
        ("item", 0, "item 3"),
        ("item", 0, "item 4"),
        ("text", 0, "end"),
    ]


def test_e_books_follow_the_spine_and_attach_notes(tmp_path):
    path = tmp_path / "a.epub"
    package = """<package xmlns:d="d"><metadata>
    <d:title>Book</d:title><d:creator>A</d:creator><d:creator>B</d:creator>
    <d:language>ru</d:language></metadata><manifest>
    <item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
    <item id="a" href="a%20b.xhtml" media-type="application/xhtml+xml"/>
    </manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/></spine></package>"""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", '<c><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></c>')
        file.writestr("o/p.opf", package)
        file.writestr("o/nav.xhtml", "<html><body><p>Chapter 1</p></body></html>")
        file.writestr(
            "o/b.xhtml",
            '<html><body><h1>One</h1><p>Word<a role="doc-noteref" href="a b.xhtml#n1">1</a>.</p></body></html>',
        )
        file.writestr("o/a b.xhtml", '<html><body><aside id="n1">A note.</aside></body></html>')
    document = parse(path, Limits())
    assert [(block.kind, block.text, block.marker) for block in document.blocks] == [
        ("heading", "One", ""),
        ("text", "Word[1].", ""),
        ("note", "A note.", "[1]"),
    ]
    assert (document.metadata.title, document.metadata.authors, document.metadata.language) == (
        "Book",
        ("A", "B"),
        "ru",
    )
    assert document.removed == (("Chapter 1", "table of contents"),)


def test_a_saved_page_is_its_html_part(tmp_path):
    page = "<html><body><h1>Отчёт</h1><p>" + "Текст страницы. " * 20 + "</p></body></html>"
    content = (
        b'From: x\r\nSubject: Saved\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b'--b\r\nContent-Type: text/html; charset="windows-1251"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + page.encode("cp1251")
        + b"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b--\r\n"
    )
    (tmp_path / "a.mhtml").write_bytes(content)
    document = parse(tmp_path / "a.mhtml", Limits())
    assert (document.format, document.encoding) == ("mht", "cp1251")
    assert document.blocks[0].text == "Отчёт"
