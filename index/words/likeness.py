"""How alike single words are in meaning, by the embedded model, whatever language they are in.

A word that the model reads in pieces is near to any other with one of its pieces: 토성, Saturn, to 토대, foundation.
Such likeness counts in part, unless the piece is long or the two begin alike, as forms of one word do. A figure is like
no other word.
Does not know passages beyond their words.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from os.path import commonprefix
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import embedded, unit
from index.words.function_words import is_function_word
from index.words.name_spelling import without_particle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

AXES = 256  # of a word's vector: the model's axes are sorted, the first tell most
FAR, NEAR = 0.25, 0.6  # cosines of two words that have nothing to do with each other, and that mean much the same
UNLIKE, LIKE, DOUBTED = 0.1, 0.4, 0.5  # cosines at which a translation is doubted and borne out; what it then counts
SHARED = 0.5  # what counts of the cosine of two words that share short pieces alone and do not begin alike
LONG = 4  # letters of a piece that tells, and of a beginning; a syllable counts as two
REMEMBERED = 40_000  # words: 20 MB
REMEMBERED_TEXTS = 8192  # passages and sentences

_WORD = re.compile(r"[^\W_]+(?:[-.,][^\W_]+)*")


def meant(cosines: Floats) -> Floats:
    """How surely words with these cosines mean the same, 0 to 1."""
    return np.asarray(np.clip((cosines - FAR) / (NEAR - FAR), 0, 1), dtype=np.float32)


def borne_out(cosines: Floats) -> Floats:
    """What a translation counts where the likest word has this cosine, DOUBTED to 1: month is no moon."""
    return np.asarray(np.clip((cosines - UNLIKE) / (LIKE - UNLIKE), DOUBTED, 1), dtype=np.float32)


def likest(words: Sequence[str], texts: Sequence[str]) -> Floats:
    """For each word and text the cosine of the likest word of the text `(words, texts)`; 0 for a figure."""
    split = [_words(text) or ("",) for text in texts]
    place = {word: n for n, word in enumerate(dict.fromkeys(word for part in split for word in part))}
    asked = [_bare(word) for word in words]
    vectors = _vocabulary().vectors([*asked, *place])
    cosines = np.vecdot(vectors[: len(words), None], vectors[len(words) :])  # BLAS would wake threads for so little
    for row, column in _by_a_piece(asked, place):
        cosines[row, column] *= SHARED
    starts = np.cumsum([0, *map(len, split)])[:-1]
    found = np.maximum.reduceat(cosines[:, [place[word] for part in split for word in part]], starts, axis=1)
    found[[word[:1].isdigit() for word in words]] = 0
    return np.asarray(found, dtype=np.float32)


def _by_a_piece(asked: Sequence[str], others: Mapping[str, int]) -> list[tuple[int, int]]:
    """Pairs of words that share short pieces alone, and not how they begin."""
    pieces = [_pieces(word) for word in asked]
    anything: frozenset[str] = frozenset().union(*pieces)
    near = [(other, n) for other, n in others.items() if not anything.isdisjoint(_pieces(other))]
    return [
        (row, n)
        for other, n in near
        for row, word in enumerate(asked)
        if other != word and _is_chance(pieces[row] & _pieces(other)) and not _begin_alike(word, other)
    ]


def _is_chance(shared: frozenset[str]) -> bool:
    """Whether pieces that two words share are there and all short."""
    return bool(shared) and all(_length(piece) < LONG for piece in shared)


def _begin_alike(word: str, other: str) -> bool:
    """Whether two words may be forms of one: what they begin with is long, all of one in letters, or a Korean noun."""
    if len(noun := without_particle(word)) == 1 and noun == without_particle(other):
        return True
    begin = commonprefix((word, other))
    return _length(begin) >= LONG or (len(begin) == min(len(word), len(other)) and _length(begin) == len(begin))


def _length(text: str) -> int:
    """In letters; a syllable of Hangul counts as two."""
    return len(text) * (2 if "가" <= text[:1] <= "힣" else 1)


@lru_cache(maxsize=REMEMBERED)
def _pieces(word: str) -> frozenset[str]:
    return frozenset(embedded().pieces(word))


@lru_cache(maxsize=REMEMBERED)
def salience(word: str) -> float:
    """How much a word tells of what a text is about: the length of its vector."""
    return float(np.linalg.norm(embedded().words([word], axes=embedded().dim)))


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_telling, _WORD.findall(text.lower())))))


@lru_cache(maxsize=REMEMBERED)
def _telling(word: str) -> str:
    """A word of a passage as it is compared; empty for a figure and for one of grammar."""
    return "" if word[0].isdigit() or is_function_word(word) else _bare(word)


def _bare(word: str) -> str:
    """A Korean word without its particle, where two syllables stay: particles are alike, whatever they stand behind."""
    bare = without_particle(word)
    return bare if len(bare) > 1 else word


class Vocabulary:
    """Vectors of single words, the last REMEMBERED of them kept."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._kept: list[str] = []  # the word of each row
        self._next = 0  # the row that is given away next, once all are taken
        self._vectors = np.zeros((REMEMBERED, AXES), dtype=np.float16)

    def vectors(self, words: Sequence[str]) -> Floats:
        """Unit vectors `(n, AXES)`."""
        with self._lock:
            rows = np.array([self._rows.get(word, -1) for word in words], dtype=np.int64)
            found = self._vectors[rows].astype(np.float32)
            unknown = np.flatnonzero(rows < 0).tolist()
            if unknown:
                missing = list(dict.fromkeys(words[n] for n in unknown))
                vectors = unit(embedded().words(missing, axes=AXES))
                place = {word: n for n, word in enumerate(missing)}
                found[unknown] = vectors[[place[words[n]] for n in unknown]].astype(np.float16)
                self._keep(missing[:REMEMBERED], vectors[:REMEMBERED])
            return found

    def _keep(self, words: Sequence[str], vectors: Floats) -> None:
        """Remember new words, in the place of the oldest ones when there is no room."""
        for word, vector in zip(words, vectors, strict=True):
            if len(self._kept) < REMEMBERED:
                row = len(self._kept)
                self._kept.append(word)
            else:
                row, self._next = self._next, (self._next + 1) % REMEMBERED
                del self._rows[self._kept[row]]
                self._kept[row] = word
            self._rows[word] = row
            self._vectors[row] = vector


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return Vocabulary()
