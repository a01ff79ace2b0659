"""How long things take, beside the limits that the project sets itself.

    python tests/benchmarks/bench_time.py [--runs 5] [--passages 10000] [--only commands,page,build,queries,encoding]

commands: whole processes (`--help`, `search`, `ask`), disk warm. page: from the start of `app.py` to an answering
port, then the first question through a running index. build: passages a second from files. queries: one search among
many passages, made from the sample corpus by exchanging its figures and names. encoding: texts a second.
Each figure is the median of --runs. Limits hold for the clock on a machine that does nothing else; beside it stands
the processor time, which a busy machine changes little.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.evaluation import read_questions  # noqa: E402 - the script runs from anywhere
from index.builder import build  # noqa: E402
from index.embedder import load_embedder  # noqa: E402
from index.reader import IndexReader  # noqa: E402
from index.retriever import find  # noqa: E402

QUESTIONS = ROOT / "tests" / "data" / "questions.jsonl"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
ASKED = "Which hospital plans to open a clinic in Skolkovo?"


def main() -> int:
    """Measure what is asked for and print it; exit code 1 when a limit is passed."""
    arguments = _arguments()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{os.cpu_count()} cores, load {load:.1f}\n{'':<46}{'clock':>12}{'processor':>12}{'limit':>14}")
    parts: dict[str, Callable[[Path, argparse.Namespace], Iterator[Line]]] = {
        "commands": commands,
        "page": page,
        "build": built,
        "queries": queries,
        "encoding": encoding,
    }
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        build([ROOT / "docs"], index_dir=Path(folder) / "sample")
        for name in arguments.only.split(","):
            for line in parts[name](Path(folder), arguments):
                print(line.text(), flush=True)
                passed &= line.good
    return 0 if passed else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--only", default="commands,page,build,queries,encoding", metavar="PARTS")
    return parser.parse_args()


class Took(NamedTuple):
    """Seconds by the clock, and of processor time with that of child processes."""

    clock: float
    processor: float


class Line:
    """One measured figure; `least` turns the limit around."""

    def __init__(
        self, name: str, took: Took, *, scale: float = 1, unit: str = "s", limit: float | None = None, rate: float = 0
    ) -> None:
        """Seconds times `scale`; with a `rate`, so many things a second, of which the limit is the least."""
        self._name, self._unit, self._limit, self._least = name, unit, limit, bool(rate)
        self._values = [rate / seconds if rate else seconds * scale for seconds in took]
        clock = self._values[0]
        self.good = limit is None or (clock >= limit if rate else clock <= limit)

    def text(self) -> str:
        """The line of the table."""
        limit = "" if self._limit is None else f"{'>' if self._least else '<'} {self._limit:,g} {self._unit}"
        values = "".join(f"{f'{v:,.{0 if v >= 100 else 2}f} {self._unit}':>12}" for v in self._values)
        return f"{self._name:<46}{values}{limit:>14}{'' if self.good else '  over'}"


def timed(run: Callable[[], object]) -> Took:
    """One run."""
    clock, processor = time.perf_counter(), _processor()
    run()
    return Took(time.perf_counter() - clock, _processor() - processor)


def _processor() -> float:
    return time.process_time() + sum(os.times()[2:4])


def median(run: Callable[[], object], runs: int) -> Took:
    """The median of several, after one that warms the disk."""
    run()
    return middle([timed(run) for _ in range(runs)])


def middle(found: list[Took]) -> Took:
    """The median of clock and processor time, each for itself."""
    return Took(statistics.median(t.clock for t in found), statistics.median(t.processor for t in found))


def commands(folder: Path, arguments: argparse.Namespace) -> Iterator[Line]:
    """Whole processes of the command line."""
    index = str(folder / "sample")

    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-m", "bot", *words], cwd=ROOT, capture_output=True, check=True)

    yield Line("python -m bot --help", median(run("--help"), arguments.runs), limit=0.8)
    yield Line("python -m bot search", median(run("search", ASKED, "--index", index), arguments.runs), limit=4)
    yield Line("python -m bot ask", median(run("ask", ASKED, "--index", index), arguments.runs), limit=4)
    yield Line("python -m bot build, nothing changed", median(run("build", "docs", "--index", index), 1))


def page(folder: Path, arguments: argparse.Namespace) -> Iterator[Line]:
    """The page from a cold process, and a first question."""
    ports = range(17860, 17860 + min(arguments.runs, 3))
    yield Line("page up", middle([timed(partial(_page_up, folder, port)) for port in ports]), limit=15)
    code = (
        "import sys, time\nfrom bot.chatbot import ChatBot\nfrom bot.settings import load_settings\n"
        "bot = ChatBot(load_settings(index_dir=sys.argv[1]))\nbot.reader.current()\n"
        "clock, processor = time.perf_counter(), time.process_time()\nbot.ask(sys.argv[2])\n"
        "print(time.perf_counter() - clock, time.process_time() - processor)"
    )
    command = [sys.executable, "-c", code, str(folder / "sample"), ASKED]
    found = []
    for _ in range(arguments.runs):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found.append(Took(*map(float, done.stdout.split())))
    yield Line("first answer after that", middle(found), limit=1)


def _page_up(folder: Path, port: int) -> None:
    environment = os.environ | {"DOCENT_INDEX_DIR": str(folder / "sample"), "DOCENT_PORT": str(port)}
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, **QUIET)
    try:
        while time.perf_counter() - started < 120:
            if process.poll() is not None:
                raise SystemExit(f"app.py ended with exit code {process.returncode}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    answer.read()
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
    finally:
        process.terminate()
        process.wait()
    raise SystemExit("the page was not up within two minutes")


def built(folder: Path, arguments: argparse.Namespace) -> Iterator[Line]:
    """A build of many files, and one more file added to them."""
    count = _many(folder / "many", arguments.passages)
    reports = []
    took = timed(lambda: reports.append(build([folder / "many"], index_dir=folder / "large")))
    passages = reports[0].passages
    yield Line(f"build of {count} files, {passages:,} passages", took)
    yield Line("passages built", took, unit="a s", rate=passages)
    (folder / "many" / "one-more.txt").write_text("One more text was added.", encoding="utf-8")
    yield Line("build after adding one file", timed(lambda: build([folder / "many"], index_dir=folder / "large")))


def queries(folder: Path, arguments: argparse.Namespace) -> Iterator[Line]:
    """Searches among many passages, in this process."""
    if not (folder / "large").exists():
        _many(folder / "many", arguments.passages)
        build([folder / "many"], index_dir=folder / "large")
    generation = IndexReader(folder / "large").current()
    questions = [question.question for question in read_questions(QUESTIONS)]
    size = f"{generation.size:,} passages"
    yield Line(f"first search, {size}", timed(lambda: find(generation, questions[0])), scale=1000, unit="ms")
    found = [timed(lambda: find(generation, question)) for question in questions]  # noqa: B023 - called at once
    yield Line(f"search p50, {size}", _at(found, 0.5), scale=1000, unit="ms", limit=10)
    yield Line(f"search p95, {size}", _at(found, 0.95), scale=1000, unit="ms")


def _at(found: list[Took], share: float) -> Took:
    clock, processor = (sorted(values)[int(len(found) * share)] for values in zip(*found, strict=True))
    return Took(clock, processor)


def encoding(folder: Path, arguments: argparse.Namespace) -> Iterator[Line]:
    """The embedding model alone."""
    model = load_embedder()
    texts = [text for n, text in _variants(300)]
    pieces = [text[i : i + 400] for text in texts for i in range(0, len(text), 400)]
    took = median(lambda: model.embed_passages(pieces), arguments.runs)
    yield Line("passages of 400 characters encoded", took, unit="a s", rate=len(pieces), limit=1000)
    took = median(lambda: [model.embed_queries([ASKED]) for _ in range(1000)], arguments.runs)
    yield Line("one question encoded", took, unit="ms", limit=15)


def _many(folder: Path, passages: int) -> int:
    """Enough variants of the sample corpus for so many passages; gives how many files."""
    folder.mkdir(parents=True, exist_ok=True)
    count = max(1, passages // 9)  # a sample document has eight or nine passages
    for n, text in _variants(count):
        (folder / f"{n:05}.md").write_text(text, encoding="utf-8")
    return count


def _variants(count: int) -> Iterator[tuple[int, str]]:
    """Texts that resemble the sample corpus and differ from one another in figures and in the order of sentences."""
    texts = [p.read_text(encoding="utf-8").split("---", 2)[-1] for p in sorted((ROOT / "docs").glob("*.md"))]
    for n in range(count):
        chance = random.Random(n)
        blocks = texts[n % len(texts)].strip().split("\n\n")
        chance.shuffle(blocks)
        digits = "".join(chance.sample("123456789", 9))
        changed = re.sub(r"[1-9]", lambda m: digits[int(m.group()) - 1], "\n\n".join(blocks))  # noqa: B023 - used at once
        yield n, changed


if __name__ == "__main__":
    sys.exit(main())
