"""The properties that office files keep of themselves (Dublin Core): title, authors, date, language."""

from __future__ import annotations

import re

from index.loaders.archive import Archive, local
from index.loaders.draft import Draft, clean, squeeze
from index.loaders.metadata import iso_date, iso_language, names

# What programs write when nobody gave a title.
_NO_TITLE = re.compile(
    r"(?:\(?(?:anonymous|unspecified|unknown)\)?|"
    r"microsoft (?:word|powerpoint|excel) - .*|powerpoint[ -].{0,14}|presentation\d*|"
    r"document\d*|untitled.*|slide \d+|"
    r"제목 ?없음|프레젠테이션\d*|문서 ?\d*|슬라이드 \d+|"
    r"paper title.*|[^\s_]*_\S*|.*\?{3}.*|"
    r"(?:презентация|слайд) ?(?:powerpoint)?\d*|без имени.*|normal|title|제목|"
    r".*\.(?:docx?|hwpx?|pptx?|xlsx?|pdf|indd|rtf|tmp))",
    re.I,
)
# Neither are names to log in with ("rex", "NC381"), programs and codes people.
_NO_AUTHOR = re.compile(
    r"(?:(?-i:[a-z]+)|\S*\d\S*|\S*[:/\\_]\S*|python-\w+|openpyxl|synthetic-fixture-author|\(?anonymous\)?|unknown|user|admin|administrator|windows.*|owner|pc|사용자|hp|samsung|lg|master|автор|пользователь)",
    re.I,
)


# When the blank files of python-docx, python-pptx and python-hwpx were made: all that is written with them repeats it.
_TEMPLATES = ("2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z", "2025-09-17T04:32:50Z")


def know_properties(
    draft: Draft, *, title: str = "", author: str = "", date: object = "", language: str = "", publisher: str = ""
) -> None:
    """Fill the metadata from a file's own properties, less what a program put there."""
    title = squeeze(clean(title)).lstrip("□○●■◦▪◆◇-·ㅇ* ")
    if sum(char.isalpha() for char in title) < 3:  # "3", "1111": a template's left-over
        title = ""
    people = tuple(name for name in names(author) if not _NO_AUTHOR.fullmatch(name))
    draft.know(
        title="" if _NO_TITLE.fullmatch(title) else title,
        authors=people,
        publisher=squeeze(clean(publisher)),
        date="" if date in _TEMPLATES else iso_date(date),
        language=iso_language(language),
    )


def office_properties(archive: Archive, draft: Draft) -> None:
    """What docProps says of a docx, pptx or xlsx."""
    tree = archive.xml("docProps/core.xml")
    if tree is None:
        return
    fields = {local(element): squeeze("".join(element.itertext())) for element in tree}
    stamps = (fields.get("created", ""), fields.get("modified", ""))
    know_properties(
        draft,
        title=fields.get("title", ""),
        author=fields.get("creator", ""),
        date=next((stamp for stamp in stamps if stamp and stamp not in _TEMPLATES), ""),
        language=fields.get("language", ""),
    )


def open_document_properties(archive: Archive, draft: Draft) -> None:
    """meta.xml of an OpenDocument file."""
    tree = archive.xml("meta.xml")
    if tree is None:
        return
    fields = {local(element): squeeze("".join(element.itertext())) for element in tree.iter() if len(element) == 0}
    know_properties(
        draft,
        title=fields.get("title", ""),
        author=fields.get("initial-creator") or fields.get("creator", ""),
        date=fields.get("creation-date") or fields.get("date", ""),
        language=fields.get("language", ""),
    )
