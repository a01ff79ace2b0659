"""Scores follow-ups without a chat model: is the evidence among the first five, is nothing carried into a new topic?

python tests/benchmarks/bench_followups.py [--errors]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.condense import condense  # noqa: E402 - the script runs from anywhere
from index.builder import build  # noqa: E402
from index.reader import IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402

QUESTIONS = ROOT / "tests" / "data" / "followups.jsonl"


def main() -> None:
    errors = "--errors" in sys.argv
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        build([ROOT / "docs"], index_dir=Path(folder))
        generation = IndexReader(Path(folder)).current()
        for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            whole = condense(row["question"], [(row["before"], "")])
            counts["all " + row["type"], row["lang"]] += 1
            if row["type"] == "change":
                good = whole == row["question"]
                counts["left alone", row["lang"]] += good
            else:
                good = found(generation, whole, row["evidence"])
                counts["found", row["lang"]] += good
                counts["found without", row["lang"]] += found(generation, row["question"], row["evidence"])
            if errors and not good:
                print(row["id"], row["before"], row["question"], whole, sep=" | ")
    for name, whole in (("found", "follow-up"), ("found without", "follow-up"), ("left alone", "change")):
        by = {lang: (counts[name, lang], counts["all " + whole, lang]) for lang in ("ko", "en", "ru")}
        part, every = (sum(pair[n] for pair in by.values()) for n in (0, 1))
        print(f"{name:14} {part}/{every} {part / every:.0%}  " + "  ".join(f"{k} {a}/{b}" for k, (a, b) in by.items()))


def found(generation: object, question: str, evidence: list[str]) -> bool:
    return any(text in hit.chunk.text for hit in search(generation, question, k=5) for text in evidence)


if __name__ == "__main__":
    main()
