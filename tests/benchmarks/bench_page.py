"""How the page answers when many ask at once: 5, 20 and 100 readers on this machine, each with a session of its own.

    python tests/benchmarks/bench_page.py [--seconds 60] [--readers 5 20 100] [--pause 3] [--memory 180]

Serves the sample corpus in a process of its own, asks over loopback as a browser does (queue and event stream), and
prints seconds from sending a question to its complete answer. Readers come, ask a few questions, think in between, and
close the page; others take their places. At the end 20 of them do so for longer, and the page's memory in the last
third of that time must be that of the third before. Exits with 1 when it is not, or when a question failed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
QUESTIONS = [
    "When was Yandex Korea founded?",
    "What did the round table of June 2021 discuss?",
    "화웨이는 러시아에서 무엇을 했나?",
    "한국과 러시아의 디지털 협력은 어떻게 이루어졌나?",
    "Какие компании строят цифровую экономику России?",
    "Что делает Huawei в России?",
    "How many moons does Neptune have?",
]
VISIT = 5  # questions of one reader, on average
FLAT = 0.05  # growth from the second third of the watch to the last that counts as none


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The page over the sample corpus: its address and its process."""
    with tempfile.TemporaryDirectory() as folder:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("DOCENT_")}
        env = {**clean, "DOCENT_INDEX_DIR": folder, "DOCENT_PORT": "0", "DOCENT_PER_MINUTE": "100000"}
        subprocess.run([sys.executable, "-m", "bot", "build"], cwd=ROOT, env=env, check=True, capture_output=True)
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr
            yield process.stderr.readline().split()[3], process.pid
        finally:
            process.terminate()
            process.wait()


@dataclass
class Crowd:
    """Readers of one page, what they saw and how much memory the page took meanwhile."""

    url: str
    pid: int
    numbers: dict[str, int]
    until: float
    pause: float
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def reader(self) -> None:
        """One seat: somebody opens the page, asks a few questions and closes it, then somebody else does."""
        await asyncio.sleep(random.uniform(0, self.pause))
        while time.monotonic() < self.until:
            headers = {"Accept-Language": random.choice(("en", "ko", "ru"))}
            async with httpx.AsyncClient(base_url=self.url, timeout=120, headers=headers) as client:
                session = uuid.uuid4().hex
                open_page = asyncio.create_task(heartbeat(client, session))
                try:
                    await self.opened(client, session)
                    await self.visit(client, session)
                finally:
                    open_page.cancel()
                    await asyncio.gather(open_page, return_exceptions=True)

    async def opened(self, client: httpx.AsyncClient, session: str) -> None:
        """What a browser asks for when a page is opened."""
        await client.get("/", headers={"Accept": "text/html"})
        for name, data in (("_open_page", ["{}"]), ("_offer", [[]])):
            asked = {"data": data, "fn_index": self.numbers[name], "session_hash": session}
            (await client.post("/gradio_api/run/predict", json=asked)).raise_for_status()

    async def visit(self, client: httpx.AsyncClient, session: str) -> None:
        """Ask, wait for the answer, think, a few times."""
        for _ in range(random.randint(2, 2 * VISIT - 2)):
            if time.monotonic() >= self.until:
                return
            started = time.monotonic()
            try:
                await self.ask(client, session)
                self.took.append(time.monotonic() - started)
            except (httpx.HTTPError, RuntimeError) as error:
                self.errors.append(repr(error))
            await asyncio.sleep(random.uniform(0.5, 1.5) * self.pause)

    async def ask(self, client: httpx.AsyncClient, session: str) -> None:
        """Send a question as the page does and read the session's events until it is answered."""
        typed = [random.choice(QUESTIONS), None, -1, "", None, []]
        asked = {"data": typed, "fn_index": self.numbers["_take"], "session_hash": session}
        (await client.post("/gradio_api/run/predict", json=asked)).raise_for_status()
        wanted = {"data": [None, None, [], [], [], [], 5], "fn_index": self.numbers["_ask"], "session_hash": session}
        (await client.post("/gradio_api/queue/join", json=wanted)).raise_for_status()
        async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
            async for line in events.aiter_lines():
                if line.startswith("data:") and self.ended(json.loads(line[5:])):
                    return

    def ended(self, event: dict[str, Any]) -> bool:
        """Whether an event is the last; notes the place in the queue that it tells."""
        if event["msg"] == "estimation":
            self.places.append(event.get("rank") or 0)
        if event["msg"] == "process_completed" and not event["success"]:
            raise RuntimeError(str(event["output"]))
        if event["msg"] == "close_stream":
            raise RuntimeError("the stream ended before the answer")
        return event["msg"] == "process_completed"

    async def watch(self) -> None:
        """Look at the memory twice a second."""
        while time.monotonic() < self.until:
            self.memory.append(megabytes(self.pid))
            await asyncio.sleep(0.5)


async def heartbeat(client: httpx.AsyncClient, session: str) -> None:
    """The connection that an open page holds."""
    async with client.stream("GET", f"/gradio_api/heartbeat/{session}", timeout=None) as beats:
        async for _ in beats.aiter_lines():
            pass


def megabytes(pid: int) -> float:
    """Resident memory of a process; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


async def gather(url: str, pid: int, readers: int, seconds: float, pause: float) -> Crowd:
    """Let a number of readers come, ask and go for a while and print what they saw."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        config = (await client.get("/config")).json()
    numbers = {row["api_name"]: row["id"] for row in reversed(config["dependencies"])}
    seen = Crowd(url, pid, numbers, time.monotonic() + seconds, pause)
    await asyncio.gather(seen.watch(), *(seen.reader() for _ in range(readers)))
    middle, worst = percentile(seen.took, 0.5), percentile(seen.took, 0.95)
    times = f"{middle:>7.2f} {worst:>7.2f} {max(seen.took, default=0):>7.2f}"
    memory = "{:.0f} {:.0f} {:.0f}".format(*thirds(seen.memory))
    print(
        f"{readers:>7} {len(seen.took):>9} {len(seen.errors):>7} {times} {max(seen.places):>6}   {memory}", flush=True
    )
    if seen.errors:
        print(f"        first error: {seen.errors[0][:200]}")
    return seen


def thirds(memory: list[float]) -> tuple[float, float, float]:
    """The median of each third of the time: one that stays open shows a rise from the second to the last."""
    size = max(len(memory) // 3, 1)
    first, second, last = (percentile(memory[n * size : (n + 1) * size], 0.5) for n in range(3))
    return first, second, last


def main() -> int:
    """Print the table; 1 when memory grew or a question failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, nargs="+", default=[5, 20, 100])
    parser.add_argument("--pause", type=float, default=3, help="seconds that a reader thinks, on average")
    parser.add_argument("--memory", type=float, default=180, help="seconds of the watch over memory; 0 leaves it out")
    given = parser.parse_args()
    failed = 0
    with served() as (url, pid):
        httpx.get(url, timeout=60)
        time.sleep(3)
        print("readers questions  errors     p50     p95     max  queue   memory by thirds of the time, MB")
        for readers in given.readers:
            failed += len(asyncio.run(gather(url, pid, readers, given.seconds, given.pause)).errors)
        if given.memory:
            seen = asyncio.run(gather(url, pid, 20, given.memory, given.pause))
            _, warm, end = thirds(seen.memory)
            grown = end / warm - 1
            verdict = "flat" if grown < FLAT else "NOT FLAT"
            print(f"last third against the one before: {warm:.0f} -> {end:.0f} MB, {grown:+.1%}: {verdict}")
            failed += len(seen.errors) + (grown >= FLAT)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
