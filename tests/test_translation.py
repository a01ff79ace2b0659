from __future__ import annotations

import time

import numpy as np
import pytest
from words import build_lexical

from index.analyzer import terms
from index.lexical import LexicalIndex
from index.words.crossing import cross
from index.words.glossary import Glossary, read_glossary
from index.words.months import months
from index.words.translation import LANGUAGES, TABLE, Translations, shipped

ENGLISH = [
    "The hospital opened a clinic beside the harbour in 2019.",
    "The school library bought forty new computers for its pupils.",
    "Fishermen sold less herring because the winter was warm.",
    "Zubrovka Ltd builds trams in the north.",
]
RUSSIAN = [
    "Больница открыла клинику рядом с портом в 2019 году.",
    "Школьная библиотека купила сорок новых компьютеров для учеников.",
    "Рыбаки продали меньше сельди, потому что зима была тёплой.",
]
KOREAN = [
    "병원은 2019년에 항구 옆에 진료소를 열었다.",
    "학교 도서관은 학생들을 위해 새 컴퓨터 마흔 대를 샀다.",
    "겨울이 따뜻해서 어부들은 청어를 더 적게 팔았다.",
]


@pytest.fixture
def lexical(tmp_path):
    def make(*passages: str) -> LexicalIndex:
        build_lexical(tmp_path / "lexical", [terms(text) for text in passages], [0] * len(passages))
        return LexicalIndex(tmp_path / "lexical")

    return make


@pytest.fixture(scope="module")
def table() -> Translations:
    return shipped()


def shares_of(index: LexicalIndex, table: Translations, question: str, target: str, **known: Glossary) -> np.ndarray:
    return cross(index, table.expand(question, target, **known)).shares


def ways(table: Translations, question: str, target: str) -> dict[str, set[str]]:
    return {e.word: {term for way in e.translations for term in way.terms} for e in table.expand(question, target)}


@pytest.mark.parametrize(
    ("question", "passages", "target"),
    [
        ("병원은 언제 진료소를 열었습니까?", ENGLISH, "en"),
        ("병원은 언제 진료소를 열었습니까?", RUSSIAN, "ru"),
        ("When did the hospital open its clinic?", KOREAN, "ko"),
        ("When did the hospital open its clinic?", RUSSIAN, "ru"),
        ("Когда больница открыла клинику?", KOREAN, "ko"),
        ("Когда больница открыла клинику?", ENGLISH, "en"),
    ],
)
def test_a_question_finds_the_passage_of_another_language_by_its_words(lexical, table, question, passages, target):
    shares = shares_of(lexical(*passages), table, question, target)
    assert shares.argmax() == 0
    assert shares[0] > 0.3
    assert shares[1:].max() < shares[0] / 2


def test_shares_lie_between_nothing_and_all(lexical, table):
    index = lexical(*ENGLISH)
    for question in ("병원 진료소 2019", "병원", "2019", "겨울에 팔린 청어와 학교 도서관의 컴퓨터"):
        shares = shares_of(index, table, question, "en")
        assert shares.dtype == np.float32
        assert shares.shape == (len(ENGLISH),)
        assert 0 <= shares.min() <= shares.max() <= 1


def test_a_question_of_grammar_alone_matches_nothing(lexical, table):
    for question in ("무엇입니까?", "언제 어디에 있습니까?", "Сколько и почему?", "?!"):
        assert not shares_of(lexical(*ENGLISH), table, question, "en").any()


def test_figures_and_latin_names_stand_for_themselves(lexical, table):
    index = lexical(*ENGLISH)
    assert shares_of(index, table, "2019년에 무슨 일이 있었나?", "en").argmax() == 0
    assert shares_of(index, table, "Zubrovka는 무엇을 만드나?", "en").argmax() == 3
    korean = lexical("KORTEK은 2021년에 문을 닫았다.", "날씨가 맑았다.")
    assert shares_of(korean, table, "When was KORTEK closed?", "ko").argmax() == 0


def test_korean_compounds_are_cut_into_known_words(table):
    assert {"digit", "economi"} <= set().union(*ways(table, "디지털경제는", "en").values())


def test_a_name_that_only_holds_a_known_word_is_no_known_word(table):
    (name,) = table.expand("쿠르베르덴은", "en")
    assert ("kurberden",) in [way.terms for way in name.translations]
    assert all("camembert" not in way.terms for way in name.translations)


