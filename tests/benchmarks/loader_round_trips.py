"""The same questions, asked of a folder of documents in every format and encoding: are they answered alike?

Each format gets an index of its own. Counted are: words of the original that come back in order; questions whose
evidence stands in the first five passages; answers that hold what was asked; and questions for which both are as they
are with the original files.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.loaders import Limits, parse
from index.normalize import normalize
from tests.benchmarks.loader_parts import parts_of
from tests.benchmarks.loader_words import found_in_order, words
from tests.benchmarks.loader_writers import as_text, write_all

_DEPTH = 5
_READ = (".md", ".txt", ".html")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one question."""

    found: bool
    answered: bool
    refused: bool


def round_trips(folder: Path, questions: Path) -> None:
    """Print the table, format by format."""
    sources = [path for path in sorted(folder.iterdir()) if path.suffix in _READ and "glossary" not in path.name]
    originals = {path.stem: words(as_text(parts_of(path))) for path in sources}
    print(f"\n## Round trips of {folder.name}: {len(sources)} documents, the questions of {questions.name}")
    print("| format | words back, in order | passages | evidence in the first 5 | answered | like the original |")
    print("|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        first = ask(sources, questions, Path(temporary) / "index-0")
        known: dict[str, tuple[int, list[Verdict]]] = {}  # text of a folder -> what came of the questions
        _row("as it is", 1.0, *first, first[1])
        out = Path(temporary) / "out"
        out.mkdir()
        for number, (form, made) in enumerate(write_all(sources, out), 1):
            paths = sorted(path for path in made.iterdir() if path.is_file())
            back, text = _words_back(originals, paths)
            if text not in known:
                known[text] = ask(paths, questions, Path(temporary) / f"index-{number}")
            _row(form, back, *known[text], first[1])


def _row(form: str, back: float, passages: int, verdicts: Sequence[Verdict], first: Sequence[Verdict]) -> None:
    same = sum(a == b for a, b in zip(verdicts, first, strict=True)) / len(first)
    found = sum(verdict.found for verdict in verdicts)
    answered = sum(verdict.answered for verdict in verdicts)
    print(f"| {form} | {back:.4f} | {passages} | {found} | {answered} | {same:.4f} |", flush=True)


def _words_back(originals: dict[str, list[str]], paths: Sequence[Path]) -> tuple[float, str]:
    """The share of the original words that come back in order, and all that was read, with its structure."""
    total = hits = 0
    read = []
    for path in paths:
        reference = originals[path.stem]
        document = normalize(parse(path, Limits()), source=path.name, document_id=path.stem)
        names = {place.context: None for place in document.places if place.context}
        notes = [f"{note.marker} {note.text}" for note in document.notes]
        text = "\n".join([*(name for name in names), document.text, *notes])
        read.append(repr((path.stem, document.text, document.headings, document.places, document.notes)))
        total, hits = total + len(reference), hits + found_in_order(reference, words(text))
    return hits / max(total, 1), "\n".join(read)


def ask(paths: Sequence[Path], questions: Path, index_dir: Path) -> tuple[int, list[Verdict]]:
    """Build an index of some files and ask; gives its passages and a verdict for each question."""
    from bot.chatbot import ChatBot
    from bot.evaluation import is_answered, read_questions
    from bot.settings import load_settings
    from index import build
    from index.retriever import search

    report = build(list(paths), index_dir=index_dir)
    for name, reason in report.failed:
        print(f"- {name}: {reason}")
    suffix = paths[0].suffix
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for line in questions.read_text(encoding="utf-8").splitlines():
            file.write(_renamed(line, {path.stem: path.name for path in paths}, suffix) + "\n")
        file.flush()
        asked = read_questions(file.name)
    bot = ChatBot(load_settings(index_dir=index_dir))
    generation = bot.reader.current()
    verdicts = []
    for question in asked:
        hits = search(generation, question.question, k=_DEPTH)
        answer = bot.ask(question.question)
        found = question.kind == "fact" and any(question.held_by(h.document.source, h.chunk.text) for h in hits)
        verdicts.append(Verdict(found, is_answered(question, answer), answer.refused))
    return report.passages, verdicts


def _renamed(line: str, names: dict[str, str], suffix: str) -> str:
    """A question with the names that the documents have now."""
    question = json.loads(line)
    docs = question.get("doc") or []
    docs = [docs] if isinstance(docs, str) else docs
    question["doc"] = [names.get(Path(doc).stem, Path(doc).stem + suffix) for doc in docs] or None
    return json.dumps(question, ensure_ascii=False)
