from __future__ import annotations

from dataclasses import replace

import pytest
from test_extractive import hits_of

from bot.answer import Sentence
from bot.extractive import answer, choose_quotes
from bot.quotes.rows import fields, naming_field
from index.types import Hit, Place

ROW = (
    "Ship: Northern Lantern; Flag: Iceland; Owner: Hafnarbyggd Shipping Cooperative; Built: 1998-04-12; "
    "Yard: Slippstodin of Akureyri; Tonnage: 1,840 tonnes; Master: Sigrun Jonsdottir; Notes: Carries salted fish to "
    "the south in winter and timber back. The hull was torn by ice in 2011. It was mended in nine weeks."
)


def test_a_long_row_has_its_fields_and_one_that_names_it() -> None:
    texts = [ROW[a:b] for a, b in fields(ROW, 0, len(ROW))]
    assert texts[0] == "Ship: Northern Lantern"
    assert texts[6] == "Master: Sigrun Jonsdottir"
    assert texts[-1].endswith("nine weeks.")
    assert naming_field(ROW, ROW.index("2011")) == (0, len(texts[0]))


def test_a_short_row_and_prose_have_none() -> None:
    assert fields("Ship: Lantern; Flag: Iceland; Built: 1998; Crew: 12", 0, 50) == []
    prose = "The report says this: the sea is cold; the wind is strong. " * 6
    assert fields(prose, 0, len(prose)) == []


def test_the_field_that_answers_is_quoted_with_the_one_that_names_the_row() -> None:
    question = "Who is the master of the Northern Lantern?"
    quotes = [quote.text for quote in choose_quotes(question, hits_of(ROW, question))]
    assert "Master: Sigrun Jonsdottir" in quotes
    assert "Ship: Northern Lantern" in quotes
    assert all("Flag" not in quote for quote in quotes[:1])


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "열 이름"), ("en", "name of its column"), ("ru", "названием столбца")]
)
def test_a_row_of_a_table_is_not_told_to_be_word_for_word(language: str, words: str) -> None:
    text, question = "Ship: Lantern; Flag: Iceland; Crew: 12", "How many crew has the Lantern?"
    told = []
    for context in ("", "Ship | Flag | Crew"):
        hits: list[Hit] = [
            replace(hit, document=replace(hit.document, places=(Place(0, len(text), None, "", context),)))
            for hit in hits_of(text, question)
        ]
        told.append(next(e.segment.text for e in answer(question, hits, language=language) if isinstance(e, Sentence)))
    assert words not in told[0]
    assert words in told[1]
