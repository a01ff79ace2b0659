from __future__ import annotations

import pytest

from index.words.asked import asked_kinds, holds_kind


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("When did the mill burn?", ("date",)),
        ("몇 년에 불이 났나?", ("date",)),
        ("Сколько мельниц сгорело?", ("figure",)),
        ("Who owned the mill?", ("name",)),
        ("Why did the mill burn?", ()),
    ],
)
def test_a_question_word_tells_the_kind(question, kinds):
    assert asked_kinds(question) == kinds


@pytest.mark.parametrize(
    ("kind", "question", "with_it", "without"),
    [
        ("date", "When did the mill burn?", "It burnt in 1911.", "It burnt to the ground."),
        ("date", "Когда сгорела мельница?", "Пожар случился в мае.", "Пожар был сильным."),
        ("date", "방앗간은 언제 탔나?", "1911년 봄에 탔다.", "바람이 셌다."),
        ("figure", "How many mills burnt in 1911?", "Seven burnt in 1911.", "In 1911 it was worse."),
        ("figure", "Сколько мельниц сгорело?", "Сгорело семь мельниц.", "Сгорели почти все."),
        ("figure", "불탄 방앗간은 몇 곳인가?", "모두 일곱 곳이 탔다.", "거의 모두 탔다."),
        ("name", "Who owned the mill?", "The owner was Ada Thorne.", "The owner was rich."),
        ("name", "방앗간을 누가 샀나?", "한서준 의원이 샀다.", "이웃이 샀다."),
    ],
)
def test_a_sentence_holds_the_kind_or_not(kind, question, with_it, without):
    assert holds_kind(kind, with_it, question)
    assert not holds_kind(kind, without, question)
