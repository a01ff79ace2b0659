"""What is taken for a question that asks several things: one sentence for each part, or for each side compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.asking import wanted
from bot.condense import condense
from bot.evidence.expected import find_expected
from bot.evidence.held import Held
from bot.evidence.korean import stem
from bot.evidence.names import Name, names
from bot.evidence.translit import alike
from bot.quotes.first import best_first
from bot.quotes.further import CONTINUES, fits
from bot.quotes.lists import counted, named_by_headings
from bot.quotes.quote import MAX_CHARACTERS, Quote
from bot.quotes.replies import replied
from bot.quotes.scoring import candidates
from bot.quotes.sections import about
from index.analyzer import terms
from index.embedder import embedded
from index.types import Hit

MAX_PARTS = 3
MAX_HEADINGS = 6
SIDE = 0.5  # of the best score, for a sentence about another side of a comparison that stands in another passage
_PAIR = re.compile(r"([가-힣]{2,})[와과]\s([가-힣]{2,})")
_WORD = re.compile(r"[^\W\d_]{3,}")


def of_each_part(asked: Sequence[str], hits: Sequence[Hit], language: str) -> list[Quote]:
    """The best sentence for each of the questions in a question, each once; a part that leans on the first is whole."""
    chosen: list[Quote] = []
    wholes = [part if part is asked[0] else condense(part, [(asked[0], "")]) for part in asked[:MAX_PARTS]]
    for whole in wholes:
        quotes = candidates(whole, [_measured(whole, hit) for hit in hits])
        ranked = replied(whole, best_first(whole, quotes, language))
        best = _with_thing(ranked)
        if chosen and not wanted(whole):  # the sentence of another part says its own
            best = next((quote for quote in ranked if fits(quote, chosen)), None)
        if best and (fits(best, chosen) or not chosen):
            chosen.append(best)
    marks = [tuple(sorted({span for whole in wholes for span in find_expected(q.text, whole)})) for q in chosen]
    return [replace(quote, marks=found) for quote, found in zip(chosen, marks, strict=True)]


def of_each_side(question: str, ranked: Sequence[Quote]) -> list[Quote]:
    """For a comparison: the best sentence, and that of each side which neither those chosen nor their headings name."""
    chosen = list(ranked[:1])

    def is_of(quote: Quote, side: Name) -> bool:
        return _names(quote.text, side) or about(quote.hit, side)

    for side in _sides(question) if chosen else ():
        if len(chosen) >= MAX_PARTS or any(is_of(quote, side) for quote in chosen):
            continue
        best = ranked[0]
        near = (quote for quote in ranked if quote.score >= SIDE * best.score or quote.hit is best.hit)
        found = next((quote for quote in near if is_of(quote, side)), None)
        if found and len(found.text) + sum(len(quote.text) for quote in chosen) <= MAX_CHARACTERS:
            chosen.append(found)
    return chosen


def of_headings(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """For "the three regions" the three headings that name them, where a document found has just as many."""
    count, thing = counted(question)
    known = set(terms(thing))
    for hit in hits if 2 < count <= MAX_HEADINGS else ():
        asked = [term for term in hit.terms if term in known or (len(term) > 1 and thing.startswith(term))]
        ways = [way for term in asked for way in hit.said.get(term, ((term,),))]
        if found := named_by_headings(hit.document, count, ways):
            return [Quote(hit, start, end, hit.score, ()) for start, end in found]
    return []


def is_answered(part: str, quotes: Sequence[str]) -> bool:
    """Whether a quote names all that a part of a question names, and holds a thing of the kind that it asks for."""
    asked = names(part)
    return bool(asked) and any(
        find_expected(quote, part) and all(Held(quote).holds(name) for name in asked) for quote in quotes
    )


def _sides(question: str) -> list[Name]:
    """What a question compares: its names, and in Korean the two words that "와" joins."""
    pair = _PAIR.search(question)
    joined = [Name(*pair.span(n), stem(pair[n])) for n in (1, 2)] if pair else []
    return [
        *(name for name in names(question) if not pair or name.end <= pair.start() or name.start >= pair.end()),
        *joined,
    ]


def _names(text: str, side: Name) -> bool:
    """Whether a text holds a name, in whatever script."""
    return Held(text).holds(side) or any(alike(word, side.text) for word in _WORD.findall(text))


def _with_thing(ranked: Sequence[Quote]) -> Quote | None:
    """The best sentence with a thing that was asked for, where it is not far behind; else the best."""
    least = CONTINUES * ranked[0].score if ranked else 0.0
    return next((quote for quote in ranked if quote.marks and quote.score >= least), ranked[0] if ranked else None)


def _measured(question: str, hit: Hit) -> Hit:
    """A hit as it stands to a part of its question: by the meaning and the words of that part."""
    embedder, text = embedded(), hit.document.text
    spans = hit.chunk.sentences
    cosines = embedder.embed_passages([text[a:b] for a, b in spans]) @ embedder.embed_queries([question])[0]
    held, low = set(terms(question)), question.casefold()
    kept = {term: weight for term, weight in hit.terms.items() if term in held or term in low}
    return replace(hit, sentence_scores=tuple(cosines.tolist()), terms=kept)
