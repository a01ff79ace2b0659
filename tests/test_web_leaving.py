"""What gradio keeps of a session ends soon after its page is closed, and not before."""

from __future__ import annotations

import asyncio

import gradio as gr
import httpx
from fastapi import FastAPI

from bot.web.leaving import Leaving


def served(*, kept):
    """A page with a state, and the application that lets its sessions go."""
    with gr.Blocks(analytics_enabled=False) as page:
        said = gr.State([])
        gr.Button().click(lambda turns: [*turns, "x"], said, said, api_name="say")
    return page, Leaving(gr.mount_gradio_app(FastAPI(), page, path="/", ssr_mode=False), page, kept=kept)


async def say(app, session):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page") as client:
        body = {"data": [None], "fn_index": 0, "session_hash": session}
        assert (await client.post("/gradio_api/run/predict", json=body)).status_code == 200


def test_a_session_whose_page_is_closed_is_let_go():
    async def come_and_go():
        page, app = served(kept=0.0)
        for n in range(20):
            await say(app, f"reader{n}")
        assert len(page.state_holder.session_data) <= 2
        assert len(page.state_holder.time_last_used) <= 2

    asyncio.run(come_and_go())


def test_a_session_that_was_just_used_is_kept():
    async def come():
        page, app = served(kept=60.0)
        await say(app, "first")
        await say(app, "second")
        assert list(page.state_holder.session_data) == ["first", "second"]

    asyncio.run(come())


def test_an_open_page_keeps_its_session_and_one_that_comes_back_is_open_again():
    async def stay():
        page, app = served(kept=0.0)
        closed = asyncio.Event()

        async def beats(scope, receive, send):
            await closed.wait()

        app.app = beats
        held = page.state_holder["reader"]
        held.is_closed = True
        open_page = asyncio.create_task(app({"type": "http", "path": "/gradio_api/heartbeat/reader"}, None, None))
        await asyncio.sleep(0.01)
        app._sweep()
        assert "reader" in page.state_holder
        assert not held.is_closed
        closed.set()
        await open_page
        await asyncio.sleep(0.01)
        app._sweep()
        assert "reader" not in page.state_holder

    asyncio.run(stay())
