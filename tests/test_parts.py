"""Parts of a whole in words, held by other words, per cent, or two figures."""

import pytest

from bot.evidence.figures import missing
from bot.evidence.parts import parts


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("A third of the firms left.", 33),
        ("Two thirds of them stayed.", 67),
        ("기업의 3분의 1이 떠났다.", 33),
        ("절반이 남았다.", 50),
        ("Ушла четверть фирм.", 25),
        ("две трети дворов", 67),
        ("Около половины фирм ушло.", 50),
        ("2/3 of the votes", 67),
    ],
)
def test_a_part_is_read_as_per_cent(text: str, share: int):
    (part,) = parts(text)
    assert share in part.values


@pytest.mark.parametrize(
    "text",
    [
        "The third quarter was better.",
        "A third party is asked.",
        "The first half of the year",
        "во второй половине года",
        "полтора года",
        "open 24/7",
        "a quarter of 2019",
    ],
)
def test_what_is_no_part_is_none(text: str):
    assert parts(text) == []


@pytest.mark.parametrize(
    ("claim", "source", "held"),
    [
        ("A third of the firms left.", "기업의 33%가 떠났다.", True),
        ("Ушло более половины фирм.", "54% of the firms left.", True),
        ("Ушло более половины фирм.", "44% of the firms left.", False),
        ("A quarter of them came.", "Of 1,200 people 300 came.", True),
        ("50% of the firms left.", "Половина фирм ушла.", True),
        ("Two thirds of the firms left.", "Ушло три четверти фирм.", False),
        ("절반이 떠났다.", "A third of the firms left.", False),
        ("Nearly a quarter of them came.", "24.1% came.", True),
    ],
)
def test_a_part_is_held_by_what_is_about_as_much(claim: str, source: str, held: bool):
    assert (missing(claim, source) == []) is held
