"""Pages of a PDF as pictures with a quote marked on them. The file is written by hand."""

from __future__ import annotations

import struct

from e2e.pages import write_pdf

from bot.web.pdf_pages import Page, draw, page_svg


def test_a_quote_that_runs_over_lines_is_marked_on_each(tmp_path):
    quote = "opened in 1902 by the astronomer Vera  Lindt"
    page = draw(write_pdf(tmp_path / "a.pdf"), 1, quote)
    assert page.picture.startswith(b"\x89PNG")
    assert len(page.rectangles) == 2
    first, second = page.rectangles
    assert 10 < first[1] < 20
    assert first[1] < second[1] < 30
    assert first[0] > second[0]
    shown = page_svg(page)
    assert shown
    assert shown.count("<rect") == 2
    assert struct.unpack(">I", page.picture[16:20])[0] == 1100


def test_a_quote_that_is_not_there_marks_nothing(tmp_path):
    assert draw(write_pdf(tmp_path / "a.pdf"), 1, "no such words").rectangles == ()
    assert draw(write_pdf(tmp_path / "a.pdf"), 1).rectangles == ()


def test_a_file_that_cannot_be_drawn_gives_no_picture(tmp_path):
    path = tmp_path / "b.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    assert draw(path, 1) == Page()
    assert page_svg(Page()) is None
    assert draw(write_pdf(tmp_path / "a.pdf"), 7) == Page()
