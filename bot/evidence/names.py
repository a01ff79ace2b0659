"""Names in text, in Hangul, Cyrillic and Latin script.

A name is a capitalised word that is not a common one, a code ("5G"), or, in Hangul, a word that neither a list of
common words nor their composition explains; when asked to be careful, one that holds what the Korean analyser calls
a proper noun. Names made of common words alone ("Ministry of Culture") are not found.
Whether a text holds a name: `held`.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.korean import Noun, proper_nouns, stems
from index.analyzer import terms
from index.text import fold_homoglyphs
from index.words.translation import shipped

USUAL = Path(__file__).parent / "words" / "usual.txt.gz"

WORD = re.compile(r"[^\W_]*\d[^\W_]*(?:[-.][^\W_]+)+|[^\W_]+-\d+|[^\W_]+(?:[.&’'][^\W_]+)*")
_CAPITAL = re.compile(r"[A-ZА-ЯЁÀ-Ž]")
HANGUL = re.compile(r"[가-힣]{2,}")
_PREDICATE = re.compile(
    "(?:[았었였겠했됐렸졌겼켰웠왔갔났섰췄쳤셨녔뤘꿨]|한|된|인|는|은|않는|없|있|같)다(?:고|는|며|면|가|니|지만)?$|"
    "(?:하|되|시키|이루어지|만들|보이|나타나|따르|위하|대하|통하)(?:고|며|면|는|여|어|지|게|던|려|려고|도록|면서|기)$|"
    "[^이라](?:면|려|려고|려면|면서|도록|지만|는데|더니|거나|든지|겠다고|겠다는)$"  # of verbs
)
# A noun with "to do", "to become" and their endings: "도달했으며", "촬영되었기".
_VERB = re.compile(
    "([가-힣]{2,}?)(?:하|해|했|할|한|함|합|되|돼|됐|될|된|됨|됩|시키|시킬|시켜|시킨|적이|스러|스럽|롭|로운|답)[가-힣]{0,4}"
)
_SUFFIXES = frozenset("적화성자들형별용권률율량법론학계력비사원장품회부처청소실관단망식점선금액세제국군층")
_SMALL_WORDS = frozenset(
    "of the and for de la von van и на по в для monday tuesday wednesday thursday friday saturday sunday".split()
)
_OFFICES = frozenset(
    "ministry minister university institute academy department committee commission council agency bank foundation "
    "center centre government president governor director professor republic region district province county city "
    "association union organization organisation corporation company office embassy parliament court school college "
    "hospital museum library observatory laboratory министерство министр университет институт академия департамент "
    "комитет комиссия совет агентство банк фонд центр правительство президент губернатор директор республика область "
    "район провинция город союз организация корпорация компания посольство суд больница музей библиотека".split()
)
_KOREAN_OFFICE = re.compile("(?:대학교|대학|병원|은행|공사|연구소|연구원|의료원|공화국|[시군구도호섬만강산성주])$")
_BEFORE_NAME = re.compile(r"(?:[A-ZА-ЯЁ][\w’']*[ -]){1,2}$")
_BEHIND_NAME = re.compile(r"(?:(?: [A-ZА-ЯЁ]|-\w)[\w’']*){1,2}")
_RUSSIAN_TAIL = re.compile(
    r"(?:ск(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)|[аеёиоуыэюяйь]{1,2}|ом|ем|ов|ев|ам|ям|ах|ях|ами|ями|ого|ему|ым|им)$"
)
_LATIN_TAIL = re.compile(r"(?:[’']s|s[’']|ese|ian|an|n|ish|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end]` of a sentence is a name, or a word of one.

    Attributes:
        text: without particles.
        proper: of a Korean compound, the proper nouns in it; `rest` are its other nouns.
        joined: with the name beside it.
    """

    start: int
    end: int
    text: str
    proper: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


