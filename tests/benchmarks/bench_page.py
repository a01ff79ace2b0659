"""How the page answers when many ask at once: 5, 20 and 100 readers on this machine, each with a session of its own.

    python tests/benchmarks/bench_page.py [--seconds 60] [--readers 5 20 100] [--pause 3]

Serves the sample corpus in a process of its own, asks over loopback as a browser does (queue and event stream), and
prints seconds from sending a question to its complete answer. Each reader thinks for a while between two questions.
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
from pathlib import Path

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


async def reader(
    url: str, events: dict[str, int], until: float, pause: float, seconds: list[float], errors: list[str]
) -> None:
    """Ask, wait for the answer, think, until the time is up."""
    session = uuid.uuid4().hex
    async with httpx.AsyncClient(base_url=url, timeout=120, headers={"Accept-Language": "en"}) as client:
        await asyncio.sleep(random.uniform(0, pause))
        while time.monotonic() < until:
            started = time.monotonic()
            try:
                typed = [random.choice(QUESTIONS), None, -1]
                asked = {"data": typed, "fn_index": events["_take"], "session_hash": session}
                (await client.post("/gradio_api/run/predict", json=asked)).raise_for_status()
                wanted = {"data": [None, None, [], [], [], [], 5], "fn_index": events["_ask"], "session_hash": session}
                (await client.post("/gradio_api/queue/join", json=wanted)).raise_for_status()
                await finished(client, session)
                seconds.append(time.monotonic() - started)
            except (httpx.HTTPError, RuntimeError) as error:
                errors.append(repr(error))
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)


async def finished(client: httpx.AsyncClient, session: str) -> None:
    """Read the session's events until its question is answered."""
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
        async for line in events.aiter_lines():
            if not line.startswith("data:"):
                continue
            event = json.loads(line[5:])
            if event["msg"] == "process_completed":
                if not event["success"]:
                    raise RuntimeError(str(event["output"]))
                return
            if event["msg"] == "close_stream":
                raise RuntimeError("the stream ended before the answer")


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


async def crowd(url: str, pid: int, readers: int, seconds: float, pause: float) -> None:
    """Let a number of readers ask for a while and print what they saw."""
    async with httpx.AsyncClient(base_url=url) as client:
        config = (await client.get("/config")).json()
    numbers = {row["api_name"]: row["id"] for row in reversed(config["dependencies"])}
    took: list[float] = []
    errors: list[str] = []
    until, before = time.monotonic() + seconds, megabytes(pid)
    await asyncio.gather(*(reader(url, numbers, until, pause, took, errors) for _ in range(readers)))
    row = (readers, len(took), len(errors), percentile(took, 0.5), percentile(took, 0.95), max(took, default=0.0))
    print(("{:>7} {:>9} {:>7} {:>7.2f} {:>7.2f} {:>7.2f}" + f"   {before:.0f} -> {megabytes(pid):.0f}").format(*row))
    if errors:
        print(f"        first error: {errors[0][:200]}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, nargs="+", default=[5, 20, 100])
    parser.add_argument("--pause", type=float, default=3, help="seconds that a reader thinks, on average")
    given = parser.parse_args()
    with served() as (url, pid):
        httpx.get(url, timeout=60)
        time.sleep(3)
        print("readers questions  errors     p50     p95     max   memory, MB")
        for readers in given.readers:
            asyncio.run(crowd(url, pid, readers, given.seconds, given.pause))


if __name__ == "__main__":
    main()
