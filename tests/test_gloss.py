from __future__ import annotations

import pytest

from bot.gloss import MOST, SEPARATOR, word_gloss
from index.words.glossary import Glossary


def pairs(text: str, source: str, reader: str, **options: Glossary) -> list[str]:
    gloss = word_gloss(text, source=source, reader=reader, **options)
    return gloss.split(SEPARATOR) if gloss else []


def test_words_stand_in_order_with_the_readers_word():
    found = pairs("병원은 2019년에 항구 옆에 진료소를 열었다.", "ko", "en")
    assert "병원 hospital" in found
    assert "2019" in found
    assert "열다 open" in found
    assert found.index("병원 hospital") < found.index("2019") < found.index("열다 open")


@pytest.mark.parametrize(
    ("text", "source", "reader", "entry"),
    [
        ("The hospital was closed.", "en", "ko", "hospital 병원"),
        ("The hospital was closed.", "en", "ru", "hospital больница"),
        ("Больница закрыта.", "ru", "ko", "Больница 병원"),
        ("Больница закрыта.", "ru", "en", "Больница hospital"),
        ("병원이 문을 닫았다.", "ko", "ru", "병원 больница"),
    ],
)
def test_every_direction(text, source, reader, entry):
    assert entry in pairs(text, source, reader)


def test_forms_are_shown_and_not_stems():
    gloss = word_gloss("Университет и библиотека", source="ru", reader="en")
    assert "university" in gloss.lower()
    assert "library" in gloss


def test_words_of_grammar_are_left_out():
    assert pairs("Of which it was not, and for them", "en", "ko") == []
    assert pairs("그것은 무엇입니까?", "ko", "en") == []


def test_unknown_names_are_spelt_in_the_readers_letters():
    assert "쿠르베르덴 Kurberden" in pairs("쿠르베르덴은 병원을 열었다", "ko", "en")
    assert "쿠르베르덴 Курберден" in pairs("쿠르베르덴은 병원을 열었다", "ko", "ru")
    assert "Жмыхово Zhmykhovo" in pairs("Больница в городе Жмыхово", "ru", "en")
    assert "Zubrovka" in pairs("Zubrovka opened a hospital", "en", "ko")


def test_acronyms_stay_and_unlikely_words_are_left_out():
    assert pairs("KF opened a hospital", "en", "ru")[0] == "KF"
    assert not any(entry.startswith("engagement") for entry in pairs("engagement of the hospital", "en", "ru"))


@pytest.mark.parametrize(
    ("text", "source", "reader", "wrong"),
    [
        ("손을 잡고 병원을 맡았다", "ko", "en", "smell"),
        ("Больница Китая", "ru", "ko", "고래"),
        ("The hospital signed a second agreement", "en", "ko", "로그인"),
        ("Больница выросла в пятый раз", "ru", "ko", "발뒤꿈치"),
        ("병원은 중요하다", "ko", "en", "import"),
    ],
)
def test_a_word_that_would_mislead_is_left_out(text: str, source: str, reader: str, wrong: str):
    found = pairs(text, source, reader)
    assert found
    assert not any(wrong in entry for entry in found)


def test_a_word_is_glossed_once():
    assert len(pairs("병원 병원 병원이 병원에서", "ko", "en")) == 1


def test_the_users_glossary_comes_first():
    glossary = Glossary(({"ko": ("조력 발전",), "en": ("tidal power", "tide energy")},))
    assert "조력발전 tidal power" in pairs("새 조력발전 시설", "ko", "en", glossary=glossary)


def test_nothing_known_is_an_empty_gloss():
    assert word_gloss("2019, 35 %", source="ko", reader="en") == ""
    assert word_gloss("", source="ko", reader="en") == ""
    assert word_gloss("병원", source="ko", reader="ko") == ""
    assert word_gloss("Die Klinik", source="xx", reader="en") == ""


def test_a_gloss_is_one_line_of_limited_length():
    text = "학교 병원 도서관\n시장 정부 은행 공항 항구 대학 음악 " + " ".join(f"{n}" for n in range(100))
    found = pairs(text, "ko", "en")
    assert len(found) == MOST
    assert not any("\n" in entry for entry in found)