def names(text: str, *, careful: bool = False) -> list[Name]:
    """The names of a text, word by word, in order.

    Args:
        text: a sentence or a question.
        careful: have the Korean analyser decide which Hangul words are names; it takes seconds to load, once, and
            half a gigabyte. Without it a word is a name when no list explains it, which calls too many words names.
    """
    folded = fold_homoglyphs(text)
    nouns = proper_nouns(folded, _usual()["ko"]) if careful and HANGUL.search(folded) else None
    dated = [(date.start, date.end) for date in dates(text)]
    dated += [(figure.start, figure.end) for figure in figures(text) if not (figure.code or figure.word)]
    matches = [match for match in WORD.finditer(folded) if not _in(dated, match.span())]
    found = []
    for match in matches:
        word = text[match.start() : match.end()]
        if nouns is not None and HANGUL.fullmatch(word):
            found += [
                Name(match.start(), match.end(), noun.text, noun.proper, noun.rest)
                for noun in nouns
                if noun.start < match.end() and match.start() < noun.end and _is_proper(noun)
            ][:1]
        elif _is_name(word, starts=_begins_sentence(text, match.start()), ends=_ends_sentence(text, match.end())):
            found.append(Name(match.start(), match.end(), word, joined=_joined(folded, match)))
    return found


def _is_proper(noun: Noun) -> bool:
    return any(part in _usual()["ko-names"] or not _is_loanword(part) for part in noun.proper)


@lru_cache(maxsize=20_000)
def _is_loanword(word: str) -> bool:
    """Whether what the analyser takes for a proper noun is listed as common and is written small in English."""
    if word not in _usual()["ko"]:
        return False
    table = shipped()
    words = table.words(word)
    if len(words) != 1 or words[0].unit < 0:
        return True
    meanings = table.translations("ko", words[0].unit, "en")
    return not (meanings and table.shown("en", meanings[0][0])[:1].isupper())


