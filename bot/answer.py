"""What an answer is: data that the page, the command line, Python and exports all show alike.

`[n]` does not occur here: it exists only where `markers` renders an answer or reads a model's text.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.markers import render
from bot.readable import as_text
from index.types import Hit

Status = Literal["quote", "lead", "supported", "similar", "aside", "unsupported"]
FlagKind = Literal["figure", "name", "negation", "withheld"]


@dataclass(frozen=True, slots=True)
class Flag:
    """A stretch of a model's sentence to look at, because its sources do not bear it out: `text[start:end]`.

    Attributes:
        kind: `figure` (or a date, a unit), `name`: no cited sentence holds it, or one says it of something else
            (`instead`). `negation`: the sentence denies what its source affirms or the other way round, as far as
            words show it; similarity cannot see that. `withheld`: here the model began to write out its instructions
            or the key.
        sure: False makes it a note, not a finding of a fault: something that a reader should compare, because one
            side denies and the other may do so in other words; or a name that the source does not hold, and no other
            in its place, where it may be meant all the same; or a figure that the source has elsewhere, or that
            whoever reads may count, where it has no other in its place.
        instead: what the source names in the place of a name or figure; empty when nothing.
    """

    start: int
    end: int
    kind: FlagKind
    sure: bool = True
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """What was done to a model's text, in counts.

    Attributes:
        invented: markers that pointed to no source; removed.
        added: sentences without a marker that were given one, because a passage supports them.
        moved: sentences whose marker pointed to another passage than the one that supports them.
        dropped: sentences left out in strict mode.
        contained: links, pictures, tags and addresses taken out, and stretches of the prompt or key withheld.
        other_language: sentences in another language than the reader's.
        conflicts: pairs of quotes in the answer that disagree on a figure or a date.
        declined: 1 when the model said that the sources do not hold the answer.
        cut: 1 when the model reached its limit of tokens before it had ended.
    """

    invented: int = 0
    added: int = 0
    moved: int = 0
    dropped: int = 0
    contained: int = 0
    other_language: int = 0
    conflicts: int = 0
    declined: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered source of an answer: a quote and where it stands.

    Attributes:
        n: its number in this answer, from 1.
        quote: verbatim, `document.text[start:end]`.
        start, end: offsets of the quote in the document's text.
        marks: spans inside the quote (offsets in the quote) of the figure or name that answers.
        gloss: a machine-made word gloss of the quote for a reader of another language; may be empty.
        notes: the source's own footnotes that the quote carries.
        metadata: the metadata of `index.retrieve` for the passage.
        translation: of the quote, by the chat model; empty without one or in the reader's own language.
        translation_checked: every figure of the quote is in the translation and none was added.
    """

    n: int
    quote: str
    start: int
    end: int
    metadata: dict[str, Any]
    marks: tuple[tuple[int, int], ...] = ()
    gloss: str = ""
    notes: tuple[str, ...] = ()
    translation: str = ""
    translation_checked: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSegment:
    """A stretch of an answer.

    Attributes:
        text: without any `[n]`.
        citations: numbers of the sources it rests on.
        status: `quote` is verbatim from its source; `lead` is Docent's own words; of a model's sentence,
            `supported` means that its figures and names were found in what it cites, `similar` that only the
            wording is close or that something is to be compared, `aside` that it says what the sources lack, which
            none of them can bear out, `unsupported` that nothing was found or that a figure or name is not there.
        flags: what its sources do not bear out, and notes (not `sure`) of what a reader should compare.
    """

    text: str
    citations: tuple[int, ...] = ()
    status: Status = "quote"
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer.

    Attributes:
        refused: the documents do not hold the answer; then there are no citations, only `nearest`.
        searched: the question that was searched, after follow-ups were made whole.
        language: of the question: the language that Docent's own words are in.
        nearest: the nearest passages of a refused answer.
        confidence: 0 to 1, how probable it is that the passages hold the answer.
        doubtful: it is little more probable than what is refused; the answer's first segment says so.
        unmentioned: names and years of the question that no passage answered from holds; a segment says so.
        model: what wrote the answer: "extractive" when a chat model was asked and failed before its first word.
        failure: why a chat model failed, one word; empty when none did.
        checks: what was done to a model's text.
        prompt_version: of the template that the model was given; 0 without one.
    """

    question: str
    searched: str
    segments: tuple[AnswerSegment, ...]
    citations: tuple[Citation, ...]
    refused: bool
    language: str
    model: str
    generation: str
    confidence: float
    nearest: tuple[Citation, ...] = ()
    doubtful: bool = False
    failure: str = ""
    checks: Checks = field(default_factory=Checks)
    prompt_version: int = 0
    unmentioned: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The sentences alone, with their `[n]`; what was found about them is in `segments` and in `str(answer)`."""
        return render(self.segments)

    def __str__(self) -> str:
        """The answer as a person reads it: what was found about each sentence, in words, and the sources."""
        return as_text(self)

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `python -m bot ask --json`."""
        return {
            "question": self.question,
            "searched": self.searched,
            "answer": self.answer,
            "refused": self.refused,
            "language": self.language,
            "model": self.model,
            "generation": self.generation,
            "confidence": round(self.confidence, 3),
            "doubtful": self.doubtful,
            "unmentioned": list(self.unmentioned),
            "failure": self.failure,
            "prompt_version": self.prompt_version,
            "checks": asdict(self.checks),
            "segments": [_segment(s) for s in self.segments],
            "citations": [_citation(c) for c in self.citations],
            "nearest": [_citation(c) for c in self.nearest],
        }


def _segment(segment: AnswerSegment) -> dict[str, Any]:
    return {
        "text": segment.text,
        "citations": list(segment.citations),
        "status": segment.status,
        "flags": [asdict(flag) for flag in segment.flags],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "quote": citation.quote,
        "marks": [list(span) for span in citation.marks],
        "gloss": citation.gloss,
        "translation": citation.translation,
        "translation_checked": citation.translation_checked,
        **citation.metadata,
        "start": citation.start,
        "end": citation.end,
        "notes": list(citation.notes),
    }


@dataclass(frozen=True, slots=True)
class Searched:
    """Event: what is being searched."""

    question: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Event: the passages that were found, best first."""

    hits: tuple[Hit, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Text:
    """Event: the next piece of the answer's text. The pieces since the last Sentence make the next one's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Event: a citation that the next sentence rests on and that none before did."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Sentence:
    """Event: a finished sentence with its citations and status."""

    segment: AnswerSegment


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """From an answerer, first: what the question names and the passages do not; `Told` says it."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thought:
    """Event: a model's sentences so far were no answer but a thought aloud; they and their citations are void."""


@dataclass(frozen=True, slots=True)
class Complete:
    """Event: the whole answer, last."""

    answer: Answer


Event = Searched | Sources | Text | Cited | Sentence | Thought | Complete
