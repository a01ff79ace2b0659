"""Makes `spelling.tsv.gz`: which letter groups of two scripts stand for one another in names (`spelling.py`).

    python bot/evidence/words/make_spelling.py FOLDER [PAIRS]

FOLDER holds lists of names in two languages (tab-separated: source, a, b). Names of as many words are paired word by
word in the order that sounds alike; then expectation maximisation finds the groups, as in many-to-many alignment for
letter-to-phoneme conversion (Jiampojamarn et al. 2007). Takes five minutes with the 9,000 pairs that the shipped table
was made of.
"""

from __future__ import annotations

import gzip
import math
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from bot.evidence.spelling import TABLE, Weights, letters  # noqa: E402 - the script runs from anywhere
from bot.evidence.translit import distance  # noqa: E402

SOURCES = ("wd-netrans", "pivot-title", "wikidict")
PAIRS, ROUNDS, LEFT_OUT = 9_000, 5, 1_500  # the first ones stay out, to measure on
LEAST = 1e-4  # of one group in one pair
FAR = 0.55  # distance of two words that are no pair
LIKELY_PLACE = 0.34  # of the word's length: how far apart, at first, groups that stand for one another may be
_RUSSIAN_NAME = re.compile("[А-ЯЁ][а-яё]+")  # of titles in small letters the rest is no name
_LATIN_NAME = re.compile("[A-ZÀ-Ž][a-zà-ž]+(?: [A-ZÀ-Ž][a-zà-ž]+){0,2}")
LISTS = {  # file: scripts of its columns, shapes of the groups
    "names_koen": ("hangul", "latin", "11 12 13 21 22 23 32 10 01 02 14 20 31 33"),
    "names_enru": ("latin", "cyrillic", "11 12 21 22 10 01 31 20 32 23 41"),
    "names_koru": ("hangul", "cyrillic", "11 12 21 22 10 01 23 32 31 20 13 02"),
}


def word_pairs(path: Path) -> list[tuple[str, str]]:
    """Words of names that are likely one in two scripts."""
    found: set[tuple[str, str]] = set()
    for line in gzip.open(path, "rt", encoding="utf-8"):
        source, a, b = line.rstrip("\n").split("\t")
        here, there = (re.sub(r"[(].*?[)]", "", name).replace(",", "").split() for name in (a, b))
        if source not in SOURCES or len(here) != len(there) or not 1 <= len(here) <= 3:
            continue
        if re.search("[А-Яа-яё]", b) and not _RUSSIAN_NAME.fullmatch(there[0]):
            continue
        if not (re.search("[가-힣]", a) or _LATIN_NAME.fullmatch(a)):
            continue
        turned = [here, here[1:] + here[:1], here[-1:] + here[:-1]]
        best = min(turned, key=lambda words: sum(map(distance, words, there)))
        found.update(pair for pair in zip(best, there, strict=True) if _is_pair(*pair))
    return sorted(found)


def _is_pair(one: str, other: str) -> bool:
    plain = all(re.fullmatch(r"[^\W\d_]{2,15}", word) for word in (one, other))
    return plain and distance(one, other) < FAR


def train(pairs: list[tuple[str, str]], shapes: list[tuple[int, int]]) -> Weights:
    """The logarithm of how much oftener two groups stand for one another than their letters do by chance."""
    data = [(letters(one), letters(other)) for one, other in pairs]
    chances: dict[tuple[str, str], float] | None = None
    for turn in range(ROUNDS):
        counts: defaultdict[tuple[str, str], float] = defaultdict(float)
        for one, other in data:
            _count(one, other, shapes, chances, counts)
        kept = {groups: n for groups, n in counts.items() if not turn or n > 0.5 * turn}
        total = sum(kept.values())
        chances = {groups: n / total for groups, n in kept.items()}
    alone = [_logs(Counter(letter for pair in data for letter in pair[side])) for side in (0, 1)]
    return {
        groups: math.log(chance) - sum(alone[side][letter] for side in (0, 1) for letter in groups[side])
        for groups, chance in (chances or {}).items()
    }


def _logs(counts: Counter[str]) -> dict[str, float]:
    return {letter: math.log(n / counts.total()) for letter, n in counts.items()}


def _count(
    one: str,
    other: str,
    shapes: list[tuple[int, int]],
    chances: dict[tuple[str, str], float] | None,
    counts: defaultdict[tuple[str, str], float],
) -> None:
    """Add what groups of one pair are expected to stand for one another, forward and backward."""
    n, m = len(one), len(other)
    forward, arcs = _forward(one, other, shapes, chances)
    if not forward[n][m]:
        return
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward[n][m] = 1.0
    for i, j, a, b, chance in reversed(arcs):
        behind = backward[i][j] * chance
        backward[i - a][j - b] += behind
        share = forward[i - a][j - b] * behind / forward[n][m]
        if share > LEAST:
            counts[one[i - a : i], other[j - b : j]] += share


def _forward(
    one: str, other: str, shapes: list[tuple[int, int]], chances: dict[tuple[str, str], float] | None
) -> tuple[list[list[float]], list[tuple[int, int, int, int, float]]]:
    """How likely the beginnings of two words are, and the groups that lead from one to the next."""
    n, m = len(one), len(other)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    arcs = []
    for i in range(n + 1):
        for j in range(m + 1):
            for a, b in shapes:
                if i < a or j < b or not forward[i - a][j - b]:
                    continue
                if chances is None:
                    chance = _first_chance(a, b) * (1 if abs(i / n - j / m) < LIKELY_PLACE else 0.05)
                else:
                    chance = chances.get((one[i - a : i], other[j - b : j]), 0.0)
                if chance:
                    forward[i][j] += forward[i - a][j - b] * chance
                    arcs.append((i, j, a, b, chance))
    return forward, arcs


def _first_chance(a: int, b: int) -> float:
    if a + b == 1:
        return 0.005
    return 0.05 if a == b == 1 else 0.05 * math.pow(0.03, max(a, b) - 0.7)


def main() -> None:
    """Write the table."""
    folder, size = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PAIRS
    lines = []
    for name, (first, second, shapes) in LISTS.items():
        pairs = word_pairs(folder / f"{name}.tsv.gz")
        random.Random(1).shuffle(pairs)
        weights = train(pairs[LEFT_OUT : LEFT_OUT + size], [(int(shape[0]), int(shape[1])) for shape in shapes.split()])
        for (one, other), weight in sorted(weights.items()):
            columns = (second, first, other, one) if first == "latin" else (first, second, one, other)
            lines.append("\t".join([*columns, f"{weight:.2f}"]))
    TABLE.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
