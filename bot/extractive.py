"""The answer without a model: the one to three sentences that answer, verbatim, best first, each cited.

Chooses sentences by meaning, words and the kind of thing that is asked for (`asking`). Does not write, translate or
reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answer import AnswerSegment, Citation, Event, Sentence, Unmentioned
from bot.citations import cite
from bot.condense import condense
from bot.conflicts import compares
from bot.evidence.dates import dates
from bot.evidence.expected import asks_for_person, asks_for_several, find_expected, wanted
from bot.evidence.figures import figures
from bot.evidence.held import Held
from bot.evidence.names import names
from bot.gloss import word_gloss
from bot.order import fact_first, mentioning_first, person_first, readable_first
from bot.phrases import goes_on, lead_in
from bot.reach import MAX_CHARACTERS, adjacent, join_touching, named_rows, overlap, whole_list, with_next
from bot.records import is_row
from bot.scoring import Quote, said_share, scored_quotes
from bot.unmentioned import unmentioned
from index.analyzer import terms
from index.clauses import parts
from index.embedder import EMBEDDED, load_embedder
from index.text import language_of
from index.types import Hit
from index.words.asked import asked_kinds
from index.words.glossary import Glossary

MAX_SENTENCES = 3
# How far behind the best one a further sentence may be, by what speaks for it. Without anything it must be so near that
# it is almost as likely to answer; "beside" is one without the thing asked for, where the best one has it.
GAP = {"near": 0.35, "third": 0.2, "beside": 0.1, "item": 0.35, "confirms": 0.6}
AS_MUCH = 0.95  # of what the best row says of the question, for a further row of its table
CONTINUES = 0.6  # of the best score, for the sentence that goes on, and for the first one with the thing asked for


def choose_quotes(question: str, hits: Sequence[Hit], *, language: str = "") -> list[Quote]:
    """The sentences that answer, best first; at least one when there is any hit.

    Args:
        question: as searched.
        hits: best first.
        language: the reader's; of two that answer alike, the one in it goes first.
    """
    asked = parts(question, language_of(question))
    if asked and (chosen := _of_parts(asked, hits, language)):
        return join_touching(chosen, all_count=True)
    ranked = mentioning_first(question, _ranked(question, hits, language))
    several = asks_for_several(question)
    chosen = _one_of_each(question, ranked) if compares(question) else ranked[:1]
    chosen[:1] = [whole_list(quote, question) or with_next(quote, question) for quote in chosen[:1]]
    for quote in ranked:
        if len(chosen) >= MAX_SENTENCES:
            break
        if _fits(quote, chosen) and _adds(quote, chosen, question):
            chosen.append(_listed(quote, chosen, question))
    return named_rows(join_touching(chosen, all_count=several or len(asked_kinds(question)) > 1))


def _listed(quote: Quote, chosen: Sequence[Quote], question: str) -> Quote:
    """A further sentence, with the list that it announces where there is room for it."""
    whole = whole_list(quote, question, taken=sum(len(other.text) for other in chosen))
    return whole if whole and not any(overlap(whole, other) for other in chosen) else quote


def _ranked(question: str, hits: Sequence[Hit], language: str) -> list[Quote]:
    """The sentences of all hits, best first."""
    ranked = sorted((q for hit in hits for q in scored_quotes(question, hit)), key=lambda q: -q.score)
    ranked = person_first(ranked) if asks_for_person(question) else fact_first(question, ranked)
    return readable_first(ranked, language)


def _of_parts(asked: Sequence[str], hits: Sequence[Hit], language: str) -> list[Quote]:
    """The best sentence for each of the questions in a question, each once; a part that leans on the first is whole."""
    chosen: list[Quote] = []
    wholes = [part if part is asked[0] else condense(part, [(asked[0], "")]) for part in asked[:MAX_SENTENCES]]
    for whole in wholes:
        ranked = _ranked(whole, [_measured(whole, hit) for hit in hits], language)
        best = _with_thing(ranked)
        if chosen and not wanted(whole):  # the sentence of another part says its own
            best = next((quote for quote in ranked if _fits(quote, chosen)), None)
        if best and (_fits(best, chosen) or not chosen):
            chosen.append(best)
    marks = [tuple(sorted({span for whole in wholes for span in find_expected(q.text, whole)})) for q in chosen]
    return [replace(quote, marks=found) for quote, found in zip(chosen, marks, strict=True)]


def _with_thing(ranked: Sequence[Quote]) -> Quote | None:
    """The best sentence with a thing that was asked for, where it is not far behind; else the best."""
    least = CONTINUES * ranked[0].score if ranked else 0.0
    return next((quote for quote in ranked if quote.marks and quote.score >= least), ranked[0] if ranked else None)


def _measured(question: str, hit: Hit) -> Hit:
    """A hit as it stands to a part of its question: by the meaning and the words of that part."""
    embedder, text = load_embedder(EMBEDDED), hit.document.text
    spans = hit.chunk.sentences
    cosines = embedder.embed_passages([text[a:b] for a, b in spans]) @ embedder.embed_queries([question])[0]
    held, low = set(terms(question)), question.casefold()
    kept = {term: weight for term, weight in hit.terms.items() if term in held or term in low}
    return replace(hit, sentence_scores=tuple(cosines.tolist()), terms=kept)


def _fits(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Whether a sentence says something new in the room that is left."""
    room = MAX_CHARACTERS - sum(len(other.text) for other in chosen)
    held = any(overlap(quote, other) or quote.text in other.text for other in chosen)
    return len(quote.text) <= room and not held


