"""A chat model's answer on the page: it grows, can be stopped, and what no source bears out says so in words."""

from __future__ import annotations

import pytest
from openai_server import OpenAIServer, Reply

from .pages import DOCUMENTS

pytestmark = pytest.mark.browser

WRITTEN = "Ada Lund was the first keeper of the lighthouse [1]. The lamp was lit in 1777 by Otto Brandt [1]."
QUESTION = "Who was the first keeper of the lighthouse at Tern Point?"


@pytest.fixture(scope="module")
def model():
    """A chat model that writes a word at a time."""
    pytest.importorskip("langchain_openai", reason="needs the openai extra: pip install -e '.[openai]'")
    with OpenAIServer(Reply(WRITTEN, delay=0.12)) as server:
        yield server


@pytest.fixture(scope="module")
def written(serve, model):
    """A page whose answers the model writes."""
    settings = {"DOCENT_LLM": "openai:stand-in", "DOCENT_LLM_BASE_URL": model.url, "DOCENT_LLM_API_KEY": "none"}
    return serve(DOCUMENTS, **settings)


def test_an_answer_grows_and_what_no_source_bears_out_is_marked(written, reader):
    seen = reader(written)
    seen.page.fill("#question textarea", QUESTION)
    seen.page.press("#question textarea", "Enter")
    turn = seen.page.locator(".turn")
    turn.get_by_text("Ada Lund was").wait_for(timeout=20_000)
    assert "1777" not in turn.inner_text()
    turn.locator(".actions").wait_for(timeout=20_000)
    assert turn.locator(".said.unsupported").count() == 1
    assert "Unsupported" in turn.locator(".said.unsupported").inner_text()
    turn.locator("a.cite").first.click()
    seen.page.locator("#pane mark.quote").first.wait_for(timeout=5000)
    assert "Ada Lund" in seen.page.locator("#pane mark.quote").first.inner_text()


def test_a_stopped_answer_keeps_what_was_written_and_the_page_goes_on(written, reader):
    seen = reader(written)
    seen.page.fill("#question textarea", QUESTION)
    seen.page.press("#question textarea", "Enter")
    seen.page.locator(".turn").get_by_text("Ada Lund").wait_for(timeout=20_000)
    seen.page.locator("#stop").click()
    seen.page.locator("#send").wait_for(timeout=10_000)
    seen.page.wait_for_timeout(2500)
    assert "1777" not in seen.page.locator(".turn").first.inner_text()
    assert "Ada Lund" in seen.page.locator(".turn").first.inner_text()
    assert "1777" in seen.ask(QUESTION).inner_text()


def test_whoever_waits_is_told_the_place_in_the_queue(written, reader):
    import httpx

    seen = reader(written)
    config = httpx.get(written.url + "/config").json()
    numbers = {row["api_name"]: row["id"] for row in reversed(config["dependencies"])}
    with httpx.Client(base_url=written.url + "/gradio_api", timeout=20) as client:
        for n in range(10):  # more than are answered at one time
            session = {"session_hash": f"crowd{n}"}
            typed = {"data": [QUESTION, None, -1, "", None, []], "fn_index": numbers["_take"], **session}
            client.post("/run/predict", json=typed).raise_for_status()
            asked = {"data": [None, None, [], [], [], [], 5, "openai:stand-in"], "fn_index": numbers["_ask"], **session}
            client.post("/queue/join", json=asked).raise_for_status()
        seen.page.fill("#question textarea", QUESTION)
        seen.page.press("#question textarea", "Enter")
        seen.page.wait_for_function(
            "/^Place [0-9]+ of [0-9]+ in the queue$/.test(document.querySelector('#queue').dataset.place || '')",
            timeout=10_000,
        )
    seen.page.locator(".turn .actions").wait_for(timeout=60_000)


def test_the_reader_chooses_what_answers_and_the_choice_stays(written, reader):
    seen = reader(written)
    seen.page.locator(".filters button").first.click()
    seen.page.get_by_label("Answered by", exact=True).first.click()
    seen.page.get_by_role("option", name="Quotes only (no model)").click()
    assert "Quotes only" in seen.ask(QUESTION).locator(".by").inner_text()
    seen.page.reload()
    seen.page.locator(".turn").first.wait_for(timeout=20_000)
    seen.page.wait_for_timeout(800)
    assert "Quotes only" in seen.ask(QUESTION).locator(".by").last.inner_text()
