"""Everyone can use it: axe-core finds nothing in any view, light or dark, wide or narrow; the keyboard is enough."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

LIT = "When was the lighthouse at Tern Point lit for the first time?"
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 400, "height": 800}


@pytest.fixture(scope="module")
def axe():
    """The checker, or a skip that says what is missing."""
    return pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()


def violations(axe, seen):
    seen.page.wait_for_timeout(250)  # colours that fade in
    rows = axe.run(seen.page).response["violations"]
    return [(row["id"], row["nodes"][0]["html"][:200], row["nodes"][0].get("failureSummary", "")) for row in rows]


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", NARROW), ("dark", NARROW)])
def test_axe_finds_nothing_in_any_view(page_of_three, reader, axe, scheme, size):
    seen = reader(page_of_three, color_scheme=scheme, viewport=size)
    found = {"welcome": violations(axe, seen)}
    turn = seen.ask("솔마을 양봉 조합은 언제 세웠나?")
    turn.locator("[data-do=judge]").first.click()
    found["note"] = violations(axe, seen)
    turn.locator("details.menu summary").click()
    found["answer"] = violations(axe, seen)
    seen.page.keyboard.press("Escape")
    seen.open_citation(turn)
    found["document"] = violations(axe, seen)
    seen.page.keyboard.press("Escape")
    seen.page.locator(".filters button").first.click()
    seen.page.locator("#history").click()
    seen.page.locator("ol.history li").first.wait_for(timeout=5000)
    found["history and filters"] = violations(axe, seen)
    seen.page.keyboard.press("Escape")
    seen.tab(1)
    seen.page.fill("#search-question :is(textarea, input)", "lighthouse")
    seen.page.keyboard.press("Enter")
    seen.page.locator("#results .card").first.wait_for(timeout=10_000)
    found["search"] = violations(axe, seen)
    seen.tab(2)
    seen.page.locator("table.library").wait_for(timeout=5000)
    found["library"] = violations(axe, seen)
    seen.tab(3)
    seen.page.locator("#map svg").wait_for(timeout=10_000)
    found["map"] = violations(axe, seen)
    assert {view: rows for view, rows in found.items() if rows} == {}


def test_on_a_phone_the_source_covers_the_answer_and_the_way_back_leads_to_it(page_of_three, reader):
    seen = reader(page_of_three, viewport=NARROW)
    turn = seen.ask(LIT)
    assert not seen.page.locator(".side").first.is_visible()
    mark = seen.open_citation(turn)
    assert mark.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }")
    seen.page.locator(".sheet [data-do=back]").click()
    turn.locator("a.cite").first.wait_for(timeout=5000)
    assert not seen.page.locator(".side").first.is_visible()
    assert seen.page.evaluate("document.activeElement.className") == "cite"


def press_until(seen, key, selector, most=80):
    for _ in range(most):
        if seen.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        seen.page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


def test_the_keyboard_walks_from_the_question_to_every_part(page_of_three, reader):
    seen = reader(page_of_three)
    page = seen.page
    press_until(seen, "Tab", "#question textarea")
    page.keyboard.type(LIT)
    page.keyboard.press("Enter")
    page.locator(".turn .actions").wait_for(timeout=20_000)
    press_until(seen, "Shift+Tab", "details.menu summary")
    page.keyboard.press("Enter")
    press_until(seen, "Tab", "[data-suffix='.md']")
    with page.expect_download(timeout=10_000):
        page.keyboard.press("Enter")
    press_until(seen, "Shift+Tab", "a.cite")
    page.keyboard.press("Enter")
    page.locator("#pane mark.quote").first.wait_for(timeout=5000)
    page.wait_for_function("document.activeElement.matches('.document')")
    press_until(seen, "Tab", ".document a[download]")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('a.cite')")
    press_until(seen, "Shift+Tab", "[data-tab-id=search]")
    page.keyboard.press("Enter")
    press_until(seen, "Tab", "#search-question :is(textarea, input)")
    page.keyboard.type("lighthouse keeper")
    page.keyboard.press("Enter")
    page.locator("#results .card").first.wait_for(timeout=10_000)
    press_until(seen, "Tab", "#results h2 a")
    page.keyboard.press("Enter")
    page.locator("#search-pane mark.quote").first.wait_for(timeout=5000)
