"""The documents of the index as editors see them, and what they may do with them: add, remove, rebuild, go back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import coverage
from bot.settings import Settings
from bot.web import uploads
from bot.web.accounts import User
from bot.web.building import Builder
from bot.web.library_table import files_html, lines_html, table_html
from bot.web.markup import Html, join, tag
from bot.web.problems import problem_html, problem_line, said_html
from bot.web.texts import texts
from index.builder import rollback
from index.errors import DocentError, IndexMissing
from index.manifest import MANIFEST, Manifest, read_manifest
from index.words.glossary import GlossaryFiles

_BAD = {"bad_name": "library_bad_name", "too_big": "library_too_big"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of files that a reader sent.

    Attributes:
        shown: a line for each file that was not taken, with a button where a file of its name is there.
        taken: names under which files were stored.
        waiting: where those lie that would take another's place, by name, until the reader says so.
    """

    shown: Html
    taken: tuple[str, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()


class Library:
    """The shared documents. Who calls must say as whom."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is read yet."""
        self._settings = settings
        self.builder = Builder(settings)

    def table(self, wanted: str, user: User, language: str) -> Html:
        """The documents whose title, file, language or state holds the wanted words, and what is wrong beside them."""
        try:
            manifest = read_manifest(self._settings.index_dir)
        except DocentError as error:
            return problem_html(error, language)
        return join(
            self._glossary(manifest, language), table_html(manifest.files, wanted, language, editor=user.editor)
        )

    def _glossary(self, manifest: Manifest, language: str) -> Html | None:
        """Lines of the glossaries that could not be used; paths on this computer stay here."""
        folders = [root.path for root in manifest.roots if Path(root.path).is_dir()]
        warnings = GlossaryFiles(folders).current().warnings
        if not warnings:
            return None
        lines = [said_html("li", line.rsplit("glossary.tsv", 1)[-1].lstrip(": "), language) for line in warnings]
        label = tag("summary", texts(language)["library_glossary"])
        return tag("details", label, tag("ul", *lines), class_="glossary")

    def upload(self, paths: Sequence[str], user: User, language: str, *, replace: bool = False) -> Sent:
        """Store the files that were sent and begin a build; none takes the place of another unless `replace`."""
        words = texts(language)
        if not user.editor:
            return Sent(lines_html([words["library_editors"]]))
        limit = self._settings.upload_mb * 1_000_000
        folder = self._settings.docs_dir
        done = [(uploads.save(Path(p), Path(p).name, folder, replace=replace, limit=limit), p) for p in paths]
        taken = tuple(upload.name for upload, _ in done if upload.outcome == "saved")
        waiting = tuple((upload.name, path) for upload, path in done if upload.outcome == "exists" and not replace)
        if taken:
            self.builder.start()
        lines = [
            words[_BAD[upload.outcome]].format(name=upload.name, limit=self._settings.upload_mb)
            for upload, _ in done
            if upload.outcome in _BAD
        ]
        there = [_exists(upload.name, language) for upload, _ in done if upload.outcome == "exists"]
        return Sent(lines_html([*lines, *there]), taken, waiting)

    def progress(self, names: Sequence[str], language: str) -> Html:
        """What has become of files that were stored: each with its size, then its passages or why it failed.

        One that an earlier build has settled stays as it is while another runs; one that is gone is not shown.
        """
        folder, state = self._settings.docs_dir, self.builder.state
        try:
            entries = {e.source: e for e in read_manifest(self._settings.index_dir).files}
        except DocentError:
            entries = {}
        if state.running:
            entries = {name: entries[name] for name in names if name in entries and self._is_settled(folder / name)}
        there = [name for name in names if name in entries or (folder / name).exists()]
        return files_html(there, folder, entries, state, language)

    def _is_settled(self, path: Path) -> bool:
        """Whether the index is younger than the file."""
        try:
            return path.stat().st_mtime < (self._settings.index_dir / MANIFEST).stat().st_mtime
        except OSError:
            return False

    def remove(self, document_id: str, user: User, language: str) -> Html:
        """Delete a document's file and begin a build."""
        words = texts(language)
        if not user.editor:
            return lines_html([words["library_editors"]])
        try:
            entries = read_manifest(self._settings.index_dir).files
        except DocentError as error:
            return lines_html([problem_line(error, language)])
        entry = next((e for e in entries if document_id and document_id in (e.id, e.sha256)), None)
        if entry is None or not uploads.remove(entry.source, entry.root, self._settings.docs_dir):
            return lines_html([words["library_not_ours"].format(name=entry.source if entry else "")])
        self.builder.start()
        return lines_html([words["library_removed"].format(name=entry.source)])

    def rebuild(self, user: User, language: str) -> Html:
        """Begin a build."""
        words = texts(language)
        if not user.editor:
            return lines_html([words["library_editors"]])
        return lines_html([] if self.builder.start() else [words["build_busy"]])

    def roll_back(self, user: User, language: str) -> Html:
        """Make the generation before the live one live again."""
        words = texts(language)
        if not user.editor:
            return lines_html([words["library_editors"]])
        try:
            name = rollback(self._settings.index_dir)
        except IndexMissing:
            return lines_html([words["library_no_previous"]])
        except DocentError as error:
            return lines_html([problem_line(error, language)])
        self.builder.changed()
        return lines_html([words["library_rolled_back"].format(name=name)])

    def documents(self) -> list[dict[str, object]]:
        """The table as data, failures included."""
        keys = ("id", "source", "title", "language", "date", "format", "pages", "passages", "warnings", "error")
        return [{key: row[key] for key in keys} for row in coverage.documents(self._settings)]


def _exists(name: str, language: str) -> Html:
    words = texts(language)
    replace = tag("button", words["library_replace_one"], type="button", data_do="replace", data_name=name)
    return join(words["library_exists"].format(name=name), " ", replace)
