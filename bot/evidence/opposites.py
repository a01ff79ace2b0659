"""Whether a claim says the opposite of its source: agreed and refused, at least and up to, likely and unlikely.

The words that deny each other are data (`words/opposites.tsv`), and those of which a sentence has one in place of the
others: first and last, north and south, a day and a month. A word that is denied counts as its opposite: "did not
agree", «отказался». Bounds (`bounds`), prefixes (`prefixes`) and plans told as facts are judged here as well. Does not
know whose the word is: two sides of one sentence are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from bot.evidence.bounds import same_places, turned
from bot.evidence.denying import DONE, PARTICIPLE, PLAN, TOLD
from bot.evidence.negation import Contrast, clauses, contradicts, denials, plain
from bot.evidence.prefixes import prefixed
from bot.evidence.wording import share
from index.text import language_of

_LACK = re.compile(r"\b(?:without|unless|until)\b|\bбез\b|\bесли только\b|없이|않는 한", re.IGNORECASE)
_LISTED = re.compile(r"\w+(?:\s?[,:—–]|(?<=째)|(?<=째[는로]))\s")  # a sentence of a list: «Вторая — рост цен»
# Share of the claim's other words that its source says, from which one stands in place of another: maybe, and surely.
SAID, SURELY = 0.3, 0.5
_PREFIXED = "(?<!(?<![가-힣])[무불비미])"  # 무허가 is no 허가


class Side(NamedTuple):
    """`text[start:end]` is one of two or more words that stand against each other.

    Attributes:
        group: of which of them.
        member: which it is, from 0.
        denied: it stands for the other one of two, which the text denies.
    """

    start: int
    end: int
    group: int
    member: int
    denied: bool = False


class Member(NamedTuple):
    """How a word is written in three languages; a text has one of `begins`, in small letters, where it has the word."""

    pattern: re.Pattern[str]
    begins: tuple[str, ...]


class Group(NamedTuple):
    """Some words that stand against each other, and whether to deny one of two is to say the other."""

    members: tuple[Member, ...]
    denying: bool


@lru_cache(maxsize=1)
def _groups() -> tuple[Group, ...]:
    table = resources.files("bot.evidence.words").joinpath("opposites.tsv").read_text(encoding="utf-8")
    found = []
    for line in table.splitlines():
        if not line.startswith("#"):
            row = line.removeprefix("=\t").split("\t")
            found.append(Group(tuple(_member(row[n : n + 3]) for n in range(0, len(row), 3)), line[0] != "="))
    return tuple(found)


def _member(columns: Sequence[str]) -> Member:
    ways, words = [], " ".join(columns).split()
    for word in words:
        whole, body = word.endswith("."), re.escape(word.rstrip(".")).replace("_", r"\s")
        if "가" <= word[0] <= "힣":  # a whole one may have a particle
            ways.append(rf"(?<![가-힣]){body}[가-힣]{{0,2}}(?![가-힣])" if whole else _PREFIXED + body + "[가-힣]*")
        else:
            ways.append(r"\b" + body + (r"\b" if whole else r"\w*"))
    return Member(re.compile("|".join(ways), re.IGNORECASE), tuple(word.rstrip(".").split("_")[0] for word in words))


@lru_cache(maxsize=4_000)
def sides(text: str) -> tuple[Side, ...]:
    """The words of a text that have an opposite, in order; of two in one place the longer one."""
    lowered = text.lower()
    found = [
        Side(*match.span(), number, n)
        for number, group in enumerate(_groups())
        for n, member in enumerate(group.members)
        if any(begin in lowered for begin in member.begins)
        for match in member.pattern.finditer(text)
    ]
    inside = {
        one
        for one in found
        for other in found
        if one.group == other.group
        and other.start <= one.start
        and one.end <= other.end
        and one.end - one.start < other.end - other.start
    }
    return tuple(sorted(set(found) - inside))


@lru_cache(maxsize=2_000)
def _taken(text: str) -> list[Side]:
    """The sides that a text takes, the other one where a word is denied; none where it denies something else."""
    denied = denials(text)
    found, meant = [], set()
    for side in sides(text):
        word = text[side.start : side.end]
        own = {one.start for one in denied if any(w in word for w in one.words.split()[:1])}
        if not own or _groups()[side.group].denying:
            meant |= own
            found.append(side._replace(member=side.member ^ bool(own), denied=bool(own)))
    return [] if _LACK.search(text) or {one.start for one in denied} - meant else found


def contrast(claim: str, sources: Sequence[str], *, around: Sequence[str] = ()) -> Contrast | None:
    """Where a claim denies what its sources say, in words of negation or in words that deny each other; or None.

    Args:
        claim: a sentence.
        sources: the sentences that it rests on, the best first.
        around: the other sentences of the passage.
    """
    found = contradicts(claim, sources, around=around)
    if _same_in_other_words(claim, sources[0]):
        return None
    if found and found.sure:
        return found
    every = [*opposed(claim, sources[0]), *([found] if found else [])]
    return max(every, key=lambda one: one.sure, default=None)


def opposed(claim: str, source: str) -> Iterator[Contrast]:
    """Where a claim says the opposite of what its nearest source says, surely or maybe."""
    mine, theirs = _taken(claim), _taken(source)
    for side in mine:
        own, said = ({one.member for one in some if one.group == side.group} for some in (mine, theirs))
        if own == {side.member} and len(said) == 1 and said != own and not (side.start == 0 and _LISTED.match(claim)):
            rest = f"{claim[: side.start]} {claim[side.end :]}"
            near = 1.0 if _groups()[side.group].denying else share(rest, source, language=language_of(source))
            if near >= SAID:
                yield Contrast(side.start, side.end, near >= SURELY)
    yield from _in_clauses(claim, source)
    yield from (Contrast(bound.start, bound.end, sure=True) for bound in turned(claim, source))
    if not denials(claim) and not denials(source):
        yield from (Contrast(*span, sure=True) for span in prefixed(claim, source))
    yield from _told_as_done(claim, source)


def _in_clauses(claim: str, source: str) -> Iterator[Contrast]:
    """Where a clause of a claim says the opposite of the plain clause of its source that says the rest of it."""
    language, every = language_of(source), [side[2:4] for side in sides(claim)]
    theirs = {side.group for side in sides(source) if _groups()[side.group].denying}
    for start, end in clauses(claim):
        for side in _taken(claim[start:end]):
            if side.group not in theirs or {(side.group, 0), (side.group, 1)} <= set(every):
                continue
            rest = f"{claim[start : start + side.start]} {claim[start + side.end : end]}"
            parts = [source[slice(*span)] for span in plain(source)]
            near, part = max(((share(rest, part, language=language), part) for part in parts), default=(0.0, ""))
            if near >= SURELY and {one.member for one in _taken(part) if one.group == side.group} == {1 - side.member}:
                yield Contrast(start + side.start, start + side.end, sure=True)


def _told_as_done(claim: str, source: str) -> Iterator[Contrast]:
    """What a claim tells as done, where the source's clause with the same figure, or all of it, only plans it."""
    done = DONE.search(claim)
    if not done or TOLD.search(claim) or PLAN.search(claim) or not PLAN.search(source):
        return
    bare = PARTICIPLE.sub(lambda match: "-" * len(match.group()), source)  # "will be built"
    parts = [bare[slice(*next(span for span in clauses(source) if at < span[1]))] for at in same_places(claim, source)]
    if not parts and share(claim, source, language=language_of(source)) >= SURELY:
        parts = [bare]
    if parts and all(PLAN.search(part) and not DONE.search(PLAN.sub("", part)) for part in parts):
        yield Contrast(*done.span(), sure=False)


def _same_in_other_words(claim: str, source: str) -> bool:
    """Whether one denies a word and the other says its opposite: "was not included" and "was left out"."""
    if bool(denials(claim)) != bool(denials(source)) and any(prefixed(claim, source)):  # not likely, unlikely
        return True
    mine, theirs = ({side[2:] for side in _taken(text)} for text in (claim, source))
    return any((group, member, not denied) in theirs for group, member, denied in mine if _groups()[group].denying)
