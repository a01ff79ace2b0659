"""What a document says of itself: title, authors, publisher, date, address, language.

Reads the file's own metadata first, then label lines ("Author …", "발행일: …", "Дата …"), then the first heading and
the first dates. Never guesses: what is not written stays empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.normalize import offices, people
from index.normalize.dates import find_date, has_date_label, imprint_date, is_date, is_later, is_little_else
from index.normalize.pieces import Unit, ends_sentence
from index.text import language_of
from index.types import Metadata

_LABELS = {
    "title": r"title|제목|표제|название|заголовок|наименование",
    "authors": r"authors?|by|written by|저자|지은이|작성자|글쓴이|필자|집필자?|автор(?:ы)?",
    "date": r"date(?: of publication)?|published(?: on)?|publication date|posted(?: on)?|release date"
    r"|발행일자?|작성일자?|등록일자?|게시일자?|발간일자?|배포일자?|보도일시?|날짜|일자"
    r"|дата(?: публикации| издания| выхода)?|опубликовано",
    "publisher": r"publisher|published by|issued by|발행처|발행기관|발간처|펴낸\s?곳|출판사"
    r"|издатель(?:ство)?|организация",
    "url": r"url|link|web ?site|source url|주소|링크|원문\s?링크|ссылка|адрес",
    "other": r"series|language|source|volume|pages?|isbn|issn|keywords?|category|department|contact|price|order(?:ing)?"
    r"|총서|언어|출처|분류|담당\s?부서|부서|담당자|연락처|주제어|조회수?|가격|정가|쪽수|면수"
    r"|серия|язык|источник|рубрика|ключевые слова|страниц|цена|тираж",
}
_NAMED = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_LABEL = re.compile(rf"(?:{_NAMED})(?P<mark>\s*[:：]\s*|\t+\s*|\s+)(?P<value>\S.*)", re.IGNORECASE)
_FRONT = 25  # units in which labels are looked for
_EARLY = 10  # units in which the title and the date are looked for
FRONT_MATTER, BACK_MATTER = "front matter", "back matter"
_FEWEST_LABELS = 2
_LONGEST_LABEL, _LONG, _SHORT = 300, 200, 60  # characters
_BACK = 8  # lines behind the last paragraph, at most
_AUTHOR_BREAK = re.compile(r"\s*[;,、]\s*(?:and\s+|и\s+)?|\s+and\s+|\s+и\s+|\s*·\s*|\s+및\s+")
_INITIAL = re.compile(r"(?:^|\s)[A-ZА-ЯЁ]\.$")  # a name that the end of a line has broken
_LONGEST_NAME = 6  # words, of a person or an office
_ANY_REPORT = (
    r"(?:(?:table of )?contents|목\s?차|차\s?례|содержание|оглавление"
    r"|(?:(?:final )?draft )?international standard|norme internationale|(?:национальный|межгосударственный) стандарт"
    r"|(?:technical|working|discussion|policy|white|research|issue) (?:report|paper|specification|brief|note)s?"
    r"|abstract|요\s?약|초록|аннотация|foreword|preface|머리말|서문|предисловие|reference number"
    r"|보도\s?(?:참고\s?)?자료|press release|news|пресс-релиз|новости)$"
)
_NO_TITLE = re.compile(
    r"\W?\d|[IVXⅠ-Ⅻ]+\.|[가-하]\.\s|제\s?\d|[•□■◆©]|copyright\b|" + _ANY_REPORT,
    re.IGNORECASE,
)
# A chapter, or a number that is neither a year nor of a session ("제33차"): not even alone at the top.
_NO_LONE_TITLE = re.compile(
    r"제\s?\d+\s?[장절조편부관항](?![가-힣])|\d+(?:\.\d+)+\b|[•□■◆©]|copyright\b|" + _ANY_REPORT, re.IGNORECASE
)
_OWN_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[Ⅰ-Ⅻ]|[가-하])[.)]\s+")
_SAMPLE, _LEAST = 100_000, 40  # characters of a text and of a paragraph that tell its language
_URL = re.compile(r"https?://\S+")


def metadata(given: Metadata, units: Sequence[Unit], text: str) -> Metadata:
    """Complete what the file's metadata gives with what its text says."""
    labels = _labels(units)
    found = {
        "title": labels.get("title") or _first_heading(units),
        "publisher": labels.get("publisher") or _publisher(units),
        "date": find_date(labels.get("date", "")) or _early_date(units),
        "url": next(iter(_URL.findall(labels.get("url", ""))), ""),
    }
    missing = {name: value for name, value in found.items() if value and not getattr(given, name)}
    authors = given.authors or _authors(units, labels.get("authors", ""))
    return replace(given, **missing, authors=authors, language=_language(given.language, text))


def mark_matter(units: Sequence[Unit]) -> None:
    """Give the lines of labels before the first paragraph, and behind the last, a locator of their own.

    They stand apart from the text: nobody wants "Language Korean" quoted in the middle of an answer.
    """
    labels = label_lines(units)
    prose = [i for i, unit in enumerate(units) if i not in labels and _is_prose(unit)]
    if not prose:
        return
    front = [i for i in labels if i < prose[0]]
    if len(front) >= _FEWEST_LABELS:
        _mark(units[: max(front) + 1], FRONT_MATTER)
    back = units[prose[-1] + 1 :]
    if len(back) <= _BACK and any(_LABEL.fullmatch(unit.text) and len(unit.text) < _SHORT for unit in back):
        _mark(back, BACK_MATTER)


