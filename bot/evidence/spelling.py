"""How likely two words in different scripts are one name, by how names were seen to be written in both.

The table (`words/spelling.tsv.gz`) holds pairs of letter groups of two scripts with their weight: the logarithm of
how much oftener they stand for one another than by chance. Two words are spelt alike when the best way to cut both
into such groups weighs more than nothing. Knows no meaning; within one script it knows nothing.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import lru_cache
from pathlib import Path

from index.text import script_of

TABLE = Path(__file__).parent / "words" / "spelling.tsv.gz"
ALONE = -5.0  # weight of a letter that the table knows no counterpart of
NEVER = float("-inf")
LONGEST = 24  # letters of a word that is compared
_ORDER = ("hangul", "cyrillic", "latin")  # the first column of the table is the script that stands earlier here

Weights = dict[tuple[str, str], float]
Shapes = tuple[tuple[int, int], ...]


@lru_cache(maxsize=100_000)
def log_odds(one: str, other: str) -> float:
    """Natural logarithm of the odds that two words are one name, against two names taken at random.

    Minus infinity where the words are of one script, of another than the table's, or too long.
    """
    scripts = [script_of(word[0]) if word else "" for word in (one, other)]
    if scripts[0] == scripts[1] or not set(scripts) <= set(_ORDER):
        return NEVER
    if _ORDER.index(scripts[0]) > _ORDER.index(scripts[1]):
        one, other = other, one
        scripts.reverse()
    here, there = letters(one), letters(other)
    if not (here and there) or max(len(here), len(there)) > LONGEST:
        return NEVER
    return best_cut(here, there, *_tables()[scripts[0], scripts[1]])


@lru_cache(maxsize=50_000)
def letters(word: str) -> str:
    """Small letters without accents; of Hangul the sounds of each syllable, initial and final ones apart."""
    found = []
    for char in word.lower().replace("ё", "е"):
        if "а" <= char <= "я":
            found.append(char)
        else:  # the initial of a syllable that begins with a vowel is silent
            parts = unicodedata.normalize("NFKD", char)
            found += [part for part in parts if (part.isalpha() or "ᅠ" < part <= "ᇿ") and part != "ᄋ"]
    return "".join(found)


def best_cut(one: str, other: str, weights: Weights, shapes: Shapes) -> float:
    """The greatest weight of two words cut into groups that stand for one another.

    Args:
        one: letters of the first script.
        other: letters of the second.
        weights: of pairs of groups.
        shapes: how many letters of each the groups have.
    """
    rows = [[NEVER] * (len(other) + 1) for _ in range(len(one) + 1)]
    rows[0][0] = 0.0
    for i, row in enumerate(rows):
        for j in range(len(other) + 1):
            best = row[j]
            for a, b in shapes:
                if i >= a and j >= b:
                    known = weights.get(
                        (one[i - a : i], other[j - b : j]), ALONE if a + b == 1 or a == b == 1 else None
                    )
                    if known is not None and (weight := rows[i - a][j - b] + known) > best:
                        best = weight
            row[j] = best
    return rows[-1][-1]


@lru_cache(maxsize=1)
def _tables() -> dict[tuple[str, str], tuple[Weights, Shapes]]:
    weights: dict[tuple[str, str], Weights] = {}
    for line in gzip.decompress(TABLE.read_bytes()).decode("utf-8").splitlines():
        first, second, one, other, weight = line.split("\t")
        weights.setdefault((first, second), {})[one, other] = float(weight)
    shapes = {pair: {(len(a), len(b)) for a, b in table} | {(1, 0), (0, 1), (1, 1)} for pair, table in weights.items()}
    return {pair: (table, tuple(sorted(shapes[pair]))) for pair, table in weights.items()}
