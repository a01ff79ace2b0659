"""Docent's own words in answers, in the reader's language. Data only; the page's texts live with the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_ROWS = {
    "ko": "{lead} 표의 행은 칸마다 열 이름을 붙여 보입니다.",
    "en": "{lead} Rows of tables are shown with the name of its column before each cell.",
    "ru": "{lead} Строки таблиц приведены с названием столбца перед каждой ячейкой.",
}
_REFUSAL = {
    "ko": "이 문서들에서는 답을 찾지 못했습니다. 가장 가까운 대목을 보여 드립니다.",
    "en": "No answer was found in these documents. The nearest passages are shown.",
    "ru": "Ответа в этих документах не найдено. Показаны ближайшие фрагменты.",
}
_DOUBT = {
    "ko": "문서에 답이 없을 수도 있습니다. 가장 가까운 내용입니다.",
    "en": "The documents may not hold the answer; this is the nearest that they say.",
    "ru": "Возможно, ответа в документах нет; вот самое близкое к нему.",
}
_NOT_MENTIONED = {
    "ko": "아래 대목에는 다음에 대한 말이 없습니다: {names}.",
    "en": "The passages below do not mention {names}.",
    "ru": "В приведённых ниже отрывках не упоминается: {names}.",
}
_MODEL_FAILED = {
    "ko": "언어 모델이 응답하지 않아({reason}) 문서의 원문으로 답합니다.",
    "en": "The language model did not answer ({reason}); the documents are quoted instead.",
    "ru": "Языковая модель не ответила ({reason}); вместо этого приведены цитаты из документов.",
}
_MODEL_BROKE_OFF = {
    "ko": "언어 모델의 답이 중간에 끊겨({reason}) 문서의 원문을 덧붙입니다.",
    "en": "The language model broke off ({reason}); quotes from the documents follow.",
    "ru": "Ответ языковой модели прервался ({reason}); далее приведены цитаты из документов.",
}
_ASTRAY = {
    "ko": "언어 모델이 쓴 글은 문서로 뒷받침되지 않아 문서의 원문으로 답합니다.",
    "en": "The documents bear out nothing that the language model wrote; they are quoted instead.",
    "ru": "Документы не подтверждают того, что написала языковая модель; вместо этого приведены цитаты.",
}
_DISAGREE = {
    "ko": "다른 자료({source})에는 다르게 나옵니다.",
    "en": "Another source says otherwise ({source}).",
    "ru": "В другом источнике иначе ({source}).",
}
_DIFFER = {
    "ko": "인용한 자료가 서로 다릅니다. 다른 수치가 나온 자료: {source}.",
    "en": "The sources quoted disagree: another figure or date is in {source}.",
    "ru": "Приведённые источники расходятся: другие данные в источнике {source}.",
}
_NEWER = {
    "ko": {"newer": " 이 자료가 더 최근 것입니다.", "older": " 이 자료가 더 오래된 것입니다."},
    "en": {"newer": " It is the newer one.", "older": " It is the older one."},
    "ru": {"newer": " Этот источник новее.", "older": " Этот источник старше."},
}
_UNANSWERED = {
    "ko": "다음 물음에 대한 답은 찾지 못했습니다: {parts}",
    "en": "No answer was found to this: {parts}",
    "ru": "На это ответа не найдено: {parts}",
}
_GOES_ON = {
    "ko": "목록은 원문에서 더 이어집니다(남은 항목 {left}개).",
    "en": "The list goes on in the source ({left} more).",
    "ru": "Список продолжается в источнике (ещё пунктов: {left}).",
}
_EXPORT = {
    "ko": {
        "unremarked": "표시 없는 문장: 수치와 이름은 인용문에 있음. 누가 무엇을 했는지는 일부만 확인됨.",
        "searched": "검색한 질문",
        "unsupported": "출처 없음",
        "similar": "약한 근거: 출처와 대조 필요",
        "aside": "출처에 없다는 말(확인할 수 없음)",
        "figure": "출처에 없는 수치",
        "figure_unsure": "원문의 다른 곳에 있거나 센 수치(대조 필요)",
        "name": "출처에 없는 이름",
        "name_unsure": "확인하지 못한 이름",
        "instead": "출처에는 {name}",
        "negation": "출처와 반대",
        "negation_unsure": "한쪽만 부정문(대조 필요)",
        "withheld": "표시하지 않음",
        "made": "Docent로 만듦: 모델 {model}, 색인 {generation}",
        "passages": "대목 {ids}",
        "checked": "기계 번역(수치 확인됨)",
        "unchecked": "기계 번역(수치가 원문과 맞는지 확인되지 않음)",
    },
    "en": {
        "unremarked": "Without a remark: figures and names stand in the quote; who did what is checked only in part.",
        "searched": "Searched",
        "unsupported": "no source",
        "similar": "weak: near the source, but not surely what it says",
        "aside": "about the sources, not checked",
        "figure": "figure not in the source",
        "figure_unsure": "figure from elsewhere in the source, or counted, to be compared",
        "name": "name not in the source",
        "name_unsure": "name not checked",
        "instead": "the source has {name}",
        "negation": "the opposite of the source",
        "negation_unsure": "only one side denies, to be compared",
        "withheld": "withheld",
        "made": "Made with Docent: model {model}, index {generation}",
        "passages": "passages {ids}",
        "checked": "machine translation, figures checked",
        "unchecked": "machine translation, figures not borne out",
    },
    "ru": {
        "unremarked": "Без пометки: числа и имена есть в цитате; кто что сделал, проверено лишь отчасти.",
        "searched": "Искали",
        "unsupported": "нет источника",
        "similar": "слабое подтверждение: сверьте с источником",
        "aside": "о самих источниках, не проверено",
        "figure": "числа нет в источнике",
        "figure_unsure": "число из другого места источника или подсчёт, нужно сверить",
        "name": "имени нет в источнике",
        "name_unsure": "имя не проверено",
        "instead": "в источнике {name}",
        "negation": "противоположно источнику",
        "negation_unsure": "отрицание лишь с одной стороны, нужно сверить",
        "withheld": "скрыто",
        "made": "Составлено в Docent: модель {model}, индекс {generation}",
        "passages": "фрагменты {ids}",
        "checked": "машинный перевод, числа сверены",
        "unchecked": "машинный перевод, числа не подтверждены",
    },
}
_NOTICES = {
    "cut": {
        "ko": "모델이 쓸 수 있는 길이에서 답이 끊겨, 마지막 문장이 끝나지 않았을 수 있습니다.",
        "en": "The answer was cut at the model's limit of length; its last sentence may not be whole.",
        "ru": "Ответ обрезан на пределе длины модели; последнее предложение может быть неполным.",
    },
    "invented": {
        "ko": "없는 출처를 가리켜 지운 번호: {count}개.",
        "en": "Markers that pointed to no source and were removed: {count}.",
        "ru": "Удалено номеров, за которыми не было источника: {count}.",
    },
    "placed": {
        "ko": "검사하면서 붙이거나 고친 출처 번호: {count}개.",
        "en": "Sentences whose marker was added or corrected by the check: {count}.",
        "ru": "Предложений, которым номер источника добавила или исправила проверка: {count}.",
    },
    "other_language": {
        "ko": "질문과 다른 언어로 쓰인 문장: {count}개.",
        "en": "Sentences in another language than the question's: {count}.",
        "ru": "Предложений не на языке вопроса: {count}.",
    },
}
_STOPPED = {"ko": "답변을 멈추었습니다.", "en": "Stopped.", "ru": "Ответ остановлен."}
_REASONS = {
    "unreachable": {"ko": "서버에 연결할 수 없음", "en": "it cannot be reached", "ru": "сервер недоступен"},
    "timeout": {"ko": "시간 초과", "en": "it took too long", "ru": "время ожидания истекло"},
    "busy": {"ko": "요청이 너무 많음", "en": "it is too busy", "ru": "слишком много запросов"},
    "key": {"ko": "키가 거부됨", "en": "its key was refused", "ru": "ключ отклонён"},
    "unknown": {
        "ko": "서버에 그런 모델이 없음",
        "en": "its server has no such model",
        "ru": "на сервере нет такой модели",
    },
    "refused": {"ko": "요청이 거부됨", "en": "it refused the request", "ru": "запрос отклонён"},
    "garbage": {"ko": "알 수 없는 응답", "en": "its reply made no sense", "ru": "непонятный ответ сервера"},
    "cut": {"ko": "연결이 끊김", "en": "the connection was cut", "ru": "соединение прервано"},
    "window": {
        "ko": "모델이 한 번에 읽을 수 있는 길이를 넘음",
        "en": "the passages are longer than it can read at once",
        "ru": "отрывки длиннее, чем она может прочесть за раз",
    },
    "empty": {"ko": "빈 응답", "en": "its reply was empty", "ru": "пустой ответ"},
}
_GLOSS = {"ko": "낱말 풀이(기계 작성):", "en": "Word gloss (machine-made):", "ru": "Подстрочник (машинный):"}
_SUMMARY = {
    "ko": "원문이 아니라 요약입니다. 원문: {source}",
    "en": "A summary, not the source itself. Source: {source}",
    "ru": "Это изложение, а не сам источник. Источник: {source}",
}

_QUESTION_WORDS = re.compile(
    r"\b(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|can|the|of|in|and|for)\b", re.I
)


def lead_in(language: str, sources: list[str], *, rows: bool = False) -> str:
    """What was found and in which languages, in the reader's language; and that rows of tables are among it."""
    names = ", ".join(_NAMES[language][source] for source in dict.fromkeys(sources))
    lead = _LEAD[language].format(languages=names)
    return _ROWS[language].format(lead=lead) if rows else lead


