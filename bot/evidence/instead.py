"""Whom a source names where a claim names another: what it says of Naver, told of Kakao.

A name that a sentence does not hold stands in the place of another when the sentence holds one of its kind that the
claim does not. Where it holds none, a pronoun or a heading may mean the name, and nothing is said. Names that both hold
are compared by `exchanged`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.actors import persons
from bot.evidence.aliases import is_land
from bot.evidence.held import Held
from bot.evidence.names import HANGUL, WORD, Name, forms_of, names
from bot.evidence.spelling import log_odds
from bot.evidence.standing import SPELT
from bot.evidence.translit import distance
from bot.evidence.usual import is_known_name, is_of_a_place
from index.text import script_of

PERHAPS = -2.5  # log odds of two spellings above which nobody can say that two names are not one
BESIDE = 2  # words off at which two names are of one person
CLOSE = 0.2  # the same for the distance of sounds in one script
_PARTICLE = re.compile("[와과의은는을를]$")  # that the analyser takes for a part of a name it does not know
_BESIDE = re.compile(r"[ .-]{1,2}")


class Phrase(NamedTuple):
    """Names side by side, `text[start:end]` of a sentence: of one person, body or place."""

    start: int
    end: int
    words: tuple[Name, ...]

    @property
    def is_land(self) -> bool:
        """Whether it is a country, its people, or an adjective of a place: these are added and left out freely."""
        return any(is_land(word.text) or is_of_a_place(word.text.lower()) for word in self.words)

    def is_like(self, other: Phrase) -> bool:
        """Whether it may stand in the place of another: it is no common word, and a country as the other is."""
        return self.is_land == other.is_land and not all(word.plain for word in self.words)

    @property
    def telling(self) -> tuple[Name, ...]:
        """Its words that are not common ones; all where every one is."""
        return tuple(word for word in self.words if not word.plain) or self.words

    @property
    def is_known(self) -> bool:
        """Whether it is surely a name: a Korean word that no list and no table knows may be a common one."""
        return any(not HANGUL.search(word.text) or is_known_name(word.text) for word in self.words)


def phrases(found: Sequence[Name], sentence: str) -> list[Phrase]:
    """The names of a sentence, those side by side as one."""
    groups: list[list[Name]] = []
    for name in found:
        if groups and _belongs(groups[-1][-1], name, sentence):
            groups[-1].append(name)
        else:
            groups.append([name])
    return [Phrase(group[0].start, group[-1].end, tuple(group)) for group in groups]


def _belongs(one: Name, other: Name, sentence: str) -> bool:
    """Whether two names stand side by side without a particle between."""
    if not _BESIDE.fullmatch(sentence, one.end, other.start):
        return False
    own = sentence[one.start : one.end]
    cut = len(one.text) < len(own) and own.startswith(one.text)
    return not (HANGUL.search(own) and (cut or _PARTICLE.search(own)))


@lru_cache(maxsize=4_000)
def phrases_of(sentence: str) -> tuple[Phrase, ...]:
    """The names of a sentence of a source."""
    return tuple(phrases(names(sentence, careful=True), sentence))


def named_instead(phrase: Phrase, sentence: str, claim: Held) -> str:
    """What a sentence names in the place of a name that it does not hold; empty when nothing.

    Args:
        phrase: of the claim.
        sentence: of a source.
        claim: the claim's own words.
    """
    found = next((other for other in phrases_of(sentence) if _replaces(other, phrase, claim)), None)
    return written(found, sentence) if found else ""


def written(phrase: Phrase, sentence: str) -> str:
    """A name as its sentence writes it, without a particle behind it."""
    last = phrase.words[-1]
    cut = sentence.startswith(last.text, last.start)
    return sentence[phrase.start : last.start] + last.text if cut else sentence[phrase.start : phrase.end]


def _replaces(other: Phrase, phrase: Phrase, claim: Held) -> bool:
    """Whether a name of a source is surely not the claim's, and not named in the claim."""
    holds = claim.holds_surely if other.is_land else claim.holds  # "США" is no acronym of what the claim says
    if all(word.plain for word in other.words) or any(holds(word) for word in other.telling):
        return False
    return not any(may_be_one(mine.text, yours.text) for mine in phrase.words for yours in other.words)


def may_be_one(one: str, other: str) -> bool:
    """Whether nobody can say that two words of names are not one name, differently spelt."""
    if script_of(one[0]) == script_of(other[0]):
        return distance(one, other) < CLOSE
    return any(log_odds(a, b) > PERHAPS for a in forms_of(one) for b in forms_of(other))


def surely(name: Name, sentences: Sequence[str]) -> bool:
    """Whether sentences hold a word of a name as it is spelt, and not by what it means."""
    words = {form for sentence in sentences for word in WORD.findall(sentence) for form in forms_of(word)}
    mine = forms_of(name.text)
    return any(form in words or any(log_odds(form, word) > SPELT for word in words) for form in mine)


def partly_another(sentence: str, claim: Held) -> str:
    """A name of several words of which the claim holds some and not others: "Yelena Drozdova" for "Ada Drozdova"."""
    for phrase in phrases_of(sentence):
        held = [claim.holds(word) for word in phrase.words]
        if any(held) and not all(held):
            return written(phrase, sentence)
    return ""


def made_of_two(phrase: Phrase, text: str, sentences: Sequence[str], claim: Held) -> str:
    """The person of whom a claim has one name and of another the other: "Ada Rudge" of Ada Wilk and Colin Rudge.

    Empty where a sentence has both names of one, or where the phrase is no person of two names.
    """
    if len(phrase.words) != 2 or not _is_person(phrase, text):
        return ""
    one, other = (word.text for word in phrase.words)
    if any(_side_by_side(one, other, said) for said in sentences):
        return ""
    people = [(person, said) for said in sentences for person in phrases_of(said) if len(person.words) > 1]
    for person, said in people:
        held = [claim.holds(word) for word in person.words]
        if _is_person(person, said) and any(held) and not all(held):
            return written(person, said)
    return ""


def _side_by_side(one: str, other: str, sentence: str) -> bool:
    """Whether a sentence may have two names with at most one word between them: "Vera Karlovna Stolz"."""
    words = WORD.findall(sentence)
    first, second = ([n for n, word in enumerate(words) if may_be_one(name, word)] for name in (one, other))
    return any(0 < abs(n - m) <= BESIDE for n in first for m in second)


def _is_person(phrase: Phrase, text: str) -> bool:
    return any(start <= phrase.start and phrase.end <= end for start, end in persons(text))
