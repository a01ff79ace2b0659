"""Bodies made of usual words that a claim names where its source names another: "Treasury" for "Accounts Chamber".

A body is wrong only where the sentence that says the rest of the claim names another in its place. In one language any
other body is; across languages one of the same kind where the passage names the claim's body elsewhere: there it
may only be called otherwise. A body that is merely absent is passed over.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.evidence.bodies import Body, bodies, may_be_one, says_any
from bot.evidence.compared import WORDS, Claim, Source
from bot.evidence.wording import share
from index.embedder import embedded

SAYS = (0.5, 0.3)  # cosine and share by which a sentence says the rest of a claim: in one language, across


class Replaced(NamedTuple):
    """A body of a claim, `text[start:end]`, and the one that the source names there."""

    start: int
    end: int
    instead: str


def replaced(claim: Claim, source: Source) -> list[Replaced]:
    """The bodies of a claim in whose place its source names another.

    Args:
        claim: with its names; a body with a name in it is told by that.
        source: the passage.
    """
    named = [name for name in claim.names if not name.plain]
    own = [body for body in bodies(claim.text) if not any(n.start < body.end and body.start < n.end for n in named)]
    found = [(body, _instead(body, claim, source)) for body in own]
    return [Replaced(body.start, body.end, other) for body, other in found if other]


def _instead(body: Body, claim: Claim, source: Source) -> str:
    """The body that a source names in the place of a claim's; empty when none."""
    sentence = _said_in(claim.text[: body.start] + claim.text[body.end :], claim, source)
    if not sentence or _holds(body, sentence) or _holds(body, source.context):
        return ""
    across = claim.language != source.language
    if across and not any(_holds(body, text) for text in source.texts):
        return ""
    for other in bodies(sentence):
        said = says_any(other, claim.text, every=not across)
        said = said or any(may_be_one(other, mine) for mine in bodies(claim.text))
        if not said and (not across or other.kinds & body.kinds):
            return other.text
    return ""


def _said_in(rest: str, claim: Claim, source: Source) -> str:
    """The sentence that says a claim without one of its bodies; empty when none does."""
    cosines = source.vectors @ embedded().embed_queries([rest])[0]
    scores = [
        float(cosine) + WORDS * share(rest, text, language=source.language)
        for cosine, text in zip(cosines, source.texts, strict=True)
    ]
    best = max(range(len(scores)), key=scores.__getitem__)
    return source.texts[best] if scores[best] >= SAYS[claim.language != source.language] else ""


def _holds(body: Body, text: str) -> bool:
    """Whether a text says all of a body's words, or names a body that may be it."""
    return says_any(body, text, every=True) or any(may_be_one(body, other) for other in bodies(text))
