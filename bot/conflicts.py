"""Sources of one answer that disagree on a figure or a date, so that the reader is shown both.

Two sentences are about one thing when they are near in meaning and name the same; they disagree when their figures
of one unit, or their only dates, differ. Only what is about the subject of the question is told: each noun and name
of it that the one says, the other says too. Does not decide who is right; the newer goes first where a question asks
for the present.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking import compares
from bot.evidence import figures, names
from bot.evidence.disagreement import disagree
from bot.evidence.held import Held
from bot.evidence.wording import says, share
from bot.followup import subjects
from bot.quotes.rows import naming_field
from index.embedder import EMBEDDED, load_embedder
from index.types import Hit

# Cosine above which two sentences that name the same are about one thing: figures differ, or only dates do.
ABOUT_ONE_THING = {"figure": 0.3, "date": 0.5}


SAID, MOSTLY_SAID = 0.3, 0.6  # share of the words of each that the other says, beside a near meaning and without
NEARLY = 0.08  # of a score


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a source: `hit.document.text[start:end]`."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.hit.document.text[self.start : self.end]

    @property
    def around(self) -> str:
        """What says what it is about: the title, the headings, the name of its row."""
        document = self.hit.document
        row = naming_field(document.text, self.start)
        return "\n".join([document.metadata.title, *self.hit.chunk.headings, document.text[slice(*row)] if row else ""])


def is_on_subject(question: str, first: Statement, further: Statement) -> bool:
    """Whether a further quote names what the first one does of a question's names; of a comparison each may."""
    if compares(question):
        return True
    one, other = (Held(f"{said.text}\n{said.around}") for said in (first, further))
    return all(other.holds(name) for name in names.names(question) if one.holds(name))


def of_one_subject(question: str, chosen: Statement, other: Statement) -> bool:
    """Whether another sentence says each noun and name of a question that a chosen one says, which are some.

    What only its title or headings say counts if the sentence itself names nothing that is new. In another language,
    where one word may stand for two, also if the chosen sentence or the question says each noun and name of it.
    """
    language, other_language = chosen.hit.chunk.language, other.hit.chunk.language
    whole = f"{chosen.text}\n{chosen.around}"
    said = [word for word in subjects(question) if _says(whole, word, language)]
    lacking = [word for word in said if not _says(other.text, word, other_language)]
    if not said:
        return False
    if lacking and language != other_language:
        theirs = subjects(other.text)
        if theirs and all(_says(f"{whole}\n{question}", word, language) for word in theirs):
            return True
    if not all(_says(other.around, word, other_language) for word in lacking):
        return False
    return not lacking or all(Held(whole).holds(name) for name in names.names(other.text))


def _says(text: str, word: str, language: str) -> bool:
    return Held(text).has(word) or says(text, word, language=language, every=True)


def rival_of(question: str, chosen: Statement, hits: Sequence[Hit]) -> Statement | None:
    """Of other documents' sentences the nearest with another figure or date than a chosen one; None if none.

    Args:
        question: as searched.
        chosen: a quote.
        hits: that were answered from.
    """
    if not figures.count(chosen.text):
        return None
    others = [
        Statement(hit, start, end)
        for hit in hits
        if hit.document.id != chosen.hit.document.id
        for start, end in hit.chunk.sentences
    ]
    if not others:
        return None
    embedder = load_embedder(EMBEDDED)
    cosines = embedder.embed_passages([other.text for other in others]) @ embedder.embed_passages([chosen.text])[0]
    for n in cosines.argsort()[::-1]:
        other = others[int(n)]
        about = disagree(chosen.text, other.text)
        if not about or not _same_names(chosen.text, other.text):
            continue
        said = _said_alike(chosen, other)
        near = cosines[n] >= ABOUT_ONE_THING["date" if about == "date" else "figure"]
        alike = (near and said >= SAID) or (about != "date" and said >= MOSTLY_SAID)
        if alike and of_one_subject(question, chosen, other):
            return other
    return None


def _said_alike(chosen: Statement, other: Statement) -> float:
    """Share of the words of each, figures apart, that the other says: the smaller of the two."""
    one, two = (re.sub(r"\d[\d.,]*", " ", statement.text) for statement in (chosen, other))
    said = share(one, two, language=other.hit.chunk.language)
    return min(said, share(two, one, language=chosen.hit.chunk.language))


def newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that are nearly as good as the best one by date, the newest first; the others behind them."""
    best = max((hit.score for hit in hits), default=0.0)
    near = [hit for hit in hits if hit.score >= best - NEARLY]
    near.sort(key=lambda hit: hit.document.metadata.date, reverse=True)
    return near + [hit for hit in hits if hit.score < best - NEARLY]


def from_each(question: str, hits: Sequence[Hit], *, k: int) -> list[Hit]:
    """Of many hits k, in which every name of the question and every document has its turn, best first."""
    chosen: list[Hit] = []
    for name in names.names(question):
        hit = next((hit for hit in hits if Held(hit.chunk.search_text).has(name.text)), None)
        if hit and hit not in chosen:
            chosen.append(hit)
    seen = {hit.document.id for hit in chosen}
    for hit in hits:
        if hit.document.id not in seen:
            seen.add(hit.document.id)
            chosen.append(hit)
    chosen = (chosen + [hit for hit in hits if hit not in chosen])[:k]
    return sorted(chosen, key=lambda hit: -hit.score)


def _same_names(one: str, other: str) -> bool:
    """Whether the two name the same: most names of each."""
    here, there = names.names(one), names.names(other)
    if not here or not there:
        return not here and not there
    shared = sum(Held(other).holds(name) for name in here), sum(Held(one).holds(name) for name in there)
    return shared[0] * 2 > min(len(here), len(there)) and shared[1] * 2 >= len(there)
