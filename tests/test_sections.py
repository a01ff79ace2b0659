from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bot.chatbot import ChatBot
from bot.quotes.sections import about, named
from index.retriever import search

DOCUMENTS = {
    "licences.md": (
        "# Fishing licences in Norway and Japan\n\n## Norway\n\nA licence for one season costs 410 euros. Boats are "
        "counted in spring.\n\n## Japan\n\nA licence for one season costs 730 euros. Nets are measured every year.\n\n"
        "## Remarks\n\nBoth countries keep a public register.\n"
    ),
    "tarify.md": (
        "# Тарифы на воду в двух городах\n\n## Казань\n\nКубометр воды стоит 31 рубль. Счётчики ставит город.\n\n"
        "## Самара\n\nКубометр воды стоит 47 рублей. Счётчики ставит жилец.\n"
    ),
    "jeongi.md": (
        "# 베트남과 태국의 전기 요금\n\n## 베트남\n\n가정용 전기 요금은 1킬로와트시에 90원이다.\n\n"
        "## 태국\n\n가정용 전기 요금은 1킬로와트시에 160원이다.\n"
    ),
}


@pytest.fixture(scope="module")
def bot(bot_over: Callable[[Mapping[str, str]], ChatBot]) -> ChatBot:
    return bot_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "figure", "other"),
    [
        ("What does a fishing licence cost in Norway?", "410", "730"),
        ("What does a fishing licence cost in Japan?", "730", "410"),
        ("Сколько стоит рыболовная лицензия в Японии?", "730", "410"),
        ("노르웨이에서 어업 면허는 얼마인가?", "410", "730"),
        ("Сколько стоит кубометр воды в Самаре?", "47", "31"),
        ("Сколько стоит кубометр воды в Казани?", "31", "47"),
        ("태국의 가정용 전기 요금은 얼마인가?", "160", "90"),
        ("What is the household electricity price in Vietnam?", "90", "160"),
    ],
)
def test_a_section_about_the_thing_asked_about_answers_and_the_one_beside_it_does_not(
    bot: ChatBot, question: str, figure: str, other: str
) -> None:
    quotes = [citation.quote for citation in bot.ask(question).citations]
    assert figure in quotes[0]
    assert not any(other in quote for quote in quotes)


def test_a_passage_is_about_what_its_innermost_naming_heading_names(bot: ChatBot) -> None:
    hits = search(bot.reader.current(), "What does a fishing licence cost?", where={"source": "licences.md"})
    [japan] = named("Japan?")
    told = {hit.chunk.headings[-1]: about(hit, japan) for hit in hits}
    assert told == {"Norway": False, "Japan": True, "Remarks": False}
