"""Scores the verifier on the project's own gold sets: true claims, and false ones made by changing a figure, a name
or a negation. `dev` (claims.jsonl) is what it was tuned on. `frozen-1` and `frozen-2` (claims_frozen.jsonl, mostly over
texts of their own) and `frozen-3` (claims_frozen_3.jsonl, over nine other texts, three claims of four in another
language than their source) were each written before anything was measured on them, `frozen-4` (claims_frozen_4.jsonl)
by somebody who had not seen the code: sums and differences, and half of its false names stand in the same text;
`frozen-5` (claims_frozen_5.jsonl) likewise, a third of its false names from the same text, many denials; `frozen-7` and
`frozen-8` likewise and harder: true claims that reckon, round and sum up, false names mostly exchanged roles.
`natural-7` and `natural-8`, over the texts of these two, are what language models wrote as answers to questions, given
Docent's own prompt, each sentence judged by another and changed once. What they said when they were first run stands
in DECISIONS.md; the errors of all have been looked at since.

    python tests/benchmarks/bench_verify.py [--errors] [--citations] [--split dev]

Each claim cites the passage that its fact stands in (`evidence`; of a natural one the `passages` that it cited),
among five others. It counts as flagged when a stretch of it is flagged or nothing supports it: wrong for a true
claim, right for a false one. It counts as noted when it is not flagged and carries a note to compare (one side
denies, the other may say so in other words); noted is not found. `affirm` are claims that affirm what their source
denies.

Citations follow ALCE (arXiv 2305.14627), with what entails a claim given by hand instead of by a model: a citation
is right when the sentence it quotes states the claim or a part of it (precision); a claim is cited when what it
cites states all of it (recall). Once with the marker of the right passage given, once with no marker at all.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.llm.packing import Passage, pack  # noqa: E402 - the script runs from anywhere
from bot.verify import Bound, Verdict, Verifier  # noqa: E402
from index.builder import build  # noqa: E402
from index.reader import Generation, IndexReader  # noqa: E402
from index.retriever import search  # noqa: E402
from index.types import Hit  # noqa: E402
from index.words.glossary import read_glossary  # noqa: E402

DATA = ROOT / "tests" / "data"
SETS = {
    "dev": "claims.jsonl",
    "frozen-1": "claims_frozen.jsonl",
    "frozen-2": "claims_frozen.jsonl",
    "frozen-3": "claims_frozen_3.jsonl",
    "frozen-4": "claims_frozen_4.jsonl",
    "frozen-5": "claims_frozen_5.jsonl",
    "frozen-7": "claims_frozen_7.jsonl",
    "frozen-8": "claims_frozen_8.jsonl",
    "natural-7": "claims_frozen_7.jsonl",
    "natural-8": "claims_frozen_8.jsonl",
}
GLOSSARY = read_glossary(ROOT / "docs" / "glossary.tsv")
LABELS = ("true", "figure", "name", "negation", "affirm")
LANGUAGES = ("ko", "en", "ru")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--errors", action="store_true", help="print what was judged wrong")
    arguments.add_argument("--citations", action="store_true", help="print citations that are not right")
    arguments.add_argument("--split", default="", choices=["", *SETS])
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        splits = [given.split] if given.split else list(SETS)
        generations = {name: indexed(Path(folder) / name, name) for name in {SETS[split] for split in splits}}
        for split in splits:
            rows = [row for row in read(SETS[split]) if "claim" in row and row.get("set", split) == split]
            report(split, rows, generations[SETS[split]], given)


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def indexed(folder: Path, name: str) -> Generation:
    """An index of the samples and of the texts that a set brings along."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    for row in read(name):
        if "text" in row:
            (texts / row["text_of"]).write_text(f"{row['title']}\n\n{row['text']}\n", encoding="utf-8")
    build([ROOT / "docs", texts], index_dir=folder / "index")
    return IndexReader(folder / "index").current()


