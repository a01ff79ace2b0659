from __future__ import annotations

import pytest
from normalizing import headings, leads, normalized

from index.normalize.dates import imprint_date
from index.types import Block, Metadata

# --- structure -----------------------------------------------------------------------------------


def test_items_know_the_line_that_introduces_them():
    text = """\
The plan has three parts:

  • roads between the two ports
  • schools
    - with new classrooms
  • hospitals
"""
    done = normalized(text)
    assert leads(done) == {
        "• roads between the two ports": "The plan has three parts:",
        "• schools": "The plan has three parts:",
        "- with new classrooms": "• schools",
        "• hospitals": "The plan has three parts:",
    }


@pytest.mark.parametrize("plain", [True, False])
def test_paragraphs_that_end_with_semicolons_behind_a_colon_are_a_list(plain):
    parts = [
        "Помощь обещана в таких делах:",
        "дороги и аэропорты;",
        "порты на севере;",
        "связь.",
        "Остальное отложено.",
    ]
    blocks = ["\n\n".join(parts)] if plain else [Block(part) for part in parts]
    assert leads(normalized(*blocks)) == dict.fromkeys(parts[1:4], parts[0])


def test_a_long_paragraph_introduces_by_its_last_sentence():
    text = "The harbour was built long ago and has been made larger five times since then. " * 3
    done = normalized(f"{text.strip()} It needs three things:\n\n• cranes\n• ships\n• people\n")
    assert set(leads(done).values()) == {"It needs three things:"}


def test_government_bullets_nest_by_their_kind():
    text = (
        "□ 추진 배경\n ㅇ 디지털 무역 규모가 해마다 커지고 있음\n  - 최근 5년간 연평균 12% 증가\n ㅇ 제도 정비 필요\n"
    )
    done = normalized(text)
    assert headings(done) == ["□ 추진 배경"]
    assert leads(done)["- 최근 5년간 연평균 12% 증가"] == "ㅇ 디지털 무역 규모가 해마다 커지고 있음"


def test_headings_are_found_by_number_and_by_form():
    text = """\
A Port for the East

1. Where things stand
The old port has four cranes and a single railway line, and ships wait for days before they are unloaded.

2. What is planned
A second line is to be built by the end of the decade, and the cranes are to be replaced one after the other.

Who pays
The state pays half of it; the rest comes from the shipping lines that use the port and from the city itself.
"""
    done = normalized(text)
    assert headings(done) == ["A Port for the East", "1. Where things stand", "2. What is planned", "Who pays"]


def test_a_numbered_list_is_no_heading():
    text = "What to bring:\n1. a passport\n2. two photographs\n3. the filled-in form\n"
    done = normalized(text)
    assert not done.headings
    assert len(done.items) == 3


# --- front matter --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "authors", "date"),
    [
        (
            "Title Ports of the East\nAuthor Ann Lee, Bo Park, and Yuri Kim\nDate 2020-03-04\n",
            "Ports of the East",
            3,
            "2020-03-04",
        ),
        ("제목: 동해의 항구\n저자: 이안, 박보\n발행일: 2021년 3월 4일\n", "동해의 항구", 2, "2021-03-04"),
        (
            "Название: Порты Востока\nАвтор: А. И. Ким и Б. Ли\nДата: 4 марта 2022 г.\n",
            "Порты Востока",
            2,
            "2022-03-04",
        ),
    ],
)
def test_label_lines_are_metadata_and_stay_in_the_text(text, title, authors, date):
    done = normalized(text + "\nThe text itself begins here and goes on for a while.")
    assert (done.metadata.title, len(done.metadata.authors), done.metadata.date) == (title, authors, date)
    assert title in done.text
    assert not [heading for heading in headings(done) if ":" in heading]


def test_what_the_file_says_of_itself_comes_first():
    done = normalized("Title: Another\n\nText that stands below it.", metadata=Metadata(title="Given", date="1999"))
    assert (done.metadata.title, done.metadata.date) == ("Given", "1999")


def test_nothing_is_invented():
    done = normalized("just a few words about nothing in particular, and then some more of them to fill the line up.")
    assert (done.metadata.title, done.metadata.authors, done.metadata.date, done.metadata.publisher) == ("", (), "", "")