def _is_prose(unit: Unit) -> bool:
    length = len(unit.text)
    return unit.kind in ("row", "note") or length > _LONG or (length > _SHORT and ends_sentence(unit.text))


def _mark(units: Sequence[Unit], name: str) -> None:
    for unit in units:
        if unit.kind in ("text", "item", "row"):
            page = unit.lines[0].page
            unit.locator = f"p. {page}, {name}" if page is not None else f"{unit.locator}, {name}".removeprefix(", ")


def label_lines(units: Sequence[Unit]) -> set[int]:
    """The units in front that name one of the facts above, or the authors; they are no headings."""
    bylines = {i for i, unit in enumerate(units[:_EARLY]) if len(unit.text) < _SHORT and people.authors(unit.text)}
    return bylines.union(i for i, _, _ in _labelled(units))


def _labelled(units: Sequence[Unit]) -> Iterator[tuple[int, str, str]]:
    """Index, name and value of each labelled line: with a colon, or beside another one."""
    front = [(i, _LABEL.fullmatch(unit.text) if _may_be_label(unit) else None) for i, unit in enumerate(units[:_FRONT])]
    at = {i for i, match in front if match}
    for i, match in front:
        if match is None:
            continue
        colon = match["mark"].strip() in (":", "：") or "\t" in match["mark"]
        if colon or {i - 1, i + 1} & at:
            yield i, next(name for name in _LABELS if match[name]), match["value"].strip()


def _may_be_label(unit: Unit) -> bool:
    """A short line, or a row of a table that has no names of its own for its columns."""
    return len(unit.text) < _LONGEST_LABEL and (
        unit.kind in ("text", "heading", "item") or (unit.kind == "row" and not unit.context)
    )


def _labels(units: Sequence[Unit]) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, name, value in _labelled(units):
        found.setdefault(name, value)
    return found


def _first_heading(units: Sequence[Unit]) -> str:
    """The highest heading in front that is no section's; of several at the very top, the one in capitals.

    The only heading of the highest level is the document's, numbered or not.
    """
    headings = [unit for unit in units if unit.kind == "heading"]
    if headings and headings[0] in units[:_EARLY]:
        bare = _OWN_NUMBER.sub("", headings[0].text)
        alone = all(unit.level > headings[0].level for unit in headings[1:])
        if (
            alone
            and (len(headings) > 1 or bare == headings[0].text)
            and not _NO_LONE_TITLE.match(bare)
            and not is_date(bare)
        ):
            return bare
    front = [unit for unit in units[:_EARLY] if unit.kind == "heading" and not _NO_TITLE.match(unit.text)]
    top = [unit.text for unit in front[:3] if unit.text.isupper() and len(unit.text) > 12]
    highest = min((unit.level for unit in front), default=0)
    return next(iter([*top, *(unit.text for unit in front if unit.level == highest)]), "")


def _early_date(units: Sequence[Unit]) -> str:
    """A date that stands on a line of its own near the beginning, else that of an imprint over the first section."""
    short = [unit.text for unit in units[:_EARLY] if len(unit.text) <= 60 and unit.kind != "row"]
    for text in short:
        date = find_date(text)
        if len(date) > 4 and not is_later(text) and (has_date_label(text) or is_little_else(text)):
            return date
    return next((date for text in _imprints(units) if not is_later(text) and (date := imprint_date(text))), "")


def _imprints(units: Sequence[Unit]) -> Iterator[str]:
    """The lines between the title and the first section or table."""
    above = ""
    for unit in units[:_EARLY]:
        broken = bool(above) and unit.plain and not unit.blanks and _INITIAL.search(above)
        if unit.kind == "row" or (unit.kind == "heading" and above and not broken):
            return
        if unit.kind == "text" or broken:
            yield unit.text
        above = unit.text if above or unit.kind != "heading" else ""


def _publisher(units: Sequence[Unit]) -> str:
    return next((name for text in _imprints(units) if (name := offices.publisher(text))), "")


def _authors(units: Sequence[Unit], value: str) -> tuple[str, ...]:
    """The names behind the label of authors, whatever their shape, unless it says more; else those of the imprint."""
    told = people.authors(f"Author: {value}") or people.authors(f"Автор: {value}") or people.authors(f"저자: {value}")
    if told or value:
        return told or tuple(name for part in _AUTHOR_BREAK.split(value) if _may_be_name(name := part.strip(" .")))
    return people.authors_of_lines(list(_imprints(units)))


def _may_be_name(name: str) -> bool:
    return bool(name) and not name[0].islower() and len(name.split()) <= _LONGEST_NAME


def _language(given: str, text: str) -> str:
    """The language of most paragraphs; what the file says of it counts only where there is little text."""
    letters = sum(char.isalpha() for char in text[:400])
    if given and letters < 40:
        return given
    spoken: Counter[str] = Counter()
    for line in text[:_SAMPLE].split("\n"):
        if len(line) >= _LEAST:
            spoken[language_of(line)] += len(line)
    return spoken.most_common(1)[0][0] if spoken else language_of(text)
