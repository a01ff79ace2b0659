"""Figures that a claim reckons from those of its source: what follows, and what only looks as if it did."""

import pytest

from bot.evidence.figures import missing

PRICES = "The ticket cost 290 crowns in 2019 and 345 crowns in 2023."
SHARES = "Городу принадлежит 62 % акций, области — ещё 25 %, остальное — у работников."
MONEY = "예산 11억 4천만 원은 교육부가 7억 원, 동문회가 3억 원을 지원하고 나머지는 대학이 부담합니다."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The ticket became 55 crowns dearer.", PRICES),
        ("표 값은 55크로나 더 올랐다.", PRICES.replace("crowns", "krona")),
        ("Работникам принадлежит 13 % акций.", SHARES),
        ("대학이 부담하는 금액은 1억 4천만 원이다.", MONEY),
        ("교육부와 동문회가 낸 돈은 모두 10억 원이다.", MONEY),
        ("Eleven pairs bred there, seven more than before.", "Eleven pairs bred there in 2023, up from four in 2019."),
        ("The share tripled.", "The share rose from 3% to 9%."),
        ("Women send thirteen percentage points more.", "Women send 61% of their pay, men 48%."),
    ],
)
def test_what_is_reckoned_from_one_sentence_is_held(claim: str, source: str) -> None:
    assert missing(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The ticket became 65 crowns dearer.", PRICES),
        ("The ticket cost 55 crowns.", PRICES),
        ("Работникам принадлежит 23 % акций.", SHARES),
        ("교육부와 동문회가 낸 돈은 모두 12억 원이다.", MONEY),
        ("The share doubled.", "The share rose from 3% to 9%."),
        ("It became 55 crowns dearer.", "The ticket cost 290 crowns.\nLater it cost 345 crowns."),
    ],
)
def test_what_does_not_follow_is_not_held(claim: str, source: str) -> None:
    assert missing(claim, source) != []
