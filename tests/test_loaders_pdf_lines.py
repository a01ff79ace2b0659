"""The characters of a PDF page made lines: pieces of one line put together, spaces that are none taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.loaders.pdf_chars import Char
from index.loaders.pdf_layout import running_lines
from index.loaders.pdf_lines import Line, _is_turned, _without_gaps
from index.loaders.pdf_weave import woven

SIZE = 10.0


def drawn(content: str, left: float, *, bottom: float = 0.0, width: float = SIZE, apart: float = 0.0) -> list[Char]:
    """Letters side by side from a place on; "_" leaves a gap as wide as a letter that pdfium makes a space of."""
    out: list[Char] = []
    for letter in content:
        if letter == "_":
            out.append(Char(32, 0, added=True))
        else:
            out.append(Char(ord(letter), 0, left, left + width, bottom, bottom + SIZE, boxed=True))
            left += apart
        left += width
    return out


def said(chars: list[Char]) -> str:
    return "".join(chr(char.code) for char in chars)


def test_figures_drawn_before_the_letters_between_them_are_put_into_their_line():
    figures = [*drawn("1", 10), Char(32, 0), *drawn("(", 50), Char(32, 0), *drawn(")", 80)]
    letters = [*drawn("제", 0), Char(32, 0), *drawn("조", 20), Char(32, 0), *drawn("목적", 60)]
    assert [said(line) for line in woven([figures, letters])] == ["제1조 (목적)"]
    assert [said(line) for line in woven([letters + figures])] == ["제1조 (목적)"]


def test_what_tells_that_a_word_ends_stays_behind_a_line():
    letters, figures = [*drawn("약", 0), *drawn("원", 20), Char(32, 0)], drawn("5", 10)
    assert [said(line) for line in woven([letters, figures])] == ["약5원 "]


@pytest.mark.parametrize(
    "groups",
    [
        [drawn("left_words", 0), drawn("right_words", 200)],
        [drawn("bold", 0), drawn("bold", 0.3)],
        [drawn("bold", 0) + drawn("bold", 0.3)],
        [drawn("above", 0, bottom=20), drawn("below", 0)],
        [drawn("right", 200), drawn("left", 0)],
        [list(reversed(drawn("שלום", 0)))],
    ],
    ids=["columns", "drawn twice", "drawn twice in one piece", "two lines", "backwards", "right to left"],
)
def test_other_lines_stay_as_the_stream_has_them(groups):
    assert woven(groups) == groups


def test_words_parted_by_gaps_alone_stay_parted_in_korean():
    line = drawn("적립_혜택은_매출_접수_시점_기준", 0)
    for char, after in zip(line, line[1:], strict=False):
        if char.boxed and after.boxed:  # letters that touch, as Hangul is set
            char.right = after.left + 0.2
    assert _without_gaps(line) == line


def test_a_word_between_two_scripts_stays_parted_where_gaps_are_the_spaces_of_the_line():
    line = drawn("전월_금액_40만_이상", 0, width=2.0)
    assert _without_gaps(line) == line


def test_a_margin_s_line_that_is_turned_is_a_running_line_wherever_it_stands():
    turned = [Line("Reproduced from a journal of the time", 20, 29, 300, 310, 8)] * 3
    body = [Line(f"A line of the text {n}", 60, 300, 500, 510, 10) for n in range(3)]
    pages = [[one, other] for one, other in zip(turned, body, strict=True)]
    assert running_lines(pages, [800.0] * 3) == {(0, 0), (1, 0), (2, 0)}


def test_a_gap_of_a_space_between_two_scripts_is_one_in_a_line_that_tells_nothing_else():
    line = drawn("국제_OTT_포럼", 0, width=4.2)  # as Hangul programs set it: 0.42 times the height
    assert _without_gaps(line) == line


def test_short_words_are_no_letters_set_apart():
    line = drawn("제_5_차_섬_교통_협의회_회의_결과", 0, width=5)
    assert _without_gaps(line) == line
    apart = [replace(char, index=n) for n, char in enumerate(drawn("회_의_결_과_보_고", 0, width=3))]
    assert said(_without_gaps(apart)) == "회의결과보고"


def test_letters_that_run_upwards_are_a_line_of_their_own():
    upwards = [Char(ord(letter), n, 0, 10, 6.0 * n, 6.0 * n + 6, boxed=True) for n, letter in enumerate("head")]
    assert _is_turned(upwards)
    assert not _is_turned(drawn("head", 0))
    assert not _is_turned(drawn("h", 0))
