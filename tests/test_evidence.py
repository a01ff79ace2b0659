"""What a sentence holds: other names of a thing, rounded figures, labels, wording, counts that differ."""

import pytest

from bot.asking import asks_for_several
from bot.evidence import figures, names
from bot.evidence.aliases import NONE, Aliases, learn
from bot.evidence.expected import find_expected
from bot.evidence.held import Held
from bot.evidence.labels import is_label, joined
from bot.evidence.negation import contradicts
from bot.evidence.wording import share
from index.types import SourceDocument
from index.words.glossary import Glossary


def lacking(claim: str, source: str, aliases: Aliases | None = None) -> list[str]:
    held = Held(source, aliases or Aliases(()), careful=True)
    return [name.text for name in names.names(claim, careful=True) if not held.holds(name)]


@pytest.mark.parametrize(
    "claim",
    [
        "냉전 기간에 방대한 양의 무기를 만들었다.",
        "대북제재 결의안은 진정국면에 접어들었다.",
        "그는 명승지를 막아주는 성벽을 사들이려 하였다.",
        "이전 해까지 합치면 투자액이 늘었다.",
    ],
)
def test_korean_words_that_are_no_names_are_not_taken_for_names(claim: str):
    assert names.names(claim, careful=True) == []


@pytest.mark.parametrize(
    "text", ["대흥토건이 공사를 맡았다.", "얀덱스는 서울에 왔다.", "로스코스모스는 로드맵을 썼다."]
)
def test_korean_names_that_no_list_has_are_found(text: str):
    assert names.names(text, careful=True)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Park Seon-mi spoke.", "박선미 의원은 말하였다."),
        ("Сообщил Чхве Юн Хо.", "최윤호 원장은 밝혔다."),
        ("They met in New York.", "뉴욕에서 만났다."),
        ("Деньги дал Минтранс.", "Министерство транспорта выделило деньги."),
        ("러시아와 중국은 협정에 서명하였다.", "Moscow and Beijing sign an agreement."),
        ("КПД вырос.", "발전 효율이 올랐다."),
        ("다화테크놀로지가 만들었다.", "Dahua Technology made it."),
        ("뉴캐슬에는 대학이 둘 있다.", "Newcastle has two universities."),
        ("Mount Kumgang once had many temples.", "금강산에는 절이 많았다."),
        ("Биржа работала до Второй мировой войны.", "It traded until World War II."),
        ("Lawmakers Park Young-sook and Roh Moo-hyun came.", "박영숙 의원과 노무현 의원이 왔다."),
    ],
)
def test_a_name_is_known_in_another_form(claim: str, source: str):
    assert lacking(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source", "missed"),
    [
        ("Открыто в Самаре.", "Открыто в Казани.", ["Самаре"]),
        ("The turbines are German.", "수차는 오스트리아 제품이다.", ["German"]),
        ("The University of Bergen began it.", "The University of Oslo began it.", ["Bergen"]),
        ("It opened in Moscow.", "It opened in Russia.", ["Moscow"]),  # a country is not its capital
        ("나가사키대학이 평가하였다.", "Оценил университет Осаки.", ["나가사키대학"]),
        ("Kenyatta signed it.", "The president of Kenya's neighbour signed it.", ["Kenyatta"]),
        ("부산노동상담소가 제안하였다.", "구리노동상담소가 제안하였다.", ["부산노동상담소"]),
        ("그는 벤저민 프랭클린과 일했다.", "Он работал с Бенджамином Вейлом.", ["프랭클린"]),
    ],
)
def test_another_name_is_missed(claim: str, source: str, missed: list[str]):
    assert lacking(claim, source) == missed


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("In South Korea it is known.", "한국에서는 잘 알려져 있다."),
        ("Договор с Советским Союзом.", "A treaty with the USSR."),
        ("대한민국과 미국이 서명하였다.", "Республика Корея и США подписали договор."),
    ],
)
def test_countries_and_bodies_have_names_that_everybody_knows(claim: str, source: str):
    held = Held(source, learn([]), careful=True)
    assert all(held.holds(name) for name in names.names(claim, careful=True))


def document(text: str, identity: str = "d") -> SourceDocument:
    return SourceDocument(identity, f"{identity}.md", "0", "md", "utf-8", text, ())


def test_names_in_brackets_are_learnt_from_the_documents():
    aliases = learn([document("한국하천발전공사(한하공)는 오스트리아의 린트너(Lindner)를 골랐다.", "learnt-1")])
    assert "한하공" in aliases.others("한국하천발전공사")
    assert "Lindner" in aliases.others("린트너")


def test_acronyms_of_two_languages_are_one_when_their_full_names_are():
    english = document("The Russian International Affairs Council (RIAC) wrote it.", "learnt-2")
    russian = document("Российский совет по международным делам (РСМД) написал это.", "learnt-3")
    aliases = learn([english, russian])
    assert "RIAC" in aliases.others("РСМД")
    assert lacking("Это написал РСМД.", "RIAC wrote it.", aliases) == []


