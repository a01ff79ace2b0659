from __future__ import annotations

import pytest

from index.words.kinds import could_answer, exact_kinds, tells_years, thing_asked


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What was the revenue of the mill in 2020?", ("money",)),
        ("방앗간의 2020년 매출은 얼마였나요?", ("money",)),
        ("Какова прибыль мельницы за 2020 год?", ("money",)),
        ("What was behind the fall in the price of flour?", ()),
        ("How many mills burnt down?", ("count",)),
        ("Сколько мельниц сгорело?", ("count",)),
        ("What share of the mills burnt down?", ("share",)),
        ("2019년 생산량에서 방앗간은 몇 위였나?", ("rank",)),
        ("When did the mill burn?", ("date",)),
        ("Когда сгорела мельница?", ("date",)),
        ("Когда мельница не работает?", ()),
        ("Who owns the mill?", ("person",)),
        ("방앗간의 관장은 누구인가?", ("person",)),
        ("Who brings grain to the mill?", ("anybody",)),
        ("I sold the mill for a good price. May I buy it back?", ()),
        ("Why did the mill burn?", ()),
    ],
)
def test_what_exactly_is_asked_for(question: str, kinds: tuple[str, ...]) -> None:
    assert exact_kinds(question) == kinds


@pytest.mark.parametrize(
    ("question", "could", "could_not"),
    [
        (
            "What did the mill's repair cost in 2019? ",
            "It cost 40 million crowns.",
            "It was repaired in 2019 by 12 men.",
        ),
        ("수리 비용은 얼마였나?", "수리에 4억 원이 들었다.", "수리는 2019년에 열두 달 걸렸다."),
        ("How many mills burnt in 1911?", "Seven mills burnt down.", "In 1911 on May 3 the mills burnt down."),
        ("Сколько мельниц сгорело?", "Сгорело 7 мельниц.", "Мельницы сгорели 3 мая 1911 года."),
        ("What share of the mills burnt?", "A third of them burnt.", "In 1911 they burnt."),
        ("Who owns the mill?", "It belongs to Ada Thorne.", "It belongs to the River Council."),
        ("Кто директор мельницы?", "Ею руководит Аркадий Зимин.", "Она стоит в Москве."),
        ("When did the mill burn?", "It burnt on a Friday.", "It burnt to the ground."),
    ],
)
def test_a_sentence_could_answer_or_could_not(question: str, could: str, could_not: str) -> None:
    assert could_answer(could, question)
    assert not could_answer(could_not, question)


def test_farmers_may_be_who_is_asked_for() -> None:
    assert could_answer("Farmers bring it.", "Who brings grain to the mill?")


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What was the revenue in 2020?", "Revenue in 2020 fell.", True),
        ("What was the revenue in 2020?", "Revenue in 2019 fell.", False),
        ("What was the revenue in 2015?", "Between 2011–2020 revenue grew.", True),
        ("2010년대 매출은?", "2014년 매출은 올랐다.", True),
        ("Какой была выручка?", "Выручка росла.", True),
    ],
)
def test_a_text_tells_the_years_asked_about(question: str, text: str, told: bool) -> None:
    assert tells_years(text, question) is told


@pytest.mark.parametrize(
    ("question", "language", "words", "thing"),
    [
        ("How many millers worked in Marrow in 1911?", "en", ["millers", "worked", "", "1911"], 0),
        ("Who is the director of the mill?", "en", ["director", "mill"], 0),
        ("Сколько мельников работало в Марроу?", "ru", ["мельников", "работало", ""], 0),
        ("방앗간에서 일하는 직원은 몇 명인가?", "ko", ["방앗간", "일하다", "직원"], 2),
        ("Why did the mill burn?", "en", ["mill", "burn"], -1),
        ("How many?", "en", [], -1),
    ],
)
def test_what_is_counted_stands_beside_the_question_word(
    question: str, language: str, words: list[str], thing: int
) -> None:
    assert thing_asked(question, language, words) == thing


@pytest.mark.parametrize(
    ("question", "sums", "counts"),
    [
        (
            "How much is the programme's budget?",
            "It got 3 million in 2020.",
            "Three million people took part.",
        ),
        ("Сколько составляет бюджет программы?", "Потратили 125 млрд.", "Приехало 3 млн человек."),
        ("프로그램 예산은 얼마인가?", "모두 5억을 썼다.", "소프트웨어 11만 개를 만든다."),
    ],
)
def test_a_count_of_things_is_no_sum(question: str, sums: str, counts: str) -> None:
    assert could_answer(sums, question)
    assert not could_answer(counts, question)
