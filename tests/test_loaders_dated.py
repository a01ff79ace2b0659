"""The date of a document against the date of its file."""

import pytest

from index.loaders.dated import date_itself
from index.loaders.draft import Draft
from index.loaders.metadata import iso_date


def dated(*lines, form="pdf", made="2021-03-10"):
    draft = Draft(form)
    draft.add("\n".join(lines), "lines", page=1)
    draft.add("Seoul, 1 January 2001", "lines", page=2)
    draft.know(date=made)
    date_itself(draft)
    return draft.metadata.date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Seoul, 15 June 2019", "2019-06-15"),
        ("보도시점 2019. 6. 15.(토) 조간부터", "2019-06-15"),
        ("Москва, 15 июня 2019 г.", "2019-06-15"),
        ("December 2019", "2019-12"),
        ("2021. 3. 12.", "2021-03-12"),  # written out two days before it was to be read
        ("Register before 1 October 2021", "2021-03-10"),
        ("Last updated: 5 May 2020", "2021-03-10"),
        ("The bridge was opened to traffic on 5 May 1998 and closed again", "2021-03-10"),
        ("2019", "2021-03-10"),
        ("(2019년 1/4분기)", "2021-03-10"),
        ("2019/04/05", "2019-04-05"),
    ],
)
def test_a_date_line_of_the_first_page_counts_more_than_the_day_of_the_export(line, date):
    assert dated("A report on bridges", line, "It begins here.") == date


def test_a_label_counts_more_than_a_date_alone():
    assert dated("12 May 2018", "Published: 15 June 2019") == "2019-06-15"


@pytest.mark.parametrize(
    "line", ["발 행 일  2019년 6월 15일", "Подписано в печать 15.06.2019", "Published 15 June 2019"]
)
def test_an_imprint_behind_the_cover_counts_more_than_the_day_of_the_export(line):
    draft = Draft("pdf")
    for page, text in enumerate(["A report on bridges", "Contents", line, *["Text."] * 9], 1):
        draft.add(text, "lines", page=page)
    draft.know(date="2021-03-10")
    date_itself(draft)
    assert draft.metadata.date == "2019-06-15"


def test_a_cell_of_a_table_counts_where_a_label_says_so():
    draft = Draft("pdf")
    draft.add("Opened: 12 May 2018 | 3", "row", page=1)
    draft.add("단계: 설계; 제출 일자: 2019-06-15", "row", page=1)
    draft.know(date="2021-03-10")
    date_itself(draft)
    assert draft.metadata.date == "2019-06-15"


def test_an_office_file_may_be_older_than_its_text_for_it_has_the_date_of_its_template():
    assert dated("15 June 2021", form="docx", made="2010-01-01") == "2021-06-15"


def test_a_page_of_the_web_says_its_date_itself():
    assert dated("Seoul, 15 June 2019", form="html") == "2021-03-10"


@pytest.mark.parametrize("stamp", ["D:00000000000000", "D:99991231235959", "D:20190000000000"])
def test_a_stamp_that_is_no_day_is_borne(stamp):
    assert dated("Seoul, 15 June 2019", made=iso_date(stamp)).startswith(("2019", "9999"))
