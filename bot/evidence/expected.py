"""Where a sentence holds a thing of the kind that a question asks for (`bot.asking`), a reason or a hindrance.

`dates` and `figures` know the shapes, `actors` the names. Does not know passages; does not understand: a sentence
that holds a figure need not hold the right one.
"""

from __future__ import annotations

import re

from bot.asking import asks_for_author, asks_for_person, asks_for_successor, asks_who, wanted
from bot.evidence.actors import actors, is_byline, named, persons, places
from bot.evidence.aliases import is_land
from bot.evidence.dates import dates
from bot.evidence.figures import Figure, figures
from bot.evidence.korean import stem
from bot.evidence.translit import alike
from bot.evidence.usual import is_usual, known_names

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+")
_OF_A_LAND = re.compile(r"(?:Americ|Afric|Mexic|Europe|Kore|[A-Z][a-z]+i)ans?|[A-Z][a-z]+(?:ese|ish)")

_WHERE = re.compile(
    r"(?<!기업[은는이] )(?<!회사[은는이] )(?<!기관[은는이] )(?<!업체[은는이] )어디"
    r"|\bwhere\b|\bгде\b|\bкуда\b|\bоткуда\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"비용|가격|요금|예산|투자[한하했]|금액|매출|[가-힣](?:사업|건설|공사|수리|운영|제작)비|급여|임금|월급|수익"
    r"|몇 (?:원|달러|루블|유로)"
    r"|\b(?:costs?|prices?|paid|pay|spen[dt]|invest\w*|budget|salary|salaries|wages?|revenues?|profits?|fares?|fees?"
    r"|dollars?|roubles?|rubles?|euros?|won)\b"
    r"|\bсто(?:ит|ил\w*|ят|имост\w*)\b|\bцен[аыуе]\b|потрат\w+|вложи\w+|заплат\w+|бюджет\w*|зарплат\w*|выручк\w*"
    r"|прибыл[ьи]\b|инвестир\w+|обош\w+|рубл\w+|доллар\w*|\bсумм[аыу]\b",
    re.IGNORECASE,
)
_LAND = re.compile(
    r"(?:어느|어떤|무슨)\s?(?:나라|국가|도시|지역|나라들|국가들)|(?:나라|국가|도시|지역)(?:들)?[은는]\s?(?:어디|무엇)"
    r"|\b(?:which|what) (?:\w+ )?(?:countr\w+|nations?|states?|cit(?:y|ies)|regions?|places?)\b"
    r"|\bкак(?:ая|ую|ой|ие|их|им|ими) (?:\w+ )?(?:стран\w*|государств\w*|город\w*|регион\w*)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"비중|비율|퍼센트|점유율|[가-힣]률|\b(?:share|percent(?:age)?|proportion|portion)\b|\bдол[яюи]\b|процент\w*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"몇\s?(?!년|월|일|시|퍼센트|원|달러|루블|유로)[가-힣]|\bhow many\b"
    r"|\bсколько\b(?! (?:сто|потрат|вложи|заплат|процент))",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"년|일|개월|시간|\b(?:years?|days?|months?|weeks?|hours?|old|long)\b|лет\b|\bдн|месяц|недел|час", re.IGNORECASE
)
_CURRENCY = re.compile(
    r"\s?(?:파운드|프랑|텡게|숨|페소|루피|리라|바트|동(?![가-힣])"
    r"|(?:pounds?|francs?|tenge|soum|som|pesos?|rupees?|lira|baht|kron\w+)\b"
    r"|(?:фунт|франк|тенге|сум|сом|песо|рупи|лир|крон|злот|грив)\w*)",
    re.IGNORECASE,
)
_COUNTERS = tuple(  # Korean: what one of them counts, another does not
    (re.compile(rf"몇\s?(?:{words})"), re.compile(rf"\s?(?:{words})"))
    for words in (
        "명|사람",
        "살|세(?!대)",
        "대(?![학회표기])",
        "척",
        "곳|군데|개소",
        "건(?![물설강])",
        "권",
        "마리",
        "쪽|페이지",
    )
)
_MONIES = frozenset({"RUB", "USD", "EUR", "CNY", "JPY", "KRW", "GBP"})
_SPANS_OF_TIME = frozenset({"years", "months", "weeks", "days", "hours"})
_REASON = re.compile(
    r"\b(?:because|since(?! (?:\d|then))|due to|owing to|so that|in order to|thanks to|as a result of|reasons?"
    r"|caused? by|cause[sd]?)\b"
    r"|\b(?:потому что|так как|из-за|поскольку|чтобы|благодаря|в связи с|ввиду|вследствие|причин\w+|иначе)\b"
    r"|[가-힣]+(?:\s?때문|므로|위해|위하여|덕분|[아어]서(?=[\s,])|느라|으로 인해|로 인해)|이유|까닭|원인",
    re.IGNORECASE,
)
_HINDRANCE = re.compile(
    r"\b(?:obstacle|barrier|hinder|hamper|imped|prevent(?!i)|difficult|problem|challenge|threat|risk|lack|shortage|insufficient"
    r"|mistrust|distrust|concern(?!ing)|weak|shortcoming|drawback|complain|fail|too (?:few|little|slow|expensive))\w*"
    r"|(?<!\w)(?:препятств|меша[ею]т|затрудн|трудност|проблем|барьер|угроз|риск|недостат|нехватк|недовери|опасени|слаб"
    r"|сложност)\w*"
    r"|걸림돌|장애|방해|어렵|어려[운움워]|문제|한계|위험|우려|부족|불신|제약|약점|단점|가로막|저해|미흡",
    re.IGNORECASE,
)

