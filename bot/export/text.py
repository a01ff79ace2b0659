"""Answers as Markdown with footnotes and as one HTML page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from bot.answer import Answer, AnswerSegment, Citation
from bot.phrases import export_words

_MEANS = re.compile(r"([\\`*_\[\]<>~|$&#])")
_AT_START = re.compile(r"^(\s*\d*)([+.)-])(?=\s)")  # what would begin a list


def markdown(answers: Sequence[Answer]) -> str:
    """Each question as a heading, its answer with `[^n]`, the quotes as footnotes; numbered through."""
    parts: list[str] = []
    before = 0
    for answer in answers:
        notes = [*answer.citations, *answer.nearest]
        parts.append(f"## {_plain(answer.question)}")
        if answer.searched != answer.question:
            parts.append(f"*{_plain(export_words(answer.language)['searched'])}: {_plain(answer.searched)}*")
        for segment in answer.segments:
            marks = "".join(f"[^{before + n}]" for n in segment.citations)
            quoted = "> " if segment.status == "quote" else ""
            parts.append(f"{quoted}{_plain(segment.text)}{judged(segment, answer.language)}{marks}")
        for note in notes:
            n = before + note.n
            parts.append(f"[^{n}]: “{_plain(note.quote)}” — {_plain(place(note, answer.language))}")
        before += len(notes)
        parts.append(f"<small>{_plain(made_by(answer))}</small>")
    return "\n\n".join(parts) + "\n"


def page(answers: Sequence[Answer]) -> str:
    """The same as HTML: no script, no style from elsewhere, every text escaped."""
    body: list[str] = []
    before = 0
    for answer in answers:
        notes = [*answer.citations, *answer.nearest]
        body.append(f'<h2 lang="{answer.language}">{escape(answer.question)}</h2>')
        if answer.searched != answer.question:
            body.append(
                f"<p><em>{escape(export_words(answer.language)['searched'])}: {escape(answer.searched)}</em></p>"
            )
        for segment in answer.segments:
            marks = "".join(f'<sup><a href="#n{before + n}">{before + n}</a></sup>' for n in segment.citations)
            tag = "blockquote" if segment.status == "quote" else "p"
            found = escape(judged(segment, answer.language))
            body.append(f'<{tag} class="{segment.status}">{_flagged(segment)}{found}{marks}</{tag}>')
        items = [
            f'<li id="n{before + n.n}" value="{before + n.n}">“<span lang="{n.metadata["language"]}">'
            f"{escape(n.quote)}</span>” — {escape(place(n, answer.language))}</li>"
            for n in notes
        ]
        body.append(f"<ol>{''.join(items)}</ol><p><small>{escape(made_by(answer))}</small></p>")
        before += len(notes)
    style = "body{max-width:46em;margin:2em auto;font-family:sans-serif;line-height:1.6}mark{background:#ffd9d9}"
    head = f'<meta charset="utf-8"><title>Docent</title><style>{style}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n" + "\n".join(body) + "\n</body></html>\n"


def place(citation: Citation, language: str) -> str:
    """Where a quote stands: title, publisher, date, file, page, note, and the id that opens it again.

    A translation is said to be a machine's, and whether its figures were checked; in the reader's language.
    """
    about = citation.metadata
    parts = [about["title"], ", ".join(about["authors"]), about["publisher"], about["date"], about["source"]]
    parts += [about["locator"], about["url"], about.get("summary", ""), *citation.notes]
    if citation.translation:
        words = export_words(language)
        kind = words["checked" if citation.translation_checked else "unchecked"]
        parts.append(f"{kind}: “{citation.translation}”")
    return ", ".join(part for part in [*parts, f"id {about['id']}"] if part)


def made_by(answer: Answer) -> str:
    """What made an answer, so that it can be made again."""
    prompt = f", prompt {answer.prompt_version}" if answer.prompt_version else ""
    return f"Docent, model {answer.model}{prompt}, index generation {answer.generation}"


def judged(segment: AnswerSegment, language: str) -> str:
    """What was found about a model's sentence, in brackets to stand behind it; empty when nothing was."""
    words = export_words(language)
    parts: dict[str, list[str]] = {}
    for flag in segment.flags:
        kind = flag.kind if flag.sure else f"{flag.kind}_unsure"
        parts.setdefault(words[kind], []).append(segment.text[flag.start : flag.end])
    found = [f"{kind}: {', '.join(stretches)}" for kind, stretches in parts.items()]
    if segment.status == "unsupported" and not found:
        found = [words["unsupported"]]
    return f" ({'; '.join(found)})" if found else ""


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
