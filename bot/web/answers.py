"""Turns and their sources as HTML. Knows how an answer looks; does not know where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from bot.locators import headed, shown_locator
from bot.web.markup import Html, escape, join, tag
from bot.web.texts import show_date, texts
from bot.web.turns import Turn

_DOUBTFUL = ("unsupported", "similar", "aside")
EXPORTS = {
    ".docx": "Word", ".md": "Markdown", ".html": "HTML", ".bib": "BibTeX", ".ris": "RIS", ".json": "CSL-JSON"
}  # fmt: skip
KEYS = (("/", "question"), ("1–9", "open"), ("[ ]", "step"), ("Esc", "back"))  # `page.js` acts on them


def conversation(turns: Sequence[Turn], language: str) -> Html:
    """All turns, oldest first; the last one is announced to screen readers when it changes."""
    return join(*(turn_html(n, turn, language, last=n == len(turns) - 1) for n, turn in enumerate(turns)))


def turn_html(number: int, turn: Turn, language: str, *, last: bool) -> Html:
    """One question with its answer and what can be done with it."""
    return tag(
        "article",
        tag("h2", turn.question, class_="question", dir="auto"),
        _searched(turn, language),
        _scope(turn, language),
        _body(turn, language),
        _actions(number, turn, language),
        class_="turn last" if last else "turn",
        id=f"turn-{number}",
        data_turn=number,
    )


def _searched(turn: Turn, language: str) -> Html | None:
    searched = turn.answer.get("searched", "")
    if not searched or searched == " ".join(turn.question.split()):
        return None
    return tag("p", texts(language)["searched"].format(question=searched), class_="searched")


def _scope(turn: Turn, language: str) -> Html | None:
    if not turn.where:
        return None
    names = [
        texts(language).get(f"lang_{value}", value) if field == "language" else value
        for field, values in turn.where.items()
        for value in values
    ]
    return tag("p", texts(language)["filter_active"].format(filters=", ".join(names)), class_="searched")


def _body(turn: Turn, language: str) -> Html:
    if turn.problem and not turn.answer:
        return tag("p", turn.problem, class_="problem", role="alert")
    if not turn.answer:
        return tag("p", texts(language)["searching"], class_="searching", role="status")
    if not turn.answer["segments"] and not turn.complete:
        return tag("p", texts(language)["reading"], class_="searching", role="status")
    cited = {citation["n"]: citation for citation in turn.citations}
    parts = [_segment(segment, cited, turn, language) for segment in turn.answer["segments"]]
    if turn.answer["refused"]:
        parts += [_nearest(citation, turn, language) for citation in turn.citations[:3]]
    if turn.problem:  # it was stopped: what had been written stays
        parts.append(tag("p", turn.problem, class_="searched"))
    if turn.complete and any(s["status"] == "supported" and not s.get("flags") for s in turn.answer["segments"]):
        parts.append(tag("p", texts(language)["checked"], class_="searched"))
    refused = " refused" if turn.answer["refused"] else ""
    return tag("div", *parts, class_=f"answer{refused}", lang=turn.answer["language"])


def _segment(segment: Mapping[str, Any], cited: Mapping[int, dict[str, Any]], turn: Turn, language: str) -> Html:
    citations = [cited[n] for n in segment["citations"] if n in cited]
    links = [cite_link(citation, turn, language) for citation in citations]
    status = segment["status"]
    if status == "quote" and citations:
        first = citations[0]
        words = marked(segment["text"], first["marks"] if first["quote"] == segment["text"] else ())
        quote = tag("p", words, " ", *links, lang=first["language"])
        return tag("blockquote", quote, translation(first, language), gloss(first, language), class_="quoted")
    flags = segment.get("flags", ())
    text = flagged(segment["text"], flags, language)
    if status in _DOUBTFUL and not (status == "similar" and flags):  # a note says more than that it is weak
        warning = tag("span", texts(language)[f"status_{status}"], class_="doubt")
        return tag("p", text, " ", *links, " ", warning, class_=f"said {status}")
    faulty = any(flag.get("sure") is not False for flag in flags)  # the opposite of its source, in words that are near
    return tag("p", text, " ", *links, class_="lead" if status == "lead" else "said unsupported" if faulty else "said")


def flagged(text: str, flags: Iterable[Mapping[str, Any]], language: str) -> Html:
    """A model's sentence: what its sources do not bear out, or should be compared, underlined and said in words."""
    parts: list[str] = []
    done = 0
    for flag in sorted(flags, key=lambda flag: flag["start"]):
        start, end = flag["start"], flag["end"]
        if done <= start < end <= len(text):
            kind = "flag" if flag.get("sure") is not False else "compare"
            words = texts(language).get(f"{kind}_{flag['kind']}", flag["kind"])
            if isinstance(flag.get("instead"), str) and flag["instead"]:
                words = texts(language)["flag_instead"].format(name=flag["instead"])
            parts += [text[done:start], tag("u", text[start:end], class_=kind), tag("small", f" ({words})")]
            done = end
    return join(*parts, text[done:])


