"""A claim that cites several sources, each of which says a part of it."""

import pytest

from bot.verify import Verifier
from tests.test_verify import passage


def test_a_claim_may_join_what_two_cited_sources_say():
    growth = passage("Growth was unusually high last year, 5.5 percent.")
    slower = passage("The slowdown in the 2nd quarter of 2022 is notable.")
    verifier = Verifier([growth, slower])
    claim = "Growth was high last year, 5.5 percent, but the slowdown in the 2nd quarter of {year} is notable."
    assert verifier.check(claim.format(year=2022), [1, 2]).status == "similar"
    assert {bound.passage for bound in verifier.check(claim.format(year=2022), [1, 2]).bound} == {0, 1}
    assert verifier.check(claim.format(year=2019), [1, 2]).status == "unsupported"


@pytest.mark.parametrize(
    ("claim", "first", "second"),
    [
        ("Osh paid 2 percent tax in 2021.", "Osh paid 3 percent tax in 2021.", "Ulan paid 2 percent tax in 2021."),
        ("Kenya exported 40 tonnes of tea.", "Kenya exported 55 tonnes of tea.", "Uganda exported 40 tonnes of tea."),
    ],
)
def test_two_sources_do_not_make_true_what_one_of_them_contradicts(claim: str, first: str, second: str):
    assert Verifier([passage(first), passage(second)]).check(claim, [1, 2]).status == "unsupported"


def test_what_is_joined_from_two_sources_is_to_be_compared():
    sources = [passage("It has 45 seats in parliament."), passage("It was founded in 1987.")]
    verdict = Verifier(sources).check("The eruption in 1987 killed 45 people.", [1, 2])
    assert [(flag.kind, flag.sure) for flag in verdict.flags] == [("figure", False), ("figure", False)]
