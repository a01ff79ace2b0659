"""The library in a real browser: add, replace when asked, remove, rebuild while others ask, go back, read."""

from __future__ import annotations

import pytest

from .pages import DOCUMENTS

pytestmark = pytest.mark.browser

BURNED = "The windmill of Oster burned down in 1844. It was rebuilt by Nils Brandt in brick."
QUESTION = "When did the windmill of Oster burn down?"


# Notes every text of the page that looks like the key of a translation, however short it stands there.
KEYS = """() => {
  window.keys = [];
  new MutationObserver(() => window.keys.push(...(document.body.textContent.match(/\\bcommon\\.\\w+/g) || [])))
    .observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def send(seen, *paths):
    seen.page.locator("#upload-files input[type=file]").set_input_files([str(path) for path in paths])


@pytest.fixture
def library(serve, reader):
    """A page of its own, open at the library."""
    seen = reader(serve(DOCUMENTS))
    seen.tab(2)
    seen.page.locator("table.library").wait_for(timeout=10_000)
    return seen


def test_an_uploaded_file_answers_and_a_removed_one_does_not(library, tmp_path):
    docs, page = library.served.docs, library.page
    path = tmp_path / "windmill.txt"
    path.write_text(BURNED, "utf-8")
    send(library, path)
    page.locator("#sent li.done", has_text="indexed, 1 passages").wait_for(timeout=60_000)
    page.locator("#documents a", has_text="windmill.txt").wait_for(timeout=10_000)
    page.locator("#top .state", has_text="4 documents").wait_for(timeout=5000)  # without a reload
    assert (docs / "windmill.txt").is_file()
    library.tab(0)
    page.locator("#pane ul.shelf", has_text="windmill.txt").wait_for(timeout=5000)
    page.locator(".filters button").first.click()
    page.get_by_label("Documents", exact=True).first.click()
    page.get_by_role("option", name="windmill.txt").wait_for(timeout=5000)
    page.keyboard.press("Escape")
    assert "1844" in library.ask(QUESTION).inner_text()
    library.tab(2)
    path.write_text(BURNED.replace("1844", "1851"), "utf-8")
    send(library, path)
    page.get_by_text("a file of that name is already there").wait_for(timeout=10_000)
    assert "1844" in (docs / "windmill.txt").read_text("utf-8")
    page.locator("#outcome [data-do=replace]").click()
    page.get_by_text("1 changed").wait_for(timeout=60_000)
    assert "1851" in (docs / "windmill.txt").read_text("utf-8")
    page.evaluate("window.confirm = () => true")
    page.locator("tr", has_text="windmill.txt").locator("[data-do=remove]").click()
    page.locator("#documents tr", has_text="windmill.txt").wait_for(state="detached", timeout=60_000)
    assert not (docs / "windmill.txt").exists()
    library.tab(0)
    assert "1851" not in library.ask(QUESTION).inner_text()


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_added(library, tmp_path):
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    (tmp_path / "windmill.txt").write_text(BURNED, "utf-8")
    send(library, tmp_path / "torn.pdf", tmp_path / "windmill.txt")
    failed = library.page.locator("#sent li.failed")
    failed.wait_for(timeout=60_000)
    assert "torn.pdf The file is damaged." in " ".join(failed.inner_text().split())
    assert library.page.locator("#sent li.done").count() == 1
    assert "Failed" in library.page.locator("#documents tr", has_text="torn.pdf").inner_text()
    library.page.evaluate("window.confirm = () => true")
    failed.locator("[data-do=remove]").click()
    failed.wait_for(state="detached", timeout=60_000)
    assert not (library.served.docs / "torn.pdf").exists()


def test_no_key_of_a_translation_is_shown_or_said(library):
    library.page.evaluate(KEYS)
    library.tab(0)
    library.ask(QUESTION)
    library.page.wait_for_timeout(6000)  # what is said to screen readers comes up to five seconds late
    assert library.page.evaluate("window.keys") == []


def test_a_rebuild_does_not_stop_those_who_ask_and_can_be_taken_back(library, reader):
    other, page = reader(library.served), library.page
    (library.served.docs / "more.txt").write_text("The ferry to Oster sails at nine. " * 40, "utf-8")
    page.get_by_role("button", name="Rebuild the index").click()
    other.ask("Who was the first keeper of the lighthouse?")
    page.get_by_text("Index built").wait_for(timeout=60_000)
    assert "4 documents" in reader(library.served).page.locator("#top").inner_text()
    page.evaluate("window.confirm = () => true")
    page.get_by_role("button", name="Previous index").click()
    page.get_by_text("is live again").wait_for(timeout=20_000)
    page.locator("#documents tr", has_text="more.txt").wait_for(state="detached", timeout=10_000)
    assert "3 documents" in reader(library.served).page.locator("#top").inner_text()


def test_a_document_is_read_beside_the_table_and_can_be_asked_alone(page_of_three, reader):
    seen = reader(page_of_three)
    seen.tab(2)
    seen.page.locator("#library-filter :is(textarea, input)").press_sequentially("lighthouse")
    seen.page.locator("#documents tbody tr").nth(1).wait_for(state="detached", timeout=10_000)
    seen.page.locator("#documents a").first.click()
    seen.page.locator("#library-pane .document").wait_for(timeout=5000)
    assert "The repair cost 4,200 crowns" in seen.page.locator("#library-pane .text").inner_text()
    seen.page.locator("#library-pane [data-do=only]").click()
    seen.page.locator("#narrowed p").wait_for(timeout=5000)
    assert "The lighthouse at Tern Point" in seen.page.locator("#narrowed").inner_text()
    assert "Only in:" in seen.ask("솔마을 양봉 조합은 언제 세웠나?").inner_text()
    seen.page.locator("#narrowed [data-do=unfilter]").click()
    seen.page.locator("#narrowed p").wait_for(state="detached", timeout=5000)
    seen.tab(2)
    seen.page.locator("#library-pane [data-do=only]").click()
    seen.page.locator("#narrowed p").wait_for(timeout=5000)
    seen.page.locator("#tools [data-do=new]").click()
    seen.page.locator("#narrowed p").wait_for(state="detached", timeout=5000)
    assert "1974" in seen.ask("솔마을 양봉 조합은 언제 세웠나?").inner_text()
