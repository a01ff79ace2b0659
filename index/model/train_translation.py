"""Make the word translation table: `python index/model/train_translation.py CORPUS OUT`.

CORPUS holds the files `koen`, `ruen`, `koru` (sentence pairs), `dict_*` (words) and `names_*`, `NAME.tsv.gz`, three
columns: source, a, b. OUT is one npz file, read by `index/words/translation.py`. Deterministic; a quarter of an hour on
two cores, nearly all of it for Kiwi to take Korean apart.

The way: texts to units (stems; Korean nouns and verbs), IBM model 1 in both directions, dictionary words mixed in,
Korean and Russian also by way of English, pruned. Brown and others, "The Mathematics of Statistical Machine
Translation" (1993), model 1, begun from association instead of equal chances (Moore, ACL 2004).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from index.model.translation_units import (
    Lines,
    Pair,
    Units,
    korean_units,
    read_lines,
    shown_form,
    spellings,
    word_units,
)

PAIRS = (("ko", "en"), ("ru", "en"), ("ko", "ru"))
FLOOR = 3.0  # a unit that stands in lines of less weight is left out
NULL_SHARE = 0.2  # of a word's chance to stand there for no word of the other side
ROUNDS = 6
DICTIONARY_SHARE = 0.3  # of the dictionaries' chances, where they know a word
LISTED = {"dict": 1.0, "name": 0.3}  # a word may be someone's name by chance ("Said")
DIRECT_LINES = 10.0  # a word in so many Korean-Russian lines is learnt from them and by way of English by halves
UNITS = 60_000  # of a language, the commonest: 16 bits number them
KEPT, LEAST = 10, 0.01  # translations of a word, and the least chance of one
COMMONNESS = 0.25  # exponent of a word's frequency among a dictionary's translations

Matrix = Any  # scipy.sparse.csr_matrix, which has no types
Ints = NDArray[np.int64]


class Bitext(NamedTuple):
    """Every unit of a line with every unit of its other side.

    `pair` (n,) indexes the different pairs `a`, `b`; `by_a` (n,) numbers (line, unit of a), `by_b` (line, unit of b).
    """

    a: Ints
    b: Ints
    pair: Ints
    by_a: Ints
    by_b: Ints
    weight: NDArray[np.float32]


def pair_up(left: list[list[int]], right: list[list[int]], *, weights: list[float], sizes: tuple[int, int]) -> Bitext:
    """Pair the units of all lines; what stands together once, and in no dictionary, is left out."""
    of_a, of_b = np.array([len(units) for units in left]), np.array([len(units) for units in right])
    flat_a, flat_b = (np.array([unit for line in side for unit in line], dtype=np.int64) for side in (left, right))
    count = of_a * of_b
    line = np.repeat(np.arange(len(left)), count)
    inner = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    by_a = (np.cumsum(of_a) - of_a)[line] + inner // of_b[line]
    by_b = (np.cumsum(of_b) - of_b)[line] + inner % of_b[line]
    weight = np.array(weights, dtype=np.float32)[line]
    keys, pair = np.unique(flat_a[by_a] * sizes[1] + flat_b[by_b], return_inverse=True)
    enough = np.bincount(pair, weights=weight) > 1.5
    keep = enough[pair]
    pair = (np.cumsum(enough) - 1)[pair[keep]]
    keys = keys[enough]
    return Bitext(keys // sizes[1], keys % sizes[1], pair, by_a[keep], by_b[keep], weight[keep])


def model_one(text: Bitext, *, forward: bool) -> NDArray[np.float64]:
    """P(b | a) of every pair if forward, else P(a | b)."""
    source, target, group = (text.a, text.b, text.by_b) if forward else (text.b, text.a, text.by_a)
    together = np.bincount(text.pair, weights=text.weight, minlength=len(source))
    alone, other = np.bincount(source, together), np.bincount(target, together)
    null = np.zeros(int(group.max()) + 1)
    null[group] = NULL_SHARE * (other / other.sum())[target[text.pair]]
    table = 2 * together / (alone[source] + other[target])
    table = table / np.bincount(source, table)[source]
    for _ in range(ROUNDS):
        share = table[text.pair]
        total = np.bincount(group, weights=share, minlength=len(null)) + null
        table = np.bincount(text.pair, weights=text.weight * share / total[group], minlength=len(source))
        table = table / np.bincount(source, table)[source]
    return table


def learn(lines: Lines, pair: Pair, counts: dict[str, NDArray[np.float64]]) -> tuple[Matrix, Matrix]:
    """P(b | a) `(a, b)` and P(a | b) `(b, a)`, dictionaries mixed in, both directions agreed."""
    left, right = ([[u for u in line if counts[side][u] >= FLOOR] for line in lines.units[side]] for side in pair)
    sizes = (len(counts[pair[0]]), len(counts[pair[1]]))
    words: defaultdict[tuple[int, int], float] = defaultdict(float)
    for a, b, kind in zip(left, right, lines.kind, strict=True):
        if kind != "pair" and len(a) == len(b) == 1:
            words[a[0], b[0]] += LISTED[kind]
    listed = csr_matrix((np.sqrt(list(words.values())), np.array(list(words)).reshape(-1, 2).T), shape=sizes)
    common = [diags(counts[side] ** COMMONNESS) for side in pair]
    text = pair_up(left, right, weights=lines.weights, sizes=sizes)
    forward = csr_matrix((model_one(text, forward=True), (text.a, text.b)), shape=sizes)
    backward = csr_matrix((model_one(text, forward=False), (text.b, text.a)), shape=sizes[::-1])
    forward = _with_dictionary(forward, (listed @ common[1]).tocsr())
    backward = _with_dictionary(backward, (listed.T @ common[0]).tocsr())
    return _agreed(forward, backward), _agreed(backward, forward)


def _normal(matrix: Matrix) -> Matrix:
    """Rows that sum to 1; empty rows stay empty."""
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    return (diags(1 / np.where(sums > 0, sums, 1)) @ matrix).tocsr()


def _mixed(first: Matrix, second: Matrix, share: NDArray[np.float64]) -> Matrix:
    """Row by row, `share` of the second, the rest of the first."""
    return _normal((diags(1 - share) @ _normal(first) + diags(share) @ _normal(second)).tocsr())


def _with_dictionary(learnt: Matrix, known: Matrix) -> Matrix:
    return _mixed(learnt, known, np.where(np.diff(known.indptr) > 0, DICTIONARY_SHARE, 0.0))


def _agreed(forward: Matrix, backward: Matrix) -> Matrix:
    """The pairs that both directions know: the forward chance times the root of the backward one."""
    return _normal(forward.multiply(backward.T.tocsr().power(0.5)).tocsr())


def by_way_of(direct: Matrix, first: Matrix, second: Matrix, *, seen: NDArray[np.float64]) -> Matrix:
    """Mix what was learnt directly with the way over a third language; `seen` lines of a word speak for direct."""
    return _mixed(pruned(first) @ pruned(second), direct, seen / (seen + DIRECT_LINES))


def pruned(matrix: Matrix) -> Matrix:
    """The KEPT likeliest of each row that reach LEAST."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, row))
    rank = np.arange(len(order)) - matrix.indptr[row[order]]
    order = order[(rank < KEPT) & (matrix.data[order] >= LEAST)]
    return csr_matrix((matrix.data[order], (row[order], matrix.indices[order])), shape=matrix.shape)


