"""Figures that a claim reckons from those of its source: what follows, and what only looks as if it did."""

import pytest

from bot.evidence.figures import missing

PRICES = "The ticket cost 290 crowns in 2019 and 345 crowns in 2023."
SHARES = "Городу принадлежит 62 % акций, области — ещё 25 %, остальное — у работников."
MONEY = "예산 11억 4천만 원은 교육부가 7억 원, 동문회가 3억 원을 지원하고 나머지는 대학이 부담합니다."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The ticket became 55 crowns dearer.", PRICES),
        ("표 값은 55크로나 더 올랐다.", PRICES.replace("crowns", "krona")),
        ("Работникам принадлежит 13 % акций.", SHARES),
        ("대학이 부담하는 금액은 1억 4천만 원이다.", MONEY),
        ("교육부와 동문회가 낸 돈은 모두 10억 원이다.", MONEY),
        ("Eleven pairs bred there, seven more than before.", "Eleven pairs bred there in 2023, up from four in 2019."),
        ("The share tripled.", "The share rose from 3% to 9%."),
        ("Women send thirteen percentage points more.", "Women send 61% of their pay, men 48%."),
        ("Thirty-eight of the 171 mills stay outside the fund.", "В фонде участвуют 133 мельницы из 171."),
        ("모두 115명 가운데 신입이 아닌 사람은 61명이었다.", "The 115 people hired include 54 beginners."),
        ("직원 1,046명 가운데 여성은 약 816명이다.", "В кооперативах занято 1 046 человек, из них 78% женщины."),
        ("Голосовали девяносто депутатов, считая воздержавшихся.", "64 голоса против 19 при 7 воздержавшихся."),
    ],
)
def test_what_is_reckoned_from_one_sentence_is_held(claim: str, source: str) -> None:
    assert missing(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The ticket became 65 crowns dearer.", PRICES),
        ("The ticket cost 55 crowns.", PRICES),
        ("Работникам принадлежит 23 % акций.", SHARES),
        ("교육부와 동문회가 낸 돈은 모두 12억 원이다.", MONEY),
        ("The share doubled.", "The share rose from 3% to 9%."),
        ("Forty-eight of the 171 mills stay outside the fund.", "В фонде участвуют 133 мельницы из 171."),
        ("Of the 171 mills 38 belong to the fund.", "В фонде участвуют 133 мельницы из 171."),
        ("It became 55 crowns dearer.", "The ticket cost 290 crowns.\nLater it cost 345 crowns."),
    ],
)
def test_what_does_not_follow_is_not_held(claim: str, source: str) -> None:
    assert missing(claim, source) != []


DIVERS = "Of 118 divers in the region, 46 are over fifty."
LOAN = "탐사비 5,000만 달러는 한국이 60%, 몽골이 40%를 부담한다."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Водолазов старше пятидесяти примерно 39 %.", DIVERS),
        ("잠수사 118명 가운데 39%가 쉰 살을 넘었다.", DIVERS),
        ("Complaints dropped by about 40 per cent.", "Число жалоб сократилось с 5200 до 3100."),
        ("Sales grew by about a fifth.", "Sales rose from 4.3 to 5.1 million euros."),
        ("플랫폼이 3분의 2를 낸다.", "Взнос составит 1,8 %: 1,2 % уплачивает платформа, 0,6 % исполнитель."),
        ("Корея оплатит 60 %, то есть 30 млн долларов.", LOAN),
        ("Of 2,130 houses 38 per cent, roughly 810, are cracked.", "Из 2130 домов трещины есть у 38 %."),
        ("The port will get 190 million over six years, about 32 million a year.", "190 million in 6 years."),
        ("Just over 96% came from something else than wind.", "Wind gave 3.75% of it."),
        ("하급 연구원의 급여는 1만 9,000루블 올랐다.", "Зарплату мы подняли с 52 до 71 тысячи рублей."),
    ],
)
def test_a_share_of_a_whole_is_held_where_the_claim_names_what_it_is_of_or_is_no_exact_one(claim, source) -> None:
    assert missing(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Водолазов старше пятидесяти примерно 49 %.", DIVERS),
        ("In the region 39% are over fifty.", DIVERS),
        ("Complaints dropped by about 30 per cent.", "Число жалоб сократилось с 5200 до 3100."),
        ("Корея оплатит 60 %, то есть 20 млн долларов.", LOAN),
        ("일곱 도시 가운데 네 곳이 찬성하였다.", "5 cities voted for the cut and 2 against."),
        ("Итоговый документ состоит из 32 пунктов.", "Документ из 23 пунктов приняли, кроме пункта 9."),
    ],
)
def test_another_share_is_not_held(claim: str, source: str) -> None:
    assert missing(claim, source) != []


def test_by_how_much_the_figures_of_two_sentences_differ_is_held() -> None:
    here, near = "양측은 교역액을 100억 달러로 늘리기로 하였다.", "카자흐스탄은 120억 달러를 제안하였다."
    claim = "목표는 100억 달러인데 카자흐스탄은 그보다 20억 달러 많은 액수를 원하였다."
    assert missing(claim, here) != []
    assert missing(claim, here, near=near) == []
    assert missing("수출액은 20억 달러이다.", here, near=near) != []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Output fell 25%.", "Output fell from 80,000 to 60,000 tonnes."),
        ("생산량은 25% 줄었다.", "생산량은 8만 톤에서 6만 톤으로 줄었다."),
        ("Город платит 3 млн рублей.", "Стоимость — 10 млн рублей; 70 % платит область, 30 % — город."),
        ("한 척당 값은 2,500만 유로다.", "네 척을 1억 유로에 주문하였다."),
        ("Пострадали 120 человек.", "Пострадали 80 взрослых и 40 детей."),
        ("3표 차로 통과되었다.", "찬성 52표, 반대 49표로 통과되었다."),
        ("The deficit is 4 million euros.", "Revenue was 46 million euros and spending 50 million euros."),
        ("The mission lasts 14 days.", "The mission lasts two weeks."),
        ("In the 1980s it closed.", "It closed in 1984."),
    ],
)
def test_what_has_one_way_to_be_reckoned_needs_no_word_for_it(claim: str, source: str) -> None:
    assert missing(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Output fell 35%.", "Output fell from 80,000 to 60,000 tonnes."),
        ("Город платит 4 млн рублей.", "Стоимость — 10 млн рублей; 70 % платит область, 30 % — город."),
        ("한 척당 값은 3,500만 유로다.", "네 척을 1억 유로에 주문하였다."),
        ("Пострадали 130 человек.", "Пострадали 80 взрослых и 40 детей."),
        ("5표 차로 통과되었다.", "찬성 52표, 반대 49표로 통과되었다."),
        ("The turnout was 63%.", "The turnout was 61.8 %."),
        ("The mission lasts 14 weeks.", "The mission lasts two weeks."),
        ("It took 18 years.", "It took 18 months."),
        ("It opened in the second quarter of 2023.", "Музей открылся 14 февраля 2023 года."),
        ("Ей было 36 лет.", "Born in 1980, she was elected in 2014."),
        ("In the 1990s it closed.", "It closed in 1984."),
    ],
)
def test_another_way_leads_nowhere(claim: str, source: str) -> None:
    assert missing(claim, source) != []
