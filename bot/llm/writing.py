"""A model's text as it comes, to pieces that can be shown at once and sentences that can be verified.

What is shown never changes: the pieces between two sentences, joined, are the sentence. Owns the stream's own
dangers: a sentence not finished, one said again and again, the prompt or the key written out. Does not know sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import Text
from bot.llm.contain import contained
from bot.llm.plain import Plain
from bot.markers import markers_inside, starts_with_marker, without_markers
from index.sentences import split_sentences

REFUSAL = "NO_ANSWER_IN_SOURCES"  # the line by which a model says that the sources do not hold the answer
_WITHHELD_WORDS = 6  # words in a row of the prompt that a sentence may not repeat
_NEXT_WORD = re.compile(r"\s*[^\s\[【]+\s")
_NEXT_MARKED = re.compile(r"\s*[\[【][^\]】]*[\]】]\s*\S")  # where markers stand before their sentences
_REFUSAL = re.compile(r"\W*NO[ _]ANSWER[ _]IN[ _]SOURCES\W*", re.IGNORECASE)
_HALF_REFUSAL = re.compile(r"\W*NO[ _]ANSWER(?:[ _](?:IN?)?(?:[ _]S?O?U?R?C?E?)?)?\W*", re.IGNORECASE)
_NAMES_SOURCE = re.compile(r"(?:\bthe\s+)?\b(?:sources?|출처|자료|источник\w{0,2})\s*\Z", re.IGNORECASE)
_OPEN_MARKER = re.compile(r"\s*[\[【(]\^?\d{0,3}\Z")  # of a sentence that was cut in its marker
_TIMES = 3  # sentences in a row that were said before, after which a model goes round in circles
_ROUND = (60, 5, 80)  # characters of a stretch that repeats, at most; times; characters in all, at least


_EN = r"\b(?:sources?|documents?|passages?|excerpts?|texts?|context|information|materials?)\b"
_KO = "(?:자료|문서|출처|본문|원문|발췌|정보)"
_RU = r"\b(?:источник|документ|текст|отрыв|фрагмент|материал)\w*"
_SOURCES = re.compile(f"{_EN}|{_KO}|{_RU}", re.IGNORECASE)
_HOLDING = re.compile(
    r"\b(?:say|said|stat|mention|contain|provid|specif|giv|includ|indicat|describ|address|cover|answer|disclos|report)\w*"
    r"|\bno (?:information|mention|data|details?)\b|나오|나와|언급|명시|포함|담[기겨고]|밝히|제시|적혀|없"
    r"|сказан|указан|указыва|упомин|упомян|содерж|сообща|привод|привед|говор|назван|называ|описа|\bнет\b",
    re.IGNORECASE,
)
# What models say in their own words instead of the line that they were given.
_DENIES = re.compile(
    rf"{_EN}[^.]{{0,60}}"
    r"\b(?:(?:do|does|did)(?: not|n't)|no|not|cannot|can't|lacks?)\b"
    r"|\bno (?:information|mention|data|details?)\b|\bI (?:cannot|can't|could not|couldn't|do not|don't)\b"
    rf"|{_KO}[^.]{{0,40}}(?:없|않|못)|수 없|언급되지"
    rf"|{_RU}[^.]{{0,60}}\b(?:не|нет|отсутству\w+)\b"
    r"|\bнет (?:информации|данных|сведений)|\bне (?:указан|упомина|содерж|сказано|могу)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished sentence of a model.

    Attributes:
        text: as shown, without markers, links and tags.
        numbers: that its markers give, in order.
        taken: how many links, pictures, tags and addresses were taken out.
        withheld: it began to repeat the prompt or the key and was cut there.
        cut: it ends before its time, in " …" and perhaps in half a word.
    """

    text: str
    numbers: tuple[int, ...] = ()
    taken: int = 0
    withheld: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Forget:
    """What was written so far was a thought aloud whose beginning was not in the text; the answer begins now."""


