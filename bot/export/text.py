"""Answers as Markdown with footnotes and as one HTML page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from bot.answer import Answer, AnswerSegment
from bot.export.notes import Numbered, before_mark, colophon, note, title
from bot.phrases import export_words
from bot.readable import aids, judged, quoted, shown_in

_MEANS = re.compile(r"([\\`*_\[\]<>~|$&#])")
_AT_START = re.compile(r"^(\s*\d*)([+.)-])(?=\s)")  # what would begin a list
_STYLE = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;font-family:sans-serif;line-height:1.6}mark{background:#ffd9d9}"
    "small,.aid{color:#555;font-size:.85em}blockquote p{margin:.3em 0}small{overflow-wrap:anywhere}"
)


def markdown(answers: Sequence[Answer]) -> str:
    """Each question as a heading, its answer with `[^n]`, sources as footnotes numbered through, what made it last."""
    parts: list[str] = []
    made = list(_numbered(answers))
    for answer, notes in made:
        cited, before = {c.n: c for _, c in notes}, notes[0][0] - notes[0][1].n if notes else 0
        parts.append(f"## {_plain(answer.question)}")
        if answer.searched != answer.question:
            parts.append(f"*{_plain(export_words(answer.language)['searched'])}: {_plain(answer.searched)}*")
        for segment in answer.segments:
            marks = "".join(f"[^{before + n}]" for n in segment.citations)
            text = f"{_plain(segment.text + judged(segment, answer.language))}{marks}"
            source = quoted(segment, cited)
            helps = [f"*{_plain(line)}*" for line in aids(source, answer.language)] if source else []
            parts.append("> " + "\n>\n> ".join([text, *helps]) if segment.status == "quote" else text)
        shown = shown_in(answer)
        for n, citation in notes:
            parts.append(f"[^{n}]: {_plain(''.join(note(citation, answer.language, shown=citation.n in shown)))}")
    parts += [f"<small>{_plain(line)}</small>" for line in colophon(made)]
    return "\n\n".join(parts) + "\n"


def page(answers: Sequence[Answer]) -> str:
    """The same as HTML: no script, no style from elsewhere, every text escaped."""
    body: list[str] = []
    made = list(_numbered(answers))
    for answer, notes in made:
        body += _answer_html(answer, notes)
    body += [f"<p><small>{escape(line)}</small></p>" for line in colophon(made)]
    language = answers[0].language if answers else "en"
    head = f'<meta charset="utf-8"><title>{escape(title(answers))}</title><style>{_STYLE}</style>'
    lines = "\n".join(body)
    return f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}</head><body>\n{lines}\n</body></html>\n'


def _answer_html(answer: Answer, notes: Numbered) -> Iterator[str]:
    cited, before = {c.n: c for _, c in notes}, notes[0][0] - notes[0][1].n if notes else 0
    yield f'<h2 lang="{answer.language}">{escape(answer.question)}</h2>'
    if answer.searched != answer.question:
        yield f"<p><em>{escape(export_words(answer.language)['searched'])}: {escape(answer.searched)}</em></p>"
    for segment in answer.segments:
        marks = "".join(f'<sup><a href="#n{before + n}">{before + n}</a></sup>' for n in segment.citations)
        found = judged(segment, answer.language)
        text = f"{_flagged(segment)}{escape(found)}{before_mark(found or segment.text) if marks else ''}{marks}"
        source = quoted(segment, cited)
        if source:
            helps = "".join(f'<p class="aid">{escape(line)}</p>' for line in aids(source, answer.language))
            text = f'<p lang="{source.metadata["language"]}">{text}</p>{helps}'
        tag = "blockquote" if segment.status == "quote" else "p"
        yield f'<{tag} class="{segment.status}">{text}</{tag}>'
    shown = shown_in(answer)
    items = []
    for n, citation in notes:
        quote, rest = note(citation, answer.language, shown=citation.n in shown)
        quote = f'<span lang="{citation.metadata["language"]}">{escape(quote)}</span>' if quote else ""
        items.append(f'<li id="n{n}" value="{n}">{quote}{escape(rest)}</li>')
    if items:
        yield f"<ol>{''.join(items)}</ol>"


def _numbered(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Numbered]]:
    """Each answer with its sources, or the nearest passages of a refusal, numbered through."""
    before = 0
    for answer in answers:
        notes = [*answer.citations, *answer.nearest]
        yield answer, [(before + citation.n, citation) for citation in notes]
        before += len(notes)


def _flagged(segment: AnswerSegment) -> str:
    out, at = [], 0
    for flag in sorted(segment.flags, key=lambda flag: flag.start):
        if flag.start >= at:
            tag = "mark" if flag.sure else "u"
            stretch = escape(segment.text[flag.start : flag.end])
            out.append(f"{escape(segment.text[at : flag.start])}<{tag}>{stretch}</{tag}>")
            at = flag.end
    return "".join(out) + escape(segment.text[at:])


def _plain(text: str) -> str:
    return _AT_START.sub(r"\1\\\2", _MEANS.sub(r"\\\1", " ".join(text.split())))
