"""Sheets and delimited tables: column names, titles over tables, blank rows, locators."""

import pytest

from index.loaders import Limits, parse


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "지역;예산\n서울;1,5\n부산;2,5\n".encode("cp949")),
        ("a.csv", "sep=;\n지역;예산\n서울;1,5\n부산;2,5\n".encode("utf-8-sig")),
        ("a.tsv", '지역\t예산\n"서울"\t"1,5"\n부산\t2,5\n'.encode("utf-16")),
    ],
)
def test_delimited_tables_read_alike(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    document = parse(tmp_path / name, Limits())
    assert [block.text for block in document.blocks] == ["지역: 서울; 예산: 1,5", "지역: 부산; 예산: 2,5"]
    assert document.blocks[0].locator == "row 2"


def test_a_column_without_values_keeps_its_name(tmp_path):
    (tmp_path / "a.csv").write_text("Name,Budget,Remark\nSeoul,12,\n", encoding="utf-8")
    assert "Remark" in parse(tmp_path / "a.csv", Limits()).text


SHEET = [
    ["Foreign trade in 2020"],
    ["(million dollars)"],
    ["Country", "Export", "Import"],
    ["Korea", "12", "34"],
    [],
    ["Russia", "5", "6"],
    [],
    ["Remarks"],
    ["The figures are provisional and do not hold what was sent by post."],
    [],
    ["Tariffs"],
    [],
    ["Year", "Rate"],
    ["2019", "8"],
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_of_a_sheet_keep_their_titles_and_their_names_beyond_a_blank_row(tmp_path, form):
    path = tmp_path / f"a.{form}"
    if form == "csv":
        path.write_text("\n".join(",".join(row) for row in SHEET), encoding="utf-8")
    else:
        from openpyxl import Workbook

        book = Workbook()
        for row in SHEET:
            book.active.append([int(cell) if cell.isdigit() and len(cell) < 4 else cell for cell in row])
        book.save(path)
    assert [(block.kind, block.text) for block in parse(path, Limits()).blocks] == [
        ("heading", "Foreign trade in 2020"),
        ("text", "(million dollars)"),
        ("row", "Country: Korea; Export: 12; Import: 34"),
        ("row", "Country: Russia; Export: 5; Import: 6"),
        ("heading", "Remarks"),
        ("text", "The figures are provisional and do not hold what was sent by post."),
        ("heading", "Tariffs"),
        ("row", "Year: 2019; Rate: 8"),
    ]