_IN_CODE = re.compile(r"[^\W\d_]\d*-(?:\d+-)*$")  # "D-8-4", «Ту-154»
_NOTE = re.compile(r"\[\d{1,3}\]")  # the mark of a footnote: a number that answers nothing
_ORDINAL = re.compile(r"(?<![가-힣])제$")  # "제3차", "제7조": which, and not how many
_SAID = re.compile(
    r"(?:\S+\s){2,}\S*[가-힣][다요]$|^(?:USD|EUR|GBP|CHF|JPY|CNY|KRW|RUB)$"
)  # in quotation marks; a currency
_TITLE = re.compile(r"[「『]\s?$")  # of a law or a plan
_NO_TITLE = re.compile(r"누구|누가|어디|회사|기업|기관|병원|은행|대학|단체|나라|국가|도시")


def find_expected(sentence: str, question: str) -> list[Span]:
    """Spans of a sentence that could be the thing asked for and that the question does not itself hold."""
    kinds = wanted(question)
    spans: list[Span] = []
    if "date" in kinds:
        known = {(date.year, date.month, date.day) for date in dates(question)}
        spans += [(d.start, d.end) for d in dates(sentence) if (d.year, d.month, d.day) not in known]
    if "figure" in kinds:
        spans += _amounts(sentence, question)
    if "name" in kinds:
        spans += _names(sentence, question)
    if "hindrance" in kinds:
        spans += [match.span() for match in _HINDRANCE.finditer(sentence)]
    if "reason" in kinds:
        spans += [match.span() for match in _REASON.finditer(sentence)]
    return _without_overlaps([_trim(sentence, *span) for span in spans])


def _amounts(sentence: str, question: str) -> list[Span]:
    """The figures of the unit that a question asks for; numbers in words only where things are counted."""
    held = {value for figure in figures(question) for value in figure.values}
    notes = [match.span() for match in _NOTE.finditer(sentence)]
    found = [figure for figure in figures(sentence) if not figure.code and not figure.values & held]
    found = [f for f in found if not (_IN_CODE.search(sentence, 0, f.start) or _ORDINAL.search(sentence, 0, f.start))]
    found = [f for f in found if not any(start < f.start and f.end < end for start, end in notes)]
    return [(f.start, f.end) for f in found if _is_of_unit(f, sentence, question)]


def _is_of_unit(figure: Figure, sentence: str, question: str) -> bool:
    if _COUNT.search(question):
        if _is_counted_otherwise(figure, sentence, question):
            return False
        other = figure.unit in _MONIES | {"%", "pp"} and not (_MONEY.search(question) or _PERCENT.search(question))
        return not other and (figure.unit not in _SPANS_OF_TIME or bool(_TIMES.search(question)))
    if figure.word and not figure.unit:
        return False
    if _PERCENT.search(question):
        return figure.unit in ("%", "pp")
    if _MONEY.search(question):
        return figure.unit in _MONIES or bool(_CURRENCY.match(sentence, figure.end))
    return True


