"""Bodies whose names are made of usual words: "Federal Treasury", «Счётная палата», 환경보전부.

A body is an office word with words that tell it from others of its kind; an office word alone ("the ministry") is
none. Its shape alone finds it. Owns the office words of such names, and whether two bodies may be one: by the words
of one language, across languages by the translation table. The embedding of such short phrases tells nothing there.
Does not know which body a claim should name: that is `replaced`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.wording import says
from index.analyzer import terms
from index.sentences import kiwi
from index.text import language_of

# Kinds of bodies: English words, beginnings of Russian ones, ends of Korean ones. A word may be of two kinds.
_OFFICES = {
    "ministry": ("Ministry Department Treasury", "министерств департамент казначейств", "부"),
    "parliament": (
        "Parliament Assembly Senate Duma Congress Council Chamber",
        "парламент собрани дум сенат совет палат",
        "의회 평의회 국회 상원 하원",
    ),
    "committee": ("Committee Commission Council Chamber", "комитет комисси совет палат", "위원회 협의회 평의회"),
    "court": ("Court Tribunal", "суд трибунал", "법원 재판소"),
    "school": (
        "Institute University Academy College Centre Center Observatory",
        "институт университет академи колледж обсерватори",
        "연구원 연구소 대학교 대학 아카데미",
    ),
    "purse": ("Bank Fund Foundation", "банк фонд", "은행 재단 기금"),
    "agency": (
        "Agency Bureau Office Authority Administration Service Inspectorate Secretariat Directorate",
        "агентств служб инспекци управлени секретариат прокуратур",
        "청 처 진흥원 공단 관리원 감사원 개발원 평가원",
    ),
    "society": ("Association Society Organisation Organization", "ассоциаци общество", "협회 학회"),
    "house": ("Library Museum Hospital Registry", "библиотек музе больниц", "도서관 박물관 병원"),
}
# What many bodies of different names begin with.
_LOOSE = frozenset(
    "state national federal central international general public royal high supreme office "
    "государственный федеральный национальный центральный международный общий верховный российский "
    "федерация республика край область "
    "국가 국립 중앙 연방 한국 국제 전국 위원 연구".split()
)
_EN_JOIN = r"(?: of the | for the | of | for | and | & | |, (?=[A-Z][\w’'-]* and [A-Z]))"
_EN = re.compile(rf"\b[A-Z][\w'’-]*(?:{_EN_JOIN}[A-Z][\w'’-]*)+")
_EN_BEFORE = re.compile(
    r"(?:The|An?|In|By|At|On|For|Of|As|Its|After|When|While|And|But|Both|Only|Under|From|With|Since|Every|To)\s"
)
_EN_SMALL = frozenset("of for the and &".split())
_RU_END = r"(?:ами|ями|ого|ому|ах|ях|ам|ям|ом|ем|ей|ой|ою|ов|ии|ию|ия|ие|ий|[ыиауеояюй])?"
_RU_ADJECTIVE = r"[А-ЯЁа-яё]+(?:[иы]й|ая|яя|ое|ее|[ое]го|[ое]му|[иы]м|[ое]м|[ое]й|ую|юю|[иы]е|[иы]х|[иы]ми)"
_RU_TAIL = r"(?: и)? [А-ЯЁа-яё-]{4,}(?:[ое]го|[ое]й|[иы]х|ов|ев|ей|ий|[ыиая])(?<![аеиоуыя]л[аи])(?<!ая)\b"
_KO_PARTICLES = r"(?:은|는|이|가|을|를|의|에|에서|에게|와|과|로|으로|도|만|이다|였다|이었다|에서는|에는|측)*(?![가-힣])"
# Korean words that end as a ministry or an agency does.
_KO_NONE = re.compile(
    r".*(?:(?<!재)정부|[본간외내학행여납]부|(?:선임|책임|수석|객원|초빙|전문)연구원|[신요시도구군초]청|[근부상대출거래락입매]처)"
)
ALIKE = 0.5  # share of the words of the shorter of two names above which they may be one


class Body(NamedTuple):
    """`text[start:end]` of a sentence is a body.

    Attributes:
        kinds: of bodies that its office word may be of.
        telling: its other words, less those that many bodies have; never empty.
    """

    start: int
    end: int
    text: str
    kinds: frozenset[str]
    telling: tuple[str, ...]


@lru_cache(maxsize=4_000)
def bodies(text: str) -> tuple[Body, ...]:
    """The bodies that a sentence names, in order."""
    finder = {"ko": _korean, "ru": _russian}.get(language_of(text), _english)
    found = []
    for start, end, heads, words in finder(text):
        telling = tuple(word for word in words if word.lower() not in _LOOSE) or (heads[0],)
        kinds = _kinds(heads[0]) if words else frozenset()
        if kinds:
            found.append(Body(start, end, text[start:end], kinds, telling))
    return tuple(found)


@lru_cache(maxsize=2_000)
def _kinds(head: str) -> frozenset[str]:
    column = 2 if re.search("[가-힣]", head) else 1 if re.search("[а-яё]", head, re.IGNORECASE) else 0
    low = head.casefold()
    return frozenset(
        kind for kind, row in _OFFICES.items() if any(low.startswith(word.casefold()) for word in row[column].split())
    )


@lru_cache(maxsize=3)
def _head(column: int) -> re.Pattern[str]:
    words = sorted({word for row in _OFFICES.values() for word in row[column].split()}, key=len, reverse=True)
    own = "|".join(words)
    return re.compile((rf"\b(?:{own})\b", rf"\b(?:{own}){_RU_END}\b", rf"(?:{own})$")[column], re.IGNORECASE)


Found = Iterator[tuple[int, int, list[str], list[str]]]


def _english(text: str) -> Found:
    for match in _EN.finditer(text):
        start = match.start()
        while cut := _EN_BEFORE.match(text[start : match.end()]):
            start += cut.end()
        own = text[start : match.end()]
        bare = _head(0).sub(" ", re.sub("[’']s?(?!\\w)", "", own))
        words = [word for word in re.findall(r"\w[\w'’-]*", bare) if word not in _EN_SMALL]
        if heads := _head(0).findall(own):
            yield start, match.end(), heads, words


@lru_cache(maxsize=1)
def _russian_shape() -> re.Pattern[str]:
    return re.compile(rf"(?:\b{_RU_ADJECTIVE} ){{0,2}}(?:{_head(1).pattern})(?:{_RU_TAIL}){{0,4}}", re.IGNORECASE)


def _russian(text: str) -> Found:
    """With a capital, or a ministry or the like with what it is for: «министерство науки»."""
    for match in _russian_shape().finditer(text):
        words = match.group().split()
        at = next(i for i, word in enumerate(words) if _head(1).fullmatch(word))
        first = next((i for i in range(at) if words[i][0].isupper()), at)
        named = [word for word in words[first:] if not _head(1).fullmatch(word) and len(word) > 3]
        small = not re.search("[А-ЯЁ]", " ".join(words[first : at + 1]))
        if small and not re.match("министерств|казначейств|агентств", words[at]):
            continue
        start = match.start() + sum(len(word) + 1 for word in words[:first])
        yield start, match.end(), [words[at]], named


@lru_cache(maxsize=1)
def _korean_shape() -> re.Pattern[str]:
    ends = _head(2).pattern.removesuffix("$")
    return re.compile(rf"(?<![가-힣])[가-힣]{{2,12}}?{ends}(?={_KO_PARTICLES})")


def _korean(text: str) -> Found:
    for match in _korean_shape().finditer(text):
        office = _head(2).search(match.group())
        if office and not _KO_NONE.fullmatch(match.group()):
            yield match.start(), match.end(), [office.group()], _nouns(match.group()[: office.start()])


@lru_cache(maxsize=4_000)
def _nouns(word: str) -> list[str]:
    """The nouns of a Korean compound; the compound where there are none."""
    return [token.form for token in kiwi().tokenize(word) if token.tag[0] == "N" and len(token.form) > 1] or [word]


def may_be_one(one: Body, other: Body) -> bool:
    """Whether two bodies may be one.

    In one language they share most words of the shorter; across languages the one says a word of the other.
    """
    if language_of(one.text) != language_of(other.text):
        return says_any(one, other.text) or says_any(other, one.text)
    mine, yours = _stems(one), _stems(other)
    return len(mine & yours) > ALIKE * min(len(mine), len(yours))


def _stems(body: Body) -> set[str]:
    if re.search("[가-힣]", body.text):
        return set(body.telling)
    return {term[:5] for word in body.telling for term in terms(word)}


def says_any(body: Body, text: str, *, every: bool = False) -> bool:
    """Whether a text says one, or each, of the words that tell a body."""
    target = language_of(text)
    if target == language_of(body.text):
        low = text.casefold().replace("ё", "е")
        ends = [word.casefold().replace("ё", "е")[: 5 if len(word) > 4 else None] for word in body.telling]
        return (all if every else any)(word in low for word in ends)
    heard = [says(" ".join([text, *_split(text)]), word, language=target) for word in body.telling]
    return all(heard) if every else any(heard)


@lru_cache(maxsize=4_000)
def _split(text: str) -> tuple[str, ...]:
    """The nouns of the Korean bodies of a text, which the table knows one by one."""
    return tuple(word for body in bodies(text) for word in body.telling) if language_of(text) == "ko" else ()
