from __future__ import annotations

from pathlib import Path

import pytest

from index.builder import build
from index.question import read_question
from index.reader import Generation, IndexReader
from index.words.wordwise import content, coverage, sought

ASKED = {
    "en": "How many visitors came to the harbour museum in 2019?",
    "ko": "2019년에 항구 박물관을 찾은 방문객은 몇 명인가?",
    "ru": "Сколько посетителей было в музее порта в 2019 году?",
}
HELD = {
    "en": "The harbour museum counted 48,000 visitors in 2019.",
    "ko": "항구 박물관에는 2019년에 방문객 4만 8천 명이 다녀갔다.",
    "ru": "В 2019 году в музее порта побывало 48 тысяч посетителей.",
}
BESIDE = {
    "en": "The harbour museum has a library and a small garden.",
    "ko": "항구 박물관에는 도서관과 작은 정원이 있다.",
    "ru": "В музее порта есть библиотека и небольшой сад.",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    docs: Path = tmp_path_factory.mktemp("docs")
    for language in HELD:
        (docs / f"{language}.txt").write_text(HELD[language] + "\n\n" + BESIDE[language], encoding="utf-8")
    build([docs], index_dir=docs / "index")
    return IndexReader(docs / "index").current()


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("held", HELD)
def test_a_passage_that_answers_covers_more_than_one_that_shares_the_subject(
    harbour: Generation, asked: str, held: str
) -> None:
    question = read_question(harbour, ASKED[asked])
    answers, beside = coverage(harbour.lexical, question, [held, held], [(HELD[held],), (BESIDE[held],)]).shares
    assert 0 <= beside < answers <= 1 + 1e-6
    assert answers > 0.4


def test_words_that_ask_or_join_or_name_a_kind_are_not_sought(harbour: Generation) -> None:
    question = read_question(harbour, "What is the name of the museum between those harbours?")
    assert {e.word for e in content(question, "en")} == {"museum", "harbours"}
    only = read_question(harbour, "What percentage?")
    assert [e.word for e in content(only, "en")] == ["percentage"]


@pytest.mark.parametrize("asked", ASKED)
def test_shares_of_the_words_make_one(harbour: Generation, asked: str) -> None:
    question = read_question(harbour, ASKED[asked])
    for language in HELD:
        assert sum(word.weight for word in sought(harbour.lexical, question, language)) == pytest.approx(1)


def test_a_passage_in_a_language_without_translations_is_not_judged(harbour: Generation) -> None:
    question = read_question(harbour, ASKED["en"])
    found = coverage(harbour.lexical, question, ["xx"], [("灯台博物館", "灯台博物館")])
    assert found[:3] == ([-1], 1.0, 0.0)
    assert not found.sentences[0].size
    assert coverage(harbour.lexical, question, [], []).shares.shape == (0,)


def test_what_no_passage_holds_is_missing(harbour: Generation) -> None:
    question = read_question(harbour, "How many elephants visited the museum?")
    one = coverage(harbour.lexical, question, ["en"], [(HELD["en"],)]).missing
    two = coverage(harbour.lexical, question, ["en", "en"], [(HELD["en"],), ("Elephants are large.",)]).missing
    assert 0 <= two < one < 1


def test_what_one_language_holds_is_not_missing_for_another_that_lacks_it(harbour: Generation) -> None:
    question = read_question(harbour, "Do elephants visit the museum?")
    passages = {"en": ("Elephants are large.",), "ru": ("В музее порта есть библиотека.",)}

    def missing(*languages: str) -> float:
        return coverage(harbour.lexical, question, languages, [passages[name] for name in languages]).missing

    assert missing("en", "ru") < min(missing("en"), missing("ru"))


def test_an_empty_passage_covers_nothing(harbour: Generation) -> None:
    question = read_question(harbour, ASKED["en"])
    assert coverage(harbour.lexical, question, ["en"], [("…",)]).shares[0] < 0.2


def test_a_word_of_like_meaning_counts(harbour: Generation) -> None:
    question = read_question(harbour, "What is the price of a ticket?")
    texts = [("The cost of a ticket is low.",), ("The colour of a ticket is blue.",)]
    like, unlike = coverage(harbour.lexical, question, ["en", "en"], texts).shares
    assert like > unlike


def test_a_sentence_holds_more_than_the_one_beside_it_and_that_more_than_one_far_away(harbour: Generation) -> None:
    question = read_question(harbour, "What is the price of a ticket?")
    parts = ["The ticket price is low.", "It rained.", "The wind blew."]
    (shares,) = coverage(harbour.lexical, question, ["en"], [(" ".join(parts), *parts)]).sentences
    assert shares[0] > shares[1] > shares[2] > 0


def test_translations_are_learnt_and_names_and_figures_are_not(harbour: Generation) -> None:
    question = read_question(harbour, "Сколько посетителей было в музее Гамлета в 2019 году?")
    learnt = {word.word: word.learnt for word in sought(harbour.lexical, question, "en")}
    assert learnt == {"посетителей": True, "музее": True, "гамлета": False, "2019": False}
    assert not any(word.learnt for word in sought(harbour.lexical, question, "ru"))
