"""What kind of thing a question asks for: a date, a figure, a name; and whether a sentence holds such a thing.

Rules over question words in three languages, and over shapes: a text that holds a figure need not hold the right one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ASKS: dict[str, re.Pattern[str]] = {
    "date": re.compile(
        r"언제|몇\s?년|며칠|몇\s?월|어느\s?해|\bwhen\b|\b(?:what|which) (?:year|date|month|day)\b|\bhow long ago\b"
        r"|\bкогда\b|\b(?:в каком|какого|какой) (?:году|год|года|месяц\w*|числа)\b|\bдат[аеуы]\b",
        re.IGNORECASE,
    ),
    "figure": re.compile(
        r"얼마|몇|비중|비율|규모|금액|액수|수치|점유율|증가율|\bhow (?:many|much|large|big|old|long|far|high)\b"
        r"|\b(?:share|percentage|percent|proportion|number|amount|size|rate|price|cost)\b"
        r"|\bсколько\b|\bкак(?:ая|ую|ой|ие|их) (?:дол[яюи]|процент\w*|сумм\w*|часть|числ\w*|рост|объ[её]м)"
        r"|\bдол[яюи]\b|\bпроцент\w*|\bнасколько\b|\bв каких пропорциях\b",
        re.IGNORECASE,
    ),
    "name": re.compile(
        r"누구|누가|어떤\s?(?:기업|회사|기관|나라|국가|병원|도시|단체|대학|사람|은행)|어느|어디|무슨\s?(?:기업|회사|기관)"
        r"|(?:기업|회사|기관|병원|나라|국가|도시|단체|대학)(?:은|는)\s?(?:무엇|어디)?\s?\??$"
        r"|\bwho\b|\bwhom\b|\bwhose\b|\bwhere\b|\b(?:which|what) (?:\w+ )?(?:compan\w+|firm|bank|countr\w+|city|cities|"
        r"hospital|organi[sz]ation|institut\w+|universit\w+|person|agency|ministry|region|place)\b"
        r"|\bкто\b|\bкого\b|\bкому\b|\bкем\b|\bгде\b|\bкуда\b"
        r"|\bкак(?:ая|ую|ой|ие|их|им) (?:\w+ )?(?:компани\w+|фирм\w+|банк\w*|"
        r"стран\w+|город\w*|больниц\w+|организаци\w+|институт\w*|университет\w*|человек|регион\w*)",
        re.IGNORECASE,
    ),
}

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_EDGE = " \n\t\"«“‘'•-–—*"
_SHAPES = {
    "date": re.compile(
        r"\b(?:1[0-9]|20)\d\d|\d+\s?(?:년|월|일|세기)|\b\d{1,2}[./]\d{1,2}\b|\bcentur(?:y|ies)\b|\bвек[аеу]?\b"
        r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
        r"|\b(?:январ|феврал|март|апрел|ма[йяею]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)"
        r"|봄|여름|가을|겨울|작년|올해|지난해|\b(?:spring|summer|autumn|winter|yesterday|today|ago)\b|весн|лето|осен|зим",
        re.IGNORECASE,
    ),
    "figure": re.compile(
        r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
        r"|half|third|quarters?|twice|double[ds]?|tripled?|quadrupled?)\b"
        r"|\b(?:один|одн[аоу]|два|две|дв[уе]х|тр[иёе]\w*|четыр\w+|пят\w+|шест\w+|сем[ьи]\w*|восем\w*|девят\w+|десят\w+"
        r"|сорок|сто|сотн\w+|тысяч\w*|миллион\w*|половин\w+|трет\w+|четверт\w+|вдвое|втрое|вчетверо|впятеро)\b"
        r"|(?<![가-힣])(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열|스물|서른|마흔|쉰|백|천|만|절반|[한두세네] )",
        re.IGNORECASE,
    ),
    "name": re.compile(
        r"\b[A-Z][\w&.-]*|\b[А-ЯЁ][а-яё-]+|\b[A-ZА-ЯЁ]{2,}|[‘“'\"«「『][^’”'\"»」』]{2,60}[’”'\"»」』]"
        r"|[가-힣]{2,6}\s?(?:교수|대표|회장|의원|원장|장관|차관|대통령|총리|위원장|위원|사장|소장|관장|이사|박사|총재|주석|지사장|기자|작가)"
    ),
}


@lru_cache(maxsize=256)
def asked_kinds(question: str) -> tuple[str, ...]:
    """Which of date, figure and name a question asks for; empty when none is plain."""
    kinds = [kind for kind, pattern in _ASKS.items() if pattern.search(question)]
    if "date" in kinds and not re.search(r"얼마|how (?:many|much)|сколько", question, re.IGNORECASE):
        kinds = [kind for kind in kinds if kind != "figure"]  # "몇 년" asks for a year, not an amount
    return tuple(kinds)


def holds_kind(kind: str, sentence: str, question: str) -> bool:
    """Whether a sentence holds a thing of one of these kinds that the question does not itself name.

    A capital letter that only begins the sentence makes no name.
    """
    known, numbers = question.casefold(), set(_NUMBER.findall(question))
    begins = len(sentence) - len(sentence.lstrip(_EDGE))
    for match in _SHAPES[kind].finditer(sentence):
        found = match.group()
        named = found in numbers if _NUMBER.fullmatch(found) else found.casefold() in known
        if not named and not (kind == "name" and match.start() == begins and found.istitle()):
            return True
    return False
