"""Scores of a question file: passages found, answers that hold what was asked, refusals; by pair of languages.

`bot.questions` says what a line of the file is. Does not rank or answer.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answer import Answer
from bot.metrics import DEPTH, Interval, hit_at, interval, ndcg, reciprocal_rank
from bot.questions import FACT as FACT
from bot.questions import KINDS as KINDS
from bot.questions import Question as Question
from bot.questions import read_questions as read_questions
from bot.settings import Settings
from index.errors import QuestionError

if TYPE_CHECKING:
    from index.intake import Progress
    from index.reader import Generation

SHOWN = 500  # characters of an answer that must hold what was asked
RANKED = ("hit@1", "hit@5", f"MRR@{DEPTH}", f"nDCG@{DEPTH}")
COLUMNS = (*RANKED, "answer", "refused")


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one question; `ranks` are those of right passages among the first `DEPTH`.

    Attributes:
        relevant: right passages in the index; 0 means that none holds the evidence whole.
        answered: whether the answer holds what the file says; None where it says nothing.
    """

    id: str
    kind: str
    direction: str
    ranks: tuple[int, ...]
    relevant: int
    answered: bool | None
    refused: bool
    confidence: float
    seconds: float


def evaluate(path: Path | str, settings: Settings, *, progress: Progress = lambda *_: None) -> dict[str, Any]:
    """Score every question of a file with the current settings; plain data, ready for JSON.

    Args:
        path: the file of questions.
        settings: the index, and what answers.
        progress: called with a stage, how many questions are done, and how many there are.

    Raises:
        QuestionError: the file cannot be read, or a line names a document that the index does not hold.
        DocentError: no index.
    """
    from bot.chatbot import ChatBot
    from bot.condense import condense
    from index.retriever import search

    questions = read_questions(path)
    bot = ChatBot(settings)
    generation = bot.reader.current()
    passages = Passages(generation)
    _check_documents(path, questions, passages)
    rows = []
    for done, question in enumerate(questions):
        progress("asking", done, len(questions))
        searched = condense(question.question, question.history)
        hits = search(generation, searched, k=DEPTH, reranker=settings.reranker)
        started = time.perf_counter()
        answer = bot.ask(question.question, history=question.history)
        seconds = time.perf_counter() - started
        found = [(hit.document.source, hit.chunk.text) for hit in hits]
        rows.append(passages.row(question, found, answer, seconds))
    state = {"questions": str(path), "generation": generation.manifest.generation, "passages": generation.size}
    return (
        state
        | {"model": generation.manifest.model["name"], "llm": settings.llm}
        | summary(rows)
        | {"keys not read": sorted({key for question in questions for key in question.unread})}
    )


def _check_documents(path: Path | str, questions: Sequence[Question], passages: Passages) -> None:
    for question in questions:
        if question.kind == FACT and not passages.hold(question):
            raise QuestionError(
                f"{path}, line {question.line}: the index holds no document {question.docs[0]!r}; "
                "write a name that is listed by: python -m bot docs"
            )


class Passages:
    """All passages of an index by document, to know which of them are right for a question."""

    def __init__(self, generation: Generation) -> None:
        """Read them once."""
        self._texts: dict[str, list[str]] = {}
        written: dict[str, Counter[str]] = {}
        for position in range(generation.size):
            source, chunk = generation.document_at(position).source, generation.chunk(position)
            self._texts.setdefault(source, []).append(chunk.text)
            written.setdefault(source, Counter())[chunk.language] += len(chunk.text)
        self._languages = {source: counts.most_common(1)[0][0] for source, counts in written.items()}

    def hold(self, question: Question) -> bool:
        """Whether there is a document that may answer."""
        return any(question.of(source) for source in self._texts)

    def relevant(self, question: Question) -> int:
        """How many passages hold the evidence of a question whole."""
        sources = [source for source in self._texts if question.of(source)]
        return sum(question.held_by(source, text) for source in sources for text in self._texts[source])

    def direction(self, question: Question) -> str:
        """Like "ko>en": the question's language, and the documents' (the question's own where one of them has it)."""
        held = [language for source, language in self._languages.items() if question.docs and question.of(source)]
        return f"{question.lang}>{question.lang if question.lang in held else (held or ['any'])[0]}"

    def row(self, question: Question, found: Sequence[tuple[str, str]], answer: Answer | None, seconds: float) -> Row:
        """Judge what was found, (source, text) best first, and what was answered; no answer counts as a wrong one."""
        is_fact = question.kind == FACT
        return Row(
            id=question.id,
            kind=question.kind,
            direction=self.direction(question) if is_fact else question.lang,
            ranks=right_ranks(question, found) if is_fact else (),
            relevant=self.relevant(question) if is_fact else 0,
            answered=(answer is not None and is_answered(question, answer)) if question.answer else None,
            refused=answer is not None and answer.refused,
            confidence=answer.confidence if answer else 0.0,
            seconds=seconds,
        )


