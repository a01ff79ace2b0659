"""Figures, dates and names across three languages, and claims against the sentences they cite."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evidence import figures, names
from bot.evidence.dates import dates
from bot.evidence.held import Held
from bot.evidence.negation import contradicts
from bot.evidence.translit import alike
from bot.llm.packing import Passage
from bot.verify import Verifier
from index.types import Chunk, Hit, Metadata, SourceDocument

SAME = [
    ("80 billion rubles", "800억 루블"),
    ("80 млрд рублей", "80 billion rubles"),
    ("800억 루블", "80 млрд рублей"),
    ("2.8%", "2,8 %"),
    ("2.8 percent", "2.8퍼센트"),
    ("11 September 2018", "2018년 9월 11일"),
    ("11 сентября 2018 года", "September 11, 2018"),
    ("2018. 9. 11.", "11 September 2018"),
    ("May 2018", "7 мая 2018 года"),
    ("Decree No. 204", "대통령령 제204호"),
    ("указ № 204", "Decree No. 204"),
    ("제47조", "Article 47"),
    ("110,000 programs", "소프트웨어 11만 개"),
    ("1.2 trillion won", "1조 2,000억 원이었다"),
    ("1,250 people", "1 250 человек"),
    ("nine roadmaps", "девять дорожных карт"),
    ("네 대", "four satellites"),
    ("thirty years", "서른 해"),
    ("in the first quarter of 2021", "в первом квартале 2021 года"),
    ("27 to 40 percent", "27%에서 40%로"),
    ("a two-stage process", "двухэтапный процесс"),
    ("January prices", "1월 가격"),
    ("four months", "넉 달"),
    ("June's meeting", "июньская встреча"),
    ("мартовские выборы", "3월 선거"),
    ("сорок восемь домов", "48 houses"),
    ("two dozen ships", "24 корабля"),
    ("스물다섯 명", "25 people"),
    ("в конце августа", "in late August"),
    ("2분기", "in the second quarter"),
    ("the 2013 edition", "2013 조직"),
    (".08%", "0,08 %"),
    ("свыше 1000 домов", "свыше тысячи домов"),
    ("90 minutes", "90 минут"),
    ("девять суток", "9일간"),
    ("31분", "31 minutes"),
    ("2.25% to 2.5%", "2¼ to 2½ percent"),
    ("0.75 percentage points", "¾ of a percentage point"),
    ("0.75%포인트", "75 basis points"),
    ("by 2022", "'22년까지"),
    ("менее чем наполовину", "46 %"),
    ("2,5 м", "250 cm"),
]
DIFFERENT = [
    ("80 billion rubles", "8 млрд рублей"),
    ("80 billion dollars", "800억 루블"),
    ("2.8%", "28%"),
    ("48%", "52%"),
    ("11 September 2018", "2018년 9월 12일"),
    ("December 2019", "2018년 12월 24일"),
    ("No. 204", "제240호"),
    ("nine roadmaps", "шесть дорожных карт"),
    ("네 대", "five satellites"),
    ("75%", "7.5%"),
    ("девяти недель", "девяти суток"),
    ("401,800 мегаватт-часов", "401,800 gigawatt hours"),
    ("5시간", "5 minutes"),
    ("40 см", "40 mm"),
]


@pytest.mark.parametrize(("claim", "evidence"), SAME)
def test_one_figure_in_two_languages(claim: str, evidence: str):
    assert figures.missing(claim, evidence) == []


@pytest.mark.parametrize(("claim", "evidence"), DIFFERENT)
def test_another_figure_is_missed(claim: str, evidence: str):
    assert figures.missing(claim, evidence)


def test_the_span_is_the_figure_with_its_unit():
    claim = "It cost 80 billion rubles in all."
    ((start, end),) = figures.missing(claim, "Это стоило 8 млрд рублей.")
    assert claim[start:end] == "80 billion rubles"


def test_a_year_may_stand_in_the_heading():
    assert figures.missing("It opened on 7 May 2018.", "May 7: opening.", context="Events of 2018") == []


@pytest.mark.parametrize("text", ["COVID-19", "5G networks", "B2G"])
def test_a_code_is_a_name_and_no_figure(text: str):
    assert figures.count(text) == 0


def test_a_range_of_years_is_two_dates():
    assert [date.year for date in dates("от 2011–2020 годов")] == [2011, 2020]


@pytest.mark.parametrize(
    ("one", "other"),
    [("얀덱스", "Yandex"), ("얀덱스", "Яндекс"), ("화웨이", "Huawei"), ("Устинов", "우스티노프"), 
     ("Zakharova", "자하로바"), ("스베르방크", "Сбербанк"), ("메가폰", "MegaFon"), ("Rosatom", "로스아톰")],
)  # fmt: skip
def test_one_name_in_two_scripts_sounds_alike(one: str, other: str):
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), [("Rosatom", "Roscosmos"), ("Kazan", "Samara"), ("네이버", "Яндекс")])
def test_two_names_do_not(one: str, other: str):
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("claim", "evidence", "lacking"),
    [
        ("Yandex opened in Seoul.", "얀덱스는 서울에 사무실을 열었다.", []),
        ("Yandex opened in Tokyo.", "얀덱스는 서울에 사무실을 열었다.", ["Tokyo"]),
        ("Китай и Италия.", "중국과 이탈리아", []),
        ("КИП и НАТО.", "RIAC and NATO", []),
        ("The RIAC said so.", "Russian International Affairs Council", []),
    ],
)
def test_names_are_held_across_languages(claim: str, evidence: str, lacking: list[str]):
    held = Held(evidence)
    found = [name.text for name in names.names(claim, careful=True) if not held.holds(name)]
    assert [word for word in found if word != "КИП"] == lacking


@pytest.mark.parametrize(
    ("claim", "source", "denied"),
    [
        ("It did not open.", "It opened.", True),
        ("열리지 않았다.", "The bridge opened.", True),
        ("Мост не открылся.", "The bridge opened.", True),
        ("It did not open.", "Мост не открылся.", False),
        ("Not only the bridge opened.", "The bridge opened.", False),
        ("이것은 다리뿐만 아니라 길이다.", "It is a road.", False),
    ],
)
def test_a_denial_on_one_side_is_reported(claim: str, source: str, denied: bool):
    assert bool(contradicts(claim, [source])) == denied


def passage(*sentences: str, language: str = "en", title: str = "") -> Passage:
    text = "\n".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    document = SourceDocument("d" + text[:9], "a.md", "0", "md", "utf-8", text, (), metadata=Metadata(title=title))
    chunk = Chunk("c" + text[:9], document.id, text, 0, len(text), tuple(spans), (), text, language)
    return Passage(Hit(chunk, document, 0.9, 0.9, 0.9, tuple(0.9 for _ in spans)), 0, len(text), tuple(spans))


BRIDGE = passage(
    "하늘다리는 2014년 9월 3일에 개통되었다.",
    "공사비는 830억 원이었다.",
    "설계는 건축가 윤서린이 맡았다.",
    language="ko",
)
MUSEUM = passage("The museum was founded in 1987 by Edmund Farrow.", "It keeps 312 lamps.")


def test_a_true_claim_is_supported_and_bound_to_its_sentence():
    verdict = Verifier([MUSEUM, BRIDGE]).check("The bridge was opened on 3 September 2014.", [2])
    assert verdict.status == "supported"
    assert BRIDGE.hit.document.text[verdict.bound[0].start : verdict.bound[0].end].startswith("하늘다리는")


def test_a_wrong_figure_is_flagged_where_it_stands():
    verdict = Verifier([MUSEUM]).check("The museum keeps 900 lamps.", [1])
    assert verdict.status == "unsupported"
    assert [(flag.start, flag.end, flag.kind) for flag in verdict.flags] == [(17, 20, "figure")]


def test_a_wrong_name_is_flagged():
    verdict = Verifier([MUSEUM]).check("The museum was founded in 1987 by Napoleon Bonaparte.", [1])
    assert {flag.kind for flag in verdict.flags} == {"name"}


def test_a_sentence_without_a_marker_gets_one_that_supports_it():
    verdict = Verifier([BRIDGE, MUSEUM]).check("The museum was founded in 1987 by Edmund Farrow.", [])
    assert verdict.added
    assert verdict.bound[0].passage == 1


def test_a_marker_on_the_wrong_source_is_moved():
    verdict = Verifier([BRIDGE, MUSEUM]).check("The museum was founded in 1987 by Edmund Farrow.", [1])
    assert verdict.moved
    assert verdict.bound[0].passage == 1


def test_a_denial_is_reported_and_not_hidden():
    verdict = Verifier([MUSEUM]).check("The museum was not founded in 1987 by Edmund Farrow.", [1])
    assert verdict.status == "similar"
    assert verdict.flags[0].kind == "negation"


def test_a_denial_that_may_be_said_in_other_words_is_noted_and_stays_supported():
    island = passage("In 1987 the island of Lewis was left out of the programme.", "It has 312 farms.")
    verdict = Verifier([island]).check("In 1987 the island of Lewis was not part of the programme.", [1])
    assert verdict.status == "supported"
    assert [(flag.kind, flag.sure) for flag in verdict.flags] == [("negation", False)]


def test_what_nothing_says_has_no_source():
    verdict = Verifier([BRIDGE, MUSEUM]).check("Volcanoes emit sulphur during an eruption.", [])
    assert verdict.status == "unsupported"
    assert verdict.bound == ()


def test_no_passages_support_nothing():
    assert Verifier([]).check("Anything.", [1]).status == "unsupported"


def test_the_gold_set_is_large_enough_and_its_evidence_is_in_the_corpus():
    root = Path(__file__).parent.parent
    rows = [json.loads(line) for line in (root / "tests/data/claims.jsonl").read_text(encoding="utf-8").splitlines()]
    counts = Counter(row["label"] for row in rows)
    assert min(counts["figure"], counts["name"], counts["negation"], counts["true"]) >= 60
    assert {row["split"] for row in rows} == {"dev", "frozen"}
    for row in rows:
        assert row["evidence"] in (root / "docs" / row["doc"]).read_text(encoding="utf-8")


def test_the_third_frozen_set_is_large_enough_and_its_evidence_is_in_its_texts():
    path = Path(__file__).parent / "data" / "claims_frozen_3.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {row["text_of"]: row for row in rows if "text" in row}
    claims = [row for row in rows if "claim" in row]
    counts = Counter(row["label"] for row in claims)
    assert counts["true"] >= 100
    assert min(counts["figure"], counts["name"], counts["negation"]) >= 60
    assert all(texts[row["doc"]]["text"].count(row["evidence"]) == 1 for row in claims)
    assert sum(texts[row["doc"]]["lang"] != row["lang"] for row in claims) * 2 > len(claims)


def test_a_figure_from_elsewhere_in_the_source_is_noted_and_its_sentence_is_cited():
    source = passage(
        "I walked the salt road in nine days with a historian and a photographer.",
        "The inn at the pass burnt down long ago.",
        "Nobody lives there any more.",
        "A clerk put 146 into a margin.",
    )
    claim = "They walked the salt road, 146 versts, in nine days."
    verdict = Verifier([source]).check(claim, [1])
    assert [(flag.kind, flag.sure) for flag in verdict.flags] == [("figure", False)]
    assert any("146" in source.hit.document.text[bound.start : bound.end] for bound in verdict.bound)
    assert verdict.status == "similar"


def test_what_the_line_about_a_source_says_is_known():
    source = passage(
        "For reasons that I will explain, living standards will fall.", title="АДМИНИСТРАЦИЯ АСИНОВСКОГО РАЙОНА"
    )
    about = replace(source.hit.document.metadata, date="2006-10-04", authors=("Ben Bernanke",))
    hit = replace(source.hit, document=replace(source.hit.document, metadata=about))
    verifier = Verifier([replace(source, hit=hit)])
    for claim in (
        "In his speech of 4 October 2006 Bernanke said that living standards will fall.",
        "В Асиновском районе уровень жизни упадёт (living standards will fall).",
    ):
        assert not verifier.check(claim, [1]).flags, claim
    assert verifier.check("In his speech of 5 October 2006 he said that living standards will fall.", [1]).flags
