from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import make_document

from bot.answer import Citation, Sentence
from bot.extractive import MAX_CHARACTERS, MAX_SENTENCES, answer, choose_quotes
from index.chunker import chunk
from index.embedder import load_embedder
from index.reader import Generation
from index.retriever import search
from index.types import Hit, IndexConfig


def hits_of(text: str, question: str, *, document_id: str = "d1") -> list[Hit]:
    """Every passage of a text as a hit, measured by the embedded model."""
    document = replace(make_document(text, document_id=document_id), notes=())
    model = load_embedder()
    query = model.embed_queries([question])[0]
    hits = []
    for c in chunk(document, IndexConfig()):
        scores = model.embed_passages([text[a:b] for a, b in c.sentences]) @ query
        hits.append(Hit(c, document, float(scores.max()), float(scores.mean()), 0.0, tuple(scores.tolist())))
    return hits


TEXT = (
    "The harbour is old. The lighthouse was founded in 1987 by the sailor Edmund Farrow. It rains often there. "
    "Fish is sold on the quay. Ships from many countries come in the summer."
)


def test_the_sentence_that_answers_comes_first() -> None:
    question = "Who founded the lighthouse?"
    assert "Edmund Farrow" in choose_quotes(question, hits_of(TEXT, question))[0].text


def test_what_was_asked_for_is_marked_inside_the_quote() -> None:
    question = "When was the lighthouse founded?"
    best = choose_quotes(question, hits_of(TEXT, question))[0]
    assert "1987" in [best.text[a:b] for a, b in best.marks]


def test_quotes_are_verbatim_few_and_short(generation: Generation) -> None:
    for question in ("завод", "bridge 다리", "How much did the repair cost?"):
        quotes = choose_quotes(question, search(generation, question))
        assert 1 <= len(quotes) <= MAX_SENTENCES
        assert sum(len(quote.text) for quote in quotes[1:]) <= MAX_CHARACTERS
        assert all(quote.text == quote.hit.document.text[quote.start : quote.end] for quote in quotes)
        assert all(0 <= a < b <= len(quote.text) for quote in quotes for a, b in quote.marks)


def test_the_same_sentence_of_two_documents_is_quoted_once() -> None:
    question = "Who founded the lighthouse?"
    hits = [hit for name in ("d1", "d2") for hit in hits_of(TEXT, question, document_id=name)]
    texts = [quote.text for quote in choose_quotes(question, hits)]
    assert len(texts) == len(set(texts))


def test_sentences_that_follow_one_another_are_one_quote_in_reading_order() -> None:
    text = "The lighthouse museum was founded in 1987. The lighthouse museum was founded by Edmund Farrow."
    question = "When was the lighthouse museum founded, and by whom?"
    quotes = choose_quotes(question, hits_of(text, question))
    assert [quote.text for quote in quotes] == [text]


def test_without_hits_there_are_no_quotes() -> None:
    assert choose_quotes("anything", []) == []


@pytest.mark.parametrize("language", ["ko", "en", "ru"])
def test_each_quote_comes_after_its_citation_and_the_lead_in_first(generation: Generation, language: str) -> None:
    question = "Who founded the lighthouse museum?"
    events = list(answer(question, search(generation, question), language=language))
    assert isinstance(events[0], Sentence)
    assert (events[0].segment.status, events[0].segment.citations) == ("lead", ())
    cited: set[int] = set()
    for event in events[1:]:
        if isinstance(event, Citation):
            cited.add(event.n)
        if isinstance(event, Sentence) and event.segment.status == "quote":
            assert set(event.segment.citations) <= cited
    assert cited == set(range(1, len(cited) + 1))
