"""Who-questions: the person that a question names, and who wrote the text, are no answers to them."""

from __future__ import annotations

import pytest

from bot.asking import asks_for_author, asks_for_successor, tells_succession
from bot.evidence.actors import is_byline
from bot.evidence.expected import find_expected
from bot.extractive import choose_quotes
from tests.test_extractive import hits_of


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Quill.",
        "Prepared by: Ada Quill, 3 May 2021",
        "Authors: Ada Quill, Jon Sell",
        "Photos by Ada Quill",
        "Автор: Анна Петрова.",
        "*Редактор: Анна Петрова*",
        "Беседовала Анна Петрова, 3 мая 2021 года",
        "글쓴이: 김서연",
        "김서연 기자",
    ],
)
def test_a_line_that_names_who_made_a_text_is_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By 2030 the mill will close.",
        "By Monday Ada Quill had left.",
        "The authors of the plan met Ada Quill.",
        "Авторы плана встретились с Анной Петровой.",
        "Редактор уволил Анну Петрову.",
        "기자들은 김서연을 만났다.",
        "편집부는 서울에 있다.",
    ],
)
def test_a_sentence_about_authors_is_none(line: str) -> None:
    assert not is_byline(line)


def test_a_byline_answers_only_who_wrote_it() -> None:
    assert find_expected("By Ada Quill.", "Who runs the mill?") == []
    assert find_expected("By Ada Quill.", "Who wrote the report?")
    assert find_expected("Автор: Анна Петрова.", "Кто построил мельницу?") == []
    assert find_expected("Автор: Анна Петрова.", "Кто автор отчёта?")


@pytest.mark.parametrize(
    ("sentence", "question", "found"),
    [
        ("Отчёт подписала Анна Львовна Петрова.", "Кто пригласил Анну Петрову?", 0),
        ("Отчёт подписала Вера Львовна Петрова.", "Кто пригласил Анну Петрову?", 1),
        ("The plan was signed by Ada Maud Quill.", "Who invited Ada Quill?", 0),
        ("The plan was signed by Jon Quill.", "Who invited Ada Quill?", 1),
        ("The car was built by Henry Morrow.", "Who founded Morrow?", 1),
        ("The office was held by Henry Morrow.", "Who succeeded Morrow?", 0),
    ],
)
def test_the_person_that_a_question_names_does_not_answer_it(sentence: str, question: str, found: int) -> None:
    assert len(find_expected(sentence, question)) == found


def test_what_asks_for_an_author_or_a_successor() -> None:
    assert asks_for_author("Who edited the survey?")
    assert not asks_for_author("Who pays for the survey?")
    assert asks_for_successor("Кто преемник Анны Петровой?")
    assert not asks_for_successor("When was the roof replaced?")
    assert not asks_for_successor("Who was the most successful captain?")
    assert tells_succession("박 관장의 후임은 이수아이다.")
    assert not tells_succession("Who will succeed her?")
    assert not tells_succession("Maud Farrow led the mill with success.")


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        (
            "Кто сменит Анну Петрову?",
            "Автор: Анна Львовна Петрова.\nАнна Петрова руководит музеем с 2011 года. Музей стоит у реки.\n"
            "Её преемником будет Глеб Сорин.",
            "Глеб Сорин",
        ),
        (
            "Who will succeed Ada Quill?",
            "By Ada Quill\nAda Quill has run the mill since 2011 with Jon Sell. The mill stands at a river.\n"
            "Her successor will be Maud Farrow.",
            "Maud Farrow",
        ),
    ],
)
def test_who_succeeds_somebody_is_told_by_the_sentence_that_says_so(question: str, text: str, found: str) -> None:
    assert found in choose_quotes(question, hits_of(text, question))[0].text
