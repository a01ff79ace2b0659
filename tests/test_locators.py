"""Where a quote stands, in the reader's language."""

from __future__ import annotations

import pytest

from bot.locators import headed, section, shown_locator


@pytest.mark.parametrize(
    ("locator", "korean", "russian"),
    [
        ("p. 12", "12쪽", "с. 12"),
        ("pp. 3–4", "3–4쪽", "с. 3–4"),
        ("row 9", "9행", "строка 9"),
        ("rows 6–8", "6–8행", "строки 6–8"),
        ("slide 4, notes", "슬라이드 4, 발표자 노트", "слайд 4, заметки докладчика"),
        ("front matter", "앞부분 서지 사항", "выходные данные"),
        ("", "", ""),
    ],
)
def test_a_locator_is_said_in_the_language_of_its_reader(locator, korean, russian):
    assert [shown_locator(locator, language) for language in ("ko", "en", "ru")] == [korean, locator, russian]


def test_cells_of_a_sheet_stay_as_they_are_whatever_the_sheet_is_called():
    for locator in ("Sheet1!B7:D7", "row 2!A1"):
        assert shown_locator(locator, "ru") == locator


def test_a_section_is_the_path_of_headings_without_the_title_of_the_document():
    assert section(["Annual report 2020", "Money", "Costs"], "Annual report") == "Money › Costs"
    assert section(["Money", "Costs"], "Annual report") == "Money › Costs"
    assert section([], "Annual report") == ""
    assert headed({"title": "Annual report", "headings": ["Annual report", "Money"]}) == "Annual report › Money"
    assert headed({"title": "", "headings": ["Money"]}) == "Money"