def _is_counted_otherwise(figure: Figure, sentence: str, question: str) -> bool:
    """Whether a figure counts persons, "3명", where ships are asked for, "몇 척"."""
    asked = [counter for asks, counter in _COUNTERS if asks.search(question)]
    return (
        bool(asked)
        and not any(counter.match(sentence, figure.end) for counter in asked)
        and any(counter.match(sentence, figure.end) for _, counter in _COUNTERS)
    )


def _names(sentence: str, question: str) -> list[Span]:
    """Names of the kind asked for, but not those that the question itself names, in whatever script, nor a byline's."""
    if tells_only_the_author(sentence, question):
        return []
    if asks_for_person(question):  # only a person heads, founds or writes
        found = [span for span in persons(sentence) if not _is_firm(sentence, span, question)]
    elif asks_who(question):
        found = actors(sentence)
    else:
        found = places(sentence) if _WHERE.search(question) else named(sentence)
        found += known_names(sentence) if _LAND.search(question) else []
    known = question.casefold()
    asked = {form for word in _WORD.findall(question) if len(word) > 2 for form in (word, stem(word))}
    fresh = []
    for span in (_trim(sentence, *span) for span in found):
        text = sentence[slice(*span)]
        words = [word for word in _WORD.findall(text) if len(word) > 2]
        if _NO_TITLE.search(question) and _TITLE.search(sentence, 0, span[0]):
            continue
        if not _is_bare(text, sentence) and stem(text).casefold() not in known and text.casefold() not in known:
            if not words or not all(any(alike(word, other) for other in asked) for word in words):
                fresh.append(span)
    people = persons(sentence) if asks_who(question) else []
    known_here = [span for span in people if _is_asked_about(sentence[slice(*span)], question)]
    return [span for span in fresh if not any(a < span[1] and span[0] < b for a, b in known_here)]


def tells_only_the_author(sentence: str, question: str) -> bool:
    """Whether a sentence is a byline, where somebody else than an author is asked for."""
    return asks_who(question) and is_byline(sentence) and not asks_for_author(question)


def _is_asked_about(person: str, question: str) -> bool:
    """Whether a name with a patronymic or the like is all that a question calls a person; one word of it is too little.

    But who succeeds somebody is not a namesake of his.
    """
    known = _WORD.findall(person)
    for span in named(question):
        words = [word for word in _WORD.findall(question[slice(*span)]) if len(word) > 2]
        if len(words) > 1 or (words and asks_for_successor(question)):
            if all(any(alike(word, other) for other in known) for word in words):
                return True
    return False


def _is_bare(text: str, sentence: str) -> bool:
    """Whether a "name" is only a capital, a usual word, "Russian", a title, a currency, or is what was said."""
    words = _WORD.findall(text)
    if len(text) < 2 or _SAID.search(text) or (len(words) == 1 and (is_usual(text) or _is_adjective(text))):
        return True
    written = [word for word in _WORD.findall(sentence) if len(word) > 3]
    titled = len(written) > 3 and all(word[0].isupper() for word in written)
    return titled and all(is_usual(word) or _is_adjective(word) for word in words)


def _is_adjective(word: str) -> bool:
    return bool(_OF_A_LAND.fullmatch(word)) and is_land(word)


def _is_firm(sentence: str, span: Span, question: str) -> bool:
    """Whether a name begins with a word that the question names: "Yandex Music", where Yandex is asked about."""
    first = _WORD.match(sentence, span[0])
    return first is not None and first[0].casefold() in {word.casefold() for word in _WORD.findall(question)}


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and not (text[start].isalnum() or text[start] in "$€₽₩£"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "%)"):
        end -= 1
    return start, end


def _without_overlaps(spans: list[Span]) -> list[Span]:
    """Sorted; of two that overlap the longer stays."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: s[0] - s[1]):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    return sorted(kept)
