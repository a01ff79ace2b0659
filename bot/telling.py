"""What has been told of one answer so far: its segments, citations and checks, kept while they are passed on.

Owns the lines that Docent adds to an answerer's: that a model failed, that sources disagree, that nothing was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answer import Answer, AnswerSegment, Checks, Citation, Cited, Event, Sentence, Thought, Unmentioned
from bot.answerers import EXTRACTIVE
from bot.citations import cite
from bot.conflicts import rival_of
from bot.phrases import disagreement, model_failed, not_mentioned, refusal
from bot.rivals import Statement
from index.types import Hit

SUPPORTED = ("quote", "supported", "similar")


class Told:
    """What has been told of one answer."""

    def __init__(self, model: str, language: str) -> None:
        """Nothing yet."""
        self.model, self.language = model, language
        self.segments: list[AnswerSegment] = []
        self.citations: list[Citation] = []
        self.checks = Checks()
        self.failure = ""
        self.refused = False
        self.unmentioned: tuple[str, ...] = ()
        self._before = 0  # citations of a model that failed midway; the quotes behind it are numbered on

    @property
    def supported(self) -> bool:
        """Whether any segment rests on a source."""
        return any(segment.status in SUPPORTED for segment in self.segments)

    def events(self, events: Iterator[Event | Citation | Checks | Unmentioned]) -> Iterator[Event]:
        """Keep what an answerer yields, and pass on what a reader gets."""
        for event in events:
            if isinstance(event, Checks):
                self.checks = event
            elif isinstance(event, Unmentioned):
                if not self.unmentioned:  # a model that failed may have been told already
                    self.unmentioned = event.names
                    yield self.say(not_mentioned(self.language, event.names))
            elif isinstance(event, Thought):
                self.segments = [segment for segment in self.segments if segment.status == "lead"]
                self.citations.clear()
                yield event
            elif isinstance(event, Citation):
                self.citations.append(replace(event, n=event.n + self._before))
                yield Cited(self.citations[-1])
            elif isinstance(event, Sentence):
                segment = event.segment
                numbers = tuple(n + self._before for n in segment.citations)
                self.segments.append(replace(segment, citations=numbers))
                yield Sentence(self.segments[-1])
            else:
                yield event

    def answer(self, question: str, searched: str, *, generation: str, confidence: float) -> Answer:
        """The answer as it stands."""
        return Answer(
            question=question,
            searched=searched,
            segments=tuple(self.segments),
            citations=tuple(self.citations),
            refused=self.refused,
            language=self.language,
            model=self.model,
            generation=generation,
            confidence=confidence,
            failure=self.failure,
            checks=self.checks,
            unmentioned=self.unmentioned,
        )

    def disagreements(self, question: str, hits: Sequence[Hit], wide: Sequence[Hit]) -> Iterator[Event]:
        """For each quote that another document contradicts in a figure or date: a line that says so, and that quote.

        Args:
            question: as searched.
            hits: that were answered from.
            wide: more of them, in which the first quote's rival is looked for.
        """
        by_document = {hit.document.source: hit for hit in reversed(hits)}
        told: set[tuple[str, int]] = set()
        for n, citation in enumerate(list(self.citations)):
            hit = next((h for h in hits if _holds(citation, h)), by_document.get(citation.metadata["source"]))
            said = Statement(hit, citation.start, citation.end) if hit else None
            rival = rival_of(question, said, hits if n else wide) if said else None
            if said is None or rival is None or (rival.hit.document.source, rival.start) in told:
                continue
            told |= {(rival.hit.document.source, rival.start), (citation.metadata["source"], citation.start)}
            yield from self._disagreement(said, rival)

    def _disagreement(self, said: Statement, rival: Statement) -> Iterator[Event]:
        """The line that two sources disagree, and the other's quote where it is not shown yet."""
        about = rival.hit.document.metadata
        shown = any(
            c.metadata["source"] == rival.hit.document.source and c.start <= rival.start < c.end for c in self.citations
        )
        named = ", ".join(part for part in (about.title, about.date) if part)
        age = _age(about.date, said.hit.document.metadata.date)
        yield self.say(disagreement(self.language, named, age=age, shown=shown))
        self.checks = replace(self.checks, conflicts=self.checks.conflicts + 1)
        if shown:
            return
        n = len(self.citations) + 1
        self.citations.append(cite(n, rival.hit, (rival.start, rival.end), language=self.language))
        yield Cited(self.citations[-1])
        self.segments.append(AnswerSegment(rival.text, (n,), "quote"))
        yield Sentence(self.segments[-1])

    def say(self, line: str) -> Sentence:
        """A line of Docent's own."""
        self.segments.append(AnswerSegment(line, (), "lead"))
        return Sentence(self.segments[-1])

    def fail(self, reason: str) -> Sentence:
        """The line that says that the model failed."""
        midway = any(segment.status != "lead" for segment in self.segments)
        self.failure, self._before = reason, len(self.citations)
        if not midway:
            self.model = EXTRACTIVE
        return self.say(model_failed(self.language, reason, midway=midway))

    def refuse(self) -> Sentence:
        """The line that says that the documents do not hold the answer; nothing stays cited."""
        self.refused = True
        self.citations.clear()
        self.segments = [replace(segment, citations=()) for segment in self.segments]
        return self.say(refusal(self.language))


def _holds(citation: Citation, hit: Hit) -> bool:
    """Whether a quote begins in a passage."""
    return hit.document.source == citation.metadata["source"] and hit.chunk.start <= citation.start < hit.chunk.end


def _age(date: str, other: str) -> str:
    """How the date of a document stands to another's, as far as both are given: "newer", "older" or empty."""
    known = min(len(date), len(other))
    if not known or date[:known] == other[:known]:
        return ""
    return "newer" if date > other else "older"
