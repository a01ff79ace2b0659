"""Retrieval without an answer: ranked passages as cards with the scores that ranked them and why they were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locators import section, shown_locator
from bot.web.answers import address, place_of
from bot.web.markup import Html, join, tag
from bot.web.texts import show_date, texts
from index.analyzer import terms
from index.types import Hit


def results_html(question: str, hits: Sequence[Hit], generation: str, language: str) -> Html:
    """The passages found, best first."""
    words = texts(language)
    if not hits:
        return tag("div", tag("p", words["search_none"]), class_="pane-empty")
    rows = [_result(n, question, hit, generation, language) for n, hit in enumerate(hits, start=1)]
    return tag("ol", *rows, class_="results")


def _result(rank: int, question: str, hit: Hit, generation: str, language: str) -> Html:
    words, chunk, about = texts(language), hit.chunk, hit.document.metadata
    best = max(range(len(chunk.sentences)), key=lambda n: hit.sentence_scores[n])
    start, end = chunk.sentences[best]
    citation = {"id": chunk.id, "start": start, "end": end}
    title = about.title or hit.document.source
    link = tag("a", title, href=address(citation, generation), **place_of(citation, generation))
    line = [about.publisher, show_date(about.date, language), words[f"lang_{chunk.language}"]]
    line += [hit.document.source if about.title else "", shown_locator(chunk.locator, language)]
    text, path = hit.document.text, section(chunk.headings, about.title)
    begins = min(chunk.sentences[0][0], start)  # behind the headings, which stand above it
    passage = join(text[begins:start], tag("mark", text[start:end], class_="quote"), text[end : chunk.end])
    return tag(
        "li",
        tag("span", str(rank), class_="number"),
        tag("h2", link),
        tag("p", " · ".join(part for part in line if part), class_="about"),
        tag("p", path, class_="headings") if path else None,
        tag("p", passage, class_="passage-text", lang=chunk.language),
        _bars(hit, language),
        _matched(question, hit.terms, language),
        class_="card",
    )


def _bars(hit: Hit, language: str) -> Html:
    words = texts(language)
    scores = (("fused", hit.score), ("dense", hit.dense), ("lexical", hit.lexical))
    return tag("dl", *(bar(words[f"score_{name}"], value, name) for name, value in scores), class_="bars")


def bar(label: str, value: float, kind: str, shown: str = "") -> Html:
    """A value from 0 to 1 as a bar with its label and its number."""
    width = round(100 * min(max(value, 0), 1))
    measure = tag(
        "span", tag("span", class_=f"fill {kind}", style=f"width:{width}%"), class_="gauge", aria_hidden="true"
    )
    return join(tag("dt", label), tag("dd", measure, tag("span", shown or f"{value:.2f}", class_="value")))


def _matched(question: str, held: Mapping[str, float], language: str) -> Html:
    """The question's words that the passage holds, with their share of the question's weight."""
    words = texts(language)
    found = [(word, share) for word in dict.fromkeys(question.split()) if (share := _share(word, held))]
    if not found:
        return tag("p", words["score_no_terms"], class_="terms")
    chips = [tag("span", word, " ", tag("small", f"{share:.0%}"), class_="term") for word, share in found]
    return tag("p", tag("span", words["score_terms"], class_="label"), " ", *chips, class_="terms")


def _share(word: str, held: Mapping[str, float]) -> float:
    return sum(held.get(term, 0.0) for term in set(terms(word)))
