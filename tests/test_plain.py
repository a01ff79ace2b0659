"""What models write around an answer, and what a reader gets of it, however the stream is cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Text
from bot.llm.plain import Plain
from bot.llm.writing import Draft, Forget, Writing

TITLES = ["The Lighthouse Museum", "museum.md", "등대박물관", "Музей маяка"]
LAMPS = ("It keeps 312 lamps.", (1,))


def written(text: str, size: int = 1, **given) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences that stand at the end."""
    writing = Writing(titles=TITLES, sources=3, **given)
    items = [item for n in range(0, len(text), size) for item in writing.feed(text[n : n + size])]
    items += writing.finish()
    drafts: list[tuple[str, tuple[int, ...]]] = []
    for item in items:
        if isinstance(item, Forget):
            drafts.clear()
        elif isinstance(item, Draft):
            drafts.append((item.text, item.numbers))
    return drafts


@pytest.mark.parametrize("size", [1, 5, 4000])
@pytest.mark.parametrize(
    "text",
    [
        "<think>\nLet me see.\n</think>\n\nIt keeps 312 lamps [1].",
        "<thinking>hm</thinking>It keeps 312 lamps [1].",
        "Okay, they ask about lamps. One says 312.\n</think>\n\nIt keeps 312 lamps [1].",
        "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>It keeps 312 lamps [1].",
        "It keeps 312 lamps [1].<|im_end|>\n<|im_start|>user\nAnd charts?",
        "It keeps 312 lamps [1].</s>",
        "<|im_start|>assistant\nIt keeps 312 lamps [1].",
        "Answer: It keeps 312 lamps [1].",
        "**Answer:** It keeps 312 lamps [1].",
        "# Answer\n\nIt keeps 312 lamps [1].",
        "**The museum**\n\nIt keeps 312 lamps [1].",
        "```markdown\nIt keeps 312 lamps [1].\n```",
        "It keeps 312 lamps [1].\n\nSources:\n[1] The Lighthouse Museum, 2019\n[2] A guide",
        "It keeps 312 lamps [1].\n\n**Sources:** [1], [2]",
        "It keeps 312 lamps [1].\n\nReferences\n1. The Lighthouse Museum (2019)\n2. A guide",
        "It keeps 312 lamps [1].\n\n출처: [1] 등대박물관",
        "It keeps 312 lamps [1].\n\nИсточники:\n- [1] Музей маяка, 2019",
        "It keeps 312 lamps.[^1]\n\n[^1]: The Lighthouse Museum",
        "It keeps 312 lamps [1].\n[1] The Lighthouse Museum, 2019.",
        "Question: How many lamps?\nAnswer: It keeps 312 lamps [1].",
        "It keeps 312 lamps [1].\n\nQuestion: And charts?\nAnswer: Many charts.",
    ],
)
def test_only_the_answer_is_left(text: str, size: int):
    assert written(text, size) == [LAMPS]


@pytest.mark.parametrize("size", [1, 5, 4000])
def test_a_list_keeps_its_items(size: int):
    text = "It has:\n\n- 312 lamps [1]\n- charts [2]\n\n1. **Fee**: 12 dollars [1].\n2. Open daily [2]."
    assert written(text, size) == [
        ("It has:", ()),
        ("312 lamps", (1,)),
        ("charts", (2,)),
        ("Fee: 12 dollars.", (1,)),
        ("Open daily.", (2,)),
    ]


@pytest.mark.parametrize("size", [1, 5, 4000])
def test_rows_of_a_table_become_lines(size: int):
    two = "| Item | Number |\n|---|---|\n| Lamps | 312 [1] |\n\nThat is all."
    assert written(two, size) == [("Lamps: 312", (1,)), ("That is all.", ())]
    three = "| Item | Number | Since |\n| :-- | --: | --- |\n| Lamps | 312 | 1987 [1] |"
    assert written(three, size) == [("Lamps: Number 312; Since 1987", (1,))]


def test_a_sentence_about_sources_or_a_title_stays():
    assert written("Sources of light are lamps [1].") == [("Sources of light are lamps.", (1,))]
    assert written("[1] The Lighthouse Museum was founded in 1987.") == [
        ("The Lighthouse Museum was founded in 1987.", (1,))
    ]


@pytest.mark.parametrize("size", [1, 5, 4000])
def test_a_copied_fence_does_not_end_the_answer(size: int):
    about = "=== 0123456789abcdef ===\n1. 0123456789abcdef ===\n[1] The Lighthouse Museum, 2019\n"
    text = about + "It keeps 312 lamps [1].\n0123456789abcdef ===\n"
    assert written(text, size, fence="0123456789abcdef") == [LAMPS]


@pytest.mark.parametrize("size", [1, 5, 4000])
def test_lines_copied_from_about_a_source_are_left_out(size: int):
    text = "1. museum.md\n[1] The Lighthouse Museum, 2019\nThe Lighthouse Museum\nIt keeps 312 lamps [1]."
    assert written(text, size) == [LAMPS]
    assert written("The Lighthouse Museum keeps lamps [1].", size)[0][1] == (1,)


