"""What stands at a broken line: a space, nothing, or a hyphen to drop.

Owns the rules for every script. Korean joints that no rule decides go to `korean.py` in one batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.normalize import korean
from index.normalize.layout import Layout
from index.normalize.pieces import Joint, Line, Unit, ends_sentence, starts_lower
from index.text import script_of

_FEWEST_ANSWERS, _WHOLE_WORDS = 12, 0.85  # broken anywhere, Korean has a space at four joints in ten
_UNSPACED = ("han", "kana")
_HYPHENS = "-\u2010\u00ac"
_CLOSING = ".,;:!?…)]}”’»」』》〉%‰℃。，、"
_OPENING = "([{“‘«「『《〈"
_HANGUL = re.compile(r"[가-힣]")
_URL_TAIL = re.compile(r"(?:https?://|www\.)\S*$")
_URL_GOES_ON = re.compile(r"[A-Za-z0-9%_~-]*[/=?&_.#-][\w/=?&.#%~-]*[A-Za-z0-9/]|[/=?&#]\S")
_SPLIT_NUMBER = re.compile(r"(?:^|[^\d.]\s|[^\d\s]\.\s)\d{1,3}\.$")
_PAREN_APART, _PAREN_JOINED = re.compile(r"[가-힣] \("), re.compile(r"[가-힣]\(")
_REST_OF_NUMBER = re.compile(r"\d+(?!\s?[.\d년])")
_UNITS = (
    "(?:년|월|일|시|분|초|세기|개|명|회|차|억|만|조|천|원|달러|루블|유로|위안|엔|호|위|배|세|건|곳|점|퍼센트|톤|쪽"
    "|(?:제곱|센티|밀리|킬로)?미터|(?:킬로)?그램|리터|[항절편목](?=[^가-힣]|[은는이을에의과]|$))"
)
_COUNTED, _COUNTED_APART, _COUNTED_JOINED = (re.compile(head + _UNITS) for head in ("", r"\d ", r"\d"))
_NUMBER_JOINED, _NUMBER_APART = re.compile(r"\d[가-힣]"), re.compile(r"\d [가-힣]")
_FEWEST_NUMBERS, _NUMBERS_APART = 12, 0.1  # that show how a document writes what it counts, whatever that is
_ORDINAL = re.compile(r"(?:^|[^가-힣]|\d[조항호장절편관목])제$")  # it belongs to the number behind it: 제3조제1항
_LAST_SYLLABLE = re.compile(r"[가-힣][」』》〉]")  # of a title in brackets: 「민|법」
_DATE_END = re.compile(r"\d ?[년월]$")
_PARTICLE = re.compile(
    r"(?:(?:을|를|은|는|가|의|에|와|과|로|으로|에서|에게|도|까지|부터)(?=[\s.,)]|$)|이?(?:란|라[고는])(?=\s|$))"
)
_VERB_BEHIND_BRACKET = re.compile(r"(?:[하되][가-힣]|[한할함해된됨될][\s.,])")  # 보정(補正)|하여
_BEHIND_QUOTE = re.compile(r"(?:고|이?라[고는며]|이?며|상의?)(?=[\s.,]|$)")
_QUOTE_ENDS = "”’」』》〉\"'"
_NUMBERED = re.compile(r"제\d+(?:[조항호](?:의\d*)?)?$|별표 ?\d+$")  # 제3|자, 제12조의17|제1항, 별표4|제1호
_GOES_ON_NUMBERED = re.compile(
    r"[조항호목절장편관](?:[^가-힣]|제\d|의|[은는이을에과와부까및]|$)|자(?:[는가를의에와도로]|\W|$)|[제의]\d"
)
_CASE = r"[다도두누마모므스허후카자][가-힣]?"  # 98|다46938, 2006도|755
_CASE_YEAR, _CASE_END = (re.compile(rf"(?<!\d)(?:\d\d|(?:19|20)\d\d){rest}$") for rest in ("", _CASE))
_CASE_START = re.compile(rf"{_CASE}\d{{2,}}")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z][A-Za-z .']*$"), re.compile(r"[A-Za-z][A-Za-z .']*")
_MOST_LATIN_WORDS = 5
_LINKS = frozenset("a an the of and or for in to on by at is as with from A An The Of And For In To On By".split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Vocabulary:
    """The words of a document as they stand inside lines: what its own breaks can be checked against."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Read every word but those at the ends of lines."""
        self._words: set[str] = set()
        lines = list(lines)
        apart = sum(len(_PAREN_APART.findall(line.text)) for line in lines)
        counted = sum(len(_COUNTED_APART.findall(line.text)) for line in lines)
        self.counted_apart = counted > sum(len(_COUNTED_JOINED.findall(line.text)) for line in lines)
        numbers = sum(len(_NUMBER_JOINED.findall(line.text)) for line in lines)
        alone = sum(len(_NUMBER_APART.findall(line.text)) for line in lines)
        self.numbers_joined = numbers >= _FEWEST_NUMBERS and alone <= _NUMBERS_APART * numbers
        self.paren_apart = apart > sum(len(_PAREN_JOINED.findall(line.text)) for line in lines)
        for line in lines:
            words = _WORD.findall(line.text.lower())
            self._words.update(words[1:-1] if len(words) > 2 else ())
        self._words.update(part for word in tuple(self._words) for part in word.split("-"))

    def __contains__(self, word: str) -> bool:
        """Tell whether the word stands in the document, in any case of letters."""
        return word.lower() in self._words


