from __future__ import annotations

import pytest

from bot.gloss import MOST, SEPARATOR, word_gloss
from index.words.glossary import Glossary
from index.words.translation import shipped


def pairs(text: str, source: str, reader: str, question: str = "", **options) -> list[str]:
    """The entries of a gloss; the question's words are said as the translation table says them."""
    said = {e.word: tuple(way.terms for way in e.translations) for e in shipped().expand(question, source)}
    gloss = word_gloss(text, source=source, reader=reader, question=question, said=said, **options)
    return gloss.split(SEPARATOR) if gloss else []


@pytest.mark.parametrize(
    ("text", "source", "reader", "question", "entry"),
    [
        ("The hospital was closed.", "en", "ko", "병원은 언제 닫았나?", "hospital 병원"),
        ("The hospital was closed.", "en", "ru", "Когда закрыли больницу?", "hospital больницу"),
        ("Больница закрыта.", "ru", "ko", "병원은 언제 닫았나?", "Больница 병원"),
        ("Больница закрыта.", "ru", "en", "When was the hospital closed?", "Больница hospital"),
        ("병원이 문을 닫았다.", "ko", "ru", "Почему закрыли больницу?", "병원 больницу"),
    ],
)
def test_a_word_of_the_question_is_shown_beside_the_word_that_says_it(text, source, reader, question, entry):
    assert entry in pairs(text, source, reader, question)


def test_a_word_of_another_sense_is_left_out():
    assert pairs("The Port Safety Commission met.", "en", "ko", "수수료는 얼마인가?") == []
    assert pairs("It takes nine working days.", "en", "ru", "Где работает порт?") == []


def test_a_noun_says_the_adjective_of_its_root():
    assert "수소 водородный" in pairs("수소충전소: 660", "ko", "ru", "Какой водородный автобус?")


def test_words_that_the_question_does_not_hold_are_left_out():
    assert pairs("병원은 항구 옆에 진료소를 열었다.", "ko", "en", "Who pays?") == []
    found = pairs("병원은 항구 옆에 진료소를 열었다.", "ko", "en", "Where is the hospital?")
    assert [entry.split()[-1] for entry in found] == ["hospital"]


def test_figures_and_dates_are_said_as_the_reader_writes_them():
    found = pairs("2019년 3월 병원에 830억 원을 썼다.", "ko", "en", "How much did the hospital cost?")
    assert found == ["2019년 3월 March 2019", "병원 hospital", "830억 원 83 billion won"]


def test_a_counter_behind_a_figure_is_no_word():
    assert not any(entry.startswith("대가") for entry in pairs("버스 156대가 다닌다.", "ko", "en", "What price?"))


def test_a_russian_name_that_answers_is_spelt_in_latin_letters():
    text = "Завод ведёт Вера Соколова, а цех — Ли Чжунхо."
    marks = [(text.index("Вера"), text.index(",")), (text.index("Ли"), len(text) - 1)]
    assert pairs(text, "ru", "en", marks=marks) == ["Вера Соколова Vera Sokolova"]
    assert pairs(text, "ru", "ko", marks=marks) == ["Вера Соколова Vera Sokolova"]


def test_a_name_of_the_question_is_known_in_the_quote():
    assert "Норске Norsk" in pairs("Дома в Норске.", "ru", "en", "How many houses are in Norsk?")
    assert "Norsk 노르스크" in pairs("Houses in Norsk.", "en", "ko", "노르스크에는 집이 몇 채인가?")


def test_a_word_is_glossed_once():
    assert len(pairs("병원 병원 병원이 병원에서", "ko", "en", "Where is the hospital?")) == 1


def test_the_users_glossary_comes_first():
    glossary = Glossary(({"ko": ("조력 발전",), "en": ("tidal power", "tide energy")},))
    assert "조력발전 tidal power" in pairs("새 조력발전 시설", "ko", "en", glossary=glossary)


def test_nothing_sure_is_an_empty_gloss():
    assert pairs("2019, 35 %", "ko", "en", "How much?") == []
    assert pairs("", "ko", "en", "Where is the hospital?") == []
    assert pairs("병원", "ko", "ko", "병원은 어디인가?") == []
    assert pairs("Die Klinik", "xx", "en", "Where is the hospital?") == []
    assert pairs("병원이 있다.", "ko", "en", "병원은 어디인가?") == []


def test_a_gloss_is_one_line_of_limited_length():
    text = " ".join(f"{n}만 원\n" for n in range(11, 100))
    found = pairs(text, "ko", "en", "How much?")
    assert len(found) == MOST
    assert not any("\n" in entry for entry in found)
