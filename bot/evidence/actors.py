"""Where a sentence names a person, an organisation or a place, in three scripts, by shapes and lists of words.

Does not know questions, and does not understand: a name is told by its capital letters, by the title beside it, or,
in Korean, by the verb of which it is the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.korean import stem
from bot.evidence.usual import composed, is_usual, usual

Span = tuple[int, int]

_LATIN = r"(?:[A-Z]\.|[A-ZÀ-Ž](?:[A-Za-zÀ-ž0-9&’'.-]*[A-Za-zÀ-ž0-9&])?)"
_CYRILLIC = r"(?:[А-ЯЁ]\.|[А-ЯЁ][А-Яа-яЁё-]*[А-Яа-яЁё])"
_RUN = re.compile(
    rf"\b{_LATIN}(?:\s(?:(?:of|for|de|van|von)\s(?:the\s)?)?{_LATIN})*|(?<!\w){_CYRILLIC}(?:\s{_CYRILLIC})*"
)
_QUOTED = re.compile(r"[‘“'\"«「『]([^’”'\"»」』]{2,60})[’”'\"»」』]")
_PART_OF = re.compile(r"\s(?:of|for)\s")
# Of a name in Russian only the first word is written with a capital: «Корейский институт строительства».
_RUSSIAN_TAIL = re.compile(
    r"(?:\s(?:институт|университет|центр|банк|фонд|комитет|совет|союз|завод|музей|суд|академи|компани|корпораци|групп"
    r"|организаци|ассоциаци|агентств|министерств|управлени|служб|обществ|школ|больниц|библиотек)\w*)?"
    r"(?:\s[а-яё]+(?:ых|их|ого|его|ой)\s[а-яё]+|\s[а-яё]+(?:ии|ия|ства|тики|ов|ев))*"
)
_RUSSIAN_HEAD = re.compile(
    r"(?:институт|университет|центр|банк|фонд|комитет|совет|союз|завод|музей|академи|компани|корпораци|групп|организаци"
    r"|ассоциаци|агентств|министерств|управлени|служб|обществ)\w*|\w+(?:ий|ый|ой|ая|ое|ого|ому|ую|ым|им|ом)",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:Board|Foundation|Institute|University|Cent(?:re|er)|Bank|Ministry|Council|Committee|Agency|Group|Company"
    r"|Corporation|Corp|Inc|Ltd|LLC|Office|Port|Point|Quay|Bay|Islands?|River|Lake|Sea|Strait|Mount|Street|Avenue|City"
    r"|Republic|Federation|Union|United|Kingdom|States|North|South|East|West|Northern|Southern|Eastern|Western|Museum"
    r"|School|College|Hospital|Park|Hall|Church|Court|Parliament|Association|Society|Party|Programme|Program|Project"
    r"|Initiative|Strategy|Forum|Summit|Conference|Agreement|Act|Law|Plan|Report|War|Award|Prize|Cup|League|Technolog"
    r"(?:y|ies)|Systems|Logistics|Industries|Electronics|Department|Service|Services|Fund|Trust|Economic|National"
    r"|International|Digital|Academy|Centre for|Korea|Russia|China|Japan)\b"
    r"|(?<!\w)(?:Институт|Университет|Центр|Банк|Фонд|Министерств|Совет|Комитет|Агентств|Корпораци|Компани|Порт|Остров"
    r"|Река|Озеро|Улиц|Республик|Федераци|Союз|Музей|Школ|Больниц|Восточн|Западн|Северн|Южн|Российск|Корейск)\w*"
)
_BODY = re.compile(
    r"\b(?:Board|Foundation|Institute|Bank|Ministry|Council|Committee|Agency|Group|Company|Corporation|Inc|Ltd|LLC"
    r"|Association|Society|Party|Fund|Trust)\b|(?<!\w)(?:Фонд|Банк|Министерств|Совет|Комитет|Агентств|Корпораци|Компани)"
)
_DEMONYM = re.compile(
    r"[A-Z][a-z]+(?:ean|ian|ese|ish|ans)|[А-ЯЁ][а-яё]+(?:ск|цк)(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)"
)
_MONTH = re.compile(r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|\w+day")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|from|to|near|on|between|across)|(?<!\w)(?:в|во|из|на|под|при|до|от|к|между))\s[«“\"]?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]+(?:-[a-zа-яё]+)*")

# Who made a text, in a line of its own: "By Ada Quill", «Автор: ...», "홍길동 기자".
_MADE_BY = r"(?i:written|prepared|compiled|edited|translated|photos?|text|story|interview)"
_BYLINE = re.compile(
    rf"(?:(?i:authors?|editors?|writer)|{_MADE_BY}(?: by)?)\s?:\s"
    rf"|(?:{_MADE_BY}\s)?(?i:by)\s(?:[A-Z][\w.’'-]+(?:,? and|,|\.)?\s?){{2,8}}(?:,?\s?\d.*)?$"
    r"|(?i:автор|составител|редактор|текст|фото|перевод|записал|подготовил|беседовал)(?i:\w*)\s?:\s"
    r"|(?:(?i:материал)\s)?(?i:подготовил|беседовал|записал|перев[её]л)[аи]?\s[А-ЯЁ]"
    r"|(?:저자|글쓴이|지은이|작성자|필자|글|사진|인터뷰|편집|취재|번역|옮긴이|엮은이)\s?[:·|]\s"
    r"|[가-힣]{2,4}\s(?:(?:선임|수석|객원|전문)\s?)?기자\W*$"
)
_LONGEST_BYLINE = 120  # characters
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길"
    "연위표명기반왕금옥육인맹제모탁국"
)
_TITLE = (
    r"(?:교수|대표|회장|의원|원장|장관|차관|대통령|총리|(?:수석|책임|선임)?연구위원|위원장|위원|사장|소장|관장|이사장|이사|박사|총재|주석|지사장"
    r"|기자|작가|(?<![가-힣])시장|도지사|지사|군수|구청장|국장|과장|부장|실장|팀장|단장|단지장|센터장|학장|총장|감독|코치|선장|연구원|변호사|판사|검사|대사"
    r"|영사|목사|신부|선생|씨|화가|시인|소설가|건축가|배우|가수|선수|의사|장군|제독|전무|상무|책임자|저자|설립자|창립자|지휘자)"
)
_FOREIGN = r"[가-힣]{1,6}(?<![은는을를의과와도에])\s[가-힣]{2,6}?"
_HANGUL_NAME = rf"(?:[{_SURNAMES}][가-힣]{{1,3}}?|{_FOREIGN})"
_BEHIND = r"(?=(?:은|는|이|가|을|를|의|도|과|와|에게|께서|이며|이다|이고|였|이었|입니|로)?(?:[\s,.()]|[다며고니]|$))"
_KOREAN = (
    re.compile(rf"(?<![가-힣])({_HANGUL_NAME}|[가-힣]{{2,6}})(?=\s?\([A-Z][^()]*\))"),
    re.compile(rf"(?<![가-힣])({_HANGUL_NAME})(?=\s?(?:부)?{_TITLE}(?![적단팀권제성작부]))"),
    re.compile(rf"{_TITLE}\s({_HANGUL_NAME}){_BEHIND}"),
    re.compile(rf"(?:{_TITLE}|[가-힣]장)[은는]\s({_HANGUL_NAME})(?=\s?(?:이다|이며|이고|였|이었|입니|[.,]))"),
)
_DOES = (
    r"(?:맡[았은고기]|이끌|이끄|이끈|세우|세웠|세운|설립|창립|창설|설계|제작|만들|개발|운영|작성|집필|썼|쓴|발명|건설|지었|지은|주최|주관|실시|제안"
    r"|발표|소유|제공|부담|인수|투자|지원|생산|공급|발견|제기|주장|밝[혔히]|말[하했])"
)
_SUBJECT = re.compile(
    rf"(?<![가-힣])((?:[가-힣A-Za-z]+\s)?[가-힣A-Za-z]{{2,}}?)(?:이|가|에서)\s(?=(?:\S+\s){{0,3}}?{_DOES})"
)
_BODY_SUBJECT = re.compile(
    r"(?<![가-힣])([가-힣A-Za-z]{2,}(?:재단|은행|대학교|연구소|연구원|센터|협회|기금|공사|병원|그룹|학회|회사))[은는이가]\s"
)
_KOREAN_PLACE = re.compile(r"(?<![가-힣])([가-힣]{2,}?)(?=(?:에|에서|으로|로)[\s,.])")
_KOREAN_BODY = re.compile(
    r"(?:재단|은행|대학교|대학|연구소|연구원|센터|협회|기금|공사|위원회|정부|병원|그룹|포럼|학회|학교|회사|기업|청|부|원|사)$"
)


def is_byline(sentence: str) -> bool:
    """Whether a sentence does no more than name who made a text."""
    return len(sentence) <= _LONGEST_BYLINE and bool(_BYLINE.match(sentence.lstrip("*_ ")))


def persons(sentence: str) -> list[Span]:
    """Names of two words and more that no organisation or place bears, and Korean ones beside a title."""
    found = [_without_affiliation(sentence, span) for span in _runs(sentence)]
    found = [
        (start, end)
        for start, end in found
        if 1 <= sentence[start:end].count(" ") <= 4 and not _NO_PERSON.search(sentence[start:end])
    ]
    return found + _korean_persons(sentence)


def actors(sentence: str) -> list[Span]:
    """Persons and organisations: any name but a bare place, a month, or the first word of the sentence."""
    placed = [span for span in _placed(sentence) if " " not in sentence[slice(*span)]]
    found = [_without_affiliation(sentence, span) for span in _named(sentence) if span not in placed]
    return found + _korean_persons(sentence) + list(_subjects(sentence))


def named(sentence: str) -> list[Span]:
    """Every name, of whatever it is."""
    return list(_named(sentence)) + _korean_persons(sentence)


def places(sentence: str) -> list[Span]:
    """Names behind "in", "at" and the like, those joined to them, and Korean ones that "에", "에서" stand behind.

    Where no name stands so, every one that is no person's.
    """
    found = _placed(sentence)
    found += [match.span(1) for match in _KOREAN_PLACE.finditer(sentence) if match[1] in usual()["ko-names"]]
    if found:
        return found
    people = persons(sentence)
    others = [span for span in _runs(sentence) if span not in people]
    return [span for span in others if not _BODY.search(sentence[slice(*span)])]


def _placed(sentence: str) -> list[Span]:
    found: list[Span] = []
    for span in _named(sentence):
        joined = found and re.fullmatch(r"(?:,| and| or| и| или|, and)\s(?:the )?", sentence[found[-1][1] : span[0]])
        if joined or _PLACE_BEFORE.search(sentence[: span[0]]):
            found.append(span)
    return found


def _named(sentence: str) -> Iterator[Span]:
    yield from _runs(sentence)
    for match in _QUOTED.finditer(sentence):
        if re.search("[A-ZА-ЯЁ]", match[1]) or not (match[1].islower() or all(map(composed, match[1].split()))):
            yield match.span(1)


def _runs(sentence: str) -> Iterator[Span]:
    """Capitalised words in a row that are no date, figure or adjective of a country, nor only begin the sentence."""
    matches = list(_RUN.finditer(sentence))
    if not matches:
        return
    taken = [(date.start, date.end) for date in dates(sentence)]
    taken += [(figure.start, figure.end) for figure in figures(sentence) if not figure.code]
    for match in matches:
        start, end = match.span()
        head = re.match(r"(?:The|A|An|In|On|At|Its?|He|She|By|For|From|This|That)\s", sentence[start:end])
        start += head.end() if head else 0
        text = sentence[start:end]
        if any(a < end and start < b for a, b in taken) or _MONTH.fullmatch(text) or _DEMONYM.fullmatch(text):
            tail = _RUSSIAN_TAIL.match(sentence, end)
            if not (_DEMONYM.fullmatch(text) and tail and tail.end() > end):
                continue
        begins = not re.search(r"\w", sentence[:start]) and _BEGINS.fullmatch(text)
        if begins and is_usual(text) and not _tail(sentence, start, end):
            continue
        yield start, end + _tail(sentence, start, end)


def _tail(sentence: str, start: int, end: int) -> int:
    """How many characters of small words behind a Russian name belong to it."""
    last = sentence[start:end].split(" ")[-1]
    if not _RUSSIAN_HEAD.fullmatch(last) or not re.match("[А-ЯЁ]", last):
        return 0
    match = _RUSSIAN_TAIL.match(sentence, end)
    return match.end() - end if match else 0


def _without_affiliation(sentence: str, span: Span) -> Span:
    """Of "Ada Quill of the Institute for Tides" the person."""
    cut = _PART_OF.search(sentence, *span)
    person = cut and " " in sentence[span[0] : cut.start()] and not _NO_PERSON.search(sentence[span[0] : cut.start()])
    return (span[0], cut.start()) if cut and person else span


def _korean_persons(sentence: str) -> list[Span]:
    """Korean names beside a title, or with their Latin spelling behind them; not common words."""
    return [
        match.span(1)
        for n, pattern in enumerate(_KOREAN)
        for match in pattern.finditer(sentence)
        if n == 0 or not any(composed(word) or composed(stem(word)) for word in match[1].split())
    ]


def _subjects(sentence: str) -> Iterator[Span]:
    """Korean subjects of what people and firms do: "동해에너지가 운영한다"; bodies whatever they do."""
    yield from (match.span(1) for match in _BODY_SUBJECT.finditer(sentence))
    for match in _SUBJECT.finditer(sentence):
        start, end = match.span(1)
        first, _, last = match[1].rpartition(" ")
        if first and re.search("[은는을를의로과와에서도만]$|[0-9]", first):
            start = end - len(last)
        body = _KOREAN_BODY.search(last)
        if (body and body.start() > 0) or not composed(last):
            yield start, end
