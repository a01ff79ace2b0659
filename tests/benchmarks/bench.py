"""Run every benchmark of this folder, one after another: `make bench [SETS=FOLDER] [SOURCES=DIR] [SAMPLES=DIRS]`.

    python tests/benchmarks/bench.py [FOLDER] [--sources DIR] [--samples "DIR ..."] [--only quality,time]
    python tests/benchmarks/bench.py --only index --arguments "scale --passages 100000"

FOLDER and --sources are those of bench_quality.py; without a folder it scores the sample corpus and says what it
skipped. --samples are folders of files in any format, which bench_loaders.py reads, breaks and times. Each benchmark
is a process of its own, so one that fails does not stop the others; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ARGUMENTS: dict[str, list[str]] = {
    "quality": [],
    "joints": [],
    "loaders": ["docs", "--round-trip", "docs"],
    "verify": [],
    "conflicts": [],
    "followups": [],
    "streaming": [],
    "page": [],
    "time": [],
    "index": [],
}
_SAMPLED = ["--hostile", "--fuzz", "1500", "--speed-mib", "100", "--round-trip", "docs"]


def main() -> int:
    """Run them; gives 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="holds the sets for bench_quality.py")
    parser.add_argument("--sources", metavar="DIR", help="documents of the folder's question files")
    parser.add_argument("--samples", default="", metavar="DIRS", help="files of any format, for bench_loaders.py")
    parser.add_argument("--only", default=",".join(ARGUMENTS), metavar="NAMES")
    parser.add_argument("--arguments", default="", metavar="WORDS", help="of the one benchmark that --only names")
    arguments = parser.parse_args()
    ARGUMENTS["loaders"] = [*arguments.samples.split(), *_SAMPLED] if arguments.samples else ARGUMENTS["loaders"]
    ARGUMENTS[arguments.only.split(",")[0]] += arguments.arguments.split()
    ARGUMENTS["quality"] += [arguments.folder] if arguments.folder else []
    ARGUMENTS["quality"] += ["--sources", arguments.sources] if arguments.sources else []
    failed = [name for name in arguments.only.split(",") if not _run(name)]
    print(f"\nFailed or over a limit: {', '.join(failed)}" if failed else "\nAll benchmarks ran.")
    return 1 if failed else 0


def _run(name: str) -> bool:
    """One benchmark; one that is not there is said and does not count."""
    path = HERE / f"bench_{name}.py"
    if not path.is_file():
        print(f"\n== {name}: skipped, {path.name} is not there")
        return True
    print(f"\n== {name}", flush=True)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, str(path), *ARGUMENTS[name]], cwd=ROOT, check=False)
    print(f"== {name}: {time.perf_counter() - started:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
