"""Times of an answer with a chat model on loopback: from the model's first token to the first words that a reader
gets, and from Stop to the end of the stream and of the model's call.

    python tests/benchmarks/bench_streaming.py [--answers 30]

The model writes a word each 20 ms. Limit: 300 ms for the first words (95th percentile).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.answer import Text  # noqa: E402 - the script runs from anywhere
from bot.chatbot import ChatBot  # noqa: E402
from bot.settings import load_settings  # noqa: E402
from index.builder import build  # noqa: E402
from tests.openai_server import OpenAIServer, Reply  # noqa: E402

QUESTIONS = {
    "ko": (
        "알리바바의 알리익스프레스 러시아 지분은?",
        "알리바바는 48%이다 [1]. 러시아 쪽은 52%이다 [1].",
    ),
    "en": ("How much of AliExpress Russia does Alibaba hold?", "Alibaba holds 48% [1]. Its partners hold 52% [1]."),
    "ru": ("Какую долю AliExpress Russia держит Alibaba?", "Доля Alibaba — 48 % [1]. Доля партнёров — 52 % [1]."),
}
LIMIT = 0.3  # seconds


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--answers", type=int, default=30)
    count = arguments.parse_args().answers
    with tempfile.TemporaryDirectory() as folder:
        build([ROOT / "docs"], index_dir=Path(folder))
        worst = 0.0
        for language, (question, text) in QUESTIONS.items():
            cold, warm = first_words(Path(folder), question, text, max(2, count // 3))
            worst = max(worst, cold, quantile(warm, 0.95))
            print(
                f"{language}: first words after the first token: first answer {cold * 1000:.0f} ms, then "
                f"p50 {quantile(warm, 0.5) * 1000:.0f} ms, p95 {quantile(warm, 0.95) * 1000:.0f} ms ({len(warm)})"
            )
        ends = [stopped(Path(folder), *QUESTIONS["en"]) for _ in range(5)]
        middle = statistics.median(ends)
        print(f"Stop: the stream ends after {middle * 1000:.0f} ms, at most {max(ends) * 1000:.0f} ms ({len(ends)})")
    return int(worst > LIMIT)


def bot_at(folder: Path, url: str) -> ChatBot:
    settings = load_settings(index_dir=folder, llm="openai:stand-in", llm_base_url=url, llm_translate=False)
    return ChatBot(settings)


def first_words(folder: Path, question: str, text: str, count: int) -> tuple[float, list[float]]:
    """Seconds of the first answer, and of the others."""
    taken = []
    with OpenAIServer(Reply(text, delay=0.02)) as server:
        bot = bot_at(folder, server.url)
        for _ in range(count):
            events = bot.stream(question)
            for event in events:
                if isinstance(event, Text):
                    taken.append(time.monotonic() - server.first[-1])
                    break
            for _rest in events:
                pass
    return taken[0], taken[1:]


def stopped(folder: Path, question: str, text: str) -> float:
    """Seconds from Stop to the end of the stream, in the middle of a long answer."""
    with OpenAIServer(Reply(text * 50, delay=0.02)) as server:
        stop = threading.Event()
        begun = 0.0
        for event in bot_at(folder, server.url).stream(question, stop=stop):
            if isinstance(event, Text) and not begun:
                stop.set()
                begun = time.monotonic()
        return time.monotonic() - begun


def quantile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    sys.exit(main())
