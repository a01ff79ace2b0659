"""A follow-up question made whole, so that it can be searched by itself.

Without a model: another year or name is put into the question before, or what the follow-up leaves out is carried
over from it, as words; nothing else is changed. A question that names its own subject is left alone, so nothing is
carried into a new topic. With a model, the model rewrites it, and its word is taken only if that is a question
about nothing else.

Not covered: a subject that only an answer named ("And the second one?").
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.evidence.dates import dates
from bot.evidence.korean import stem
from bot.evidence.names import names
from bot.followup import (
    content_words,
    goes_on,
    is_fragment,
    moves_in_time,
    own_words,
    points_back,
    replaces,
    subjects,
    topic,
)
from bot.llm.brief import brief
from bot.llm.prompts import load_prompt
from index.text import language_of
from index.words.function_words import is_function_word
from index.words.months import month_name

if TYPE_CHECKING:
    from bot.llm.chat_model import ChatModel

History = Sequence[tuple[str, str]]  # (question as searched, answer), oldest first
Span = tuple[int, int]
TURNS = 3  # turns that a model is shown
MAX_LENGTH = 400  # characters that a rewritten question may have
MAX_CARRIED = 8  # words
_IN_RUSSIAN = re.compile(r"(?:(?:в|во|за|на|с|к)\s)?$", re.IGNORECASE)
_RUSSIAN_YEAR = re.compile(r"^\s(?:году|года|год|г\.)")
_IN_ENGLISH = re.compile(r"(?:(?:in|during|for|on|by|since)\s)?$", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:а|и|ну а|and|what about|how about|and what about)\s"
    r"(?P<preposition>за|для|из|при|без|about|for|by|with|without|from)\s(?P<rest>[^?,:;]+)\?*$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"[а-яё]{2}(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ыи]х|[ыи]м|ую|юю|ого|его|ому|ему)$")
_NEXT = re.compile(r"\s([а-яё]+)")
_WHOLE = re.compile(r"(?:-\w+)*")
_VERBAL = re.compile(r"(?<=[가-힣]{2})(?:[하되]는|[하되]던|[했됐]던|시키는|한|된|할|될)$")
_LEAD = re.compile(r"^(?:and|but|what about|how about|а|и|ну а|а что)\s", re.IGNORECASE)


def condense(question: str, history: History) -> str:
    """The question made whole from the turn before, or itself.

    Args:
        question: as asked.
        history: earlier turns.
    """
    if not history:
        return question
    before = history[-1][0]
    if way := moves_in_time(question):
        return _moved(before, way, said=question.strip(" ?!.…"))
    if replaces(question):
        return _put_into(before, question)
    if points_back(question) or is_fragment(question) or goes_on(question) or not subjects(question):
        return _carried(before, question)
    return question


def condense_with(model: ChatModel, question: str, history: History, *, stop: threading.Event | None = None) -> str:
    """The question made whole by a model; by `condense` when the model says something else than a question.

    Raises:
        ModelFailure: the model did not answer.
    """
    if not history:
        return question
    turns = "\n".join(f"Q: {asked}\nA: {answer[:600]}" for asked, answer in history[-TURNS:])
    prompt = load_prompt("condense").fill(history=turns, question=question)
    written = brief(model, prompt, most=2 * MAX_LENGTH, lines=1, stop=stop)
    line = " ".join(next(iter(written.strip().splitlines()), "").split()).strip("\"'«»“” ")
    plain = 0 < len(line) <= MAX_LENGTH and "://" not in line and "[" not in line and "<" not in line
    asks = line.endswith("?") or not question.rstrip().endswith("?")  # a small model answers, or asks the same again
    plain = plain and asks and not any(line.casefold() == asked.casefold().strip() for asked, _ in history)
    if plain and language_of(line) == language_of(question) and _is_about(line, question, history):
        return line
    return condense(question, history)


def _is_about(line: str, question: str, history: History) -> bool:
    """Whether a rewritten question has no date or name that neither the question nor the conversation has."""
    known = "\n".join([question, *(text for turn in history[-TURNS:] for text in turn)]).casefold()
    words = [name.text for name in names(line)] + [line[date.start : date.end] for date in dates(line)]
    return all(stem(word).casefold()[:4] in known for word in words)


def _moved(before: str, way: int, *, said: str) -> str:
    """The question before, about the time before or after its date; without one, with the words that say so."""
    language, found = language_of(before), dates(before)
    if not found and language == "ko":
        return f"{said} {before}"
    if not found:
        return f"{before.rstrip(' ?')} {_LEAD.sub('', said)}?"
    date = found[0]
    head, own, tail = before[: date.start], before[date.start : date.end], before[date.end :]
    if language == "ko":
        year = "" if own.endswith(("년", "월", "일")) else "년"
        return f"{head}{own}{year} {'이전' if way < 0 else '이후'}{tail.removeprefix('년')}"
    if language != "ru":
        return f"{_IN_ENGLISH.sub('', head)}{'before' if way < 0 else 'after'} {own}{tail}"
    month = month_name(date.month, "ru", of=True) if date.month else ""
    parts = ["до" if way < 0 else "после", str(date.day or ""), month, f"{date.year} года" if date.year else ""]
    return _IN_RUSSIAN.sub("", head) + " ".join(filter(None, parts)) + _RUSSIAN_YEAR.sub("", tail)


def _put_into(before: str, question: str) -> str:
    """The question before with the date or name of this one in the place of its own."""
    whole = before
    new_dates, old_dates = _date_spans(question), _date_spans(before)
    new_names, old_names = _name_spans(question), _name_spans(before)
    if new_dates and old_dates:
        whole = _swapped(whole, old_dates[0], question[slice(*new_dates[0])])
    elif new_dates:
        whole = f"{question[slice(*new_dates[0])]} {whole}"
    if new_names:
        fresh = _bare(question[slice(*new_names[0])])
        olds = [span for span in _name_spans(whole)]
        whole = _swapped(whole, olds[0], fresh) if old_names and olds else f"{fresh} {whole}"
    return whole


def _carried(before: str, question: str) -> str:
    """The follow-up behind what the question before was about: its names and nouns as they stand, not what it asked."""
    if swapped := _phrase_swapped(before, question):
        return swapped
    before = topic(before)
    held = _held_spans(before)
    words = [_bare(before[slice(*span)]) for span in held] or content_words(before)
    known = question.casefold()
    carried = [word for word in dict.fromkeys(words) if word.casefold() not in known][:MAX_CARRIED]
    return f"{' '.join(carried)}: {question}" if carried else question


def _held_spans(before: str) -> list[Span]:
    """What a question is about, in its order: its names, whole to the last hyphen, and its nouns."""
    spans = [(a, _WHOLE.match(before, b).end()) for a, b in _name_spans(before)]  # type: ignore[union-attr]
    for word in own_words(before, gerunds=True):
        found = next(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", before), None)
        if found and all(found.start() >= b or found.end() <= a for a, b in spans) and not is_function_word(word):
            spans.append(found.span())
    starts = {start for start, _ in spans}
    return sorted(span for span in spans if not _is_left_alone(before, span, starts))


def _is_left_alone(text: str, span: Span, starts: set[int]) -> bool:
    """Whether a Russian adjective stands before a noun that is not carried: «общий объём программы»."""
    noun = _NEXT.match(text, span[1])
    adjective = text[span[0]].islower() and _ADJECTIVE.search(text[slice(*span)])
    return bool(adjective and noun and noun.start(1) not in starts)


def _phrase_swapped(before: str, question: str) -> str:
    """The question before with its last phrase replaced by that of "And for the second offence?"; empty for others."""
    asked = _PHRASE.match(question)
    if not asked or len(asked["rest"].split()) > 6:
        return ""
    found = list(re.finditer(rf"(?<!\w){asked['preposition']}\s", before, re.IGNORECASE))
    tail = before[found[-1].start() :] if found else ""
    if not 1 < len(tail.split()) <= 6:
        return ""
    return f"{before[: found[-1].start()]}{asked['preposition'].lower()} {asked['rest']}?"


def _date_spans(text: str) -> list[Span]:
    return [(date.start, date.end) for date in dates(text)]


def _name_spans(text: str) -> list[Span]:
    """Names, those that stand side by side as one."""
    spans: list[Span] = []
    for name in names(text):
        if spans and re.fullmatch(r"[\s\-]?", text[spans[-1][1] : name.start]):
            spans[-1] = (spans[-1][0], name.end)
        else:
            spans.append((name.start, name.end))
    return spans


def _bare(word: str) -> str:
    """Without a Korean particle at its end; of "총괄하는" the noun."""
    if not re.fullmatch("[가-힣]+", word):
        return word
    verb = _VERBAL.search(word)
    return word[: verb.start()] if verb else stem(word)


def _swapped(text: str, span: Span, new: str) -> str:
    """Put a word in the place of another; what hangs on a Korean word stays."""
    old = text[slice(*span)]
    tail = old[len(_bare(old)) :]
    return text[: span[0]] + new + tail + text[span[1] :]
