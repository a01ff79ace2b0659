"""Names in text, in Hangul, Cyrillic and Latin script.

A name is a capitalised word that is not a common one, a code ("5G"), or, in Hangul, a word that neither a list of
common words nor their composition explains; when asked to be careful, one that holds what the Korean analyser calls
a proper noun. Names made of common words alone ("Ministry of Culture") are not found: `bodies` does that.
Whether a text holds a name: `held`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.korean import Noun, proper_nouns, stems
from bot.evidence.usual import (
    composed,
    is_capital_in_table,
    is_listed,
    is_loanword,
    is_of_a_place,
    is_place,
    is_small_in_table,
    is_usual,
    of_parts,
    usual,
)
from index.text import fold_homoglyphs

# A syllable of Korean in Latin letters: "Ga-young" is one name, "Seoul-based" is none.
_SYLLABLE = (
    r"(?:ch|sh|hw|wh|kk|tt|pp|ss|jj|[bcdghjklmnprstvwyz])?[yw]?(?:eui|eo|eu|ae|oe|ui|wi|ee|oo|ou|[aeiou])"
    r"(?:ng|ck|[nmlkptrgbh])?"
)
_GIVEN = rf"\b(?=[A-Z])(?i:{_SYLLABLE}-{_SYLLABLE})\b(?![-’'])"
WORD = re.compile(rf"{_GIVEN}|[^\W_]*\d[^\W_]*(?:[-.][^\W_]+)+|[^\W_]+-\d+|[^\W_]+(?:[.&’'][^\W_]+)*")
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
_KOREAN_OFFICE = re.compile("(?:대학교|대학|병원|은행|공사|연구소|연구원|의료원|공화국|[시군구도호섬만강산성주족파])$")
_BEFORE_NAME = re.compile(r"(?:[A-ZА-ЯЁ][\w’']*[ -]){1,2}$")
_BEHIND_NAME = re.compile(r"(?:(?: [A-ZА-ЯЁ]|-\w)[\w’']*){1,2}")
_RUSSIAN_TAIL = re.compile(
    r"(?:ск(?:ий|ая|ое|ого|ому|им|ой|ую|ие|их|ими|ом)|[аеёиоуыэюяйь]{1,2}|ом|ем|ов|ев|ам|ям|ах|ях|ых|их|ами|ями|ого|ему|ым|им)$"
)
_FAMILY_NAME = re.compile(
    r" [А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ск|цк|енко|[чщ]ук)(?:[аыу]|ой|ым|ому|ого|ий|ая|ую|им)?(?!\w)"
)
_LATIN_TAIL = re.compile(r"(?:s[’']|ese|ian|an|n|ish|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end]` of a sentence is a name, or a word of one.

    Attributes:
        text: without particles.
        proper: of a Korean compound, the proper nouns in it; `rest` are its other nouns.
        joined: with the name beside it.
        plain: a common word that a name only begins with («Всемирная выставка»); in another language it may be
            another one.
    """

    start: int
    end: int
    text: str
    proper: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    plain: bool = False


def names(text: str, *, careful: bool = False) -> list[Name]:
    """The names of a text, word by word, in order.

    Args:
        text: a sentence or a question.
        careful: have the Korean analyser decide which Hangul words are names; it takes seconds to load, once, and
            half a gigabyte. Without it a word is a name when no list explains it, which calls too many words names.
    """
    folded = fold_homoglyphs(text)
    nouns = proper_nouns(folded, usual()["ko"]) if careful and HANGUL.search(folded) else None
    dated = [(date.start, date.end) for date in dates(text)]
    dated += [(figure.start, figure.end) for figure in figures(text) if not (figure.code or figure.word)]
    matches = [match for match in WORD.finditer(folded) if not _in(dated, match.span())]
    found = []
    for match in matches:
        word = text[match.start() : match.end()]
        if nouns is not None and HANGUL.fullmatch(word):
            found += [
                _korean_name(match, noun)
                for noun in nouns
                if noun.start < match.end() and match.start() < noun.end and _is_proper(noun)
            ][:1]
        elif re.fullmatch(_GIVEN, word) or _is_name(
            word, starts=_begins_sentence(text, match.start()), ends=_ends_sentence(text, match.end())
        ):
            plain = _is_plain(word, folded[: match.start()], folded[match.end() :])
            bare = _bare(word)
            found.append(Name(match.start(), match.end(), bare, joined=_joined(folded, match), plain=plain))
    return found


def _bare(word: str) -> str:
    """A word without a possessive ending, and a code without the word that hangs on it: "ACE2-expressing"."""
    hung = re.match(r"((?:[A-Z]+\d\w*|[A-Z]{2,}))-[a-zа-яё]{3,}$", word)
    bare = hung[1] if hung else re.sub("[’']s$", "", word)
    return bare if len(bare) > 1 else word