def join(units: Sequence[Unit], layout: Layout, lines: Sequence[Line]) -> None:
    """Fill in the joints of every unit."""
    words = Vocabulary(lines)
    undecided: list[tuple[Unit, int]] = []
    for unit in units:
        unit.joints = [" "] * (len(unit.lines) - 1)
        for i in range(len(unit.joints)):
            joint = _decide(unit, i, layout, words)
            if joint is None:
                undecided.append((unit, i))
            else:
                unit.joints[i] = joint
    if undecided:
        _ask_korean(undecided, lines)
    if layout.hard_cut and not layout.signal:
        for unit in units:
            _count_spaces(unit, layout.hard_cut)


def _ask_korean(undecided: Sequence[tuple[Unit, int]], lines: Sequence[Line]) -> None:
    pairs = [(unit.lines[i].text, unit.lines[i + 1].text) for unit, i in undecided]
    answers = korean.spaces(pairs, [line.text for line in lines])
    if len(answers) >= _FEWEST_ANSWERS and sum(answers) >= _WHOLE_WORDS * len(answers):
        answers = [True] * len(answers)  # this file breaks its lines between words only
    for (unit, i), spaced in zip(undecided, answers, strict=True):
        unit.joints[i] = " " if spaced else ""


def _count_spaces(unit: Unit, size: int) -> None:
    """Correct the joints of lines that were cut at exactly `size` characters.

    A line that is one short lost a space: at its start, if the joint above kept none for its own line, or at its
    end. Where neither this line nor the next is short, no space was lost between them.
    """
    short = [size - len(line.text) for line in unit.lines]
    lost_at_start = 0
    for i in range(len(unit.joints)):
        need = short[i] - lost_at_start
        if need not in (0, 1) or short[i + 1] < 0:
            return
        last = i + 1 == len(unit.joints)
        if need == 1:
            unit.joints[i] = " "
        elif not last and short[i + 1] == 0:
            unit.joints[i] = "" if unit.joints[i] == " " else unit.joints[i]
        lost_at_start = int(need == 0 and unit.joints[i] == " ")


def _decide(unit: Unit, i: int, layout: Layout, words: Vocabulary) -> Joint | None:
    line, following = unit.lines[i], unit.lines[i + 1]
    left, right = line.text, following.text
    if line.soft:
        return ""
    if left[-1] in _HYPHENS:
        return _at_hyphen(left, right, words)
    joint = _at_punctuation(unit, i, spaced=line.spaced and layout.signal)
    if joint is not None:
        return joint
    if layout.signal and (line.spaced or not layout.loose):
        return " " if line.spaced else ""
    if _URL_TAIL.search(left):
        return "" if _URL_GOES_ON.match(right) else " "
    if right[0] in "([" and _HANGUL.search(left[-12:]):
        return " " if words.paren_apart else ""
    if _HANGUL.match(left[-1]) or _HANGUL.match(right[0]):
        return _at_number(left, right, words)
    return _between_letters(left, right, layout, words)


