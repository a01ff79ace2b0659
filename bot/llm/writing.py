"""A model's text as it comes, to pieces that can be shown at once and sentences that can be verified.

What is shown never changes: the pieces between two sentences, joined, are the sentence. Owns the stream's own
dangers: a thought aloud, a sentence not finished, the prompt or the key written out. Does not know sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import Text
from bot.llm.contain import contained
from bot.markers import markers_inside, without_markers
from index.sentences import split_sentences

REFUSAL = "NO_ANSWER_IN_SOURCES"  # the line by which a model says that the sources do not hold the answer
_WITHHELD_WORDS = 6  # words in a row of the prompt that a sentence may not repeat
_NEXT_WORD = re.compile(r"\s*[^\s\[【]+\s")


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished sentence of a model.

    Attributes:
        text: as shown, without markers, links and tags.
        numbers: that its markers give, in order.
        taken: how many links, pictures, tags and addresses were taken out.
        withheld: it began to repeat the prompt or the key and was cut there.
    """

    text: str
    numbers: tuple[int, ...] = ()
    taken: int = 0
    withheld: bool = False


class Writing:
    """The state of one stream. Feed it pieces; finish it once."""

    def __init__(self, *, secrets: Sequence[str] = (), prompt: str = "") -> None:
        """Nothing written yet.

        Args:
            secrets: strings that are never shown.
            prompt: instructions of which no longer stretch is shown.
        """
        self.refused = False
        self._secrets = [secret for secret in secrets if len(secret) >= 6]
        self._prompt = _runs(prompt)
        self._raw = ""  # of the sentence at hand and what follows it
        self._shown = ""  # of the sentence at hand
        self._begun = False
        self._thinking = False
        self.leaking = False  # the prompt or the key began to be written out; nothing after that is shown

    def feed(self, piece: str) -> Iterator[Text | Draft]:
        """What can be shown now that a piece has come."""
        self._raw += piece.replace("\r", "\n")
        if self.leaking or not self._past_thoughts():
            return
        while not self.leaking and (end := self._sentence_end()):
            sentence, self._raw = self._raw[:end], self._raw[end:]
            yield from self._finished(sentence)
        if not self.leaking:
            yield from self._show(self._raw[: _safe(self._raw)])

    def finish(self, *, cut: bool = False) -> Iterator[Text | Draft]:
        """What is left, when the stream has ended; `cut` says that it ended before its time."""
        if self._thinking or self.leaking:
            return
        rest = self._raw
        spans = split_sentences(markers_inside(rest))
        for number, (start, end) in enumerate(spans):
            if self.leaking:
                return
            yield from self._finished(rest[start:end], ellipsis=cut and number == len(spans) - 1)
        self._raw = ""

    def _past_thoughts(self) -> bool:
        """Drop a `<think>` block at the head of the text; False while it lasts."""
        if self._begun:
            return True
        head = self._raw.lstrip()
        if self._thinking or head.startswith("<think>"):
            self._thinking = "</think>" not in head
            if self._thinking:
                return False
            self._raw = head.split("</think>", 1)[1]
        elif "<think>".startswith(head[:7]):
            return False
        self._begun = True
        return True

    def _sentence_end(self) -> int:
        """Where the sentence at hand ends, once what follows proves it; 0 before."""
        spans = split_sentences(markers_inside(self._raw))
        for _, end in spans[:1]:
            behind = self._raw[end:]
            ended = len(spans) > 1 or "\n" in behind
            if ended and (_NEXT_WORD.match(behind) or re.match(r"\s*\n\s*[^\s\[【]", behind)):
                return end
        return 0

    def _show(self, prefix: str) -> Iterator[Text]:
        text, _ = contained(without_markers(prefix)[0])
        if (
            any(char.isalnum() for char in text)
            and self._may_show(text)
            and text.startswith(self._shown)
            and len(text) > len(self._shown)
        ):
            yield Text(text[len(self._shown) :])
            self._shown = text

    def _may_show(self, text: str) -> bool:
        if REFUSAL in text or any(secret in text for secret in self._secrets):
            return False
        return not (self._prompt & _runs(text))

    def _finished(self, sentence: str, *, ellipsis: bool = False) -> Iterator[Text | Draft]:
        bare, numbers = without_markers(sentence)
        text, taken = contained(bare)
        if REFUSAL in text:
            self.refused = True
            text = text.replace(REFUSAL, "").strip(" .")
        withheld = not self._may_show(text)
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
            yield Draft(text, numbers, taken, withheld)


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
    return len(head.rstrip("!"))


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of words in a row that would be a repetition."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + _WITHHELD_WORDS]) for n in range(len(words) - _WITHHELD_WORDS + 1)}
