"""Make the word translation table: `python index/model/train_translation.py CORPUS OUT`.

CORPUS holds the files `koen`, `ruen`, `koru` (sentence pairs), `dict_*` (words) and `names_*`, `NAME.tsv.gz`, three
columns: source, a, b. OUT is one npz file, read by `index/translation.py`. Deterministic; a quarter of an hour on
two cores, nearly all of it for Kiwi to take Korean apart.

The way: texts to units (stems; Korean nouns and verbs), IBM model 1 in both directions, dictionary words mixed in,
Korean and Russian also by way of English, pruned. Brown and others, "The Mathematics of Statistical Machine
Translation" (1993), model 1, begun from association instead of equal chances (Moore, ACL 2004).
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from kiwipiepy import Kiwi, Token
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from index.analyzer import terms
from index.model.pairs import read_rows

PAIRS = (("ko", "en"), ("ru", "en"), ("ko", "ru"))
FILES = {  # the files of a pair with their kind; only those named enru have their columns the other way round
    ("ko", "en"): (("koen", "pair"), ("dict_koen", "dict"), ("names_koen", "name")),
    ("ru", "en"): (("ruen", "pair"), ("dict_enru", "dict"), ("names_enru", "name")),
    ("ko", "ru"): (("koru", "pair"), ("dict_koru", "dict"), ("names_koru", "name")),
}
SENTENCES_PER_SOURCE = 30_000  # the manuals of one product would outweigh everything else
LONGEST = 400  # characters of a sentence
WEIGHT = {"pair": 1.0, "dict": 3.0, "name": 1.0}  # of a line
FLOOR = 3.0  # a unit that stands in lines of less weight is left out
NULL_SHARE = 0.2  # of a word's chance to stand there for no word of the other side
ROUNDS = 6
DICTIONARY_SHARE = 0.5  # of the dictionaries' chances, where they know a word
DIRECT_LINES = 10.0  # a word in so many Korean-Russian lines is learnt from them and by way of English by halves
KEPT, LEAST = 10, 0.01  # translations of a word, and the least chance of one
FORMS = 12  # spellings kept of a Korean verb
NOUNS = frozenset({"NNG", "NNP", "XR"})
VERBS = frozenset({"VV", "VA", "VV-I", "VA-I", "VV-R", "VA-R"})
KOREAN_STOP = frozenset(
    "하다 되다 있다 없다 이다 않다 같다 위하다 대하다 따르다 통하다 의하다 관하다 아니다 이러하다 그렇다 이렇다 어떻다 "
    "때 중 등 수 것 점 후 전 내 시 년 월 일 명 개 무엇 어디 누구 언제 얼마 다음 경우 해당".split()
)
_WORD = re.compile(r"[a-z]+|[а-яё]+")
_HANGUL = re.compile(r"[가-힣]+")

Matrix = Any  # scipy.sparse.csr_matrix, which has no types
Pair = tuple[str, str]
Ints = NDArray[np.int64]


class Lines(NamedTuple):
    """The lines of one pair of languages, and the numbers of the units on both sides of each."""

    a: list[str]
    b: list[str]
    kind: list[str]
    units: dict[str, list[list[int]]]

    @property
    def weights(self) -> list[float]:
        """How much each line counts."""
        return [WEIGHT[kind] for kind in self.kind]


class Units:
    """The units of one language: their numbers, and the forms that they take in text."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.numbers: dict[str, int] = {}
        self.forms: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    def number(self, unit: str, form: str, weight: float) -> int:
        """The number of a unit; counts the form."""
        number = self.numbers.setdefault(unit, len(self.numbers))
        self.forms[number][form] += weight
        return number


def read_lines(corpus: Path, pair: Pair, *, without: Sequence[str] = ()) -> Lines:
    """The lines of a pair, without machine translation, explanations, repetitions and the sources named."""
    lines = Lines([], [], [], {})
    seen: set[Pair] = set()
    per_source: Counter[str] = Counter()
    for file, kind in FILES[pair]:
        rows = sorted(read_rows(corpus / f"{file}.tsv.gz"), key=lambda row: (zlib.crc32("\t".join(row).encode()), row))
        for source, *columns in rows:
            a, b = columns[::-1] if file.endswith("enru") else columns
            if source in without or source.endswith(("#mt", "-gloss")) or len(a) > LONGEST or len(b) > LONGEST:
                continue
            if (a, b) in seen or per_source[source] == SENTENCES_PER_SOURCE:
                continue
            seen.add((a, b))
            per_source[source] += kind == "pair"
            lines.a.append(a)
            lines.b.append(b)
            lines.kind.append(kind)
    return lines


