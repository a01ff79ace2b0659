"""What a reader does, in a real browser: ask, check the source, go on, look, come back."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time

import pytest

from .pages import DOCUMENTS, ROOT, environment, write_pdf

pytestmark = pytest.mark.browser

QUESTIONS = {
    "en-US": ("When was the lighthouse at Tern Point lit for the first time?", "3 March 1893", "What would you like"),
    "ko-KR": ("솔마을 양봉 조합은 언제 세웠나?", "1974", "무엇을 알고"),
    "ru-RU": ("Когда построили узкоколейную дорогу в Верхнем Ключе?", "1936", "Что вы хотите узнать"),
}


@pytest.mark.parametrize("locale", QUESTIONS)
def test_a_click_on_a_citation_marks_the_quoted_sentence_in_its_document(page_of_three, reader, locale):
    question, answer, welcome = QUESTIONS[locale]
    seen = reader(page_of_three, locale=locale)
    assert welcome in seen.page.locator(".welcome").inner_text()
    turn = seen.ask(question)
    quote = turn.locator("blockquote p").first
    assert answer in quote.inner_text()
    turn.locator("a.cite").first.click()
    mark = seen.page.locator("#pane mark.quote").first
    mark.wait_for(timeout=5000)
    assert answer in mark.inner_text()
    assert mark.inner_text().strip() in quote.inner_text()
    assert answer in "".join(seen.page.locator("#pane mark.quote strong.key").all_inner_texts())
    assert mark.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }")


def test_the_neighbours_of_the_quote_are_readable_and_the_way_back_leads_to_the_sources(page_of_three, reader):
    seen = reader(page_of_three)
    seen.ask("Who was the first keeper of the lighthouse?").locator("a.cite").first.click()
    text = seen.page.locator("#pane .document .text")
    text.wait_for()
    assert "The repair cost 4,200 crowns" in text.inner_text()
    seen.page.keyboard.press("Escape")
    seen.page.locator("#pane .card").first.wait_for(timeout=5000)


def test_the_keyboard_alone_is_enough(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.locator("#question textarea").focus()
    seen.page.keyboard.type("When did a storm break the gallery?")
    seen.page.keyboard.press("Enter")
    seen.page.locator(".turn .actions").wait_for(timeout=20_000)
    for _ in range(60):
        if seen.page.evaluate("document.activeElement.className") == "cite":
            break
        seen.page.keyboard.press("Shift+Tab")
    assert seen.page.locator("#docent-tip").is_visible()
    seen.page.keyboard.press("Enter")
    seen.page.locator("#pane mark.quote").first.wait_for(timeout=5000)


def test_a_question_that_the_documents_do_not_answer_is_refused_with_the_nearest_passages(page_of_three, reader):
    turn = reader(page_of_three).ask("How many moons does the planet Neptune have?")
    assert turn.locator(".refused").count() == 1
    assert turn.locator("blockquote.near").count() >= 1


def test_a_conversation_survives_a_reload_and_is_listed(page_of_three, reader):
    seen = reader(page_of_three)
    seen.ask("How long was Ada Lund the keeper?")
    seen.ask("How many tons of honey were harvested?")
    seen.page.reload()
    seen.page.locator(".turn").nth(1).wait_for(timeout=20_000)
    seen.page.locator("#history").click()
    seen.page.locator("ol.history li").first.wait_for(timeout=5000)
    assert "How long was Ada Lund" in seen.page.locator("ol.history").inner_text()
    seen.page.locator("#new").click()
    seen.page.locator(".welcome").wait_for(timeout=5000)


def test_with_keeping_switched_off_nothing_stays(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.locator("#history").click()
    seen.page.locator("#keeping").click()
    seen.ask("How long was Ada Lund the keeper?")
    seen.page.reload()
    seen.page.locator(".welcome").wait_for(timeout=20_000)


def test_the_language_can_be_switched_and_stays(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.locator("#top select").select_option("ko")
    seen.page.get_by_text("무엇을 알고 싶으세요?").wait_for(timeout=20_000)
    assert seen.page.locator("html").get_attribute("lang") == "ko"
    assert "문서함" in seen.page.locator("button[role=tab]:visible").all_inner_texts()
    seen.page.reload()
    seen.page.get_by_text("무엇을 알고 싶으세요?").wait_for(timeout=20_000)


def test_a_link_fills_a_question_in_and_does_not_send_it(page_of_three, reader):
    seen = reader(page_of_three, "?q=Who+was+Ada+Lund%3F")
    seen.page.wait_for_function("document.querySelector('#question textarea').value === 'Who was Ada Lund?'")
    assert seen.page.locator(".turn").count() == 0


def test_the_link_of_a_citation_opens_it_on_a_fresh_page(page_of_three, reader):
    seen = reader(page_of_three)
    link = seen.ask("Who was the first keeper of the lighthouse?").locator("a.cite").first.get_attribute("href")
    other = reader(page_of_three, link, ready="#pane mark.quote")
    assert "Ada Lund" in other.page.locator("#pane mark.quote").inner_text()


def test_searching_shows_scores_and_matched_words(page_of_three, reader):
    seen = reader(page_of_three)
    seen.tab(1)
    seen.page.fill("#search-question :is(textarea, input)", "lighthouse keeper 1893")
    seen.page.keyboard.press("Enter")
    card = seen.page.locator("#results .card").first
    card.wait_for(timeout=10_000)
    assert card.locator(".bars dd").count() == 3
    assert "keeper" in card.locator(".terms").inner_text()
    card.locator("h2 a").click()
    seen.page.locator("#search-pane mark.quote").first.wait_for(timeout=5000)


def test_a_filter_narrows_the_answer_to_a_language(page_of_three, reader):
    seen = reader(page_of_three)
    seen.page.locator(".filters button").first.click()
    seen.page.get_by_label("Language", exact=True).first.click()
    seen.page.get_by_role("option", name="Russian").click()
    seen.page.keyboard.press("Escape")
    turn = seen.ask("When was the railway built?")
    assert "Only in: Russian" in turn.inner_text()
    seen.page.reload()
    seen.page.locator(".turn").first.wait_for(timeout=20_000)
    assert "Only in: Russian" in seen.ask("When did the last train run?").inner_text()  # a chosen filter stays


def test_an_index_that_was_rebuilt_elsewhere_answers_at_once(serve, reader):
    served = serve(DOCUMENTS)
    seen = reader(served)
    seen.ask("Who was the first keeper of the lighthouse?")
    (served.docs / "mill.txt").write_text("The paper mill at Sund was opened by Greta Holm in 1861.", "utf-8")
    env = environment(served.docs, served.index, {})
    subprocess.run([sys.executable, "-m", "bot", "build"], cwd=ROOT, env=env, check=True, capture_output=True)
    assert "Greta Holm" in seen.ask("Who opened the paper mill at Sund?").inner_text()


def test_without_an_index_the_page_comes_up_and_says_what_to_type(serve, reader):
    seen = reader(serve({}, build=False))
    assert "python -m bot build" in seen.page.locator("#top").inner_text()
    seen.page.fill("#question textarea", "Anything?")
    seen.page.press("#question textarea", "Enter")
    seen.page.locator(".turn .problem").wait_for(timeout=10_000)
    assert "python -m bot build" in seen.page.locator(".turn .problem").inner_text()


def test_an_opinion_is_kept_with_its_note(page_of_three, reader):
    import sqlite3

    seen = reader(page_of_three)
    turn = seen.ask("How long was Ada Lund the keeper?")
    turn.locator("[data-verdict=useful]").click()
    turn.locator(".feedback input").fill("just what I needed")
    turn.locator("[data-do=feedback]").click()
    deadline = time.monotonic() + 5
    while not (page_of_three.index / "feedback.db").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    database, row = sqlite3.connect(page_of_three.index / "feedback.db"), None
    while row is None and time.monotonic() < deadline:  # the file is there before what is written into it
        with contextlib.suppress(sqlite3.OperationalError):  # no table yet
            row = database.execute("SELECT verdict, note, sources FROM feedback").fetchone()
        time.sleep(0.05)
    assert row is not None
    verdict, note, sources = row
    database.close()
    assert (verdict, note) == ("useful", "just what I needed")
    assert json.loads(sources)[0]["source"] == "lighthouse.md"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(page_of_three, reader, scheme):
    seen = reader(page_of_three, viewport={"width": 400, "height": 800}, color_scheme=scheme)
    seen.ask("Who was the first keeper of the lighthouse?").locator("a.cite").first.click()
    seen.page.locator("#pane mark.quote").first.wait_for(timeout=5000)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 400
    seen.page.keyboard.press("Escape")  # the document covers the page
    for tab in range(4):
        seen.tab(tab)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_an_answer_comes_within_a_second(page_of_three, reader):
    seen = reader(page_of_three)
    took = []
    for question in ("When was the lighthouse lit for the first time?", "Who was Ada Lund?", "What did the lamp burn?"):
        started = time.monotonic()
        seen.ask(question)
        took.append(time.monotonic() - started)
    assert min(took) < 1.5, took  # a second, and room for a busy machine


def test_the_page_is_painted_within_two_seconds(page_of_three, reader):
    painted = []
    for _ in range(3):  # the quickest: a machine may be busy with something else
        seen = reader(page_of_three)
        entry = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        painted.append(seen.page.evaluate(entry))
        if painted[-1] < 2000:
            break
    assert min(painted) < 2000, painted


def test_a_quote_is_marked_on_the_page_of_its_pdf(serve, reader, tmp_path):
    served = serve({"note.txt": "The ferry to Oster sails at nine in the morning and returns at five."}, build=False)
    write_pdf(served.docs / "observatory.pdf")
    env = environment(served.docs, served.index, {})
    subprocess.run([sys.executable, "-m", "bot", "build"], cwd=ROOT, env=env, check=True, capture_output=True)
    seen = reader(served)
    seen.ask("Who opened the observatory on Mount Ulm in 1902?").locator("a.cite").first.click()
    picture = seen.page.locator("#pane .pdf img")
    picture.wait_for(timeout=10_000)
    seen.page.wait_for_function("document.querySelector('#pane .pdf img').naturalWidth === 1100", timeout=20_000)
    drawn = seen.page.evaluate("fetch(document.querySelector('#pane .pdf img').src).then((answer) => answer.text())")
    assert "<rect" in drawn
