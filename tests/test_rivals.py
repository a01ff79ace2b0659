from __future__ import annotations

from dataclasses import replace

import pytest
from test_extractive import hits_of

from bot.conflicts import Statement, is_on_subject, of_one_subject, rival_of
from bot.extractive import choose_quotes
from bot.phrases import disagreement
from bot.rivals import rival_answer
from index.types import Hit, Metadata


def answered(question: str, *texts: tuple[str, str]) -> tuple[Statement, list[Hit]]:
    """The first quote from the first text, and the hits of all; each text with its document's date."""
    hits: list[Hit] = []
    words = {word.strip("?").casefold(): 0.25 for word in question.split()[-4:]}
    for n, (text, date) in enumerate(texts):
        for hit in hits_of(text, question, document_id=f"d{n}"):
            document = replace(hit.document, source=f"d{n}.md", metadata=Metadata(title=f"T{n}", date=date))
            hits.append(replace(hit, document=document, terms=words, said={w: ((w,), (w[:-1],)) for w in words}))
    best = choose_quotes(question, [hit for hit in hits if hit.document.id == "d0"])[0]
    return Statement(best.hit, best.start, best.end), hits


@pytest.mark.parametrize(
    ("other", "date", "found"),
    [
        ("We put the share of pupils with asthma at 9.1 per cent.", "2021", True),
        ("The share of pupils with asthma is 14.5 per cent, too.", "2021", False),
        ("The share of pupils with asthma was cut from 14.5 per cent to 11 per cent.", "2023", True),
        ("The share of pupils with asthma was cut from 14.5 per cent to 11 per cent.", "2019", False),
        ("The price of bread rose by 9.1 per cent.", "2021", False),
    ],
)
def test_another_documents_figure_for_the_same_is_found(other: str, date: str, found: bool) -> None:
    question = "What is the share of pupils with asthma?"
    chosen, hits = answered(question, ("The share of pupils with asthma is 14.5 per cent.", "2020"), (other, date))
    rival = rival_answer(question, chosen, hits)
    assert (rival is not None) is found


def test_a_question_for_no_figure_has_no_rival() -> None:
    question = "Who counted pupils with asthma?"
    chosen, hits = answered(question, ("Dr Ada Quill counted 14 pupils.", ""), ("Dr Bo Ek counted 15 pupils.", ""))
    assert rival_answer(question, chosen, hits) is None


def test_the_line_says_which_source_is_newer() -> None:
    assert "newer" in disagreement("en", "T1, 2023", age="newer")
    assert disagreement("ru", "T1") != disagreement("ru", "T1", shown=True)


def statement(text: str, title: str = "", *, number: int = 0) -> Statement:
    """A text that is one sentence, as a statement of a document of its own."""
    hit = hits_of(text, text, document_id=f"d{number}")[0]
    document = replace(hit.document, source=f"d{number}.md", metadata=Metadata(title=title))
    return Statement(replace(hit, document=document), 0, len(text))


@pytest.mark.parametrize(
    ("question", "one", "other", "title", "same"),
    [
        ("Каков улов трески в 2023?", "Треска: 41 тыс. тонн.", "Вылов гребешка составил 6 тыс. тонн.", "", False),
        ("Каков улов трески в 2023?", "Треска: 41 тыс. тонн.", "Выловлено 44 тыс. тонн трески.", "", True),
        ("멸치 어획량은 얼마였나?", "멸치 어획량은 3만 톤이었다.", "갈치 어획량은 5만 톤이었다.", "", False),
        ("멸치 어획량은 얼마였나?", "멸치 어획량은 3만 톤이었다.", "멸치 어획량은 4만 톤이었다.", "", True),
        (
            "How many people live in Torvik?",
            "In Torvik live 9,000 people.",
            "In Halden live 4,000 people.",
            "Torvik",
            False,
        ),
        ("How many people live in Torvik?", "In Torvik live 9,000 people.", "Here live 8,000 people.", "Torvik", True),
        ("입장료는 얼마인가?", "입장료는 15달러이다.", "The entrance fee is 12 dollars.", "", True),
        ("What is the entrance fee?", "The entrance fee is 12 dollars.", "입장료는 15달러이다.", "", True),
        ("What was the squid catch?", "The squid catch was 3 tons.", "Сельдь: 310 тонн.", "", False),
        ("How much did Torvik export?", "Torvik exported 90 tons.", "Torvik imported 70 tons.", "", False),
        ("What is the capacity of the plant?", "The plant has 300 MW.", "The terminal has 330 MW.", "", False),
        ("Сколько жителей в Усть-Каре?", "Население посёлка — 700 человек.", "Население — 800 человек.", "", False),
    ],
)
def test_a_rival_says_the_nouns_and_names_of_the_question_too(
    question: str, one: str, other: str, title: str, same: bool
) -> None:
    rival = statement(other, title, number=1)
    assert of_one_subject(question, statement(one), rival) is same
    if not same:
        assert rival_of(question, statement(one), [rival.hit]) is None


def test_a_further_quote_about_another_place_is_on_another_subject() -> None:
    first, further = statement("Население города Норск — 90 тыс."), statement("Население города Клин — 70 тыс.")
    assert not is_on_subject("Население Норска?", first, further)
    assert is_on_subject("Сравните население Норска и Клина", first, further)
    assert is_on_subject("Население Норска?", first, first)