def right_ranks(question: Question, found: Iterable[tuple[str, str]]) -> tuple[int, ...]:
    """Ranks, from 1, of the right ones among (source, text)."""
    return tuple(rank for rank, passage in enumerate(found, start=1) if question.held_by(*passage))


def is_answered(question: Question, answer: Answer) -> bool:
    """Whether the first `SHOWN` characters hold every item of the answer in what is cited from the right document."""
    if answer.refused or not question.answer:
        return False
    right = {c.n for c in answer.citations if question.of(c.metadata["source"])}
    room, held = SHOWN, []
    for segment in answer.segments:
        if right.intersection(segment.citations):
            held.append(segment.text[: max(room, 0)])
        room -= len(segment.text) + sum(len(f" [{n}]") for n in segment.citations) + 1
    return question.answered_by("\n".join(held))


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """The scores of rows: by direction, in sums, refusals, seconds, and the rows themselves."""
    facts = [row for row in rows if row.kind == FACT]
    seconds = [row.seconds for row in rows]
    return {
        "directions": {name: _scores(_in(facts, name)) for name in sorted({row.direction for row in facts})},
        "sums": {name: _scores(part) for name, part in _sums(facts)},
        "refusals": {kind: dict(_refusals(rows, kind)) for kind in KINDS},
        "seconds": {"median": statistics.median(seconds), "longest": max(seconds)} if seconds else {},
        "evidence not in one passage": [row.id for row in facts if not row.relevant],
        "rows": [asdict(row) for row in rows],
    }


def _sums(facts: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    same = [row for row in facts if len(set(row.direction.split(">"))) == 1]
    yield "same language", same
    yield "across", [row for row in facts if row not in same]
    yield "all", list(facts)


def _in(rows: Sequence[Row], direction: str) -> list[Row]:
    return [row for row in rows if row.direction == direction]


def _refusals(rows: Sequence[Row], kind: str) -> Iterator[tuple[str, dict[str, float]]]:
    of_kind = [row for row in rows if row.kind == kind]
    for language in sorted({row.direction for row in of_kind}):
        yield language, interval([row.refused for row in _in(of_kind, language)])._asdict()
    yield "all", interval([row.refused for row in of_kind])._asdict()


_MEASURES: dict[str, Callable[[Row], float | None]] = {
    "hit@1": lambda row: hit_at(row.ranks, 1),
    "hit@5": lambda row: hit_at(row.ranks, 5),
    f"MRR@{DEPTH}": lambda row: reciprocal_rank(row.ranks),
    f"nDCG@{DEPTH}": lambda row: ndcg(row.ranks, row.relevant),
    "answer": lambda row: None if row.answered is None else float(row.answered),
    "refused": lambda row: float(row.refused),
}


def _scores(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Each measure over the rows that have it."""
    values = {name: [measure(row) for row in rows] for name, measure in _MEASURES.items()}
    return {name: interval([one for one in given if one is not None])._asdict() for name, given in values.items()}


def as_table(scores: dict[str, Any]) -> str:
    """The scores for a terminal: percent, with the 95 % interval of each."""
    lines = [
        f"{scores['questions']}: {len(scores['rows'])} questions over {scores['passages']} passages, "
        f"model {scores['model']}, answers {scores['llm']}",
        "",
        "Questions that the documents answer (answer: in the first 500 characters, from the right document;",
        "refused: by mistake)",
        *table(scores["directions"] | scores["sums"], COLUMNS),
        "",
        "Questions that they do not answer, refused",
    ]
    for kind, name in KINDS.items():
        parts = (
            f"{language} {_percent(value)} of {value['n']}" for language, value in scores["refusals"][kind].items()
        )
        lines.append(f"{name:<15} " + ", ".join(parts))
    if scores["seconds"]:
        lines += ["", "Seconds a question: median {median:.3f}, longest {longest:.3f}".format(**scores["seconds"])]
    if missing := scores["evidence not in one passage"]:
        lines.append(f"No passage holds the evidence whole: {', '.join(missing)}")
    if unread := scores["keys not read"]:
        lines.append(f"Keys of the file that say nothing here: {', '.join(unread)}")
    return "\n".join(lines)


def table(scores: dict[str, dict[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Lines of a table: a row for each name, a column for each measure, percent with intervals."""
    yield f"{'':<15} {'n':>5}" + "".join(f"{column:>20}" for column in columns)
    for name, row in scores.items():
        asked = row[columns[0]]["n"]
        cells = "".join(f"{_percent(row[column], asked):>20}" for column in columns)
        yield f"{name:<15} {asked:>5}" + cells


def _percent(value: dict[str, float] | Interval, asked: int | None = None) -> str:
    """A share with its interval, and of how many where these are not all; "-" of none."""
    found = value if isinstance(value, Interval) else Interval(**value)  # type: ignore[arg-type]
    of = f" of {found.n}" if asked not in (None, found.n) else ""
    return f"{100 * found.value:.1f} ({100 * found.low:.0f}-{100 * found.high:.0f}){of}" if found.n else "-"
