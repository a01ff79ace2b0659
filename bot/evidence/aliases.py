"""Names that stand for one thing, as the documents themselves and the user's glossary say.

Countries and some bodies are known to all (`known`). A document says so with brackets: "the Russian International
Affairs Council (RIAC)", "대외경제정책연구원(KIEP)". Two acronyms of two languages are one when their full names mean
the same.
Does not know what a name is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.evidence.known import groups, lands
from bot.evidence.names import forms_of
from bot.evidence.wording import share
from index.embedder import embedded
from index.text import language_of
from index.types import SourceDocument
from index.words.glossary import Glossary

LONGEST = 60  # characters of a name
# Cosine of two full names above which they are one, if the words of one say half of the other's: of one institution
# in two languages it is 0.42 to 0.58, of different ones below 0.32.
ONE_THING, SAID = 0.4, 0.5
_BRACKETS = re.compile(r"((?:[^\W_][\w&.’'-]*[ ]){0,7}[^\W_][\w&.’'-]*)[”»’\"']?\s?\(([^\W\d_][^()\d\n]{1,58})\)")
_ACRONYM = re.compile(r"[A-ZА-ЯЁ][A-Za-zА-ЯЁа-яё-]*[A-ZА-ЯЁ]\w{0,2}")
_OF_A_LAND = re.compile("(?<=[가-힣]{2})[인어계산]$")  # "한국계"
_ADJECTIVE = re.compile("([A-Z][a-z]{3,}?)(?:i?ans?|eans?|ese|i|ine)")  # that no language is called by: "Canadian"
_JOINING = frozenset("of the and for in on de по и для в на".split())


class Aliases:
    """Groups of names, each of one thing."""

    def __init__(self, groups: Iterable[Sequence[str]], base: Aliases | None = None) -> None:
        """Each group names one thing, those of a base as well; groups that share a name become one."""
        self._group: dict[str, list[str]] = dict(base._group) if base else {}
        for names in groups:
            merged = list(dict.fromkeys(n for name in names for n in self._group.get(_key(name), [name])))
            for name in merged:
                self._group[_key(name)] = merged

    def others(self, name: str) -> tuple[str, ...]:
        """What else the thing is called."""
        key = _key(name)
        if key not in self._group and re.fullmatch("[가-힣]{2,}[인어]", key):  # of a country: "핀란드인"
            key = key[:-1]
        return tuple(other for other in self._group.get(key, ()) if _key(other) != key)


NONE = Aliases(())


def learn(documents: Iterable[SourceDocument], glossary: Glossary | None = None) -> Aliases:
    """What some documents and a glossary call by several names."""
    pairs = [pair for document in documents for pair in _pairs_of(document.id, document.text)]
    concepts = (glossary or Glossary()).concepts
    listed = [tuple(v for variants in concept.values() for v in variants) for concept in concepts]
    return Aliases([*listed, *pairs, *_across(pairs)], _known())


@lru_cache(maxsize=1)
def _known() -> Aliases:
    return Aliases(groups())


@lru_cache(maxsize=20_000)
def is_land(word: str) -> bool:
    """Whether a word in some form is a country, a continent, its people or the adjective made of it."""
    if any(_key(form) in _land_keys() for form in (word, word.removesuffix("s"), _OF_A_LAND.sub("", word))):
        return True
    adjective = _ADJECTIVE.fullmatch(word)
    stem = adjective[1].casefold() if adjective else ""
    return bool(stem) and any(key.startswith(stem) and len(key) - len(stem) < 4 for key in _land_keys())


@lru_cache(maxsize=1)
def _land_keys() -> frozenset[str]:
    return frozenset(_key(name) for group in lands() for name in group)


@lru_cache(maxsize=512)
def _pairs_of(_identity: str, text: str) -> tuple[tuple[str, str], ...]:
    """(what stands before a bracket, what stands in it), where the two name one thing."""
    found = []
    for match in _BRACKETS.finditer(text):
        inside = match[2].strip(" «»“”‘’\"'")
        full = _full_name(match[1], inside)
        if full and len(inside) <= LONGEST and _key(full) != _key(inside):
            found.append((full, inside))
    return tuple(dict.fromkeys(found))


def _full_name(before: str, inside: str) -> str:
    """The words before a bracket that it is another name of; empty when it is a remark."""
    words = before.split()
    if _ACRONYM.fullmatch(inside):  # as many words as it has letters, or the Korean compound
        if re.search("[가-힣]", words[-1]):
            return words[-1]
        initials = inside.upper()
        for size in range(len(words), 0, -1):
            own = [word for word in words[-size:] if word.casefold() not in _JOINING]
            letters = "".join(part[0] for word in own for part in word.split("-")).upper()
            if letters and letters[0] == initials[0] and (letters == initials or len(letters) == len(initials)):
                return " ".join(words[-size:])
        return ""
    if re.search("[가-힣]", words[-1]) and re.match("[A-ZА-ЯЁ]", inside):  # a name in two scripts: "린트너(Lindner)"
        return " ".join(words[-len(inside.split()) :]) if len(inside.split()) <= 2 else words[-1]
    if re.match("[가-힣]{2,4}$", inside) and re.search("[가-힣]{5,}$", words[-1]):  # "한국하천발전공사(한하공)"
        return words[-1]
    same = re.match("[A-ZА-ЯЁ]", words[-1]) and re.match("[A-ZА-ЯЁ가-힣]", inside)
    crossed = bool(re.search("[А-Яа-яё]", words[-1])) != bool(re.search("[А-Яа-яё]", inside))
    return " ".join(words[-len(inside.split()) :]) if same and crossed else ""


def _across(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Acronyms whose full names, in two languages, mean the same."""
    given = [(full, short) for full, short in dict.fromkeys(pairs) if _ACRONYM.fullmatch(short)]
    if len(given) < 2:
        return []
    embedder = embedded()
    vectors = embedder.embed_passages([full for full, _ in given])
    cosines = vectors @ vectors.T
    return [
        (given[i][1], given[j][1])
        for i in range(len(given))
        for j in range(i)
        if cosines[i, j] >= ONE_THING and given[i][1] != given[j][1] and _say_the_same(given[i][0], given[j][0])
    ]


def _say_the_same(one: str, other: str) -> bool:
    return max(share(one, other, language=language_of(other)), share(other, one, language=language_of(one))) >= SAID


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    """A name without spaces and capitals, and Russian words without their endings."""
    if re.search("[а-яё]", name):
        name = "".join((word, *forms_of(word))[-1] for word in re.findall(r"\w+", name))
    return re.sub(r"[\W_]+", "", name).casefold()
