"""Korean joints by a language model: is a word broken here, or do two words meet?

Owns the one Kiwi of the process: it takes seconds to load and half a gigabyte, so it is made when the first
undecided joint comes. Knows nothing of layout.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

_WINDOW = 20  # characters on each side: more does not help (measured) and costs time


@functools.cache
def _kiwi() -> Any:  # noqa: ANN401 - kiwipiepy is loaded here only
    from kiwipiepy import Kiwi

    return Kiwi()


def spaces(pairs: Sequence[tuple[str, str]], lines: Sequence[str]) -> list[bool]:
    """Tell for each broken pair of lines whether a space stands between them.

    Args:
        pairs: the line above and the line below each joint.
        lines: all lines of the document, whose words vouch for one reading or the other.
    """
    texts: list[str] = []
    for above, below in pairs:
        left, right = _tail(above), _head(below)
        texts += [f"{left} {right}", left + right]
    scores = [found[0][1] for found in _kiwi().analyze(texts, top_n=1)]
    return [spaced >= glued for spaced, glued in zip(scores[::2], scores[1::2], strict=True)]


def _tail(text: str) -> str:
    return text if len(text) <= _WINDOW else text[text.find(" ", len(text) - _WINDOW) + 1 or -_WINDOW :]


def _head(text: str) -> str:
    if len(text) <= _WINDOW:
        return text
    cut = text.rfind(" ", 0, _WINDOW)
    return text[: cut if cut > 0 else _WINDOW]
