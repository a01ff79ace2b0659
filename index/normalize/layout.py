"""How a plain text file is set: where its lines are broken, how wide they are, what blank lines mean.

Owns the measurements and the two questions asked of them: is this line full, and does a unit begin here.
Knows nothing of words; `joints.py` decides what stands at a break.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.normalize.pieces import Line, ends_sentence, starts_lower

# Columns. Below 36 a column of similar lines is a list or a poem; above 180 nobody sets lines.
_NARROWEST, _WIDEST = 36, 180
_RAGGED = 0.84  # a full line of proportional type has at least this share of the widest one's columns
_RAGGED_OPEN = 0.74
_CLUSTER_SHARE = 0.4  # of the lines longer than a third of the width: paragraphs of three lines reach 0.6
_SIGNAL_SHARE = (0.12, 0.92)  # one Korean break in three falls between words; all or none says nothing
_LOOSE_SHARE = 0.5
_HANGUL = re.compile(r"[가-힣]")
_FIRST_TOKEN = re.compile(r"\S+")
_FIRST_PIECE = re.compile(r"[가-힣]|[^\s가-힣]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """What was measured.

    Attributes:
        width: columns of a full line; 0 where lines are not broken (one paragraph a line).
        spacing: blank lines between two lines of one paragraph.
        indent: columns before an ordinary line.
        signal: a space at the end of a broken line tells that a word ends there, its lack that none does.
        loose: nearly every line ends a word, so a space may also be lost where it just did not fit.
        hard_cut: every full line has this many characters, cut wherever it fell; 0 where not so. Then widths
            are counted in characters, and in columns otherwise.
    """

    width: int = 0
    spacing: int = 0
    indent: int = 0
    signal: bool = False
    loose: bool = False
    hard_cut: int = 0

    def full(self, line: Line, following: Line, *, closed: bool) -> bool:
        """Tell whether `line` ended because the next word did not fit.

        A Korean line that does not close a sentence may be shorter: narrow columns of proportional type are ragged.
        """
        if self.hard_cut:
            return len(line.text) >= self.hard_cut - 2
        least = _RAGGED if closed or not _HANGUL.match(line.text[-1]) else _RAGGED_OPEN
        return line.indent - self.indent + line.width + _unbreakable(line, following) >= self.width * least

    def gap(self, line: Line) -> bool:
        """Tell whether more blank lines stand above than inside a paragraph."""
        return line.blanks > self.spacing and not line.page_top and not line.lifted


def _unbreakable(line: Line, following: Line) -> int:
    """Columns of the piece of the following line that had to stay together."""
    korean = _HANGUL.search(line.text[-12:] + following.text[:6])
    match = (_FIRST_PIECE if korean else _FIRST_TOKEN).match(following.text)
    return min(len(match.group()) + (0 if korean else 1), 30) if match else 0


def measure(lines: Sequence[Line]) -> Layout:
    """Measure the lines of a plain text; `Layout()` where nothing says that they were broken."""
    hard_cut = _hard_cut(lines)
    width = hard_cut or _full_width([line.width + line.indent for line in lines])
    if not width:
        return Layout()
    low = hard_cut - 2 if hard_cut else width * _RAGGED
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not (b.page_top or b.fresh)]
    pairs = [(a, b) for a, b in pairs if (len(a.text) if hard_cut else a.width + a.indent) >= low]
    tight = [pair for pair in pairs if pair[1].blanks == 0]
    loose = [pair for pair in pairs if pair[1].blanks == 1]
    spacing = 1 if _open_pairs(loose) > _open_pairs(tight) else 0
    pairs = loose if spacing else tight
    if not _breaks_sentences(pairs):
        return Layout()
    indents = Counter(b.indent for a, b in pairs if not ends_sentence(a.text))
    indent = indents.most_common(1)[0][0] if indents else 0
    told, often = _signal(pairs)
    return Layout(width, spacing, indent, told, often, hard_cut)


def _hard_cut(lines: Sequence[Line]) -> int:
    """The number of characters that nearly every line has, or one less where a space was lost; else 0.

    The last lines of paragraphs are shorter, and a line may lose a space at both ends.
    """
    lengths = Counter(len(line.text) for line in lines)
    length = max(lengths, key=lambda n: (lengths[n] + lengths[n - 1], -n), default=0)
    usual, lossy = lengths[length] + lengths[length - 1], lengths[length - 2]
    longer = sum(n for size, n in lengths.items() if size > length)
    if length < _NARROWEST / 2 or usual < 5 or longer > 0.03 * len(lines):
        return 0
    korean = sum(bool(_HANGUL.match(line.text[-1])) for line in lines)
    cut = usual >= 0.5 * len(lines) and usual + lossy >= 0.6 * len(lines)
    return length if cut and korean >= 0.3 * len(lines) else 0


def _full_width(widths: Sequence[int]) -> int:
    """The width that most lines nearly reach, or 0."""
    widths = sorted(widths)
    best, width = 0, 0
    for candidate in sorted(set(widths)):
        if _NARROWEST <= candidate <= _WIDEST:
            count = bisect_right(widths, candidate) - bisect_left(widths, candidate * _RAGGED)
            if count >= best:
                best, width = count, candidate
    if not width:
        return 0
    long = len(widths) - bisect_left(widths, width / 3)
    longer = len(widths) - bisect_right(widths, width * 1.2)
    return width if best >= _CLUSTER_SHARE * long and longer <= 0.15 * long else 0


def _open_pairs(pairs: Sequence[tuple[Line, Line]]) -> int:
    return sum(not ends_sentence(a.text) for a, _ in pairs)


def _breaks_sentences(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Tell whether full lines end in the middle of sentences: what paragraphs on one line never do."""
    unfinished = [b.text for a, b in pairs if not ends_sentence(a.text) and a.text[-1] not in ":;"]
    if len(unfinished) < 0.5 * len(pairs):
        return False
    lettered = [text for text in unfinished if text[0].isalpha()]
    go_on = sum(text[0].lower() == text[0].upper() or starts_lower(text) for text in lettered)
    return go_on > 0 and go_on >= 0.4 * len(lettered)


def _signal(pairs: Sequence[tuple[Line, Line]]) -> tuple[bool, bool]:
    """Whether a space at a line's end tells words from parts of words, and whether it may be missing all the same."""
    korean = [a.spaced for a, b in pairs if _HANGUL.match(a.text[-1]) and _HANGUL.match(b.text[0])]
    spaced = sum(korean)
    low, high = _SIGNAL_SHARE
    told = spaced >= 2 and low * len(korean) <= spaced <= high * len(korean)
    return told, told and spaced > _LOOSE_SHARE * len(korean)
