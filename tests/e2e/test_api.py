"""The page's functions for programs, called as a program calls them."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(page_of_three):
    """A program that uses the page."""
    from gradio_client import Client

    return Client(page_of_three.url, verbose=False)


def test_only_the_four_functions_are_offered(client):
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert sorted(named) == ["/ask", "/list_documents", "/read_passage", "/search"]


def test_an_answer_has_the_shape_of_the_command_line(client):
    answer = client.predict("When was the lighthouse at Tern Point lit for the first time?", api_name="/ask")
    assert "1893" in answer["answer"]
    assert not answer["refused"]
    assert answer["citations"][0]["source"] == "lighthouse.md"


def test_passages_are_ranked_and_can_be_read_with_what_stands_around_them(client):
    found = client.predict("узкоколейная дорога", 2, "ru", api_name="/search")
    assert [row["rank"] for row in found] == list(range(1, len(found) + 1))
    assert found[0]["source"] == "railway-ru.md"
    passage = client.predict(found[0]["id"], 500, api_name="/read_passage")
    assert passage["text"] == found[0]["text"]


def test_documents_are_listed(client):
    rows = client.predict(api_name="/list_documents")
    assert {row["source"] for row in rows} == {"lighthouse.md", "beekeeping-ko.md", "railway-ru.md"}


BAD = [(("",), "/ask", "no words"), (("zzzz", 5), "/read_passage", "no passage has this id")]


@pytest.mark.parametrize(("arguments", "name", "says"), BAD)
def test_a_bad_call_is_told_why(client, arguments, name, says):
    with pytest.raises(Exception, match=says):
        client.predict(*arguments, api_name=name)
