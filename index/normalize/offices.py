"""Who published a text, as its imprint says: "Ministry of Ports, Oslo, 5 May 2024", "항만연구원 자료 3호 · 2024년".

Owns the shapes of the names of offices in three languages. An imprint names its publisher where one of its parts
is an office from end to end; where two are, it says nothing for certain.
"""

from __future__ import annotations

import re

from index.normalize.dates import imprint_date

_PARTS = re.compile(r"\s*(?:(?<=[^\W\d_][^\W\d_])\.\s|(?<=\d г)\.\s|[;|·•]|\s[—–]\s)\s*")
_PLACE = re.compile(r",\s+(?:г\.\s?)?[A-ZА-ЯЁ][\w-]+(?:\s[A-ZА-ЯЁ][\w-]+)?$")
_UNDATED = re.compile(r",?\s+(?:\d{1,2}\s)?[^\W\d_]+\.?(?:\s\d{1,2})?,?\s(?:19|20)\d\d(?:\s?г(?:\.|ода?)?)?\.?$")
_EN = re.compile(
    r"(?:(?:Federal |National |State |Royal )?(?:Ministry|Department|Bureau|Office|Institute|Cent(?:re|er)|University"
    r"|Agency|Academy|Commission) (?:of|for) (?:the )?[A-Z][\w'’-]+"
    r"(?:(?:,? and | & |, | of | for | of the | )[A-Z][\w'’-]+)*"
    r"|(?:[A-Z][\w'’-]+ ){1,4}(?:Institute|Cent(?:re|er)|University|Agency|Academy|Ministry|Foundation|Observatory))"
)
_RU = re.compile(
    r"(?:[А-ЯЁ][а-яё-]+(?:ий|ый|ой|ая|ое) )?(?i:министерство|институт|центр|агентство|университет|академия|фонд)"
    r"(?:,? [а-яё-]+| [А-ЯЁ][\w-]+| «[^»]+»){1,12}"
)
_RU_VERB = re.compile(r"\b[а-яё]+(?:ет|ит|ют|ят|[иаыеуя]л[аио]?|ся|сь)\b")
_KO = re.compile(
    r"(?P<name>[가-힣]{2,12}(?:연구원|연구소|연구센터|위원회|재단|포럼|대학교|은행|연구회|협의회|진흥원|개발원|협회|학회)|[가-힣]{3,8}부|[가-힣]{2,8}[처청](?<!부처))"
    r"(?:\s+\S*(?:과|팀|국|실|단|센터|자료|호|보고서|브리프))*"
)


def publisher(text: str) -> str:
    """The only office that an imprint, a line of parts with a date, names; empty where none or several."""
    if not imprint_date(text):
        return ""
    found = {name for part in _PARTS.split(text) if (name := _office(part.strip(" .,")))}
    return found.pop() if len(found) == 1 else ""


def _office(part: str) -> str:
    """The office that a part is, less the place and the date behind it."""
    bare = _UNDATED.sub("", part)
    bare = re.sub(r",\s+(?:19|20)\d\d.*$", "", bare)
    if korean := _KO.fullmatch(bare):
        return korean["name"]
    for name in (_PLACE.sub("", bare), bare):
        if _EN.fullmatch(name) or (_RU.fullmatch(name) and not _RU_VERB.search(name)):
            return name
    return ""
