from __future__ import annotations

import pytest
from normalizing import normalized, removed

from index.types import Block

ARTICLE = "The two ministers met in the harbour town on Monday and spoke about ships, railways and the price of tea."


@pytest.mark.parametrize(
    "bar",
    [
        "Print\nShare this article\n(no votes)\n (0 votes)",
        "Skip to main content\n\nHome > News > World",
        "content shortcut\n\nsns shortcut",
        "Direct to Contents",
        "Print Читать на русском\nRate this article",
        "본문 바로가기\n주메뉴 바로가기",
        "페이스북 트위터 카카오톡 URL 복사\n인쇄\n목록",
        "매우 만족\n만족\n보통\n불만족\n매우 불만족",
        "Версия для печати\nПоделиться:\nВКонтакте Одноклассники Telegram",
        "Оцените статью\n(Нет голосов)",
        "For business\nFor researchers\nFor students",
    ],
)
def test_bars_around_an_article_go(bar):
    for raw in (f"{bar}\n\n{ARTICLE}\n", f"{ARTICLE}\n\n{bar}\n"):
        done = normalized(raw)
        assert done.text == ARTICLE
        assert {gone.reason for gone in done.removed} == {"navigation"}


@pytest.mark.parametrize(
    "line",
    [
        "Print media lost a third of their readers",
        "Search and rescue",
        "Share of exports",
        "인쇄 산업의 현황",
        "목록에 오른 기업",
        "Печать и издательское дело",
        "For business, the law means less paper",
        "Order Information",
        "Page 226 Price $ 10",
    ],
)
def test_content_that_begins_like_a_button_stays(line):
    done = normalized(f"{ARTICLE}\n\n{line}\n\nWhat follows is a second paragraph of the same article.\n")
    assert line in done.text
    assert not done.removed


def test_a_single_everyday_word_inside_a_text_stays():
    text = f"{ARTICLE}\n\nSearch\n\nThey looked for the lost ship until the evening, and found it behind the island.\n"
    assert "\nSearch\n" in normalized(text).text


def test_a_poll_goes_with_its_options():
    poll = """\
Poll conducted

  1. Do you drink tea in the morning?
    Yes, always
     33 (61%)
    Never
     21 (39%)
"""
    raw = f"{ARTICLE}\n\n{poll}"
    done = normalized(raw)
    assert done.text == ARTICLE
    assert set(removed(raw, done).values()) == {"poll"}
    assert "Yes, always" in removed(raw, done)


def test_figures_in_a_text_are_no_poll():
    raw = f"{ARTICLE}\n\nWho won?\n\nThe harbour party, with a lead that nobody expected.\n\n33 (61%)\n"
    assert "33 (61%)" in normalized(raw).text


def test_a_paragraph_given_twice_is_kept_once():
    raw = f"{ARTICLE}\n\nA second paragraph.\n\n{ARTICLE}\n\nThe end of it.\n"
    done = normalized(raw)
    assert done.text == f"{ARTICLE}\nA second paragraph.\nThe end of it."
    assert done.removed[0].raw_start > raw.index("second")
    assert done.removed[0].reason == "repeated paragraph"


def test_short_lines_may_stand_twice():
    raw = "Seoul\nIt rained all day, and nobody came.\nSummary\nRain.\nBusan\nIt was warm and dry.\nSummary\nSun.\n"
    assert normalized(raw).text.count("Summary") == 2


def test_rows_of_a_table_may_repeat():
    row = "Harbour of the East | not known | not known | not known | not known | not known | none"
    done = normalized(*(Block(row, "row") for _ in range(3)))
    assert done.text.count("Harbour") == 3


def test_boilerplate_of_structured_formats_goes_too():
    done = normalized(Block(ARTICLE), Block("Share this article"), Block("Facebook", "item"), Block("Twitter", "item"))
    assert done.text == ARTICLE


def test_what_a_report_says_twice_is_kept_twice():
    said = "The procedure is the same as for orders of books, and the same form is to be filled in by the clerk."
    assert normalized(said, "Between them.", said, form="docx").text.count("The procedure") == 2
    assert normalized(said, "Between them.", said).text.count("The procedure") == 1
