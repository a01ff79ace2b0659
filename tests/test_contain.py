"""What of a model's sentence is an address or a tag, and what is a price, a figure or a name."""

import time

import pytest

from bot.answer import Text
from bot.llm.contain import contained
from bot.llm.writing import Draft, Writing

PRICES = [
    "Water costs S$0.30/m3 and S$1.15 per connection.",
    "A room is $5 to $10 a day, US$35.50/night in summer.",
    "Fees: €0.30/kWh, £1.20/km, ₩1.5/톤, HK$4.58/m3, NT$0.50/day.",
    "Тариф вырос с 4.21 до 5.38 руб./кВт·ч, то есть 0.30/м3, или 12.5 тыс.руб/м3.",
    "요금은 1.15/m3에서 3.5/kWh로 올랐다.",
    "Version 2.1/3 and subnet 10.0.0.1/24 of the R&D; see AT&T; the data: 312.",
]


@pytest.mark.parametrize("sentence", PRICES)
def test_prices_and_figures_are_no_addresses(sentence: str):
    assert contained(sentence) == (sentence, 0)


@pytest.mark.parametrize("sentence", PRICES)
def test_a_price_reaches_the_reader_whole_however_it_comes(sentence: str):
    for size in (1, 7):
        writing = Writing(sources=1)
        told = [t for n in range(0, len(sentence), size) for t in writing.feed(sentence[n : n + size])]
        told += writing.finish()
        assert " ".join(draft.text for draft in told if isinstance(draft, Draft)) == sentence
        assert "".join(t.text for t in told if isinstance(t, Text)).replace(" ", "") == sentence.replace(" ", "")


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/a",
        "evil.example/a?q=1",
        "evil.example?q=1",
        "xn--e1a.xn--p1ai/a",
        "кремль.рф/secret",
        "192.168.0.1/p?q=1",
        "data:text/html,abc",
        "data:;base64,QQ==",
        "mailto:a@evil.example",
        "www.evil.example",
        "evil.example:8080/a",
        "192.168.0.1:80/p?q=1",
        "пример.онлайн/путь",
        "магазин.москва/путь",
    ],
)
def test_addresses_are_taken_out(address: str):
    assert contained(f"Look at {address} now.") == ("Look at … now.", 1)


def test_tags_and_entities_are_taken_out():
    assert contained("The <b>museum</b>&nbsp;keeps &lt;312&gt; lamps.") == ("The museumkeeps 312 lamps.", 5)
    assert contained("The museum keeps &LT;312&GT; lamps.") == ("The museum keeps 312 lamps.", 2)


@pytest.mark.parametrize("piece", ["a", "-", "[", "![", "![a][", "a.", "1.2.3.4/", "//a."])
def test_a_model_that_writes_one_thing_for_ever_is_read_in_time(piece: str):
    began = time.monotonic()
    contained(piece * (40_000 // len(piece)))
    assert time.monotonic() - began < 1
