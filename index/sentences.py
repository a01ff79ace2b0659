"""Text to sentence spans, for Korean, English and Russian.

Rules: a sentence ends at a full stop, question or exclamation mark (with the closing quotes, brackets and the
footnote marker behind it) that white space follows, unless what stands before it is an abbreviation, an initial
or a list number, or what follows goes on in lower case. Korean without punctuation is given to Kiwi.
Line breaks always end a sentence. Does not know passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

CHUNK_LIMIT = 1000

_END = re.compile(
    r"""(?P<mark>[.!?…]+|[。！？]+)
        (?P<close>["'”’»」』)\]]*)
        (?P<note>(?:\d{1,3}\)|\[\d{1,3}\]|[¹²³⁴-⁹⁰]+)*)
        (?P<gap>\s+|(?=[가-힣])|$)""",
    re.VERBOSE,
)
# Never the end of a sentence.
_INNER = frozenset(
    "mr mrs ms dr prof st mt ft gen col sen rep gov rev hon messrs vs cf no nos vol vols pp p fig figs eq eqs sec secs "
    "ch art arts ed eds tr trans approx dept univ jan feb mar apr jun jul aug sept sep oct nov dec "
    "т.е т.к т.н см ср рис табл гл ст стр с п пп ч им акад проф доц ул просп пер д корп обл р-н н.э до н.э "
    "напр англ рус кор кит лат франц нем тел".split()
)
# The end of a sentence only when a word follows that usually begins one.
_EITHER = frozenset(
    "etc inc ltd co corp llc jr sr u.s u.k u.n e.u a.m p.m ph.d e.g i.e al "
    "г гг в вв др пр т.д т.п руб коп тыс млн млрд трлн долл экз чел кв м".split()
)
# Not the end of a sentence when a number follows: "c. 1455", "(b. 1950)", «ок. 1500 г.».
_BEFORE_NUMBER = frozenset("c ca b d est fl r ret min max ок род ум изд".split())
_STARTERS = frozenset(
    "the a an this that these those it he she they we i in on at for from to as by with however moreover but and "
    "also after before when while although since if there according its their his her our "
    "в на с по к у о об от до за из это эта этот эти она он оно они мы и а но однако также кроме при после перед "
    "когда если хотя для так затем тем как согласно его ее их по-прежнему между под над".split()
)
_KOREAN_ENDING = re.compile(r"(?:다|요|죠|까|네|군|음|함|됨|임|것)$")
_DATE_BEFORE = re.compile(r"\d{4}\. ?\d{1,2}\. ?\d{1,2}$")
# The number of a list item or a section, alone at the beginning: "2.", "1.3.", "b.", "iv.", "가.".
_LABEL = re.compile(r"\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-zА-Яа-яЁё]|[ivxIVXⅠ-Ⅻ]{1,5}|[가나다라마바사아자차카타파하])")
# What stands before the words of an item and is no part of its sentence.
_BULLET = re.compile(r"(?:\s*(?:[•◦▪■□●◆◇▶▷►➢➤✓✔⦁‣※☞\uf000-\uf0ff]\s*|[○ㅇ\-–—*·ㆍ∙▲△◎]\s+)(?=\S))")
_INITIAL = re.compile(r"[A-ZА-ЯЁ]\.")
_WORD_BEFORE = re.compile(r"(?:[^\W_]|[.\-–])+$")


def split_sentences(text: str, *, offset: int = 0) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, in order, without the white space around them.

    Args:
        text: any text; empty gives no spans.
        offset: added to every position.
    """
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        spans.extend(_line_sentences(text, line.start(), line.end()))
    return [(offset + start, offset + end) for start, end in spans]


def behind_bullet(text: str, start: int, end: int) -> int:
    """Where the words of a line begin that may begin with a bullet."""
    found = _BULLET.match(text, start, end)
    return found.end() if found else start


def _line_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() == end or not _ends(text, begin, match):
            continue
        yield from _bounded(text, begin, match.end())
        begin = match.end()
    yield from _bounded(text, begin, end)


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the candidate is the end of a sentence and not an abbreviation, a number or a quotation inside one."""
    before = _WORD_BEFORE.search(text, begin, match.start())
    word = before.group() if before else ""
    after = text[match.end() : match.end() + 40]
    if not match["gap"]:  # no space behind the mark: only a Korean ending ends here ("했다.그러나")
        return bool(match["mark"] == "." and not match["close"] and _KOREAN_ENDING.search(word))
    if match["mark"].strip(".") and not _continues(after):
        return True
    if match["mark"] == "." and not match["close"] and _LABEL.fullmatch(text, begin, match.start()):
        return False
    if not word:
        return not _continues(after)
    if re.search("[가-힣]$", word):
        return not (match["close"] and re.match(r"(?:이?라고|라는|고|며)\b", after))
    return not _continues(after) and not _is_abbreviation(word, after, match, text[begin : match.start()].strip())


def _continues(after: str) -> bool:
    """Whether the text behind a mark goes on with the same sentence: a small letter, or a comma or dash."""
    return bool(re.match(r"[a-zа-яё,;:)–—-]", after)) and not re.match(r"[–—-]\s(?![a-zа-яё])", after)


def _is_abbreviation(word: str, after: str, match: re.Match[str], before: str) -> bool:
    if match["mark"] != "." or match["note"]:
        return False
    lowered = word.lower().strip("-–")
    if word.isdigit():  # a list number, a Korean date "2018. 5. 7."
        return before == word or bool(re.match(r"\d", after)) or bool(_DATE_BEFORE.search(before))
    if re.fullmatch(r"(?:[A-ZА-ЯЁ]\.)*[A-ZА-ЯЁ]", word) and (lowered not in _EITHER or _INITIAL.match(after)):
        return True  # initials: "J. K. Lee", «А. С.»; «М. С.» too, though «5 м. С начала» ends
    if lowered in _INNER or (lowered in _BEFORE_NUMBER and re.match(r"\d", after)):
        return True
    if lowered in _EITHER:
        following = re.match(r"[\"'“«(]?([^\W\d_]+(?:-[^\W\d_]+)?)", after)
        return not (following and following.group(1).lower() in _STARTERS)
    return False


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without outer white space; cut when it is too long to be one sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    pieces = [(start, end)]
    if end - start > 200 and _is_unpunctuated_korean(text[start:end]):
        pieces = [(start + a, start + b) for a, b in _kiwi_sentences(text[start:end])]
    for piece in pieces:
        yield from _cut(text, *piece)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces no longer than a passage may be, cut at the last clause mark or space that fits."""
    while end - start > CHUNK_LIMIT:
        window = text[start : start + CHUNK_LIMIT]
        cut = max((m.end() for m in re.finditer(r"[;:,、]\s", window)), default=0)
        cut = cut if cut > CHUNK_LIMIT // 3 else window.rfind(" ") + 1 or CHUNK_LIMIT
        stop = start + cut
        yield start, start + len(text[start:stop].rstrip())
        start = stop
    if start < end:
        yield start, end


def _is_unpunctuated_korean(text: str) -> bool:
    return len(re.findall("[가-힣]", text)) > len(text) // 3 and not re.search(r"[.!?…。]", text)


def _kiwi_sentences(text: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in kiwi().split_into_sents(text)]


@lru_cache(maxsize=1)
def kiwi() -> Any:  # noqa: ANN401 - the type would import kiwipiepy
    """The Korean analyser: 4 seconds and 480 MB to load, once a process, so only where rules do not decide."""
    from kiwipiepy import Kiwi

    return Kiwi()
