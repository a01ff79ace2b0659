"""A model's raw text, as it comes, to lines of prose: what belongs to no answer is left out, piece by piece.

Models wrap an answer in what they were trained on: thoughts aloud, tokens of their template, headings, tables, code
fences, a list of sources at the end, the next question of a dialogue. Only what is decided is passed on: the
beginning of a line that may still turn out to be one of these waits. Does not know what a marker means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.markers import without_markers

_THOUGHT = "think|thinking|thought|reasoning|analysis|reflection|scratchpad"
_OPENS = re.compile(
    rf"<(?:{_THOUGHT})>|\[THINK\]|◁think▷|<\|channel\|>\s*(?:analysis|commentary)[^<]{{0,40}}<\|message\|>"
)
_CLOSES = re.compile(rf"</(?:{_THOUGHT})>|\[/THINK\]|◁/think▷|<\|channel\|>\s*final[^<]{{0,40}}<\|message\|>")
_TEMPLATE = re.compile(r"<\|(?!channel)[a-z_]{2,24}\|>|<(?:start|end)_of_turn>|</?s>|<eos>|\[/?INST\]")
_UNFINISHED = re.compile(
    r"(?:<\|channel\|>[^|]{0,60}(?:<\|?[a-z]*\|?)?|</?\|?[a-z_]{0,24}\|?|\[/?[A-Z]{0,6}|◁/?[a-z]{0,5})\Z"
)

_LISTS = (
    *("sources", "source", "references", "reference", "citations", "works cited", "bibliography"),
    *(
        "출처",
        "참고 문헌",
        "참고문헌",
        "참고 자료",
        "источники",
        "источник",
        "список источников",
        "литература",
        "ссылки",
    ),
)
_SAYS = (
    "assistant",
    "model",
    "answer",
    "the answer is",
    "the answer to this question is",
    "the answer to the question is",
    "final answer",
    "답변",
    "답",
    "정답",
    "ответ",
)
_ASKS = ("question", "user", "human", "질문", "사용자", "вопрос", "пользователь", "follow-up question")
_WORDS = (*_LISTS, *_SAYS, *_ASKS)
_DRESS = re.compile(r"[\s#*_>•=-]+")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*\Z")
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*\Z")
_BOLD = re.compile(r"(\*\*|__)(?P<inside>.+?)\1\s*(?P<colon>:?)\s*(?P<behind>\S)?")
_DEFINITION = re.compile(r"\s*[\[【]\^?\d{1,3}[\]】]\s*:")
_NUMBERED = re.compile(r"\s*(?:[-*•]\s*)?(?:[\[【(]\^?\d{1,3}[\]】)]|\d{1,3}[.)])[\s:]*")
_MAYBE_NUMBERED = re.compile(r"\s*(?:[-*•]\s*)?(?:[\[【(]\^?\d{0,3}|\d{1,3})\Z")
_STOPS = (".", "!", "?", "…", "。")


class Plain:
    """The state of one stream. Feed it pieces; finish it once."""

    def __init__(
        self, titles: Sequence[str] = (), *, thinking: bool = False, question: bool = False, fence: str = ""
    ) -> None:
        """Nothing read yet.

        Args:
            titles: of the sources, their files and their headings; a line that only names one is copied from them.
            thinking: the model is known to begin with a thought that has no beginning in its text.
            fence: of the sources in the prompt; so is a line that holds it.
            question: a question is what it was asked to write; "Question:" before it is left out.
        """
        self.forget = False  # a thought has ended that had no beginning: what was passed on was no answer
        self.over = False  # the answer has ended; what follows is another turn
        self._question = question
        self._titles = [title.casefold() for title in (*titles, fence) if title]
        self._thinking = self._silent = thinking
        self._thought = ""  # what may be the answer after all, when the thought never ends
        self._raw = ""  # not yet looked through for tags
        self._line = ""  # the beginning of a line that waits
        self._open = False  # the beginning of the line at hand has been passed on
        self._begun = False  # anything has been passed on
        self._listing = False
        self._row: list[str] = []  # the first row of a table, which may be its head
        self._head: list[str] = []
        self._heading = ""  # the last one left out; the answer itself when nothing else comes

    def feed(self, piece: str) -> str:
        """What can be passed on now that a piece has come."""
        if self.over:
            return ""
        self._raw += piece.replace("\r\n", "\n").replace("\r", "\n")
        passed = ""
        while not self.over and (tag := self._tag()):
            before, self._raw = self._raw[: tag.start()], self._raw[tag.end() :]
            passed += "" if self._thinking else self._lines(before)
            passed = passed if self.over else self._met(tag, passed)
        if self.over:
            self._raw = ""
        elif self._thinking:
            self._thought += self._raw[:-80] if self._silent else ""
            self._raw = self._raw[-80:]
        else:
            waits = _UNFINISHED.search(self._raw)
            end = waits.start() if waits else len(self._raw)
            decided, self._raw = self._raw[:end], self._raw[end:]
            passed += self._lines(decided)
        return passed

    def finish(self) -> str:
        """What is left, when the stream has ended."""
        rest, self._raw = "" if self.over else self._raw, ""
        if self._thinking:
            rest, self._thinking = (self._thought + rest if self._silent else ""), False
        passed = self._lines(rest)
        last, self._line = self._line, ""
        passed += self._whole(last).rstrip("\n") + self._first_row()
        return passed if self._begun or passed.strip() else self._heading

    def _tag(self) -> re.Match[str] | None:
        """The first tag in the raw text; inside a thought only its end."""
        patterns = (_CLOSES,) if self._thinking else (_OPENS, _CLOSES, _TEMPLATE)
        found = [match for pattern in patterns if (match := pattern.search(self._raw))]
        return min(found, key=lambda match: (match.start(), -match.end()), default=None)

    def _met(self, tag: re.Match[str], passed: str) -> str:
        """What of the text before a tag counts."""
        if self._thinking:
            self._thinking, self._thought = False, ""
        elif _OPENS.fullmatch(tag[0]):
            self._thinking, self._silent = True, False
        elif _CLOSES.fullmatch(tag[0]):
            self.forget = self.forget or self._begun
            self._line, self._open, self._begun, self._listing = "", False, False, False
            self._row, self._head, self._heading = [], [], ""
            return ""
        elif self._begun or self._line.strip():
            self.over = True
        return passed

    def _lines(self, text: str) -> str:
        passed = ""
        self._line += text
        while "\n" in self._line:
            line, self._line = self._line.split("\n", 1)
            passed += line + "\n" if self._open else self._whole(line)
            self._open = False
        if self.over:
            return passed
        if not self._open and self._line and not self._waits(self._line):
            passed += self._first_row()
            self._head = []  # the table has ended
            self._open, self._line = True, self._first(self._line)
        if self._open:
            passed, self._line = passed + self._line, ""
        self._begun = self._begun or bool(passed.strip())
        return passed

    def _waits(self, line: str) -> bool:
        """Whether a line that has only begun may be no prose."""
        bare = _DRESS.sub("", line, count=1).casefold() if _DRESS.match(line) else line.casefold()
        start = line.lstrip()
        if not bare or self._listing or start[0] in "|#`~=" or _DEFINITION.match(line):
            return True
        bold = _BOLD.match(start)
        if start.startswith(("**", "__")) and not (bold and bold["behind"]):
            return True
        return self._may_be_word(bare) or self._may_be_title(line)

    def _may_be_word(self, bare: str) -> bool:
        for word in _WORDS:
            if word.startswith(bare):
                return True
            if bare.startswith(word):
                rest = bare[len(word) :].lstrip(" *_")
                if not rest or (rest[0] in ":：" and (word not in _SAYS or not rest.strip(":： *_"))):
                    return True
        return False

    def _may_be_title(self, line: str) -> bool:
        if _MAYBE_NUMBERED.match(line):
            return True
        rest, numbered = _without_number(line)
        return any(t.startswith(rest) or (numbered and rest.startswith(t)) or rest == t for t in self._titles)

    def _is_title(self, line: str) -> bool:
        """Whether a title stands alone; behind a number also with no more than names and dates after it."""
        rest, numbered = _without_number(line)
        if not rest or not numbered:
            return bool(rest) and rest.rstrip(" .=") in self._titles
        behind = (rest[len(t) :] for t in self._titles if rest.startswith(t))
        return any(not re.search(r"[a-zа-яё]{3}|[다요]\.?\s*$|^[\w가-힣]", rest) for rest in behind)

    def _whole(self, line: str) -> str:
        """What a whole line passes on, with its line break; nothing of one that is no prose."""
        if _FENCE.match(line):
            return ""
        if line.lstrip().startswith("|"):
            return self._table(line)
        before, self._head = self._first_row(), []
        if not line.strip():
            return before + "\n"
        bare = _DRESS.sub("", line, count=1) if _DRESS.match(line) else line
        if self._is_list(line, bare) or self._is_dialogue(bare) or self._is_heading(line):
            return before
        passed = before + self._first(line) + "\n"
        self._begun = True
        return passed

    def _is_list(self, line: str, bare: str) -> bool:
        """Whether a line belongs to a list of sources."""
        word, rest = _word(bare, _LISTS)
        if word and not (rest.endswith(_STOPS) and without_markers(rest)[0].strip(" .,;")):
            self._listing = True
            return True
        numbered = _NUMBERED.match(line)
        named = self._is_title(line)
        self._listing = self._listing and bool(numbered or line.lstrip().startswith(("-", "*", "•")))
        claims = line.rstrip().endswith(("]", "].", ".")) and not _DEFINITION.match(line) and not named
        return bool(_DEFINITION.match(line) or named or (self._listing and not claims))

    def _is_dialogue(self, bare: str) -> bool:
        """Whether a line is the question again; behind an answer, the next turn of an invented dialogue."""
        if self._question or not _word(bare, _ASKS)[0]:
            return False
        if self._begun:
            self.over, self._line = True, ""
        return True

    def _is_heading(self, line: str) -> bool:
        start = line.strip()
        bold = _BOLD.fullmatch(start)
        text, numbers = without_markers(start.strip("#*_ "))
        says = bool(numbers) or text.rstrip("*_ ").endswith(_STOPS)
        if says or not (start.startswith("#") or (bold and not bold["behind"])):
            return False
        self._heading = text
        return True

    def _first(self, line: str) -> str:
        """The beginning of a line, without "Answer:" in front of the first one."""
        if self._begun:
            return line
        bare = _DRESS.sub("", line, count=1) if _DRESS.match(line) else line
        word, rest = _word(bare, (*_SAYS, *_ASKS) if self._question else _SAYS)
        return rest if word else line

    def _table(self, line: str) -> str:
        cells = [cell.strip() for cell in re.sub(r"<br\s*/?>", " ", line).strip().strip("|").split("|")]
        if _RULE.match(line):
            self._head, self._row = self._row, []
            return ""
        if not self._head and not self._row:
            self._row = cells
            return ""
        return self._first_row() + self._as_line(cells)

    def _first_row(self) -> str:
        row, self._row = self._row, []
        return self._as_line(row) if row else ""

    def _as_line(self, cells: Sequence[str]) -> str:
        """A row of a table as a line: "Lamps: 312", or with more columns "Lamps: number 312; year 1987"."""
        heads = self._head if len(self._head) == len(cells) > 2 else [""] * len(cells)
        rest = [f"{head} {cell}".strip() for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
        self._begun = True
        return ": ".join(part for part in (cells[0], "; ".join(rest)) if part) + "\n"


def _without_number(line: str) -> tuple[str, bool]:
    numbered = _NUMBERED.match(line)
    rest = line[numbered.end() :] if numbered else line
    return rest.strip(" *_#>=\"'«“").casefold(), bool(numbered)


def _word(bare: str, words: Sequence[str]) -> tuple[str, str]:
    """The word that a line begins with, alone on it or before a colon, and the rest of the line."""
    for word in words:
        if bare.casefold().startswith(word):
            rest = bare[len(word) :].lstrip(" *_")
            if not rest or rest[0] in ":：":
                return word, rest.lstrip(":： *_")
    return "", ""
