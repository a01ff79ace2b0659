from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import make_document

from bot.answer import Citation, Sentence
from bot.extractive import MAX_SENTENCES, answer, choose_quotes
from bot.quotes.quote import MAX_CHARACTERS
from index.builder import build
from index.chunker import chunk
from index.embedder import load_embedder
from index.reader import Generation, IndexReader
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


def test_the_sentence_that_answers_stands_before_the_one_in_front_of_it() -> None:
    text = "In 1985 the town bought the land near the lighthouse. In 1987 the lighthouse museum was founded there."
    question = "When was the lighthouse museum founded?"
    assert choose_quotes(question, hits_of(text, question))[0].text.startswith("In 1987")


def test_a_firm_is_not_who_heads_a_firm() -> None:
    text = (
        "The Askelund Music and Askelund Games portals of Askelund Trading are run from here. "
        "The director of the firm is Sergey Ustinov."
    )
    question = "Who heads Askelund Trading?"
    best = choose_quotes(question, hits_of(text, question))[0]
    assert [best.text[a:b] for a, b in best.marks] in ([], ["Sergey Ustinov"])


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        (
            "Why was the pier closed?",
            "The pier was closed in May. It was closed because the piles were rotten.",
            "because the piles",
        ),
        (
            "Почему закрыли причал?",
            "Причал закрыли в мае. Причал закрыли, потому что сваи сгнили.",
            "потому что сваи",
        ),
        ("부두는 왜 닫았나요?", "부두는 5월에 닫았다. 부두는 말뚝이 썩었기 때문에 닫았다.", "썩었기 때문에"),
    ],
)
def test_a_why_is_answered_with_a_reason(question: str, text: str, found: str) -> None:
    assert found in choose_quotes(question, hits_of(text, question))[0].text


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


LISTED = """# Harbour services

The harbour offers four services:

- repairs of small boats;
- fuel and water;
- storage in winter.

7 May 1911. The first crane is set up on the northern quay by the firm Askelund.
"""


def test_a_list_question_is_answered_with_the_items(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "harbour.md").write_text(LISTED, encoding="utf-8")
    build([tmp_path / "docs"], index_dir=tmp_path / "index")
    question = "Which services does the harbour offer?"
    hits = search(IndexReader(tmp_path / "index").current(), question)
    best = choose_quotes(question, hits)[0].text
    assert "repairs of small boats" in best
    assert "storage in winter" in best


def test_a_date_in_front_of_a_sentence_is_quoted_with_it() -> None:
    question = "When was the first crane set up?"
    assert choose_quotes(question, hits_of(LISTED, question))[0].text.startswith("7 May 1911. The first crane")


def test_a_heading_is_not_an_answer() -> None:
    question = "Harbour services"
    assert all(quote.text != "Harbour services" for quote in choose_quotes(question, hits_of(LISTED, question)))


def test_of_two_sentences_that_answer_alike_the_readers_language_goes_first() -> None:
    korean = "등대는 1987년에 선원 에드먼드 패로가 세웠다. 그곳에는 비가 자주 내린다."
    question = "When was the lighthouse founded?"
    hits = [*hits_of(korean, question, document_id="k"), *hits_of(TEXT, question, document_id="e")]
    alike = [replace(hit, score=0.6, sentence_scores=tuple(0.5 for _ in hit.sentence_scores)) for hit in hits]
    for language, found in (("ko", "등대는"), ("en", "lighthouse was founded")):
        assert found in choose_quotes(question, alike, language=language)[0].text


def test_a_passage_that_holds_the_names_of_the_question_goes_before_one_that_does_not() -> None:
    question = "When did the Askelund office in Bergen open?"
    texts = {
        "d1": "The Askelund office opened in 1984, and the office of Askelund is the oldest office here.",
        "d2": "In Bergen the branch of Askelund was opened in 1991 with nine clerks.",
    }
    hits = [hit for name, text in texts.items() for hit in hits_of(text, question, document_id=name)]
    assert "1991" in choose_quotes(question, hits)[0].text


ADVISED = (
    "The council should let residents moor their boats at the new pier. Residents may not moor their boats at the pier "
    "in winter."
)


def test_what_is_stands_before_what_should_be() -> None:
    question = "Can residents moor their boats at the new pier?"
    assert choose_quotes(question, hits_of(ADVISED, question))[0].text.startswith("Residents may not")


def test_what_should_be_stands_first_where_it_is_asked_for() -> None:
    question = "What should the council let residents do at the new pier?"
    assert choose_quotes(question, hits_of(ADVISED, question))[0].text.startswith("The council should")


TABLE = (
    "Harbour: Lazurny; Pilots: 12; Fee for a late pilot: 400 roubles\n"
    "Harbour: Kamenka; Pilots: 9; Fee for a late pilot: 650 roubles\n"
    "Harbour: Tikhaya; Pilots: 3; Fee for a late pilot: 90 roubles"
)


def test_the_row_that_holds_the_name_stands_first() -> None:
    question = "What is the fee for a late pilot in Kamenka?"
    assert choose_quotes(question, hits_of(TABLE, question))[0].text.startswith("Harbour: Kamenka")


@pytest.mark.parametrize(
    "question",
    ["What hinders work at the harbour?", "Что мешает работе в гавани?", "항구 일을 가로막는 걸림돌은?"],
)
def test_a_question_for_obstacles_is_not_answered_by_advantages(question: str) -> None:
    text = (
        "Work at the harbour has endless opportunities. Work at the harbour is well paid. Gulls nest on the roof. "
        "A lack of pilots and the ice hamper work there."
    )
    quotes = choose_quotes(question, hits_of(text, question))
    assert "lack of pilots" in quotes[0].text
    assert not any("opportunities" in quote.text for quote in quotes)


def test_a_sentence_that_names_who_is_asked_about_goes_before_a_better_one_whose_passage_does_not() -> None:
    question = "How many votes did Oskelund get in the second round of the election?"
    rules = "In the second round of the election nine members with the most votes get a seat."
    results = "The results were read in the hall. Oskelund: 32 votes. Brandt: 40 votes."
    better, other = hits_of(rules, question, document_id="a")[0], hits_of(results, question, document_id="b")[0]
    hits = [replace(better, score=0.7), replace(other, score=0.5)]
    assert choose_quotes(question, hits)[0].text.startswith("Oskelund: 32")
