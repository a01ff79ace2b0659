"""Who does what among the names of one sentence."""

import pytest

from bot.evidence.aliases import NONE
from bot.evidence.compared import Claim, Source
from bot.evidence.instead import phrases_of
from bot.evidence.misnamed import judged
from bot.evidence.swapped import clauses
from index.embedder import EMBEDDED, load_embedder
from index.text import language_of


def faults(text: str, *sentences: str) -> list[str]:
    """What a claim names wrongly beside sentences of one passage, with what they name there; the first is the best."""
    embedder = load_embedder(EMBEDDED)
    claim = Claim.read(text, embedder.embed_queries([text])[0])
    source = Source(
        sentences, embedder.embed_passages(sentences), context="", language=language_of(sentences[0]), aliases=NONE
    )
    held = [source.holds(claim, n) for n in range(len(sentences))]
    found = judged(claim, source, range(len(sentences)), held)
    return [f"{text[one.start : one.end]}/{one.instead}" for one in found if one.sure]


TRAMS = "Ormeda will lay the tracks in the old town, and Talvik will paint the trams for ten years."


@pytest.mark.parametrize(
    ("claim", "sentence", "found"),
    [
        ("Talvik will lay the tracks.", TRAMS, ["Talvik/Ormeda"]),
        ("Ormeda will lay the tracks.", TRAMS, []),
        ("Рельсы в старом городе проложит Талвик.", TRAMS, ["Талвик/Ormeda"]),
        ("Рельсы в старом городе проложит Ормеда.", TRAMS, []),
        (
            "Talvik will lay the tracks, and Ormeda will paint the trams.",
            TRAMS,
            ["Talvik/Ormeda", "Ormeda/Talvik"],
        ),
        (
            "설계 도면은 대명건축이 그렸다.",
            "설계 도면은 세림건축이 그렸고, 나무 지붕은 대명건축이 올렸다.",
            ["대명건축이/세림건축"],
        ),
        ("나무 지붕은 대명건축이 올렸다.", "설계 도면은 세림건축이 그렸고, 나무 지붕은 대명건축이 올렸다.", []),
    ],
)
def test_a_name_is_swapped_where_the_clause_that_says_the_rest_names_another(
    claim: str, sentence: str, found: list[str]
):
    assert faults(claim, sentence) == found


def test_a_name_that_stands_elsewhere_in_the_sentence_than_its_rival_is_not_swapped():
    sentence = "Ormeda laid the tracks, and by order of Talvik the trams were painted green."
    assert faults("Ormeda had the trams painted green.", sentence) == []


def test_a_claim_that_names_both_compares_them_and_is_not_swapped():
    sentence = "Ormeda sold 40 trams last year, and Talvik sold 30 trams last year."
    assert faults("Talvik sold fewer trams than Ormeda.", sentence) == []


def test_a_list_of_names_is_one_clause():
    sentence = "The surveyors asked 1,280 people in Osh, Khujand and Samarkand between February and June."
    assert len(clauses(sentence, phrases_of(sentence))) == 1


def test_a_clause_that_names_nobody_goes_on_with_the_one_before():
    sentence = "Ormeda bought old trams, repaired their roofs in winter, and Talvik sold its ferries to the town."
    assert [
        [sentence[p.start : p.end] for p in clause.named] for clause in clauses(sentence, phrases_of(sentence))
    ] == [
        ["Ormeda"],
        ["Talvik"],
    ]


def test_a_person_who_only_stands_in_another_sentence_of_the_passage_did_not_say_it():
    spoke = "Yesterday Marina Drozdova said that the tracks would stay in the old town."
    assert faults("Oleg Panin said that the tracks would stay.", spoke, "Oleg Panin sells ice.") == [
        "Oleg Panin/Marina Drozdova"
    ]


def test_an_adjective_of_a_place_is_a_name_where_it_begins_a_sentence():
    assert faults("The Indian academy pays a quarter.", "Китайская академия платит четверть.") == ["Indian/Китайская"]


def test_another_first_name_is_another_person():
    assert faults("Tatyana Drozdova heads the plant.", "Завод возглавляет Елена Дроздова.")
    assert faults("Yelena Drozdova heads the plant.", "Завод возглавляет Елена Дроздова.") == []
