"""Whether a claim denies what its source affirms, or affirms what it denies, as far as words of negation show it.

Two kinds of evidence. Strong: one side denies the very word that the other says, and the other has nothing that could
mean the same. Weak: one side denies, the other has a word of lacking, refusing, ending or leaving out, or says it in
other words. Sees neither antonyms (`opposites` does), irony nor scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.evidence.denying import ASIDE, HARD, KOREAN, KOREAN_END, NEGATION, NO_DENIAL, THINKING, WEAK
from bot.evidence.wording import says, share
from index.embedder import embedded
from index.text import language_of

# Where a sentence may say one thing and deny another.
_CLAUSES = re.compile(
    r"[,;:—–]\s|\s[-–—]\s|[.!?]\s|(?<=[가-힣]지만|[가-힣]으나|[가-힣]는데)\s|(?<=[가-힣][고며면])\s(?!안\s?[되됩돼된될])|(?<=므로)\s|(?<=[어아해]서)\s"
    r"|\s(?=(?:but|although|though|while|whereas|and|that|which|who|because|if|when|as|или|а|но|хотя|однако|и|что"
    r"|котор\w+|если|когда|чтобы)\s)"
)
SHORTEST = 3  # characters of a clause
# How much of what a claim denies its sources say, cosine and share of words, from which they surely do not deny it in
# other words: so do 257 of 296 false denials of ten sets, and 5 of 26 true ones.
RESTATED = 0.6
# Words between a negation and what it denies.
_GRAMMAR = frozenset(
    "be been being was were is are am have has had do does did to the a an any it its that this only yet even always "
    "really also still just very so as of in for on по в на к с до за из у был была было были будет будут быть может "
    "могут мог могла могло могли бы же ли это этот эта эти этого так уже еще ещё себя свой своих его её их том".split()
)
_NO_ADVERBS = frozenset("apply supply reply rely imply comply multiply fly ally family".split())
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_REACH = 60  # characters behind a negation in which what it denies stands


class Denial(NamedTuple):
    """`text[start:end]` denies; `words` are one or two that it denies, the nearest first; `clause` is a span."""

    start: int
    end: int
    words: str
    clause: tuple[int, int]


class Contrast(NamedTuple):
    """`claim[start:end]` is where one side denies and the other does not; `sure` where nothing excuses it."""

    start: int
    end: int
    sure: bool


@lru_cache(maxsize=2_000)
def denials(text: str, *, whole: bool = False) -> tuple[Denial, ...]:
    """The denials of a sentence, in order.

    Args:
        text: a sentence.
        whole: of Korean only one that denies all of it.
    """
    skip = [match.span() for match in (*NO_DENIAL.finditer(text), *ASIDE.finditer(text))]
    spans = [match.span() for match in (*NEGATION.finditer(text), *(KOREAN_END if whole else KOREAN).finditer(text))]
    parts = clauses(text)
    found = []
    for start, end in sorted(spans):
        if not any(a < end and start < b for a, b in skip):
            clause = next(span for span in parts if start < span[1])
            found.append(Denial(start, end, _denied(text, (start, end), clause), clause))
    return tuple(found)


def contradicts(claim: str, sources: Sequence[str], *, around: Sequence[str] = ()) -> Contrast | None:
    """Where a claim denies and none of its sources does, or the nearest source denies what the claim says; or None.

    Args:
        claim: a sentence.
        sources: the sentences that it rests on, the best first.
        around: the other sentences of the passage: one that denies what the claim speaks of may be meant.
    """
    own = denials(claim, whole=True)
    found = [_own_fault(denial, claim, sources, around) for denial in own]
    words = list(_WORD.finditer(claim))
    if words:
        last = words[-1].span()
        found += [
            Contrast(*last, sure) for source in sources for sure in [_denied_by(claim, source)] if sure is not None
        ]
    faults = [contrast for contrast in found if contrast]
    return max(faults, key=lambda contrast: contrast.sure, default=None)


def _own_fault(denial: Denial, claim: str, sources: Sequence[str], around: Sequence[str]) -> Contrast | None:
    sure = _affirmed(denial, claim, sources) if sources else None
    return None if sure is None else Contrast(*denial[:2], sure and not _denied_in(around, claim))


def _affirmed(denial: Denial, claim: str, sources: Sequence[str]) -> bool | None:
    """Whether the sources surely say what a claim denies; None where they deny it as well, or may."""
    language, own = language_of(sources[0]), language_of(claim)
    theirs = [(source, denied) for source in sources for denied in denials(source)]
    if any(says(claim, denied.words, language=own) for _, denied in theirs):
        return None
    parts = [source[slice(*span)] for source in sources for span in plain(source)]
    saying = [part for part in parts if says(part, denial.words, language=language)]
    if theirs:  # of something else, where the claim speaks of what they say
        denying = max(share(claim, source[slice(*denied.clause)], language=language) for source, denied in theirs)
        about = [part for part in saying if share(claim, part, language=language) > denying]
        every = any(says(part, denial.words, language=language, every=True) for part in about)
        return (every and " " in denial.words) if about else None
    first = any(says(text, denial.words.split(" ")[0], language=language) for text in sources)
    if any(_excuses(text, claim, HARD if first else WEAK) for text in sources):
        return False
    return first or _restated(denial, claim, sources) >= RESTATED


def _restated(denial: Denial, claim: str, sources: Sequence[str]) -> float:
    """How much the sources say of what a claim denies: cosine and share of words of its clause without the denial.

    Where they say little of it, they may deny it in other words: "not settled", of what was put off.
    """
    rest = f"{claim[denial.clause[0] : denial.start]} {claim[denial.end : denial.clause[1]]}"
    embedder, language = embedded(), language_of(sources[0])
    cosines = embedder.embed_passages(list(sources)) @ embedder.embed_queries([rest])[0]
    return float(cosines.max()) + max(share(rest, text, language=language) for text in sources)


def _denied_in(sentences: Sequence[str], claim: str) -> bool:
    """Whether a sentence denies something that a claim says."""
    own = language_of(claim)
    return any(says(claim, denied.words, language=own) for text in sentences for denied in denials(text))


def _denied_by(claim: str, source: str) -> bool | None:
    """Whether a source surely denies what a claim says; None where it denies nothing of it, or both deny."""
    own, language = language_of(claim), language_of(source)
    theirs = denials(source)
    if not theirs or denials(claim):
        return None
    if any(says(claim, word, language=own) for denied in theirs for word in denied.words.split()[:1]):
        return not _excuses(claim, source)
    if _excuses(claim, source):
        return None
    said = any(says(claim, denied.words, language=own) for denied in theirs)
    denying = max(share(claim, source[slice(*denied.clause)], language=language) for denied in theirs)
    saying = max((share(claim, source[slice(*span)], language=language) for span in plain(source)), default=0.0)
    return (denying >= saying) if said else None


def plain(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence in which nothing is denied."""
    every, found = clauses(text), denials(text)
    denied = {denial.clause for denial in found}
    thought = {denial.clause for denial in found if THINKING.match(denial.words)}
    denied |= {after for before, after in pairwise(every) if before in thought}
    return [span for span in every if span not in denied]


