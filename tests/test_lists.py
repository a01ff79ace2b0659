from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import make_document

from bot.asking import asks_for_list
from bot.quotes.extent import whole_list, with_next
from bot.quotes.lists import ROOM, announced, announces, lead_of
from bot.quotes.quote import Quote
from index.chunker import chunk
from index.sentences import split_sentences
from index.types import Hit, IndexConfig, Item, SourceDocument


def document_of(text: str, items: tuple[str, ...] = ()) -> SourceDocument:
    """A document whose items stand in its text; none of them has a lead of its own."""
    found = tuple(Item(text.index(item), text.index(item) + len(item), -1, -1) for item in items)
    return replace(make_document(text), notes=(), items=found)


def quote_of(document: SourceDocument, sentence: str) -> Quote:
    start = document.text.index(sentence)
    c = chunk(document, IndexConfig())[0]
    hit = Hit(c, document, 0.5, 0.5, 0.0, (0.5,) * len(c.sentences))
    return Quote(hit, start, start + len(sentence), 1.0, ())


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The inspectors listed six defects of the dam.", 6),
        ("There are three main obstacles to the merger.", 3),
        ("The plan rests on the following principles.", -1),
        ("Комиссия выделила четыре препятствия.", 4),
        ("Предусмотрены следующие этапы.", -1),
        ("감사원은 세 가지 문제점을 지적하였다.", 3),
        ("시는 5개 과제를 추진한다.", 5),
        ("세부 내용은 다음과 같다.", -1),
        ("There are two reasons: the cost and the law.", 0),
        ("In March two ferries sank off the coast.", 0),
        ("В следующем году откроют три завода.", 0),
        ("다음 해에는 두 척이 취항한다.", 0),
    ],
)
def test_a_sentence_that_announces_several_things_is_told(sentence: str, count: int) -> None:
    assert announces(sentence) == count


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Two risks remain. Ice may close the strait. Pilots are few. The port opened in May.", "Pilots are few."),
        ("Причин две. Во-первых, нет угля. Его не везут. Во-вторых, нет людей. Мост цел.", "нет людей."),
        ("문제점은 두 가지이다. 첫째, 인력이 모자란다. 둘째, 선박이 낡았다.\n항만은 크다.", "둘째, 선박이 낡았다."),
    ],
)
def test_what_is_announced_is_quoted_to_its_end(text: str, shown: str) -> None:
    document = document_of(text)
    found = announced(document, *split_sentences(text)[0])
    assert found is not None
    assert text[: found.end].endswith(shown)
    assert found.left == 0


def test_items_are_quoted_with_what_announces_them() -> None:
    items = ("widen the canal;", "buy two tugs;", "train the pilots.")
    text = "The ministry takes three steps.\n" + "\n".join(items) + "\nThe canal is old."
    document = document_of(text, items)
    whole = whole_list(quote_of(document, "The ministry takes three steps."), "What does the ministry do?")
    assert whole is not None
    assert whole.text.endswith("train the pilots.")


def test_a_long_list_is_cut_and_the_rest_is_counted() -> None:
    items = tuple(f"Measure {n} " + "is to be taken by the harbour office without delay " * 5 for n in range(1, 7))
    text = "Six measures are planned.\n" + "\n".join(items)
    found = announced(document_of(text, items), 0, 25)
    assert found is not None
    assert found.end <= ROOM
    assert found.left > 0


def test_an_item_alone_brings_its_list_where_a_list_is_asked_for() -> None:
    items = ("widen the canal;", "buy two tugs;", "train the pilots.")
    document = document_of("The ministry takes three steps.\n" + "\n".join(items), items)
    quote = quote_of(document, "buy two tugs;")
    assert lead_of(document, quote.start, quote.end) == (0, 31)
    whole = whole_list(quote, "What are the steps of the ministry?")
    assert whole is not None
    assert whole.text.startswith("The ministry takes three steps.")
    assert whole_list(quote, "How many tugs will the ministry buy?") is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What are the four conditions of the loan?", True),
        ("Какие меры принял порт?", True),
        ("사고를 막기 위한 대책은 무엇인가요?", True),
        ("When did the port open?", False),
        ("Сколько стоит причал?", False),
    ],
)
def test_a_question_for_a_list_is_told(question: str, asked: bool) -> None:
    assert asks_for_list(question) is asked


@pytest.mark.parametrize(
    ("question", "text", "end"),
    [
        (
            "Why did the ferry stop running?",
            "The ferry stopped running in the autumn of last year, to the displeasure of the islanders with no other "
            "way to reach the hospital on the mainland. The cause was a cracked shaft that no yard nearby could mend "
            "before the ice came. It was sold.",
            "before the ice came.",
        ),
        (
            "Почему сорвался запуск линии?",
            "Запуск линии, который был назначен на весну и о котором завод объявил ещё в январе на встрече с "
            "поставщиками, сорвался. Причиной стал брак в подшипниках, купленных у нового поставщика без проверки. "
            "Линия стоит.",
            "без проверки.",
        ),
        (
            "When was the archive moved?",
            "The archive was moved to the cellar of the old customs house, which is dry and cool throughout the year "
            "and stands beside the harbour master's office on the quay that was built for the steamers of the northern "
            "line. That was done in June 1994. It is open.",
            "June 1994.",
        ),
    ],
)
def test_a_quote_goes_on_to_the_thing_that_is_asked_for(question: str, text: str, end: str) -> None:
    document = document_of(text)
    first = split_sentences(text)[0]
    assert with_next(quote_of(document, text[slice(*first)]), question).text.endswith(end)


def test_a_quote_begins_with_the_sentence_before_it_where_that_has_the_date() -> None:
    text = "The bank went a step further in 2021. It founded a branch in Busan and rented an office there."
    second = "It founded a branch in Busan and rented an office there."
    assert with_next(quote_of(document_of(text), second), "When was the branch founded?").text == text
    assert with_next(quote_of(document_of(text), second), "Where was the branch founded?").text == second


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Why was the pier closed?",
            "Its piles had been eaten by worms. That is why the pier was closed in the spring.",
        ),
        ("Почему закрыли причал?", "Сваи изъели черви. Поэтому причал закрыли весной."),
        ("선착장을 닫은 이유는?", "말뚝을 벌레가 갉아 먹었다. 선착장을 닫은 이유도 바로 이 점이다."),
    ],
)
def test_a_quote_that_points_back_to_the_cause_begins_with_it(question: str, text: str) -> None:
    document = document_of(text)
    assert with_next(quote_of(document, text[slice(*split_sentences(text)[1])]), question).text == text
