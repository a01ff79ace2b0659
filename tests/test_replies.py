from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import make_document
from test_extractive import hits_of

from bot.extractive import choose_quotes
from index.chunker import chunk
from index.types import Heading, Hit, IndexConfig

TALK = (
    "Reporter: How does the ferry pay its way?\n\nMara Lind: Freight earns three quarters of what we take.\n\n"
    "Reporter: And the winter?\n\nMara Lind: No. We lie in the harbour from December to March.\n"
)


@pytest.mark.parametrize(
    ("question", "text", "said", "not_said"),
    [
        ("How does the ferry pay its way?", TALK, "Freight earns", "Reporter: How"),
        ("Does the ferry sail in the winter?", TALK, "We lie in the harbour", "And the winter?"),
        ("온실 난방은 어떻게 합니까?", "기자: 온실 난방은 어떻게 합니까?\n\n문가람: 지열을 씁니다.\n", "지열", "기자:"),
        ("Чем кормят оленей?", "— Чем кормят оленей зимой?\n\n— Ягелем и сеном.\n", "Ягелем", "зимой?"),
    ],
)
def test_the_reply_is_quoted_for_the_question_before_it(question: str, text: str, said: str, not_said: str) -> None:
    first = choose_quotes(question, hits_of(text, question))[0]
    assert said in first.text
    assert not_said not in first.text
    assert first.text == first.hit.document.text[first.start : first.end]


@pytest.mark.parametrize(
    "text",
    [
        "Who tends the lamp of the lighthouse?\n\nWho pays the keeper?\n",
        "Tea is served at five. Who tends the lamp of the lighthouse?",
        "Name: oil lamp; Open: who tends the lamp of the lighthouse?\nName: bell; Open: none\n",
    ],
)
def test_a_question_that_no_reply_follows_stays_as_it_is(text: str) -> None:
    question = "Who tends the lamp of the lighthouse?"
    assert "who tends the lamp" in choose_quotes(question, hits_of(text, question))[0].text.casefold()


def sections(question: str, heading: str) -> list[Hit]:
    """A first paragraph that says what a question says, and a section with what led to it."""
    first, second = "The harvest of 2023 fell short of the plan.", "Hail broke the vines in June."
    text = f"{first}\n\n{heading}\n\n{second}\n"
    at = text.index(heading)
    document = replace(make_document(text), notes=(), headings=(Heading(at, at + len(heading), 2),))
    like = hits_of(text, question)[0]
    made = [replace(like, chunk=one, document=document) for one in chunk(document, IndexConfig())]
    return [
        replace(hit, sentence_scores=tuple(0.8 / (n + 1) for _ in hit.chunk.sentences)) for n, hit in enumerate(made)
    ]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Why the harvest fell short", True),
        ("Why the harvest grew", False),
        ("The harvest in other lands", False),
        ("Why wine is sweet", False),
    ],
)
def test_why_is_answered_from_the_section_whose_heading_says_that_it_tells_why(heading: str, found: bool) -> None:
    question = "Why did the harvest of 2023 fall short of the plan?"
    quotes = choose_quotes(question, sections(question, heading))
    assert ("Hail" in quotes[0].text) is found


def test_when_is_not_answered_from_a_section_that_tells_why() -> None:
    question = "When did the harvest fall short of the plan?"
    assert "2023" in choose_quotes(question, sections(question, "Why the harvest fell short"))[0].text
