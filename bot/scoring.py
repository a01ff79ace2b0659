"""How well each sentence of a passage answers a question, and sentences that belong together.

Scores by meaning, words and the kind of thing that is asked for. Does not choose: that is `extractive`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.evidence.expected import asks_for_several, find_expected
from bot.evidence.labels import joined
from index.analyzer import terms
from index.types import Hit

SHORTEST = 12  # characters: less is a label, not a sentence
LONGEST_PAIR = 300  # characters of two sentences that are quoted as one
WITH_NEXT = 240  # characters up to which the best sentence brings the one behind it, which often completes it
MAX_CHARACTERS = 440  # of quotes: with the lead-in a reader sees the answer without scrolling
WEIGHTS = {
    "sentence": 1.0,
    "passage": 1.0,
    "words": 1.0,
    "expected": 0.45,
    "fragment": -0.3,
    "label": -0.5,
    "list": 0.3,
    "around": 0.4,
}
FOLLOWING, PRECEDING = 0.2, 0.05  # share of a sentence's own score that the next and the one before it inherit


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that may answer; `marks` are spans inside it."""

    hit: Hit
    start: int
    end: int
    score: float
    marks: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.hit.document.text[self.start : self.end]


def scored_quotes(question: str, hit: Hit) -> list[Quote]:
    """Every sentence of a passage with its score; a label is one with what stands behind it.

    A sentence inherits from its neighbours, most from the one before it: a text names its subject and says what
    is asked of it in the next sentence ("Trade is growing. The first quarter saw ...").
    """
    document = hit.document
    units = joined(document.text, hit.chunk.sentences)
    texts = [document.text[start:end] for start, end, _ in units]
    marks = [tuple(find_expected(text, question)) for text in texts]
    several = asks_for_several(question)
    cosines = [max(hit.sentence_scores[i] for i in places) for *_, places in units]
    around = set(terms(" ".join([document.metadata.title, *hit.chunk.headings])))
    own = [_relevance(hit, text, cosine, around) for text, cosine in zip(texts, cosines, strict=True)]
    quotes = []
    for n, (start, end, _) in enumerate(units):
        before, after = own[n - 1] if n else 0.0, own[n + 1] if n + 1 < len(own) else 0.0
        score = own[n] + FOLLOWING * before + PRECEDING * after + WEIGHTS["passage"] * hit.score
        score += WEIGHTS["expected"] * bool(marks[n])
        score += WEIGHTS["label"] * _is_label(hit, start, end) + WEIGHTS["fragment"] * _is_fragment(hit, start, end)
        if items := _listed(hit, start, end) if several or texts[n].endswith(":") else 0:
            score, end = score + WEIGHTS["list"], items
        if len(texts[n]) >= SHORTEST:
            quotes.append(Quote(hit, start, end, score, marks[n]))
    return quotes


def _listed(hit: Hit, start: int, end: int) -> int:
    """Where the list ends that a sentence introduces, as far as it is short enough to be quoted; 0 without one."""
    items = [item for item in hit.document.items if item.lead_start <= start and end <= item.lead_end]
    ends = [item.end for item in items if item.start >= end and item.end - start <= MAX_CHARACTERS]
    return max(ends, default=0)


def _is_label(hit: Hit, start: int, end: int) -> bool:
    """Whether a stretch is a heading, or a label of the title page."""
    if hit.chunk.locator.endswith(("front matter", "back matter")):
        return True
    return any(heading.start <= start and end <= heading.end for heading in hit.document.headings)


def _is_fragment(hit: Hit, start: int, end: int) -> bool:
    """Whether a stretch is a few words without a stop that are no row of a table."""
    text = hit.document.text[start:end].rstrip(" ”’»\"')]0123456789[")
    row = ": " in text and ";" in text
    return len(text) < 80 and text[-1:] not in (".", "!", "?", "…", "。") and not row


def _relevance(hit: Hit, text: str, cosine: float, around: set[str]) -> float:
    """Meaning and words; a word that only the title or a heading holds counts for less."""
    held = set(terms(text))
    words = 0.0
    for term, weight in hit.terms.items():
        ways = hit.said.get(term, ((term,),))
        if any(held.issuperset(way) for way in ways):
            words += weight
        elif any(around.issuperset(way) for way in ways):
            words += WEIGHTS["around"] * weight
    return WEIGHTS["sentence"] * cosine + WEIGHTS["words"] * words


def with_next(quote: Quote) -> Quote:
    """The sentence and the one that goes on behind it, where both together are short."""
    text, end = quote.hit.document.text, quote.end
    start, stop = next((span for span in quote.hit.chunk.sentences if span[0] >= end), (0, 0))
    goes_on = stop and not text[end:start].strip(" ") and stop - quote.start <= WITH_NEXT
    return replace(quote, end=stop) if goes_on else quote


def join_touching(quotes: list[Quote], *, all_count: bool) -> list[Quote]:
    """Sentences that follow one another become one quote, in reading order, at the place of the better one.

    A sentence that stands before a better one stays a quote of its own behind it, because a reader wants the answer
    first; but not where several things are asked for (`all_count`) and both hold such a thing.
    """
    kept: list[Quote] = []
    for quote in quotes:
        for n, other in enumerate(kept):
            first, second = sorted((quote, other), key=lambda q: q.start)
            touching = adjacent(first, second) or overlap(quote, other)
            both = all_count and quote.marks and other.marks and second.end - first.start <= LONGEST_PAIR
            if touching and (both or first is other):
                kept[n] = _join(first, second)
                if other.marks and not all_count:  # what answers is in the better one
                    kept[n] = replace(kept[n], marks=_shifted(other, kept[n].start))
                break
        else:
            kept.append(quote)
    return kept if len(kept) == len(quotes) else join_touching(kept, all_count=all_count)


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two share a stretch of one document."""
    return one.hit.document is other.hit.document and one.start < other.end and other.start < one.end


def adjacent(first: Quote, second: Quote) -> bool:
    """Whether nothing but a space stands between, so that both are of one paragraph."""
    between = first.hit.document.text[first.end : second.start]
    return first.hit.document is second.hit.document and first.end <= second.start and not between.strip(" ")


def _join(first: Quote, second: Quote) -> Quote:
    marks = dict.fromkeys((*first.marks, *_shifted(second, first.start)))
    end = max(first.end, second.end)
    return Quote(first.hit, first.start, end, max(first.score, second.score), tuple(marks))


def _shifted(quote: Quote, start: int) -> tuple[tuple[int, int], ...]:
    """The marks of a quote, counted from an earlier start."""
    shift = quote.start - start
    return tuple((a + shift, b + shift) for a, b in quote.marks)
