"""What is said of a model's text beside its sentences: markers, language, limits; and of answers too short to check."""

import pytest

from bot.export import exported
from tests.openai_server import Reply
from tests.test_written import ask, museum_index


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory):
    return museum_index(tmp_path_factory)


NOTICES = [
    ("It keeps 312 lamps [99].", "Markers that pointed to no source and were removed: 1."),
    ("It keeps 312 lamps. It was founded in 1987.", "Sentences whose marker was added or corrected by the check: 2."),
    ("Музей хранит 312 ламп под крышей [1].", "Sentences in another language than the question's: 1."),
    (
        Reply("It keeps 312 lamps [1]. It was founded in 19", finish="length"),
        "The answer was cut at the model's limit of length; its last sentence may not be whole.",
    ),
]


@pytest.mark.parametrize(("reply", "line"), NOTICES)
def test_what_was_done_to_a_text_is_said_in_a_line(index_dir, reply, line: str):
    answer, _ = ask(index_dir, reply)
    assert line in [segment.text for segment in answer.segments if segment.status == "lead"]
    assert line in str(answer).splitlines()
    assert line in exported([answer], ".md").decode().replace("\\", "")


def test_of_a_text_to_which_nothing_was_done_nothing_is_said(index_dir):
    answer, _ = ask(index_dir, "It keeps 312 lamps [1]. It was founded in 1987 [1].")
    assert [segment for segment in answer.segments if segment.status == "lead"] == []
    assert answer.checks.cut == 0


@pytest.mark.parametrize("end", ["It was founded in 19", "It was founded in 1987 by the sai"])
def test_of_a_sentence_that_was_cut_the_whole_words_are_checked(index_dir, end: str):
    answer, _ = ask(index_dir, Reply(f"It keeps 312 lamps [1]. {end}", finish="length"))
    cut = answer.segments[1]
    assert cut.text.endswith(" …")
    assert not [flag for flag in cut.flags if flag.sure]
    assert answer.checks.cut == 1


def test_a_limit_that_is_reached_at_the_end_of_a_sentence_leaves_it_checked_as_it_is(index_dir):
    answer, _ = ask(index_dir, Reply("It keeps 900 charts [1].", finish="length"))
    said = next(segment for segment in answer.segments if segment.status != "lead")
    assert [said.text[flag.start : flag.end] for flag in said.flags] == ["900"]


@pytest.mark.parametrize("said", ["YES", "Yes [1].", "No.", "TRUE [1]", "Да.", "НЕТ", "네, 그렇습니다.", "아니요 [1]."])
def test_a_bare_yes_or_no_rests_on_no_source(index_dir, said: str):
    answer, _ = ask(index_dir, f"{said}\nIt keeps 312 lamps [1].")
    assert (answer.segments[0].status, answer.segments[0].citations) == ("unsupported", ())
    assert answer.segments[1].status == "supported"


def test_a_no_before_a_sentence_is_no_denial_of_what_it_says(index_dir):
    for said in ("No. It keeps 312 lamps [1].", "No, it keeps 312 lamps [1].", "Нет, it keeps 312 lamps [1]."):
        segment = ask(index_dir, said, "Does the museum keep 400 lamps?")[0].segments[0]
        assert (segment.status, segment.flags) == ("supported", ())
    wrong = ask(index_dir, "No, it keeps 400 lamps [1].")[0].segments[0]
    assert [wrong.text[flag.start : flag.end] for flag in wrong.flags] == ["400"]


def test_a_name_or_figure_alone_is_checked_with_its_question(index_dir):
    assert ask(index_dir, "312")[0].segments[0].status == "supported"
    assert ask(index_dir, "46%")[0].segments[0].status == "unsupported"
    assert ask(index_dir, "Farrow", "Which sailor founded the lighthouse museum?")[0].segments[0].citations
