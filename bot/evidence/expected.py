"""Where a sentence holds a thing of the kind that a question asks for (`asked`) or a reason; questions for many.

`dates` and `figures` know the shapes, names are told by theirs. Does not know passages; does not understand: a
sentence that holds a figure need not hold the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.korean import stem
from bot.evidence.translit import alike
from index.words.asked import asked_kinds

Span = tuple[int, int]

_NAME = re.compile(
    r"[‘“'\"«「『]([^’”'\"»」』]{2,60})[’”'\"»」』]"  # a name in quotation marks
    r"|\b(?:[A-Z][\w&.-]*|[А-ЯЁ][а-яё-]+|[A-ZА-ЯЁ]{2,})(?:\s(?:of|for|the|and|[A-Z][\w&.-]*|[А-ЯЁ][а-яё-]+))*"
)

_WORD = re.compile(r"[^\W\d_]+")

_SEVERAL = re.compile(
    r"누구누구|무엇무엇|들은\s?(?:무엇|누구)|무엇들|어떤\s?[가-힣]*들|목록|나열|모두"
    r"|(?:과제|분야|조건|이유|까닭|동력|목표|제안|사업|서비스|기업|회사|도시|나라|국가|일)[은는이가들]*\s?(?:무엇|어디|누구|어떤)"
    r"|\b(?:which|what) (?:\w+ )?\w+(?:ies|[^s]s)\b|\blist\b|\bname (?:the|all|some)\b|\ball the\b"
    r"|\bwho (?:are|were|spoke|took part)\b|\bкаки(?:е|х|ми)\b|\bперечисл\w+|\bназовите\b|\bкаковы\b"
    r"|\bкто (?:входит|участв\w+|выступ\w+)",
    re.IGNORECASE,
)
_WHO = re.compile(r"누구|누가|\bwho(?:m|se)?\b|\bкто\b|\bкого\b|\bкому\b|\bкем\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:head|heads|headed|lead|leads|led|chair\w*|direct\w*|found\w*|author\w*|wrot\w*|writ\w*|president|minister)\b"
    r"|возглав\w*|руковод\w*|директор\w*|основал\w*|автор\w*|председател\w*|написал\w*|глав[аы]\b"
    r"|이끄|이끌|이끈|책임자|대표|회장|위원장|사회를|저자|설립자|맡[고은았]|수장",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\bwhy\b|\bwhat caused\b|왜|이유|까닭|원인|\bпочему\b|\bзачем\b|\bотчего\b|\bпричин\w*", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|thanks to|as a result of|reasons?|caused? by|cause[sd]?)\b"
    r"|\b(?:потому что|так как|из-за|поскольку|чтобы|благодаря|в связи с|ввиду|вследствие|причин\w+|иначе)\b"
    r"|[가-힣]+(?:\s?때문|므로|위해|위하여|덕분|[아어]서(?=[\s,])|느라|으로 인해|로 인해|기에)|이유|까닭|원인",
    re.IGNORECASE,
)
_TWO_PARTS = re.compile(r"(?:[A-Z][\w.’-]*\s){1,3}[A-Z][\w’-]*|(?:[А-ЯЁ][а-яё.-]*\s){1,3}[А-ЯЁ][а-яё-]*")
_PLACE_BEFORE = re.compile(r"(?:\b(?:in|at|from|to|near)|\b(?:в|во|из|на|под|при))\s[«“\"]?$", re.IGNORECASE)
_PERSON = re.compile(
    r"(?<![가-힣])([가-힣]{2,6}(?:\s[가-힣]{2,6})?)(?<![고는인한된등의])(?=\s?(?:\(([A-Z][^()]*)\)|(?:(?:부)?(?:교수|대표|회장|의원|원장"
    r"|장관|차관|대통령|총리|연구위원|위원장|위원|사장|소장|관장|이사|박사|총재|주석|지사장|기자|작가))(?![적단팀권제성작])))"
)


@lru_cache(maxsize=256)
def asks_for_several(question: str) -> bool:
    """Whether a question asks for a list."""
    return bool(_SEVERAL.search(question))


def asks_for_person(question: str) -> bool:
    """Whether a question asks who heads, founded or wrote something."""
    return bool(_WHO.search(question) and _ROLE.search(question))


_NOTE = re.compile(r"\[\d{1,3}\]")  # the mark of a footnote: a number that answers nothing


def find_expected(sentence: str, question: str) -> list[Span]:
    """Spans of a sentence that could be the thing asked for and that the question does not itself hold."""
    kinds = asked_kinds(question)
    spans: list[Span] = []
    if "date" in kinds:
        known = {(date.year, date.month, date.day) for date in dates(question)}
        spans += [(d.start, d.end) for d in dates(sentence) if (d.year, d.month, d.day) not in known]
    if "figure" in kinds:
        held = {value for figure in figures(question) for value in figure.values}
        notes = [match.span() for match in _NOTE.finditer(sentence)]
        found = [(f.start, f.end) for f in figures(sentence) if not f.code and not f.values & held]
        spans += [(a, b) for a, b in found if not any(start < a and b < end for start, end in notes)]
    if "name" in kinds:
        named = list(_names(sentence, question))
        if _WHO.search(question):
            named = [span for span in named if _may_act(sentence, span)]
            if asks_for_person(question):  # only a person heads, founds or writes
                named = [
                    span for span in named if _is_person(sentence, span) and not _is_firm(sentence, span, question)
                ]
        spans += named
    if not kinds and _WHY.search(question):
        spans += [match.span() for match in _REASON.finditer(sentence)]
    return _without_overlaps([_trim(sentence, *span) for span in spans])


def _names(sentence: str, question: str) -> Iterator[Span]:
    """Names by their capital letters, Latin script or quotation marks; Korean ones by these or a title behind them.

    Not those that the question itself names, in whatever script.
    """
    known = question.casefold()
    asked = {form for word in _WORD.findall(question) if len(word) > 2 for form in (word, stem(word))}
    for match in _PERSON.finditer(sentence):
        latin = (match.start(2), match.end(2))
        if stem(match[1]) not in question and not (match[2] and _is_firm(sentence, latin, question)):
            yield match.span(1)
    for match in _NAME.finditer(sentence):
        span = _trim(sentence, *match.span())
        text = sentence[slice(*span)]
        if not text or text.casefold() in known or _only_begins_the_sentence(sentence, span):
            continue
        words = [word for word in _WORD.findall(text) if len(word) > 2]
        if not words or not all(any(alike(word, other) for other in asked) for word in words):
            yield span


def _may_act(sentence: str, span: Span) -> bool:
    """Whether a name is not only a place where something is: "in Seoul"."""
    return " " in sentence[slice(*span)] or not _PLACE_BEFORE.search(sentence[: span[0]])


def _is_person(sentence: str, span: Span) -> bool:
    """Whether a name has two parts and stands in no quotation marks, or is what Korean titles stand behind."""
    quoted = span[0] and sentence[span[0] - 1] in "«“‘\"'「『(" and sentence[span[1] : span[1] + 1] in "»”’\"'」』"
    if any(match.span(1) == span for match in _PERSON.finditer(sentence)):
        return True
    return not quoted and bool(_TWO_PARTS.fullmatch(sentence[slice(*span)]))


def _is_firm(sentence: str, span: Span, question: str) -> bool:
    """Whether a name begins with a word that the question names: "Yandex Music", where Yandex is asked about."""
    first = _WORD.match(sentence, span[0])
    return first is not None and first[0].casefold() in {word.casefold() for word in _WORD.findall(question)}


def _only_begins_the_sentence(sentence: str, span: Span) -> bool:
    """Whether a capital letter is only that of a sentence's first word, not of a name."""
    text = sentence[slice(*span)]
    return not re.search(r"\w", sentence[: span[0]]) and bool(re.fullmatch(r"[A-ZА-ЯЁ][a-zа-яё]+", text))


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
