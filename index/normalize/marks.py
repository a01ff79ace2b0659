"""Marks of footnotes: at the beginning of a line, where a note stands, and in the text that it explains.

Owns the four styles. Which marks belong together is `footnotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.normalize.pieces import Line

_SUPERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPER_DIGITS = str.maketrans(_SUPERS, "0123456789")

# style -> how a line begins that holds a note; group 1 is the mark, group 2 its number.
_HEADS = {
    "paren": re.compile(r"((\d{1,3})\))\s*(?=\S)"),
    "bracket": re.compile(r"(\[(\d{1,3})\]):?\s*(?=\S)"),
    "super": re.compile(rf"(([{_SUPERS}]{{1,3}})\)?)\s*(?=\S)"),
    "bare": re.compile(r"((\d{1,3}))\s+(?=[^\W\d_]|[“\"'‘«「『(])"),
}
# style -> the mark in the text; group 1 is its number. A bare number needs a letter, or a letter and a stop, before it.
_REFERENCES = {
    "paren": re.compile(r"(?<=[^\s\d(\[.:\-–/])(\d{1,3})\)|(?<=[^\d\s][.”»])(\d{1,3})\)|(?<=[.!?]\s)(\d{1,3})\)(?=\s)"),
    "bracket": re.compile(r"(?<=\S)\s?\[(\d{1,3})\]"),
    "super": re.compile(rf"(?<=\S) ?([{_SUPERS}]{{1,3}})\)?"),
    "bare": re.compile(
        r"(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,;:!?”»’)\]])|(?<=[”»’)\]][.,;:!?]))(\d{1,3})(?=$|[\s.,;:!?)»”—–])"
    ),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark.

    Attributes:
        text: as it stands: "1)".
        line: index of its line.
        end: at the beginning of a line, the offset in the line where the note's text begins; in the text, the
            raw offset just behind the mark.
    """

    style: str
    number: int
    text: str
    line: int
    end: int


def heads(lines: Sequence[Line]) -> Iterator[Mark]:
    """Find the lines that could begin a note."""
    for i, line in enumerate(lines):
        if not (line.text[0].isdecimal() or line.text[0] in "[" + _SUPERS):
            continue
        for style, pattern in _HEADS.items():
            match = pattern.match(line.text)
            if match:
                yield Mark(style, _number(match[2]), match[1], i, match.end())
                break


def references(lines: Sequence[Line], styles: Iterable[str]) -> dict[tuple[str, int], list[Mark]]:
    """Find every mark in the text, by style and number, in reading order."""
    found: dict[tuple[str, int], list[Mark]] = {}
    for style in set(styles):
        depth = 0
        for i, line in enumerate(lines):
            at = 0
            for match in _REFERENCES[style].finditer(line.text):
                depth = _depth(depth, line.text[at : match.start()])
                at = match.start()
                if style == "paren" and depth:
                    continue  # "(표 1)": the parenthesis is another one's
                at = match.end()
                number = _number(next(group for group in match.groups() if group))
                mark = Mark(style, number, match.group().strip(), i, line.start + match.end())
                found.setdefault((style, number), []).append(mark)
            depth = min(_depth(depth, line.text[at:]), 1) if i + 1 < len(lines) else 0
    return found


def _depth(depth: int, text: str) -> int:
    """How many parentheses are open behind `text`; a stray closing one closes nothing."""
    for char in text:
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(depth - 1, 0)
    return depth


def _number(digits: str) -> int:
    return int(digits.translate(_SUPER_DIGITS))
