"""Names in two scripts: how they are spelt in both, and what everybody calls by several names."""

import pytest

from bot.evidence import names
from bot.evidence.aliases import learn
from bot.evidence.held import Held
from bot.evidence.spelling import log_odds
from bot.evidence.standing import SPELT, SURELY_SPELT


def lacking(claim: str, source: str) -> list[str]:
    held = Held(source, learn(()), careful=True)
    return [name.text for name in names.names(claim, careful=True) if not held.holds(name)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("캐버노", "Kavanaugh"), ("Уиллоуби", "Willoughby"), ("윌로비", "Уиллоуби"), ("아이오와", "Iowa"),
     ("비야레알", "Villarreal"), ("김", "Kim"), ("Джайантс", "Giants"), ("리용호", "ЛиЁнХо")],
)  # fmt: skip
def test_one_name_is_likely_one(one: str, other: str):
    assert log_odds(one, other) >= SPELT
    assert log_odds(other, one) == log_odds(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("서울", "Tokyo"), ("Пермь", "Kazan"), ("오재훈", "КанМинСо"), ("한국", "Korea"), ("Perm", "Kazan")],
)
def test_two_names_are_not(one: str, other: str):
    assert log_odds(one, other) < SPELT


def test_words_of_one_script_and_of_none_are_not_compared():
    assert log_odds("Kazan", "Kazan") == log_odds("", "Kazan") == log_odds("東京", "Tokyo") == float("-inf")


def test_a_loanword_that_is_no_name_must_be_spelt_surely_alike():
    assert log_odds("카리용", "carillon") >= SURELY_SPELT > log_odds("리", "lee") >= SPELT


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The Sabetta was built by a yard in Finland.", "«Сабетта» построена финской верфью."),
        ("핀란드의 조선소가 사베타를 지었다.", "The Sabetta was built by a Finnish yard."),
        ("사람들은 러시아어로 말하였다.", "People spoke Russian."),
        ("In June the Welsh voted.", "6월에 웨일스는 투표하였다."),
        ("공화당이 이겼다.", "The Republicans won."),
        ("미국 의회는 승인하였다.", "The U.S. Congress approved it."),
        ("Британский совет отказался.", "영국 위원회는 거절하였다."),
        ("Министр выступил в Организации Объединенных Наций.", "The minister spoke at the United Nations."),
        ("Kim met Trump.", "김 위원장은 트럼프를 만났다."),
        ("게르만 그레프는 목표를 발표하였다.", "Герман Греф объявил цель."),
        ("Kenya's ministry approved it.", "The Kenyan ministry approved it."),
        ("Обсерваторию построил Ли Сун Чжи.", "천문대는 이순지가 세웠다."),
        ("The Rev. Johnson and Mrs Howard met on Friday.", "Преподобный Джонсон и г-жа Говард встретились в пятницу."),
    ],
)
def test_a_name_is_known_in_another_language(claim: str, source: str):
    assert lacking(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source", "names_lacking"),
    [
        ("The Sabetta was built by a yard in Norway.", "«Сабетта» построена финской верфью.", ["Norway"]),
        ("Pompeo met Trump.", "김 위원장은 트럼프를 만났다.", ["Pompeo"]),
        ("Обсерваторию построил Ян Хён Сук.", "천문대는 이순지가 세웠다.", ["Хён", "Сук"]),
    ],
)
def test_another_name_is_not(claim: str, source: str, names_lacking: list[str]):
    assert lacking(claim, source) == names_lacking


def test_an_acronym_may_stand_in_full_but_not_beside_another():
    (name,) = names.names("The RSMD said so.", careful=True)
    assert Held("Российский совет так сказал.").holds(name)
    assert not Held("Совет КПСС так сказал.").holds(name)


def test_a_name_of_one_letter_breaks_nothing():
    assert lacking("Mr X's house burnt; X and Z-set stood.", "Дом сгорел.") is not None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Lee Ga-young said so.", "이가영 연구원은 그렇게 말했다."),
        ("Ahn Cheol-soo came.", "안철수 의원이 왔다."),
        ("An AL2 assessment is needed.", "AL2 평가가 필요하다."),
        ("ФБР начало проверку.", "FBI는 조사를 시작했다."),
        ("미국 대통령이 왔다.", "Приехал президент Соединённых Штатов."),
    ],
)
def test_names_of_few_letters_are_compared_whole(claim: str, source: str):
    held = Held(source, learn(()), careful=True)
    assert all(held.holds(name) for name in names.names(claim, careful=True))


def test_a_korean_given_name_is_one_name_and_another_is_missed():
    found = names.names("Kim Do-hyun said so from his Seoul-based firm.", careful=True)
    assert {"Do-hyun", "Seoul"} <= {name.text for name in found}
    assert not Held("이가영 연구원은 그렇게 말했다.", careful=True).holds(next(n for n in found if n.text == "Do-hyun"))
