"""Answers as a Word document whose citations are real footnotes.

python-docx has no footnotes, so their part is written here (ECMA-376, part 1, 17.11).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from bot.answer import Answer, AnswerSegment, Citation
from bot.export.notes import before_mark, colophon, note, title
from bot.phrases import export_words
from bot.readable import aids, judged, quoted

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SMALL = 9  # points
_LONGEST_TITLE = 255  # characters that a document's properties hold
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def document(answers: Sequence[Answer]) -> bytes:
    """The bytes of a .docx."""
    from docx import Document
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    word = Document()
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)  # the blank file of the library has a date of its own
    word.core_properties.author, word.core_properties.created, word.core_properties.modified = "Docent", now, now
    word.core_properties.title = _clean(title(answers))[:_LONGEST_TITLE]
    notes: list[str] = []
    made = [(answer, _write(word, answer, notes)) for answer in answers]
    for line in colophon(made):
        _small(word.add_paragraph(), line)
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, _footnotes(notes), word.part.package)
    word.part.relate_to(part, _RELATION)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _write(word: Any, answer: Answer, notes: list[str]) -> list[tuple[int, Citation]]:  # noqa: ANN401 - python-docx has no types
    """One answer's paragraphs; its footnotes are appended to `notes`, and given with their numbers, 0 for none."""
    word.add_heading(_clean(answer.question), level=2)
    if answer.searched != answer.question:
        words = f"{export_words(answer.language)['searched']}: {answer.searched}"
        word.add_paragraph().add_run(_clean(words)).italic = True
    cited = {citation.n: citation for citation in answer.citations}
    numbered: list[tuple[int, Citation]] = []
    for segment in answer.segments:
        source = quoted(segment, cited)
        paragraph = word.add_paragraph(style="Quote" if segment.status == "quote" else None)
        _flagged(paragraph, segment)
        if found := judged(segment, answer.language):
            paragraph.add_run(_clean(found)).italic = True
        for n in segment.citations:
            notes.append("".join(note(cited[n], answer.language, shown=cited[n] is source)))
            numbered.append((len(notes), cited[n]))
            paragraph.add_run(before_mark(paragraph.text))
            _refer(paragraph, len(notes))
        for line in aids(source, answer.language) if source else ():
            _small(word.add_paragraph(), line)
    for citation in answer.nearest:
        word.add_paragraph(_clean("".join(note(citation, answer.language, shown=False))), style="List Bullet")
    return numbered + [(0, citation) for citation in answer.nearest]


def _flagged(paragraph: Any, segment: AnswerSegment) -> None:  # noqa: ANN401 - python-docx has no types
    at = 0
    for flag in sorted(segment.flags, key=lambda flag: flag.start):
        paragraph.add_run(_clean(segment.text[at : flag.start]))
        paragraph.add_run(_clean(segment.text[max(at, flag.start) : flag.end])).underline = True
        at = max(at, flag.end)
    paragraph.add_run(_clean(segment.text[at:]))


def _small(paragraph: Any, text: str) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.shared import Pt

    run = paragraph.add_run(_clean(text))
    run.italic, run.font.size = True, Pt(_SMALL)


def _refer(paragraph: Any, number: int) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _footnotes(notes: Sequence[str]) -> bytes:
    """The footnotes part: the two separators that Word asks for, then the notes from 1."""
    rows = [
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for n, kind, mark in ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator"))
    ]
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    rows += [
        f'<w:footnote w:id="{n}"><w:p>{mark}<w:r><w:t xml:space="preserve"> {escape(_clean(text))}</w:t></w:r></w:p>'
        "</w:footnote>"
        for n, text in enumerate(notes, start=1)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:footnotes xmlns:w="{_W}">{"".join(rows)}</w:footnotes>'.encode()


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
