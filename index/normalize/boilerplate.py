"""What a web page carries besides its text: navigation, share bars, ratings, polls, paragraphs given twice.

Takes whole units away and says why. Precision first: a unit goes only when all of it is made of known phrases, when
it is a poll with its counts, or when it stands in the document already. Does not touch table rows and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.normalize.phrases import LINES, POLL_COUNT, POLL_HEAD, STRONG, WEAK
from index.normalize.pieces import Unit
from index.types import Removed

_FLAGS = re.IGNORECASE
_MARK = re.compile(r"^(?:[•◦▪■□●*·>-]+|\d{1,2}[.)])\s*")
_BETWEEN = re.compile(r"[\s|/·•,:;>.\[\]()–—-]*")
_PHRASES = [(re.compile(rf"(?:{phrase})(?!\w)", _FLAGS), True) for phrase in STRONG]
_PHRASES += [(re.compile(rf"(?:{phrase})(?!\w)", _FLAGS), False) for phrase in WEAK]
_BEGINS = re.compile(rf"(?:{'|'.join((*STRONG, *WEAK))})(?!\w)", _FLAGS)
_LINE = re.compile("|".join(LINES), _FLAGS)
_POLL_HEAD = re.compile(POLL_HEAD, _FLAGS)
_POLL_COUNT = re.compile(POLL_COUNT, _FLAGS)
_POLL_INLINE = re.compile(rf".{{1,120}}?\s{POLL_COUNT}", _FLAGS)
_LONGEST_BAR = 160  # characters of a line of links
_SHORTEST_REPEAT = 80  # characters: shorter lines may rightly stand twice
_POLL_SIZE = 60  # units: a poll of thirty options is not one


def strip(units: Sequence[Unit], *, paged: bool = False) -> tuple[list[Unit], list[Removed]]:
    """Take away the units that are not the document's own text; say what went and why.

    Args:
        units: of one document.
        paged: it is no web page, nor text that may come from one: what stands twice was written twice.
    """
    reasons: dict[int, str] = {}
    texts = [unit.text if unit.kind not in ("row", "note") else "" for unit in units]
    _find_polls(texts, reasons)
    _find_navigation(texts, reasons)
    if not paged:
        _find_repeats(texts, reasons)
    kept = [unit for i, unit in enumerate(units) if i not in reasons]
    removed = [span for i in sorted(reasons) for span in removal(units[i], reasons[i])]
    return kept, removed


def removal(unit: Unit, reason: str) -> Iterator[Removed]:
    """The raw spans of a unit that goes; a footnote may have stood between two of its lines."""
    start, end = unit.lines[0].start, unit.lines[0].end
    for line in unit.lines[1:]:
        if line.lifted:
            yield Removed(start, end, reason)
            start = line.start
        end = line.end
    yield Removed(start, end, reason)


def _find_navigation(texts: Sequence[str], reasons: dict[int, str]) -> None:
    weak: list[int] = []
    for i, text in enumerate(texts):
        text = _MARK.sub("", text)
        if not text or i in reasons or len(text) > 2 * _LONGEST_BAR:
            continue
        strong, phrases = _bar(text)
        if _LINE.fullmatch(text) or strong or phrases > 1:
            reasons[i] = "navigation"
        elif phrases:
            weak.append(i)
    _add_weak(weak, len(texts), reasons)


def _bar(text: str) -> tuple[bool, int]:
    """Read a line as a row of known phrases: is a strong one among them, and how many; 0 if it is no such row."""
    if len(text) > _LONGEST_BAR or not _BEGINS.match(text):
        return False, 0
    reached: dict[int, tuple[bool, int]] = {0: (False, 0)}  # offset -> the best reading up to there
    for at in range(len(text)):
        if at not in reached:
            continue
        strong, count = reached[at]
        for pattern, is_strong in _PHRASES:
            match = pattern.match(text, at)
            if match and match.end() > at:
                end = _behind(text, match.end())
                reached[end] = max(reached.get(end, (False, 0)), (strong or is_strong, count + 1))
    return reached.get(len(text), (False, 0))


def _behind(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _add_weak(weak: Sequence[int], count: int, reasons: dict[int, str]) -> None:
    """A single everyday word goes where it stands in a row with others, or with what goes, or at the file's edge."""
    rows: list[list[int]] = []
    for i in weak:
        if rows and all(j in reasons for j in range(rows[-1][-1] + 1, i)):
            rows[-1].append(i)
        else:
            rows.append([i])
    for row in rows:
        before, after = row[0] - 1, row[-1] + 1
        beside = reasons.get(before) == "navigation" or reasons.get(after) == "navigation"
        at_edge = count > 3 and (before < 0 or after >= count)
        in_tail = len(row) > 1 and all(j in reasons for j in range(after, count))
        if beside or at_edge or in_tail or len(row) > 2:
            reasons.update(dict.fromkeys(row, "navigation"))


def _find_polls(texts: Sequence[str], reasons: dict[int, str]) -> None:
    """A poll: its heading if there is one, its question, and options each with a count and a percentage."""
    at = 0
    while at < len(texts):
        end = _poll_end(texts, at)
        if end:
            reasons.update(dict.fromkeys(range(at, end), "poll"))
        at = max(end, at + 1)


def _poll_end(texts: Sequence[str], start: int) -> int:
    """The index behind the poll that begins at `start`, or 0."""
    headed = bool(_POLL_HEAD.fullmatch(texts[start]))
    question = start + headed
    if question >= len(texts) or not (texts[question].endswith("?") or headed):
        return 0
    at, counts, end = question + (1 if texts[question].endswith("?") else 0), 0, 0
    while at < min(len(texts), start + _POLL_SIZE):
        if at + 1 < len(texts) and _POLL_COUNT.fullmatch(texts[at + 1]) and len(texts[at]) < 200:
            at += 2
        elif headed and _POLL_INLINE.fullmatch(texts[at]):
            at += 1
        else:
            break
        counts, end = counts + 1, at
    return end if counts >= 2 else 0


def _find_repeats(texts: Sequence[str], reasons: dict[int, str]) -> None:
    seen: set[str] = set()
    last = ""
    for i, text in enumerate(texts):
        if i in reasons or not text:
            continue
        if len(text) >= _SHORTEST_REPEAT and text in seen:
            reasons[i] = "repeated paragraph"
            continue
        if text == last and any(char.isalpha() for char in text):
            reasons[i] = "repeated line"
            continue
        seen.add(text)
        last = text
