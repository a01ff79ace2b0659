"""The authors that an imprint names, and the sentences that name none."""

from __future__ import annotations

import pytest
from normalizing import headings, normalized

from index.normalize.people import authors, authors_of_lines
from index.types import Block


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Harbour Institute, Note 31, 19 May 2025. Author: Dr Ada Thornbury", ("Ada Thornbury",)),
        ("Quay Paper 7. June 2024. By Ada Thornbury and B. Kim.", ("Ada Thornbury", "B. Kim")),
        (
            "Lead author: Professor Ada Thornbury; co-author: Jun-ho van der Moss",
            ("Ada Thornbury", "Jun-ho van der Moss"),
        ),
        ("Written by Ada Thornbury, harbour master", ("Ada Thornbury",)),
        ("Тверь, май 2024 года. Автор: П. И. Лунин, историк", ("П. И. Лунин",)),
        ("Обзор журнала «Море», № 3. Автор обзора — Пётр Лунин", ("Пётр Лунин",)),
        ("Вестник порта, 3 марта 2025 года. Подготовили Анна Белова и Лунин П. И.", ("Анна Белова", "Лунин П. И.")),
        ("항만연구원 자료 5호 · 2024년 10월 8일 · 글: 윤서린 연구위원", ("윤서린",)),
        ("지은이 윤서린(항만연구원)·남궁솔", ("윤서린", "남궁솔")),
    ],
)
def test_an_imprint_names_its_authors(line: str, told: tuple[str, ...]):
    assert authors(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "It fell in May. By Tuesday, Ada Thornbury and her crew had cleared the road.",
        "By Ada Thornbury's time the harbour was in use.",
        "By Harbour Institute, May 2024",
        "Published by Ada Thornbury Press, May 2024",
        "Подготовил Институт Моря, май 2024 года",
        "Автор Пётр Лунин считает, что порт стоит закрыть.",
        "Автор письма к министру остался неизвестным.",
        "저자 윤서린은 항구를 둘러보았다.",
        "항만정책과 | 2024년 5월 3일 | 담당: 과장 윤서린",
        "작성자: 정책실",
    ],
)
def test_a_sentence_an_office_and_a_contact_are_no_authors(line: str):
    assert authors(line) == ()


def test_names_go_on_in_the_next_line():
    assert authors_of_lines(["Note 3. By Ada", "Thornbury and Bo Park", "Seoul"]) == ("Ada Thornbury", "Bo Park")
    assert authors_of_lines(["By Ada Thornbury", "Harbour Watch"]) == ("Ada Thornbury",)
    assert authors_of_lines([]) == ()


@pytest.mark.parametrize("byline", ["지은이 윤서린·남궁솔", "By Ada Thornbury and Bo Park", "Автор Пётр Лунин"])
def test_a_line_that_names_the_authors_is_no_heading(byline: str):
    body = "Twelve ports were built there, and each of them has a road of its own to the nearest town. " * 3
    done = normalized(f"Ports of the East\n\nSeoul\n\n{byline}\n\n\n1. Roads\n\n{body}\n\n2. Rails\n\n{body}\n")
    assert byline not in headings(done)
    assert done.metadata.authors


def test_only_what_stands_over_the_first_section_is_an_imprint():
    body = "Twelve ports were built there, and each of them has a road. " * 4
    front = [Block("Ports of the East", "heading", 1), Block("By Ada Thornbury")]
    sections = [Block("Roads", "heading", 2), Block("By Bo Park"), Block(body)]
    assert normalized(*front, *sections).metadata.authors == ("Ada Thornbury",)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Автор: П. И. Лунин, кандидат исторических наук", ("П. И. Лунин",)),
        ("Author: Harbour Institute", ("Harbour Institute",)),
        ("Автор: так подписывали заметки без имени, и никто не спорил", ()),
    ],
)
def test_a_label_names_people_or_an_office_and_no_sentence(label: str, told: tuple[str, ...]):
    assert normalized(f"{label}\n\nThe text itself begins here and goes on.").metadata.authors == told
