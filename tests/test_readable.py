"""An answer as plain text: what was found about each sentence stands behind it, then the sources with their quotes."""

import pytest

from bot.answer import Answer, AnswerSegment, Citation, Flag
from bot.citations import cite
from bot.phrases import LANGUAGES
from bot.readable import judged
from bot.web.texts import texts
from index.builder import build
from index.reader import IndexReader
from index.retriever import search

METADATA = {
    "id": "a1", "source": "hanmin.md", "title": "Hanmin", "authors": [], "publisher": "", "date": "2023-06-08",
    "url": "", "language": "en", "page": 2, "locator": "p. 2", "headings": ["Hanmin", "Background"], "summary": "",
}  # fmt: skip
QUOTE = "Hanmin has not terminated\nthe contract."


def answer(*segments: AnswerSegment, language: str = "en", quote: str = QUOTE, **given) -> Answer:
    return Answer(
        question="Was the contract terminated?",
        searched=given.pop("searched", "Was the contract terminated?"),
        segments=segments,
        citations=(Citation(1, quote, 0, len(quote), METADATA),),
        refused=False,
        language=language,
        model="openai:x",
        generation="g",
        confidence=0.9,
        **given,
    )


def test_an_answer_is_printed_with_what_was_found_and_the_quotes_it_rests_on():
    wrong = AnswerSegment("Hanmin has terminated the contract.", (1,), "similar", (Flag(26, 34, "negation"),))
    assert str(answer(wrong)).splitlines() == [
        "Hanmin has terminated the contract. (the opposite of the source: contract) [1]",
        "",
        "[1] hanmin.md, p. 2: Hanmin › Background, 2023-06-08",
        "    “Hanmin has not terminated the contract.”",
    ]


def test_a_quote_that_is_the_answer_is_not_printed_twice():
    text = str(answer(AnswerSegment(QUOTE, (1,), "quote")))
    assert text.count("has not terminated") == 1


def test_a_long_quote_is_cut_at_a_word():
    text = str(answer(AnswerSegment("A claim.", (1,), "supported"), quote="lamps and charts " * 40))
    assert text.splitlines()[-1].endswith(" …”")
    assert len(text.splitlines()[-1]) < 320


def test_what_was_searched_in_the_place_of_the_question_is_said():
    assert str(answer(searched="Was Hanmin's contract terminated?")).startswith("Searched: Was Hanmin's contract")


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        (AnswerSegment("It is near.", (1,), "supported"), ""),
        (AnswerSegment("It is near.", (1,), "similar"), " (weak: near the source, but not surely what it says)"),
        (AnswerSegment("It is near.", (), "unsupported"), " (no source)"),
        (AnswerSegment("In 1912.", (1,), "similar", (Flag(3, 7, "figure", sure=False),)), "1912)"),
    ],
)
def test_what_was_found_about_a_sentence_is_said(segment: AnswerSegment, said: str):
    assert judged(segment, "en").endswith(said)
    assert bool(judged(segment, "en")) == bool(said)
    assert all(bool(judged(segment, language)) == bool(said) for language in LANGUAGES)


def test_the_section_of_a_quote_is_the_one_it_stands_in(tmp_path):
    """A passage may be joined with the one behind it; its sentences then stand in two sections."""
    (tmp_path / "docs").mkdir()
    text = "# Hanmin\n\n## Background\n\nHanmin makes gauges in Busan.\n\n## Russian contract\n\nIt has not ended.\n"
    (tmp_path / "docs" / "hanmin.md").write_text(text, encoding="utf-8")
    build([tmp_path / "docs"], index_dir=tmp_path / "index")
    hits = search(IndexReader(tmp_path / "index").current(), "Has the Russian contract ended?")
    whole = hits[0].document.text
    for hit in hits:
        for words, section in (("makes gauges", "Background"), ("not ended", "Russian contract")):
            start = whole.index(words)
            assert cite(1, hit, (start, start + len(words)), language="en").metadata["headings"][-1] == section


@pytest.mark.parametrize("language", LANGUAGES)
def test_weak_support_is_said_as_on_the_page(language: str):
    said = judged(AnswerSegment("It is near.", (1,), "similar"), language).strip(" ()")
    assert said.casefold() == texts(language)["status_similar"].casefold()


def test_what_no_remark_means_is_said_where_a_sentence_has_none():
    said = "who did what is checked only in part"
    assert said in str(answer(AnswerSegment("It is six.", (1,), "supported")))
    assert said not in str(answer(AnswerSegment("It is six.", (1,), "supported", (Flag(6, 9, "figure"),))))
    assert said not in str(answer(AnswerSegment("It is six.", (1,), "quote")))
