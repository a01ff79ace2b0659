from __future__ import annotations

import pytest

from index.words.asked import asked_kinds, holds_asked


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
    ("question", "with_it", "without"),
    [
        ("When did the mill burn?", "It burnt in 1911.", "It burnt to the ground."),
        ("Когда сгорела мельница?", "Пожар случился в мае.", "Пожар был сильным."),
        ("방앗간은 언제 탔나?", "1911년 봄에 탔다.", "바람이 셌다."),
        ("How many mills burnt in 1911?", "In 1911 it was seven.", "In 1911 it was worse."),
        ("Сколько мельниц сгорело?", "Сгорело семь мельниц.", "Сгорели почти все."),
        ("불탄 방앗간은 몇 곳인가?", "모두 일곱 곳이 탔다.", "거의 모두 탔다."),
        ("Who owned the mill?", "The owner was Ada Thorne.", "The owner was rich."),
        ("방앗간을 누가 샀나?", "한서준 의원이 샀다.", "이웃이 샀다."),
    ],
)
def test_a_sentence_holds_the_kind_or_not(question, with_it, without):
    assert holds_asked(with_it, question)
    assert not holds_asked(without, question)


def test_a_question_without_a_kind_lacks_nothing():
    assert holds_asked("Anything.", "Why did the mill burn?")
