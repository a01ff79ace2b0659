"""What a question names and the passages do not."""

from dataclasses import replace

import pytest
from conftest import make_document

from bot.unmentioned import unmentioned
from index.chunker import chunk
from index.types import Hit, IndexConfig
from index.words.glossary import Glossary

MILL = "The Brandt mill at Elm Bridge made paper from 1911 to 1940. Ada Quill owned it. It burnt down in 1952."
KOREAN = "부산의 물결조선은 2019년에 배를 열두 척 만들었다."


def hits_of(text: str) -> list[Hit]:
    document = replace(make_document(text), notes=())
    return [Hit(c, document, 0.5, 0.5, 0.5, (0.5,) * len(c.sentences)) for c in chunk(document, IndexConfig())]


@pytest.mark.parametrize(
    ("question", "text", "missed"),
    [
        ("When did the mill of Askelund burn down?", MILL, ("Askelund",)),
        ("How much paper did the Brandt mill make in 1987?", MILL, ("1987",)),
        ("Кто владел мельницей в Новосибирске?", MILL, ("Новосибирске",)),
        ("벨기에의 제지소는 언제 불탔나?", MILL, ("벨기에",)),
        ("How many ships were built in Toronto?", KOREAN, ("Toronto",)),
        ("Что такое «Заря»?", MILL, ("Заря",)),
    ],
)
def test_a_name_or_year_that_no_passage_holds_is_told(question, text, missed):
    assert unmentioned(question, hits_of(text)) == missed


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did the Brandt mill burn down?", MILL),
        ("Когда сгорела мельница Брандта?", MILL),
        ("How much paper did it make in 1925?", MILL),
        ("What was built there by 1960?", KOREAN.replace("2019", "1960")),
        ("How many ships were built in Busan in 2019?", KOREAN),
        ("Сколько судов построили в Пусане?", KOREAN),
        ("How hot in Celsius was it in the Anglo-Brandt mill?", MILL),
        ("Кто снял в Пусане «Доктор Кто»?", KOREAN + " Доктор"),
        ("2010년대에 배를 몇 척 만들었나?", KOREAN),
        ("배를 다시 만들기 시작한 것은 무엇으로 알 수 있나?", KOREAN),
    ],
)
def test_what_a_passage_holds_in_any_script_is_not(question, text):
    assert unmentioned(question, hits_of(text)) == ()


def test_the_title_and_the_users_glossary_count():
    hits = [replace(hit, document=make_document(MILL, title="Askelund and its mills")) for hit in hits_of(MILL)]
    assert unmentioned("When did the mill of Askelund burn down?", hits) == ()
    glossary = Glossary(({"en": ("Elm Bridge",), "ru": ("Вязовск",)},))
    assert unmentioned("Какая мельница стояла в Вязовске?", hits_of(MILL), glossary=glossary) in ((), ("Вязовске",))


def test_without_passages_nothing_is_missed():
    assert unmentioned("When did Askelund burn down?", []) == ()


def test_a_korean_name_that_is_a_common_word_too_is_no_name() -> None:
    assert unmentioned("항만은 화물의 인도를 왜 미루었나?", hits_of("항만은 화물을 넘겨주는 일을 미루었다.")) == ()


def test_a_document_need_not_name_the_country_of_its_language() -> None:
    assert (
        unmentioned("러시아의 교육 사업은 언제 시작되었나?", hits_of("Проект для школ начат в мае этого года.")) == ()
    )
    assert unmentioned("캐나다의 교육 사업은 언제 시작되었나?", hits_of("Проект для школ начат в мае этого года.")) == (
        "캐나다",
    )


def test_what_names_the_country_itself_can_be_told_from_what_is_only_at_home():
    assert unmentioned("Who heads the Korean office?", hits_of(KOREAN)) == ()
    assert unmentioned("Who heads the Korean office?", hits_of(KOREAN), alone=True) == ("Korean",)


def test_what_a_document_begins_with_need_not_be_said_in_every_passage() -> None:
    text = "The Askelund Harbour Trust reports.\n" + "The quay was mended with stone. " * 40 + "\nIt cost four million."
    hit = hits_of(text)[-1]
    assert "Askelund" not in hit.chunk.text
    assert unmentioned("What did the mending cost in Askelund?", [hit]) == ()
    assert unmentioned("What did the mending cost in Askelund?", [hit], alone=True) == ("Askelund",)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Сколько груза прошло по Севморпути?", "По Северному морскому пути прошло много груза."),
        ("How much CO2 does each kWh of the North Askel pier save?", "The Askel pier saves carbon with every unit."),
        ("Когда корейская компания пришла в порт?", "The firm came to the port in May."),
    ],
)
def test_a_name_made_of_beginnings_a_unit_and_an_adjective_are_not_missed(question: str, text: str) -> None:
    assert unmentioned(question, hits_of(text)) == ()