def count(lines: Iterable[Lines], language: str, size: int) -> NDArray[np.float64]:
    """How much weight of lines each unit of a language stands in."""
    total = np.zeros(size)
    for part in lines:
        lists = part.units.get(language, [])
        weights = np.repeat(part.weights[: len(lists)], [len(units) for units in lists])
        total += np.bincount(np.array([u for units in lists for u in units], np.int64), weights, minlength=size)
    return total


def make_tables(lines: dict[Pair, Lines], sizes: dict[str, int]) -> tuple[dict[Pair, Matrix], dict[str, Any]]:
    """The pruned table of each direction, and the counts of each language's units."""
    counts = {language: count(lines.values(), language, size) for language, size in sizes.items()}
    tables: dict[Pair, Matrix] = {}
    for pair, part in lines.items():
        tables[pair], tables[pair[::-1]] = learn(part, pair, counts)
    for a, b in (("ko", "ru"), ("ru", "ko")):
        seen = count([lines["ko", "ru"]], a, sizes[a])
        tables[a, b] = by_way_of(tables[a, b], tables[a, "en"], tables["en", b], seen=seen)
    return {pair: pruned(table) for pair, table in tables.items()}, counts


def save(path: Path, tables: dict[Pair, Matrix], *, units: dict[str, Units], counts: dict[str, Any]) -> None:
    """Write the units that have a translation, the commonest first, and the chances in 255ths, likeliest first."""
    arrays: dict[str, Any] = {}
    kept: dict[str, Ints] = {}
    for language, known in units.items():
        used = np.zeros(len(known.numbers), dtype=bool)
        for (source, target), table in tables.items():
            used |= np.diff(table.indptr) > 0 if source == language else False
            used[table.indices if target == language else []] = True
        chosen = np.flatnonzero(used)
        kept[language] = chosen[np.argsort(-counts[language][chosen], kind="stable")][:UNITS]
        arrays |= _texts(language, known, kept[language].tolist())
    for (source, target), table in tables.items():
        part = table[kept[source]][:, kept[target]].tocsr()
        order = np.lexsort((part.indices, -part.data, np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))))
        arrays[f"{source}_{target}_starts"] = part.indptr.astype(np.uint32)
        arrays[f"{source}_{target}_targets"] = part.indices[order].astype(np.uint16)
        arrays[f"{source}_{target}_chances"] = np.maximum(np.rint(part.data[order] * 255), 1).astype(np.uint8)
    np.savez_compressed(path, **arrays)


