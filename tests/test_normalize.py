from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from normalizing import document, normalized

from index.chunker import chunk
from index.normalize import normalize
from index.types import Block, IndexConfig

# --- nothing leaks -------------------------------------------------------------------------------

ALPHABET = st.sampled_from(
    list(
        "가나다라 를은 abcxyzABC абвгд.,:;!?()[]“”\"'«»-–•*1234567890%\n\n\n\t\f\r\xa0\u200b\u00ad\ufeff\u3000제월일년"
    )
)
SNIPPETS = st.sampled_from(
    [
        "1) “Source,” Journal (2020).\n",
        "The trade grew.1) Then\nit fell again.\n",
        "Share this article\n",
        "infor-\nmation",
        "Poll\nDo you agree?\nYes\n3 (60%)\nNo\n2 (40%)\n",
        "\n- 3 -\n",
        "  • item\n    * nested\n",
        "Title A\nAuthor B\nDate 2020-01-02\n",
        "https://example.org/a-b\n",
        "\f",
    ]
)
KINDS = st.sampled_from(["lines", "lines", "text", "heading", "item", "row", "note"])
TEXTS = st.lists(st.one_of(st.text(ALPHABET, max_size=60), SNIPPETS), max_size=8).map("".join)
BLOCKS = st.builds(
    lambda text, kind, page: Block(unicodedata.normalize("NFC", text), kind, page=page, marker="1)"),
    TEXTS,
    KINDS,
    st.sampled_from([None, 1, 2, 3]),
)


@given(st.lists(BLOCKS, max_size=5))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_every_visible_character_is_in_the_text_in_a_note_or_removed(blocks):
    normalized(*blocks)


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_what_was_normalised_once_is_left_alone_the_second_time(text):
    once = normalized(Block(unicodedata.normalize("NFC", text), "text"))
    if once.text:
        assert normalized(Block(once.text, "text")).text == once.text


def test_the_text_of_a_normalised_file_is_a_clean_file():
    letter = (
        "Embassy of the Republic\n12 Harbour Road\n\nDear Professor,\n\nThank you for the letter. We would be glad to\n"
        "take part in the conference, and propose these\nspeakers:\n\n1) Dr. Kim\n2) Prof. Lee\n\nYours,\nChoi\n"
    )
    for text in (WRAPPED, letter):
        once = normalized(text).text
        assert normalized(once).text == once


def test_an_empty_document_gives_an_empty_text():
    assert normalized().text == ""
    assert normalized("\n \n\t\n").text == ""


def test_invisible_characters_go_and_are_listed():
    done = normalized("A\u200bB \ufeffC.\nThe \u00adsecond\xa0line.")
    assert done.text == "AB C.\nThe second line."
    assert {gone.reason for gone in done.removed} == {"invisible character"}


# --- lines ---------------------------------------------------------------------------------------

WRAPPED = """\
The ministry published its yearly report on trade with the neigh-
bouring countries last week. It says that exports of machines grew
by a fifth, while imports of food fell for the third year running;
the high-tech sector did better than anybody had thought possible.

A second paragraph looks at the ports of the east coast, where the
authorities plan to build three new terminals before 2030. Russia-
Korea shipping lines are to profit from them most, says the report.
"""


def test_hard_wrapped_english_becomes_paragraphs():
    first, second = normalized(WRAPPED).text.split("\n")
    assert "the neighbouring countries last week. It says that exports of machines grew by a fifth, while" in first
    assert first.endswith("possible.")
    assert "before 2030. Russia-Korea shipping" in second


def test_a_dropped_hyphen_is_listed():
    done = normalized(WRAPPED)
    assert [gone.reason for gone in done.removed] == ["hyphen at a line end"]


def test_hard_wrapped_russian_with_word_breaks():
    text = """\
В докладе сказано, что за последние пять лет взаимная торговля вы-
росла почти вдвое, а научно-техническое сотрудничество стало одним
из главных направлений. Министерство намерено продолжить социально-
экономические программы в регионах и привлечь частных инвесторов к
строительству портов, дорог и железнодорожных станций на востоке.
"""
    done = normalized(text).text
    assert "торговля выросла почти" in done
    assert "социально-экономические программы" in done
    assert "\n" not in done


def test_double_spaced_lines_are_joined_and_indents_begin_paragraphs_only_after_a_full_stop():
    lines = [
        "정부는 올해 디지털 산업의 기반을 넓히는 계획을 마련하고 전국의 학교와 병원에 빠 ",
        "른 통신망을 놓기로 하였다. 이 계획은 다섯 해에 걸쳐 추진되며 예산은 해마다 국회의 ",
        " 심의를 거쳐 정해진다. 지방의 작은 도시와 섬 지역도 빠짐없이 포함된다는 점이 눈에 띈",
        "다.",
        " 두 번째로 정부는 인력을 기르는 일에도 힘을 쏟는다. 대학과 기업이 함께 운영하는 과",
        "정이 새로 생기고, 졸업생은 참여한 회사에서 일할 수 있다. 지원을 받으려는 학교는 오는 ",
        "가을까지 신청서를 내야 하며 결과는 겨울에 나온다.",
    ]
    lines[0] = lines[0].rstrip()
    first, second = normalized("\n\n".join(lines)).text.split("\n")
    assert "병원에 빠른 통신망을" in first
    assert "국회의 심의를" in first
    assert first.endswith("눈에 띈다.")
    assert "과정이 새로 생기고" in second
    assert "오는 가을까지" in second


