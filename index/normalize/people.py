"""Who wrote a text, as its imprint says: "By Ada Moss and B. Kim", "Автор: П. И. Лунин, историк", "글: 윤서린 연구원".

Owns the words that announce an author and the shapes of names in three languages. What follows such a word counts
only where it is names from end to end, so that a sentence ("By Tuesday, the crew …") and an office name nobody.
Knows no names; does not cover authors that no word announces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_LONGEST = 260  # characters of an imprint
_BEGINS = r"(?:^|\n|[.;|·•,(—–]\s*)"
_ENDS = r"(?=\s*(?:$|[.;|·•)(—–\n]|,\s+[a-zа-яё]))"  # behind a comma what the author is: "historian"

_EN_OFFICE = (
    r"(?!(?:(?:Ministry|Department|Institute|Cent(?:re|er)|Universit(?:y|ie)|Office|Council|Committee|Commission"
    r"|Agency|Foundation|Bank|Association|Secretariat|Staff|Team|Government|Bureau|Group|Board|School|Faculty)s?"
    r"|The|This|These|That|An?|In|On|At|Its?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?![\w'’-]))"
)
_EN_TITLE = r"(?:(?:Dr|Prof|Professor|Associate Professor|Mr|Mrs|Ms|Sir|Dame)\.?\s+)*"
_EN_WORD = rf"{_EN_OFFICE}[A-Z][a-zà-ÿ'’]*[A-Za-zà-ÿ](?:-[A-Za-zà-ÿ]+)*"
_EN_NAME = (
    rf"{_EN_TITLE}(?P<NAME>(?:(?:[A-Z]\.-?\s?)+|{_EN_WORD}\s+)(?:(?:[A-Z]\.|{_EN_WORD}|van|von|den?|der|da|dos?|del?"
    rf"|di|la|le|bin|al)\s+){{0,3}}{_EN_WORD})(?![\w'’-])"
)
_RU_OFFICE = (
    r"(?!(?:Институт|Центр|Министерств|Департамент|Отдел|Групп|Редакци|Комитет|Управлени|Агентств|Университет"
    r"|Фонд|Совет|Служб|Лаборатори|Академи|Кафедр|Ассоциаци|Комисси)[а-яё]*\b"
    r"|(?:Эта|Этот|Так|По|На|При|Для|Он|Она|Они|В|С)\b)"
)
_RU_WORD = rf"{_RU_OFFICE}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_RU_TITLE = r"(?:(?:д-р|проф\.|профессор|доцент|академик)\s+)?"
_RU_NAME = (
    rf"{_RU_TITLE}(?P<NAME>(?:[А-ЯЁ]\.\s?){{1,2}}{_RU_WORD}|{_RU_WORD}\s[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?"
    rf"|{_RU_WORD}\s+(?:{_RU_WORD}\s+)?{_RU_WORD})(?![\w-])"
)
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반왕금옥육인맹제모탁국어은편용나라"
)
_KO_ROLE = (
    r"(?:\s*(?:선임|책임|수석|초빙|객원|명예|부|조)?\s?(?:연구위원|연구원|교수|박사|기자|과장|서기관|사무관|주무관|팀장"
    r"|부장|실장|센터장|소장|변호사|위원|대표|작가))?(?:\s*\([^()]{1,40}\))?"
)
_KO_NAME = (
    rf"(?P<NAME>[{_SURNAMES}](?![가-힣]{{0,2}}(?:팀|실|과|처|청|단|센터)(?![가-힣]))[가-힣]{{1,2}}"
    rf"|(?:남궁|황보|선우|제갈|독고|사공)[가-힣]{{1,2}})(?![가-힣]){_KO_ROLE}"
)
_AUTHOR_RU = (
    r"(?:авторы?|автор-составитель|составител[ьи])(?:\s+(?:обзора|доклада|статьи|отч[её]та|записки|исследования))?"
)


def _pattern(label: str, name: str, between: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    bare = name.replace("?P<NAME>", "?:")
    listed = rf"{bare}(?:(?:{between}){bare})*"
    return re.compile(rf"{_BEGINS}{label}(?P<names>{listed}){_ENDS}"), re.compile(name.replace("NAME", "name"))


_ALL = (
    _pattern(
        r"(?:(?:(?i:(?:lead |principal |co-?)?authors?|(?:written|prepared|compiled) by)\s*[:：—–]?|By:?)\s+)",
        _EN_NAME,
        r"\s*[,;]\s+(?:and\s+)?|\s+(?:and|&)\s+",
    ),
    _pattern(
        rf"(?:(?i:{_AUTHOR_RU}|(?:подготовил|составил|написал)[аи]?)\s*[:：—–]?\s+)",
        _RU_NAME,
        r"\s*[,;]\s+|\s+и\s+",
    ),
    _pattern(
        r"(?:(?:저\s?자|지은이|글쓴이|작성자|집필자?|필자)\s*[:：]?\s*|글\s*[:：]\s*)",
        _KO_NAME,
        r"\s*[,;·ㆍ/]\s*|\s+및\s+",
    ),
)


def authors(text: str) -> tuple[str, ...]:
    """The authors that an imprint or a line with a label names, without their titles; empty where none is sure."""
    if len(text) > _LONGEST:
        return ()
    return tuple(dict.fromkeys(_named(text)))


def authors_of_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The authors that the lines of an imprint name; a list of names may go on in the next line."""
    found: dict[str, None] = {}
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        told, longer = authors(line), authors(f"{line}\n{after}")
        found.update(dict.fromkeys(longer if longer[: len(told)] == told else told))
    return tuple(found)


def _named(text: str) -> Iterator[str]:
    for label, name in _ALL:
        for found in label.finditer(text):
            yield from (" ".join(one["name"].split()) for one in name.finditer(found["names"]))
