"""What an answer is: data that the page, the command line, Python and exports all show alike.

`[n]` does not occur here: it exists only where `citations` renders an answer or parses a model's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from index.types import Hit

Status = Literal["quote", "lead", "supported", "similar", "unsupported"]


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
    """

    n: int
    quote: str
    start: int
    end: int
    metadata: dict[str, Any]
    marks: tuple[tuple[int, int], ...] = ()
    gloss: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSegment:
    """A stretch of an answer.

    Attributes:
        text: without any `[n]`.
        citations: numbers of the sources it rests on.
        status: `quote` is verbatim from its source; `lead` is Docent's own words; of a model's sentence,
            `supported` means that its figures and names were found in what it cites, `similar` that only the
            wording is close, `unsupported` that nothing was found.
    """

    text: str
    citations: tuple[int, ...] = ()
    status: Status = "quote"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer.

    Attributes:
        refused: the documents do not hold the answer; then there are no citations, only `nearest`.
        searched: the question that was searched, after follow-ups were made whole.
        language: of the question: the language that Docent's own words are in.
        nearest: the nearest passages of a refused answer.
        confidence: 0 to 1, how probable it is that the passages hold the answer.
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

    @property
    def answer(self) -> str:
        """The answer as text with its `[n]`."""
        from bot.citations import render

        return render(self.segments)

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
            "segments": [{"text": s.text, "citations": list(s.citations), "status": s.status} for s in self.segments],
            "citations": [_citation(c) for c in self.citations],
            "nearest": [_citation(c) for c in self.nearest],
        }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "quote": citation.quote,
        "marks": [list(span) for span in citation.marks],
        "gloss": citation.gloss,
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
    """Event: the next piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Event: a finished sentence with its citations and status."""

    segment: AnswerSegment


@dataclass(frozen=True, slots=True)
class Complete:
    """Event: the whole answer, last."""

    answer: Answer


Event = Searched | Sources | Text | Sentence | Complete
