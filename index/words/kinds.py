"""What exactly a question asks for, and whether a sentence could hold it: a sum, a share, a rank, a person, a year.

Finer than `asked`: a sentence with a year in it holds no price, and one that names a foundation no director. Rules over
question words in three languages and over shapes. When in doubt a sentence could hold it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.words.asked import asked_kinds, holds_kind
from index.words.measures import names_a_span, told_in_unit
from index.words.translation import shipped

# Up to five words without a preposition: "what was the firm's net [profit]", and not "what was behind the [profit]".
_PLAIN = r"(?:(?!(?:of|in|behind|for|to|on|with|about|from|by|at|and|do|does|did)\b)\S+ ){0,5}?"
_ENDS = r"(?:은|는|이|가|을|를)?\s*(?:얼마|몇|어느|\?|$)"  # what a Korean question asks stands before its end
_WHAT = r"\b(?:what|which)(?:'s| is| was| were| are| will be)? "
_SUMS = (  # what is told in money
    r"(?:revenues?|profits?|price|costs?|salary|salaries|budget|fees?|tuition|wages?|turnover|fine|rent|deposit|loan|grant|"
    r"income|earnings|expenses?|sum|debt|bill)\b(?! (?:of|in) \w+ing)"
)

_ASKS = {
    "rank": rf"몇\s?위|순위{_ENDS}|\b(?:which|what) (?:rank|place|position)\b|\bкакое место\b|\bна каком месте\b",
    "share": rf"퍼센트|(?:비율|비중|점유율|지분|[가-힣][률율]){_ENDS}"
    r"|\b(?:what|which) (?:percent\w*|share|proportion|fraction|part of)\b|\bhow many per ?cent|\bpercentage of\b"
    rf"|{_WHAT}{_PLAIN}(?:share|percentage|proportion|rate)\b"
    r"|\bкак(?:ой|ая|ова|ую|им) (?:\S+ ){0,2}?(?:процент\w*|дол[яюией]|часть)\b|\bсколько процент",
    "money": r"(?:금액|액수|매출|순이익|이익|수익|예산|가격|비용|연봉|급여|월급|요금|등록금|"
    rf"[가-힣]액|[가-힣]료|[가-힣]비|값|벌금|월세|보증금){_ENDS}|얼마[에를]|얼마짜리|돈[을은] 얼마"
    r"|\bhow much (?:money|does|do|did|is|was|were|has|have|will|would)\b.*"
    r"\b(?:cost|pay|paid|spend|spent|invest\w*|earn\w*|worth|charge\w*|sell|sold|money)\b"
    r"|\bhow much money\b|\bwhat (?:do|does|did|will) .*\bcost\b"
    rf"|{_WHAT}{_PLAIN}{_SUMS}|\bhow much (?:is|was|are|were|will be) {_PLAIN}{_SUMS}"
    r"|\bсколько составля\w+ (?:\S+ ){0,3}?(?:бюджет\w*|выручк\w+|прибыл\w+|стоимост\w+|зарплат\w*|расход\w*|доход\w*)"
    r"|\bсколько (?:\S+ )?(?:денег|рублей|долларов|евро|сто(?:ит|ят|ил\w*)|заплат\w*|потрат\w*|вложил\w*|выдел\w*|"
    r"трат\w*|зарабат\w*)|\bкак(?:ой|ая|ова|ую|ие|ое|им|ов|овы) (?:\S+ ){0,3}?(?:сумм\w+|выручк\w+|прибыл\w+|"
    r"стоимост\w+|цен[аыуе]|бюджет\w*|зарплат\w*|оклад\w*|доход\w*|расход\w*|плат[аыу]|штраф\w*|залог\w*|оборот\w*|долг\w*)\b"
    r"|\b(?:за|на|в) какую сумму|\bво сколько обош",
    "count": r"몇\s?(?!년|월|일\b)|(?:길이|높이|면적|인구|무게|넓이|깊이|수|[가-힣]량)" + _ENDS
    + r"|얼마나 (?:많|길|높|크|넓|오래)|얼마[인나였]"
    r"|\bhow (?:much|many|large|big|long|far|high|tall|deep|heavy|wide|fast|old)\b"
    r"|\bwhat (?:is|was|are|were) the (?:\w+ )?(?:number|length|height|depth|width|weight|area|population|distance|"
    r"speed|size|age|capacity)\b|\bwhat number\b|\bсколько\b|\bсколькими\b|\bнасколько\b"
    r"|\bкак(?:ое|ово|ова|ая|ой) (?:\S+ )?(?:числ[оа]|количеств\w+|длин\w+|высот\w+|площад\w+|глубин\w+|вес|"
    r"объ[её]м\w*)",
}  # fmt: skip
_ASKED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _ASKS.items()}  # the first that fits is asked
# "When" may as well ask under which condition: a day is asked for of what has happened or will.
_DAY = re.compile(
    r"언제|몇\s?년|며칠|몇\s?월|어느\s?해|\b(?:what|which) (?:year|date|month|day)\b|\bhow long ago\b"
    r"|\bwhen (?:did|was|were|will|is|are|has|had)\b|\b(?:в каком|какого|какой) (?:году|год|года|месяц\w*|числа)\b"
    r"|\bкогда (?:\S+ ){0,4}?\w*(?:л|ла|ло|ли|лся|лась|лось|лись|ан|ана|ано|аны|ен|ена|ено|ены|ён|будет|будут)\b"
    r"|\bкакова? дата\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?:어떤|어느|무슨)\s?(?:기업|회사|기관|나라|국가|병원|도시|단체|대학|은행)"
    r"|\b(?:which|what) (?:\w+ )?(?:compan\w+|firm|bank|"
    r"countr\w+|city|cities|hospital|organi[sz]ation|institut\w+|universit\w+|agency|ministry)\b"
    r"|\bкак(?:ая|ую|ой|ие|их|им) (?:\w+ )?(?:компани\w+|фирм\w+|банк\w*|стран\w+|город\w*|больниц\w+|организаци\w+|"
    r"институт\w*|университет\w*)",
    re.IGNORECASE,
)
_WHO = re.compile(r"누구|누가|\b[Ww]ho(?:m|se)?\b|\b[Кк](?:то|ого|ому|ем)\b")
_ROLE = re.compile(
    r"\b(?:heads?|headed|leads?|led|chair\w*|direct\w*|found\w*|author\w*|wrot\w*|writ\w*|president|minister|owners?|owns|"
    r"owned|boss|mayor|invented|discovered)\b"
    r"|\b(?:возглав|руковод|директор|основал|автор|председател|написал|президент|владел|владеет|министр|изобр[её]л|"
    r"начальник|придумал)\w*|\bглав[аы]\b|\bмэр\b"
    r"|이끄|이끌|이끈|책임자|대표|회장|위원장|저자|설립자|맡[고은았]|수장|이사장|소장|원장|"
    r"장관|사장|주인|소유|시장은|총재|쓴 사람|발명|[가-힣][장수사자인][은는이가]\s?누구",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*)"
)
_NO_FIGURE = re.compile(  # the mark of a note or of an item, and dates
    rf"\[\d{{1,3}}\]|^\s*\d{{1,2}}[.)]\s|(?<!\d)(?:1[0-9]|20)\d\d(?!\d)(?:\s?년|\s?г\.?|\s?год\w*)?(?:\s?\d{{1,2}}월)?"
    rf"(?:\s?\d{{1,2}}일)?|\d{{1,2}}월(?:\s?\d{{1,2}}일)?|\b\d{{1,2}}\s{_MONTH}|\b{_MONTH} \d{{1,2}}\b",
    re.IGNORECASE,
)
_JOINS = (
    r"(?:a|an|and|as|at|by|each|for|from|had|has|in|is|less|more|of|on|or|over|per|than|this|to|was|were|with|"
    r"было?|в|во|за|и|из|на|от|по|с|со|для|или|при|к)\b"
)
_SHAPES = {
    "rank": r"\d+\s?(?:위|st|nd|rd|th|등)|\d-?(?:е|м|ом|ое|го)? мест|мест[оае] \d|최하위|선두|첫째"
    r"|\b(?:first|second|third|fourth|fifth|top|last|перв\w+|втор\w+|трет\w+|последн\w+)\b",
    "share": r"%|퍼센트|프로(?![가-힣])|절반|분의|[가-힣] 중 [한하두세네]|전부|모두"
    r"|\b(?:per ?cent\w*|half|thirds?|quarters?|fifths?|tenths?|one in|all|процент\w*|половин\w+|трет[иь]|четверт\w+|"
    r"пят(?:ая|ую|ой)|кажд\w+|все)\b",
    "money": r"[$€₽₩¥£]|달러|유로|위안|루블|엔화|페소|크로네|센트|파운드|무료|공짜|폐지"
    r"|[\d만억조천백]\s?원|\d\s?[만억조천]{1,2}(?!여|[만억조천\d]|\s\d|\s?(?:개|명|건|대|곳|권|회|번|마리|가구|톤|호|쪽|부|장|평|점|킬로|미터|헥타르|년|시간|세대))"
    r"|\b(?:dollars?|euros?|roubles?|rubles?|won|yuan|pounds?|usd|eur|rub|krw|crowns?|francs?|lira|rupees?|pesos?|"
    r"cents?|pence|yen|tenge|free|abolish\w*)\b"
    r"|\b(?:руб|доллар|евро|юан|крон|франк|тенге|копе|фунт|иен|цент|бесплатн|отмен)\w*|\b(?:вон[аы]?|долл)\b"
    # A million of what is not said: of something else where a noun stands behind it.
    rf"|\b(?:thousand|million|billion|trillion)\b(?!\s(?!{_JOINS})[a-z])"
    rf"|\b(?:(?:тысяч|миллион|миллиард)\w*|тыс\b|млн\b|млрд\b|трлн\b)(?!\.?\s(?!{_JOINS})[а-яё])",
}  # fmt: skip
_HOLDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _SHAPES.items()}
_WHEN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:day|week|month|year|morning|evening|noon|midnight|night|dawn|hour)"
    r"|\b(?:понедельник|вторник|сред[ауы]\b|четверг|пятниц|суббот|воскресень|недел|месяц|утр|вечер|полдень|полноч|ноч|рассвет)"
    r"|\b(?:день|дня|дней|лет|час)|요일|오전|오후|새벽|아침|저녁|밤|정오|자정|시간|무렵|직후|직전",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b[A-Z][a-z’'-]+(?:\s(?:[A-Z]\.|[A-Z][a-z’'-]+))*|\b[А-ЯЁ][а-яё-]+(?:\s(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё-]+))*"
)
_BODY = re.compile(
    r"(?:council|foundation|ministry|museum|university|institute|bank|company|corporation|group|association|committee|"
    r"agency|union|federation|cent(?:er|re)|department|club|party|court|office|society|street|river|bridge|republic|"
    r"совет|фонд|министерств|музе|университет|институт|банк|компани|корпораци|групп|ассоциаци|комитет|агентств|союз|"
    r"федераци|центр|департамент|клуб|парти|суд|обществ|улиц|республик)\w{0,3}",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|to|near|of|the|в|во|из|на|под|при)\s[«“\"]?$", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")
_QUESTION_WORD = re.compile(
    r"\b(?:how|what|which|who|whom|whose|when|where|why|сколько|скольким\w*|как\w{0,4}|кто|кого|кому|кем|когда|где|куда|"
    r"почему|насколько)\b|몇|얼마|누구|누가|언제|어디|어느|무엇|무슨|어떤|\?",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[a-z]+[^s\W]s|people|children|(?:wo)?men|staff")
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_DECADE = re.compile(r"(?<!\d)((?:1[0-9]|20)\d)0(?:년대|s\b|-[хе])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SPAN = re.compile(r"(?<!\d)((?:1[0-9]|20)\d\d)\s?[-–~]\s?((?:1[0-9]|20)\d\d)(?!\d)")


@lru_cache(maxsize=256)
def exact_kinds(question: str) -> tuple[str, ...]:
    """Which of rank, date, share, money, count, person and name the last sentence of a question asks for."""
    asked = _SENTENCE.split(question.strip())[-1]
    found = [next((kind for kind, pattern in _ASKED.items() if pattern.search(asked)), "")]
    if "date" in asked_kinds(asked) and found != ["rank"]:
        if not _DAY.search(asked):
            return ()
        found = ["date"]
    if _WHO.search(asked):
        found += ["person"] if _ROLE.search(asked) else ["anybody"]
    elif _WHICH.search(asked):
        found.append("name")
    return tuple(filter(None, found))


def could_answer(sentence: str, question: str) -> bool:
    """Whether a sentence holds a thing of a kind asked for that the question does not itself name."""
    kinds = exact_kinds(question)
    if not kinds:
        return told_in_unit(sentence, question)
    return any(_holds(kind, sentence, question) for kind in kinds)


def _holds(kind: str, sentence: str, question: str) -> bool:
    if kind == "anybody":  # farmers, passengers: nothing tells
        return True
    if kind == "date":
        return _WHEN.search(sentence) is not None or holds_kind(kind, sentence, question)
    if kind == "name":  # no capital tells a Korean one
        return _HANGUL.search(sentence) is not None or holds_kind(kind, sentence, question)
    if kind == "person":
        return _names_somebody(sentence, question.casefold())
    rest = _NO_FIGURE.sub(" ", sentence)
    if kind == "count":
        told = holds_kind("figure", rest, question) or names_a_span(sentence, question)
        return told and told_in_unit(sentence, question)
    return _HOLDS[kind].search(rest) is not None


def _names_somebody(sentence: str, known: str) -> bool:
    """Whether a sentence holds what may be a name: capitals that end in no Council, a Korean word that is none."""
    for match in _NAMED.finditer(sentence):
        name, before = match.group().split()[-1], sentence[: match.start()]
        alone = name == match.group()
        begins = alone and not before.strip(" «“\"'‘(—-•*")
        placed = alone and _PLACE_BEFORE.search(before)
        if not begins and not placed and name.casefold() not in known and not _BODY.fullmatch(name):
            return True
    table = shipped()
    return any(
        found.unit < 0 and found.end - found.start > 1 and sentence[found.start : found.end] not in known
        for found in (table.words(sentence) if _HANGUL.search(sentence) else ())
        if found.language == "ko"
    )


def thing_asked(question: str, language: str, words: Sequence[str]) -> int:
    """Which of its words says what a question counts, or whose place somebody has: [employees], [director].

    The first behind the question word, in Korean the last before it; -1 where none is looked for.

    Args:
        question: itself.
        language: of the question.
        words: its content words in small letters; what cannot be the thing, a name, is empty.
    """
    if not {"count", "person"}.intersection(exact_kinds(question)):
        return -1
    small = question.lower()
    asks = _QUESTION_WORD.search(small)
    places = {
        n: small.find(word[: max(2, len(word) - 1)]) for n, word in enumerate(words) if word and word[0].isalpha()
    }
    places = {n: place for n, place in places.items() if place >= 0}
    if language == "ko":
        before = {n: place for n, place in places.items() if not asks or place < asks.start()} or places
        return max(before, key=before.__getitem__, default=-1)
    behind = {n: place for n, place in places.items() if asks and place >= asks.start()} or places
    first = sorted(behind, key=behind.__getitem__)[:3]
    several = [n for n in first if _SEVERAL.fullmatch(words[n])] if "how many" in small else []  # cruise passengers
    return next(iter(several or first), -1)


def tells_years(text: str, question: str) -> bool:
    """Whether a text tells every year that a question names: itself, in a span of years, or one of the decade."""
    decades = _DECADE.findall(question)
    asked = [year for year in _YEAR.findall(question) if year[:3] not in decades]
    if not asked and not decades:
        return True
    told, spans = set(_YEAR.findall(text)), _SPAN.findall(text)
    return all(y in told or any(a <= y <= z for a, z in spans) for y in asked) and all(
        any(y.startswith(decade) for y in told) for decade in decades
    )
