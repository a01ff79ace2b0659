from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.expected import find_expected
from index.words.asked import asked_kinds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("다리는 언제 개통되었나?", "date"),
        ("몇 년에 설립되었나요?", "date"),
        ("공사비는 얼마인가?", "figure"),
        ("IT산업의 비중은?", "figure"),
        ("누가 설계했나?", "name"),
        ("어떤 회사가 지었나?", "name"),
        ("When was it founded?", "date"),
        ("In what year did it open?", "date"),
        ("How many lamps are there?", "figure"),
        ("What share of exports goes abroad?", "figure"),
        ("Who runs the museum?", "name"),
        ("Which company built it?", "name"),
        ("Когда открылся цех?", "date"),
        ("В каком году построен завод?", "date"),
        ("Сколько стоил новый цех?", "figure"),
        ("Какую долю занимает экспорт?", "figure"),
        ("Кто директор завода?", "name"),
        ("Какая компания построила мост?", "name"),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str) -> None:
    assert kind in asked_kinds(question)


@pytest.mark.parametrize("question", ["Why did it close?", "왜 문을 닫았나?", "Почему закрыли музей?", "Edmund Farrow"])
def test_a_question_without_such_a_thing_expects_nothing(question: str) -> None:
    assert asked_kinds(question) == ()
    assert find_expected("Opened in 1987 by Ada Lee for $12.", question) == []


@pytest.mark.parametrize(
    ("sentence", "question", "found"),
    [
        ("하늘다리는 2014년 9월 3일에 개통되었다.", "다리는 언제 개통되었나?", "2014년 9월 3일"),
        ("공사비는 830억 원이었다.", "공사비는 얼마인가?", "830억"),
        ("GDP의 2.8%를 차지했다.", "비중은 얼마인가?", "2.8%"),
        ("It opened in April 2016 in the harbour.", "When did it open?", "April 2016"),
        ("The repair cost 2.4 million dollars.", "How much did it cost?", "2.4 million dollars"),
        ("Trade grew by 35% in May.", "How much did trade grow?", "35%"),
        ("It was founded by the sailor Edmund Farrow.", "Who founded it?", "Edmund Farrow"),
        ("Цех открылся в марте 2021 г. в городе.", "Когда открылся цех?", "2021"),
        ("Новый цех стоил заводу 640 млн руб. и ещё строится.", "Сколько стоил цех?", "640 млн руб"),
        ("Директором остаётся Галина Соколова.", "Кто директор?", "Галина Соколова"),
        ("На заводе трудятся 1 840 человек.", "Сколько человек работает?", "1 840"),
    ],
)
def test_it_is_found_in_the_sentence(sentence: str, question: str, found: str) -> None:
    spans = [sentence[a:b] for a, b in find_expected(sentence, question)]
    assert any(found in span and len(span) <= len(found) + 12 for span in spans)


def test_what_the_question_itself_says_does_not_answer_it() -> None:
    assert find_expected("In 2022 the share was small.", "What was the share in 2022?") == []
    assert find_expected("Edmund Farrow was old.", "Who was Edmund Farrow?") == []


@given(st.text(alphabet="A b가19.,%$년 \n«»Я-", max_size=60), st.sampled_from(["When and who and how much?", "언제?"]))
def test_spans_lie_in_order_inside_the_sentence(sentence: str, question: str) -> None:
    spans = find_expected(sentence, question)
    assert all(0 <= a < b <= len(sentence) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))


def test_the_mark_of_a_footnote_is_no_figure_that_answers():
    text = "The sum reached 125 million.[1]"
    assert [text[start:end] for start, end in find_expected(text, "How much was the sum?")] == ["125 million"]


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("어느 기관이 감독하나?", "A General Index of the Largest Russian Sector Surveys", []),
        (
            "Which agency oversees it?",
            "The Russian firm reports to the Ministry of Fisheries.",
            ["Ministry of Fisheries"],
        ),
        ("Какая организация этим занимается?", "Largest firms answer to Gosstandart.", ["Gosstandart"]),
        ("어느 나라가 물량을 대신하나요?", "빈자리는 칠레와 노르웨이가 메운다.", ["칠레", "노르웨이"]),
        ("What is the quota for crab?", "The quota for crab is 1,400 tonnes.", ["1,400 tonnes"]),
        ("How many hold the permit?", "In all 340 hold the B-7-2 permit.", ["340"]),
        ("Какова квота на краба?", "Квота на краба равна 1400 тоннам.", ["1400 тоннам"]),
    ],
)
def test_a_mark_is_worth_a_look(question: str, sentence: str, found: list[str]) -> None:
    assert [sentence[a:b] for a, b in find_expected(sentence, question)] == found


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("여객선은 몇 척인가요?", "선원 40명이 여객선 3척에 나누어 탄다.", ["3"]),
        ("수당은 몇 살부터 받나요?", "찬성 7명, 반대 2명으로 65세 이상이 받는다.", ["65"]),
        ("등대는 몇 곳인가요?", "제4차 계획에 따라 등대 12곳을 고친다.", ["12"]),
        ("등대의 높이는?", "등대는 높이가 12미터이고 하얗다.", ["12미터"]),
        ("Какова длина мола?", "Мол тянется на 162 км.", ["162 км"]),
        ("등대를 고친 회사는 어디인가요?", "「등대 정비 종합계획」에 따라 ‘바다가 잔잔하고 바람이 없다’고 하였다.", []),
        ("Which company repaired the lighthouse?", "The repair cost EUR 4 million.", []),
    ],
)
def test_an_ordinal_another_counter_a_title_and_a_saying_are_not_what_was_asked_for(
    question: str, sentence: str, found: list[str]
) -> None:
    assert [sentence[a:b].rstrip("척명세곳") for a, b in find_expected(sentence, question)] == found
