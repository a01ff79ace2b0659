"""The answer without a model: the one to three sentences that answer, verbatim, best first, each cited.

`choose_quotes` is the whole way; its steps are in `bot.quotes`. Does not write, translate or reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answer import AnswerSegment, Citation, Event, Sentence, Unmentioned
from bot.asking import asks_for_several, compares
from bot.citations import cite
from bot.gloss import word_gloss
from bot.phrases import goes_on, lead_in
from bot.quotes.extent import join_touching, named_rows, whole, with_count, with_list
from bot.quotes.first import best_first
from bot.quotes.further import adds, fits
from bot.quotes.quote import Quote
from bot.quotes.replies import replied, told_why
from bot.quotes.scoring import candidates
from bot.quotes.several import of_each_part, of_each_side, of_headings
from bot.unmentioned import unmentioned
from index.clauses import parts
from index.places import place_at
from index.text import language_of
from index.types import Hit
from index.words.asked import asked_kinds
from index.words.glossary import Glossary

MAX_SENTENCES = 3
ADDRESSES_A_MODEL = {
    "ko": "다음 글은 독자가 아니라 언어 모델에게 내리는 지시입니다.",
    "en": "This text addresses a language model and not a reader.",
    "ru": "Этот текст обращён к языковой модели, а не к читателю.",
}


def choose_quotes(question: str, hits: Sequence[Hit], *, language: str = "") -> list[Quote]:
    """The sentences that answer, best first; at least one when there is any hit.

    Args:
        question: as searched.
        hits: best first.
        language: the reader's; of two that answer alike, the one in it goes first.
    """
    # 1. several questions in one, and things that headings tell
    asked = parts(question, language_of(question))
    if asked and (chosen := of_each_part(asked, hits, language)):
        return join_touching(chosen, all_count=True)
    if headings := of_headings(question, hits):
        return headings
    # 2. the sentence that answers best, for a comparison one for each side, with all that belongs to it
    ranked = best_first(question, candidates(question, hits), language)
    ranked = told_why(question, replied(question, ranked), hits)
    chosen = of_each_side(question, ranked) if compares(question) else ranked[:1]
    chosen[:1] = [whole(quote, question) for quote in chosen[:1]]
    # 3. what is worth reading beside it
    for quote in ranked:
        if len(chosen) < MAX_SENTENCES and not quote.order and fits(quote, chosen) and adds(quote, chosen, question):
            chosen.append(with_list(quote, chosen, question))
    # 4. neighbours as one quote, fields of a row with its name
    several = asks_for_several(question) or len(asked_kinds(question)) > 1
    return named_rows(with_count(join_touching(chosen, all_count=several), question))


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
    rows = any(place_at(quote.hit.document, quote.start).context for quote in quotes)
    lead = lead_in(language, [quote.hit.chunk.language for quote in quotes], rows=rows)
    yield Sentence(AnswerSegment(lead, (), "lead"))
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
        if quote.order:
            yield Sentence(AnswerSegment(ADDRESSES_A_MODEL[language], (), "lead"))
        yield cite(n, quote.hit, (quote.start, quote.end), language=language, marks=quote.marks, gloss=gloss)
        yield Sentence(AnswerSegment(quote.text, (n,), "quote"))
        if quote.left:
            yield Sentence(AnswerSegment(goes_on(language, quote.left), (), "lead"))
