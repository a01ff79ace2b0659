"""Bodies of a claim in whose place its source names another."""

import pytest

from bot.evidence.aliases import NONE
from bot.evidence.compared import Claim, Source
from bot.evidence.replaced import replaced
from index.text import language_of


def wrong(claim, *texts, context=""):
    source = Source(texts, context=context, language=language_of(texts[0]), aliases=NONE)
    read = Claim.read(claim)
    return [(claim[one.start : one.end], one.instead) for one in replaced(read, source)]


KOREAN = "제방 보수 비용은 산림청이 전액 부담하기로 하였다."
RUSSIAN = "Расходы на ремонт плотины оплатило министерство финансов."


@pytest.mark.parametrize(
    ("claim", "texts", "found"),
    [
        ("제방 보수 비용은 환경부가 전액 부담한다.", [KOREAN], [("환경부", "산림청")]),
        (
            "The Harbour Council paid for the repair of the old dam.",
            ["The repair of the old dam was paid for by the Forest Agency."],
            [("Harbour Council", "Forest Agency")],
        ),
        (
            "Ремонт плотины оплатило министерство образования.",
            [RUSSIAN],
            [("министерство образования", "министерство финансов")],
        ),
    ],
)
def test_a_body_is_wrong_where_the_sentence_names_another(claim, texts, found):
    assert wrong(claim, *texts) == found


def test_a_body_that_is_merely_absent_is_passed_over():
    assert wrong("제방 보수 비용은 환경부가 전액 부담한다.", "제방 보수 비용은 전액 면제되었다.") == []


def test_a_body_that_the_heading_names_is_not_wrong():
    assert wrong("제방 보수 비용은 환경부가 전액 부담한다.", KOREAN, context="환경부 보도자료") == []


def test_a_body_beside_which_the_claim_names_the_other_too_is_not_wrong():
    assert wrong("환경부와 달리 산림청은 제방 보수 비용을 전액 부담한다.", KOREAN) == []


def test_across_languages_it_must_stand_elsewhere_in_the_passage():
    claim = "The Ministry of Education paid for the repair of the dam."
    assert wrong(claim, RUSSIAN) == []
    other = "Министерство образования построило две школы."
    assert wrong(claim, RUSSIAN, other) == [("Ministry of Education", "министерство финансов")]
