from __future__ import annotations

from dataclasses import replace

import pytest
from test_extractive import hits_of

from bot.conflicts import Statement
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