def _at_number(left: str, right: str, words: Vocabulary) -> Joint | None:
    """Decide where Hangul stands beside a digit, a bracket or another script and leaves no doubt."""
    if left[-1].isdecimal() and _COUNTED.match(right):
        return " " if words.counted_apart else ""
    if left[-1].isdecimal() and words.numbers_joined:
        return ""
    if _DATE_END.search(left) and right[0].isdecimal():
        return " "
    if (_ORDINAL.search(left) and right[0].isdecimal()) or (_HANGUL.match(left[-1]) and _LAST_SYLLABLE.match(right)):
        return ""
    if left[-1] in ")]" and _VERB_BEHIND_BRACKET.match(right):
        return ""
    if _goes_on(left, right):
        return ""
    return "" if not _HANGUL.match(left[-1]) and _PARTICLE.match(right) else None


def _goes_on(left: str, right: str) -> bool:
    """Whether a title in quotes, the number of an article or that of a case goes on beyond the break."""
    if left[-1] in _QUOTE_ENDS:
        return bool(_BEHIND_QUOTE.match(right))
    if left[-1].isdecimal():
        case = _CASE_YEAR.search(left) and _CASE_START.match(right)
        return bool(case or (_NUMBERED.search(left) and _GOES_ON_NUMBERED.match(right)))
    return bool(_CASE_END.search(left) and re.match(r"\d{3,6}(?!\d)", right))


def _between_letters(left: str, right: str, layout: Layout, words: Vocabulary) -> Joint:
    """Decide where no Hangul stands at the joint."""
    if left[-1].isdecimal() and right[0].isdecimal() and _HANGUL.search(left[-12:] + right[:6]):
        return ""  # Korean type breaks numbers; two numbers hardly ever meet
    if script_of(left[-1]) in _UNSPACED and script_of(right[0]) in _UNSPACED:
        return ""
    if layout.hard_cut and left[-1].isalnum() and right[0].isalnum():
        return _at_hard_cut(left, right, layout, words)
    if _HANGUL.search(left[-30:] + right[:30]):
        return _in_latin(left, right, words)
    return " "


def _in_latin(left: str, right: str, words: Vocabulary) -> Joint:
    """Decide between Latin letters in a Korean text, whose lines may be broken inside a word too ("KOTR", "A").

    A name or a term among Hangul may be; a sentence or a title of several words is set as Latin text is.
    """
    first, second = _LATIN_END.search(left), _LATIN_START.match(right)
    if not first or not second or len(f"{first[0]} {second[0]}".split()) > _MOST_LATIN_WORDS:
        return " "
    head, tail = re.split(r"[ ']", first[0])[-1], re.split(r"[ ']", second[0])[0]
    if (head + tail).strip(".") in words:
        return ""
    if not head or not tail or (head in words and tail in words) or {head, tail} & _LINKS:
        return " "
    if head[-1] == ".":
        return "" if len(head) > 2 and tail[0].islower() else " "
    return "" if tail[0].islower() or (head.isupper() and tail.isupper()) or len(head) == 1 else " "


