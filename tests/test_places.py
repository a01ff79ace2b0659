"""Where a quote stands in its file: the row, cells, page or slide of the quote, not of the passage around it."""

from pathlib import Path

import pytest
from test_loaders_pdf import pdf
from test_loaders_pdf import text as drawn

from bot.citations import cite
from index.chunker import chunk
from index.loaders import load
from index.normalize import normalize
from index.places import where
from index.types import Hit, IndexConfig, Place, SourceDocument

ROWS = [["Port", "Boats", "Remark"], *([f"Haven {n}", str(10 * n), f"Rebuilt after storm {n}."] for n in range(1, 8))]


def read(path: Path) -> SourceDocument:
    return normalize(load(path), source=path.name, document_id=path.name)


def cited(document: SourceDocument, words: str) -> dict[str, object]:
    """What a citation of the sentence that holds some words says of its place."""
    for passage in chunk(document, IndexConfig()):
        for span in passage.sentences:
            if words in document.text[slice(*span)]:
                hit = Hit(passage, document, 1.0, 1.0, 1.0, (1.0,) * len(passage.sentences))
                metadata = cite(1, hit, span, language="en").metadata
                return {"page": metadata["page"], "locator": metadata["locator"], "passage": passage.locator}
    raise AssertionError(words)


@pytest.mark.parametrize("row", [2, 5, 8])
def test_a_csv_row_is_cited_by_the_number_that_a_spreadsheet_shows(tmp_path: Path, row: int):
    path = tmp_path / "ports.csv"
    path.write_text("\n".join(",".join(cells) for cells in ROWS), encoding="utf-8")
    found = cited(read(path), f"Haven {row - 1};")
    assert found == {"page": None, "locator": f"row {row}", "passage": "rows 2–8"}


def test_cells_over_two_lines_and_blank_lines_count_as_a_spreadsheet_counts_them(tmp_path: Path):
    path = tmp_path / "ports.csv"
    path.write_text('Port,Boats\n"Upper\nHaven",12\n\nLower Haven,13\n', encoding="utf-8")
    document = read(path)
    assert cited(document, "Upper Haven")["locator"] == "row 2"
    assert cited(document, "Lower Haven")["locator"] == "row 4"


def test_a_row_of_a_workbook_is_cited_by_its_cells(tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Ports"
    for cells in ROWS:
        book.active.append(cells)
    book.save(tmp_path / "ports.xlsx")
    found = cited(read(tmp_path / "ports.xlsx"), "Haven 4;")
    assert found == {"page": None, "locator": "Ports!A5:C5", "passage": "Ports!A2:C8"}


def test_each_sentence_of_a_paragraph_over_a_page_break_has_its_own_page(tmp_path: Path):
    first = [drawn(60, 128 - 14 * n, line) for n, line in enumerate((
        "The harbour of this town has had three piers since the railway came to the coast.",
        "The first pier was built of oak and stood for sixty years in the old harbour. It was",
        "pulled down. The second pier was built of steel, and was paid for by the town that"))]  # fmt: skip
    second = [drawn(60, 780 - 14 * n, line) for n, line in enumerate((
        "had grown around it. The third pier was never finished, for the money ran out in the",
        "year of the flood, and what stood of it was sold to a builder of warehouses for little."))]  # fmt: skip
    document = read(pdf(tmp_path / "piers.pdf", first, second))
    assert cited(document, "first pier")["locator"] == "p. 1"
    assert cited(document, "second pier") | {"passage": ""} == {"page": 1, "locator": "pp. 1–2", "passage": ""}
    assert cited(document, "third pier") | {"passage": ""} == {"page": 2, "locator": "p. 2", "passage": ""}


def test_a_quote_from_a_slide_is_cited_by_that_slide(tmp_path: Path):
    from pptx import Presentation
    from pptx.util import Inches

    show = Presentation()
    for number in range(1, 5):
        box = show.slides.add_slide(show.slide_layouts[6]).shapes.add_textbox(0, 0, Inches(5), Inches(2))
        box.text_frame.text = f"Ferry line {number} carries {100 * number} people a day."
    show.save(tmp_path / "ferries.pptx")
    found = cited(read(tmp_path / "ferries.pptx"), "line 3")
    assert found == {"page": None, "locator": "slide 3", "passage": "slides 1–4"}


@pytest.mark.parametrize(
    ("first", "last", "both"),
    [
        ("row 6", "row 8", "rows 6–8"),
        ("slide 4", "slide 4, notes", "slide 4"),
        ("row 1, front matter", "row 3, front matter", "rows 1–3, front matter"),
        ("Sheet 1!B7", "Sheet 1!A9:AC9", "Sheet 1!A7:AC9"),
        ("One!A1:B1", "Two!A1:B1", "One!A1:B1 – Two!A1:B1"),
        ("", "slide 2", "slide 2"),
    ],
)
def test_a_span_over_several_places_names_the_first_and_the_last(first: str, last: str, both: str):
    places = (Place(0, 3, None, first, ""), Place(4, 7, None, last, ""))
    document = SourceDocument("d", "d", "", "xlsx", "", "one two", (), places=places)
    assert where(document, 0, 7) == (None, both)
    assert where(document, 4, 7) == (None, last)
    assert where(document, 0, 3) == (None, first)
