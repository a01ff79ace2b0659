"""The pane beside the chat: the sources of an answer as cards, or, before the first answer, what can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.locators import section, shown_locator
from bot.web.answers import address, gloss, marked, place_of, reference, translation
from bot.web.markup import Html, join, tag
from bot.web.texts import show_date, show_number, texts
from bot.web.turns import Turn
from index.manifest import FileEntry

MOST_DOCUMENTS = 60  # listed in the pane; the library has them all


def sources(turn: Turn | None, language: str) -> Html:
    """The sources of one answer as cards."""
    words = texts(language)
    if turn is None or not turn.citations:
        return tag("div", tag("p", words["sources_empty"]), class_="pane-empty")
    heading = words["nearest" if turn.answer["refused"] else "sources"]
    cards = [_card(citation, turn, language) for citation in turn.citations]
    return join(
        tag("div", tag("h2", heading, class_="pane-title"), _on_map(turn, language), close(language), class_="bar"),
        tag("ol", *cards, class_="cards"),
    )


def _on_map(turn: Turn, language: str) -> Html:
    """The way to the picture of where the evidence for a question lies."""
    asked = turn.answer.get("searched") or turn.question
    label = texts(language)["on_map"]
    return tag("button", label, type="button", data_do="map", data_question=asked, class_="quiet on-map")


def close(language: str) -> Html:
    """The way back to the answer where the pane covers it, on a phone."""
    return tag("button", texts(language)["to_answer"], type="button", data_do="close", class_="quiet sheet-only")


def _card(citation: Mapping[str, Any], turn: Turn, language: str) -> Html:
    words = texts(language)
    generation = turn.answer["generation"]
    title = citation["title"] or citation["source"]
    link = tag("a", title, href=address(citation, generation), **place_of(citation, generation))
    about = [citation.get("publisher", ""), show_date(citation.get("date", ""), language)]
    about += [words.get(f"lang_{citation['language']}", ""), citation["source"]]
    about.append(shown_locator(citation.get("locator", ""), language))
    about = [part for part in about if part != title]
    path = section(citation.get("headings", ()), citation["title"])
    notes = [tag("p", note, class_="note") for note in citation.get("notes", [])]
    quoted = f"“{citation['quote']}” ({reference(citation, language)})"
    copy = tag("button", words["copy_quote"], type="button", data_do="copy-quote", data_done=words["copied"])
    return tag(
        "li",
        tag("span", f"[{citation['n']}]", class_="number"),
        tag("h3", link),
        tag("p", " · ".join(part for part in about if part), class_="about"),
        tag("p", path, class_="headings") if path else None,
        tag("blockquote", marked(citation["quote"], citation.get("marks", ())), lang=citation["language"]),
        translation(citation, language),
        gloss(citation, language),
        *notes,
        tag("p", citation["summary"], class_="restated") if citation.get("summary") else None,
        tag("p", copy, tag("template", quoted, class_="copy"), class_="card-actions"),
        class_="card",
    )


def documents(entries: Sequence[FileEntry], language: str) -> Html:
    """The documents of the index, to begin reading somewhere; without any, the way to the library."""
    words = texts(language)
    if not entries:
        go = tag("button", words["to_library"], type="button", data_do="library", class_="example")
        return tag("div", tag("p", words["library_empty"]), tag("p", go), class_="pane-empty")
    ordered = sorted(entries, key=lambda entry: (entry.language != language, (entry.title or entry.source).casefold()))
    rows = [_document(entry, language) for entry in ordered[:MOST_DOCUMENTS]]
    more = len(entries) - len(rows)
    rest = tag("button", words["and_more"].format(count=show_number(more, language)), type="button", data_do="library")
    return join(
        tag("h2", words["documents_title"], class_="pane-title"),
        tag("p", words["sources_empty"], class_="about"),
        tag("ul", *rows, class_="shelf"),
        tag("p", rest, class_="card-actions") if more else None,
    )


def _document(entry: FileEntry, language: str) -> Html:
    about = [texts(language).get(f"lang_{entry.language}", ""), show_date(entry.date, language)]
    about += [entry.source] if entry.title else []
    title = tag(
        "button", entry.title or entry.source, type="button", data_do="read", data_document=entry.id, class_="title"
    )
    return tag("li", title, tag("p", " · ".join(part for part in about if part), class_="about"))
