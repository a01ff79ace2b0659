"""Menus can be reached whatever the size of the window, and tables are tables, in a real browser."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

COVERED = """e => {
  const box = e.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !e.contains(top);
}"""
SIZES = {"large": (1400, 1000), "small": (1024, 700), "phone": (390, 844)}


@pytest.fixture(scope="module")
def page_of_rows(serve):
    """A page over a table in Markdown, and one as a file of values."""
    table = "| Year | Boats | Catch, tonnes |\n|---|---|---|\n| 2021 | 14 | 820 |\n| 2022 | 17 | 905 |\n"
    return serve(
        {
            "harvest.md": f"# Harvest of the Sund fishery\n\n## Boats and catch\n\n{table}",
            "keepers.csv": "Keeper,Lighthouse,Served since\nAda Lund,Tern Point,1893\nOle Brandt,Gull Rock,1921\n",
        }
    )


@pytest.mark.parametrize("size", SIZES)
def test_every_format_of_every_export_menu_can_be_clicked(page_of_three, reader, size):
    width, height = SIZES[size]
    seen = reader(page_of_three, viewport={"width": width, "height": height})
    for question in ("When was the lighthouse at Tern Point lit?", "When did a storm break the gallery?"):
        seen.ask(question)
        menus = seen.page.locator("details.menu")
        for number in range(menus.count()):
            menu = menus.nth(number)
            menu.locator("summary").scroll_into_view_if_needed()
            menu.locator("summary").click()
            menu.locator(".menu-list[style*=visible]").wait_for(timeout=2000)
            buttons = menu.locator("button")
            assert buttons.count() == 6
            assert not any(buttons.nth(n).evaluate(COVERED) for n in range(6)), (size, number)
            seen.page.keyboard.press("Escape")


def test_a_menu_closes_when_its_button_moves_away(page_of_three, reader):
    seen = reader(page_of_three, viewport={"width": 1024, "height": 700})
    seen.ask("When was the lighthouse at Tern Point lit?")
    seen.ask("When did a storm break the gallery?")
    seen.page.locator(".turn.last details.menu summary").click()
    seen.page.locator(".turn.last .menu-list[style*=visible]").wait_for(timeout=2000)
    seen.page.locator("#conversation").evaluate("e => (e.scrollTop = 0)")
    seen.page.locator("details.menu[open]").wait_for(state="detached", timeout=2000)


def test_an_exported_file_is_called_by_its_question(page_of_three, reader):
    seen = reader(page_of_three, locale="ko-KR")
    seen.ask("솔마을 양봉 조합은 언제 세웠나?")
    seen.page.locator(".turn details.menu summary").click()
    name, _ = seen.download(".turn [data-suffix='.docx']")
    assert re.fullmatch(r"솔마을-양봉-조합은-언제-세웠나-\d{4}-\d\d-\d\d\.docx", name)


def test_a_row_that_answers_is_marked_in_its_table(page_of_rows, reader):
    seen = reader(page_of_rows)
    turn = seen.ask("How many boats fished in the Sund fishery in 2022?")
    assert "Boats and catch" in seen.page.locator("#pane .card .headings").first.inner_text()
    seen.open_citation(turn)
    table = seen.page.locator("#pane table.rows")
    assert table.locator("thead th").all_inner_texts() == ["Year", "Boats", "Catch, tonnes"]
    assert table.locator("tr", has=seen.page.locator("mark.quote")).locator("td").nth(1).inner_text() == "17"


def test_rows_of_a_file_are_counted_in_the_readers_language(page_of_rows, reader):
    seen = reader(page_of_rows, locale="ru-RU")
    turn = seen.ask("Who keeps the lighthouse at Gull Rock?")
    assert "строка 3" in seen.page.locator("#pane .card .about").first.inner_text()
    seen.open_citation(turn)
    assert seen.page.locator("#pane th.place").all_inner_texts() == ["строка 2", "строка 3"]
