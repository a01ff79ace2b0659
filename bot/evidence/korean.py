"""Korean words without their particles, by rules on endings, and proper nouns, by the Korean analyser.

`stems` and `stem` are rules alone, for every question; `proper_nouns` loads the analyser.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from index.sentences import kiwi

_PARTICLES = (
    "은 는 이 가 을 를 의 에 에서 에게 께 께서 한테 로 으로 와 과 도 만 까지 부터 조차 마저 처럼 보다 마다 이나 "
    "나 이며 며 이고 고 이란 란 이라는 라는 이라고 라고 이라 라 인 이다 다 이었다 였다 이자 자 이든 든 에는 에도 "
    "에만 에서는 에서도 에서의 에게는 에게도 으로는 로는 으로도 로도 으로의 로의 로서 으로서 로써 으로써 로부터 "
    "으로부터 와의 과의 와는 과는 와도 과도 까지의 까지는 까지도 부터는 부터의 만을 만이 만의 만은 보다는 처럼은 "
    "이나마 이라도 라도 이야 야 이여 여 이랑 랑 하고 들 들은 들이 들을 들의 들에게 들과 들도 들에 씨 씨는 씨가 "
    "측 측은 측이 측의 등 등은 등이 등을 등의 등과 적 적인 적으로 이었고 였고 이었던 였던 이지만 지만 이어서 "
    "여서 이라며 라며 이므로 므로 이기 기 일 임 에서만 뿐 뿐만 에의 에선 에겐 엔 론 으론"
).split()
_TAIL = re.compile("(?:" + "|".join(sorted(_PARTICLES, key=len, reverse=True)) + ")$")


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """A Hangul word and what is left of it without one of the particles it may end in, longest first.

    At least two syllables are left, so a short name keeps its last one.
    """
    found = [word]
    for length in range(1, 5):
        tail = word[-length:]
        if len(word) - length >= 2 and _TAIL.fullmatch(tail):
            found.append(word[:-length])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A Hangul word without its longest particle."""
    return stems(word)[-1]


class Noun(NamedTuple):
    """A run of nouns, `text[start:end]`, that holds a proper one.

    Attributes:
        text: the run, without particles.
        proper: the proper nouns in it; `rest` are the others of two syllables and more.
    """

    start: int
    end: int
    text: str
    proper: tuple[str, ...]
    rest: tuple[str, ...]


_LOADING = threading.Lock()  # so that it is loaded once
_UNKNOWN = 100  # the analyser's numbers of words begin above; those below are of parts of speech
_NOMINAL = frozenset("NNP NNG NNB XPN XSN SL SN SH XR NR".split())


def warm() -> None:
    """Begin to load the analyser, aside: it takes seconds, and a reader's first words must not wait for it."""
    threading.Thread(target=proper_nouns, args=("",), name="korean-analyser", daemon=True).start()


def proper_nouns(text: str, usual: Container[str] = frozenset()) -> list[Noun]:
    """The runs of nouns with a proper noun in them, in order; loads the Korean analyser.

    Args:
        text: a sentence.
        usual: words that are no names; another noun that the analyser does not know is one.
    """
    runs: list[list[tuple[str, str, int, int]]] = []
    with _LOADING:
        analyser = kiwi()
    for token in analyser.tokenize(text):
        tag = "NNP" if token.tag == "NNG" and token.id < _UNKNOWN and token.form not in usual else str(token.tag)
        part = (tag, str(token.form), int(token.start), int(token.end))
        if part[0] not in _NOMINAL:
            runs.append([])
        elif runs and runs[-1] and runs[-1][-1][3] == part[2]:
            runs[-1].append(part)
        else:
            runs.append([part])
    found = []
    for run in runs:
        proper = tuple(form for tag, form, _, _ in run if tag == "NNP" and len(form) > 1)
        if proper:
            rest = tuple(form for tag, form, _, _ in run if tag == "NNG" and len(form) > 1)
            found.append(Noun(run[0][2], run[-1][3], text[run[0][2] : run[-1][3]], proper, rest))
    return found
