"""Answers, documents, search results, history and exports as readers get them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.answer import Answer, AnswerSegment, Citation, Cited, Complete, Flag, Searched, Sentence, Sources, Text
from bot.web import answers
from bot.web.exports import answers_of
from bot.web.growing import Growing
from bot.web.history import history_html
from bot.web.opening import read_opening
from bot.web.reading import AROUND, View, document_html, lines_of
from bot.web.sources import sources
from bot.web.turns import Turn, history, restore, store
from index.types import Heading, Metadata, Note, SourceDocument

PLACE = {
    "id": "ab" * 10,
    "source": "a.md",
    "title": "Bees",
    "language": "en",
    "publisher": "Hive",
    "date": "2020-01-02",
}
CITATION = Citation(1, "Bees sleep at night.", 10, 30, {**PLACE, "summary": "A summary."}, marks=((14, 19),))
ANSWER = Answer(
    question="When do bees sleep?",
    searched="When do bees sleep?",
    segments=(AnswerSegment("Found.", (), "lead"), AnswerSegment("Bees sleep at night.", (1,), "quote")),
    citations=(CITATION,),
    refused=False,
    language="en",
    model="extractive",
    generation="000001-aa",
    confidence=0.9,
)
TURN = Turn(ANSWER.question, ANSWER.as_dict())


def document(text: str, **more: object) -> SourceDocument:
    found = SourceDocument("d" * 10, "a.md", "", "md", "", text, (), metadata=Metadata(title="Bees"))
    return replace(found, **more)


def test_a_quote_carries_its_mark_and_a_link_to_its_place():
    shown = answers.turn_html(0, TURN, "en", last=True)
    assert '<strong class="key">night</strong>' in shown
    assert "?cite=" + PLACE["id"] + "&amp;at=10-30&amp;generation=000001-aa" in shown
    assert 'data-marks="14-19"' in shown


def test_sources_show_where_the_quote_comes_from_and_that_it_restates():
    shown = sources(TURN, "en")
    assert "Hive · 2 Jan 2020 · English · a.md" in shown
    assert "A summary." in shown
    assert '<template class="copy">“Bees sleep at night.” (Bees, Hive, 2 Jan 2020, a.md)</template>' in shown


def test_a_weak_or_unsupported_sentence_says_so_in_words():
    segments = (AnswerSegment("Bees are 7.", (1,), "unsupported", (Flag(9, 10, "figure"),)),)
    shown = answers.turn_html(0, Turn("q", replace(ANSWER, segments=segments).as_dict()), "en", last=True)
    assert "Unsupported: not found in the sources" in shown
    assert '<u class="flag">7</u><small> (figure not in the source)</small>' in shown


def test_what_should_be_compared_is_no_fault():
    segments = (AnswerSegment("Bees do not fly.", (1,), "supported", (Flag(8, 11, "negation", sure=False),)),)
    turn = Turn("q", replace(ANSWER, segments=segments).as_dict())
    shown = answers.turn_html(0, turn, "en", last=True)
    assert '<u class="compare">not</u><small> (only one of the two denies: compare with the source)</small>' in shown
    [kept] = answers_of(restore(store([turn])))
    assert kept.segments == segments


def test_what_no_mark_means_is_said_below_a_models_answer_and_not_below_quotes():
    told = "Who did what is checked only in part"
    for status, said in (("supported", True), ("similar", False), ("quote", False), ("lead", False)):
        answer = replace(ANSWER, segments=(AnswerSegment("Bees are 6.", (1,), status),))
        shown = answers.turn_html(0, Turn("q", answer.as_dict()), "en", last=True)
        assert (told in shown) is said


def test_marks_that_lie_outside_are_left_out():
    assert answers.marked("abc", [(1, 9), (-1, 2), (2, 2)]) == "abc"


def test_a_problem_and_a_pending_answer_are_shown():
    assert "no index" in answers.turn_html(0, Turn("q", problem="no index"), "en", last=True)
    assert "Searching" in answers.turn_html(0, Turn("q"), "en", last=True)


def test_a_document_marks_the_quote_across_lines_with_its_key_inside():
    text = "Title\nBees sleep. At night\nthey rest. More."
    view = View(passage=(6, 37), quote=(18, 37), marks=((21, 26),))
    shown = document_html(document(text, headings=(Heading(0, 5, 1),)), view, "en")
    assert "<h3>Title</h3>" in shown
    assert 'Bees sleep. <mark class="quote">At <strong class="key">night</strong></mark></p>' in shown
    assert '<p class="passage"><mark class="quote">they rest.</mark> More.</p>' in shown


def test_a_text_that_is_no_longer_in_its_file_says_so():
    assert "The file has changed" in document_html(document("Bees."), View((0, 5), state="changed"), "en")
    gone = document_html(document("Bees."), View((0, 5), state="gone"), "en")
    assert "no longer in the library" in gone
    assert "/file" not in gone


def test_what_was_left_out_of_a_text_is_listed_with_its_reason():
    shown = document_html(document("Bees."), View(left_out=(("navigation", "Home | <b>About"),)), "en")
    assert "1 pieces left out" in shown
    assert "<b>navigation</b> Home | &lt;b&gt;About" in shown


def test_a_footnote_stands_below_and_its_mark_leads_to_it():
    shown = document_html(document("Bees sleep.1) More.", notes=(Note("1)", "See <b>.", 13, ()),)), View(), "en")
    assert 'Bees sleep.1)<a href="#note-0"' in shown
    assert 'id="note-0" tabindex="-1"><b>1)</b> See &lt;b&gt;.' in shown


def test_a_long_document_is_shown_around_the_passage_and_whole_when_asked():
    text = "\n".join(f"Line {n} of a long document." for n in range(5000))
    quote = (text.index("Line 2500 "), text.index("Line 2500 ") + 8)
    part = document_html(document(text), View(quote, quote), "en")
    assert "Line 2500 " in part.replace('<mark class="quote">', "").replace("</mark>", "")
    assert "Line 0 " not in part
    assert len(part) < 4 * 2 * AROUND
    assert "Line 0 " in document_html(document(text), View(quote, quote, whole=True), "en")


def test_lines_are_those_that_hold_anything():
    assert list(lines_of("ab\n\n cd\n", (0, 8))) == [(0, 2), (4, 7)]


def test_a_conversation_comes_back_from_the_browser_as_it_was():
    assert restore(store([TURN])) == [TURN]
    narrowed = replace(TURN, where={"language": ["en"], "source": ["a.md"]})
    assert restore(store([narrowed])) == [narrowed]
    assert restore(store([replace(TURN, where={"language": 3, "colour": ["x"], "year": [2]})])) == [TURN]
    assert history([TURN, Turn("q", problem="x")]) == [(ANSWER.searched, ANSWER.answer)]


@pytest.mark.parametrize(
    "change",
    [
        {"segments": [{"text": 1, "citations": [], "status": "quote"}]},
        {"segments": [{"text": "x", "citations": ["1"], "status": "quote"}]},
        {"citations": [{"n": 1}]},
        {"citations": "x"},
        {"language": None},
        {"refused": "yes"},
    ],
)
def test_a_conversation_of_the_wrong_shape_loses_its_answer_and_breaks_nothing(change):
    row = json.loads(store([TURN]))[0]
    row["answer"] |= change
    [turn] = restore(json.dumps([row]))
    assert turn.answer == {}
    answers.conversation([turn], "en")


@pytest.mark.parametrize("text", ["", "{", "[1, null, {}]", '{"a": 1}', '[{"question": 3}]', "[" * 5000])
def test_nonsense_from_the_browser_is_left_out(text):
    assert restore(text) == []


def test_an_opening_reads_question_and_citation_and_no_nonsense():
    found = read_opening(json.dumps({"q": "x" * 9000, "cite": "ab", "at": "1-2", "kept": store([TURN])}))
    assert (len(found.question), found.place, len(found.turns)) == (4000, {"chunk": "ab", "at": "1-2"}, 1)
    assert read_opening("[") == read_opening("[]") == read_opening("")


def test_an_answer_grows_event_by_event():
    growing = Growing("en")
    assert not growing.take(Searched("q"))
    assert growing.take(Sources(()))
    assert "The model is reading" in answers.turn_html(0, Turn("q", growing.answer), "en", last=True)
    assert growing.take(Text("Bees sl"))
    assert growing.answer["segments"][-1]["text"] == "Bees sl"
    growing.take(Cited(CITATION))
    growing.take(Sentence(ANSWER.segments[1]))
    assert [c["n"] for c in growing.answer["citations"]] == [1]
    assert not growing.complete
    growing.take(Complete(ANSWER))
    assert growing.complete
    assert growing.answer == ANSWER.as_dict()


def test_the_history_lists_what_the_browser_kept():
    rows = [{"id": "c:1", "title": "<b>Bees", "at": "2020-01-02"}, {"id": 3}]
    shown = history_html(json.dumps({"kept": True, "rows": rows}), "en")
    assert "&lt;b&gt;Bees" in shown
    assert shown.count("<li>") == 1
    assert 'id="keeping" checked' in shown
    assert "checked" not in history_html(json.dumps({"kept": False, "rows": []}), "en").replace('type="checkbox"', "")
