"""What a question asks for, and the words for it: several things, a person, a reason, advice, the present.

Finer than its kind (`index.words.asked`), and the one place for the words of questions that decide how an answer is
made. `LISTED` are the nouns that lists are made of, in questions and in texts. Does not look at passages.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.words.asked import asked_kinds
from index.words.kinds import exact_kinds

# Nouns of things that a text counts out, and the same in Korean.
LISTED = (
    r"(?:reason|cause|factor|recommendation|proposal|complaint|criticism|shortcoming|weakness|strength|problem|difficult"
    r"|obstacle|barrier|challenge|risk|threat|measure|step|stage|phase|task|goal|objective|aim|priorit|direction|area"
    r"|principle|condition|requirement|criteri|rule|lesson|finding|conclusion|effect|consequence|result|benefit|advantage"
    r"|disadvantage|drawback|defect|flaw|error|mistake|violation|feature|function|component|element|part(?!n|y|i)|type|kind|form"
    r"|way|method|option|scenario|change|amendment|innovation|point|question|issue|demand|request|exception|group|categor)"
    r"\w*"
    r"|(?:причин|фактор|рекомендаци|предложени|жалоб|замечани|недостат|слабост|проблем|трудност|препятстви|барьер|вызов"
    r"|риск|угроз|мер|шаг|этап|стади|задач|цел|приоритет|направлени|принцип|услови|требовани|критери|правил|урок|вывод"
    r"|последстви|результат|преимуществ|достоинств|нарушени|ошиб|особенност|функци|компонент|элемент|част|вид|тип|форм"
    r"|способ|метод|вариант|сценари|изменени|поправ|нововведени|вопрос|претензи|исключени|групп|категори|пункт)\w*"
)
LISTED_KOREAN = (
    "(?:과제|대책|방안|조치|원칙|방향|분야|전략|요건|조건|절차|단계|목표|항목|사항|문제점?|사업|권고|제안|제언|요인|원인|이유|까닭|위험"
    "|축|동력|효과|특징|종류|[장단강약]점)"
)
_SEVERAL = re.compile(
    rf"누구누구|무엇무엇|들은\s?(?:무엇|누구)|무엇들|어떤\s?[가-힣]*들|목록|나열|모두"
    rf"|(?:{LISTED_KOREAN}|서비스|기업|회사|도시|나라|국가|일)[은는이가들]*\s?(?:무엇|어디|누구|어떤)"
    r"|\b(?:which|what) (?:\w+ )?\w+(?:ies|[^s]s)\b|\blist\b|\bname (?:the|all|some)\b|\ball the\b"
    r"|\bwho (?:are|were|spoke|took part)\b|\bкаки(?:е|х|ми)\b|\bперечисл\w+|\bназовите\b|\bкаковы\b"
    r"|\bкто (?:входит|участв\w+|выступ\w+)",
    re.IGNORECASE,
)
_LIST = re.compile(
    rf"(?:[두세네몇]|다섯|여섯|일곱|여덟|아홉|열|여러|\d+)\s?가지"
    rf"|{LISTED_KOREAN}들?[은는이가을를]?\s?(?:뭐|알려|말해|설명|나열|정리)|어떤\s{LISTED_KOREAN}"
    rf"|\bwhat (?:are|were) (?:the )?(?:\w+ ){{0,3}}?(?:{LISTED})",
    re.IGNORECASE,
)
_WHO = re.compile(r"누구|누가|\bwho(?:m|se)?\b|\bкто\b|\bкого\b|\bкому\b|\bкем\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:head|heads|headed|lead|leads|led|chair\w*|direct\w*|found\w*|author\w*|wrot\w*|writ\w*|president|minister)\b"
    r"|возглав\w*|руковод\w*|директор\w*|основал\w*|автор\w*|председател\w*|написал\w*|глав[аы]\b"
    r"|이끄|이끌|이끈|책임자|대표|회장|위원장|사회를|저자|설립자|맡[고은았]|수장",
    re.IGNORECASE,
)
WHY = re.compile(
    r"\bwhy\b|\bwhat caused\b|왜|이유|까닭|원인|\bпочему\b|\bзачем\b|\bотчего\b|\bпричин\w*", re.IGNORECASE
)
_AUTHOR = re.compile(
    r"\b(?:author\w*|wrot\w*|writ\w*|prepared|compiled|edit\w*|interview\w*|translat\w*|photo\w*|by whom)\b"
    r"|автор\w*|написа\w*|пишет|состав\w*|подготов\w*|беседова\w*|интервью|редактор\w*|перев[её]л\w*|переводчик\w*|фото\w*"
    r"|저자|쓴|썼|글쓴|지은이|작성|필자|기자|편집|인터뷰|번역|옮긴",
    re.IGNORECASE,
)
_SUCCESSION = re.compile(
    r"\bsucceed\w*|\bsuccess(?:ors?|ions?)\b|\breplac\w+|\btake\w* over from\b|후임|후계|뒤를 이|대신[할하]"
    r"|(?<!\w)(?:смен(?:ит|ил|ят)|замен(?:ит|ил|яет)|преемни)\w*",
    re.IGNORECASE,
)
_FIGURES = frozenset(("share", "money", "count"))
_LIMITS = "квот|лимит|тариф|ставк|норматив|протяж[её]нност|скорост|мощност|численност"
_LIMIT = re.compile(  # more that is told in figures than the gate knows (`index.words.kinds`)
    r"(?:거리|속도|용량|너비|요금)(?:은|는)?\s?(?:\?|$)"
    r"|\bwhat (?:is|was|were|are) the (?:\w+ ){0,3}(?:pay|fare|quota|limit|tariff|threshold)s?\b"
    rf"|\bкаков\w* (?:\w+ ){{0,3}}(?:{_LIMITS})\w*|\bкак(?:ая|ой|ую|ов|ова) (?:\w+ ){{0,2}}(?:{_LIMITS})\w*",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"현재|지금|최근|최신|오늘날|요즘|as of (?:now|today)|\b(?:currently|current|now|latest|nowadays|today"
    r"|most recent)\b"
    r"|сейчас|в настоящее время|на сегодня|последн\w+|текущ\w+|теперь",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"비교|차이|각각|공통|달[라랐]|다른 점|어떻게 다[르른]|vs\.?"
    r"|\b(?:compare\w*|comparison|differ\w*|both|versus|respectively|which of)\b"
    r"|сравн\w+|разниц\w+|отлич\w+|различ\w+|расход(?:ятся|ились|ился)|соответственно|как .+, так и",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should|ought to|recommend\w*|propos(?:e|es|ed|al|als)|suggest(?:ion)?s?|advi[sc]e[sd]?)\b"
    r"|(?<!\w)(?:следует|рекоменд\w+|предлага\w+|предложени\w+|целесообразно|желательно|стоило бы|совет(?:уем|ует|ы)\b)"
    r"|필요가 있|바람직하|권고|제안|제언|해야 할|하는 것이 좋",
    re.IGNORECASE,
)
_HINDRANCE = re.compile(
    r"\bwhat (?:\w+ )?(?:hinder|hamper|imped|prevent|stand)(?:e?s|ing|s in the way)?\b"
    r"|\b(?:what|which) (?:\w+ ){0,4}?(?:obstacles?|barriers?|problems?|difficult\w+|challenges?|risks?|threats?"
    r"|drawbacks?|shortcomings?|weakness\w*)\b"
    r"|(?<!\w)что (?:\w+ )?(?:меша[ею]т|препятству|затрудня)"
    r"|(?<!\w)как\w+ (?:\w+ ){0,3}?(?:проблем|трудност|барьер|препятств|риск|угроз|недостатк|сложност)"
    r"|걸림돌|장애물|문제점|한계[는가]|어려움|방해|가로막|저해|약점|단점|위험은",
    re.IGNORECASE,
)
_MEASURES = re.compile(r"대책|방안|과제|\bmeasures?\b|\bplans?\b|(?<!\w)(?:меры|план\w*)(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=256)
def wanted(question: str) -> frozenset[str]:
    """Which of date, figure (prices and sizes too) and name a question asks for; or a reason, or a hindrance."""
    kinds = set(asked_kinds(question))
    if _FIGURES.intersection(exact_kinds(question)) or _LIMIT.search(question):
        kinds.add("figure")
    if kinds or WHY.search(question):
        return frozenset(kinds or {"reason"})
    return frozenset({"hindrance"} if _HINDRANCE.search(question) else ())


@lru_cache(maxsize=256)
def asks_for_several(question: str) -> bool:
    """Whether a question asks for more than one thing: "which companies", "who are"."""
    return bool(_SEVERAL.search(question))


@lru_cache(maxsize=256)
def asks_for_list(question: str) -> bool:
    """The same, or by the name of what makes a list: reasons, measures."""
    return asks_for_several(question) or bool(_LIST.search(question))


def asks_who(question: str) -> bool:
    """Whether a question asks for somebody."""
    return bool(_WHO.search(question))


@lru_cache(maxsize=256)
def asks_for_person(question: str) -> bool:
    """Whether a question asks who heads, founded or wrote something."""
    return asks_who(question) and bool(_ROLE.search(question))


def asks_for_author(question: str) -> bool:
    """Whether a question asks who wrote, edited or translated something."""
    return asks_who(question) and bool(_AUTHOR.search(question))


def asks_for_successor(question: str) -> bool:
    """Whether a question asks who comes in somebody's place."""
    return asks_who(question) and bool(_SUCCESSION.search(question))


@lru_cache(maxsize=4_000)
def tells_succession(text: str) -> bool:
    """Whether a text says, and does not ask, that somebody comes in another's place."""
    return bool(_SUCCESSION.search(text)) and not text.endswith("?")


def asks_for_now(question: str) -> bool:
    """Whether a question asks how things stand at present."""
    return bool(_NOW.search(question))


def compares(question: str) -> bool:
    """Whether a question is about several things at once."""
    return bool(_COMPARES.search(question))


def asks_for_advice(question: str) -> bool:
    """Whether a question asks for what should be done."""
    return advises(question) or bool(_MEASURES.search(question))


@lru_cache(maxsize=4_000)
def advises(text: str) -> bool:
    """Whether a text says what should be, and not what is."""
    return bool(_ADVICE.search(text))
