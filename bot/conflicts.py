"""Sources of one answer beside one another: which of them disagree on a figure or a date, and which goes first.

A rival is the likeliest statement of another document that tells what is asked otherwise (`rivals`), where no nearer
one of that document agrees. Does not decide who is right; the newer goes first where a question asks for the present.
Not covered: comparisons, questions for a name or a reason, rows of tables, the lines of a
document's front.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.asking import compares, wanted
from bot.evidence import figures, names
from bot.evidence.disagreement import agrees, difference
from bot.evidence.expected import find_expected
from bot.evidence.held import Held
from bot.evidence.orders import is_order
from bot.quotes.rows import is_row
from bot.quotes.sections import about, named
from bot.rivals import Statement, answered, chance
from index.embedder import embedded
from index.normalize.dates import imprint_date
from index.types import Hit

LIKELY = 0.65  # chance from which a reader is told
FAR, OTHER_EVENT = 0.1, 0.3  # cosines below which sentences are not compared, and below which dates are not
FRONT = 600  # characters of a document in which its authors and its date are named
NEARLY = 0.08  # of a score


def rival_of(question: str, chosen: Statement, hits: Sequence[Hit]) -> Statement | None:
    """Of other documents' sentences the one that likeliest tells otherwise what a chosen one tells; None if none.

    Args:
        question: as searched.
        chosen: a quote.
        hits: where to look.
    """
    kinds = wanted(question)
    if compares(question) or (kinds and not kinds & {"figure", "date"}) or not figures.count(chosen.text):
        return None
    chosen = _asked(question, chosen)
    if not _tells(chosen):
        return None
    others = [
        Statement(hit, start, end)
        for hit in hits
        if hit.document.id != chosen.hit.document.id
        for start, end in hit.chunk.sentences
    ]
    embedder = embedded()
    vectors = embedder.embed_passages([chosen.text, *(other.text for other in others)])
    cosines = (vectors[1:] @ vectors[0]).tolist()
    best, rival, agreed = LIKELY, None, set[str]()
    for cosine, other in sorted(zip(cosines, others, strict=True), key=lambda pair: -pair[0]):
        document = other.hit.document.id
        if cosine < FAR or document in agreed or not _tells(other):
            continue
        newer = bool(chosen.dated) and other.dated > chosen.dated
        if not (differ := difference(question, chosen.text, other.text, newer=newer)):
            agreed |= {document} if agrees(question, chosen.text, other.text) else set()
            continue
        if differ.about == "date" and cosine < OTHER_EVENT:
            continue
        likely = chance(question, chosen, other, differ=differ, cosine=cosine, least=best)
        if likely >= best:
            best, rival = likely, other
    return rival


def _asked(question: str, quote: Statement) -> Statement:
    """Of the sentences of a quote the one that says most of what is asked, among those that tell such a thing."""
    spans = [(start, end) for start, end in quote.hit.chunk.sentences if quote.start <= start and end <= quote.end]
    parts = [Statement(quote.hit, start, end) for start, end in spans]
    telling = [part for part in parts if find_expected(part.text, question)] or parts or [quote]
    return max(telling, key=lambda part: answered(question, part)) if len(telling) > 1 else telling[0]


def _tells(statement: Statement) -> bool:
    """Whether a statement tells a figure or a date, and is no row, no line of a document's front and no order."""
    front = statement.start < FRONT and imprint_date(statement.text.strip())
    return bool(figures.count(statement.text)) and not (is_row(statement.text) or front or is_order(statement.text))


def newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that are nearly as good as the best one by date, the newest first; the others behind them."""
    best = max((hit.score for hit in hits), default=0.0)
    near = [hit for hit in hits if hit.score >= best - NEARLY]
    near.sort(key=lambda hit: hit.document.metadata.date, reverse=True)
    return near + [hit for hit in hits if hit.score < best - NEARLY]


def from_each(question: str, hits: Sequence[Hit], *, k: int) -> list[Hit]:
    """Of many hits k, in which every name of the question and every document has its turn, best first."""
    chosen: list[Hit] = []
    for name in [*names.names(question), *named(question)]:
        own = next((hit for hit in hits if about(hit, name)), None)
        hit = own or next((hit for hit in hits if Held(hit.chunk.search_text).has(name.text)), None)
        if hit and hit not in chosen:
            chosen.append(hit)
    seen = {hit.document.id for hit in chosen}
    for hit in hits:
        if hit.document.id not in seen:
            seen.add(hit.document.id)
            chosen.append(hit)
    chosen = (chosen + [hit for hit in hits if hit not in chosen])[:k]
    return sorted(chosen, key=lambda hit: -hit.score)
