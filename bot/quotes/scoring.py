"""How well each sentence of a passage answers a question, by meaning, words and the kind of thing that is asked for.

Does not choose: that is `extractive`. How far a quote goes is known to `extent`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.asking import asks_for_list
from bot.evidence.expected import find_expected, tells_only_the_author
from bot.evidence.labels import joined
from bot.evidence.orders import orders
from bot.quotes.lists import announced, announces
from bot.quotes.quote import Quote
from bot.quotes.rows import fields, naming_field
from index.analyzer import terms
from index.embedder import embedded
from index.types import Hit

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


def candidates(question: str, hits: Sequence[Hit]) -> list[Quote]:
    """What may be quoted of some hits, unordered; what orders a language model only where there is nothing else."""
    quotes = [quote for hit in hits for quote in scored_quotes(question, hit)]
    return [quote for quote in quotes if not quote.order] or quotes


def scored_quotes(question: str, hit: Hit) -> list[Quote]:
    """Every sentence of a passage, and every field of a long row, with its score; a label is one with what it labels.

    A sentence inherits from its neighbours, most from the one before it: a text names its subject and says what
    is asked of it in the next sentence ("Trade is growing. The first quarter saw ...").
    """
    document = hit.document
    units = list(_units(question, hit))
    texts = [document.text[start:end] for start, end, _ in units]
    marks = [tuple(find_expected(text, question)) for text in texts]
    several = asks_for_list(question)
    rows = [naming_field(document.text, start) for start, *_ in units]
    about = [document.metadata.title, *hit.chunk.headings]
    around = [set(terms(" ".join([*about, document.text[slice(*row)] if row else ""]))) for row in rows]
    own = [_relevance(hit, texts[n], unit[-1], around[n]) for n, unit in enumerate(units)]
    given = orders(document.text, hit.chunk.sentences)
    quotes = []
    for n, (start, end, _) in enumerate(units):
        before, after = own[n - 1] if n else 0.0, own[n + 1] if n + 1 < len(own) else 0.0
        score = own[n] + FOLLOWING * before + PRECEDING * after + WEIGHTS["passage"] * hit.score
        score += WEIGHTS["expected"] * bool(marks[n])
        label = rows[n] == (start, end) or _is_label(hit, start, end) or tells_only_the_author(texts[n], question)
        score += WEIGHTS["label"] * label
        score += WEIGHTS["fragment"] * (not rows[n] and _is_fragment(hit, start, end))
        if (several and announces(texts[n]) or texts[n].endswith(":")) and announced(document, start, end):
            score += WEIGHTS["list"]
        order = any(a < end and start < b for a, b in given)
        quotes.append(Quote(hit, start, end, score, marks[n], order=order))
    return quotes


def _units(question: str, hit: Hit) -> Iterator[tuple[int, int, float]]:
    """(start, end, cosine) of what may be quoted of a passage: its sentences, and the fields of a long row."""
    text = hit.document.text
    for start, end, places in joined(text, hit.chunk.sentences):
        parts = fields(text, start, end)
        if not parts:
            yield start, end, max(hit.sentence_scores[i] for i in places)
            continue
        embedder = embedded()
        cosines = embedder.embed_passages([text[a:b] for a, b in parts]) @ embedder.embed_queries([question])[0]
        yield from ((a, b, float(cosine)) for (a, b), cosine in zip(parts, cosines, strict=True))


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


def said_share(hit: Hit, text: str) -> float:
    """Share of the question's weight whose words a sentence of a hit says, 0 to 1; its headings count less."""
    return _words(hit, text, set(terms(" ".join([hit.document.metadata.title, *hit.chunk.headings]))))


def _relevance(hit: Hit, text: str, cosine: float, around: set[str]) -> float:
    """Meaning and words."""
    return WEIGHTS["sentence"] * cosine + WEIGHTS["words"] * _words(hit, text, around)


def _words(hit: Hit, text: str, around: set[str]) -> float:
    """Weight of the words that a sentence says; one that only the title or a heading holds counts for less."""
    held = set(terms(text))
    words = 0.0
    for term, weight in hit.terms.items():
        ways = hit.said.get(term, ((term,),))
        if any(held.issuperset(way) for way in ways):
            words += weight
        elif any(around.issuperset(way) for way in ways):
            words += WEIGHTS["around"] * weight
    return words
