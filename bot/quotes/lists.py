"""Lists in a text: the sentence that announces one ("Four causes stand out."), and where what it announces ends.

Told by number words, "the following", a colon, items and ordinals, in three languages. Does not know questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.asking import LISTED, LISTED_KOREAN
from index.analyzer import terms
from index.sentences import behind_bullet, split_sentences
from index.types import Item, SourceDocument

ROOM = 900  # characters of a list that is quoted with its lead-in

_NUMBERS = {
    word: n
    for n, words in enumerate(
        (
            "two два две двух двум двумя 두 둘",
            "three три трёх трех трём трем тремя 세 셋",
            "four четыре четырёх четырех четырём четырем четырьмя 네 넷",
            "five пять пяти пятью 다섯",
            "six шесть шести шестью 여섯",
            "seven семь семи семью 일곱",
            "eight восемь восьми восемью 여덟",
            "nine девять девяти девятью 아홉",
            "ten десять десяти десятью 열",
        ),
        start=2,
    )
    for word in words.split()
}
_COUNT = re.compile(
    r"(?<![\w-])(?P<word>"
    + "|".join(_NUMBERS)
    + r"|[2-9]|10|several|несколько|ряд|몇|여러)\s?(?:(?<=\s)(?:[^\W\d]+\s){0,3}?)?"
    rf"(?P<thing>{LISTED}|가지|(?:개|대)\s?{LISTED_KOREAN})(?:[은는이가를을로의에도]|이다|이었다|였다|입니다|으로)?(?!\w)",
    re.IGNORECASE,
)
_WORDS = "|".join(_NUMBERS)
_COUNTED = re.compile(  # in a question: "three regions", "요인 세 가지"
    rf"(?P<before>[가-힣]+)\s(?P<number>{_WORDS}|[2-9])\s?(?:가지|개|곳)|(?<![\w.,-])(?P<count>{_WORDS}|[2-9])\s(?P<thing>[^\W\d]+)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\bthe following\b|\bas follows\b|\blisted below\b|(?<!\w)следующ(?:ие|их|им|ими)(?!\w)|(?<!\w)перечислен\w* ниже"
    r"|다음과\s?같|아래와\s?같|다음의?\s(?:[두세네몇]|다섯|여섯|일곱|여덟|아홉|열|\d+)\s?(?:가지|개|항목|과제|대책|사항)",
    re.IGNORECASE,
)
_HELD = re.compile(r":\s+\S")  # "three reasons: the cost, the law": it holds its list
_FIRST = re.compile(
    r"(?:first(?:ly)?(?: of all)?,|to begin with,|one (?:is|was|of them|\w+ (?:is|was))\b"
    r"|the first(?: \w+)? (?:is|was|has|con)|во-первых"
    r"|первое|первая|первый|первую|сначала,|첫째|첫\s?번째|먼저|우선|하나는|\(?1[.)]|①|[가a]\))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:second(?:ly)?,|third(?:ly)?,|fourth(?:ly)?,|fifth(?:ly)?,|next,|then,|finally,|last(?:ly)?,|another\b"
    r"|the (?:second|third|fourth|fifth|last|other)\b|во-вторых|в-(?:третьих|четв[её]ртых|пятых)"
    r"|втор(?:ое|ая|ой|ую)|трет(?:ье|ья|ий|ью)"
    r"|четв[её]рт(?:ое|ая|ый)|наконец|둘째|셋째|넷째|다섯째|[두세네]\s?번째|다섯\s?번째|마지막으로|다른 하나는|끝으로"
    r"|\(?[2-9][.)]|[②-⑩]|[나다라마b-f]\))",
    re.IGNORECASE,
)


class Announced(NamedTuple):
    """What a sentence announces: it is quoted up to `end`; `left` items more than that follow in the source."""

    end: int
    left: int


@lru_cache(maxsize=4_000)
def announces(sentence: str) -> int:
    """How many things a sentence says will follow; -1 when it does not say how many, 0 when none."""
    if _HELD.search(sentence):
        return 0
    found = _COUNT.search(sentence)
    if found:
        word = found["word"].casefold()
        return _NUMBERS.get(word, int(word) if word.isdigit() else -1)
    return -1 if sentence.endswith(":") or _FOLLOWS.search(sentence) else 0


def counted(question: str) -> tuple[int, str]:
    """How many things a question says there are, and the word for them: "the three regions"; 0 when it does not say."""
    found = _COUNTED.search(question)
    if not found:
        return 0, ""
    word = (found["number"] or found["count"]).casefold()
    return _NUMBERS.get(word) or int(word), (found["before"] or found["thing"]).casefold()


def named_by_headings(document: SourceDocument, count: int, ways: Iterable[Sequence[str]]) -> list[tuple[int, int]]:
    """The headings of one level, as many as were counted, that hold the same word of a question; empty without such.

    Args:
        document: whose headings they are.
        count: of them.
        ways: the words, each as the analyzer terms that stand together.
    """
    for level in sorted({heading.level for heading in document.headings}):
        spans = [(heading.start, heading.end) for heading in document.headings if heading.level == level]
        held = [set(terms(document.text[slice(*span)])) for span in spans] if len(spans) >= count else []
        for way in ways:
            found = [span for span, said in zip(spans, held, strict=False) if said.issuperset(way)]
            if len(found) == count:
                return found
    return []


def announced(document: SourceDocument, start: int, end: int, *, room: int = ROOM) -> Announced | None:
    """What follows on `text[start:end]` because that sentence announces it, as far as the room goes; None if nothing.

    Args:
        document: whose text it is.
        start: of the sentence that announces.
        end: of it.
        room: characters from `start` that may be quoted.
    """
    count = announces(document.text[start:end])
    parts = _items_behind(document, end) if count else []
    ordered = [] if parts else _ordered(document, end)
    parts = parts or ordered or (_next_ones(document, end, count) if count else [])
    shown = [stop for stop in parts if stop - start <= room]
    if not shown:
        return None
    return Announced(shown[-1], len(parts) - len(shown))


def lead_of(document: SourceDocument, start: int, end: int) -> tuple[int, int] | None:
    """The sentence that announces the list of which `text[start:end]` is an item; None for what is no item."""
    item = next((item for item in document.items if item.start <= start and end <= item.end), None)
    if item is None:
        return None
    run = next(run for run in _runs(document) if item in run)
    before = document.text.rfind("\n", 0, max(run[0].start - 1, 0)) + 1
    line = document.text[before : run[0].start]
    sentences = split_sentences(line, offset=before)
    return sentences[-1] if sentences and announces(document.text[slice(*sentences[-1])]) else None


def run_of(document: SourceDocument, start: int, end: int) -> list[Item]:
    """The items of the list of which `text[start:end]` is one, or a part of one; empty for what is no item."""
    return next((run for run in _runs(document) if run[0].start <= start and end <= run[-1].end), [])


def _runs(document: SourceDocument) -> Iterator[list[Item]]:
    """The items of a document, those that follow one another together."""
    run: list[Item] = []
    for item in sorted(document.items):
        if run and document.text[run[-1].end : item.start].strip():
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _items_behind(document: SourceDocument, end: int) -> list[int]:
    """Where the items end that stand right behind a place."""
    for run in _runs(document):
        if run[0].start >= end:
            begins = behind_bullet(document.text, end, run[0].start)
            return [] if document.text[begins : run[0].start].strip() else [item.end for item in run]
    return []


def _sentences_behind(document: SourceDocument, end: int, lines: int) -> Iterator[tuple[int, int]]:
    """The sentences behind a place, to the end of its line and of some lines more, but not beyond a heading."""
    headings = {heading.start for heading in document.headings}
    text, at = document.text, end
    for n in range(lines + 1):
        if at >= len(text) or (n and at in headings):
            return
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        yield from split_sentences(text[at:stop], offset=at)
        at = stop + 1


def _ordered(document: SourceDocument, end: int) -> list[int]:
    """Where what "First, ..." and the ordinals behind it say ends, each with the sentences that go on with it."""
    sentences = list(_sentences_behind(document, end, 12))
    if not sentences or not _FIRST.match(document.text, sentences[0][0]):
        return []
    ends: list[int] = []
    for n, (start, _) in enumerate(sentences[1:], start=1):
        if start - end > 3 * ROOM:
            break
        if _NEXT.match(document.text, start):
            ends.append(sentences[n - 1][1])
            last = n
    if not ends:
        return []
    return [*ends, sentences[last][1]]


def _next_ones(document: SourceDocument, end: int, count: int) -> list[int]:
    """Where the next sentences of the paragraph end, as many as were announced; one where nobody said how many."""
    found = list(_sentences_behind(document, end, 0))
    return [stop for _, stop in found[: max(count, 1)]]
