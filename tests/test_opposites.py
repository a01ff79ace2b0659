"""Words that deny each other: a claim that says the opposite, and one that says the same in other words."""

import pytest

from bot.evidence.opposites import contrast, sides


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council approved the tax.", "시의회는 세금을 부결하였다."),
        ("Совет отклонил налог.", "The council adopted the tax."),
        ("위원회는 부두를 계획에 포함하였다.", "The pier was left out of the plan."),
        ("Продажа разрешена.", "판매는 금지되었다."),
        ("수출이 늘었다.", "Exports fell by 4 per cent."),
        ("Минск поддержал биржу.", "Minsk objected to the exchange."),
        ("The office was not closed.", "나이로비 사무소는 8월에 폐쇄되었다."),
    ],
)
def test_the_opposite_is_found_across_languages(claim: str, source: str):
    found = contrast(claim, [source])
    assert found
    assert found.sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The pier was not included.", "당초 검토되었던 부두는 계획에서 제외되었다."),
        ("Остров в программу не включили.", "The island was left out of the programme."),
        ("Exports to Japan rose and those to China fell.", "Экспорт в Японию вырос, а в Китай сократился."),
        ("No state allows it.", "It is banned in every state unless a court decides."),
        ("Цены выросли.", "Prices rose."),
    ],
)
def test_the_same_in_other_words_is_no_fault(claim: str, source: str):
    found = contrast(claim, [source])
    assert found is None or not found.sure


def test_of_two_words_in_one_place_the_longer_one_counts():
    (side,) = sides("It is illegal.")
    assert side.member == 1


def test_what_does_not_differ_is_the_same():
    assert contrast("По никелю заводы не отличаются.", ["니켈 회수율은 두 회사가 같다."]) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Both consider it likely before 2027.",
            "Both authors consider mutual recognition of it unlikely before 2027.",
        ),
        ("Revenue fell from 81 to 75 million euros.", "Revenue was 81 million euros, up from 75 million euros."),
        ("청년 비율이 19%로 줄어들 것이다.", "The share of young people will increase to 19 percent."),
        (
            "The ministry can suspend a licence for at least six months.",
            "The ministry may suspend it for up to six months.",
        ),
        ("Statistics will be published every month.", "기관은 통계를 분기마다 공개한다."),
        ("Наибольший рост отмечен на севере страны.", "Growth was strongest in the south of the country."),
        ("The festival is held in spring.", "축제는 가을에 열린다."),
        ("위원회는 매월 회의를 연다.", "The committee meets weekly."),
        ("The report covers grain imports.", "Отчёт посвящён экспорту зерна."),
        ("The tenant pays for repairs.", "수리비는 임대인이 부담한다."),
        ("Ремонт оплачивает арендодатель.", "Repairs are paid for by the tenant."),
        ("그는 세 번째 회의에 참석했다.", "He attended the second meeting."),
        ("The train leaves in the morning.", "Поезд отправляется вечером."),
        ("Плотность населения высокая.", "Population density is low."),
        ("위원회는 이전을 6 대 5로 승인하였다.", "위원회는 이전을 6 대 5로 부결하였으며, 예산은 승인하지 않았다."),
        ("Приток капитала составил 3 млрд долларов.", "자본 유출은 30억 달러였다."),
        ("The levy is indirect.", "이것은 직접 부담금이다."),
        ("The island granted the request.", "The island refused our request, and we did not agree to move."),
    ],
)
def test_a_word_in_place_of_another_is_found(claim: str, source: str):
    assert contrast(claim, [source])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("In winter the ferry runs daily.", "The ferry runs daily in winter and weekly in summer."),
        ("The festival takes place each autumn.", "축제는 매년 가을에 열린다."),
        ("Ввоз зерна вырос.", "곡물 수입이 늘었다."),
        ("Aid alone will not stop the flight.", "Iskander does not think that aid alone will stop the flight."),
        ("Вторая — рост цен.", "The third reason was that prices grew, and the second that wages did."),
        ("Mia Roth narrowly defeated Lund.", "로트는 근소한 차이로 승리했다."),
        ("There was no precedent for it.", "관련 판례는 전무하였다."),
        ("Recognition is not likely before 2027.", "They consider recognition unlikely before 2027."),
    ],
)
def test_what_is_said_of_the_same_is_no_fault(claim: str, source: str):
    assert contrast(claim, [source]) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("В 2031 году освоено 1,2 млрд рублей.", "В 2031 году планируется освоить 1,2 млрд рублей."),
        ("The cranes were installed in 2033.", "Если средств не будет, установка кранов будет перенесена на 2033 год."),
        ("The fair was held in Ulsan.", "The next fair will be held in Ulsan in October 2033."),
        ("신공항은 2039년에 개항했다.", "The new airport will open in 2039."),
        ("Мост был построен в 2036 году.", "다리는 2036년에 건설될 예정이다."),
        ("Two ships were bought in 2036.", "2036년에 배 2척을 구입하기로 하였다."),
        ("Завод выпустил 5 тысяч вагонов в 2035 году.", "The plant is expected to turn out 5 thousand wagons in 2035."),
    ],
)
def test_a_plan_that_is_told_as_done_is_to_be_compared(claim: str, source: str):
    found = contrast(claim, [source])
    assert found
    assert not found.sure


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fair takes place in Ulsan in October 2033.", "차기 박람회는 2033년 10월 울산에서 열릴 예정이다."),
        ("The government decided to spend 30 billion won.", "정부는 300억 원을 투입하기로 했다."),
        ("They planned to spend 30 billion won.", "300억 원을 투입할 계획이다."),
        ("The bridge was opened in 2021.", "The bridge was opened in 2021 and will be widened."),
        ("Закон обязывает платить 5 %.", "Работодатели будут платить 5 %."),
    ],
)
def test_a_plan_that_is_told_as_a_plan_or_in_the_present_is_no_fault(claim: str, source: str):
    assert contrast(claim, [source]) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("참가자는 100명 미만이었다.", "참가자는 100명 이상이었다."),
        ("서부 지역의 강수량이 가장 많다.", "Rainfall is highest in the eastern region."),
        ("보증금은 최소 2천만 원이다.", "Залог составляет максимум 20 млн вон."),
        ("The levy must be paid by 10 May 2031.", "부담금은 2031년 5월 10일 이후에 납부해야 한다."),
        ("The pool is unsafe for children.", "The pool is safe for children."),
        ("The lender pays the notary.", "Услуги нотариуса оплачивает заёмщик."),
        ("Отчёт публикуют ежемесячно.", "보고서는 분기별로 공개한다."),
        ("Суд счёл увольнение справедливым.", "The court found the dismissal unfair."),
        ("Налог повышен до 15 %.", "Министерство предложило повысить налог до 15 %."),
    ],
)
def test_what_is_turned_is_found_between_any_two_languages(claim: str, source: str):
    assert contrast(claim, [source])
