from __future__ import annotations

from dataclasses import replace

import pytest
from test_extractive import hits_of

from bot.conflicts import rival_of
from bot.evidence.synonyms import content, held
from bot.phrases import disagreement
from bot.rivals import Statement
from index.types import Hit, Metadata


def statement(text: str, title: str = "", date: str = "", *, number: int = 0) -> Statement:
    """The last sentence of a text that is a document of its own."""
    hit = hits_of(text, text, document_id=f"d{number}")[0]
    document = replace(hit.document, source=f"d{number}.md", metadata=Metadata(title=title, date=date))
    return Statement(replace(hit, document=document), *hit.chunk.sentences[-1])


def rival(question: str, one: Statement, *others: Statement) -> str:
    """What is told beside a statement; empty if nothing."""
    hits: list[Hit] = [other.hit for other in others]
    found = rival_of(question, one, hits)
    return found.text if found else ""


TOLD = [
    (
        "How long is the Veldor tunnel?",
        "The Veldor tunnel is 8.4 km long.",
        "At 9.1 km, the Veldor tunnel is very long.",
    ),
    ("Какова длина тоннеля?", "Длина тоннеля 8,4 км.", "Тоннель имеет протяжённость 8,7 км."),
    ("해운시 인구는 몇 명인가?", "해운시의 인구는 34만 명이다.", "해운시에는 36만 1천 명이 살고 있다."),
    ("가스관의 길이는 몇 km인가?", "가스관의 길이는 1,120km이다.", "Протяжённость газопровода — 1 230 км."),
    ("입장료는 얼마인가?", "입장료는 15달러이다.", "The entrance fee is 12 dollars."),
    ("Когда открылась школа?", "Школа открылась в 1985 году.", "Школу открыли в 1987 году."),
]
NOT_TOLD = [
    ("Какова длина тоннеля?", "Длина тоннеля 8,4 км.", "Тоннель имеет протяжённость 8 400 м."),
    ("How much did prices grow?", "Prices grew by 4.98 per cent.", "Prices grew by about 5 per cent."),
    ("Каков улов трески?", "Улов трески — 41 тыс. тонн.", "Вылов гребешка составил 6 тыс. тонн."),
    ("멸치 어획량은 얼마였나?", "멸치 어획량은 3만 톤이었다.", "수산물 수출액은 5억 달러였다."),
    ("How many people live in Torvik?", "In Torvik live 9,000 people.", "In Halden live 4,000 people."),
    ("남원도 농도는?", "2021년 남원도의 농도는 16그램이었다.", "2021년 북원도의 농도는 21그램이었다."),
    ("How much did Torvik export?", "Torvik exported 90 tons.", "Torvik imported 30 tons."),
    ("What was spent in 2020?", "In 2020 the city spent 90 million euros.", "In 2019 the city spent 80 million euros."),
    (
        "What does the bridge cost?",
        "The bridge cost 42 million euros.",
        "The bridge is expected to cost 38 million euros.",
    ),
    ("Когда подписан указ?", "Указ подписан 24 мая 1735 года.", "Указ был подписан 13 мая 1735 года."),
]


@pytest.mark.parametrize(("question", "one", "other"), TOLD)
def test_another_figure_or_date_of_the_same_is_told_in_whatever_words(question: str, one: str, other: str) -> None:
    assert rival(question, statement(one), statement(other, number=1)) == other


@pytest.mark.parametrize(("question", "one", "other"), NOT_TOLD)
def test_what_is_the_same_or_about_something_else_is_not_told(question: str, one: str, other: str) -> None:
    assert not rival(question, statement(one), statement(other, number=1))


def test_a_document_that_agrees_in_a_nearer_sentence_has_no_rival() -> None:
    question, one = "How long is the tunnel?", statement("The tunnel is 8.4 km long.")
    other = "The tunnel has a length of 9.1 km."
    assert rival(question, one, statement(other, number=1))
    assert not rival(question, one, statement(f"The tunnel is 8.4 km long. {other}", number=1))


