"""How well files are read: coverage, agreement with other readers, broken input, time and memory, round trips.

    python tests/benchmarks/bench_loaders.py FOLDER ...        coverage and agreement on the files below the folders
      --fuzz 2000                                              so many broken variants of them
      --speed-mib 100                                          time and memory over so much of them
      --markitdown /path/to/python                             the same files by markitdown, timed
      --hostile [alone | together | both]                      hostile files, each read alone; all of them built
      --round-trip docs                                        a folder in every format: the same answers?

Needs python-hwpx, pypdf with fontTools, python-docx and LibreOffice for the references; what is missing is said and
left out.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from index.errors import LoadError
from index.loaders import Limits, load_many
from index.types import RawDocument
from tests.benchmarks.loader_damage import fuzz
from tests.benchmarks.loader_references import REFERENCES, references
from tests.benchmarks.loader_speed import speed
from tests.benchmarks.loader_words import found_in_order, less, words

FORMATS = "hwp hwpx hml pdf docx pptx xlsx csv odt ods odp rtf epub html htm mht mhtml md txt doc xls ppt".split()
_MOST_WORDS = 200_000  # of a file that are compared
_FEWEST_WORDS = 5  # of a reference
_MOST_FILES = 600  # of a format that are read; a folder of thousands of tables would hide the rest

Results = dict[Path, RawDocument | LoadError]


def files_below(folders: Iterable[Path], formats: Iterable[str] = FORMATS) -> list[Path]:
    return sorted(
        p for folder in folders for p in folder.rglob("*") if p.is_file() and p.suffix.lower().lstrip(".") in formats
    )


def by_suffix(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Files by suffix, a sample of those that are very many."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        found[path.suffix.lower().lstrip(".")].append(path)
    return {kind: random.Random(5).sample(own, min(_MOST_FILES, len(own))) for kind, own in sorted(found.items())}


def text_of(document: RawDocument) -> str:
    """The text that was read: the names of a table's columns before its rows."""
    pieces, context = [], ""
    for block in document.blocks:
        if block.context != context:
            context = block.context
            pieces.append(context)
        pieces.append(block.text)
    return "\n".join(pieces)


def verdict(result: RawDocument | LoadError) -> str:
    """What has become of a file."""
    if isinstance(result, RawDocument):
        return "read"
    if result.reason.startswith("no text"):
        return "no text"
    failed = any(sign in result.reason for sign in ("crash", "took over", "could not be read ("))
    return "failed" if failed else "refused"


def coverage(paths: list[Path], limits: Limits) -> Results:
    results: Results = {}
    reasons: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kinds = by_suffix(paths)
    print(f"\n## Coverage: {sum(map(len, kinds.values()))} files")
    print("| suffix | files | MiB | read | no text in it | refused with a reason | parser failed | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, own in kinds.items():
        start = time.perf_counter()
        found = dict(load_many(own, limits=limits))
        seconds = time.perf_counter() - start
        results |= found
        count = Counter(verdict(result) for result in found.values())
        total += count
        for path, result in found.items():
            if isinstance(result, LoadError) and verdict(result) in ("failed", "refused"):
                reasons[result.reason[:90] + (f" [{path.name}]" if verdict(result) == "failed" else "")] += 1
        size = sum(path.stat().st_size for path in own) / (1 << 20)
        row = " | ".join(str(count[name]) for name in ("read", "no text", "refused", "failed"))
        print(f"| {kind} | {len(own)} | {size:.1f} | {row} | {seconds:.1f} |", flush=True)
    readable = total["read"] + total["failed"]
    print(f"Of {readable} readable files {total['read']} gave text ({100 * total['read'] / max(readable, 1):.2f} %).")
    for reason, times in reasons.most_common(25):
        print(f"- {times} x {reason}")
    return results


def agreement(results: Results, most: int) -> None:
    by_format: dict[str, list[Path]] = defaultdict(list)
    for path, result in results.items():
        form = result.format if isinstance(result, RawDocument) else path.suffix.lower().lstrip(".")
        bare = isinstance(result, LoadError) and "no text in this xml" in result.reason  # nothing but tags
        if form in REFERENCES and verdict(result) != "refused" and not bare:
            by_format[form].append(path)
    print("\n## Agreement: share of the reference's words found by us, in order")
    print("What we set aside (navigation, running lines) is not counted.")
    print(
        "| format | reference | files | words | in order | by file | median | in any order | wanted | below | worst |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for form, paths in sorted(by_format.items()):
        reference = REFERENCES[form]
        paths = random.Random(1).sample(paths, min(most, len(paths)))
        rows = []
        for path, text in references(form, paths).items():
            theirs = words(reference.tidy(text) if reference.both else text)[:_MOST_WORDS]
            rows.append((*_agreed(theirs, results[path], reference.tidy), path.name))
        rows = [row for row in rows if row[2] >= _FEWEST_WORDS]
        hits, bag, total = (sum(row[place] for row in rows) for place in range(3))
        by_file = [row[0] / row[2] for row in rows]
        low = sorted((part, row[3]) for part, row in zip(by_file, rows, strict=True) if part < reference.wanted)
        worst = "; ".join(f"{label} {part:.2f}" for part, label in low[:5])
        share = f"{hits / max(total, 1):.4f} | {sum(by_file) / max(len(rows), 1):.4f} | {median(by_file or [0]):.4f} | "
        share += f"{bag / max(total, 1):.4f} | {reference.wanted} | {len(low)}"
        print(f"| {form} | {reference.name} | {len(rows)} | {total} | {share} | {worst} |", flush=True)


def _agreed(theirs: list[str], result: RawDocument | LoadError, tidy: Callable[[str], str]) -> tuple[int, int, int]:
    """How many of a reference's words we have in its order, and in any; how many there are but those set aside."""
    if not isinstance(result, RawDocument):
        return 0, 0, len(theirs)
    ours = words(tidy(text_of(result)))[:_MOST_WORDS]
    aside = [words(tidy(text)) for text, _ in result.removed]
    left = less(theirs, aside)
    everything = Counter(ours) + Counter(word for run in aside for word in run)
    return found_in_order(left, ours), (Counter(left) & everything).total(), len(left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--fuzz", type=int, default=0)
    parser.add_argument("--hostile", nargs="?", const="both", default="", choices=["alone", "together", "both"])
    parser.add_argument("--markitdown", default="")
    parser.add_argument("--round-trip", type=Path, dest="round_trip")
    parser.add_argument("--questions", type=Path, default=Path(__file__).resolve().parents[1] / "data/questions.jsonl")
    parser.add_argument("--speed-mib", type=int, default=0)
    parser.add_argument("--most", type=int, default=150, help="files of a format that are compared with the reference")
    parser.add_argument("--formats", default="", help="suffixes, separated by commas; all when not given")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--no-agreement", action="store_true")
    options = parser.parse_args()
    limits = Limits(seconds=options.seconds)
    paths = files_below(options.folders, options.formats.split(",") if options.formats else FORMATS)
    if not paths and not options.round_trip and not options.hostile:
        print("loaders: skipped, no folder of sample files was given")
    if paths and not options.no_agreement:
        agreement(coverage(paths, limits), options.most)
    if options.fuzz:
        fuzz(paths, options.fuzz, limits)
    if options.speed_mib:
        speed(paths, options.speed_mib, options.markitdown, limits)
    if options.hostile:
        from tests.benchmarks.loader_hostile import hostile

        hostile(options.hostile)
    if options.round_trip:
        from tests.benchmarks.loader_round_trips import round_trips

        round_trips(options.round_trip, options.questions)


if __name__ == "__main__":
    main()
