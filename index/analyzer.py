"""Text to the terms that lexical search counts; the same for passages and questions.

By script: Hangul and Han words become character bigrams (an ending or particle then costs one bigram, not the
word), the first bigram of a Hangul word once more as such, since Korean stems stand first; Russian and English
words become stems, everything else is folded. Numbers, codes and dates stay whole.
Does not know weights or documents, and does not cover synonyms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from index.text import fold_homoglyphs

ANALYZE_VERSION = 4
INITIAL = "^"  # marks the bigram that begins a Korean word

# A number with its separators, or a word: letters and digits of one token, inner hyphens, dots and & kept for now.
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")  # footnote marks and powers: "2019¹" is the year 2019
_DOTTED = re.compile(r"(?<=(?<![가-힣])[가-힣])[·ㆍ‧・](?=[가-힣])")  # 한·러 is 한러, 중·고교 is 중고교
_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)+|[^\W_]+(?:[-–.&’'][^\W_]+)*", re.UNICODE)
_SCRIPT_RUN = re.compile(r"[가-힣]+|[\u3040-\u30ff\u3400-\u9fff]+|[а-яё]+|[^\W_가-힣а-яё\u3040-\u30ff\u3400-\u9fff]+")
_PLAIN = re.compile(r"[a-z]+|[а-яё]+|[가-힣]+")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")

_STOP = frozenset(
    "a an the of in on at to for and or is are was were be by with from as that this it its what which who whom "
    "when where how why did do does has have had not there their than into about "
    "и в во на с со к по о об от до за из у не что как это а но или для при же ли бы его ее их он она оно они "
    "был была было были есть который которая которое которые какой какая какое какие кто когда где чем чего".split()
)


def terms(text: str) -> list[str]:
    """The terms of a text, in order, with repetitions; empty for text without letters or digits."""
    found: list[str] = []
    folded = _DOTTED.sub("", _RAISED.sub(" ", fold_homoglyphs(text).lower()))
    for token in _TOKEN.findall(folded):
        if token[0].isdecimal() and _NUMBER.fullmatch(token):
            found.append(number_term(token))
        else:
            found.extend(_word_terms(token))
    return found


def has_terms(text: str) -> bool:
    """Whether a text in small letters has any term; a plain word needs no analysis to say so."""
    return text.replace("ё", "е") not in _STOP if _PLAIN.fullmatch(text) else bool(terms(text))


def number_term(token: str) -> str:
    """One spelling for a number: "1,250" and "1 250" give "1250"; "2,8" and "2.8" give "2.8"."""
    token = re.sub(r"[\u00a0\u202f]", "", token)
    grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", token)
    if grouped and not token.startswith("0"):
        return re.sub(r"[.,]", "", token)
    return token.replace(",", ".")


@lru_cache(maxsize=100_000)
def _word_terms(token: str) -> tuple[str, ...]:
    parts = re.findall(r"[^\W_]+", token)
    found: list[str] = []
    for part in parts:
        for run in _SCRIPT_RUN.findall(part.replace("ё", "е")):
            found.extend(_run_terms(run))
    compound = "".join(parts)
    if len(parts) > 1 and compound.isascii() and any(c.isdigit() for c in compound):
        found.append(compound)  # "PPR-9087", "9-BRIDGE": the code as a whole besides its parts
    return tuple(found)


def _run_terms(run: str) -> list[str]:
    first = run[0]
    if "가" <= first <= "힣" or "\u3040" <= first <= "\u9fff":
        bigrams = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        return [*bigrams, INITIAL + bigrams[0]] if "가" <= first <= "힣" else bigrams
    if run in _STOP:
        return []
    return [_stem(run)]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if re.fullmatch(r"[а-я]+", word):
        return str(_stemmers()[0].stemWord(word))
    if re.fullmatch(r"[a-z]+", word):
        return str(_stemmers()[1].stemWord(word))
    return word


@lru_cache(maxsize=1)
def _stemmers() -> tuple[Any, Any]:
    from Stemmer import Stemmer

    return Stemmer("russian", 0), Stemmer("english", 0)  # without a store of their own: `_stem` has one
