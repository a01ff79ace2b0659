"""What a question names and the passages that answer it do not: "They do not mention Huawei".

A question may rest on what no source says; the nearest passage then answers another question. Looks at names and years
alone, in whatever script; of Korean words only those that a list or the translation table knows as names, because
any other may be a common word. Does not decide whether to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from os.path import commonprefix

from bot.evidence.aliases import Aliases, learn
from bot.evidence.dates import dates
from bot.evidence.held import Held
from bot.evidence.names import HANGUL, Name, names
from bot.evidence.translit import sounds
from bot.evidence.usual import known_name
from index.text import script_of
from index.types import Hit
from index.words.function_words import is_function_word
from index.words.glossary import Glossary

_RANGE = re.compile(
    r"\b((?:1[5-9]|20)\d\d)\s?(?:년|г\.|гг\.)?\s?(?:[-–—~∼]|부터|에서|to|and|until|по|до|и)\s?((?:1[5-9]|20)\d\d)"
)
_DECADE = re.compile(r"(?:년?대|s|-[ех])$")
_BOUND = re.compile(r"\s?년?(?:까지|부터|\s?이후|\s?이전)")  # "by 2024" need not be said so
_BEFORE = re.compile(r"(?:\b(?:before|after|by|until|since)|(?<!\w)(?:до|после|к|с))\s(?:\w+\s)?$", re.IGNORECASE)
_QUOTED = re.compile(r"[«“\"‘]([A-ZА-ЯЁ][^\s«»“”\"’‘]{2,30})[»”\"’]")
_WORD = re.compile(r"[^\W_]+")
_HOME = {"ko": "한국", "ru": "Россия"}
# Units and formulas, the side of the world in front of a name, and half of a word: capitals that make no name.
_NO_NAME = re.compile(
    r"(?:Celsius|Fahrenheit|Kelvin|Цельсия|Фаренгейта|Кельвина|[MGT]?Wh?|TEU|DWT|CO2|NOx|SO2|CH4|H2)(?!\w)"
    r"|(?:North|South|East|West)(?:ern)?\s[A-Z]|\w+-[A-ZА-ЯЁ]"
)
_SYLLABLE = 3  # letters of each word that a Russian name made of beginnings takes at least: «Севморпуть»
OPENING = 600  # characters of a document that say what it is about, and need not be said again in every passage


def unmentioned(
    question: str, hits: Sequence[Hit], *, glossary: Glossary | None = None, alone: bool = False
) -> tuple[str, ...]:
    """The names and years of a question that no passage holds, as the question writes them, in order.

    Args:
        question: as searched.
        hits: the passages that are quoted, or that a model was given; without any nothing is missed.
        glossary: the user's own words.
        alone: the passages by themselves; otherwise what a document begins with need not be said in them again, nor,
            in Korean and Russian, the own country.
    """
    if not hits:
        return ()
    around = [part for hit in hits for part in (_HOME.get(hit.chunk.language, ""), hit.document.text[:OPENING])]
    text = "\n".join(dict.fromkeys([*map(_about, hits), *([] if alone else around)]))
    folded, held = text.casefold(), None
    missed: list[tuple[int, str]] = list(_years(question, text))
    for name in _named(question):
        written = name.text
        if written.casefold() in folded:
            continue
        held = held or Held(text, learn((), glossary) if glossary else Aliases(()))
        short = _is_cut_short(written, text) or _is_of_beginnings(written, text)
        if not held.holds(name) and not short and not _is_foreign_acronym(written, text):
            missed.append((name.start, written))
    return tuple(dict.fromkeys(word for _, word in sorted(missed)))


def _about(hit: Hit) -> str:
    """A passage with what is known of its document."""
    about = hit.document.metadata
    return "\n".join([hit.chunk.search_text, about.title, about.publisher, about.date, *about.authors])


def _years(question: str, text: str) -> Iterator[tuple[int, str]]:
    """The years of a question that a text neither gives nor spans."""
    asked = [date for date in dates(question) if date.year]
    if not asked:
        return
    given = {int(year) for year in re.findall(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text)}
    given |= {date.year for date in dates(text)}
    spans = [(int(first), int(last)) for first, last in _RANGE.findall(text)]
    for date in asked:
        covered = any(first <= date.year <= last for first, last in spans)
        covered = covered or bool(_DECADE.search(question[date.start : date.end]) or _BOUND.match(question, date.end))
        covered = covered or bool(_BEFORE.search(question[: date.start]))
        if date.year not in given and not covered:
            yield date.start, str(date.year)


def _named(question: str) -> Iterator[Name]:
    """The names of a question but for its first word, which a capital letter alone does not make one."""
    for name in names(question):
        if (
            not HANGUL.search(name.text)
            and re.search(r"\w", question[: name.start])
            and not _is_no_name(name, question)
        ):
            yield name
    for match in _QUOTED.finditer(question):
        yield Name(match.start(1), match.end(1), match[1])
    for match in HANGUL.finditer(question):
        if known := known_name(match.group()):
            yield Name(match.start(), match.start() + len(known), known)


def _is_no_name(name: Name, question: str) -> bool:
    """Whether a word is a small one ("Doctor Who"), a unit, an adjective, or half of one: "Sino-Russian"."""
    adjective = not name.text[:1].isupper()
    return adjective or is_function_word(name.text) or bool(_NO_NAME.match(question, name.start))


def _is_cut_short(name: str, text: str) -> bool:
    """Whether a word of the text begins as a name sounds: «Сбер», 스베르방크."""
    short = sounds(name)
    return len(short) > 2 and any(sounds(word).startswith(short) for word in set(_WORD.findall(text)) if len(word) > 2)


def _is_of_beginnings(name: str, text: str) -> bool:
    """Whether words that follow one another begin as a Russian name goes on: «Севморпути», Северный морской путь."""
    if not re.fullmatch("[А-ЯЁ][а-яё]{5,}", name):
        return False
    words = [word.casefold() for word in _WORD.findall(text)]
    return any(
        _begins_with(name.casefold(), words[n : n + 4]) for n in range(len(words)) if words[n][0] == name[0].lower()
    )


def _begins_with(rest: str, words: Sequence[str], *, first: bool = True) -> bool:
    """Whether beginnings of words, one after another, make up a word; of the last all but its ending."""
    if not words:
        return False
    held = len(commonprefix([rest, words[0]]))
    if not first and held >= _SYLLABLE and len(rest) - held <= 2:
        return True
    return any(_begins_with(rest[n:], words[1:], first=False) for n in range(held, _SYLLABLE - 1, -1))


def _is_foreign_acronym(name: str, text: str) -> bool:
    """Whether a name is an acronym and most of the text in another script: then it may stand there in full."""
    short = re.match(r"[A-ZА-ЯЁ]{2,6}(?![A-Za-zА-Яа-яЁё])", name)
    return short is not None and 2 * sum(script_of(char) == script_of(name[0]) for char in text) < len(text)
