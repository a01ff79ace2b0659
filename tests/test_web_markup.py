from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.markup import Html, escape, join, tag
from bot.web.texts import choose_language, show_date, show_number, texts

WEB = Path(__file__).parents[1] / "bot" / "web"


def test_text_becomes_text_and_markup_stays_markup():
    assert tag("p", "a < b", tag("b", "c")) == "<p>a &lt; b<b>c</b></p>"


def test_what_a_template_would_read_is_written_as_entities():
    assert escape("${x} {{y}} `z`") == "&#36;&#123;x&#125; &#123;&#123;y&#125;&#125; &#96;z&#96;"


@given(st.text())
def test_no_text_opens_an_element_or_leaves_an_attribute(text):
    shown = tag("p", text, title=text)
    assert shown.count("<") == 2
    assert shown.count('"') == 2


def test_attributes_lose_their_underscores_and_may_be_left_out():
    assert tag("a", "x", class_="c", data_do="y", hidden=True, title=None) == '<a class="c" data-do="y" hidden>x</a>'


@pytest.mark.parametrize("address", ["https://x.example", "//x.example", "javascript:x", "data:x", "x"])
def test_an_address_that_leaves_the_page_is_an_error(address):
    with pytest.raises(ValueError, match="must stay"):
        tag("a", "x", href=address)


def test_nothing_is_left_out_but_none():
    assert join("a", None, "", Html("<br>")) == "a<br>"


def test_only_one_module_makes_markup_of_strings():
    for path in WEB.glob("*.py"):
        if path.name in ("markup.py", "headers.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Html":
                assert all(isinstance(argument, ast.Constant) for argument in node.args), path.name


def test_every_text_of_the_page_is_there_in_three_languages_with_the_same_blanks():
    import string

    rows = json.loads((WEB / "texts.json").read_text(encoding="utf-8"))
    for key, row in rows.items():
        assert sorted(row) == ["en", "ko", "ru"], key
        blanks = [sorted(name for _, name, _, _ in string.Formatter().parse(text) if name) for text in row.values()]
        assert blanks[0] == blanks[1] == blanks[2], key
        assert all(row.values()), key


@pytest.mark.parametrize(
    ("cookies", "accepted", "language"),
    [
        ({}, "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ({"docent-language": "ko"}, "ru", "ko"),
        ({"docent-language": "xx"}, "fr,ko;q=0.5", "ko"),
        ({}, "", "en"),
        ({}, ";;,,q=1", "en"),
    ],
)
def test_the_readers_choice_comes_before_the_browsers_language(cookies, accepted, language):
    assert choose_language(cookies, accepted) == language


def test_dates_and_numbers_are_written_as_the_language_does():
    assert [show_date("2019-12-27", name) for name in ("ko", "en", "ru")] == [
        "2019. 12. 27.",
        "27 Dec 2019",
        "27.12.2019",
    ]
    assert show_date("2019", "en") == "2019"
    assert show_number(12345, "ru") == "12\u00a0345"
    assert texts("ko")["send"] == "묻기"
