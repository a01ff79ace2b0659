"""Markers of a model, and the stream that they stand in: what is shown never changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import AnswerSegment, Text
from bot.llm.writing import REFUSAL, Draft, Writing
from bot.markers import markers_inside, render, without_markers


@pytest.mark.parametrize(
    ("text", "bare", "numbers"),
    [
        ("A claim [1].", "A claim.", (1,)),
        ("A claim [1][3].", "A claim.", (1, 3)),
        ("A claim [1, 2].", "A claim.", (1, 2)),
        ("A claim [2-4].", "A claim.", (2, 3, 4)),
        ("주장이다 【1】.", "주장이다.", (1,)),
        ("주장이다 [출처 2].", "주장이다.", (2,)),
        ("Факт [источник 3].", "Факт.", (3,)),
        ("A note [^1].", "A note.", (1,)),
        ("In [2019] nothing.", "In [2019] nothing.", ()),
        ("No marker [sic].", "No marker [sic].", ()),
    ],
)
def test_markers_are_read_in_every_form(text: str, bare: str, numbers: tuple[int, ...]):
    assert without_markers(text) == (bare, numbers)


def test_a_marker_behind_a_full_stop_belongs_to_its_sentence():
    assert markers_inside("One. [1] Two.[2][3] Three.") == "One [1]. Two[2][3]. Three."


def test_rendering_writes_the_markers():
    assert render([AnswerSegment("One.", (1, 2)), AnswerSegment("Two.")]) == "One. [1] [2]\nTwo."


def told(text: str, size: int, *, cut: bool = False) -> tuple[list[Draft], str]:
    writing = Writing()
    items = [item for n in range(0, len(text), size) for item in writing.feed(text[n : n + size])]
    items += writing.finish(cut=cut)
    return [i for i in items if isinstance(i, Draft)], "".join(i.text for i in items if isinstance(i, Text))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_sentences_keep_their_markers_however_the_text_is_cut(size: int):
    drafts, _ = told("Один факт [1]. 두 번째 사실이다. [2] Third fact.[3] Dr. Lee came on 11. 9. 2018 [1].", size)
    assert [draft.numbers for draft in drafts] == [(1,), (2,), (3,), (1,)]
    assert drafts[1].text == "두 번째 사실이다."


PIECES = st.lists(
    st.sampled_from(
        ["A claim", " [1]", ".", " ", "\n", "!", "[", "](http://x.y/z)", "![a]", "<b>", "사실이다", " факт", "[2, 3]",
         "- ", "1. ", "**", "2,8 %", "(", ")", "?", "http://e.f/g ", "`", "Dr.", " Word", "【4】"]
    ),
    max_size=30,
)  # fmt: skip


@given(PIECES, st.integers(1, 9), st.booleans())
@settings(max_examples=300, deadline=None)
def test_what_was_shown_is_the_sentences_word_for_word(pieces: list[str], size: int, cut: bool):
    drafts, shown = told("".join(pieces), size, cut=cut)
    assert shown == "".join(draft.text for draft in drafts if draft.text)
    assert not any(word in draft.text for draft in drafts for word in ("http", "](", "![", "<b"))


def test_an_answer_that_is_cut_says_so():
    drafts, shown = told("A whole one. Half of an", 4, cut=True)
    assert [draft.text for draft in drafts] == ["A whole one.", "Half of an …"]
    assert shown.endswith("…")


def test_thoughts_are_not_shown():
    drafts, _ = told("<think>Let me see. [1]</think>The claim [2].", 3)
    assert [(draft.text, draft.numbers) for draft in drafts] == [("The claim.", (2,))]


def test_the_refusal_line_is_seen_and_not_shown():
    writing = Writing()
    items = [*writing.feed(REFUSAL), *writing.finish()]
    assert writing.refused
    assert not [item for item in items if isinstance(item, Draft)]


@pytest.mark.parametrize("said", ["No.", "No", "NO [1].", "No answer was given by the museum."])
def test_an_answer_may_begin_like_the_refusal_line(said: str):
    drafts, _ = told(f"{said}\nIt keeps 312 lamps [1].", 2)
    assert [draft.text for draft in drafts] == [said.replace(" [1]", ""), "It keeps 312 lamps."]
    assert told(said, 2)[0][0].text == said.replace(" [1]", "")


@pytest.mark.parametrize("said", ["NO_ANSWER", "NO_ANSWER_IN", "No answer.", "NO_ANSWER_IN_SOUR"])
def test_half_of_the_refusal_line_is_a_refusal(said: str):
    writing = Writing()
    assert not [*writing.feed(said), *writing.finish(cut=True)]
    assert writing.refused


def test_first_words_come_before_the_sentence_ends():
    writing = Writing()
    assert [item.text for item in writing.feed("The first words ")] == ["The first words"]
