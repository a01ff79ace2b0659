"""Docent's own words in answers, in the reader's language. Data only; the page's texts live with the page."""

from __future__ import annotations

import re

from index.text import language_of

LANGUAGES = ("ko", "en", "ru")
DEFAULT_LANGUAGE = "en"

_NAMES = {
    "ko": {"ko": "한국어", "en": "영어", "ru": "러시아어", "xx": "다른 언어"},
    "en": {"ko": "Korean", "en": "English", "ru": "Russian", "xx": "another language"},
    "ru": {"ko": "корейский", "en": "английский", "ru": "русский", "xx": "другой"},
}
_LEAD = {
    "ko": "문서에서 찾은 원문입니다 (원문 언어: {languages}).",
    "en": "Found in the documents, word for word (in {languages}).",
    "ru": "Найдено в документах, дословно (язык источника: {languages}).",
}
_REFUSAL = {
    "ko": "이 문서들에서는 답을 찾지 못했습니다. 가장 가까운 대목을 보여 드립니다.",
    "en": "These documents do not hold the answer. The nearest passages are shown.",
    "ru": "В этих документах ответа нет. Показаны ближайшие фрагменты.",
}
_MODEL_FAILED = {
    "ko": "언어 모델이 응답하지 않아({reason}) 문서의 원문으로 답합니다.",
    "en": "The language model did not answer ({reason}); this answer quotes the documents instead.",
    "ru": "Языковая модель не ответила ({reason}); ответ составлен из цитат документов.",
}
_SUMMARY = {
    "ko": "원문이 아니라 요약입니다. 원문: {source}",
    "en": "A summary, not the source itself. Source: {source}",
    "ru": "Это изложение, а не сам источник. Источник: {source}",
}

_QUESTION_WORDS = re.compile(
    r"\b(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|can|the|of|in|and|for)\b", re.I
)


def lead_in(language: str, sources: list[str]) -> str:
    """What was found and in which languages, in the reader's language."""
    names = ", ".join(_NAMES[language][source] for source in dict.fromkeys(sources))
    return _LEAD[language].format(languages=names)


def refusal(language: str) -> str:
    """That the documents do not hold the answer."""
    return _REFUSAL[language]


def model_failed(language: str, reason: str) -> str:
    """That a chat model failed and quotes answer instead."""
    return _MODEL_FAILED[language].format(reason=reason)


def summary_note(language: str, source: str) -> str:
    """That a cited document restates a source."""
    return _SUMMARY[language].format(source=source)


def reader_language(question: str, preferred: str = "") -> str:
    """The language to answer in: the question's; for a bare name or another language the preferred one.

    Args:
        question: as asked.
        preferred: of the page or the caller; empty means English.
    """
    found = language_of(question)
    fallback = preferred if preferred in LANGUAGES else DEFAULT_LANGUAGE
    if found in ("ko", "ru"):
        return found
    if found == "en" and _QUESTION_WORDS.search(question):
        return "en"
    return fallback