def test_a_date_that_a_sentence_tells_is_not_the_document_s():
    done = normalized(
        "On June 15, 2021, the two sides met in the capital and talked about ships, trains and aeroplanes.\n"
    )
    assert done.metadata.date == ""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Harbour Institute, Working Note 31, 19 February 2025. Author: Dr Ada Thornbury", "2025-02-19"),
        ("Вестник порта, выпуск 2 (18), 3 марта 2025 года. Подготовила Анна Белова", "2025-03-03"),
        ("Обзор журнала «Море», № 3, 2024. Автор обзора — Пётр Лунин", "2024"),
        ("항만연구원 정책자료 2024-05호 · 2024년 10월 8일 · 글: 윤서린", "2024-10-08"),
        ("Закон вступил в силу: 1 июля 2025 года. Он касается всех портов.", ""),
        ("It was agreed in Seoul, 3 March 2020, and entered into force, 4 May 2021.", ""),
    ],
)
def test_an_imprint_gives_its_date(line: str, date: str):
    assert imprint_date(line) == date


def test_typed_bullets_of_a_structured_format_are_items_and_a_box_over_them_is_a_heading():
    texts = [
        "□ 추진 배경",
        "○ 교통량이 꾸준히 늘어났다",
        "- 출근 시간의 정체",
        "- 화물차의 증가",
        "○ 다리가 오래되었다",
        "그래서 새로 지었다.",
    ]
    done = normalized(*(Block(text, "text") for text in texts), form="hwp")
    lines = done.text.split("\n")
    items = [done.text[item.start : item.end] for item in done.items]
    assert [done.text[heading.start : heading.end] for heading in done.headings] == [lines[0]]
    assert items == lines[1:5]
    assert [done.text[item.lead_start : item.lead_end] for item in done.items if item.lead_start >= 0] == [lines[1]] * 2


def test_one_dash_at_the_beginning_of_a_paragraph_is_no_list():
    assert not normalized(Block("Text before.", "text"), Block("— he said, and left.", "text")).items


def test_typed_numbers_that_go_on_are_items_and_a_number_alone_is_none():
    texts = ["The plan has parts:", "1. the public;", "2. students;", "3. scholars.", "So much of it.", "4. Outlook"]
    done = normalized(*(Block(text, "text") for text in texts), form="hwp")
    assert [done.text[item.start : item.end] for item in done.items] == texts[1:4]
    assert {done.text[item.lead_start : item.lead_end] for item in done.items} == {texts[0]}


def test_the_only_highest_heading_is_the_title_without_its_number():
    blocks = [Block("1. The northern ports", "heading", 1), Block("Twelve ports were built there. " * 4)]
    blocks += [Block("가. Roads", "heading", 2), Block("Each of them has a road. " * 4)]
    assert normalized(*blocks).metadata.title == "The northern ports"
    several = [*blocks, Block("2. The southern ports", "heading", 1), Block("There are none. " * 6)]
    assert normalized(*several).metadata.title == ""


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("제7차 항만 교류 위원회 결과", "제7차 항만 교류 위원회 결과"),
        ("제 7 차 항만 교류 위원회 결과", "제 7 차 항만 교류 위원회 결과"),
        ("2021 in Ports", "2021 in Ports"),
        ("제1장 총칙", ""),
        ("목차", ""),
        ("2021년 5월 3일", ""),
    ],
)
def test_the_only_highest_heading_is_the_title_with_a_number_of_a_session(heading: str, title: str):
    blocks = [Block(heading, "heading", 1)]
    for section in ("1. Roads", "2. Rails"):
        blocks += [Block(section, "heading", 2), Block("Twelve ports were built there. " * 4)]
    assert normalized(*blocks).metadata.title == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Lisbon, 3 May 2021", "2021-05-03"),
        ("The bridge fell on 3 May 2021.", ""),
        ("수정일: 2021년 5월 3일", ""),
    ],
)
def test_a_short_line_tells_the_date_where_it_holds_little_else(line: str, date: str):
    done = normalized("The Fall of a Bridge\n\n" + line + "\n\n" + "Nobody had seen it coming at all. " * 6)
    assert done.metadata.date == date


def test_words_that_any_report_bears_are_no_title():
    blocks = [Block("INTERNATIONAL STANDARD", "heading", 1), Block("Ports: how they are built", "heading", 2)]
    assert (
        normalized(*blocks, Block("Twelve ports were built there. " * 4)).metadata.title == "Ports: how they are built"
    )
