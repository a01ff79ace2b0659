"""Figures of a claim that its source does not hold, and that follow from it all the same."""

import pytest

from bot.evidence.figures import missing


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Девять лет, с 1991 по 2000 год, биржа жила здесь.", "From 1991 until 2000 it was housed here."),
        ("회랑은 11년 만에 완성되었다.", "The colonnade was begun in 1656 and finished in 1667."),
        ("두 개 주에서 물을 쓰게 되었다.", "재단은 사라반주와 아타푸주에 시설을 설치하였다."),
        ("Причал закрыт после 23 часов.", "The berth is closed after 11 p.m."),
        ("태양광은 약 402테라와트시를 생산했다.", "Solar generated 401,800 gigawatt hours."),
        ("The pipe is 1,200 metres long.", "Длина трубы — 1,2 км."),
        ("At least nine tenths must be caught.", "포집률이 90% 이상이어야 한다."),
        ("스무 대 중 다섯 대만 새것이다.", "Of 20 buses 5 are new."),
        ("The climate has changed for ten millennia.", "Климат меняется 10 000 лет."),
        ("More than 1,000 objected.", "1,340 residents objected."),
        ("50명에 못 미친다.", "47명이다."),
        ("4·15 총선 뒤의 일이다.", "정치적 사건(4.15 총선) 뒤의 일이다."),
    ],
)
def test_what_follows_from_a_sentence_is_not_missed(claim: str, source: str):
    assert missing(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Восемь лет, с 1991 по 2000 год, биржа жила здесь.", "From 1991 until 2000 it was housed here."),
        ("The land was sold in 1820.", "The town was laid out in 1822, a year after the land was sold."),
        ("The peak lies at 678 nm.", "Максимум приходится на 687 нм."),
        ("It fell around 1100 BC.", "기원전 1200년경 멸망하였다."),
        ("He signed it three weeks later.", "Принят 12 марта 2026 года, подписан 26 марта."),
        ("두 개 주에서 물을 쓰게 되었다.", "재단은 사라반주에 시설을 설치하였다."),
        ("Причал закрыт после 23 часов.", "The berth is closed after 11 a.m."),
        ("Он руководил свыше двадцати лет.", "He led it from 2008 to 2020."),
        ("More than 1,000 objected.", "1,640 residents objected."),
        ("The pipe is 120 metres long.", "Длина трубы — 1,2 км."),
        ("They earn 61,000 roubles.", "61 из них моложе 35 лет."),
        ("탄소포집률이 80% 이상이면 된다.", "탄소포집률이 90% 이상이어야 한다."),
    ],
)
def test_another_figure_is_missed(claim: str, source: str):
    assert missing(claim, source)


def test_years_are_not_counted_between_dates_of_two_sentences():
    assert missing("Они строили 11 лет.", "It was begun in 1656.\nThe other one was finished in 1667.")
