"""Sole owner of `[n]`: writes the markers of an answer and reads those of a model.

A source's own brackets ("[7]") are text like any other and never become links, because an answer is data and
only `render` writes markers. Knows neither sources nor documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

# What models write: [1], [1, 2], [Source 1], 【1†source】, (source 1), [^1], <sup>1</sup>, **[1]**, [[1]](#1).
_NAMED = r"(?:sources?|refs?\.?|references?|citations?|cite|출처|источник(?:и|а|е|у|ах)?)"
_WORD = rf"(?:\^|#|№|{_NAMED}|자료)"
_ONE = rf"(?:{_WORD}\s*:?\s*)?[\[【]?\^?\d{{1,3}}(?!\d)[\]】]?"
_NUMBERS = rf"{_ONE}(?:\s*(?:[,;&–-]|and\b|и\b|및|와|과)\s*{_ONE})*"
_TAIL = r"(?:[:†][^\]】\n]{0,40})?"
_LINK = r"(?:\(\s*(?:#|https?:|/)[^)\s]*\))?"
_BRACKETS = rf"[\[【]\s*{_NUMBERS}{_TAIL}\s*[\]】]{_LINK}"
_PARENTHESES = rf"\(\s*(?:{_NAMED}\s*:?\s*|(?=[\[【])){_NUMBERS}\s*\)"
_RAISED = r"<sup>\s*(?:\[?\^?\d{1,3}\]?[,\s]*)+</sup>"
_ANY = rf"(?:{_BRACKETS}|{_PARENTHESES}|{_RAISED})"
_MARKER = re.compile(rf"\s*(?:\*\*\s*{_ANY}\s*\*\*|{_ANY})", re.IGNORECASE)
_BEHIND_STOP = re.compile(rf"((?:\*\*)?[.!?。…]+)((?:{_MARKER.pattern})+)", re.IGNORECASE)
_NO_NUMBER = re.compile(r"(?<=\d)[:†][^\]】]*|\(\s*(?:#|https?:|/)\S*")  # lines of a source, an address
_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*[\[【]?(\d+))?")
_BARE = re.compile(r"\s*\((\d{1,2}(?:\s*,\s*\d{1,2})*)\)(?=\s*(?:[.!?。;,]|$))")
_BARE_WORD = re.compile(
    r"\b(?:the )?(sources?|источник\w{0,2}|출처) (\d{1,2}(?:(?:, | and | и )\d{1,2})*)(?![\d%.,]*\d)", re.IGNORECASE
)
# A marker that is a word of its sentence leaves a word behind: "according to [1], ...", "[1] says ...".
_AS_WORD = tuple(
    (re.compile(pattern.replace("MARK", _MARKER.pattern), re.IGNORECASE), word)
    for pattern, word in (
        (r"(\b(?:according to|based on|in|from|by|per|see)) (?:sources? )?MARK", r"\1 the source"),
        (r"^(\s*)(?:(?:the )?sources?)?MARK (?-i:(?=[a-z]))", r"\1The source "),
        (r"(\bсогласно) (?:источник\w* )?MARK", r"\1 источнику"),
        (r"(\b(?:по данным|из)) (?:источник\w* )?MARK", r"\1 источника"),
        (r"(\bв) (?:источник\w* )?MARK", r"\1 источнике"),
        (r"^(\s*)(?:источник)?MARK (?-i:(?=[а-я]))", r"\1Источник "),
        (r"(^|\s)(?:출처|자료)?MARK(?=에(?:서|는|서는)?\s)", r"\1자료"),
        (r"(^|\s)(?:출처|자료)?MARK[은는](?=\s)", r"\1자료는"),
        (r"(^|\s)(?:출처|자료)?MARK[이가](?=\s)", r"\1자료가"),
    )
)


class Told(Protocol):
    """What can be rendered: a text and the numbers of its citations."""

    @property
    def text(self) -> str:
        """Without markers."""

    @property
    def citations(self) -> tuple[int, ...]:
        """Numbers from 1."""


def render(segments: Iterable[Told]) -> str:
    """An answer as plain text: each segment with its markers, one a line."""
    return "\n".join(segment.text + markers(segment.citations) for segment in segments)


def markers(numbers: Iterable[int]) -> str:
    """The markers of a sentence, to stand behind it."""
    return "".join(f" [{n}]" for n in numbers)


def markers_inside(text: str) -> str:
    """Move markers that follow a full stop before it, so that a sentence and its markers stay together.

    The result is as long as the text, and a position outside the moved pieces keeps its meaning.
    """
    return _BEHIND_STOP.sub(r"\2\1", text)


def without_markers(text: str, *, bare: int = 0) -> tuple[str, tuple[int, ...]]:
    """A model's sentence without its markers, and the numbers in them, in order, each once.

    Args:
        text: a sentence, or the beginning of one.
        bare: the highest number that counts in round brackets alone, "(1)" at the end of a clause; 0 for none.
    """
    numbers: list[int] = []
    for marker in _MARKER.finditer(text):
        for first, last in _RANGE.findall(_NO_NUMBER.sub("", marker[0])):
            numbers.extend(range(int(first), min(int(last or first), int(first) + 20) + 1))
    for pattern, word in _AS_WORD:
        text = pattern.sub(word, text)
    text = _MARKER.sub("", text)

    def counted(marker: re.Match[str], left: str = "") -> str:
        found = [int(n) for n in re.findall(r"\d+", marker[0])]
        if not all(1 <= n <= bare for n in found):
            return marker[0]
        numbers.extend(found)
        return left

    def named(marker: re.Match[str]) -> str:
        word = marker[1] if marker[1][0] not in "sS" else ("The source" if not marker.start() else "the source")
        return counted(marker, word)

    if bare:
        text = _BARE_WORD.sub(named, _BARE.sub(counted, text))
    return text, tuple(dict.fromkeys(numbers))


def starts_with_marker(text: str) -> bool:
    """Whether a marker stands before the sentence that it belongs to: "[1] The museum ..."."""
    found = _MARKER.match(text)
    return bool(found and re.match(r"[\s:]+[^\Wa-zа-я]", text[found.end() :]))