def _joined(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """Two and three capitalised words side by side with a name among them: "New York", "Park Seon-mi"."""
    before = _BEFORE_NAME.search(text[max(0, match.start() - 60) : match.start()])
    behind = _BEHIND_NAME.match(text[match.end() : match.end() + 60])
    words = [*re.split("[ -]", before[0])[:-1]] if before else []
    place = len(words)
    words += [match.group(), *(re.split("[ -]", behind[0])[1:] if behind else [])]
    windows = [(a, a + size) for size in (2, 3) for a in range(len(words) - size + 1) if a <= place < a + size]
    return tuple(" ".join(words[a:z]) for a, z in windows)


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> tuple[str, ...]:
    """A word as it stands and without its endings."""
    found = [word]
    if HANGUL.search(word):
        hangul = HANGUL.findall(word)
        found += [form for run in hangul for form in stems(run)]
        plain = [_KOREAN_OFFICE.sub("", form) for form in found if len(form) > 3]
        found += [form[cut:] for form in found for cut in range(2, len(form) - 2) if _of_parts(form[:cut])]
        found += plain
        found += re.findall(r"[A-Za-z0-9]{2,}", word)
    elif re.search("[а-яё]", word, re.IGNORECASE):
        found.append(_RUSSIAN_TAIL.sub("", word))
    else:
        found += [_LATIN_TAIL.sub("", word), *re.findall("^[A-Za-z0-9.&-]{2,}(?=[가-힣]$)", word)]
    return tuple(dict.fromkeys(form for form in found if len(form) > 1))


def _is_name(word: str, *, starts: bool, ends: bool) -> bool:
    if HANGUL.fullmatch(word):
        return not (ends and word[-1] in "다요까음함") and not _PREDICATE.search(word) and _is_korean_name(word)
    letters = "".join(char for char in word if char.isalpha())
    if len(letters) < 2 and not (letters and any(char.isdigit() for char in word)):
        return False
    if any(char.isdigit() for char in word):
        return bool(_CAPITAL.search(word))
    if re.search("[가-힣]", word):  # "IT산업", "RIAC는"
        return bool(re.search("[A-Z]{2,}|[A-Z][a-z]{2,}", word))
    if not _CAPITAL.match(word):
        return bool(re.search(r"[a-zа-я][A-ZА-Я]", word)) or _is_of_a_place(word)  # iPhone, «корейский»
    if letters.isupper():
        # "AI", "IT", "EU" have another acronym in every language; long words in capitals are read as small ones
        return len(letters) > 2 and not (len(letters) > 4 and _is_usual(word))
    if not starts and re.search("[А-ЯЁ]", word):
        return len(letters) > 2  # Russian writes nothing but names with a capital inside a sentence
    return len(letters) > 2 and (not _is_usual(word) or (not starts and _is_capital_in_table(word)))


def _is_usual(word: str) -> bool:
    """Whether a capitalised word is one that is written small, too."""
    language = "ru" if re.search("[а-яё]", word, re.IGNORECASE) else "en"
    known = _usual()[language]
    word = re.sub("[’'](?:s|re|ve|ll|d|t|m)$", "", word)
    small = word.lower()
    if small in _SMALL_WORDS or small in _OFFICES or all(term in known for term in terms(word)):
        return True
    return language == "ru" and (_is_small_in_english(word) or _is_like_usual(word.lower()))


@lru_cache(maxsize=20_000)
def _is_like_usual(word: str) -> bool:
    """Whether a Russian word begins as a usual one does, with six letters and more: «Подлинники», «подлинный»."""
    stems = _usual_stems()
    place = bisect_left(stems, word[:6])
    return len(word) > 7 and place < len(stems) and stems[place].startswith(word[:6])


@lru_cache(maxsize=1)
def _usual_stems() -> list[str]:
    return sorted(_usual()["ru"])


def _is_capital_in_table(word: str) -> bool:
    """Whether the translation table writes an English word with a capital: "Turkey", "German"."""
    if re.search("[а-яё]", word, re.IGNORECASE) or word.lower() in _OFFICES:
        return False
    table = shipped()
    words = table.words(word)
    return len(words) == 1 and words[0].unit >= 0 and table.shown("en", words[0].unit)[:1].isupper()


def _is_small_in_english(word: str) -> bool:
    """Whether the translation table knows a Russian word, as one that is written small."""
    table = shipped()
    words = table.words(word)
    if len(words) != 1 or words[0].unit < 0:
        return False
    meanings = table.translations("ru", words[0].unit, "en")
    return bool(meanings) and meanings[0][1] > 0.2 and table.shown("en", meanings[0][0])[:1].islower()


@lru_cache(maxsize=50_000)
def may_be_name(word: str) -> bool:
    """Whether a word of a source may be a name; one that may not must sound very much like a name to be it."""
    if HANGUL.search(word):
        return not any(form in _usual()["ko"] for form in stems(word))
    return bool(_CAPITAL.search(word)) or _is_of_a_place(word)


@lru_cache(maxsize=20_000)
def _is_of_a_place(word: str) -> bool:
    """Whether a small Russian word is an adjective of a country or city: «корейский», «московского»."""
    match = re.fullmatch(r"([а-яё]{4,}?)(?:й|ей|ий|ан|ян|ен)?ск(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)", word)
    return match is not None and any(place.startswith(match[1]) for place in _usual()["ru-places"])


@lru_cache(maxsize=50_000)
def _is_korean_name(word: str) -> bool:
    """Two syllables are a name only where a list says so: too many forms of verbs are as short."""
    forms = stems(word)
    verb = _VERB.fullmatch(word)
    if any(_composed(form) for form in forms) or (verb and _composed(verb[1])):
        return False
    return any(form in _usual()["ko-names"] for form in forms) or all(len(form) > 2 for form in forms)


@lru_cache(maxsize=50_000)
def _composed(word: str) -> bool:
    """Whether a word is common or made of common words of two syllables and more, with at most a suffix."""
    if word in _usual()["ko"]:
        return True
    return _of_parts(word)


def _of_parts(word: str) -> bool:
    parts = _usual()["ko-parts"]
    if word in parts or (word[:-1] in parts and word[-1] in _SUFFIXES):
        return True
    return any(word[:cut] in parts and _of_parts(word[cut:]) for cut in range(len(word) - 2, 1, -1))


@lru_cache(maxsize=1)
def _usual() -> dict[str, frozenset[str]]:
    lines = gzip.decompress(USUAL.read_bytes()).decode("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, words in (line.split("\t") for line in lines)}


def _in(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _ends_sentence(text: str, end: int) -> bool:
    return not text[end:].strip(" .!?…\"'”’»)") or text[end : end + 2].strip() in (".", "?", "!", ",")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" «“\"'‘(—–-")
    return not before or before[-1] in ".!?…:;\n|" or text[start - 1] in "«“\"'‘"