def translation(citation: Mapping[str, Any], language: str) -> Html | None:
    """A chat model's translation of a quote, and whether its figures were found to agree."""
    if not citation.get("translation"):
        return None
    label = tag("span", texts(language)["translation"], class_="label")
    checked = citation.get("translation_checked") is True
    doubt = None if checked else tag("span", texts(language)["translation_unchecked"], class_="doubt")
    return tag("p", label, " ", citation["translation"], " ", doubt, class_="gloss")


def _nearest(citation: Mapping[str, Any], turn: Turn, language: str) -> Html:
    words = tag("p", citation["quote"], " ", cite_link(citation, turn, language), lang=citation["language"])
    return tag("blockquote", words, class_="quoted near")


def gloss(citation: Mapping[str, Any], language: str) -> Html | None:
    """The word gloss of a quote: one line that opens to the whole."""
    if not citation.get("gloss"):
        return None
    label = tag("span", texts(language)["gloss"], class_="label")
    return tag("details", tag("summary", label, " ", citation["gloss"]), class_="gloss")


def marked(text: str, marks: Iterable[Sequence[int]]) -> Html:
    """Text with the figure or name that answers made strong; marks that lie outside are left out."""
    parts: list[str] = []
    done = 0
    for start, end in sorted((m[0], m[1]) for m in marks):
        if done <= start < end <= len(text):
            parts += [text[done:start], tag("strong", text[start:end], class_="key")]
            done = end
    return join(*parts, text[done:])


def address(citation: Mapping[str, Any], generation: str) -> str:
    """The link that opens a citation on this page, now and after later rebuilds."""
    span = f"{citation['start']}-{citation['end']}"
    return "?" + urlencode({"cite": citation["id"], "at": span, "generation": generation})


def place_of(citation: Mapping[str, Any], generation: str) -> dict[str, str]:
    """The attributes by which a click opens a citation."""
    marks = ",".join(f"{m[0]}-{m[1]}" for m in citation.get("marks", []))
    return {
        "data_do": "open",
        "data_chunk": citation["id"],
        "data_at": f"{citation['start']}-{citation['end']}",
        "data_marks": marks,
        "data_generation": generation,
    }