def _korean_name(match: re.Match[str], noun: Noun) -> Name:
    """The name of a word; of one that the analyser joins with the next ("벤저민 프랭클린") that word alone."""
    if " " not in noun.text:
        return Name(match.start(), match.end(), noun.text, noun.proper, noun.rest)
    own = match.string[max(match.start(), noun.start) : min(match.end(), noun.end)]
    return Name(match.start(), match.end(), own, joined=(noun.text,))


def _is_proper(noun: Noun) -> bool:
    return any(part in usual()["ko-names"] or not is_loanword(part) for part in noun.proper)


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
    found = [re.sub("[’']s$", "", word).replace("ё", "е")]
    if HANGUL.search(word):
        hangul = HANGUL.findall(word)
        found += [form for run in hangul for form in stems(run)]
        plain = [cut for form in found if len(form) > 2 and len(cut := _KOREAN_OFFICE.sub("", form)) > 1]
        found += [form[cut:] for form in found for cut in range(2, len(form) - 2) if of_parts(form[:cut])]
        found += plain
        found += re.findall(r"[A-Za-z0-9]{2,}", word)
    elif re.search("[а-яё]", word, re.IGNORECASE):
        found.append(_RUSSIAN_TAIL.sub("", found[0]))
    else:
        found += [
            _LATIN_TAIL.sub("", word),
            *re.findall("^[A-Z].+[aei](?=n$)", word),
            *re.findall("^[A-Za-z0-9.&-]{2,}(?=[가-힣]$)", word),
        ]
    return tuple(dict.fromkeys(form for form in found if len(form) > 1))


def _is_name(word: str, *, starts: bool, ends: bool) -> bool:
    if HANGUL.fullmatch(word):
        return not (ends and word[-1] in "다요까음함") and not _PREDICATE.search(word) and _is_korean_name(word)
    word = re.sub("[’'](?:s|re|ve|ll|d|t|m)$", "", word)
    letters = "".join(char for char in word if char.isalpha())
    if len(letters) < 2 and not (letters and any(char.isdigit() for char in word)):
        return False
    if any(char.isdigit() for char in word):
        return bool(_CAPITAL.search(word))
    if re.search("[가-힣]", word):  # "IT산업", "RIAC는"
        return bool(re.search("[A-Z]{2,}|[A-Z][a-z]{2,}", word))
    if not _CAPITAL.match(word):
        return bool(re.search(r"[a-zа-я][A-ZА-Я]", word)) or is_of_a_place(word)  # iPhone, «корейский»
    if letters.isupper():
        # "AI", "IT", "EU" have another acronym in every language; long words in capitals are read as small ones
        return len(letters) > 2 and not (len(letters) > 4 and is_usual(word))
    if not starts and re.search("[А-ЯЁ]", word):
        return len(letters) > 2  # Russian writes nothing but names with a capital inside a sentence
    if is_of_a_place(word.lower()):  # «Китайская академия»
        return True
    if len(letters) < 3 or (starts and is_small_in_table(word)):
        return False
    return not is_usual(word) or (not starts and is_capital_in_table(word))


def _is_plain(word: str, before: str, behind: str) -> bool:
    """Whether a Russian word that begins a name is a common one, and no family name or first name."""
    if not re.search("[А-ЯЁ]", word) or re.search(r"\w\W+[А-ЯЁ][\w.]*[ -]$", before) or _FAMILY_NAME.match(behind):
        return False
    of_a_place = is_place(word) or is_of_a_place(word.lower())
    return not (word.isupper() or of_a_place or re.search(r"(?:ов|ев|ёв|ин|ын)[аыу]?$", word)) and is_listed(word)


@lru_cache(maxsize=50_000)
def may_be_name(word: str) -> bool:
    """Whether a word of a source may be a name; one that may not must sound very much like a name to be it."""
    if HANGUL.search(word):
        return not any(form in usual()["ko"] for form in stems(word))
    return bool(_CAPITAL.search(word)) or is_of_a_place(word)


@lru_cache(maxsize=50_000)
def _is_korean_name(word: str) -> bool:
    """Two syllables are a name only where a list says so: too many forms of verbs are as short."""
    forms = stems(word)
    verb = _VERB.fullmatch(word)
    if any(composed(form) for form in forms) or (verb and composed(verb[1])):
        return False
    return any(form in usual()["ko-names"] for form in forms) or all(len(form) > 2 for form in forms)


def _in(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _ends_sentence(text: str, end: int) -> bool:
    return not text[end:].strip(" .!?…\"'”’»)") or text[end : end + 2].strip() in (".", "?", "!", ",")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" «“\"'‘(—–-")
    return not before or before[-1] in ".!?…:;\n|" or text[start - 1] in "«“\"'‘"
