"""The documents of the index as a table, and what editors may do with them: add, remove, rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot import coverage
from bot.settings import Settings
from bot.web import uploads
from bot.web.accounts import User
from bot.web.building import Builder, BuildState
from bot.web.markup import Html, join, tag
from bot.web.texts import show_date, show_number, texts
from index.errors import DocentError
from index.manifest import FileEntry, read_manifest

MOST_ROWS = 300  # shown at once; the filter finds the others
_COLUMNS = ("title", "language", "date", "pages", "passages", "state")


class Library:
    """The shared documents. Who calls must say as whom."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is read yet."""
        self._settings = settings
        self.builder = Builder(settings)

    def table(self, wanted: str, user: User, language: str) -> Html:
        """The documents whose title, file, language or state holds the wanted words."""
        words = texts(language)
        try:
            entries = read_manifest(self._settings.index_dir).files
        except DocentError as error:
            return tag("p", str(error), class_="problem", role="alert")
        found = [entry for entry in entries if _matches(entry, wanted, language)]
        if not found:
            return tag("p", words["library_none" if entries else "library_empty"], class_="pane-empty")
        found.sort(key=lambda entry: (not entry.error, (entry.title or entry.source).casefold()))
        head = tag("tr", *(tag("th", words[f"library_{name}"], scope="col") for name in _COLUMNS), tag("td", ""))
        rows = [_row(entry, user, language) for entry in found[:MOST_ROWS]]
        counts = {"shown": show_number(len(rows), language), "total": show_number(len(entries), language)}
        count = tag("p", words["shown_of"].format(**counts), class_="about")
        return join(count, tag("table", tag("thead", head), tag("tbody", *rows), class_="library"))

    def upload(self, paths: Sequence[str], user: User, language: str, *, replace: bool) -> Html:
        """Store the files that were sent and begin a build; one line a file."""
        words = texts(language)
        if not user.editor:
            return _lines([words["library_editors"]])
        if not paths:
            return _lines([words["library_no_upload"]])
        limit = self._settings.upload_mb * 1_000_000
        folder = self._settings.docs_dir
        done = [uploads.save(Path(p), Path(p).name, folder, replace=replace, limit=limit) for p in paths]
        if any(upload.outcome == "saved" for upload in done):
            self.builder.start()
        kinds = {"saved": "library_saved", "exists": "library_exists"}
        kinds |= {"bad_name": "library_bad_name", "too_big": "library_too_big"}
        megabytes = self._settings.upload_mb
        return _lines([words[kinds[upload.outcome]].format(name=upload.name, limit=megabytes) for upload in done])

    def remove(self, document_id: str, user: User, language: str) -> Html:
        """Delete a document's file and begin a build."""
        words = texts(language)
        if not user.editor:
            return _lines([words["library_editors"]])
        try:
            entries = read_manifest(self._settings.index_dir).files
        except DocentError as error:
            return _lines([str(error)])
        entry = next((e for e in entries if document_id and document_id in (e.id, e.sha256)), None)
        if entry is None or not uploads.remove(entry.source, entry.root, self._settings.docs_dir):
            return _lines([words["library_not_ours"].format(name=entry.source if entry else "")])
        self.builder.start()
        return _lines([words["library_removed"].format(name=entry.source)])

    def rebuild(self, user: User, language: str) -> Html:
        """Begin a build."""
        words = texts(language)
        if not user.editor:
            return _lines([words["library_editors"]])
        return _lines([] if self.builder.start() else [words["build_busy"]])

    def documents(self) -> list[dict[str, object]]:
        """The table as data, failures included."""
        keys = ("id", "source", "title", "language", "date", "format", "pages", "passages", "warnings", "error")
        return [{key: row[key] for key in keys} for row in coverage.documents(self._settings)]


def state_html(state: BuildState, language: str) -> Html:
    """Where a build stands, as one line with a bar."""
    words = texts(language)
    if state.running:
        stage = words.get(f"stage_{state.stage}", state.stage)
        line = words["build_running"].format(stage=stage, done=state.done, total=state.total)
        return tag(
            "div",
            tag("p", line, role="status"),
            tag("progress", max=max(state.total, 1), value=state.done),
            class_="build",
        )
    if state.problem:
        return tag("p", words.get(state.problem, state.problem), class_="problem", role="alert")
    if state.counts:
        return tag("p", words["build_done"].format(**state.counts), class_="build", role="status")
    return Html("")


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


def _row(entry: FileEntry, user: User, language: str) -> Html:
    words = texts(language)
    title = entry.title or entry.source
    name = tag("a", title, href=f"?document={entry.id}", data_do="read", data_document=entry.id) if entry.key else title
    kept = {"kept": show_number(entry.kept, language), "removed": show_number(entry.removed, language)}
    details = [tag("li", entry.error)] if entry.error else []
    details += [tag("li", warning) for warning in entry.warnings]
    state = tag("span", words[_state(entry)], class_=f"state {_state(entry)}")
    remove = tag(
        "button",
        words["library_remove"],
        type="button",
        data_do="remove",
        data_document=entry.id or entry.sha256,
        data_ask=words["library_remove_ask"].format(source=entry.source),
        class_="quiet",
    )
    return tag(
        "tr",
        tag("td", name, tag("div", entry.source, class_="about") if entry.title else None, class_="title"),
        tag("td", words.get(f"lang_{entry.language}", "")),
        tag("td", show_date(entry.date, language)),
        tag("td", str(entry.pages or "")),
        tag("td", show_number(entry.passages, language), title=words["library_removed_chars"].format(**kept)),
        tag("td", state, tag("ul", *details) if details else None),
        tag("td", remove if user.editor else None),
    )


def _lines(lines: Sequence[str]) -> Html:
    return tag("ul", *(tag("li", line) for line in lines), class_="outcome", role="status") if lines else Html("")
