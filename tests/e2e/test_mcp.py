"""The page as an MCP server, called by an agent's own client over HTTP."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.web.accounts import hash_password

from .pages import DOCUMENTS

pytestmark = pytest.mark.slow

mcp = pytest.importorskip("mcp", reason="needs the mcp extra: pip install -e '.[mcp]'")


def call(served, *calls, cookie=""):
    """The tools that are offered, and what each call gives back as data."""

    async def talk():
        from mcp.client.streamable_http import streamablehttp_client

        async with (
            streamablehttp_client(f"{served.url}/gradio_api/mcp/", headers={"Cookie": cookie}) as (read, write, _),
            mcp.ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name.removeprefix("docent_"): tool for tool in (await session.list_tools()).tools}
            results = [await session.call_tool(tools[name].name, arguments) for name, arguments in calls]
            return tools, [json.loads(result.content[0].text) for result in results]

    return asyncio.run(talk())


@pytest.fixture(scope="module")
def served(serve):
    return serve(DOCUMENTS, DOCENT_MCP="true")


def test_an_agent_finds_reads_and_asks(served):
    question = "When was the lighthouse at Tern Point lit for the first time?"
    tools, (hits, answer, documents) = call(
        served, ("search", {"question": question, "k": 2}), ("ask", {"question": question}), ("list_documents", {})
    )
    assert sorted(tools) == ["ask", "list_documents", "read_passage", "search"]
    assert "Answer a question from the documents" in tools["ask"].description
    assert "request" not in tools["ask"].inputSchema["properties"]
    assert hits[0]["source"] == "lighthouse.md"
    assert "1893" in answer["answer"]
    assert len(documents) == 3
    _, [passage] = call(served, ("read_passage", {"id": hits[0]["id"], "around": 50}))
    assert passage["text"] == hits[0]["text"]


def test_where_there_is_a_login_an_agent_needs_one_too(serve, tmp_path):
    import httpx

    users = tmp_path / "users"
    users.write_text(f"ada:reader:{hash_password('sesame')}\n", encoding="utf-8")
    served = serve(DOCUMENTS, DOCENT_MCP="true", DOCENT_AUTH=str(users))
    assert httpx.post(f"{served.url}/gradio_api/mcp/", json={}).status_code == 401
    session = httpx.post(f"{served.url}/login", data={"name": "ada", "password": "sesame"}).headers["set-cookie"]
    _, [documents] = call(served, ("list_documents", {}), cookie=session.split(";")[0])
    assert len(documents) == 3