def test_a_sentence_cut_in_its_marker_ends_with_its_words():
    writing = Writing()
    items = [*writing.feed("It keeps 312 lamps [1"), *writing.finish(cut=True)]
    assert [item.text for item in items if isinstance(item, Draft)] == ["It keeps 312 lamps …"]


def test_a_heading_alone_is_the_answer():
    assert written("**312 lamps**") == [("312 lamps", ())]


def test_markers_may_stand_before_their_sentences():
    assert written("[1] It keeps 312 lamps. [2] It was founded in 1987.") == [
        LAMPS,
        ("It was founded in 1987.", (2,)),
    ]


def test_round_brackets_are_markers_until_square_ones_come():
    assert written("It keeps 312 lamps (1). It came in 1987 (2, 3).") == [LAMPS, ("It came in 1987.", (2, 3))]
    assert written("It keeps 312 lamps [1]. Article 5 (2).") == [LAMPS, ("Article 5 (2).", ())]
    assert written("It came in (1987) under law (152).")[0][1] == ()


def test_a_thought_without_a_beginning_is_waited_for_once_it_is_known():
    writing = Writing(thinking=True)
    assert list(writing.feed("Okay, the user asks. ")) == []
    assert [item.text for item in writing.feed("</think>It keeps lamps ")] == ["It keeps lamps"]


def test_a_model_that_did_not_think_this_time_is_heard():
    assert written("It keeps 312 lamps [1].", thinking=True) == [LAMPS]


@pytest.mark.parametrize("size", [1, 5, 4000])
def test_what_was_said_is_not_said_again(size: int):
    text = "It keeps 312 lamps [1]. It is open. It keeps 312 lamps [1]. The end."
    assert [draft for draft, _ in written(text, size)] == ["It keeps 312 lamps.", "It is open.", "The end."]


def test_the_question_said_again_is_no_answer():
    question = "How many lamps does it keep?"
    assert written(f"{question}\n\nIt keeps 312 lamps [1].", question=question) == [LAMPS]
    assert written(f"[1] {question}", question=question) == []


def test_a_model_that_repeats_sentences_is_ended():
    writing = Writing()
    items = [item for _ in range(9) for item in writing.feed("The museum keeps many lamps.\n\n")]
    assert writing.ended
    assert [item.text for item in items if isinstance(item, Draft)] == ["The museum keeps many lamps."]


@pytest.mark.parametrize("unit", ["-Dai", " and the lamps", "등대 ", "Lamp 1, ", "0, "])
def test_a_sentence_that_goes_round_is_ended(unit: str):
    writing, shown = Writing(), ""
    for count in range(400):
        piece = unit.replace("1", str(count))
        shown += "".join(
            item.text for item in writing.feed("It keeps" + piece if not count else piece) if isinstance(item, Text)
        )
        if writing.ended:
            break
    assert writing.ended
    assert len(shown) < 400
    assert not shown or shown.endswith("…")


PARTS = st.lists(
    st.sampled_from(
        ["A claim", " [1]", ".", " ", "\n", "# Head", "\n| a | b |\n", "|--|--|\n", "**", "Sources:", "Source 2", "(1)",
         "<think>", "</think>", "<|im_end|>", "```", "Answer:", "1. ", "- ", "사실이다", " факт", "출처", "[^1]: ",
         "</s>", "Question:"]
    ),
    max_size=25,
)  # fmt: skip


@given(PARTS, st.integers(1, 7))
@settings(max_examples=400, deadline=None)
def test_plain_text_does_not_depend_on_how_it_is_cut(parts: list[str], size: int):
    text = "".join(parts)
    assert passed(text, size).split() == passed(text, len(text) + 1).split()


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_second_table_has_a_head_of_its_own(size: int):
    table = "\n| Lamps | {n} |\n|--|--|\n| old | {n} |\n"
    text = table.format(n=1) + "A claim.\n" + table.format(n=2)
    assert [line for line in passed(text, size).split("\n") if line] == ["old: 1", "A claim.", "old: 2"]


def passed(text: str, size: int) -> str:
    plain, out = Plain(TITLES), ""
    for n in range(0, len(text), size):
        more = plain.feed(text[n : n + size])
        out, plain.forget = (more if plain.forget else out + more), False
    return (out + plain.finish()).strip()


@given(PARTS, st.integers(1, 7), st.booleans())
@settings(max_examples=300, deadline=None)
def test_what_was_shown_is_the_sentences(parts: list[str], size: int, cut: bool):
    text, writing, shown, said = "".join(parts), Writing(titles=TITLES, sources=3), "", ""
    items = [item for n in range(0, len(text), size) for item in writing.feed(text[n : n + size])]
    for item in [*items, *writing.finish(cut=cut)]:
        if isinstance(item, Forget):
            shown = said = ""
        elif isinstance(item, Text):
            shown += item.text
        else:
            said += item.text
    assert shown == said