def _at_punctuation(unit: Unit, i: int, *, spaced: bool) -> Joint | None:
    """Decide by the characters on both sides where they leave no doubt; `spaced`: a space stands there and tells."""
    left, right = unit.lines[i].text, unit.lines[i + 1].text
    if right[0] in _CLOSING or left[-1] in _OPENING:
        return "" if not spaced else " "
    if _SPLIT_NUMBER.search(left) and _REST_OF_NUMBER.match(right):
        return " " if spaced else ""
    if left[-1] == "<" and _HANGUL.match(right):
        return ""
    if left[-1] in "·ㆍ/—–" and (left[-2:-1].isalnum() or (left[-1] in "·ㆍ" and left[-2:-1].strip())):
        return "" if not spaced else " "
    if right[0] in "([" and _HANGUL.match(left[-1]):
        return None  # as the document has its brackets
    if ends_sentence(left) and not starts_lower(right):
        return " "
    if left[-1] in ",;:":
        return "" if left[-2:-1].isdecimal() and re.match(r"\d{2,3}(?![\dA-Za-z])", right) and not spaced else " "
    if right[0] in "\"'":
        before = sum(part.text.count(right[0]) for part in unit.lines[: i + 1])
        return " " if before % 2 == 0 else ""
    return " " if right[0] in _OPENING[3:] and left[-1] not in "·/~" else None


def _at_hard_cut(left: str, right: str, layout: Layout, words: Vocabulary) -> Joint:
    """Lines cut at one length: a Latin word or a number may be cut too; a line one short lost a space."""
    joined = re.findall(r"\w+$", left)[0] + re.findall(r"^\w+", right)[0]
    if joined in words:
        return ""
    return "" if len(left) >= layout.hard_cut else " "


# First parts that English keeps a hyphen behind, and words that follow a hanging hyphen.
_COMPOUND = frozenset(
    "well high low long short self half mid cross all ill ever old new full part large small "
    "medium state decision policy market government people peer real open top third first second "
    "cyber socio e x so would vice follow year day world one two three four five six".split()
)
# Parts that words begin with and that a hyphen also divides ("pro-gress"): kept only before a word of the document.
_PREFIX = frozenset("non anti post ex pro multi".split())
_HANGING = frozenset("and or to и или und и/или and/or 및 또는".split())
_RU_PARTICLE = re.compile(r"(?:то|либо|нибудь|таки)\b", re.I)
_RU_BEFORE_PARTICLE = re.compile(
    r"(?:кто|кого|кому|кем|ком|что|чего|чему|чем|как|какой|какая|какое|какие|какого|какую|каких|где|куда|откуда|когда|"
    r"почему|зачем|сколько|чей|чья|чьё|все|всё|так|опять|довольно|прямо)$",
    re.I,
)
_RU_FIRST_PART = re.compile(r"(?:ско|цко|нно|льно|чно|вно|рно|веро|юго|лево|право|^вице)$", re.I)
_RU_ADJECTIVE = re.compile(r"\w+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их|ыми|ими|и)\b")


def _at_hyphen(left: str, right: str, words: Vocabulary) -> Joint:
    """Decide whether a hyphen at a line's end is a word's own: "" keeps it, "-" drops it, " " leaves it hanging."""
    if left[-1] == "\u00ac":
        return "-"
    first = re.search(r"[^\W_]*[-‐]$", left)
    second = re.match(r"[^\W\d_]+", right)
    head = first.group()[:-1] if first else ""
    tail = second.group() if second else ""
    if tail.lower() in _HANGING:
        return " "
    if not head or left[-2:-1].isspace():
        return " " if len(left) > 1 and left[-2:-1].isspace() else ""
    if not tail or not head.isalpha() or _HANGUL.search(head + tail) or _URL_TAIL.search(left):
        return ""
    if head + tail in words:
        return "-"
    if f"{head}-{tail}" in words or not starts_lower(right) or (len(head) > 1 and head.isupper()):
        return ""
    return "" if _keeps_hyphen(head, tail, words) else "-"


def _keeps_hyphen(head: str, tail: str, words: Vocabulary) -> bool:
    if "а" <= head[-1].lower() <= "я":
        particle = _RU_PARTICLE.fullmatch(tail) and _RU_BEFORE_PARTICLE.fullmatch(head)
        if particle or (head.lower() == "по" and re.search(r"(?:ски|ому|ему)$", tail)):
            return True
        return bool(len(head) > 3 and _RU_FIRST_PART.search(head) and _RU_ADJECTIVE.fullmatch(tail) and len(tail) > 5)
    if head.lower() in _PREFIX:
        return tail in words
    return head.lower() in _COMPOUND and (tail in words or len(tail) > 3) or (head in words and tail in words)
