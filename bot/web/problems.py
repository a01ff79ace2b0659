"""What went wrong, in the reader's language: a line of the page's own, and behind it what Docent says exactly.

Knows errors by their class and the reasons of unread files by the words that they begin with.
"""

from __future__ import annotations

import re

from bot.web.markup import Html, tag
from bot.web.reasons import in_language
from bot.web.texts import show_number, texts
from index import errors
from index.errors import DocentError
from index.question import MAX_QUESTION

_KINDS: dict[type[DocentError], str] = {
    errors.IndexMissing: "problem_missing",
    errors.IndexMismatch: "problem_mismatch",
    errors.IndexDamaged: "problem_damaged",
    errors.IndexLocked: "problem_locked",
    errors.NothingToIndex: "problem_nothing",
    errors.ModelError: "problem_model",
    errors.ChatModelError: "problem_llm",
    errors.MissingDependency: "problem_package",
}
_REASONS = (  # the first that is found in the line
    (r"encrypted:|password|copy-protected|author locked", "reason_locked"),
    (r"^took |took over", "reason_slow"),
    (r"install LibreOffice|pip install|tesseract", "reason_tool"),
    (r"larger than|more than", "reason_large"),
    (r"permission|may not be read|cannot be read \(", "reason_forbidden"),
    (r"damaged|crash|has no |lost|bytes", "reason_damaged"),
    (r"is empty|nothing but blanks|no text", "reason_empty"),
    (r"kind|not a |encoding|archive|Outlook|\.xlsb", "reason_format"),
)


def problem_line(error: DocentError, language: str) -> str:
    """One line: what is wrong, then the error's own words with what to type."""
    text = str(error)
    key = next((key for kind, key in _KINDS.items() if isinstance(error, kind)), "")
    if language == "en" or not key:
        return _question_line(text, language)
    return f"{texts(language)[key]} ({in_language(text, language) or text})"


def _question_line(text: str, language: str) -> str:
    for start, key in (("the question has no words", "problem_no_words"), ("the question has", "problem_long")):
        if text.startswith(start):
            return texts(language)[key].format(most=show_number(MAX_QUESTION, language))
    return in_language(text, language) or text


def problem_html(error: DocentError, language: str) -> Html:
    """The line as an alert."""
    return tag("p", problem_line(error, language), class_="problem", role="alert")


def reason_html(reason: str, language: str) -> Html:
    """Why a file was not read: what kind of trouble it is, and below it what exactly and what helps."""
    key = next((key for pattern, key in _REASONS if re.search(pattern, reason, re.IGNORECASE)), "reason_other")
    return tag("div", texts(language)[key], said_html("small", reason, language), class_="reason")


def said_html(name: str, sentence: str, language: str) -> Html:
    """A sentence of a loader in an element; one that nobody has translated is marked as English."""
    said = in_language(sentence, language)
    return tag(name, said or sentence, lang=None if said else "en")
