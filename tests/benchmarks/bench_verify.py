"""Scores the verifier on the project's own gold set: true claims, and false ones made by changing a figure, a name
or a negation. The halves `dev` and `frozen` are printed apart: nothing is tuned on the second.

    python tests/benchmarks/bench_verify.py [--errors] [--split dev]

A false claim is found when it is flagged or has no support. A true one is flagged when either holds of it. Citation
recall and precision follow ALCE (arXiv 2305.14627): with no markers given, how many true claims get a citation that
holds the evidence, and how many of the citations given do.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.llm.packing import Passage, pack  # noqa: E402 - the script runs from anywhere
from bot.verify import Verdict, Verifier  # noqa: E402
from index.builder import build  # noqa: E402
from index.reader import Generation, IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402

CLAIMS = ROOT / "tests" / "data" / "claims.jsonl"
LABELS = ("true", "figure", "name", "negation")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--errors", action="store_true", help="print what was judged wrong")
    arguments.add_argument("--split", default="", help="dev or frozen")
    given = arguments.parse_args()
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        build([ROOT / "docs"], index_dir=Path(folder))
        generation = IndexReader(Path(folder)).current()
        for split in [given.split] if given.split else ["dev", "frozen"]:
            report(split, [row for row in rows if row["split"] == split], generation, given.errors)


def report(split: str, rows: list[dict], generation: Generation, errors: bool) -> None:
    counts: Counter[tuple[str, str, bool]] = Counter()
    cited, right, given = 0, 0, 0
    for row in rows:
        passages, number = sources(row, generation)
        verdict = Verifier(passages).check(row["claim"], [number])
        flagged = bool(verdict.flags) or verdict.status == "unsupported"
        counts[row["label"], row["lang"], flagged] += 1
        if errors and flagged != (row["label"] != "true"):
            print(row["id"], row["claim"], explain(verdict, row["claim"]), sep=" | ")
        if row["label"] == "true":
            bare = Verifier(passages).check(row["claim"], [])
            holds = [holds_evidence(bound, row) for bound in bare.bound]
            cited, right, given = cited + any(holds), right + sum(holds), given + len(holds)
    print(f"\n{split}: flagged or without support, by kind of claim (95 % interval)")
    for label in LABELS:
        parts = [
            share(counts[label, language, True], total(counts, label, language)) for language in ("ko", "en", "ru")
        ]
        whole = share(
            sum(counts[label, language, True] for language in ("ko", "en", "ru")),
            sum(total(counts, label, language) for language in ("ko", "en", "ru")),
        )
        print(f"  {label:9} {whole}   ko {parts[0]}  en {parts[1]}  ru {parts[2]}")
    claims = sum(row["label"] == "true" for row in rows)
    print(f"  citation recall {share(cited, claims)}, precision {share(right, given)}")


def sources(row: dict, generation: Generation) -> tuple[list[Passage], int]:
    """The passages found for a claim with the one that holds its evidence, and that one's number."""
    hits = search(generation, row["claim"], k=5)
    home = search(generation, row["evidence"], k=300, where={"source": row["doc"]})
    home = [hit for hit in home if row["evidence"] in hit.chunk.text]
    ids = {hit.chunk.id for hit in home[:1]}
    passages = pack([*home[:1], *(hit for hit in hits if hit.chunk.id not in ids)], budget=100_000)
    number = next(n for n, passage in enumerate(passages, 1) if row["evidence"] in passage.text)
    return passages, number


def holds_evidence(bound: object, row: dict) -> bool:
    document = bound.hit.document
    place = document.text.find(row["evidence"])
    return document.source == row["doc"] and bound.start < place + len(row["evidence"]) and place < bound.end


def explain(verdict: Verdict, claim: str) -> str:
    flags = [f"{flag.kind}:{claim[flag.start : flag.end]}" for flag in verdict.flags]
    bound = " / ".join(b.hit.document.text[b.start : b.end][:90] for b in verdict.bound)
    return f"{verdict.status} {verdict.similarity:.2f} {flags} <{bound}>"


def total(counts: Counter, label: str, language: str) -> int:
    return counts[label, language, True] + counts[label, language, False]


def share(part: int, whole: int) -> str:
    """A share with its Wilson interval."""
    if not whole:
        return "-"
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{part}/{whole} {p:.0%} ({max(0, middle - half):.0%}-{min(1, middle + half):.0%})"


if __name__ == "__main__":
    main()
