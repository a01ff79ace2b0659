"""The answer with a chat model: pack, prompt, stream, parse, verify.

Data flows one way: hits -> passages -> prompt -> the model's text -> drafts -> verified segments with citations.
Raises what the model raises; the chain decides what a reader gets then.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answer import AnswerSegment, Checks, Citation, Event, Flag, Sentence, Text, Thought, Unmentioned
from bot.citations import Numbering
from bot.evidence import figures
from bot.evidence.korean import stem, warm
from bot.evidence.names import names
from bot.extractive import choose_quotes
from bot.llm.chat_model import ChatModel, ModelFailure
from bot.llm.contain import as_data
from bot.llm.packing import Passage, pack, part, source_block, tokens
from bot.llm.prompts import load_prompt
from bot.llm.providers import most_tokens
from bot.llm.writing import REFUSAL, Draft, Forget, Writing, denies, is_aside
from bot.phrases import language_name, notice
from bot.settings import Settings
from bot.unmentioned import unmentioned
from bot.verify import Verdict, Verifier
from index.text import language_of
from index.types import Hit
from index.words.function_words import is_function_word
from index.words.glossary import Glossary

PROMPT = "answer"
NARROWEST = 20  # tokens
NARROWER = 0.5  # of the sources that were too many for a window that is smaller than it was said to be
FEW = 1  # words that mean something, in a sentence that says nothing by itself: "In 2021.", "312 lamps"
# An answer that says nothing which a source could hold, whatever the letters ("YES" is no name); before a sentence it
# answers the question and belongs to no claim: "No. About 38 per cent came from abroad."
_ASSENT = re.compile(
    r"\W*(?:(?:yes|no|not|true|false|correct|incorrect|right|wrong|indeed|да|нет|верно|неверно|правда|неправда|конечно"
    r"|네|예|아니요|아니오|아뇨|맞습니다|맞아요|그렇습니다|그래요|아닙니다|맞다|그렇다|아니다)(?:[^\w\s]+\s*|$))+",
    re.IGNORECASE,
)
SHORT = 15  # characters; a shorter sentence may be no more than names


class WrittenAnswerer:
    """An answerer (see `answerers`) that has a chat model write, and checks every sentence."""

    def __init__(self, settings: Settings) -> None:
        """Make the model.

        Raises:
            ChatModelError: its name or key is wrong.
            MissingDependency: its package is not installed.
        """
        self.model = ChatModel(settings)
        self.settings = settings
        self.prompt_version = load_prompt(PROMPT).version
        self._room = float("inf")  # tokens for the sources, as it has turned out
        self._thinks = False  # its texts begin inside a thought

    def __call__(
        self,
        question: str,
        hits: Sequence[Hit],
        *,
        history: Sequence[tuple[str, str]] = (),
        language: str,
        glossary: Glossary | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event | Citation | Checks | Unmentioned | Thought]:
        """The events of one answer; no Sentence at all when the model says that the sources do not hold it.

        Raises:
            ModelFailure: the model failed; what it had written until then has been yielded as sentences.
        """
        if missed := unmentioned(question, hits, glossary=glossary):
            yield Unmentioned(missed)
        while True:
            passages = self._packed(hits, question)
            strict = self.settings.llm_strict
            checking = Checking(passages, language, question=question, strict=strict, glossary=glossary)
            try:
                yield from self._written(question, passages, checking, stop)
            except ModelFailure as failure:
                if failure.reason == "window" and self._narrowed(passages):
                    continue
                yield from checking.notices()
                yield checking.checks
                raise
            yield from checking.notices()
            yield checking.checks
            return

    def _written(
        self, question: str, passages: Sequence[Passage], checking: Checking, stop: threading.Event | None
    ) -> Iterator[Event | Citation | Thought]:
        """One call to the model: its text as it comes, each sentence checked."""
        prompt, limited = load_prompt(PROMPT), threading.Event()
        values = {"language": language_name("en", checking.language), "question": question, "refusal": REFUSAL}
        values["sources"] = "\n\n".join(source_block(n, passage) for n, passage in enumerate(passages, start=1))
        fence = secrets.token_hex(8)  # no document can guess it
        messages = prompt.fill(**values, fence=f"=== {fence} ===")
        writing = Writing(
            secrets=[self.settings.llm_api_key.get_secret_value()],
            prompt=prompt.parts[0][1],
            titles=[name for passage in passages for name in _names(passage)],
            sources=len(passages),
            thinking=self._thinks,
            fence=fence,
            question=question,
        )
        try:
            for piece in self.model.stream(messages, stop=stop, limited=limited):
                yield from checking.events(writing.feed(piece))
                if writing.ended:
                    break
        except ModelFailure:
            yield from checking.events(writing.finish(cut=True))
            raise
        finally:
            self._thinks = self._thinks or checking.forgot
        yield from checking.events(writing.finish(cut=limited.is_set() or bool(stop and stop.is_set())))
        checking.note_limit(limited.is_set() and not writing.ended)
        checking.decline(writing.refused)

    def _packed(self, hits: Sequence[Hit], question: str) -> list[Passage]:
        around = sum(tokens(text) for _, text in load_prompt(PROMPT).parts) + tokens(question) + 100
        room = self.settings.llm_context - most_tokens(self.settings) - around
        budget = min(room, self._room)
        passages = pack(hits, budget=int(budget))
        if len(passages) == 1 and tokens(source_block(1, passages[0])) > budget:
            hit = passages[0].hit
            return [part(passages[0], choose_quotes(question, [hit])[0].start, budget=budget)]
        return passages

    def _narrowed(self, passages: Sequence[Passage]) -> bool:
        """Whether fewer sources can be tried; the window stays as narrow for the questions that follow."""
        self._room = NARROWER * sum(tokens(source_block(1, passage)) for passage in passages)
        return self._room > NARROWEST


def _names(passage: Passage) -> tuple[str, ...]:
    """What the lines about a source call it, which a model may copy."""
    document, headings = passage.hit.document, passage.hit.chunk.headings
    return document.metadata.title, document.source, as_data(" > ".join(headings)), *headings


def _whole_words(draft: Draft) -> Draft:
    """A sentence without what it may lack the end of."""
    return replace(draft, text=draft.text.removesuffix(" …").rpartition(" ")[0]) if draft.cut else draft


def _facts(text: str) -> set[str]:
    """The figures and names of a text."""
    spans = [*figures.missing(text, ""), *((name.start, name.end) for name in names(text, careful=True))]
    return {stem(re.sub(r"['’]s$", "", text[start:end].casefold())) for start, end in spans}


class Checking:
    """Turns drafts into verified sentences, and counts what was done to them."""

    def __init__(
        self,
        passages: Sequence[Passage],
        language: str,
        *,
        question: str = "",
        strict: bool = False,
        glossary: Glossary | None = None,
    ) -> None:
        """Nothing checked yet; in strict mode only what holds is shown, a sentence at a time."""
        self.checks = Checks()
        if "ko" in (language, *(passage.hit.chunk.language for passage in passages)):
            warm()
        self.language, self.forgot = language, False
        self._verifier = Verifier(passages, glossary, question=question)
        self._numbering = Numbering(language)
        self._sources = len(passages)
        self._strict, self._question = strict, question
        self._told = False  # a sentence of the model stands

    def events(self, written: Iterator[Text | Draft | Forget]) -> Iterator[Event | Citation | Thought]:
        """What a reader gets of what a model wrote."""
        for item in written:
            if isinstance(item, Forget):
                self.checks, self._numbering, self.forgot = Checks(), Numbering(self.language), True
                self._told = False
                yield Thought()
            elif isinstance(item, Text):
                if not self._strict:
                    yield item
            else:
                yield from self._checked(item)

    def _checked(self, draft: Draft) -> Iterator[Event | Citation]:
        invented = sum(not 1 <= n <= self._sources for n in draft.numbers)
        other = language_of(draft.text) not in (self.language, "xx") and len(draft.text) > SHORT
        self._count(invented=invented, contained=draft.taken + draft.withheld, other_language=int(other))
        if not draft.text:
            return
        verdict = Verdict("unsupported") if draft.withheld else self._verdict(_whole_words(draft))
        if verdict.status == "unsupported" and denies(draft.text):
            self.decline(True)
            if is_aside(draft.text) and not (draft.withheld or any(flag.sure for flag in verdict.flags)):
                verdict = Verdict("aside")
        if self._strict and verdict.status in ("aside", "unsupported"):
            self._count(dropped=1)
            return
        self._count(added=int(verdict.added), moved=int(verdict.moved))
        numbers: list[int] = []
        for bound in verdict.bound:
            n, citations = self._numbering.cite(bound.hit, (bound.start, bound.end))
            yield from citations
            numbers.append(n)
        flags = verdict.flags
        if draft.withheld:
            flags = (Flag(max(0, len(draft.text) - 1), len(draft.text), "withheld"),)
        self._told = True
        yield Sentence(AnswerSegment(draft.text, tuple(dict.fromkeys(numbers)), verdict.status, flags))

    def notices(self) -> Iterator[Sentence]:
        """A line for each thing that a reader should know of what was done to a text of which something stands."""
        done = self.checks
        counts = {"cut": done.cut, "invented": done.invented, "placed": done.added + done.moved}
        for what, count in {**counts, "other_language": done.other_language}.items():
            if count and self._told:
                yield Sentence(AnswerSegment(notice(self.language, what, count), (), "lead"))

    def _verdict(self, draft: Draft) -> Verdict:
        """What the sources say; a figure or a name alone claims what was asked, and is checked with the question."""
        if assent := _ASSENT.match(draft.text):
            return self._behind(assent[0], draft)
        words = [word for word in re.findall(r"[^\W\d_]{2,}", draft.text) if not is_function_word(word)]
        facts = _facts(draft.text)
        if len(words) > FEW or not facts or not self._question:
            verdict = self._verifier.check(draft.text, draft.numbers)
            # Names that the question gave away are no sign that a passage says so.
            given = verdict.added and not verdict.firm and verdict.status == "supported"
            return Verdict("unsupported") if given and facts <= _facts(self._question) else verdict
        verdict = self._verifier.check(f"{draft.text} {self._question}", draft.numbers)
        scattered = verdict.status == "supported" and len(verdict.bound) > 1  # no sentence says it of what was asked
        flags = tuple(flag for flag in verdict.flags if flag.end <= len(draft.text))
        return replace(verdict, flags=flags, status="similar" if scattered else verdict.status)

    def _behind(self, assent: str, draft: Draft) -> Verdict:
        """What the sources say to what stands behind "No." at the beginning of a sentence."""
        if len(assent) == len(draft.text):
            return Verdict("unsupported")
        found = self._verdict(replace(draft, text=draft.text[len(assent) :]))
        start = len(assent)
        return replace(
            found, flags=tuple(replace(flag, start=flag.start + start, end=flag.end + start) for flag in found.flags)
        )

    def note_limit(self, reached: bool) -> None:
        """Note whether the model was cut off at its limit of tokens."""
        self._count(cut=int(reached))

    def decline(self, refused: bool) -> None:
        """Note whether the model said that the sources do not hold the answer."""
        self.checks = replace(self.checks, declined=int(refused or self.checks.declined))

    def _count(self, **more: int) -> None:
        self.checks = replace(self.checks, **{name: getattr(self.checks, name) + n for name, n in more.items()})
