"""Going on in a conversation, in a real browser: follow up, edit, retry, step through sources, take it along."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import pytest

from bot.web.accounts import hash_password

from .pages import DOCUMENTS, ROOT, environment

pytestmark = pytest.mark.browser

LIT = "When was the lighthouse at Tern Point lit for the first time?"


def test_a_follow_up_uses_what_was_said_and_shows_what_was_searched(page_of_three, reader):
    seen = reader(page_of_three)
    seen.ask(LIT)
    turn = seen.ask("And who was its first keeper?")
    assert "Searched:" in turn.inner_text()
    assert "lighthouse" in turn.locator(".searched").first.inner_text().casefold()
    assert "The lighthouse at Tern Point" in seen.page.locator("#pane .card").first.inner_text()


def test_the_last_question_can_be_changed_and_asked_again_in_its_place(page_of_three, reader):
    seen = reader(page_of_three)
    turn = seen.ask("How many moons does the planet Neptune have?")
    turn.locator("[data-do=edit]").click()
    box = seen.page.locator("#question textarea")
    seen.page.wait_for_function("document.querySelector('#question textarea').value.includes('Neptune')")
    box.fill(LIT)
    box.press("Enter")
    seen.page.locator(".turn", has_text="1893").locator(".actions").wait_for(timeout=20_000)
    assert seen.page.locator(".turn").count() == 1
    seen.page.locator("[data-do=retry]").click()
    seen.page.locator(".turn .actions").wait_for(timeout=20_000)
    seen.page.wait_for_timeout(500)
    assert seen.page.locator(".turn").count() == 1


def test_an_earlier_question_can_be_changed_and_the_conversation_so_far_stays_in_the_history(page_of_three, reader):
    seen = reader(page_of_three)
    seen.ask(LIT)
    seen.ask("And who was its first keeper?")
    edit = seen.page.locator("#turn-0 [data-do=edit]")
    edit.click()
    seen.page.locator("#editing", has_text="stays under History").wait_for(timeout=5000)
    seen.page.locator("[data-do=unedit]").click()
    seen.page.wait_for_function("document.querySelector('#question textarea').value === ''")
    edit.click()
    seen.page.locator("#editing p").wait_for(timeout=5000)
    box = seen.page.locator("#question textarea")
    box.fill("Когда построили узкоколейную дорогу в Верхнем Ключе?")
    box.press("Enter")
    seen.page.locator(".turn", has_text="1936").locator(".actions").wait_for(timeout=20_000)
    assert seen.page.locator(".turn").count() == 1
    assert seen.page.locator("#editing p").count() == 0
    seen.page.locator("#history").click()
    seen.page.locator("ol.history li").nth(1).wait_for(timeout=5000)
    seen.page.locator("ol.history button", has_text="lighthouse").click()
    seen.page.locator(".turn").nth(1).wait_for(timeout=20_000)
    assert "first keeper" in seen.page.locator(".turn").nth(1).inner_text()


def test_the_evidence_for_an_answer_is_shown_on_the_map(page_of_three, reader):
    seen = reader(page_of_three)
    seen.ask(LIT)
    seen.page.locator("#pane [data-do=map]").click()
    seen.page.locator("#map circle.hit").first.wait_for(timeout=10_000)
    assert "Evidence by document" in seen.page.locator("#evidence").inner_text()
    assert seen.page.locator("#map-question :is(textarea, input)").input_value() == LIT


def test_sources_are_stepped_through_with_keys_and_the_way_back_is_a_key(page_of_three, reader):
    seen = reader(page_of_three)
    turn = seen.ask("How many moons does the planet Neptune have?")  # refused, so the nearest passages are shown
    assert turn.locator("a.cite").count() > 1
    seen.page.keyboard.press("Escape")  # leave the box
    seen.page.keyboard.press("1")
    mark = seen.page.locator("#pane mark.quote").first
    mark.wait_for(timeout=5000)
    first = turn.locator("a.cite[aria-current]").inner_text()
    assert seen.page.evaluate("document.activeElement.className") == "document"
    seen.page.keyboard.press("]")
    seen.page.wait_for_function("text => document.querySelector('a.cite[aria-current]').innerText !== text", arg=first)
    seen.page.locator("#pane .document").wait_for(timeout=5000)
    seen.page.keyboard.press("Escape")
    seen.page.locator("#pane .card").first.wait_for(timeout=5000)
    seen.page.keyboard.press("/")
    seen.page.wait_for_function("document.activeElement === document.querySelector('#question textarea')")


def test_an_answer_and_a_conversation_can_be_taken_along_in_every_format(page_of_three, reader):
    seen = reader(page_of_three)
    seen.ask(LIT)
    turn = seen.ask("Когда построили узкоколейную дорогу в Верхнем Ключе?")
    found = {}
    for suffix in (".md", ".docx", ".html", ".bib", ".ris", ".json"):
        turn.locator("details.menu summary").click()
        name, found[suffix] = seen.download(f"#turn-1 [data-suffix='{suffix}']")
        assert name.startswith("Когда-построили-узкоколейную-дорогу")
        assert name.endswith(suffix)
    assert "1936" in found[".md"].decode()
    assert "1893" not in found[".md"].decode()
    assert b"<script" not in found[".html"]
    assert "1936" in zipfile.ZipFile(io.BytesIO(found[".docx"])).read("word/document.xml").decode()
    assert "Узкоколейка" in found[".bib"].decode()
    assert "TI  - Узкоколейка" in found[".ris"].decode()
    assert json.loads(found[".json"])[0]["title"] == "Узкоколейка в Верхнем Ключе"
    seen.page.locator("#tools details.menu summary").click()
    _, whole = seen.download("#tools [data-suffix='.md']")
    assert "1893" in whole.decode()
    assert "1936" in whole.decode()


def test_an_old_citation_opens_the_text_that_it_quoted_after_a_rebuild(serve, reader):
    served = serve(DOCUMENTS)
    seen = reader(served)
    link = seen.ask(LIT).locator("a.cite").first.get_attribute("href")
    path = served.docs / "lighthouse.md"
    path.write_text(path.read_text("utf-8").replace("3 March 1893", "9 April 1894"), "utf-8")
    seen.tab(2)
    seen.page.get_by_role("button", name="Rebuild the index").click()
    seen.page.get_by_text("1 changed").wait_for(timeout=60_000)
    other = reader(served, link, ready="#pane mark.quote")
    assert "3 March 1893" in other.page.locator("#pane mark.quote").first.inner_text()
    assert "The file has changed" in other.page.locator("#pane").inner_text()


def test_a_conversation_goes_on_after_the_server_has_forgotten_it(serve, reader):
    served = serve(DOCUMENTS)
    seen = reader(served)
    seen.page.locator(".filters button").first.click()
    seen.page.get_by_label("Language", exact=True).first.click()
    seen.page.locator("li[role=option]", has_text="English").click()
    seen.page.keyboard.press("Escape")
    turn = seen.ask(LIT)
    seen.page.wait_for_function("Object.values(localStorage).some((kept) => kept.includes('1893'))", timeout=5000)
    served.process.terminate()
    served.process.wait(timeout=10)
    served.process.stderr.close()
    env = environment(served.docs, served.index, {"DOCENT_PORT": served.url.rsplit(":", 1)[1]})
    served.process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    assert served.process.stderr.readline().startswith("Docent is at")
    said = seen.ask("And who was its first keeper?").inner_text()
    assert "lighthouse" in said.split("Searched:")[1].casefold()
    assert "Only in: English" in said
    assert seen.page.locator(".turn").count() == 2
    assert "1893" in turn.inner_text()


def log_in(seen, name):
    seen.page.fill("[name=name]", name)
    seen.page.fill("[name=password]", "sesame")
    seen.page.press("[name=password]", "Enter")
    seen.page.locator(".welcome, .turn").first.wait_for(timeout=20_000)


def listed(seen):
    """The titles in the history."""
    seen.page.locator("#history").click()
    seen.page.locator("#keeping").wait_for(timeout=5000)
    return seen.page.locator("ol.history .recall").all_inner_texts()


def test_a_user_finds_the_conversation_in_another_browser_and_nobody_else_does(serve, reader, tmp_path):
    users = tmp_path / "users"
    users.write_text("".join(f"{name}:reader:{hash_password('sesame')}\n" for name in ("ada", "eve")), "utf-8")
    served = serve(DOCUMENTS, DOCENT_AUTH=str(users))
    first, second, stranger = (reader(served, ready="form") for _ in range(3))
    log_in(first, "ada")
    first.ask(LIT)
    first.page.wait_for_timeout(500)
    log_in(second, "ada")
    assert listed(second) == [LIT]
    second.page.locator("ol.history .recall").click()
    second.page.locator(".turn", has_text="1893").wait_for(timeout=20_000)
    log_in(stranger, "eve")
    assert listed(stranger) == []
    second.page.locator("#history").click()
    second.page.locator("ol.history [data-do=forget]").click()
    second.page.locator("ol.history li").wait_for(state="detached", timeout=5000)
    second.ask("And who was its first keeper?")
    second.page.wait_for_timeout(500)
    assert listed(second) == [LIT]
    second.page.evaluate("window.confirm = () => true")
    second.page.locator("#keeping").click()
    second.page.locator("ol.history li").wait_for(state="detached", timeout=5000)
    second.ask("How long did she stay?")
    second.page.wait_for_timeout(500)
    assert listed(second) == []


def test_a_reload_keeps_the_number_of_passages(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.locator(".filters button").first.click()
    number = seen.page.locator(".filters input[type=number]").first
    before = seen.page.evaluate("localStorage['docent-filters']")
    number.fill("9")
    number.press("Tab")
    seen.page.wait_for_function("before => localStorage['docent-filters'] !== before", arg=before, timeout=5000)
    seen.page.reload()
    seen.page.locator(".welcome").wait_for(timeout=20_000)
    seen.page.locator(".filters button").first.click()
    seen.page.wait_for_function("document.querySelector('.filters input[type=number]').value === '9'", timeout=5000)


def test_a_question_that_is_too_long_is_named_and_can_be_shortened(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.fill("#question textarea", "harbour " * 600)
    seen.page.press("#question textarea", "Enter")
    seen.page.locator(".turn .problem", has_text="4,000").wait_for(timeout=10_000)
    seen.page.locator(".turn [data-do=edit]").click()
    seen.page.wait_for_function("document.querySelector('#question textarea').value.length > 4000", timeout=5000)


def test_an_example_fills_the_box_and_is_answered(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.locator(".example").first.click()
    seen.page.wait_for_function("document.querySelector('#question textarea').value !== ''", timeout=5000)
    seen.page.press("#question textarea", "Enter")
    seen.page.locator(".turn .actions").wait_for(timeout=20_000)
    assert seen.page.locator(".turn .refused").count() == 0


@pytest.mark.parametrize(("locale", "says"), [("ko-KR", "아직 색인이 없습니다"), ("ru-RU", "Индекса ещё нет")])
def test_what_goes_wrong_is_told_in_the_language_of_the_page(serve, reader, locale, says):
    seen = reader(serve({}, build=False), locale=locale)
    seen.page.fill("#question textarea", "?!")
    seen.page.fill("#question textarea", "Anything?")
    seen.page.press("#question textarea", "Enter")
    seen.page.locator(".turn .problem").wait_for(timeout=10_000)
    assert says in seen.page.locator(".turn .problem").inner_text()
