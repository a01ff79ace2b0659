"""Figures and names that a source tells of something else than the claim does."""

import pytest

from bot.evidence.aliases import NONE
from bot.evidence.compared import Claim, Source
from bot.evidence.exchanged import exchanged
from index.text import language_of


def faults(text: str, *sentences: str) -> list[str]:
    """What a claim tells of another thing than a passage does, with what that has there."""
    claim, source = Claim.read(text), Source(sentences, context="", language=language_of(sentences[0]), aliases=NONE)
    held = [source.holds(claim, n) for n in range(len(sentences))]
    found = exchanged(claim, source, source.most(claim, source.said(claim)), held)
    return [f"{text[one.start : one.end]}/{one.instead}" for one in found]


TRAMS = "Ormeda will lay the tracks in the old town, and Talvik will paint the trams for ten years."
ROOF = "설계 도면은 세림건축이 그렸고, 나무 지붕은 대명건축이 올렸다."
MILLS = ("The brothers Senn opened a paper factory in 1911.", "The flour mill was closed by the council in 1934.")


@pytest.mark.parametrize(
    ("claim", "sentence", "found"),
    [
        ("Talvik will lay the tracks.", TRAMS, ["Talvik/Ormeda"]),
        ("Ormeda will lay the tracks.", TRAMS, []),
        ("Рельсы в старом городе проложит Талвик.", TRAMS, ["Талвик/Ormeda"]),
        ("Рельсы в старом городе проложит Ормеда.", TRAMS, []),
        ("Talvik will lay the tracks, and Ormeda will paint the trams.", TRAMS, ["Talvik/Ormeda", "Ormeda/Talvik"]),
        ("Ormeda will lay the tracks, and Talvik will paint the trams.", TRAMS, []),
        ("설계 도면은 대명건축이 그렸다.", ROOF, ["대명건축이/세림건축"]),
        ("나무 지붕은 대명건축이 올렸다.", ROOF, []),
    ],
)
def test_a_name_is_told_of_another_where_what_stands_beside_it_stands_beside_that(
    claim: str, sentence: str, found: list[str]
):
    assert faults(claim, sentence) == found


def test_a_name_behind_another_preposition_is_no_rival():
    sentence = "Ormeda laid the tracks, and by order of Talvik the trams were painted green."
    assert faults("Ormeda had the trams painted green.", sentence) == []


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The council closed the flour mill in 1911.", ["1911/1934"]),
        ("The council closed the flour mill in 1934.", []),
        ("Совет закрыл мельницу в 1911 году.", ["1911/1934"]),
        ("Совет закрыл мельницу в 1934 году.", []),
        ("A factory opened in 1911, and the flour mill was closed in 1934.", []),
    ],
)
def test_a_figure_of_another_sentence_is_none_of_what_this_one_says(claim: str, found: list[str]):
    assert faults(claim, *MILLS) == found


@pytest.mark.parametrize(
    ("claim", "sentence", "found"),
    [
        ("Talvik bought 40 trams.", "Ormeda bought 40 trams.", ["Talvik/Ormeda"]),
        ("탈빅은 전차 40대를 샀다.", "Ormeda bought 40 trams.", ["탈빅은/Ormeda"]),
        ("Талвик купил 40 трамваев.", "Ormeda bought 40 trams.", ["Талвик/Ormeda"]),
        ("Talvik bought 40 trams.", "The firm bought 40 trams.", []),
        ("Talvik bought 40 trams.", "It bought 40 trams in Denmark.", []),
        ("Talvik bought 40 trams in Ormeda.", "It bought 40 trams in Ormeda.", []),
    ],
)
def test_a_name_of_another_sentence_is_wrong_where_this_one_names_somebody_else(
    claim: str, sentence: str, found: list[str]
):
    assert faults(claim, "Talvik runs ferries.", sentence) == found


def test_a_figure_of_another_unit_is_no_rival():
    assert faults("The bridge is 40 metres long.", "The bridge cost 12 million euros.", "It is 40 metres long.") == []


ACT = "The Act was passed on 9 December 2020 and took effect on 10 June 2021."
ORDERS = "The ministry issued 14 orders in 2021 and 9 in 2022."
SHARES = "국가가 2,100억 원을, 민간이 480억 원을 부담한다."


@pytest.mark.parametrize(
    ("claim", "sentence", "found"),
    [
        ("The Act was passed on 10 June 2021 and took effect on 9 December 2020.", ACT, True),
        ("Закон принят 10 июня 2021 года и вступил в силу 9 декабря 2020 года.", ACT, True),
        ("The Act was passed on 9 December 2020 and came into force on 10 June 2021.", ACT, False),
        ("It took effect on 10 June 2021, having been passed on 9 December 2020.", ACT, False),
        ("In 2021 there were 9 orders and in 2022 there were 14.", ORDERS, True),
        ("The ministry issued 9 orders in 2021.", ORDERS, True),
        ("In 2022 there were 9 orders, after 14 in 2021.", ORDERS, False),
        ("В 2021 году было 14 предписаний, а в 2022 году — 9.", ORDERS, False),
        ("Государство даёт 48 млрд вон, частный сектор — 210 млрд вон.", SHARES, True),
        ("The state pays 48 billion won.", SHARES, True),
        ("Частный сектор даёт 48 млрд вон, государство — 210 млрд вон.", SHARES, False),
        ("The state pays 210 billion won and the private sector 48 billion won.", SHARES, False),
    ],
)
def test_figures_of_one_sentence_are_not_exchanged(claim: str, sentence: str, found: bool):
    assert bool(faults(claim, sentence)) is found
