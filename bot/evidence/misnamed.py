"""Which names of a claim its source does not bear out. Read it first of all that is about names.

1. `names` finds the names of a claim; those side by side are one (`instead.phrases`).
2. `held` says whether the source has a name, in any script: its neighbours and parts, and by `standing` its words.
   What it is also called comes from `known` (countries, bodies), `aliases` (the documents, the glossary) and
   `wording` (the translation table); what sounds or is spelt alike from `translit` and `spelling`.
3. `instead` says whom the source names in its place. Of a name that the source lacks that is told; one that only
   stands elsewhere in it is wrong where the sentence that says the rest of the claim names another.

Does not know who does what to whom: two names in exchanged roles are not seen.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from bot.evidence.compared import GAIN, WORDS, Claim, Source, Spans
from bot.evidence.held import Held
from bot.evidence.instead import figure_of_another, named_instead, partly_another, phrases, surely
from bot.evidence.names import Name
from bot.evidence.wording import share
from index.embedder import EMBEDDED, load_embedder

CLEARLY = 0.1  # cosine and shares by which another sentence says what the claim says apart from its names


class Place(NamedTuple):
    """Where a passage speaks of what a claim says.

    Attributes:
        sentence: that says most of it, apart from its names.
        bound: all the sentences that it rests on.
        here, anywhere: spans of the claim's names that the sentence, and any sentence of the passage, holds.
        around: what the bound sentences, those before them and the headings hold.
        about: what the headings hold.
        claim: what the claim holds.
        summed: spans that another bound sentence holds with more of the claim: two sentences are summed up.
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
    if not claim.names:
        return []
    at = said_at(claim, source, chosen[0], held)
    further = [held[i] - held[at] for i in chosen if i != at]
    place = Place(
        sentence=source.texts[at],
        bound=[source.texts[i] for i in chosen],
        here=held[at],
        anywhere=frozenset().union(*held),
        summed=frozenset().union(*(spans for spans in further if len(spans) > 1)),
        around=source.around(chosen),
        about=source.about,
        claim=source.held(claim.text),
    )
    beside = frozenset(way for name in claim.names for way in (name.text, *source.aliases.others(name.text)))
    return misnamed(claim.names, claim.text, place, beside=beside)


def said_at(claim: Claim, source: Source, best: int, held: Sequence[Spans]) -> int:
    """The sentence that says most of a claim apart from its names: a wrong name draws a claim to where it stands.

    It is another than the best one only where it says clearly more, and one of several names is not in that.
    """
    if len(claim.names) > 1 and claim.named <= held[best]:
        return best
    bare = claim.text
    for name in reversed(claim.names):
        bare = bare[: name.start] + bare[name.end :]
    cosines = source.vectors @ load_embedder(EMBEDDED).embed_queries([bare])[0]
    scores = [
        float(cosine) + WORDS * share(bare, text, language=source.language) + GAIN * len(claim.figures & spans)
        for cosine, text, spans in zip(cosines, source.texts, held, strict=True)
    ]
    most = max(range(len(scores)), key=lambda i: scores[i])
    return most if scores[most] - scores[best] > CLEARLY else best


def misnamed(found: Sequence[Name], text: str, place: Place, *, beside: Container[str]) -> list[Misnamed]:
    """The names of a claim that its source does not bear out.

    A name that stands only before the sentence, where a pronoun may mean it, is one of them where the sentence names
    another instead, and a word of a longer name where the source has another word there.

    Args:
        found: the claim's names.
        text: the claim.
        place: what it is compared with.
        beside: what else the claim names.
    """
    faults: list[Misnamed] = []
    for phrase in phrases(found, text):
        lacking = [word for word in phrase.words if not place.around.holds(word, beside)]
        if lacking and any(surely(word, place.bound) for word in phrase.words if word not in lacking):
            other = next(filter(None, (partly_another(sentence, place.claim) for sentence in place.bound)), "")
            faults += [Misnamed(word.start, word.end, other) for word in lacking if other]
        elif lacking:
            other = named_instead(phrase, place.sentence, place.claim, any_kind=True)
            named = phrase.is_known or any((word.start, word.end) in place.anywhere for word in lacking)
            governs = len(phrase.words) == 1 and place.around.has_land_of(lacking[0].text)
            sure = (bool(other) or (named and not phrase.is_land)) and not governs
            faults.append(Misnamed(phrase.start, phrase.end, other, sure=sure))
        elif any((word.start, word.end) in place.here for word in phrase.words):
            other = figure_of_another(phrase, text, place.sentence, place.claim)
            faults += [Misnamed(phrase.start, phrase.end, other)] if other else []
        elif not any(place.about.holds(word) or (word.start, word.end) in place.summed for word in phrase.words):
            other = named_instead(phrase, place.sentence, place.claim)
            faults += [Misnamed(phrase.start, phrase.end, other)] if other else []
    return faults
