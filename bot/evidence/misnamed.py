"""Which names of a claim its source does not bear out. Read it first of all that is about names.

1. `names` finds the names of a claim; those side by side are one (`instead.phrases`).
2. `held` says whether the source has a name, in any script: its neighbours and parts, and by `standing` its words.
   What it is also called comes from `known` (countries, bodies), `aliases` (the documents, the glossary) and
   `wording` (the translation table); what sounds or is spelt alike from `translit` and `spelling`.
3. `instead` says whom the source names in the place of a name that it lacks.
4. `replaced` does the same for `bodies` of usual words, which hold no name: "Federal Treasury".

Names that the source has, but tells of something else, are `exchanged`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.evidence.aliases import is_land
from bot.evidence.compared import Claim, Source, Spans
from bot.evidence.held import Held
from bot.evidence.instead import made_of_two, named_instead, partly_another, phrases, surely
from bot.evidence.names import Name
from bot.evidence.replaced import replaced


class Place(NamedTuple):
    """Where a passage speaks of what a claim says.

    Attributes:
        sentence: that says most of it.
        bound: all the sentences that it rests on.
        passage: all its sentences.
        title: with the headings and notes of the source.
        anywhere: spans of the claim's names that any sentence of the passage holds.
        around: what the bound sentences, those before them and the headings hold.
        claim: what the claim holds.
        gives: whether the question gives a name of the claim, and the source's document holds it.
        home: what goes without saying in the source's language.
    """

    sentence: str
    bound: Sequence[str]
    passage: Sequence[str]
    title: str
    anywhere: Spans
    around: Held
    claim: Held
    gives: Callable[[Name], bool]
    home: Held


class Misnamed(NamedTuple):
    """A name of a claim, `text[start:end]`, that its source does not bear out.

    Attributes:
        instead: what the source names there; empty when nothing.
        sure: False when the comparison cannot know: the source has no name in its place, and it may be no name, or
            one that goes without saying.
    """

    start: int
    end: int
    instead: str = ""
    sure: bool = True


def judged(claim: Claim, source: Source, chosen: Sequence[int], held: Sequence[Spans], *, best: int) -> list[Misnamed]:
    """The names of a claim that a passage does not bear out.

    Args:
        claim: with its names.
        source: the passage.
        chosen: its sentences that the claim rests on, the best first.
        held: spans of the claim's figures and names that each of its sentences holds.
        best: the sentence that says most of the claim.
    """
    bodies = [Misnamed(*body) for body in replaced(claim, source)]
    if not claim.names:
        return bodies
    place = Place(
        sentence=source.texts[best],
        bound=[source.texts[i] for i in chosen],
        passage=source.texts,
        title=source.context,
        anywhere=frozenset().union(*held),
        around=source.around(chosen),
        claim=source.held(claim.text),
        gives=lambda name: (name.start, name.end) in claim.given and source.is_about(name),
        home=source.home,
    )
    return [*misnamed(claim.names, claim.text, place), *bodies]


def misnamed(found: Sequence[Name], text: str, place: Place) -> list[Misnamed]:
    """The names of a claim that its source does not bear out.

    A word of a longer name is one of them where the source has another word there.

    Args:
        found: the claim's names.
        text: the claim.
        place: what it is compared with.
    """
    faults: list[Misnamed] = []
    for phrase in phrases(found, text):
        lacking = [word for word in phrase.words if not place.around.holds(word)]
        if lacking and any(surely(word, [*place.bound, place.title]) for word in phrase.words if word not in lacking):
            other = next(filter(None, (partly_another(sentence, place.claim) for sentence in place.bound)), "")
            faults += [Misnamed(word.start, word.end, other) for word in lacking if other]
        elif lacking:
            other = named_instead(phrase, place.sentence, place.claim)
            if not is_land(other) and all(place.home.holds(word) for word in lacking):
                continue
            named = phrase.is_known or any((word.start, word.end) in place.anywhere for word in lacking)
            governs = len(phrase.words) == 1 and place.around.has_land_of(lacking[0].text)
            unasked = named and not phrase.is_land and not all(map(place.gives, lacking))
            sure = (bool(other) or unasked) and not governs
            faults.append(Misnamed(phrase.start, phrase.end, other, sure=sure))
        elif other := made_of_two(phrase, text, [*place.passage, place.title], place.claim):
            faults.append(Misnamed(phrase.start, phrase.end, other))
    return faults