@pytest.mark.parametrize(("date", "told"), [("2023", True), ("2019", False), ("", False)])
def test_a_newer_document_may_say_that_what_was_chosen_has_changed(date: str, told: bool) -> None:
    question = "What is the share of pupils with asthma?"
    other = "The share of pupils with asthma was cut from 14.5 per cent to 11 per cent."
    one = statement("The share of pupils with asthma is 14.5 per cent.", date="2020")
    assert bool(rival(question, one, statement(other, date=date, number=1))) is told


def test_a_rival_answers_the_question_and_is_no_line_of_a_front() -> None:
    question, one = "Когда подписано соглашение?", statement("Соглашение подписано 8 марта 2021 года.")
    assert rival(question, one, statement("Соглашение подписали 9 марта 2021 года.", number=1))
    for other in ("Собрание рыбаков состоялось 19 августа 2021 года.", "Беседовал Олег Норд, 5 сентября 2023 года"):
        assert not rival(question, one, statement(other, number=1))
    orders = statement("In 2022 the office issued 19 orders.")
    report = statement("해양연구소 정책보고서 2022-17 | 2022년 9월 30일 | 책임연구원 이한결", number=1)
    assert not rival("How many orders did the office issue in 2022?", orders, report)


def test_a_question_for_a_name_or_a_reason_has_no_rivals() -> None:
    one, other = (
        statement("The Veldor tunnel is 8.4 km long."),
        statement("The Veldor tunnel is 9.1 km long.", number=1),
    )
    assert rival("How long is the Veldor tunnel?", one, other)
    assert not rival("Who built the Veldor tunnel?", one, other)
    assert not rival("Why was the Veldor tunnel built?", one, other)


def test_of_a_quote_the_sentence_that_is_asked_for_is_compared() -> None:
    hit = statement("The theatre has 820 seats. In the fire 14 people were hurt.").hit
    quote = Statement(hit, 0, hit.chunk.sentences[-1][1])
    seats, hurt = (
        statement("The theatre has 780 seats.", number=1),
        statement("In the fire 12 people were hurt.", number=2),
    )
    assert rival("How many seats does the theatre have?", quote, hurt, seats) == seats.text
    assert rival("How many people were hurt in the fire?", quote, hurt, seats) == hurt.text


def test_the_same_days_in_two_languages_do_not_hide_what_differs() -> None:
    question = "How many people attended the port forum?"
    one = statement("The port forum took place on 17 and 18 November 2022 and gathered 640 participants.")
    days, others = "항만 포럼은 2022년 11월 17일부터 18일까지 열렸다.", "항만 포럼에는 580명이 참가하였다."
    assert rival(question, one, statement(f"{days} {others}", number=1)) == others
    assert not rival("When did the port forum take place?", one, statement(days, number=1))


def test_the_title_and_the_date_of_a_document_say_what_its_sentence_leaves_out() -> None:
    question = "How many visitors came to the island in 2020?"
    one = statement("In 2020 the island had 41,000 visitors.", "Island statistics", "2021")
    other = "The island had 52,000 visitors."
    assert rival(question, one, statement(other, "Island guide", "2021", number=1))
    assert not rival(question, one, statement(other, "Island statistics 2019", "2020", number=1))


def test_a_comparison_and_a_row_of_a_table_have_no_rivals() -> None:
    one, other = "The Veldor tunnel is 8.4 km long.", "The Veldor tunnel is 9.1 km long."
    assert not rival("Compare the tunnels.", statement(one), statement(other, number=1))
    assert not rival("How long is it?", statement(one), statement("Tunnel: Veldor; Length: 9.1 km", number=1))


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("длина", "Протяжённость дороги велика.", True),
        ("wage", "The salary is high.", True),
        ("wage", "The pension is high.", False),
        ("squid", "Crab was caught.", False),
        ("학생", "학습자가 많다.", True),
        ("length", "다리의 길이가 길다.", True),
        ("Veldor", "Тоннель Велдор длинный.", True),
    ],
)
def test_words_mean_the_same_where_another_language_says_both_by_one(word: str, text: str, said: bool) -> None:
    assert bool(held(content(word), text)[0] > 0.5) is said


def test_the_line_says_which_source_is_newer() -> None:
    assert "newer" in disagreement("en", "T1, 2023", age="newer")
    assert disagreement("ru", "T1") != disagreement("ru", "T1", shown=True)
