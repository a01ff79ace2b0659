"""PDF: pages, columns, headings, running lines, footnote marks, scans. The files are written by hand."""

import re
import zlib

import pytest

from index.errors import LoadError
from index.loaders import Limits, ocr, parse
from index.loaders.pdf_lines import Line
from index.loaders.pdf_order import reading_order

WIDTH, HEIGHT = 595, 842


def text(x, y, content, size=10):
    escaped = content.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET"


def pdf(path, *pages, picture=False, info=""):
    """A file of some pages, each a list of drawing commands."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    if picture:
        pixels = zlib.compress(b"\x80" * 100)
        head = "<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"
        head += f" /Filter /FlateDecode /Length {len(pixels)} >>"
        objects.append(head + "\nstream\n" + pixels.decode("latin-1") + "\nendstream")
    kids = []
    resources = "<< /Font << /F1 3 0 R >>" + (" /XObject << /I 4 0 R >>" if picture else "") + " >>"
    for commands in pages:
        content = "\n".join(commands)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources {resources}"
        objects.append(f"<< {page} /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    if info:
        objects.append(info)
        info = f"/Info {len(objects)} 0 R"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {info} >>\nstartxref\n{len(out)}\n%%EOF"
    path.write_bytes(out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode())
    return path


def lines(count, start=700, x=60, word="body"):
    return [
        text(x, start - 14 * n, f"{word} line {n} of a paragraph that is long enough to be a text")
        for n in range(count)
    ]


def words(document):
    return re.sub(r"\s+", " ", document.text)


def test_each_page_is_a_block_with_its_number(tmp_path):
    document = parse(pdf(tmp_path / "a.pdf", lines(3, word="first"), lines(3, word="second")), Limits())
    assert [(block.kind, block.page) for block in document.blocks] == [("lines", 1), ("lines", 2)]
    assert document.pages == 2
    assert document.blocks[1].text.startswith("second line 0")


def test_larger_letters_are_headings(tmp_path):
    page = [text(60, 760, "A title", 20), *lines(8), text(60, 560, "A section", 14), *lines(8, start=540)]
    document = parse(pdf(tmp_path / "a.pdf", page, lines(8)), Limits())
    assert [(b.text, b.level) for b in document.blocks if b.kind == "heading"] == [("A title", 1), ("A section", 2)]


def test_running_lines_and_page_numbers_are_listed_as_removed(tmp_path):
    pages = [[text(60, 810, "Annual report"), *lines(5, word=f"p{n}"), text(290, 30, f"- {n} -")] for n in range(1, 5)]
    document = parse(pdf(tmp_path / "a.pdf", *pages), Limits())
    assert "Annual report" not in document.text
    assert [gone for gone, _ in document.removed] == [
        item for n in range(1, 5) for item in ("Annual report", f"- {n} -")
    ]


def test_a_table_at_the_edge_of_one_page_stays(tmp_path):
    pages = [[*lines(5), text(60, 40, f"total {n} of region {n * n}")] for n in range(2)]
    assert "total 1" in parse(pdf(tmp_path / "a.pdf", *pages), Limits()).text


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns_come_one_after_the_other(tmp_path, interleaved):
    left = [text(60, 700 - 14 * n, f"left {n} column of justified text here") for n in range(12)]
    right = [text(310, 700 - 14 * n, f"right {n} column of justified text here") for n in range(12)]
    page = [part for pair in zip(left, right, strict=True) for part in pair] if interleaved else [*left, *right]
    document = parse(pdf(tmp_path / "a.pdf", page), Limits())
    found = re.findall(r"(left|right) (\d+) column", document.text)
    assert found == [(side, str(n)) for side in ("left", "right") for n in range(12)]


def test_rows_of_a_table_are_not_taken_for_columns(tmp_path):
    page = [
        part for n in range(12) for part in (text(60, 700 - 14 * n, f"Region {n}"), text(330, 700 - 14 * n, f"{n}.5"))
    ]
    assert "Region 3 3.5" in words(parse(pdf(tmp_path / "a.pdf", page), Limits()))


@pytest.mark.parametrize("interleaved", [False, True])
def test_three_columns_are_read_one_by_one_below_a_table_that_stays_whole(tmp_path, interleaved):
    sides = {"left": 60, "middle": 230, "right": 400}
    columns = [
        [text(x, 600 - 14 * n, f"{side} {n} words in a narrow column") for n in range(14)] for side, x in sides.items()
    ]
    flow = zip(*columns, strict=True) if interleaved else columns
    table = [text(60 + 58 * n, 700 - 14 * row, f"{row}{n}0") for row in range(4) for n in range(8)]
    read = parse(pdf(tmp_path / "a.pdf", [*table, *(line for part in flow for line in part)]), Limits()).text
    assert re.findall(r"(left|middle|right) (\d+) words", read) == [(side, str(n)) for side in sides for n in range(14)]
    assert "300 310 320 330 340 350 360 370" in re.sub(r"\s+", " ", read)


def test_a_page_of_figures_is_read_row_by_row(tmp_path):
    page = [text(60 + 45 * n, 720 - 14 * row, f"{row}{n}00") for row in range(40) for n in range(10)]
    read = words(parse(pdf(tmp_path / "a.pdf", page), Limits()))
    assert "2000 2100 2200 2300 2400 2500 2600 2700 2800 2900 3000" in read


@pytest.mark.parametrize(
    ("matrix", "turned"),
    [("0 1 -1 0 590 0", 0), ("0 1 -1 0 590 0", 90), ("-1 0 0 -1 595 842", 180), ("0 -1 1 0 0 800", 270)],
)
def test_a_page_that_is_stored_turned_is_read_as_it_is_seen(tmp_path, matrix, turned):
    rows = [text(60 + 90 * n, 500 - 16 * row, f"{row}-{n}") for row in range(12) for n in range(5)]
    page = [f"q {matrix} cm", text(60, 540, "What every office has spent"), *rows, "Q"]
    path = pdf(tmp_path / "a.pdf", page)
    path.write_bytes(path.read_bytes().replace(b"/MediaBox", b"/Rotate %d /MediaBox" % turned))
    read = words(parse(path, Limits()))
    assert "What every office has spent 0-0 0-1 0-2 0-3 0-4 1-0 1-1" in read


def test_a_raised_digit_is_told_from_the_number_before_it(tmp_path):
    page = ["BT /F1 12 Tf 60 700 Td (in 2019) Tj 5 Ts /F1 7 Tf (1) Tj 0 Ts /F1 12 Tf ( it grew) Tj ET"]
    assert "in 2019¹ it grew" in words(parse(pdf(tmp_path / "a.pdf", page), Limits()))


def test_white_space_shows_paragraphs(tmp_path):
    page = [*lines(3), text(80, 700 - 14 * 3, "set in line"), *lines(3, start=600)]
    block = parse(pdf(tmp_path / "a.pdf", page), Limits()).blocks[0]
    assert "\n    set in line" in block.text
    assert "\n\nbody line 0" in block.text


def test_metadata_comes_from_the_file(tmp_path):
    info = "<< /Title (Report) /Author (Kim) /CreationDate (D:20191227103000+09'00') >>"
    metadata = parse(pdf(tmp_path / "a.pdf", lines(2), info=info), Limits()).metadata
    assert (metadata.title, metadata.authors, metadata.date) == ("Report", ("Kim",), "2019-12-27")


def test_pages_beyond_the_limit_are_left_out_with_a_warning(tmp_path):
    document = parse(pdf(tmp_path / "a.pdf", *[lines(2)] * 3), Limits(pages=2))
    assert document.warnings == ("pages after 2 were not read: raise DOCENT_MAX_PAGES",)


def test_scans_are_counted_and_say_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "missing", lambda: "install the ocr extra")
    picture = ["500 0 0 700 50 50 cm /I Do"]
    document = parse(pdf(tmp_path / "a.pdf", lines(3), picture, picture, picture=True), Limits())
    assert document.warnings == ("2 of 3 pages are images: install the ocr extra",)
    with pytest.raises(LoadError, match="1 of 1 pages are images: install the ocr extra"):
        parse(pdf(tmp_path / "b.pdf", picture, picture=True), Limits())


@pytest.mark.slow
def test_scans_are_read_where_tesseract_is_installed(tmp_path):
    if ocr.missing():
        pytest.skip(ocr.missing())
    import pypdfium2
    from PIL import Image

    page = pdf(tmp_path / "a.pdf", [text(60, 700, "Digital economy programme", 30)])
    pypdfium2.PdfDocument(page)[0].render(scale=2).to_pil().convert("RGB").save(tmp_path / "scan.pdf")
    assert Image.registered_extensions()[".pdf"] == "PDF"
    document = parse(tmp_path / "scan.pdf", Limits())
    assert "Digital economy programme" in document.text
    assert document.warnings == ("1 of 1 pages are images, read by OCR",)


def test_letters_that_are_drawn_as_outlines_are_a_scan(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "missing", lambda: "install the ocr extra")
    strokes = [f"{10 + n} 10 m {20 + n} 40 l {30 + n} 10 l f" for n in range(80)]
    with pytest.raises(LoadError, match="no text in this pdf file: 1 of 1 pages are images: install the ocr extra"):
        parse(pdf(tmp_path / "a.pdf", strokes), Limits())
    with pytest.raises(LoadError, match="no text in this pdf file$"):
        parse(pdf(tmp_path / "b.pdf", strokes[:9]), Limits())


def test_a_damaged_file_says_so(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    with pytest.raises(LoadError, match="damaged PDF"):
        parse(tmp_path / "a.pdf", Limits())


def test_digits_of_a_font_with_small_boxes_are_not_raised(tmp_path):
    """Digits are lower than letters here, too; what is raised is smaller and stands higher."""
    row = [text(60, 700, "Growth of "), text(110, 703, "400", 10), text(135, 700, "% in the year")]
    assert "400" in parse(pdf(tmp_path / "a.pdf", row), Limits()).text


def test_a_footnote_explains_its_mark_beyond_a_heading(tmp_path):
    from index.normalize import normalize

    page = [text(60, 700, "Sales grew in every single region of the country"), text(276, 704, "1", 6)]
    page += [text(60, 660, "Next chapter of it", 16), *lines(3, start=630)]
    page += [text(60, 60, "1 All of the figures are those of the ministry itself.")]
    document = normalize(parse(pdf(tmp_path / "a.pdf", page), Limits()), source="a", document_id="a")
    assert [(note.marker, note.text) for note in document.notes] == [
        ("1", "All of the figures are those of the ministry itself.")
    ]
    assert document.text[: document.notes[0].anchor].endswith("country ¹")


def test_a_heading_of_two_lines_is_mended(tmp_path):
    from index.normalize import normalize

    page = [text(60, 780, "How the northern neigh-", 18), text(60, 758, "bours see it", 18), *lines(6)]
    document = normalize(parse(pdf(tmp_path / "a.pdf", page), Limits()), source="a", document_id="a")
    assert document.text.split("\n")[0] == "How the northern neighbours see it"


def test_letters_that_are_spread_over_a_line_make_words(tmp_path):
    spread, x = [], 60
    for letter in "bounded head":
        x += 10 if letter == " " else 0
        spread += [text(x, 500, letter)] if letter != " " else []
        x += 10
    path = pdf(tmp_path / "a.pdf", [*lines(8), *spread])
    assert "bounded head" in words(parse(path, Limits()))


def test_lines_that_all_stand_on_one_side_are_one_column():
    lines = [Line(f"line {n}", 60.0 if n else 60.5, 61.0, 700.0 - 12 * n, 710.0 - 12 * n, 10.0) for n in range(12)]
    lines += [Line("far", 400.0, 420.0, 100.0, 110.0, 10.0)]
    assert reading_order(lines) == lines


def test_spaces_that_are_drawn_before_their_words_stand_where_they_are_seen(tmp_path):
    """LibreOffice draws the spaces of a stretch first where they are of another font than its letters."""
    stretch = "BT 77.2 700 Td /F1 10 Tf [( )-1498( )] TJ 1 0 0 1 60 700 Tm [(The)-278(mill)-278(closed)] TJ ET"
    behind = "BT 112.2 686 Td /F1 10 Tf ( ) Tj 1 0 0 1 60 686 Tm [(and no flour)-278(was ground)] TJ ET"
    drawn = [stretch, text(126.7, 700, ". It was empty for years,"), behind, text(60, 672, "until it burnt down.")]
    document = parse(pdf(tmp_path / "a.pdf", drawn), Limits())
    whole = "The mill closed. It was empty for years,\nand no flour was ground\nuntil it burnt down."
    assert document.text == whole