class Writing:
    """The state of one stream. Feed it pieces; finish it once."""

    def __init__(
        self,
        *,
        secrets: Sequence[str] = (),
        prompt: str = "",
        titles: Sequence[str] = (),
        sources: int = 0,
        thinking: bool = False,
        fence: str = "",
        question: str = "",
    ) -> None:
        """Nothing written yet.

        Args:
            secrets: strings that are never shown.
            prompt: instructions of which no longer stretch is shown.
            titles: of the sources.
            sources: how many there are; "(1)" up to there is read as a marker.
            thinking: the text begins inside a thought.
            fence: of the sources in the prompt; never shown.
            question: that is answered; said again it is no answer.
        """
        self.refused = False
        self.looping = False  # it says the same again and again; nothing after that is shown
        self._secrets = [secret for secret in (*secrets, fence) if len(secret) >= 6]
        self._prompt = _runs(prompt)
        self._raw = ""  # of the sentence at hand and what follows it
        self._shown = ""  # of the sentence at hand
        self._plain = Plain(titles, thinking=thinking, fence=fence)
        self._sources = sources
        self._said = {_words(question)} if question else set[str]()
        self._again = 0  # sentences in a row that were said before
        self._told = False  # a sentence has ended
        self._marked = self._leading = False  # [1] was used; it stands before its sentence
        self.leaking = False  # the prompt or the key began to be written out; nothing after that is shown

    @property
    def ended(self) -> bool:
        """Nothing that still comes will be shown."""
        return self.leaking or self.looping or self._plain.over

    def feed(self, piece: str) -> Iterator[Text | Draft | Forget]:
        """What can be shown now that a piece has come."""
        text = self._plain.feed(piece)
        if self._plain.forget:
            self._plain.forget, self._raw, self._shown = False, "", ""
            self._said.clear()
            self._told = False
            yield Forget()
        self._raw += text
        self._leading = self._leading or (not self._told and starts_with_marker(self._raw))
        while not self._silent and (end := self._sentence_end()):
            sentence, self._raw = self._raw[:end], self._raw[end:]
            yield from self._finished(sentence)
        if not self._silent and _goes_round(self._raw):
            self.looping = True
            yield from self._broken_off()
        if not self._silent:
            yield from self._show(self._raw[: _safe(self._raw)])

    def finish(self, *, cut: bool = False) -> Iterator[Text | Draft]:
        """What is left, when the stream has ended; `cut` says that it ended before its time."""
        if self._silent:
            return
        rest = self._raw + self._plain.finish()
        spans = split_sentences(self._inside(rest))
        for number, (start, end) in enumerate(spans):
            if self._silent:
                return
            yield from self._finished(rest[start:end], ellipsis=cut and number == len(spans) - 1)
        self._raw = ""

    @property
    def _silent(self) -> bool:
        return self.leaking or self.looping

    def _inside(self, raw: str) -> str:
        return raw if self._leading else markers_inside(raw)

    def _sentence_end(self) -> int:
        """Where the sentence at hand ends, once what follows proves it; 0 before."""
        spans = split_sentences(self._inside(self._raw))
        for _, end in spans[:1]:
            behind = self._raw[end:]
            ended = len(spans) > 1 or "\n" in behind
            marked = self._leading and _NEXT_MARKED.match(behind)
            if ended and (marked or _NEXT_WORD.match(behind) or re.match(r"\s*\n\s*[^\s\[【]", behind)):
                return end
        return 0

    def _without_markers(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Round brackets count while no square ones were seen."""
        return without_markers(text, bare=0 if self._marked else self._sources)

    def _show(self, prefix: str) -> Iterator[Text]:
        text, _ = contained(self._without_markers(prefix)[0])
        if (
            any(char.isalnum() for char in text)
            and self._may_show(text)
            and not self._may_be_said(text)
            and text.startswith(self._shown)
            and len(text) > len(self._shown)
        ):
            yield Text(text[len(self._shown) :])
            self._shown = text

    def _may_show(self, text: str) -> bool:
        if _REFUSAL.search(text) or self._leaks(text):
            return False
        return len(text) >= len(REFUSAL) or not REFUSAL.startswith(_words(text).upper().replace(" ", "_"))

    def _leaks(self, text: str) -> bool:
        """Whether the prompt or the key is written out."""
        return any(secret in text for secret in self._secrets) or bool(self._prompt & _runs(text))

    def _may_be_said(self, text: str) -> bool:
        """Whether a sentence that has begun may be one that was said before."""
        begun = _words(text)
        return any(said.startswith(begun) for said in self._said)

    def _broken_off(self) -> Iterator[Text | Draft]:
        """The sentence at hand, as far as it was shown."""
        shown, self._raw = self._shown, ""
        if shown:
            yield Text(" …")
            yield Draft(shown + " …", self._without_markers(self._raw)[1], cut=True)

    def _finished(self, sentence: str, *, ellipsis: bool = False) -> Iterator[Text | Draft]:
        self._told = True
        self._marked = self._marked or bool(without_markers(sentence)[1])
        bare, numbers = self._without_markers(_OPEN_MARKER.sub("", sentence) if ellipsis else sentence)
        text, taken = contained(bare)
        if _REFUSAL.search(text):
            self.refused = True
            text = _REFUSAL.sub(" ", text).strip(" .")
        elif _HALF_REFUSAL.fullmatch(text):  # "No." is an answer
            self.refused, text = True, ""
        if self._is_said(text, ellipsis) and not self._shown:
            return
        withheld, ended = self._leaks(text), text.endswith((".", "!", "?", "。"))
        if withheld:
            self.leaking = True
            text = (self._shown + " …").strip()
        elif ellipsis:
            text += " …"
        if not text.startswith(self._shown):  # cannot be, but what was read must not change
            text = self._shown
        if not any(char.isalnum() for char in text):
            text = ""
        if len(text) > len(self._shown):
            yield Text(text[len(self._shown) :])
        self._shown = ""
        if text or taken:
            yield Draft(text, numbers, taken, withheld, cut=ellipsis and not ended)

    def _is_said(self, text: str, cut: bool) -> bool:
        """Whether the sentence was said before; then it is not said again."""
        words = _words(text)
        again = words in self._said or (cut and self._may_be_said(text))
        self._again = self._again + 1 if again and words else 0
        self.looping = self.looping or self._again >= _TIMES
        if words:
            self._said.add(words)
        return bool(again and words)


def denies(text: str) -> bool:
    """Whether a sentence may say that the sources do not hold the answer."""
    return bool(_DENIES.search(text))


def is_aside(text: str) -> bool:
    """Whether a sentence says of the sources themselves that they lack something: no source can bear that out."""
    return denies(text) and bool(_SOURCES.search(text) and _HOLDING.search(text))


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _goes_round(raw: str) -> bool:
    """Whether a sentence without an end repeats one stretch, figures apart."""
    most, times, least = _ROUND
    if len(raw) < least:
        return False
    tail = re.sub(r"\d+", "0", raw[-2 * most * times :])
    for period in range(1, most + 1):
        size = max(period * times, least)
        if len(tail) >= size and tail[-size:-period] == tail[period - size :]:
            return True
    return False


def _safe(raw: str) -> int:
    """How much of an unfinished sentence cannot change any more: whole words, no open bracket or tag."""
    end = max(raw.rfind(" "), raw.rfind("\n"))
    head = raw[: max(end, 0)]
    for opening, closing in (("[", "]"), ("<", ">"), ("【", "】"), ("(", ")")):
        at = head.rfind(opening)
        if at > head.rfind(closing):
            head = head[:at]
    if head.endswith("]"):  # a link's address may follow
        head = head[: max(head.rfind("["), head.rfind("【"), 0)]
    head = _NAMES_SOURCE.sub("", head)  # "Source [1] says" has its marker before it
    return len(head.rstrip("!"))


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of words in a row that would be a repetition."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + _WITHHELD_WORDS]) for n in range(len(words) - _WITHHELD_WORDS + 1)}
