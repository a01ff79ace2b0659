"""Which names of a claim its source does not bear out. Read it first of all that is about names.

1. `names` finds the names of a claim; those side by side are one (`instead.phrases`).
2. `held` says whether the source has a name, in any script: its neighbours and parts, and by `standing` its words.
   What it is also called comes from `known` (countries, bodies), `aliases` (the documents, the glossary) and
   `wording` (the translation table); what sounds or is spelt alike from `translit` and `spelling`.
3. `instead` says whom the source names in its place. Of a name that the source lacks that is told; one that only
   stands elsewhere in it is wrong where the sentence that says the rest of the claim names another.
4. `swapped` compares what each clause of a sentence says of its names with what the claim says of them.
5. `replaced` does the same for `bodies` of usual words, which hold no name: "Federal Treasury".

Does not know who does what to whom inside one clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.evidence.compared import GAIN, WORDS, Claim, Source, Spans
from bot.evidence.held import Held
from bot.evidence.instead import named_instead, partly_another, phrases, surely
from bot.evidence.names import Name
from bot.evidence.replaced import replaced
from bot.evidence.swapped import swapped
from bot.evidence.wording import share
from index.embedder import EMBEDDED, load_embedder

CLEARLY = 0.1  # cosine and shares by which another sentence says what the claim says apart from its names
SURELY = 0.2  # the same where the best sentence names all that the claim does
ADDED = 0.15  # share of a claim's words by which a second sentence adds to the first


class Place(NamedTuple):
    """Where a passage speaks of what a claim says.

    Attributes:
        sentence: that says most of it, apart from its names.
        bound: all the sentences that it rests on.
        here, anywhere: spans of the claim's names that the sentence, and any sentence of the passage, holds.
        around: what the bound sentences, those before them and the headings hold.
        about: what the headings hold.
        claim: what the claim holds.
        summed: spans that another bound sentence holds, which says more of the claim: two sentences are summed up.
    """

    sentence: str
    bound: Sequence[str]
    here: Spans
    anywhere: Spans
    around: Held
    about: Held
    claim: Held
    summed: Spans = frozenset()


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


def judged(claim: Claim, source: Source, chosen: Sequence[int], held: Sequence[Spans]) -> list[Misnamed]:
    """The names of a claim that a passage does not bear out.

    Args:
        claim: with its names.
        source: the passage.
        chosen: its sentences that the claim rests on, the best first.
        held: spans of the claim's figures and names that each of its sentences holds.
    """
    bodies = [Misnamed(*body) for body in replaced(claim, source)]
    if not claim.names:
        return bodies
    at = said_at(claim, source, chosen[0], held)
    summed = [held[i] - held[at] for i in chosen if i != at and _sums_up(claim, source, at, i, held[i] - held[at])]
    place = Place(
        sentence=source.texts[at],
        bound=[source.texts[i] for i in chosen],
        here=held[at],
        anywhere=frozenset().union(*held),
        summed=frozenset().union(*summed),
        around=source.around(chosen),
        about=source.about,
        claim=source.held(claim.text),
    )
    faults = misnamed(claim.names, claim.text, place)
    if any(fault.sure for fault in faults):
        return [*faults, *bodies]
    found = [one for i in chosen for one in swapped(claim, source.texts[i], source)]
    return [*faults, *(Misnamed(one.phrase.start, one.phrase.end, one.instead) for one in found), *bodies]


def said_at(claim: Claim, source: Source, best: int, held: Sequence[Spans]) -> int:
    """The sentence that says most of a claim apart from its names: a wrong name draws a claim to where it stands.

    It is another than the best one only where it says clearly more, and one of several names is not in that; those
    side by side are one.
    """
    whole = claim.named <= held[best]
    if whole and len(phrases(claim.names, claim.text)) > 1:
        return best
    cosines = source.vectors @ load_embedder(EMBEDDED).embed_queries([claim.bare])[0]
    scores = [
        float(cosine) + WORDS * share(claim.bare, text, language=source.language) + GAIN * len(claim.figures & spans)
        for cosine, text, spans in zip(cosines, source.texts, held, strict=True)
    ]
    most = max(range(len(scores)), key=lambda i: scores[i])
    return most if scores[most] - scores[best] > (SURELY if whole else CLEARLY) else best


def _sums_up(claim: Claim, source: Source, at: int, other: int, further: Spans) -> bool:
    """Whether a claim of several names sums up two sentences: the other says more than the name it was chosen for.

    Args:
        claim: the claim.
        source: the passage.
        at: the sentence that says most.
        other: the one it may be summed up with.
        further: spans that the other holds and the first does not.
    """
    found = phrases(claim.names, claim.text)
    whole = {(word.start, word.end): phrase for phrase in found for word in phrase.words}
    if len(found) < 2 or len({whole.get(span, span) for span in further}) > 1:
        return len(found) > 1
    both = f"{source.texts[at]} {source.texts[other]}"
    said = [share(claim.bare, text, language=source.language) for text in (both, source.texts[at])]
    return said[0] - said[1] >= ADDED


def misnamed(found: Sequence[Name], text: str, place: Place) -> list[Misnamed]:
    """The names of a claim that its source does not bear out.

    A name that stands only before the sentence, where a pronoun may mean it, is one of them where the sentence names
    another instead, and a word of a longer name where the source has another word there.

    Args:
        found: the claim's names.
        text: the claim.
        place: what it is compared with.
    """
    faults: list[Misnamed] = []
    for phrase in phrases(found, text):
        lacking = [word for word in phrase.words if not place.around.holds(word)]
        if lacking and any(surely(word, place.bound) for word in phrase.words if word not in lacking):
            other = next(filter(None, (partly_another(sentence, place.claim) for sentence in place.bound)), "")
            faults += [Misnamed(word.start, word.end, other) for word in lacking if other]
        elif lacking:
            other = named_instead(phrase, place.sentence, place.claim, any_kind=True)
            named = phrase.is_known or any((word.start, word.end) in place.anywhere for word in lacking)
            governs = len(phrase.words) == 1 and place.around.has_land_of(lacking[0].text)
            sure = (bool(other) or (named and not phrase.is_land)) and not governs
            faults.append(Misnamed(phrase.start, phrase.end, other, sure=sure))
        elif not any(
            (word.start, word.end) in place.here or place.about.holds(word) or (word.start, word.end) in place.summed
            for word in phrase.words
        ):
            other = named_instead(phrase, place.sentence, place.claim)
            faults += [Misnamed(phrase.start, phrase.end, other)] if other else []
    return faults
