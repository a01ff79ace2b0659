from __future__ import annotations

from dataclasses import replace

import pytest
from test_extractive import hits_of

from bot.extractive import choose_quotes
from bot.quotes.several import is_answered
from index.types import Heading, SourceDocument


def _headed(document: SourceDocument, names: tuple[str, ...]) -> SourceDocument:
    """A document with headings of one level."""
    starts = [document.text.index(name) for name in names]
    headings = tuple(Heading(start, start + len(name), 2) for start, name in zip(starts, names, strict=True))
    return replace(document, headings=headings)


def test_a_comparison_quotes_each_side() -> None:
    text = (
        "The Askelund crane lifts 12 tonnes. It is green. Gulls sit on it in the morning. The Brandt crane lifts 30 "
        "tonnes. It is red."
    )
    question = "Compare the cranes of Askelund and Brandt."
    quotes = " ".join(quote.text for quote in choose_quotes(question, hits_of(text, question)))
    assert "12 tonnes" in quotes
    assert "30 tonnes" in quotes


@pytest.mark.parametrize(
    "question", ["오스켈룬드와 브란트의 견해는 어떻게 달랐나?", "Чем расходились мнения Оскелунда и Брандта?"]
)
def test_the_sides_of_a_comparison_are_known_in_another_script(question: str) -> None:
    text = (
        "The views on the harbour were heard in June. Oskelund thinks that the ice will go. It rained all day. "
        "The hall was full. Brandt holds that it will stay. Tea was served."
    )
    quotes = " ".join(quote.text for quote in choose_quotes(question, hits_of(text, question)))
    assert "Oskelund thinks" in quotes
    assert "Brandt holds" in quotes


WORKS = (
    "The pottery at Elm Bridge was opened in 1952 by the sculptor Ada Quill. Its kilns burn wood. The pottery makes "
    "bowls for export. A guided tour takes an hour. The roof was mended with copper after the storm."
)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("When was the pottery opened and what does it make?", "1952", "bowls"),
        ("Who opened the pottery, and how long does a guided tour take?", "Ada Quill", "an hour"),
    ],
)
def test_each_part_of_a_question_has_its_quote(question: str, first: str, second: str) -> None:
    quotes = choose_quotes(question, hits_of(WORKS, question))
    assert first in quotes[0].text
    assert any(second in quote.text for quote in quotes)
    assert len(quotes) == 2


def test_a_sentence_that_adds_nothing_is_not_quoted() -> None:
    question = "When was the pottery at Elm Bridge opened?"
    text = " ".join(quote.text for quote in choose_quotes(question, hits_of(WORKS, question)))
    assert "1952" in text
    assert "roof" not in text
    assert "tour" not in text


def test_another_document_that_says_the_same_confirms_it() -> None:
    question = "When was the pottery at Elm Bridge opened?"
    other = "Elm Bridge has a pottery. People say that the pottery was opened in 1952, after the war."
    hits = [*hits_of(WORKS, question), *hits_of(other, question, document_id="d2")]
    quotes = choose_quotes(question, hits)
    assert {quote.hit.document.id for quote in quotes if "1952" in quote.text} == {"d1", "d2"}


def test_a_part_that_a_quote_answers_in_other_words_is_not_told_as_open() -> None:
    quote = "The line from Askelund to Brandt runs for 162 km and will be ready in 2028."
    assert is_answered("What is the length of the line between Askelund and Brandt?", [quote])
    assert not is_answered("What is the length of the line between Askelund and Oskol?", [quote])
    assert not is_answered("Who heads Askelund and Brandt?", [quote])


SPHERES = (
    "The Harbour Plan\nNorthern Quay for Fish\nBoats land at dawn.\nWestern Quay for Coal\nA crane stands there.\n"
    "Eastern Quay for Salt\nIt is dry.\nHistory\nThe plan of the quays is new."
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What are the three quays of the plan?", 3),
        ("Name the three cranes of the plan.", 0),
        ("What are the two quays of the plan?", 0),
    ],
)
def test_things_that_a_question_counts_are_told_by_as_many_headings(question: str, found: int) -> None:
    names = ("Northern Quay for Fish", "Western Quay for Coal", "Eastern Quay for Salt", "History")
    hits = [
        replace(hit, terms={"quay": 0.5, "plan": 0.5, "crane": 0.3}, document=_headed(hit.document, names))
        for hit in hits_of(SPHERES, question)
    ]
    texts = [quote.text for quote in choose_quotes(question, hits)]
    assert len([text for text in texts if text in names[:3]]) == found