@pytest.mark.parametrize(
    ("question", "passage", "target"),
    [
        ("쿠르베르덴은 언제 왔나?", "Then Kurberden came.", "en"),
        ("쿠르베르덴은 언제 왔나?", "Потом приехал Курберден.", "ru"),
        ("When did Kurberden come?", "그 뒤 쿠르베르덴은 떠났다.", "ko"),
        ("Когда приехал Курберден?", "그 뒤 쿠르베르덴은 떠났다.", "ko"),
        ("Когда приехал Курберден?", "Then Kurberden left.", "en"),
        ("When did Kurberden come?", "Потом ушёл Курберден.", "ru"),
    ],
)
def test_a_name_that_no_table_holds_is_found_in_another_script(lexical, table, question, passage, target):
    other = {"en": "Nothing to see.", "ru": "Ничего нет.", "ko": "아무것도 없었다."}[target]
    shares = shares_of(lexical(other, passage), table, question, target)
    assert shares[1] > 0.1
    assert shares[0] == 0


def test_particles_of_figures_and_latin_names_are_no_words(table):
    assert [e.word for e in table.expand("KORTEK에서 2021년에는", "en")] == ["kortek", "2021"]


def test_every_way_has_terms(table):
    for question in ("Хадзе и Thea, Те и Ис", "차 한 대와 집 두 채, 아이제", "Ander Zabave, Thea, Iza, Tho"):
        for target in ("ko", "en", "ru"):
            assert all(way.terms for e in table.expand(question, target) for way in e.translations)


def test_a_language_that_the_table_lacks_has_no_translations(table):
    assert all(not e.translations for e in table.expand("병원 진료소", "xx"))


def test_korean_verbs_are_known_in_their_forms(table):
    for form in ("열었던", "열고", "열었다", "엽니다"):
        assert "open" in set().union(*ways(table, form, "en").values()), form
    assert {"^열었", "^여는", "^열고"} <= set().union(*ways(table, "open", "ko").values())


def test_the_glossary_wins_over_the_table(tmp_path, lexical, table):
    (tmp_path / "glossary.tsv").write_text("항구 마을\tseaside borough\tприморский посёлок\n", encoding="utf-8")
    glossary = read_glossary(tmp_path / "glossary.tsv")
    (phrase,) = table.expand("항구마을에", "en", glossary=glossary)
    assert phrase.word == "항구마을"
    assert [way.terms for way in phrase.translations] == [("seasid", "borough")]
    index = lexical("The borough lies far inland.", "A seaside borough grew there.", "The harbour village.")
    assert shares_of(index, table, "항구 마을", "en", glossary=glossary).argmax() == 1


def test_a_phrase_of_the_glossary_weighs_as_many_words(tmp_path, table):
    (tmp_path / "glossary.tsv").write_text("항구 마을\tseaside borough\n", encoding="utf-8")
    glossary = read_glossary(tmp_path / "glossary.tsv")
    assert [e.weight for e in table.expand("항구 마을의 학교", "en", glossary=glossary)] == [2, 1]


def test_words_keep_their_places(table):
    text = "The Hospital, 1,250 beds; 병원이"
    assert [text[w.start : w.end] for w in table.words(text)] == ["The", "Hospital", "1,250", "beds", "병원"]


def test_weights_of_words_make_one(lexical, table):
    crossed = cross(lexical(*ENGLISH), table.expand("병원은 언제 진료소를 열었습니까?", "en"))
    assert sum(crossed.weights.values()) == pytest.approx(1)
    assert {"병원", "진료소"} <= crossed.held <= set(crossed.weights)


def test_common_words_have_their_plain_translation(table):
    expected = {
        ("서울", "en"): "Seoul", ("정부", "en"): "government", ("школа", "en"): "school", ("투자", "ru"): "инвестиция",
        ("hospital", "ko"): "병원", ("war", "ru"): "война", ("Москва", "ko"): "모스크바", ("teacher", "ko"): "교사",
    }  # fmt: skip
    for (word, target), meaning in expected.items():
        (found,) = table.words(word)
        units = table.translations(found.language, found.unit, target)[:4]
        assert terms(meaning) in [terms(table.shown(target, unit)) for unit, _ in units], word


def test_the_table_opens_fast(tmp_path):
    began = time.process_time()
    Translations().expand("병원은 언제 진료소를 열었습니까?", "en")
    assert time.process_time() - began < 0.5  # a tenth of it on an idle machine