def _texts(language: str, known: Units, kept: list[int]) -> dict[str, Any]:
    """The units' names, the form of each to show, and the spellings of Korean verbs, as bytes."""
    names = list(known.numbers)
    lists = {"stems": [names[number] for number in kept], "shown": [""] * len(kept)}
    packed: dict[str, Any] = {}
    if language == "ko":
        kiwi = Kiwi(num_workers=1)
        written = [spellings(names[n], known.forms[n], known.verbs.get(n), kiwi) for n in kept]
        lists["forms"] = [form for forms in written for form in forms]
        packed["form_starts_ko"] = np.cumsum([0, *map(len, written)]).astype(np.uint32)
    else:
        lists["shown"] = [shown_form(known.forms[n]) for n in kept]
    for name, texts in lists.items():
        packed[f"{name}_{language}"] = np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)
    return packed


def main() -> None:
    """Read the corpus, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", nargs="*", default=[], metavar="SOURCE", help="sources to hold out")
    arguments = parser.parse_args()
    units = {language: Units() for language in ("ko", "en", "ru")}
    lines: dict[Pair, Lines] = {}
    for pair in PAIRS:
        lines[pair] = part = read_lines(arguments.corpus, pair, without=arguments.without)
        for language, texts in zip(pair, (part.a, part.b), strict=True):
            known = units[language]
            part.units[language] = (
                list(korean_units(texts, part.kind, units=known))
                if language == "ko"
                else list(word_units(texts, part.kind, language=language, units=known))
            )
    tables, counts = make_tables(lines, {language: len(known.numbers) for language, known in units.items()})
    save(arguments.out, tables, units=units, counts=counts)


if __name__ == "__main__":
    main()
