"""Denials: what they deny, and claims that deny what a source affirms or affirm what it denies."""

import pytest

from bot.evidence.negation import contradicts, denials


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The port was not closed in May.", "closed"),
        ("Порт не закрыли.", "закрыли"),
        ("Филиала в Москве нет.", "Москве Филиала"),
        ("항구는 문을 닫지 않았다.", "닫지 문을"),
        ("위원회는 안 열렸다.", "열렸다"),
    ],
)
def test_a_denial_knows_what_it_denies(text: str, words: str):
    (denial,) = denials(text)
    assert denial.words.startswith(words)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The port was not built.", "Порт построили в 2019 году."),
        ("Компания не согласилась.", "회사는 동의하였다."),
        ("위원회는 승인하지 않았다.", "The committee approved it."),
        ("The yard had not lost any welders.", "She will not sail before 2025, because the yard had lost 40 welders."),
        ("두 나라 국민은 비자 없이 갈 수 없다.", "Citizens of both can travel without a visa."),
    ],
)
def test_a_claim_that_denies_what_is_said_is_found(claim: str, source: str):
    assert contradicts(claim, [source])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The archive lends originals.", "The archive does not lend originals."),
        ("У архива есть филиал.", "기록관에는 филиала 없다. Филиала у архива нет."),
        ("세계은행은 돈을 댔다.", "The World Bank did not provide money for it."),
        ("The project includes an oil terminal.", "Нефтеналивного терминала в проекте нет."),
    ],
)
def test_a_claim_that_affirms_what_is_denied_is_found(claim: str, source: str):
    assert contradicts(claim, [source])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Members may not enter.", "회원은 들어오면 안 된다."),
        ("It is free, but not only for members.", "It is free."),
        ("Не требуется проводить анализ.", "평가를 수행할 필요가 없으므로 시간을 아낀다."),
        ("There is no way we will disarm.", "우리가 무장해제를 할 리가 없다고 그는 말했다."),
        ("The network keeps running.", "인터넷이 끊기지 않도록 위성을 쏘아 올린다."),
        ("The vote is expected on Friday.", "Голосование ожидается не позднее пятницы."),
        ("Dogs travel free.", "Dogs travel free, but bicycles are not allowed on the trains."),
    ],
)
def test_the_same_said_in_another_way_is_left_alone(claim: str, source: str):
    assert contradicts(claim, [source]) is None


def test_nothing_is_found_without_sources():
    assert contradicts("It did not open.", []) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council did not approve the tax.", "시의회는 세금을 승인하였다."),
        ("The council approved the tax.", "시의회는 세금을 승인하지 않았다."),
        ("The library did not open on Monday.", "도서관은 월요일에 열었지만 책은 빌려주지 않았다."),
    ],
)
def test_a_denial_is_a_fault_where_nothing_excuses_it(claim: str, source: str):
    contrast = contradicts(claim, [source])
    assert contrast
    assert contrast.sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("No siren was switched on.", "Отмечено отсутствие сирены."),
        ("It is not an easy task.", "Это непростая задача."),
        ("Остров в программу не включили.", "The island was left out of the programme."),
        ("The museum did not lend the vase.", "The museum turned down the request for the vase."),
        ("안전상의 이유로 판매하지 않는다.", "Продажа запрещена из соображений безопасности."),
        ("The plant does not use coal.", "공장은 석탄 대신 가스를 쓴다."),
    ],
)
def test_a_denial_that_the_other_side_may_say_in_other_words_is_to_be_compared(claim: str, source: str):
    contrast = contradicts(claim, [source])
    assert contrast
    assert not contrast.sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Mira Holt thinks that a fee will not keep visitors away.",
            "Mira Holt does not believe that a fee will keep visitors away.",
        ),
        ("Переговоры о стоке реки Или не завершились ничем.", "Переговоры о стоке реки Или ничем не завершились."),
        ("Gull Bay did not get the ferry it wanted.", "Gull Bay had asked for a ferry in vain."),
    ],
)
def test_the_same_denial_in_other_words_is_no_fault(claim, source):
    found = contradicts(claim, [source])
    assert found is None or not found.sure


def test_a_denial_elsewhere_in_the_passage_may_be_meant():
    claim, source = "보조금은 60억 원이며 대기업은 신청할 수 없다.", "보조금 60억 원을 신청할 수 있다."
    assert contradicts(claim, [source]).sure
    assert not contradicts(claim, [source], around=[source, "대기업은 이 사업에 신청할 수 없다."]).sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Крупные компании не могут подать заявку.", "지원 대상은 중소기업으로 한정한다."),
        ("발표는 그보다 다듬어지지 않았다.", "His talk was rougher around the edges."),
    ],
)
def test_what_the_source_does_not_say_at_all_it_may_deny_in_other_words(claim, source):
    assert not contradicts(claim, [source]).sure


def test_only_so_much_is_no_denial():
    assert contradicts("무역의 0.8%밖에 되지 않았다.", ["It was 0.8 % of the trade."]) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The bank did not put 80 million into it in 2019.", "Only in 2019 the bank put 80 million into it."),
        ("Прежний директор не перешёл в институт.", "Прежний директор перешёл в институт."),
        ("업체는 추가로 대만에 배를 팔지 못했다.", "업체는 추가로 대만에 배를 팔았다."),
        ("이것은 가장 큰 시장이 아닙니다.", "이것은 가장 큰 시장입니다."),
    ],
)
def test_what_both_say_excuses_nothing(claim: str, source: str):
    contrast = contradicts(claim, [source])
    assert contrast
    assert contrast.sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Dmitri left the region.", "Дмитрий отказался от региона."),
        ("The plant makes 9 thousand, 16 thousand too few.", "Завод делает 9 тысяч, а нужно не меньше 25 тысяч."),
        ("Ma will not go because of a vote.", "마 과장은 표결을 이유로 출장을 사양하였다."),
        ("사이트는 비용이 거의 들지 않는다.", "The cost of the site is minimal."),
    ],
)
def test_words_that_only_look_like_a_denial_are_no_fault(claim: str, source: str):
    found = contradicts(claim, [source])
    assert found is None or not found.sure
