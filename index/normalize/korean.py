"""Korean joints by a language model: is a word broken here, or do two words meet?

Owns the one Kiwi of the process: it takes seconds to load and half a gigabyte, so it is made when the first
undecided joint comes. Knows nothing of layout.

Three witnesses, strongest first. The document: the two letters on each side stand elsewhere in it, joined or apart
(`국제협력` or `국제 협력`: writers differ). Kiwi: which reading is likelier. The parts of speech: Kiwi often finds both
readings equal, and then what meets decides; of 3,300 such joints in legal guides, those of two nouns alone
(one in five) are in doubt.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

_WINDOW = 20  # characters on each side: more does not help (measured) and costs time
_TIE = 0.01  # difference of log likelihoods
_LEFT_END = re.compile(r"\w{1,2}$")
_RIGHT_START = re.compile(r"\w{1,2}")
_NUMBER_END = re.compile(r"[\d%]$")
_BEHIND_NUMBER = re.compile(
    r"(?:쯤|가량|씩|짜리|부터|까지|(?:여|대|당|자|초|가|이|은|는|을|를|의|에|로|와|과|도|만)(?![가-힣]))"
)
# Nouns of one syllable that stand alone; the others behind a noun are mostly the end of a compound (연안국, 러시아어).
_SHORT_NOUNS = frozenset("때곳말뒤앞안밖위전후길일힘값돈집책글해달날몫쪽끝간내시측땅물불밤낮봄꿈눈손발몸속옆곁틀틈뜻빛")
_DIGIT = re.compile(r"\d")
_WHITE = re.compile(r"\s+")


@functools.cache
def _kiwi() -> Any:  # noqa: ANN401 - kiwipiepy is loaded here only
    from kiwipiepy import Kiwi

    return Kiwi()


def spaces(pairs: Sequence[tuple[str, str]], lines: Iterable[str]) -> list[bool]:
    """Tell for each broken pair of lines whether a space stands between them.

    Args:
        pairs: the line above and the line below each joint.
        lines: all lines of the document, whose words vouch for one reading or the other.
    """
    votes = _votes(pairs, lines)
    doubtful = [i for i, vote in enumerate(votes) if vote == 0]
    answers = [vote > 0 for vote in votes]
    for i, spaced in zip(doubtful, _by_model([pairs[i] for i in doubtful]), strict=True):
        answers[i] = spaced
    return answers


def _votes(pairs: Sequence[tuple[str, str]], lines: Iterable[str]) -> list[int]:
    """How much oftener the letters on both sides stand apart in the document than joined."""
    edges = [_edges(_DIGIT.sub("0", left), _DIGIT.sub("0", right)) for left, right in pairs]
    wanted = {key for left, right in edges if left for key in (left + right, f"{left} {right}")}
    counts: Counter[str] = Counter()
    sizes = sorted({len(key) for key in wanted})
    for line in lines:
        text = f" {_DIGIT.sub('0', _WHITE.sub(' ', line))}"
        for size in sizes:
            for at in range(len(text) - size + 1):
                key = text[at : at + size]
                if key in wanted:
                    counts[key] += 1
    return [counts[f"{left} {right}"] - counts[left + right] if left else 0 for left, right in edges]


def _edges(left: str, right: str) -> tuple[str, str]:
    """Up to two letters on each side, with the space before a word of one letter; empty where that is too little."""
    end, start = _LEFT_END.search(left), _RIGHT_START.match(right)
    if not end or not start:
        return "", ""
    before = end.group() if len(end.group()) == 2 else f" {end.group()}"
    short = len(before.strip()) + len(start.group()) < 3
    return ("", "") if short or (before + start.group()).strip().isdecimal() else (before, start.group())


def _by_model(pairs: Sequence[tuple[str, str]]) -> list[bool]:
    texts: list[str] = []
    cuts: list[int] = []
    for above, below in pairs:
        left, right = _tail(above), _head(below)
        cuts.append(len(left))
        texts += [f"{left} {right}", left + right]
    if not texts:
        return []
    found = [analyses[0] for analyses in _kiwi().analyze(texts, top_n=1)]
    answers = []
    for (above, below), cut, apart, joined in zip(pairs, cuts, found[::2], found[1::2], strict=True):
        difference = apart[1] - joined[1]
        if _NUMBER_END.search(above) and _BEHIND_NUMBER.match(below):
            answers.append(False)
        elif abs(difference) < _TIE:
            answers.append(_by_parts(below, apart[0], cut))
        else:
            answers.append(difference > 0)
    return answers


def _by_parts(below: str, tokens: Sequence[Any], cut: int) -> bool:
    """Decide a tie by the parts of speech on both sides of the joint."""
    left = next((token for token in reversed(tokens) if token.start < cut), None)
    right = next((token for token in tokens if token.start >= cut), None)
    if left is None or right is None:
        return True
    if right.tag[0] in "JE" or right.tag[:2] in ("XS", "SP", "SO") or right.tag == "VCP":
        return False  # particles, endings, suffixes, the copula
    if left.tag in ("XPN", "SSO") or (left.tag == "SN" and right.tag in ("NNB", "NNG", "NR")):
        return False  # prefixes; a number and what it counts
    if left.tag == "NNB" and right.tag == "XPN":
        return False  # 제75조제2항
    if right.tag == "VX" and right.form == "지":
        return False  # 어려워지다
    if left.tag in ("NNG", "NNP", "NP"):
        return not (
            right.form == "뿐" or (right.tag == "NNG" and len(right.form) == 1 and right.form not in _SHORT_NOUNS)
        )
    return not (left.tag in ("SN", "SW", "NNB") and _BEHIND_NUMBER.match(below))


def _tail(text: str) -> str:
    return text if len(text) <= _WINDOW else text[text.find(" ", len(text) - _WINDOW) + 1 or -_WINDOW :]


def _head(text: str) -> str:
    if len(text) <= _WINDOW:
        return text
    cut = text.rfind(" ", 0, _WINDOW)
    return text[: cut if cut > 0 else _WINDOW]
