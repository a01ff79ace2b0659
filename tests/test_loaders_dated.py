"""The date of a document against the date of its file."""

from datetime import date

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
    ("line", "told"),
    [
        ("Seoul, 15 June 2019", "2019-06-15"),
        ("보도시점 2019. 6. 15.(토) 조간부터", "2019-06-15"),
        ("Москва, 15 июня 2019 г.", "2019-06-15"),
        ("December 2019", "2019-12"),
        ("2021. 3. 12.", "2021-03-12"),  # written out two days before it was to be read
        ("Register before 1 October 2021", "2021-03-10"),
        ("Last updated: 5 May 2020", "2021-03-10"),
        ("The bridge was opened to traffic on 5 May 1998 and closed again in 2020", "2021-03-10"),
        ("2020", "2021-03-10"),
        ("(2020년 1/4분기)", "2021-03-10"),
        ("2019/04/05", "2019-04-05"),
    ],
)
def test_a_date_line_of_the_first_page_counts_more_than_the_day_of_the_export(line, told):
    assert dated("A report on bridges", line, "It begins here.") == told


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


@pytest.mark.parametrize(
    ("imprint", "told"),
    [
        ("Joint paper of the Tideway Trust and\nthe Mole Club. Published 3 May 2019. By Ada\nThornbury", "2019-05-03"),
        ("Институт мостов и переправ при городском совете, Тверь,\n3 мая 2019 года. Автор: П. Лунин", "2019-05-03"),
        ("항만교량연구원 정책자료 12호 · 2019년 5월 3일\n· 글: 윤서린", "2019-05-03"),
        ("Вестник мостов, № 3, 2021", "2021-03-10"),  # the file knows the day of that year
        ("Вестник мостов, № 3, 2020", "2020"),
    ],
)
def test_an_imprint_below_the_title_counts_more_than_the_day_of_the_export(imprint, told):
    draft = Draft("pdf")
    draft.add("A report on bridges", "heading", level=1, page=1)
    draft.add(imprint, "lines", page=1)
    draft.add("Sums", "heading", level=2, page=1)
    draft.add("The bridge. 7 June 2018.", "lines", page=1)
    draft.know(date="2021-03-10")
    date_itself(draft)
    assert draft.metadata.date == told


@pytest.mark.parametrize(
    ("line", "saved", "kept"),
    [
        ("It was built when the city grew.", date(2021, 3, 10), False),
        ("It was built when the city grew.", date(2021, 3, 11), False),  # in another time zone
        ("It was built when the city grew.", date(2021, 6, 1), True),
        ("It was built in 2019, when the city grew.", date(2021, 6, 1), False),
        ("It was built in 2019; the toll of 2020 is not known.", date(2021, 6, 1), True),
    ],
)
def test_a_date_that_tells_of_the_file_alone_is_dropped(line, saved, kept):
    draft = Draft("pdf")
    draft.add(line, "lines", page=1)
    draft.know(date="2021-03-10")
    date_itself(draft, saved)
    assert draft.metadata.date == ("2021-03-10" if kept else "")


def test_a_page_of_the_web_says_its_date_itself():
    assert dated("Seoul, 15 June 2019", form="html") == "2021-03-10"


@pytest.mark.parametrize("stamp", ["D:00000000000000", "D:99991231235959", "D:20190000000000"])
def test_a_stamp_that_is_no_day_is_borne(stamp):
    assert dated("Seoul, 15 June 2019", made=iso_date(stamp)).startswith(("2019", "9999"))