def test_one_paragraph_a_line_is_left_alone():
    text = "\n".join(
        [
            "Summary of the visit",
            "The delegation arrived on Monday and met the mayor, who showed them the new harbour and its cranes.",
            "On Tuesday they left.",
            "A joint statement followed, and the two sides agreed to meet again in the autumn of the next year.",
        ]
    )
    assert normalized(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The river bends\nBeneath the hill\nThe evening ends\nThe town is still",
        "Ministry of Trade\n12 Harbour Road\nBusan 48751\nRepublic of Korea",
        "milk\nbread\napples\nthree lemons",
        "봄이 오면\n산에 들에\n꽃이 피고\n새가 운다",
    ],
)
def test_poems_addresses_and_lists_keep_their_lines(text):
    assert normalized(text).text == text


def test_windows_and_page_breaks_are_line_breaks():
    assert normalized("One line.\r\nAnother one.\fA third.").text == "One line.\nAnother one.\nA third."


def test_a_structured_block_is_one_line_and_keeps_its_kind():
    done = normalized(
        Block("A  heading\nin two", "heading", level=2),
        Block("Text with\n a break.", "text", page=3),
        Block("Seoul | 9", "row", locator="Sheet1!A2", context="City | Millions"),
    )
    assert done.text == "A heading in two\nText with a break.\nSeoul | 9"
    assert done.headings == ((0, 16, 2),)
    assert [(place.page, place.locator, place.context) for place in done.places] == [
        (3, "", ""),
        (None, "Sheet1!A2", "City | Millions"),
    ]


def test_a_sentence_goes_on_over_a_page_break_and_each_part_knows_its_page():
    page = (
        "The committee decided in its last session of the year that the\n"
        "new port should be built without any further delay, and asked the"
    )
    after = (
        "minister to report on the progress of the works every six\n"
        "months. The report is public, and the newspapers print it in full."
    )
    done = normalized(Block(page, "lines", page=1), Block(after, "lines", page=2))
    assert "asked the minister to report" in done.text
    assert [place.page for place in done.places] == [1, 2]
    assert done.text[done.places[1].start :].startswith("minister")


def test_running_headers_and_page_numbers_go():
    pages = [
        Block(
            f"Annual Report 2020\n{town} was where the committee met in spring and heard the experts, who said\n"
            "that the works had gone on for many months and that the costs had stayed\n"
            "where they were, or had fallen by ten per cent at least. After that year\n"
            f"the ministers did not want to go on without any news from {town}, and\n{n}",
            "lines",
            page=n,
        )
        for n, town in enumerate(["Busan", "Seoul", "Ulsan", "Mokpo"], 1)
    ]
    done = normalized(*pages)
    assert "Annual Report" not in done.text
    assert {gone.reason for gone in done.removed} == {"running header", "page number"}
    assert "news from Busan, and Seoul was where" in done.text


# --- speed ---------------------------------------------------------------------------------------


def test_a_megabyte_takes_seconds():
    lines = re.sub(r"neigh-\nbouring", "neighbouring", WRAPPED)
    paragraphs = "\n\n".join(f"{lines.strip()}\n\nSection {n} ends here." for n in range(2100))
    assert len(paragraphs) > 1_000_000
    begin = time.process_time()
    normalize(document(paragraphs), source="a.txt", document_id="a")
    assert time.process_time() - begin < 15


@pytest.mark.parametrize(
    "text",
    ["x - " * 39 + "!", "home > " * 20 + "!", "(1 votes) " * 15 + "!", "a" + " " * 300_000 + "b", "(" * 100_000],
    ids=["dashes", "breadcrumbs", "votes", "spaces", "brackets"],
)
def test_odd_lines_do_not_hang(text):
    begin = time.process_time()
    normalize(document(text), source="a.txt", document_id="a")
    assert time.process_time() - begin < 2


PAGE = """Research reports

Title: Bridges of the northern towns
Author: Han Sora, Ivan Petrov
Language: Korean
Date: 2021-05-03

The northern towns have built eleven bridges since the river changed its course. Most of them carry one road.

Ordering
Page 120 Price $ 15
"""


def test_labels_before_and_behind_the_text_stand_in_passages_of_their_own():
    document = normalized(PAGE)
    passages = chunk(document, IndexConfig())
    assert [passage.locator for passage in passages] == ["front matter", "", "back matter"]
    assert passages[1].text.startswith("The northern towns")
    assert "Language: Korean" in passages[0].text
    assert (document.metadata.title, document.metadata.date) == ("Bridges of the northern towns", "2021-05-03")


def test_one_line_that_looks_like_a_label_is_no_front_matter():
    text = "Pages: a history\n\nPages have been made of linen, of wood and of straw, and people wrote on all of them.\n"
    assert {place.locator for place in normalized(text).places} <= {""}