def test_sixteen_bits_number_every_word(table):
    arrays = np.load(TABLE)
    for language in LANGUAGES:
        words = arrays[f"stems_{language}"].tobytes().decode().count("\n") + 1
        assert words < 2**16
        for other in LANGUAGES:
            if other != language:
                assert int(arrays[f"{other}_{language}_targets"].max()) < words
                assert len(arrays[f"{language}_{other}_starts"]) == words + 1


@pytest.mark.parametrize(
    ("question", "held", "missing"),
    [
        ("한러 교역", {"한국", "러시아"}, {"한러"}),
        ("미중 갈등의 원인은?", {"미국", "중국"}, {"미중"}),
        ("한중일 정상회담", {"한국", "중국", "일본"}, set()),
        ("한번 물어보자", set(), {"한국"}),
        ("방문객은 몇 명인가?", {"방문객"}, {"명인"}),
    ],
)
def test_korean_words_of_a_question_are_what_they_stand_for(question: str, held: set[str], missing: set[str]) -> None:
    words = {expansion.word for expansion in shipped().expand(question, "en")}
    assert held <= words
    assert not missing & words


def test_a_name_and_its_spelling_in_brackets_are_one_word() -> None:
    (found,) = [
        e for e in shipped().expand("코루스(KORUS)는 무엇인가?", "en") if "코루스" in e.word or "korus" in e.word
    ]
    assert ("korus",) in {way.terms for way in found.translations}
    both = [e.word for e in shipped().expand("KORUS and FTA", "ko")]
    assert {"korus", "fta"} <= set(both)


@pytest.mark.parametrize(
    ("question", "target", "said"),
    [
        ("What happened in March 2021?", "ko", "3월"),
        ("Что было в марте 2021 года?", "en", "March"),
        ("2021년 11월에 무슨 일이 있었나?", "ru", "ноябрь"),
        ("2021년 5월", "en", "May"),
    ],
)
def test_months_are_said_in_every_language(question: str, target: str, said: str) -> None:
    wanted = {term for term in terms(said) if not term.startswith("^")}
    ways = [set(way.terms) for e in shipped().expand(question, target) for way in e.translations]
    assert any(wanted <= way for way in ways)


@pytest.mark.parametrize("question", ["May I ask?", "the March of progress", "월요일에 열리나?", "3월요일"])
def test_what_only_looks_like_a_month_is_none(question: str) -> None:
    assert months(question) == []


def test_a_name_is_known_by_its_capital_letter_or_its_translation(table):
    def named(question: str, target: str) -> list[str]:
        return [e.word for e in table.expand(question, target) if e.name]

    assert named("Какова столица Австралии?", "en") == named("Какова столица Австралии?", "ru") == ["австралии"]
    assert named("호주의 수도는 어디인가요?", "en") == ["호주"]
    assert named("When did Zubrovkin open the harbour?", "en") == ["zubrovkin"]
    assert named("When did Zubrovkin open the harbour?", "ko") == []  # how it is spelt there is a guess


def test_countries_with_dots_between_their_syllables_are_told() -> None:
    def units(text: str) -> list[int]:
        return [word.unit for word in shipped().words(text)]

    assert units("한·러 협상") == units("한러 협상") == units("한국 러시아 협상")
    assert units("한·일의 교역")[:2] == units("한국 일본")
    assert -1 in units("중·고교")


def test_a_verb_of_a_question_is_found_in_another_form(lexical) -> None:
    index = lexical("위원회가 서울에서 열렸다.", "위원회가 서울에서 끝났다.")
    opened = cross(index, shipped().expand("어디서 열리나요?", "ko")).shares
    assert opened[0] > opened[1]


def test_a_name_that_no_table_knows_may_stand_in_latin_letters_in_any_language() -> None:
    table = shipped()
    for target in ("ko", "ru"):
        (huawei,) = table.expand("화웨이", target)
        assert ("huawei",) in {way.terms for way in huawei.translations}
    (express,) = table.expand("Алиэкспресс", "ko")
    assert {way.terms for way in express.translations} & {("aliekspress",), ("aliexpress",), ("aliekspres",)}


def test_a_name_in_small_letters_is_spelt_too() -> None:
    (yandex,) = shipped().expand("яндекс", "en")
    assert ("yandex",) in {way.terms for way in yandex.translations}


def test_a_spelling_that_is_a_word_of_grammar_is_no_way_to_say_a_name() -> None:
    table = shipped()
    for name, target in (("인토", "en"), ("인토", "ko"), ("Инту", "en")):
        assert all(way.terms for word in table.expand(name, target) for way in word.translations), (name, target)