def _excuses(text: str, other: str, words: re.Pattern[str] = WEAK) -> bool:
    """Whether a text has a word that may deny without a word of negation, and the other does not say it as well."""
    bare, language = NO_DENIAL.sub(" ", text), language_of(other)
    return any(not _said_too(bare, match, other, language) for match in words.finditer(bare))


def _said_too(text: str, match: re.Match[str], other: str, language: str) -> bool:
    if HARD.match(match.group()):  # "cannot" is a way to say "impossible"
        return match.group() in other
    word = next((found for found in _WORD.finditer(text) if match.start() < found.end()), match)
    return word.group() in other or says(other, word.group(), language=language)


def _denied(text: str, span: tuple[int, int], clause: tuple[int, int]) -> str:
    """The words at a negation: the next ones; in Korean those before it, if it is not "안" or "못"."""
    start, end = span
    negation = text[start:end]
    if not re.search("[가-힣]", negation):
        words = _WORD.findall(text[end : min(end + _REACH, clause[1])])
        behind = [w for w in words if w.lower() not in _GRAMMAR and (w in _NO_ADVERBS or not w.endswith("ly"))]
        before = [w for w in _WORD.findall(text[clause[0] : start]) if w.lower() not in _GRAMMAR]
        return " ".join(behind[:2] or before[:-3:-1])
    if re.match(r"[못안]\s", negation) and not re.match(r"안\s?[되됩돼된될됐]", text[start:]):
        return " ".join(_WORD.findall(text[start + 1 :])[:1])
    verb = negation[0] == "지"
    inside = negation.endswith(
        ("없는", "않는", "않은", "못한", "못하는", "아닌")
    )  # said of a noun: "흔들림 없는 인터넷"
    words = [word for word in _WORD.findall(text[clause[0] : start + verb]) if word != "수"]  # "할 수 없다"
    return " ".join(words[: -2 if inside else -3 : -1])


@lru_cache(maxsize=2_000)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of a sentence, each of which may say one thing; together they are all of it."""
    found, at = [], 0
    for match in _CLAUSES.finditer(text):
        if match.start() - at >= SHORTEST:
            found.append((at, match.start()))
            at = match.end()
    return (*found, (at, len(text) + 1))
