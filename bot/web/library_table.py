"""How the library looks: the table of documents, the line of a build, what became of files that were sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.web.building import BuildState
from bot.web.markup import Html, join, tag
from bot.web.problems import reason_html, said_html
from bot.web.texts import show_date, show_number, texts
from index.manifest import FileEntry

MOST_ROWS = 300  # shown at once; the filter finds the others
_COLUMNS = ("title", "language", "date", "pages", "passages", "kept", "state")


def actions_html(language: str) -> Html:
    """What an editor can do with the index as a whole."""
    words = texts(language)
    back = {"data_do": "rollback", "data_ask": words["library_rollback_ask"], "title": words["library_rollback_long"]}
    return tag(
        "div",
        tag("button", words["library_rebuild"], type="button", data_do="rebuild"),
        tag("button", words["library_rollback"], type="button", **back),
        class_="library-actions",
    )


def table_html(entries: Sequence[FileEntry], wanted: str, language: str, *, editor: bool) -> Html:
    """The documents that match, failed ones first."""
    words = texts(language)
    found = [entry for entry in entries if _matches(entry, wanted, language)]
    if not found:
        return tag("p", words["library_none" if entries else "library_empty"], class_="pane-empty")
    found.sort(key=lambda entry: (not entry.error, (entry.title or entry.source).casefold()))
    head = tag(
        "tr", *(tag("th", words[f"library_{name}"], scope="col", class_=name) for name in _COLUMNS), tag("td", "")
    )
    rows = [_row(entry, language, editor=editor) for entry in found[:MOST_ROWS]]
    counts = {"shown": show_number(len(rows), language), "total": show_number(len(entries), language)}
    count = tag("p", words["shown_of"].format(**counts), class_="about")
    return join(count, tag("table", tag("thead", head), tag("tbody", *rows), class_="library"))


def _matches(entry: FileEntry, wanted: str, language: str) -> bool:
    words = texts(language)
    held = " ".join((entry.title, entry.source, words.get(f"lang_{entry.language}", ""), words[_state(entry)]))
    return all(word in held.casefold() for word in wanted.casefold().split())


def _state(entry: FileEntry) -> str:
    if entry.stale:
        return "library_stale"
    if entry.error:
        return "library_failed"
    return "library_warning" if entry.warnings else "library_ok"


def _row(entry: FileEntry, language: str, *, editor: bool) -> Html:
    words = texts(language)
    kept = {"kept": show_number(entry.kept, language), "removed": show_number(entry.removed, language)}
    removed = tag("small", f"−{kept['removed']}") if entry.removed else None
    return tag(
        "tr",
        _title(entry, language),
        tag("td", words.get(f"lang_{entry.language}", "")),
        tag("td", show_date(entry.date, language), class_="date"),
        tag("td", str(entry.pages or ""), class_="number"),
        tag("td", show_number(entry.passages, language) if entry.key else "", class_="number passages"),
        tag("td", kept["kept"] if entry.key else "", " ", removed, class_="number kept",
            title=words["library_removed_chars"].format(**kept)),
        tag("td", tag("span", words[_state(entry)], class_=f"state {_state(entry)}")),
        tag("td", _remove(entry, language) if editor else None),
    )  # fmt: skip


def _remove(entry: FileEntry, language: str) -> Html:
    words = texts(language)
    return tag(
        "button",
        words["library_remove"],
        type="button",
        data_do="remove",
        data_document=entry.id or entry.sha256,
        data_ask=words["library_remove_ask"].format(source=entry.source),
        aria_label=f"{words['library_remove']}: {entry.title or entry.source}",
        class_="quiet",
    )


def _title(entry: FileEntry, language: str) -> Html:
    """Title, file, format, and below them what went wrong: it needs the width."""
    title = entry.title or entry.source
    name = tag("a", title, href=f"?document={entry.id}", data_do="read", data_document=entry.id) if entry.key else title
    form = " · ".join(part for part in (entry.source if entry.title else "", entry.format, entry.encoding) if part)
    return tag(
        "td",
        name,
        tag("div", form, class_="about") if form else None,
        reason_html(entry.error, language) if entry.error else None,
        tag("ul", *(said_html("li", warning, language) for warning in entry.warnings)) if entry.warnings else None,
        class_="title",
    )


def state_html(state: BuildState, language: str) -> Html:
    """Where a build stands, as one line with a bar."""
    words = texts(language)
    if state.running:
        line = _stage_line(state, language)
        bar = tag("progress", max=max(state.total, 1), value=state.done, aria_label=line)
        return tag("div", tag("p", line, role="status"), bar, class_="build")
    if state.problem:
        return tag("p", words.get(state.problem, state.problem), class_="problem", role="alert")
    if state.counts:
        return tag("p", words["build_done"].format(**state.counts), class_="build", role="status")
    return Html("")


def _stage_line(state: BuildState, language: str) -> str:
    words = texts(language)
    if not state.stage or not state.total:  # nothing is counted yet
        return words["build_begins"]
    now = min(state.done + bool(state.file), state.total)  # a file that is waited for counts as begun
    said = {"done": show_number(now, language), "total": show_number(state.total, language)}
    line = words["build_running"].format(stage=words.get(f"stage_{state.stage}", state.stage), **said)
    return f"{line}: {state.file}" if state.file else line


def files_html(
    names: Sequence[str], folder: Path, entries: Mapping[str, FileEntry], state: BuildState, language: str
) -> Html:
    """Each file that was sent: received, being read, and then its passages, or why it has none and a way to remove it.

    A file that fails stays in the folder: it may be read once a program is installed or a limit raised.
    """
    if not names:
        return Html("")
    rows = []
    for name in names:
        entry = entries.get(name)
        if entry is None:
            said: Html | str = _on_the_way(name, folder, state, language)
        elif entry.error:
            said = join(reason_html(entry.error, language), _remove(entry, language))
        else:
            said = texts(language)["file_done"].format(passages=show_number(entry.passages, language))
        kind = "" if entry is None else "failed" if entry.error else "done"
        rows.append(tag("li", tag("b", name), " ", said, class_=kind or None))
    return tag("ul", *rows, class_="files", role="status")


def _on_the_way(name: str, folder: Path, state: BuildState, language: str) -> str:
    words = texts(language)
    if not state.running:
        return words["file_waiting"]
    if state.file == name:
        return words["file_reading"]
    if state.stage in ("", "reading") and name not in state.read:
        try:
            size = (folder / name).stat().st_size
        except OSError:
            size = 0
        return words["file_received"].format(size=show_size(size, language))
    return words["file_indexing"]


def show_size(size: int, language: str) -> str:
    """Bytes as kilobytes or megabytes."""
    comma = "," if language == "ru" else "."
    kilo, mega = {"ru": ("КБ", "МБ")}.get(language, ("KB", "MB"))
    return f"{size / 1e6:.1f}\u00a0{mega}".replace(".", comma) if size >= 1e6 else f"{max(size // 1000, 1)}\u00a0{kilo}"


def lines_html(lines: Sequence[str]) -> Html:
    """One line a file, or nothing."""
    return tag("ul", *(tag("li", line) for line in lines), class_="outcome", role="status") if lines else Html("")
