"""How much of a question a passage holds, word by word: as it stands, in translation, or in a word of like meaning.

BM25 and cosines say how alike two texts are; this says what of the question is missing. How alike single words are
comes from the embedded model, whatever the index was embedded with. Does not rank or decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.analyzer import INITIAL, terms
from index.words.crossing import SHARPNESS, UNKNOWN
from index.words.function_words import is_light
from index.words.kinds import thing_asked
from index.words.likeness import borne_out, likest, meant, salience
from index.words.translation import Expansion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.lexical import LexicalIndex
    from index.question import Asked

    Floats = NDArray[np.float32]

REMEMBERED_TEXTS = 8192  # passages and sentences
BESIDE, PASSAGE = 0.8, 0.6  # what counts of a word in a neighbouring sentence, and elsewhere in a passage or its titles
_LONG_NUMBER = re.compile(r"\d{3}")  # is looked for by itself: a year, a law
PARTLY = 0.8  # what most of a Korean word's syllable pairs count beside all of them


class Sought(NamedTuple):
    """A content word of a question.

    Attributes:
        word: as the question has it.
        weight: its share of the question.
        ways: how a language says it: (terms, chance).
        terms: of all ways.
        name: whether it seems to be a proper name.
        learnt: whether the ways are translations that the table learnt, one of which may say another sense of the word.
    """

    word: str
    weight: float
    ways: tuple[tuple[tuple[str, ...], float], ...]
    terms: frozenset[str]
    name: bool = False
    learnt: bool = False


def sought(lexical: LexicalIndex, asked: Asked, language: str) -> list[Sought]:
    """The content words of a question as one language says them; their weights sum to 1."""
    words = content(asked, language)
    rarity = [asked.across.get(language, {}).get(e.word) or _rarity(lexical, e) for e in words]
    weights = np.sqrt(rarity) * [salience(e.word) for e in words]
    shares = (weights / (weights.sum() or 1.0)).tolist()
    learnt = [e.learnt and not e.name for e in words]
    ways = list(map(_ways, words))
    any_of = [frozenset(chain.from_iterable(terms for terms, _ in way)) for way in ways]
    rows = zip(words, shares, ways, any_of, learnt, strict=True)
    return [Sought(e.word, share, way, some, e.name, table) for e, share, way, some, table in rows]


def content(asked: Asked, language: str) -> list[Expansion]:
    """What a question asks about, as one language says it: its words without those of grammar and asking."""
    words = asked.expansions.get(language, [])
    return [e for e in words if not is_light(e.word)] or words


def asks_something(asked: Asked, language: str) -> bool:
    """Whether a question has a word that says what it is about: no grammar, and no small number ("What is 2+2?")."""
    words = [expansion.word for expansion in asked.expansions.get(language, [])]
    return bool(_LONG_NUMBER.search(asked.question)) or any(
        any(map(str.isalpha, word)) for word in words if not is_light(word)
    )


class Coverage(NamedTuple):
    """What passages hold of a question.

    Attributes:
        shares: of the question's content that each passage holds `(n,)`, 0 to 1; -1 in a language in which nothing of
            the question is known.
        missing: share that none of them holds, in whatever language; 1 when there is none.
        unnamed: share of the names that none of them holds, in the language that knows most; 0 when none is asked for.
        sentences: of each passage, the share that each of its sentences holds, what stands near it counted in part;
            empty where nothing of the question is known.
        things: of each passage, how surely each sentence, or one beside it, says what is counted or whose place is
            asked about; 1 where the question is no such one.
    """

    shares: Floats
    missing: float
    unnamed: float
    sentences: tuple[Floats, ...]
    things: tuple[Floats, ...]


def coverage(
    lexical: LexicalIndex, asked: Asked, languages: Sequence[str], passages: Sequence[Sequence[str]]
) -> Coverage:
    """What passages hold of a question, word by word.

    Args:
        lexical: tells how much each word weighs.
        asked: the question.
        languages: of each passage.
        passages: of each, what is searched of it besides its sentences, then these.
    """
    shares, unnamed = np.full(len(passages), -1, dtype=np.float32), 1.0
    known: list[tuple[Floats, Floats]] = []  # of each language, the weights of the words and how surely they are held
    sentences = [np.zeros(0, dtype=np.float32)] * len(passages)
    things = sentences.copy()
    for language in set(languages):
        words = sought(lexical, asked, language)
        rows = [n for n, name in enumerate(languages) if name == language]
        if not words:
            continue
        weights = np.array([word.weight for word in words], dtype=np.float32)
        parts = _held_in_parts(words, [passages[n] for n in rows])
        thing = thing_asked(asked.question, asked.language, ["" if word.name else word.word for word in words])
        for n, part in zip(rows, parts, strict=True):
            near = _with_neighbours(part)
            sentences[n] = weights @ near
            things[n] = np.minimum(near[thing] / BESIDE, 1) if thing >= 0 else np.ones(near.shape[1], dtype=np.float32)
        held = np.stack([part[:, 0] for part in parts], axis=1)
        shares[rows] = weights @ held
        best, names = held.max(axis=1), np.array([word.name for word in words])
        known.append((weights, best))
        unnamed = min(unnamed, float((weights * names) @ (1 - best)))
    unnamed = unnamed if (shares >= 0).any() else 0.0
    return Coverage(shares, _missing(known), unnamed, tuple(sentences), tuple(things))


def _missing(known: Sequence[tuple[Floats, Floats]]) -> float:
    """Share of a question that no language holds; its words stand one by one for each other where they are as many."""
    missing = 1.0
    for count in {len(held) for _, held in known}:
        weights, held = zip(*((w, h) for w, h in known if len(h) == count), strict=True)
        missing = min(missing, 1 - float(np.mean(weights, axis=0) @ np.max(held, axis=0)))
    return missing


def _with_neighbours(held: Floats) -> Floats:
    """What each sentence says `(words, sentences)`, from a passage's parts: what stands beside or above counts less."""
    passage, own = held[:, :1], held[:, 1:]
    near: Floats = np.maximum(own, PASSAGE * passage)
    near[:, 1:] = np.maximum(near[:, 1:], BESIDE * own[:, :-1])
    near[:, :-1] = np.maximum(near[:, :-1], BESIDE * own[:, 1:])
    return near


