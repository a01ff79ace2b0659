"""Rows of tables as the viewer shows them: as a table, taken apart only where that is sure."""

from __future__ import annotations

import pytest
from test_web_views import document

from bot.web.reading import View, document_html
from bot.web.tables import cells_of
from index.types import Place

NAMES = ("Year", "Granted", "Refusal rate")


def shown(text, names):
    return [(cell.name, text[cell.start : cell.end]) for cell in cells_of(text, (0, len(text)), names)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Year: 2; Granted: 1; Refusal rate: 3%", [("Year", "2"), ("Granted", "1"), ("Refusal rate", "3%")]),
        ("Year: 2021; Refusal rate: 43%", [("Year", "2021"), ("Refusal rate", "43%")]),
        ("All; Granted: 1; say; Refusal rate: 4", [("", "All"), ("Granted", "1; say"), ("Refusal rate", "4")]),
        ("Granted: 1; Year: 2", [("Granted", "1; Year: 2")]),
        ("No row; of this table", []),
    ],
)  # fmt: skip
def test_a_row_is_taken_apart_by_the_names_of_its_columns(text, cells):
    assert shown(text, NAMES) == cells


ROWS = ("Year: 2021; Granted: 121", "Year: 2022; Granted: 163", "A sentence behind it.")
TEXT = "\n".join(ROWS)
END = len(ROWS[0]) + 1 + len(ROWS[1])


def test_rows_are_one_table_with_the_quoted_row_marked_in_its_cells():
    start = len(ROWS[0]) + 1
    found = document(TEXT, places=(Place(0, END, None, "", "Year | Granted"),))
    view = View(passage=(0, END), quote=(start, END), marks=((END - 3, END),))
    html = document_html(found, view, "en")
    assert html.count("<table") == 1
    assert html.count("<th scope=") == 2
    assert '<td data-name="Year"><div>2021</div></td>' in html
    assert '<mark class="quote"><strong class="key">163</strong></mark>' in html
    assert "<p>A sentence behind it.</p>" in html


def test_rows_with_numbers_say_them_in_the_language_of_the_page():
    places = (
        Place(0, len(ROWS[0]), None, "row 2", "Year | Granted"),
        Place(len(ROWS[0]) + 1, END, None, "row 3", "Year | Granted"),
    )
    html = document_html(document(TEXT, places=places), View(), "ru")
    assert html.count("<table") == 1
    assert '<th scope="row" class="place">строка 2</th>' in html
    assert "row 2" not in html


def test_a_table_over_two_pages_is_parted_where_the_page_ends():
    places = (Place(0, len(ROWS[0]), 1, "", "Year | Granted"), Place(len(ROWS[0]) + 1, END, 2, "", "Year | Granted"))
    html = document_html(document(TEXT, places=places), View(), "ko")
    assert html.count("<table") == 2
    assert html.index("1쪽") < html.index("2021") < html.index("2쪽") < html.index("2022")


def test_long_rows_are_shown_as_cards():
    rows = "\n".join(f"Year: 202{n}; Granted: {'many words ' * 20}" for n in range(2))
    html = document_html(document(rows, places=(Place(0, len(rows), None, "", "Year | Granted"),)), View(), "en")
    assert 'class="rows cards"' in html


def test_what_a_table_says_stays_text():
    row = "<b>Year</b>: <img src=x>; Granted: {1}"
    html = document_html(document(row, places=(Place(0, len(row), None, "", "<b>Year</b> | Granted"),)), View(), "en")
    assert "<img" not in html
    assert "<b>" not in html
    assert "&#123;1&#125;" in html
