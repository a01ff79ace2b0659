"""A document as a reader sees it, opened at a passage, the quoted sentence marked. Offsets are the document's.

Long documents are shown around the passage first. Does not find the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.locators import shown_locator
from bot.phrases import summary_note
from bot.web.markup import Html, join, tag
from bot.web.problems import said_html
from bot.web.tables import Line, blocks, table_html
from bot.web.texts import show_date, show_number, texts
from index.types import Note, Place, SourceDocument

AROUND = 12_000  # characters shown on each side of the passage

_OLD = {"changed": "passage_changed", "gone": "passage_gone_file"}  # by the state of a passage
_LEFT_OUT, _LEFT_OUT_TEXT = 300, 240  # pieces that are listed, characters of each

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """What of a document is shown, and what in it is marked.

    Attributes:
        passage: the passage that was found; empty when the document is opened by itself.
        quote: the quoted sentence.
        marks: the figure or name that answers, offsets in the document.
        whole: the whole text, however long.
        state: of the passage, as `bot.reopen` says: the same, or the file has changed or gone since.
        left_out: (reason, text) of what the file holds and the text does not; shown behind it.
    """

    passage: Span = (0, 0)
    quote: Span = (0, 0)
    marks: tuple[Span, ...] = ()
    whole: bool = False
    state: str = "same"
    left_out: tuple[tuple[str, str], ...] = ()


def document_html(document: SourceDocument, view: View, language: str) -> Html:
    """Title and origin, the text, its footnotes."""
    start, end = _window(document.text, view)
    partial = (start, end) != (0, len(document.text))
    notes = [(n, note) for n, note in enumerate(document.notes) if start <= note.anchor <= end or not partial]
    words = texts(language)
    more = tag("button", words["whole_document"], type="button", data_do="whole", class_="quiet")
    return tag(
        "article",
        _head(document, view, language),
        tag("p", words[_OLD[view.state]], class_="problem", role="status") if view.state in _OLD else None,
        *(_page(document, view, place, language) for place in _pages(document, view)),
        tag("p", words["part_only"], " ", more, class_="part") if partial else None,
        tag(
            "div",
            *_lines(document, view, (start, end), language),
            class_="text",
            lang=document.metadata.language or None,
        ),
        _notes(notes, language),
        _left_out(view.left_out, language),
        class_="document",
        aria_label=document.metadata.title or document.source,
        data_document=document.id,
        tabindex="-1",
    )


def _pages(document: SourceDocument, view: View) -> list[Place]:
    """Where the pages of a PDF begin that the quote stands on; none for another format."""
    span = view.quote if view.quote[1] else view.passage
    if document.format != "pdf" or not span[1]:
        return []
    touched = [place for place in document.places if place.page and place.start < span[1] and place.end > span[0]]
    return list({place.page: place for place in touched}.values())[:2]


def _page(document: SourceDocument, view: View, place: Place, language: str) -> Html:
    """A page as a picture with the quote marked on it, folded open above the text."""
    label = texts(language)["page_number"].format(number=place.page, total=document.pages or "?")
    address = f"/documents/{document.id}/pages/{place.page}"
    at = f"{view.quote[0]}-{view.quote[1]}"
    picture = tag("img", src=f"{address}.svg?at={at}", alt=label, loading="lazy")
    return tag("details", tag("summary", label), tag("figure", picture), class_="pdf", open=True)


def _window(text: str, view: View) -> Span:
    if view.whole or len(text) <= 2 * AROUND:
        return 0, len(text)
    centre = view.quote if view.quote[1] else view.passage
    start = max(0, centre[0] - AROUND)
    start = text.rfind("\n", 0, start) + 1
    end = text.find("\n", min(len(text), centre[1] + AROUND))
    return start, len(text) if end < 0 else end


def _head(document: SourceDocument, view: View, language: str) -> Html:
    words, about = texts(language), document.metadata
    origin = [", ".join(about.authors), about.publisher, show_date(about.date, language)]
    origin += [words.get(f"lang_{about.language}", ""), document.source if about.title else ""]
    return tag(
        "header",
        _bar(document, view, language),
        tag("h2", about.title or document.source),
        tag("p", " · ".join(part for part in origin if part), class_="about"),
        tag("p", summary_note(language, about.summary_of), class_="restated") if about.summary_of else None,
    )


def _bar(document: SourceDocument, view: View, language: str) -> Html:
    """The line that stays on top of a document: back, the neighbouring citations, the document alone, its file."""
    words = texts(language)
    title = document.metadata.title or document.source
    steps = [
        tag("button", sign, type="button", data_do=do, class_="quiet step", aria_label=words[do], title=words[do])
        for do, sign in (("previous", "‹"), ("next", "›"))
    ]
    only = {"data_do": "only", "data_source": document.source, "title": words["only_long"]}
    only_this = tag("button", words["only"], type="button", class_="quiet", **only)
    file = tag("a", words["download"], href=f"/documents/{document.id}/file", class_="quiet", download=True)
    alone = [] if view.state == "gone" else [only_this, file]
    return tag(
        "div",
        tag("button", "← " + words["back"], type="button", data_do="back", class_="quiet back"),
        tag("span", *steps, class_="steps") if view.quote[1] else None,
        tag("span", title, class_="running"),
        *alone,
        class_="bar",
    )


def _left_out(pieces: Sequence[tuple[str, str]], language: str) -> Html | None:
    """What normalisation took out, folded away: a reader can see that nothing of substance is missing."""
    if not pieces:
        return None
    words = texts(language)
    rows = [
        tag("li", said_html("b", reason, language), " ", " ".join(text.split())[:_LEFT_OUT_TEXT])
        for reason, text in pieces[:_LEFT_OUT]
    ]
    label = words["left_out"].format(count=show_number(len(pieces), language))
    return tag("details", tag("summary", label), tag("ul", *rows), class_="left-out")


def _lines(document: SourceDocument, view: View, shown: Span, language: str) -> Iterator[Html]:
    used = sorted({heading.level for heading in document.headings})
    levels = {heading.start: used.index(heading.level) + 3 for heading in document.headings}  # below the title, no gap
    items = {item.start for item in document.items}
    place = ""
    for block in blocks(document, lines_of(document.text, shown)):
        first = block[0]
        if first.place and first.place != place and not (first.cells and first.is_numbered):
            yield tag("p", shown_locator(first.place, language), class_="place")
        place = block[-1].place or place
        if first.cells:
            yield table_html(block, view.passage, lambda span: _pieces(document, view, span), language)
            continue
        if first.start in levels and _repeats_title(document, view, first):
            continue
        content = join(*_pieces(document, view, (first.start, first.end)))
        inside = first.start < view.passage[1] and first.end > view.passage[0]
        kind = "passage" if inside else ""
        if first.start in levels:
            yield tag(f"h{min(levels[first.start], 6)}", content, class_=kind or None)
        else:
            yield tag("p", content, class_=(f"item {kind}" if first.start in items else kind).strip() or None)


def _repeats_title(document: SourceDocument, view: View, line: Line) -> bool:
    """Whether a heading on top says what stands above it already, and nothing in it is quoted."""
    same = document.text[line.start : line.end].strip() == document.metadata.title
    return line.start == 0 and same and _clip(view.quote, (line.start, line.end)) is None


def lines_of(text: str, shown: Span) -> Iterator[Span]:
    """The lines of a span of text that hold anything."""
    start = shown[0]
    while start < shown[1]:
        end = text.find("\n", start, shown[1])
        end = shown[1] if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _pieces(document: SourceDocument, view: View, line: Span) -> Iterator[Html | str]:
    """A line cut where a quote, a mark or a footnote begins or ends."""
    start, end = line
    anchors = {note.anchor: n for n, note in enumerate(document.notes) if start < note.anchor <= end}
    quote = _clip(view.quote, line)
    if quote is None:
        yield from _plain(document, line, anchors, ())
        return
    marks = tuple(clipped for mark in view.marks if (clipped := _clip(mark, quote)))
    yield from _plain(document, (start, quote[0]), anchors, ())
    yield tag("mark", *_plain(document, quote, anchors, marks), class_="quote")
    yield from _plain(document, (quote[1], end), anchors, ())


def _plain(
    document: SourceDocument, span: Span, anchors: dict[int, int], marks: Sequence[Span]
) -> Iterator[Html | str]:
    start, end = span
    if start >= end:
        return
    cuts = sorted({start, end, *(cut for mark in marks for cut in mark), *(a for a in anchors if start < a <= end)})
    for left, right in zip(cuts, cuts[1:], strict=False):
        text = document.text[left:right]
        strong = any(mark[0] <= left and right <= mark[1] for mark in marks)
        yield tag("strong", text, class_="key") if strong else text
        if right in anchors:
            number = anchors[right]
            yield tag("a", "†", href=f"#note-{number}", class_="to-note", title=_note_text(document.notes[number]))


def _clip(span: Span, inside: Span) -> Span | None:
    start, end = max(span[0], inside[0]), min(span[1], inside[1])
    return (start, end) if start < end else None


def _note_text(note: Note) -> str:
    return f"{note.marker} {note.text}"


def _notes(notes: Sequence[tuple[int, Note]], language: str) -> Html | None:
    if not notes:
        return None
    rows = [tag("li", tag("b", note.marker), " ", note.text, id=f"note-{n}", tabindex="-1") for n, note in notes]
    heading = tag("h3", texts(language)["notes"])
    return tag("section", heading, tag("ol", *rows), class_="notes")