def _held_in_parts(words: Sequence[Sought], passages: Sequence[Sequence[str]]) -> list[Floats]:
    """For each passage how surely it, and each of its sentences, says each word `(words, 1 + sentences)`, 0 to 1."""
    cosines = likest([word.word for word in words], [text for parts in passages for text in parts])
    ends = np.cumsum([len(parts) for parts in passages])[:-1]
    apart = np.split(cosines, ends, axis=1)
    for near in apart:
        near[:, 0] = near.max(axis=1)
    found = [meant(near) for near in apart]
    for parts, held, borne in zip(passages, found, map(borne_out, apart), strict=True):
        sentences = [held_terms(sentence) for sentence in parts[1:]]
        whole = held_terms(parts[0]).union(*sentences)
        for n, word in enumerate(words):
            said = _said(word, whole)
            if said:  # what the whole does not say, no sentence says
                own = np.array([said, *(_said(word, sentence) for sentence in sentences)], dtype=np.float32)
                held[n] = np.maximum(held[n], own * borne[n] if word.learnt else own)
    return found


@lru_cache(maxsize=REMEMBERED_TEXTS)
def held_terms(text: str) -> frozenset[str]:
    """The terms of a sentence; the same passages are found again and again."""
    return frozenset(terms(text))


def _said(word: Sought, held: frozenset[str]) -> float:
    """How surely a text says a word, by its terms, 0 to 1."""
    best = 0.0
    if word.terms.isdisjoint(held):
        return best
    for way, chance in word.ways:
        if chance <= best:
            break
        share = sum(map(held.__contains__, way)) / len(way)
        if share == 1:
            best = chance
        elif len(way) > 2:
            best = max(best, chance * share * share * PARTLY)
    return best


def _rarity(lexical: LexicalIndex, expansion: Expansion) -> float:
    """How rare a word is: as rare as the rarest term of the likeliest way to say it."""
    if not expansion.translations:
        return UNKNOWN * expansion.weight * lexical.idf("")
    return expansion.weight * max(lexical.idf(term) for term in expansion.translations[0].terms)


def _ways(expansion: Expansion) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Ways to say a word, likeliest first; where a Korean word begins does not matter beside its syllable pairs."""
    highest = max((way.probability for way in expansion.translations), default=1.0)
    ways = []
    for way in expansion.translations:
        inner = tuple(term for term in way.terms if not term.startswith(INITIAL)) or way.terms
        ways.append((inner, (way.probability / highest) ** SHARPNESS))
    return tuple(sorted(ways, key=lambda found: -found[1]))