def _adds(quote: Quote, chosen: Sequence[Quote], question: str) -> bool:
    """Whether a sentence is worth a reader's time beside those chosen: by what it adds, else by how near it scores."""
    best = chosen[0]
    behind = best.score - quote.score
    if _is_lesser_row(quote, best):
        return False
    first_with = quote.marks and not any(other.marks for other in chosen)
    follows = any(adjacent(other, quote) for other in chosen)
    if (first_with or follows) and quote.score >= CONTINUES * best.score:
        return True
    if best.marks and not quote.marks:
        return behind <= GAP["beside"]
    if asks_for_several(question):
        return behind <= GAP["item"]
    if behind <= GAP["near" if len(chosen) == 1 else "third"]:
        return True
    return behind <= GAP["confirms"] and any(_confirms(quote, other) for other in chosen)


def _is_lesser_row(quote: Quote, best: Quote) -> bool:
    """Whether a sentence is a row beside a better one of its table, and says less of the question than that."""
    rows = quote.hit.document is best.hit.document and is_row(quote.text) and is_row(best.text)
    return rows and said_share(quote.hit, quote.text) < AS_MUCH * said_share(best.hit, best.text)


def _confirms(quote: Quote, other: Quote) -> bool:
    """Whether a sentence of another document holds a thing that answers, in the same words or of the same value."""
    return quote.hit.document is not other.hit.document and bool(_answers(quote) & _answers(other))


def _answers(quote: Quote) -> set[object]:
    """What the marks of a sentence say: their words, and the values of their figures and dates."""
    said: set[object] = set()
    for a, b in quote.marks:
        text = quote.text[a:b]
        said |= {text.casefold()} | {(figure.values, figure.unit) for figure in figures(text)}
        said |= {(date.year, date.month, date.day) for date in dates(text) if date.year}
    return said


def _one_of_each(question: str, ranked: list[Quote]) -> list[Quote]:
    """For a comparison: the best sentence, and the best one of each name that those chosen do not hold."""
    chosen = ranked[:1]
    for name in names(question):
        if len(chosen) >= MAX_SENTENCES or any(Held(quote.text).holds(name) for quote in chosen):
            continue
        least = 0.5 * ranked[0].score if ranked else 0.0
        found = next((q for q in ranked if q.score >= least and Held(q.text).holds(name)), None)
        if found and len(found.text) + sum(len(quote.text) for quote in chosen) <= MAX_CHARACTERS:
            chosen.append(found)
    return chosen


def answer(
    question: str,
    hits: Sequence[Hit],
    *,
    history: Sequence[tuple[str, str]] = (),
    language: str,
    glossary: Glossary | None = None,
) -> Iterator[Event | Citation | Unmentioned]:
    """The lead-in, then each quote as a finished sentence, each after its citation. History is not needed."""
    quotes = choose_quotes(question, hits, language=language)
    if missed := unmentioned(question, [quote.hit for quote in quotes], glossary=glossary):
        yield Unmentioned(missed)
    yield Sentence(AnswerSegment(lead_in(language, [quote.hit.chunk.language for quote in quotes]), (), "lead"))
    for n, quote in enumerate(quotes, start=1):
        gloss = word_gloss(
            quote.text,
            source=quote.hit.chunk.language,
            reader=language,
            question=question,
            said=quote.hit.said,
            glossary=glossary,
            marks=quote.marks,
        )
        yield cite(n, quote.hit, (quote.start, quote.end), language=language, marks=quote.marks, gloss=gloss)
        yield Sentence(AnswerSegment(quote.text, (n,), "quote"))
        if quote.left:
            yield Sentence(AnswerSegment(goes_on(language, quote.left), (), "lead"))
