"""Footnotes that stand in the flow of a plain text: lifted out, each with the place of its mark.

A line is a footnote only when the text above it carries its mark; a numbered list has no such marks.
Covers notes of several lines, a note that a page break splits, and a note whose mark was lost between two others.
Does not cover marks without numbers (asterisks) or a list of literature that is cited by author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.normalize.assemble import LiftedNote
from index.normalize.layout import Layout
from index.normalize.marks import Mark, heads, references
from index.normalize.pieces import Line, Unit, ends_sentence, starts_lower
from index.types import Removed

_CITED = re.compile(
    r"https?://|www\.|(?<!\d)(?:19|20)\d\d(?!\d)|\bpp?\.|\bibid|\bop\. cit|\bsee\b|там же|указ\. соч|\bсм\.|\bс\. ?\d"
    r"|위의|앞의|같은 (?:글|책)|참[조고]|[“”«»「」『』]",
    re.I,
)
# How the text may carry the mark of a note: where type is lost, it need not look the same.
_ALIKE = {
    "paren": ("paren", "super"),
    "bracket": ("bracket",),
    "super": ("super", "bare", "paren"),
    "bare": ("bare", "super"),
}
_NOTE_START = re.compile(r"https?://|www\.|\((?:\D{0,14})(?:19|20)\d\d|pp?\. ?\d|[сС]\. ?\d|//|(?:doi|DOI|URL)\b")
_URL_END = re.compile(r"(?:https?://|www\.)\S+$")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
_SEARCH_UP = 5  # lines that the rest of a split note may take


@dataclass(slots=True)
class Lifted:
    """What lifting leaves: the lines of the text, the notes, and the marks that went with them."""

    lines: list[Line]
    notes: list[LiftedNote] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def lift(lines: Sequence[Line], layout: Layout) -> Lifted:
    """Take the footnotes out of the flow; the lines left behind remember that something stood above them."""
    found = list(heads(lines))
    return _Lifting(lines, layout, found).run() if found else Lifted(list(lines))


@dataclass(slots=True)
class _Note:
    head: Mark
    anchor: int
    lines: list[int]


class _Lifting:
    """One pass over a text: which lines notes have claimed, which marks are used up."""

    def __init__(self, lines: Sequence[Line], layout: Layout, found: Sequence[Mark]) -> None:
        self._lines, self._layout = lines, layout
        self._heads = {mark.line: mark for mark in found}
        self._alike: dict[tuple[str, int], list[Mark]] = {}
        for mark in found:
            self._alike.setdefault((mark.style, mark.number), []).append(mark)
        self._references = references(lines, {style for mark in found for style in _ALIKE[mark.style]})
        self._korean = _mostly_korean("".join(line.text for line in lines[:400]))
        self._claimed: set[int] = set()
        self._last: dict[str, int] = {}  # style -> number of its last note
        self._notes: list[_Note] = []

    def run(self) -> Lifted:
        for head in self._heads.values():
            anchor = None if head.line in self._claimed else self._anchor(head)
            if anchor is not None:
                self._take(head, anchor)
        if self._notes:
            self._claim_rest_of_split(len(self._lines))
        return self._lifted()

    def _anchor(self, head: Mark) -> int | None:
        """Raw offset behind the mark that this line explains; -1 if that is lost; None if the line is no note."""
        above = self._lines[head.line - 1].text if head.line else ""
        expected = self._last.get(head.style, 0) + 1
        follows = head.line - 1 in self._claimed and head.number == expected
        if above.endswith((":", "：")) and not follows:
            return None
        text = self._lines[head.line].text[head.end :]
        cited = bool(_CITED.search(text)) or self._raised(head)
        if head.style == "bare" and not (head.number in (1, expected) and (cited or _looks_whole(text))):
            return None  # a bare number also begins headings and rows of tables
        if not cited and self._cited_later(head):
            return None
        found = self._reference(head)
        if found is None and follows and (cited or _looks_whole(text)):
            return -1
        return found

    def _raised(self, head: Mark) -> bool:
        """Tell whether a page's foot begins here, or goes on, with a number that stands raised in the text above."""
        line = self._lines[head.line]
        apart = line.blanks > 0 or line.page_top or head.line - 1 in self._claimed
        marks = self._references.get(("super", head.number), [])
        return line.page is not None and apart and any(mark.line < head.line for mark in marks)

    def _cited_later(self, head: Mark) -> bool:
        """Tell whether a later line with this mark looks like the note, and this one like an item of a list."""
        alike = self._alike[head.style, head.number]
        later = alike[alike.index(head) + 1 :][:1]
        return any(_CITED.search(self._lines[mark.line].text[mark.end :]) for mark in later)

    def _reference(self, head: Mark) -> int | None:
        """The nearest mark above; of brackets, which are cited again and again, the first."""
        for style in _ALIKE[head.style]:
            marks = self._references.get((style, head.number), [])
            fitting = [mark for mark in marks if mark.line < head.line and mark.line not in self._claimed]
            if fitting:
                self._references[style, head.number] = [mark for mark in marks if mark.line > head.line]
                return (fitting[0] if style == "bracket" else fitting[-1]).end
        return None

    def _take(self, head: Mark, anchor: int) -> None:
        if self._notes and head.line - 1 not in self._claimed:
            self._claim_rest_of_split(head.line)
        own = [head.line]
        at = head.line + 1
        while at < len(self._lines) and self._continues(own, at):
            own.append(at)
            at += 1
        self._claimed.update(own)
        self._last[head.style] = head.number
        self._notes.append(_Note(head, anchor, own))

    def _continues(self, own: Sequence[int], at: int) -> bool:
        """Tell whether a line goes on with a note; the signs are weighed, because none is certain."""
        line, last = self._lines[at], self._lines[own[-1]]
        head = self._lines[own[0]]
        if line.page_top or line.fresh or (at in self._heads and self._heads[at].style == self._heads[own[0]].style):
            return False
        text = " ".join(self._lines[i].text for i in own)
        done = ends_sentence(last.text)
        if _NOTE_START.match(line.text):
            return True
        if not self._layout.width:
            return False  # one paragraph a line: a note is a line
        if line.page is not None and not (done and line.blanks > self._layout.spacing):
            return True  # notes reach to the foot of their page
        score = -2 if done else 0 if _URL_END.search(last.text) else 1
        score += 2 * _is_open(text) + last.text.endswith((",", ",”", ",»"))
        score -= (2 if self._layout.spacing else 3) * (line.blanks > 0)
        score -= line.indent > max(head.indent, last.indent)
        score -= 2 * (last.width < 0.7 * self._layout.width)
        if self._korean:
            score += 2 if not _mostly_korean(line.text) else -2 if not _HANGUL.search(text) else 0
        return score > 0

    def _claim_rest_of_split(self, end: int) -> None:
        """Give the lines just above `end` to the note before, if a page break left that one unfinished."""
        note = self._notes[-1]
        last = self._lines[note.lines[-1]].text
        if ends_sentence(last) or _URL_END.search(last):
            return
        rest: list[int] = []
        for at in range(end - 1, max(end - 1 - _SEARCH_UP, note.lines[-1] + 1), -1):
            line = self._lines[at]
            if at + 1 < end and self._lines[at + 1].fresh:
                break
            if _NOTE_START.match(line.text) or (self._korean and not _HANGUL.search(line.text)):
                rest.insert(0, at)
            else:
                break
        if rest and _is_rest(self._lines[rest[0]].text, last):
            note.lines += rest
            self._claimed.update(rest)

    def _lifted(self) -> Lifted:
        result = Lifted([])
        for i, line in enumerate(self._lines):
            if i not in self._claimed:
                lifted = line.lifted or i - 1 in self._claimed
                result.lines.append(replace(line, lifted=lifted) if lifted else line)
        for note in self._notes:
            first = self._lines[note.lines[0]]
            begin = first.start + note.head.end
            result.removed.append(Removed(first.start, begin, "footnote mark"))
            own = [replace(first, start=begin, text=first.text[note.head.end :])]
            own += [self._lines[i] for i in note.lines[1:]]
            result.notes.append(LiftedNote(note.head.text, Unit(own, kind="note"), note.anchor))
        return result


def _is_rest(text: str, last: str) -> bool:
    return bool(_NOTE_START.match(text)) or starts_lower(text) or last.endswith((",", "“", "and", "и"))


def _looks_whole(text: str) -> bool:
    return len(text) > 25 and ends_sentence(text)


def _is_open(text: str) -> bool:
    """Tell whether a quotation or a bracket is open at the end."""
    return any(text.count(left) > text.count(right) for left, right in zip("“«「『([", "”»」』)]", strict=True))


def _mostly_korean(text: str) -> bool:
    return 2 * len(_HANGUL.findall(text)) > len(_LATIN.findall(text))