def cite_link(citation: Mapping[str, Any], turn: Turn, language: str) -> Html:
    """`[n]`: a link to the quote in its document that shows the quote when it is pointed at."""
    generation = turn.answer["generation"]
    title = citation["title"] or citation["source"]
    tip = tag("span", tag("b", title), tag("span", shorten(citation["quote"], 280)), class_="tip", aria_hidden="true")
    return tag(
        "a",
        f"[{citation['n']}]",
        tip,
        href=address(citation, generation),
        class_="cite",
        aria_label=f"[{citation['n']}] " + texts(language)["open_source"].format(title=title),
        **place_of(citation, generation),
    )


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one."""
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", limit // 2, limit) if " " in text[limit // 2 : limit] else limit] + "…"


def _actions(number: int, turn: Turn, language: str) -> Html | None:
    if not turn.complete:
        return None
    words = texts(language)
    buttons: list[Html | None] = []
    if turn.citations:
        name = words["nearest" if turn.answer["refused"] else "sources"]
        buttons.append(_action("sources", number, f"{name} {len(turn.citations)}"))
    if turn.answer:
        buttons.append(_action("copy", number, words["copy"], data_done=words["copied"]))
        buttons.append(export_menu(language, turn=str(number)))
    buttons += [_action("retry", number, words["retry"]), _action("edit", number, words["edit"])]
    if turn.answer:
        buttons += [_verdict("useful", words["useful"]), _verdict("useless", words["not_useful"])]
        buttons.append(tag("span", _written_by(turn, language), class_="by"))
        buttons.append(tag("template", copy_text(turn, language), class_="copy"))
        buttons.append(_feedback(number, language))
    return tag("div", *buttons, class_="actions")


def _written_by(turn: Turn, language: str) -> str:
    words, model = texts(language), turn.answer.get("model", "")
    return words["answer_by_extractive"] if model == "extractive" else words["answer_by"].format(model=model)


def export_menu(language: str, *, turn: str) -> Html:
    """The formats to keep an answer in, folded away; an empty `turn` is the whole conversation."""
    words = texts(language)
    rows = [
        tag("button", name, tag("small", suffix), type="button", data_do="export", data_suffix=suffix, data_turn=turn)
        for suffix, name in EXPORTS.items()
    ]
    list_ = tag("div", *rows, class_="menu-list")
    return tag("details", tag("summary", words["export"]), list_, class_="menu")


def _verdict(verdict: str, label: str) -> Html:
    return tag("button", label, type="button", data_do="judge", data_verdict=verdict)


def _feedback(number: int, language: str) -> Html:
    """The note that may go with a verdict; shown once one has been chosen."""
    words = texts(language)
    box = tag(
        "input", type="text", maxlength=4000, placeholder=words["feedback_note"], aria_label=words["feedback_note"]
    )
    send = tag("button", words["feedback_save"], type="button", data_do="feedback", data_turn=number)
    return tag("div", box, send, class_="feedback", hidden=True)


def _action(do: str, number: int, label: str, **attributes: str) -> Html:
    return tag("button", label, type="button", data_do=do, data_turn=number, **attributes)


def copy_text(turn: Turn, language: str) -> str:
    """The answer with its references, as plain text for the clipboard."""
    lines = [turn.question, "", turn.answer["answer"], "", texts(language)["references"]]
    lines += [f"[{c['n']}] {reference(c, language)}" for c in turn.citations]
    return "\n".join(lines)


def reference(citation: Mapping[str, Any], language: str) -> str:
    """Title and section, publisher, date, place: one line."""
    about = [headed(citation) or citation["source"], citation.get("publisher", "")]
    about += [
        show_date(citation.get("date", ""), language),
        citation["source"],
        shown_locator(citation.get("locator", ""), language),
    ]
    return ", ".join(dict.fromkeys(part for part in about if part))


def welcome(examples: Sequence[str], language: str) -> Html:
    """What an empty conversation shows."""
    words = texts(language)
    buttons = [tag("button", example, type="button", data_do="example", class_="example") for example in examples]
    offered = join(tag("p", words["examples"], class_="label"), tag("div", *buttons, class_="examples"))
    keys = [join(tag("kbd", key), " ", words[f"key_{name}"]) for key, name in KEYS]
    return tag(
        "div",
        tag("h2", words["welcome"]),
        tag("p", words["welcome_how"]),
        offered if buttons else None,
        tag("p", *(tag("span", key) for key in keys), class_="keys"),
        class_="welcome",
    )


def problem(text: str) -> Html:
    """One line that says what is wrong."""
    return tag("p", escape(text), class_="problem", role="alert")


def empty(key: str, language: str) -> Html:
    """A quiet line in an empty pane."""
    return tag("div", tag("p", texts(language)[key]), class_="pane-empty")
