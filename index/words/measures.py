"""Which unit a question wants its answer in, and whether a sentence tells anything in it: years of age, hours, tonnes.

A sentence with a figure in it does not say how fast a swift flies unless it speaks of a speed. Rules over question
words and units in three languages. Does not read figures.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HOW_MUCH = r"[는은가이]?\s?(?:얼마|몇)"
_SPANS = (  # times that hold no figure
    r"하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름|반년|한나절|밤새|\b(?:полгода|полтора|полторы|сутки|неделю|месяц|год)\b"
    r"|\b(?:overnight|an? (?:day|night|week|fortnight|month|year|decade|hour))\b"
)
_TIME = (
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|since|until)\b"
    r"|\b(?:секунд|минут|час|дн[еёяи]|день|сут[ок]|ноч|недел|месяц|год|лет\b|десятилет|столет|век)"
    rf"|\d\s?[살세]|[\d한두세네십백몇반]\s?(?:초|분|시간|일|주|달|년)|스무\s?날|개월|동안|세기|까지|{_SPANS}"
)
_LENGTH = (
    r"\b(?:\w*met(?:re|er)s?|kilomet\w+|km|m|cm|mm|miles?|feet|foot|ft|inch(?:es)?|yards?|leagues?)\b"
    r"|\b(?:\w*метр\w*|км|м|см|мм|мил[яьи]\w*|верст\w*|вёрст\w*|фут\w*|дюйм\w*)\b"
    r"|미터|킬로|센티|마일|피트|인치|\d\s?(?:km|m|cm|리|척)"
)
_UNITS = {  # of question words: what tells it
    rf"몇\s?(?:살|세)(?![가-힣]*기)|나이{_HOW_MUCH}|\bhow old\b|\bкакого возраста\b": (
        r"\b(?:years?|months?|old|aged?|born|(?:1[0-9]|20)\d\d)\b|\b(?:год|лет\b|возраст|род[иё])"
        r"|\d\s?(?:살|세|개월|년)|[살세](?![가-힣])|나이|태어"
    ),
    r"며칠|얼마나 오래|얼마나 걸|몇\s?(?:초|분|시간|일|주|달|개월|년)\s?(?:동안|이나|만에|간|걸)"
    r"|\bhow many (?:seconds|minutes|hours|days|nights|weeks|months|years)\b"
    r"|\bhow long (?:did|does|do|will|has|have|had|would|can|must|should)\b"
    r"|\bкак долго\b|\bсколько (?:времени|секунд|минут|часов|дней|суток|недель|месяцев|лет)\b": _TIME,
    r"\bhow long\b": f"{_TIME}|{_LENGTH}",
    r"\bhow fast\b|\bwhat speed\b|\bс какой скоростью\b|\bкакова скорость\b|얼마나 빠[르른]"
    rf"|(?:속도|속력){_HOW_MUCH}": (
        r"%|\b(?:per|an?|each) (?:second|minute|hour|day|month|year)\b|/ч|/с\b|km/h"
        r"|\b(?:per ?cent|mph|km/?h|knots?|m/s|times|\wbps)\b|\bв (?:секунду|минуту|час|сутки|год)\b"
        r"|\b(?:процент|узл|раз)|시속|초속|분속|노트|퍼센트|[\d두세네]\s?배"
    ),
    r"\bhow heavy\b|\bhow much (?:does|do|did) .*\bweigh\b|\bсколько вес\w+\b|\bкаков вес\b|얼마나 무거"
    rf"|(?:무게|체중|중량){_HOW_MUCH}": (
        r"\b(?:\w*gram(?:me)?s?|kilos?|kgs?|g|tons?|tonnes?|pounds?|lbs?|ounces?|stone)\b|\d\s?(?:kg|g|t)\b"
        r"|\b(?:\w*грамм\w*|кг|г|т|тонн\w*|кило|пуд\w*|фунт\w*|центнер\w*)\b|그램|킬로|톤|파운드|온스"
    ),
    r"\bhow (?:far|tall|deep|wide)\b|\bwhat (?:is|was) the (?:height|length|depth|width|distance)\b"
    r"|\bна каком расстоянии\b|\bкаков[оа] (?:расстояние|высота|длина|глубина|ширина)\b"
    rf"|얼마나 (?:멀|높은가|긴가|깊)|(?:거리|높이|길이|깊이|너비|폭){_HOW_MUCH}": (
        rf"{_LENGTH}|\b(?:minutes?|hours?)\b|\b(?:минут|час)|분|시간|층"
    ),
    rf"\bwhat (?:is|was) the area\b|\bкакова площадь\b|(?:면적|넓이){_HOW_MUCH}": (
        r"\b(?:square|hectares?|ha|acres?|sq)\b|[²㎡㎢㏊]|\bкв\b|\b(?:квадратн|гектар|сот[оок])|\bга\b|제곱|헥타르|평|k?m2"
    ),
    r"\bwhat temperature\b|\bhow (?:hot|cold|warm)\b|\b(?:какова|какой|какая) температур|몇\s?도(?![가-힣]*시)"
    rf"|(?:온도|기온){_HOW_MUCH}": r"[°℃]|영하|영상|\d\s?도|\bградус"
    r"|\b(?:degrees?|celsius|minus|zero|минус|ноль|нул[яе])\b",
}  # fmt: skip
_ASKED = [(re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE)) for asked, told in _UNITS.items()]
_SPAN = re.compile(_SPANS, re.IGNORECASE)

# What a Korean question counts with, and what a sentence may count the same with.
_COUNTERS = {
    "명 인 분 사람": "명|인(?![가-힣])|인[을의이은]|분(?![가-힣])|사람|가족|식구",
    "회 번 차례": "회|번|차례|차(?![가-힣])",
    "마리": "마리",
    "권 부": "권|부(?![가-힣])|책",
    "척": "척|대",
    "가구 세대": "가구|세대|호",
    "층": "층",
    "배": "배",
    "그루": "그루",
    "대": "대|량|기",
}
_COUNTED = re.compile(rf"몇\s?({'|'.join(word for words in _COUNTERS for word in words.split())})(?![가-힣]*[관과])")
_NUMBER = (
    r"(?:[\d.,한두세네십백천만억조열]|다섯|여섯|일곱|여덟|아홉|스물|스무|서른|마흔|쉰|예순|수십|수백)\s?(?:여\s?)?"
)
_TOLD = {
    word: re.compile(rf"{_NUMBER}(?:{told})|혼자|홀로") for words, told in _COUNTERS.items() for word in words.split()
}
_HANGUL = re.compile(r"[가-힣]")


def told_in_unit(sentence: str, question: str) -> bool:
    """Whether a sentence tells anything in the unit that a question wants; of a counter only a Korean one can tell."""
    told, counted = _wanted(question)
    if told and not told.search(sentence):
        return False
    return not counted or not _HANGUL.search(sentence) or counted.search(sentence) is not None


def names_a_span(sentence: str, question: str) -> bool:
    """Whether a sentence tells a time without any figure, 아흐레, полгода, where a question wants one."""
    told, _ = _wanted(question)
    return told is not None and told.pattern.startswith(_TIME) and _SPAN.search(sentence) is not None


@lru_cache(maxsize=256)
def _wanted(question: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What tells the unit asked for, and what counts; None for what is not asked for."""
    told = next((told for asked, told in _ASKED if asked.search(question)), None)
    counter = _COUNTED.search(question)
    return told, _TOLD[counter.group(1)] if counter else None
