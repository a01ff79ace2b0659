"""How many true disagreements of two sources a reader is told of, and how many false ones: the whole chain.

    python tests/benchmarks/bench_conflicts.py [--errors] [--frozen | --related]

Each row of disagreements.jsonl (on which the weights of bot/rivals.py were fitted) and of disagreements_frozen.jsonl
(written with it by somebody else, not read while the first weights were fitted) is a question and two documents that
answer it: with different figures or dates (`disagree`), or with figures of different things, times or places, or the
same one said otherwise. An index holds the two and six documents of other rows. What counts is the line in the answer
that names both.

A row of disagreements_related.jsonl is a folder of documents about one thing, questions, and pairs of pieces of text
that differ of one thing (`differ`): how many lines a reader sees, and how many of them stand in an answer that quotes
both of such a pair. The weights were fitted on the station as well, not on the library.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot import ChatBot, load_settings  # noqa: E402 - the script runs from anywhere
from index.builder import build  # noqa: E402

DATA = ROOT / "tests" / "data"
SETS = {"dev": "disagreements.jsonl", "frozen": "disagreements_frozen.jsonl"}
BESIDE = (7, 19, 31)  # rows farther on, whose documents stand in the index too
Row = dict[str, Any]


def main() -> None:
    """Each set and the folders, or the frozen set, or the folders."""
    errors = "--errors" in sys.argv
    for name in ["frozen"] if "--frozen" in sys.argv else [] if "--related" in sys.argv else list(SETS):
        report(name, read(SETS[name]), errors=errors)
    for row in [] if "--frozen" in sys.argv else read("disagreements_related.jsonl"):
        with tempfile.TemporaryDirectory() as folder:
            report_related(row, Path(folder), errors=errors)


def read(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def report_related(row: Row, folder: Path, *, errors: bool) -> None:
    """The lines of a folder of related documents that are right, of all."""
    docs = folder / "docs"
    docs.mkdir()
    for source, text in row["documents"].items():
        (docs / source).write_text(text, encoding="utf-8")
    build([docs], index_dir=folder / "index")
    bot = ChatBot(load_settings(index_dir=folder / "index"))
    asked = right = lines = 0
    for question in row["questions"]:
        answer = bot.ask(question)
        quotes = [citation.quote for citation in answer.citations]
        pairs = sum(any(a in one for one in quotes) and any(b in one for one in quotes) for a, b in row["differ"])
        told = answer.checks.conflicts
        asked, lines, right = asked + bool(told), lines + told, right + min(told, pairs)
        if errors and told > pairs:
            print(question, *quotes, sep=" | ")
    print(f"\n{row['name']}: {len(row['questions'])} questions, {asked} with a line, {right} of {lines} lines right")


def report(name: str, rows: list[Row], *, errors: bool) -> None:
    """What was told of one set, by kind."""
    counts: Counter[tuple[bool, str, bool]] = Counter()
    for n, row in enumerate(rows):
        with tempfile.TemporaryDirectory() as folder:
            told = is_told(row, [rows[(n + away) % len(rows)] for away in BESIDE], Path(folder))
        for kind in ("", row["kind"].split(":")[0]):
            counts[row["disagree"], kind, told] += 1
        if errors and told != row["disagree"]:
            print(row["id"], row["kind"], row["question"], row["a"], row["b"], sep=" | ")
    print(f"\n{name}: disagreements told")
    for disagree, label in ((True, "true"), (False, "false")):
        kinds = sorted({kind for yes, kind, _ in counts if yes == disagree})
        parts = [(kind or "all", counts[disagree, kind, True], counts[disagree, kind, False]) for kind in kinds]
        print(f"  {label:6}" + "   ".join(f"{kind} {told}/{told + not_told}" for kind, told, not_told in parts))


def is_told(row: Row, others: list[Row], folder: Path) -> bool:
    """Whether the answer says that the row's two documents disagree, and quotes both."""
    texts = {f"{side}{n}.md": document(other, side) for n, other in enumerate([row, *others]) for side in "ab"}
    (folder / "docs").mkdir()
    for source, text in texts.items():
        (folder / "docs" / source).write_text(text, encoding="utf-8")
    build([folder / "docs"], index_dir=folder / "index")
    answer = ChatBot(load_settings(index_dir=folder / "index")).ask(row["question"])
    quoted = {citation.metadata["source"] for citation in answer.citations}
    lines = [segment.text for segment in answer.segments if segment.status == "lead"]
    named = any(row[f"{side}_title"] in line for line in lines for side in "ab")
    return answer.checks.conflicts > 0 and named and {"a0.md", "b0.md"} <= quoted


def document(row: Row, side: str) -> str:
    body = " ".join(filter(None, (row.get(f"{side}_before"), row[side], row.get(f"{side}_after"))))
    title = json.dumps(row[f"{side}_title"], ensure_ascii=False)
    return f"---\ntitle: {title}\ndate: {row[f'{side}_date']}\nlanguage: {row[f'{side}_lang']}\n---\n{body}\n"


if __name__ == "__main__":
    main()