def refusal(language: str) -> str:
    """That no answer was found."""
    return _REFUSAL[language]


def doubt(language: str) -> str:
    """That what follows may not be the answer."""
    return _DOUBT[language]


def not_mentioned(language: str, names: Sequence[str]) -> str:
    """That what the question names is not in the passages."""
    return _NOT_MENTIONED[language].format(names=", ".join(names))


def model_failed(language: str, reason: str, *, midway: bool = False) -> str:
    """That a chat model failed and quotes answer instead.

    Args:
        language: of the reader.
        reason: as `llm.ModelFailure` names it.
        midway: some of its sentences stand already.
    """
    if reason == "astray":
        return _ASTRAY[language]
    line = (_MODEL_BROKE_OFF if midway else _MODEL_FAILED)[language]
    return line.format(reason=_REASONS[reason][language])


def disagreement(language: str, source: str, *, age: str = "", shown: bool = False) -> str:
    """That another source gives another figure or date.

    Args:
        language: the reader's.
        source: its title and date.
        age: "newer" or "older" than the one that was quoted first; empty when their dates do not tell.
        shown: it is quoted already.
    """
    line = (_DIFFER if shown else _DISAGREE)[language].format(source=source)
    return line + (_NEWER[language][age] if age else "")


def unanswered(language: str, parts: Sequence[str]) -> str:
    """Which parts of a question the documents do not answer, while they answer another."""
    return _UNANSWERED[language].format(parts="; ".join(parts))


def goes_on(language: str, left: int) -> str:
    """That a list which is quoted has more items than are shown."""
    return _GOES_ON[language].format(left=left)


def notice(language: str, what: str, count: int) -> str:
    """What was done to a model's text, or happened to it: `cut`, `invented`, `placed` or `other_language`."""
    return _NOTICES[what][language].format(count=count)


def export_words(language: str) -> dict[str, str]:
    """The words of an exported answer."""
    return _EXPORT[language]


def stopped(language: str) -> str:
    """That the reader stopped an answer before its first word."""
    return _STOPPED[language]


def language_name(language: str, named: str) -> str:
    """The name of a language, in a language: `language_name("en", "ko")` is "Korean"."""
    return _NAMES[language][named]


def gloss_label(language: str) -> str:
    """That what follows is a word gloss, and machine-made."""
    return _GLOSS[language]


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
