"""Scores follow-ups without a chat model: is the evidence among the first five, is nothing carried into a new topic?

python tests/benchmarks/bench_followups.py [--errors] [--frozen]

followups.jsonl is what the rules were tuned on; followups_frozen.jsonl, over the texts of claims_frozen.jsonl, was
written before anything was measured on it.
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
from index.reader import Generation, IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402

DATA = ROOT / "tests" / "data"
SETS = {"dev": "followups.jsonl", "frozen": "followups_frozen.jsonl"}
LANGUAGES = ("ko", "en", "ru")


def main() -> None:
    sets = ["frozen"] if "--frozen" in sys.argv else list(SETS)
    with tempfile.TemporaryDirectory() as folder:
        generation = indexed(Path(folder))
        for name in sets:
            report(name, generation, errors="--errors" in sys.argv)


def indexed(folder: Path) -> Generation:
    """An index of the samples and of the texts that the frozen sets are about."""
    texts = folder / "texts"
    texts.mkdir()
    for row in read("claims_frozen.jsonl"):
        if "text" in row:
            (texts / row["text_of"]).write_text(f"{row['title']}\n\n{row['text']}\n", encoding="utf-8")
    build([ROOT / "docs", texts], index_dir=folder / "index")
    return IndexReader(folder / "index").current()


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def report(name: str, generation: Generation, *, errors: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for row in read(SETS[name]):
        whole = condense(row["question"], [(row["before"], row.get("answer", ""))])
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
    print(f"\n{name}: the evidence among the first five, and topic changes left alone")
    for kind, whole in (("found", "follow-up"), ("found without", "follow-up"), ("left alone", "change")):
        by = {lang: (counts[kind, lang], counts["all " + whole, lang]) for lang in LANGUAGES}
        part, every = (sum(pair[n] for pair in by.values()) for n in (0, 1))
        print(
            f"  {kind:14} {part}/{every} {part / every:.0%}  " + "  ".join(f"{k} {a}/{b}" for k, (a, b) in by.items())
        )


def found(generation: Generation, question: str, evidence: list[str]) -> bool:
    return any(text in hit.chunk.text for hit in search(generation, question, k=5) for text in evidence)


if __name__ == "__main__":
    main()