def test_a_remark_in_brackets_is_no_name():
    assert learn([document("The mill (now closed) stands. It (Figure 2) is old.", "learnt-4")]).others("mill") == ()


def test_the_users_glossary_names_things_too():
    glossary = Glossary(({"ko": ("대외경제정책연구원",), "en": ("KIEP",)},))
    assert lacking("KIEP wrote it.", "대외경제정책연구원이 썼다.", learn([], glossary)) == []


@pytest.mark.parametrize(
    ("claim", "source", "held"),
    [
        ("Around 4,800 children took part.", "4,812 children took part.", True),
        ("약 2,300점이 나왔다.", "유물 2,316점이 나왔다.", True),
        ("Почти 39 млрд рублей.", "38,6 млрд рублей.", True),
        ("2천 개가 넘는 일자리", "2 300 рабочих мест", True),
        ("Around 8,400 children took part.", "4,812 children took part.", False),
        ("It had 4,700 children.", "4,812 children took part.", False),  # without "around" a figure is exact
        ("약 30억 원이다.", "28억 달러이다.", False),
        ("1.3m photographs", "1.3 million photographs", True),
        ("사흘 동안 멈추었다.", "It stopped for three days.", True),
        ("1만 4,500가구", "14,500 households", True),
    ],
)
def test_a_figure_may_be_rounded_where_the_claim_says_so(claim: str, source: str, held: bool):
    assert (figures.missing(claim, source) == []) is held


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("7 May 2018.", True),
        ("코러스텍(KORUSTEC).", True),
        ("Таможня.", True),
        ("He left early.", False),
        ("문을 열었다.", False),
        ("Туристов не пускают.", False),
    ],
)
def test_a_label_says_nothing_by_itself(sentence: str, label: bool):
    assert is_label(sentence) is label


def test_a_label_is_joined_with_what_follows_in_its_paragraph():
    text = "7 May 2018. The decree is signed.\n2019.\nAnother paragraph stands here."
    spans = [(0, 11), (12, 33), (34, 39), (40, len(text))]
    assert [text[a:b] for a, b, _ in joined(text, spans)] == [
        "7 May 2018. The decree is signed.",
        "2019.",
        "Another paragraph stands here.",
    ]


def test_wording_is_compared_across_languages():
    near = share("The mill was built in 1911.", "Мельница построена в 1911 году.", language="ru")
    far = share("The mill was built in 1911.", "Кошка спит на крыше.", language="ru")
    assert near > 0.5 > far


@pytest.mark.parametrize(
    ("text", "unit"),
    [("1,120km이다.", "km"), ("연 12만 톤을 만든다.", "t"), ("Высота — 311 метров.", "m"), ("30MW이다.", "MW")],
)
def test_a_unit_may_have_a_particle_or_a_case_behind_it(text: str, unit: str):
    assert [figure.unit for figure in figures.figures(text)] == [unit]


@pytest.mark.parametrize(
    ("claim", "source", "seen"),
    [
        ("The archive lends originals.", "The archive does not lend originals.", True),
        ("Disabled passengers pay the fare.", "장애인 승객은 요금을 내지 않는다.", True),
        ("야간에도 운행한다.", "첫차는 다섯 시에 떠나지만 야간에는 운행하지 않는다.", True),
        ("The archive holds letters.", "The archive does not lend originals.", False),
        ("첫차는 다섯 시에 떠난다.", "첫차는 다섯 시에 떠나지만 야간에는 운행하지 않는다.", False),
        ("It is closed at night.", "It does not open at night.", False),
        (
            "The yard lost 40 welders.",
            "The second would not sail yet, because the yard lost 40 welders.",
            False,
        ),
    ],
)
def test_a_denial_left_out_is_seen_in_the_clause_that_says_most(claim: str, source: str, seen: bool):
    assert bool(contradicts(claim, [source])) is seen


@pytest.mark.parametrize("question", ["어떤 도시들이 있나요?", "Which countries joined?", "Какие сервисы входят?"])
def test_a_question_may_ask_for_several(question: str):
    assert asks_for_several(question)


def test_only_a_person_heads_something():
    held = find_expected("지사는 세르게이 우스티노프(Sergey Ustinov)가 맡았다.", "누가 얀덱스 코리아를 이끄나요?")
    assert held
    assert not find_expected("The branch opened in Seoul.", "Who heads the branch?")


def test_an_acronym_leaves_out_small_words() -> None:
    text = "Европейский банк реконструкции и развития готов выделить кредит."
    assert Held(text, NONE, careful=True).holds(names.names("ЕБРР готов выделить кредит.", careful=True)[0])
    assert not Held(text, NONE, careful=True).holds(names.names("ЕБВР готов выделить кредит.", careful=True)[0])
