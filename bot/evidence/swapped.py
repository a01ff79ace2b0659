"""Who does what among the names of one sentence, clause by clause: "Osh makes glass, and Ulan ships it".

A claim and a sentence are cut into clauses that name somebody. What a clause of the claim says apart from its names
is compared with each of the sentence's: a name is swapped where a clause that names another in the same place of its
sentence (the subject, behind the same preposition or with the same particle) says clearly more of it than its own.
Does not know what is said inside one clause: "Osh sold it to Ulan" is as good as the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.evidence import figures
from bot.evidence.compared import GAIN, WORDS, Claim, Source
from bot.evidence.instead import Phrase, phrases, phrases_of, written
from bot.evidence.names import HANGUL, WORD
from bot.evidence.wording import share
from index.embedder import EMBEDDED, load_embedder

CLEARLY = 0.12  # cosine and shares by which another clause says more
NEAR = 0.18  # cosine and shares of a clause that says it at all
LEAST = 2  # words or figures of a clause beside its names
_CUT = re.compile(
    r"(?:[;:]|(?<!\d),|(?<=\d),(?=\s\D))\s(?!(?:which|who|whose|whom|where|when|that|than|чем|что|где|когда|котор\w+|как)\b)"
    r"|\s(?:and|but|while|whereas|и|а|но|хотя|though|although)\s|(?<=[가-힣][고며나])\s|(?<=지만)\s|(?<=반면)\s"
)
_JOINING = re.compile(r"\s(?:and|и)\s|,\s|(?<=[와과])\s")
_SMALL = frozenset(
    "the a an of in on at to for and or but by with from is are was were be been it its that this as has have had he "
    "she they his her their which who while whereas и в во на с со по к о об от из у за для до не что как это его её "
    "их а но или же".split()
)
_PLACING = frozenset(
    "by of to from in at with for on under into between against after before through via about within without among "
    "over across near than around outside inside including despite towards upon per у в во на с со от из к "
    "по для за о об при через под между против вместо".split()
)
_PARTICLE = re.compile("(?:에서는|에서|에게|으로|로|은|는|이|가|을|를|의|에|와|과)$")
_SUBJECT = frozenset("은 는 이 가 에서는".split())


class Clause(NamedTuple):
    """`text[start:end]` of a sentence that names somebody.

    Attributes:
        bare: its text without the names.
        named: its names.
    """

    bare: str
    named: tuple[Phrase, ...]


class Swapped(NamedTuple):
    """A name of a claim, and whom the source names where the rest of its clause stands."""

    phrase: Phrase
    instead: str


def clauses(text: str, found: Sequence[Phrase]) -> list[Clause]:
    """The clauses of a sentence; one that names nobody or says too little belongs to the one before it."""
    ends = [match.span() for match in _CUT.finditer(text) if not _lists(text, match, found)]
    edges = [0, *(edge for span in ends for edge in span), len(text)]
    parts: list[tuple[int, int]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if parts and not all(_stands_alone(text, a, b, found) for a, b in ((start, end), parts[-1])):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return [Clause(_bare(text, a, b, found), _within(a, b, found)) for a, b in parts]


def _lists(text: str, match: re.Match[str], found: Sequence[Phrase]) -> bool:
    """Whether a comma or an "and" joins two names and no clauses."""
    behind = any(phrase.end == match.start() for phrase in found)
    return bool(_JOINING.fullmatch(match.group())) and behind and any(p.start == match.end() for p in found)


def _stands_alone(text: str, start: int, end: int, found: Sequence[Phrase]) -> bool:
    words = [word for word in WORD.findall(_bare(text, start, end, found)) if word.lower() not in _SMALL]
    said = [word for word in words if len(word) > 1 or word.isdigit()]
    return len(said) >= LEAST and bool(_within(start, end, found))


def _within(start: int, end: int, found: Sequence[Phrase]) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in found if start <= phrase.start < end)


def _bare(text: str, start: int, end: int, found: Sequence[Phrase]) -> str:
    own = [start, *(edge for p in _within(start, end, found) for edge in (p.start, min(p.end, end))), end]
    return " ".join(text[a:b] for a, b in zip(own[::2], own[1::2], strict=True))


def swapped(claim: Claim, sentence: str, source: Source) -> list[Swapped]:
    """The names of a claim of which another clause of a sentence says what the claim says.

    Args:
        claim: with its names.
        sentence: of the source.
        source: what the sentence stands in.
    """
    theirs = clauses(sentence, phrases_of(sentence))
    if len(theirs) < 2:
        return []
    own, embedder = phrases(claim.names, claim.text), load_embedder(EMBEDDED)
    held = {other: source.held(sentence[other.start : other.end]) for clause in theirs for other in clause.named}
    same = {
        (mine, other): any(one.holds_surely(word) for word in mine.telling)
        for mine in own
        for other, one in held.items()
    }
    vectors = embedder.embed_passages([clause.bare for clause in theirs])
    found = []
    for part in clauses(claim.text, own):
        scores = _scores(part, theirs, vectors @ embedder.embed_queries([part.bare])[0], source.language)
        for phrase in part.named:
            others = _rivals(phrase, part, theirs, scores, same)
            at = {_place(sentence, name) for (mine, name), one in same.items() if one and mine == phrase}
            alike = [name for name in others if name.is_like(phrase) and _place(sentence, name) in at]
            found += [Swapped(phrase, written(name, sentence)) for name in alike[:1]]
    return found


def _rivals(
    phrase: Phrase,
    part: Clause,
    theirs: Sequence[Clause],
    scores: Sequence[float],
    same: Mapping[tuple[Phrase, Phrase], bool],
) -> tuple[Phrase, ...]:
    """The names of the clause that says clearly more of a part of a claim than the clause of its own name.

    Args:
        phrase: of the part.
        part: of the claim; a clause that has another name of it is no other clause.
        theirs: the clauses of the sentence.
        scores: how much each says of the part.
        same: whether a name of the claim is one of the sentence.
    """
    here = [n for n, clause in enumerate(theirs) if any(same[phrase, name] for name in clause.named)]
    taken = [
        n for n, clause in enumerate(theirs) if any(same[one, name] for one in part.named for name in clause.named)
    ]
    free = [n for n in range(len(theirs)) if n not in taken]
    if not here or not free:
        return ()
    best = max(free, key=scores.__getitem__)
    return theirs[best].named if scores[best] > max(NEAR, CLEARLY + max(scores[n] for n in here)) else ()


def _scores(part: Clause, theirs: Sequence[Clause], cosines: Sequence[float], language: str) -> list[float]:
    """How much each clause of a sentence says of a part of a claim."""
    wanted = set(figures.missing(part.bare, ""))
    return [
        float(cosine)
        + WORDS * share(part.bare, clause.bare, language=language)
        + GAIN * len(wanted - set(figures.missing(part.bare, clause.bare)))
        for cosine, clause in zip(cosines, theirs, strict=True)
    ]


def _place(sentence: str, phrase: Phrase) -> str:
    """Where a name stands in its clause: its particle or preposition; empty for a subject."""
    word = sentence[phrase.start : phrase.end]
    if HANGUL.search(word):
        tail = re.match("[가-힣]*", sentence[phrase.end :])
        found = _PARTICLE.search(word + (tail[0] if tail else ""))
        return "bare" if not found else found[0] if found[0] not in _SUBJECT else ""
    for before in reversed(re.findall(r"[^\W\d_]+|[,;:.]", sentence[: phrase.start])[-4:]):
        if before in ",;:.":
            return ""
        if before.lower() in _PLACING:
            return str(before.lower())
    return ""