def report(split: str, rows: list[dict], generation: Generation, given: argparse.Namespace) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    marked, bare = Citing(given.citations), Citing(given.citations)
    took: list[float] = []
    for row in rows:
        passages, numbers = sources(row, generation)
        verifier = Verifier(passages, GLOSSARY)
        began = time.process_time()
        verdict = verifier.check(row["claim"], numbers)
        took.append(time.process_time() - began)
        flagged = verdict.status == "unsupported" or any(flag.sure for flag in verdict.flags)
        counts[row["label"], row["lang"], "flagged" if flagged else "noted" if verdict.flags else "passed"] += 1
        if given.errors and flagged != (row["label"] != "true"):
            print(row["id"], row["claim"], explain(verdict, row["claim"]), sep=" | ")
        if row["label"] == "true" and "evidence" in row:
            marked.count(row, verdict)
            bare.count(row, verifier.check(row["claim"], []))
    print(f"\n{split}: flagged or without support (95 % interval), and noted, by kind of claim")
    for label in LABELS:
        of = {lang: [counts[label, lang, kind] for kind in ("flagged", "noted", "passed")] for lang in LANGUAGES}
        found, noted, every = (
            sum(column) for column in zip(*((f, n, f + n + p) for f, n, p in of.values()), strict=True)
        )
        if every:
            parts = "  ".join(f"{lang} {one[0]}+{one[1]}/{sum(one)}" for lang, one in of.items())
            print(f"  {label:9} {share(found, every):26}  noted {noted:3}   {parts}")
    if marked.claims:
        print(f"  citations, marker given: {marked}")
        print(f"  citations, no marker:    {bare}")
    print(f"  a check, median of {len(took)}: {1000 * statistics.median(took):.1f} ms of one core")


class Citing:
    """Counts citations that are right and claims that are wholly cited."""

    def __init__(self, shown: bool) -> None:
        self.shown, self.claims, self.cited, self.right, self.given = shown, 0, 0, 0, 0

    def count(self, row: dict, verdict: Verdict) -> None:
        whole = [[row["doc"], row["evidence"]], *row.get("or", [])]
        also = [[row["doc"], row["also"]]] if "also" in row else []
        places = [*whole, *also, *row.get("part", [])]
        right = [any(states(bound, *place) for place in places) for bound in verdict.bound]
        covered = all(any(states(b, *p) for b in verdict.bound for p in need) for need in [whole, also] if need)
        self.claims, self.cited = self.claims + 1, self.cited + covered
        self.right, self.given = self.right + sum(right), self.given + len(right)
        if self.shown and not (covered and all(right)):
            quotes = [f"{'+' if good else '-'} {quote(b)}" for b, good in zip(verdict.bound, right, strict=True)]
            print(row["id"], row["claim"], f"gold: {row['evidence']}", *quotes, sep="\n      ")

    def __str__(self) -> str:
        return f"recall {share(self.cited, self.claims)}, precision {share(self.right, self.given)}"


def sources(row: dict, generation: Generation) -> tuple[list[Passage], list[int]]:
    """The passages found for a claim with those that it cites, and the numbers of these."""
    cited = row["passages"] if "passages" in row else [[row["doc"], row["evidence"]]]
    home = [passage_with(*place, generation) for place in cited]
    ids = {hit.chunk.id for hit in home}
    hits = search(generation, row["claim"], k=5)
    passages = pack([*home, *(hit for hit in hits if hit.chunk.id not in ids)], budget=100_000)
    return passages, [next(n for n, passage in enumerate(passages, 1) if piece in passage.text) for _, piece in cited]


def passage_with(doc: str, piece: str, generation: Generation) -> Hit:
    """The passage of a document that holds a piece of its text."""
    hits = search(generation, piece, k=40, where={"source": doc})
    return next(hit for hit in hits if piece in hit.chunk.text)


def states(bound: Bound, doc: str, evidence: str) -> bool:
    """Whether a quoted sentence is, or overlaps, the one that holds a piece of evidence."""
    document = bound.hit.document
    place = document.text.find(evidence)
    return document.source == doc and bound.start < place + len(evidence) and place < bound.end


def quote(bound: Bound) -> str:
    return f"{bound.hit.document.source}: {bound.hit.document.text[bound.start : bound.end][:160]}"


def explain(verdict: Verdict, claim: str) -> str:
    flags = [f"{flag.kind}{'' if flag.sure else '?'}:{claim[flag.start : flag.end]}" for flag in verdict.flags]
    return f"{verdict.status} {verdict.similarity:.2f} {flags} <{' / '.join(map(quote, verdict.bound))}>"


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
