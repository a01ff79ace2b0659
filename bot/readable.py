"""An answer as a person reads it in plain text: its sentences, in words what was found about each, its sources.

The terminal, `str(answer)` and exports say it alike, here. The page words it by itself, where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.locators import headed, shown_locator
from bot.markers import markers
from bot.phrases import export_words, gloss_label

if TYPE_CHECKING:
    from bot.answer import Answer, AnswerSegment, Citation

_LONGEST_QUOTE = 300  # characters of a quote below its source
_FOUND = ("aside", "similar", "unsupported")  # what is said of a sentence without flags


def as_text(answer: Answer) -> str:
    """The whole answer: what was searched where that is not what was asked, the sentences, the sources."""
    searched = [] if answer.searched == " ".join(answer.question.split()) else [searched_line(answer)]
    lines = [line(segment, answer.language) for segment in answer.segments]
    return "\n".join([*searched, *lines, *unremarked(answer), *sources(answer)])


def unremarked(answer: Answer) -> list[str]:
    """What it means that nothing stands behind a sentence of a model, where one has no remark."""
    clean = any(segment.status == "supported" and not segment.flags for segment in answer.segments)
    return [export_words(answer.language)["unremarked"]] if clean else []


def searched_line(answer: Answer) -> str:
    """The question that was searched in the place of the one that was asked."""
    return f"{export_words(answer.language)['searched']}: {answer.searched}"


def line(segment: AnswerSegment, language: str) -> str:
    """A sentence with what was found about it, and its markers."""
    return f"{segment.text}{judged(segment, language)}{markers(segment.citations)}"


def judged(segment: AnswerSegment, language: str) -> str:
    """What was found about a model's sentence, in brackets to stand behind it; empty when nothing was."""
    words = export_words(language)
    parts: dict[str, list[str]] = {}
    for flag in segment.flags:
        kind = flag.kind if flag.sure else f"{flag.kind}_unsure"
        stretch = segment.text[flag.start : flag.end]
        named = f" ({words['instead'].format(name=flag.instead)})" if flag.instead else ""
        parts.setdefault(words[kind], []).append(stretch + named)
    found = [f"{kind}: {', '.join(stretches)}" for kind, stretches in parts.items()]
    if segment.status in _FOUND and not found:
        found = [words[segment.status]]
    return f" ({'; '.join(found)})" if found else ""


def sources(answer: Answer) -> Iterator[str]:
    """The citations of an answer, or the nearest passages of a refusal: an empty line before each, then what it is.

    A quote that the answer itself shows is not shown again.
    """
    shown = shown_in(answer)
    for citation in answer.citations or answer.nearest:
        about = citation.metadata
        number = "" if answer.refused else f"[{citation.n}] "  # nearest passages are none of those cited above
        title = ", ".join(part for part in (headed(about), about["publisher"], about["date"]) if part)
        yield ""
        yield f"{number}{place_of(about, answer.language)}" + (f": {title}" if title else "")
        quote = [] if not answer.refused and citation.n in shown else [f"“{_short(citation.quote)}”"]
        for text in (*quote, about.get("summary", ""), *aids(citation, answer.language), *citation.notes):
            if text:
                yield f"    {text}"


def place_of(about: Mapping[str, Any], language: str) -> str:
    """The file of a passage or a quote, and the page, row or slide where it stands."""
    return ", ".join(part for part in (about["source"], shown_locator(about["locator"], language)) if part)


def aids(citation: Citation, language: str) -> list[str]:
    """What helps a reader of another language: a machine's translation, and whether its figures hold; a word gloss."""
    lines = []
    if citation.translation:
        words = export_words(language)
        kind = words["checked" if citation.translation_checked else "unchecked"]
        lines.append(f"{kind}: “{citation.translation}”")
    if citation.gloss:
        lines.append(f"{gloss_label(language)} {citation.gloss}")
    return lines


def quoted(segment: AnswerSegment, cited: Mapping[int, Citation]) -> Citation | None:
    """The citation whose quote a segment is, word for word."""
    if segment.status != "quote":
        return None
    found = (cited[n] for n in segment.citations if n in cited)
    return next((citation for citation in found if citation.quote == segment.text), None)


def shown_in(answer: Answer) -> set[int]:
    """The numbers of the citations whose quote the answer itself shows, and that nothing else in it rests on."""
    cited = {citation.n: citation for citation in answer.citations}
    shown = {found.n for segment in answer.segments if (found := quoted(segment, cited))}
    return shown - {n for segment in answer.segments if not quoted(segment, cited) for n in segment.citations}


def _short(text: str) -> str:
    """One line of a quote, cut at a word where it is long."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_QUOTE:
        return text
    end = text.rfind(" ", _LONGEST_QUOTE // 2, _LONGEST_QUOTE)
    return text[: end if end > 0 else _LONGEST_QUOTE] + " …"
