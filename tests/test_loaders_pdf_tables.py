"""Ruled tables of PDFs: rows that read alone where the lines drawn leave no doubt, ordinary text elsewhere."""

import pytest
from test_loaders_pdf import lines, pdf, text

from index.loaders import Limits, parse


def rules(xs, ys):
    """A grid drawn line by line, from the top left."""
    flat = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    return flat + [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]


def cells(xs, ys, *rows):
    return [
        text(xs[column] + 4, ys[row] - 14, content)
        for row, line in enumerate(rows)
        for column, content in enumerate(line)
        if content
    ]


def told(path):
    return [(block.kind, block.page, block.text) for block in parse(path, Limits()).blocks]


XS, YS = [60, 160, 260, 360], [700, 680, 660, 640]


def test_a_figure_is_told_with_the_name_of_its_column(tmp_path):
    rows = cells(XS, YS, ("Region", "2020", "2021"), ("Seoul", "12", "13"), ("Busan", "7", "8"))
    path = pdf(tmp_path / "a.pdf", [text(60, 740, "Budget by region"), *rules(XS, YS), *rows])
    assert told(path) == [
        ("lines", 1, "Budget by region"),
        ("row", 1, "Region: Seoul; 2020: 12; 2021: 13"),
        ("row", 1, "Region: Busan; 2020: 7; 2021: 8"),
    ]


def test_words_on_top_of_words_are_not_taken_for_names(tmp_path):
    rows = cells(XS, YS, ("Seoul", "open", "north"), ("Busan", "shut", "south"), ("Daegu", "open", "east"))
    path = pdf(tmp_path / "a.pdf", [*rules(XS, YS), *rows])
    assert [row for _, _, row in told(path)] == ["Seoul | open | north", "Busan | shut | south", "Daegu | open | east"]


def test_a_cell_without_a_side_is_one_with_its_neighbour(tmp_path):
    drawn = [f"60 {y} m 360 {y} l S" for y in YS] + [f"{x} 700 m {x} 640 l S" for x in (60, 360)]
    drawn += ["160 680 m 160 640 l S", "260 680 m 260 640 l S"]  # the first row is one cell
    rows = cells(XS, YS, ("All of the regions",), ("Seoul", "12", "13"), ("Busan", "7", "8"))
    path = pdf(tmp_path / "a.pdf", [*drawn, *rows])
    assert [row for _, _, row in told(path)] == ["All of the regions", "Seoul | 12 | 13", "Busan | 7 | 8"]


def test_lines_of_a_cell_are_joined_and_text_around_it_stays_in_its_place(tmp_path):
    rows = cells(XS, [700, 660, 620], ("Name", "2020"), ("The city of", "12"))
    page = [text(60, 740, "Above the table"), *rules(XS[:3], [700, 660, 620]), *rows, text(64, 632, "Seo-")]
    page += [text(64, 622, "ul"), text(60, 580, "Below the table")]
    path = pdf(tmp_path / "a.pdf", page)
    assert [block.text for block in parse(path, Limits()).blocks] == [
        "Above the table",
        "Name: The city of Seoul; 2020: 12",
        "Below the table",
    ]


def test_a_word_across_a_line_means_that_this_is_no_table(tmp_path):
    page = [*rules(XS, YS), *cells(XS, YS, ("a wordthatisfartoolongforits cell", "", ""), ("b", "c", "d"))]
    assert all(kind == "lines" for kind, _, _ in told(pdf(tmp_path / "a.pdf", page)))


def test_a_table_goes_on_with_its_names_on_the_next_page(tmp_path):
    bold = [line.replace("/F1", "/F2") for line in cells(XS, YS, ("Region", "State", "Side"))]
    first = [*rules(XS, YS), *bold, *cells(XS, YS, ("",), ("Seoul", "open", "north"), ("Busan", "shut", "south"))]
    second = [*rules(XS, YS[:3]), *cells(XS, YS, ("Daegu", "open", "east"), ("Jeju", "shut", "far"))]
    path = pdf(tmp_path / "a.pdf", first, second)
    data = path.read_bytes().replace(
        b"/F1 3 0 R >>", b"/F1 3 0 R/F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold >> >>"
    )
    path.write_bytes(data)
    assert [row for _, _, row in told(path)][-2:] == [
        "Region: Daegu; State: open; Side: east",
        "Region: Jeju; State: shut; Side: far",
    ]


def table_of(*rows, start=700, columns=(60, 200, 320)):
    return [
        text(x, start - 16 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip(columns, row, strict=False)
        if cell
    ]


def test_columns_without_lines_are_a_table_where_figures_stand_below_names(tmp_path):
    rows = ["Region", "Export (mln)", "Share"], ["Seoul", "1,234", "5.6%"], ["Busan", "987", ""], ["Jeju", "12", "1%"]
    path = pdf(tmp_path / "a.pdf", [*lines(3), *table_of(*rows, start=640), *lines(3, start=500)])
    found = [block for block in parse(path, Limits()).blocks if block.kind == "row"]
    assert [row.text for row in found] == [
        "Region: Seoul; Export (mln): 1,234; Share: 5.6%",
        "Region: Busan; Export (mln): 987",
        "Region: Jeju; Export (mln): 12; Share: 1%",
    ]
    assert found[0].page == 1


@pytest.mark.parametrize(
    "rows",
    [
        (["Region", "Office"], ["Seoul", "in the north"], ["Busan", "in the south"]),  # no figures
        (["Export", "Export", "Share"], ["1", "2", "3"], ["4", "5", "6"]),  # a name twice
        (["2019 was", "a year"], ["1", "2"]),  # one row
        (["Korea", "Russia"], ["Export", "Import", "Share"], ["1", "2", "3"], ["4", "5", "6"]),  # names over names
    ],
)
def test_columns_that_leave_a_doubt_stay_text(tmp_path, rows):
    path = pdf(tmp_path / "a.pdf", [*lines(3), *table_of(*rows, start=640)])
    assert not [block for block in parse(path, Limits()).blocks if block.kind == "row"]


def test_a_grid_of_columns_alone_does_not_part_the_figures_of_a_row(tmp_path):
    columns = [[text(x + 4, 670 - 14 * n, f"{x}{n}") for n in range(6)] for x in XS[:3]]
    head = cells(XS, [700, 680], ["From", "To", "Tax"])
    page = [*rules(XS, [700, 680, 560]), *head, *(line for rows in zip(*columns, strict=True) for line in rows)]
    read = parse(pdf(tmp_path / "a.pdf", page), Limits()).text
    assert "600" in read.split("1601")[0]
    assert read.index("2600") < read.index("601") < read.index("2601")


def test_rows_that_no_line_parts_are_rows_where_figures_stand_at_the_same_heights(tmp_path):
    head = cells(XS, [700, 680], ["Year", "Sold", "Bought"])
    rows = [
        text(x + 4, 670 - 14 * n, f"{year}{n}") for n in range(3) for x, year in zip(XS, (201, 40, 50), strict=False)
    ]
    read = told(pdf(tmp_path / "a.pdf", [*rules(XS, [700, 680, 620]), *head, *rows]))
    assert [row for _, _, row in read] == [f"Year: 201{n}; Sold: 40{n}; Bought: 50{n}" for n in range(3)]