def word_units(texts: list[str], kinds: list[str], *, language: str, units: Units) -> Iterator[list[int]]:
    """Stems of English or Russian texts. A dictionary's spelling counts as many: it is the one to show."""
    known: dict[str, str] = {}
    for text, kind in zip(texts, kinds, strict=True):
        found: dict[int, None] = {}
        for word in _WORD.findall(text.lower()):
            if len(word) < 2 or (word[0] >= "а") != (language == "ru"):
                continue
            if word not in known:
                known[word] = next(iter(terms(word)), "")
            if known[word]:
                found[units.number(known[word], word, 80.0 if kind == "dict" else 1.0)] = None
        yield list(found)


def korean_units(texts: list[str], kinds: list[str], *, units: Units) -> Iterator[list[int]]:
    """Nouns and verb stems; the words of names as they are written."""
    prose = (text for text, kind in zip(texts, kinds, strict=True) if kind != "name")
    analysed = iter(Kiwi(num_workers=2).tokenize(prose))
    for text, kind in zip(texts, kinds, strict=True):
        pairs = ((w, w) for w in _HANGUL.findall(text)) if kind == "name" else _morphemes(text, next(analysed))
        yield list(dict.fromkeys(units.number(unit, form, 1.0) for unit, form in pairs if unit not in KOREAN_STOP))


def _morphemes(text: str, tokens: Sequence[Token]) -> Iterator[Pair]:
    """(unit, form): a noun stands for itself; a verb, or a noun of one syllable, for its word up to an ending."""
    prefix = ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        unit = prefix + token.form
        begins = token.start == 0 or not _HANGUL.match(text[token.start - 1])
        if token.tag in NOUNS and _HANGUL.fullmatch(unit):
            if len(unit) > 1:
                yield unit, unit
            elif begins:
                yield unit, _form(text, token, following, "J")
        elif token.tag in VERBS and begins:
            yield token.form + "다", _form(text, token, following, "E")
        prefix = token.form if token.tag == "XPN" else ""


def _form(text: str, token: Token, following: Token | None, tag: str) -> str:
    end = token.start + token.len
    if following is not None and following.tag.startswith(tag) and following.start <= end:
        end = max(end, following.start + following.len)
    return text[token.start : end]


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
    words: Counter[tuple[int, int]] = Counter()
    for a, b, kind in zip(left, right, lines.kind, strict=True):
        if kind != "pair" and len(a) == len(b) == 1:
            words[a[0], b[0]] += 1
    known = csr_matrix((np.sqrt(list(words.values())), np.array(list(words)).reshape(-1, 2).T), shape=sizes)
    text = pair_up(left, right, weights=lines.weights, sizes=sizes)
    forward = csr_matrix((model_one(text, forward=True), (text.a, text.b)), shape=sizes)
    backward = csr_matrix((model_one(text, forward=False), (text.b, text.a)), shape=sizes[::-1])
    forward, backward = _with_dictionary(forward, known), _with_dictionary(backward, known.T.tocsr())
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
        kept[language] = chosen[np.argsort(-counts[language][chosen], kind="stable")]
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
    stems = [names[number] for number in kept]
    spellings = [_spellings(names[n], known.forms[n]) for n in kept] if language == "ko" else []
    common = [max(known.forms[n].items(), key=lambda item: (item[1], item[0]))[0] for n in kept]
    shown = stems if language == "ko" else common
    lists = {"stems": stems, "shown": ["" if a == b else a for a, b in zip(shown, stems, strict=True)]}
    if spellings:
        lists["forms"] = [form for forms in spellings for form in forms]
    packed: dict[str, Any] = {
        f"{name}_{language}": np.frombuffer("\n".join(texts).encode(), dtype=np.uint8) for name, texts in lists.items()
    }
    if spellings:
        packed["form_starts_ko"] = np.cumsum([0, *map(len, spellings)]).astype(np.uint32)
    return packed


def _spellings(unit: str, seen: dict[str, float]) -> list[str]:
    """The commonest of a verb or a noun of one syllable; none for other nouns, which are their own."""
    if list(seen) == [unit] and len(unit) > 1:
        return []
    common = sorted(seen, key=lambda form: (-seen[form], form))
    return [form for form in common if seen[form] >= 2][:FORMS] or common[:1]


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
