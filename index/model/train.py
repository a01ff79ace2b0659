"""Train the embedded Korean, English and Russian model from a folder of text pairs.

    python -m index.model.train CORPUS OUT [--steps 7000] [--work FOLDER]

CORPUS holds the files named in `TASKS`: `NAME.tsv.gz`, three columns: source, a, b. A pair is two texts that
say the same (sentence pairs, dictionaries, names) or a question and the passage that answers it. The model is a
table with one vector for each token; a text is the unit-length mean of its tokens' vectors. It is trained with
InfoNCE (van den Oord et al. 2018): a text is to find its partner among those of a batch of pairs of one task. Half
of the batches of sentences and passages are made of runs of neighbours under the model as it stands: hard negatives.

OUT becomes a folder that sentence-transformers loads: an int8 table with a float32 scale for each row.
FOLDER keeps the tokenizer, the tokens and a checkpoint: the same command goes on from there, and ends in the
same weights. `pairs.held_out` tells which rows are left out: calibration can use them.

Not covered: evaluation; several machines; a graphics card.
"""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from index.model.export import even_axes, save_model
from index.model.pairs import Row, held_out, load_tokenizer, read_rows

log = logging.getLogger("train")

# How often a task is drawn. The sentence pairs carry the languages together, the questions make passages findable.
TASKS = {
    "koen": 4.0, "ruen": 3.0, "koru": 1.5,
    "dict_koen": 1.0, "dict_enru": 1.0, "dict_koru": 0.5,
    "names_koen": 0.7, "names_enru": 0.8, "names_koru": 0.4,
    "qa_ko": 1.5, "qa_ru": 0.8, "qa_en": 0.3,
    "para_ko": 0.4, "para_ru": 0.2, "para_en": 0.3,
}  # fmt: skip
HARD = {"koen", "ruen", "koru", "qa_ko", "qa_ru", "qa_en"}
RUN = 64  # neighbours in a row of a hard batch
UNKNOWN = 1  # token id; also stands for a text without tokens

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """Everything that shapes the weights, apart from the corpus and `TASKS`.

    Attributes:
        scale: the cosine is multiplied by it before the softmax (1 / temperature).
        batch: pairs in a batch; fewer where they would have more than `batch_tokens` tokens.
        max_tokens: of a text, the rest is cut.
        flatten: a source of n rows is drawn in proportion to n ** flatten, so that the largest do not drown the rest.
        machine_translated: factor for sources whose name ends in "#mt".
        fall: the last part of the steps, in which the rate falls in a line to a hundredth.
        drop: share of the tokens of texts of at least 8 tokens that are left out at random.
        hard: share of the batches of `HARD` tasks that are made of neighbours, after the first round.
        even: power of the variance by which each axis is shrunk in the end.
        round: steps after which a checkpoint is kept and neighbours are sought again.
    """

    steps: int = 7000
    batch: int = 1536
    batch_tokens: int = 90_000
    dim: int = 768
    vocabulary: int = 36_000
    scale: float = 20.0
    rate: float = 0.02
    fall: float = 0.0
    max_tokens: int = 140
    flatten: float = 0.75
    machine_translated: float = 0.5
    drop: float = 0.1
    hard: float = 0.5
    round: int = 1000
    even: float = 0.3
    seed: int = 0


def main() -> None:
    """Parse the command line, train, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, help="where the checkpoint is kept (default: OUT.work)")
    parser.add_argument("--threads", type=int, default=2)
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args())
    corpus, out, work, threads = (options.pop(name) for name in ("corpus", "out", "work", "threads"))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    train(corpus, out, work or out.with_name(out.name + ".work"), Recipe(**options))


def train(corpus: Path, out: Path, work: Path, recipe: Recipe) -> None:
    """Read, train (or go on from the checkpoint in `work`) and save the model to `out`."""
    work.mkdir(parents=True, exist_ok=True)
    rows = {task: [row for row in read_rows(corpus / f"{task}.tsv.gz") if not held_out(task, row)] for task in TASKS}
    tokenizer = load_tokenizer(work / "tokenizer.json", rows, vocabulary=recipe.vocabulary, seed=recipe.seed)
    tasks = {name: Task(tokenizer, pairs, recipe, work / name) for name, pairs in rows.items() if pairs}
    rows.clear()
    table = Table(tokenizer.get_vocab_size(), recipe)
    table.restore(work / "checkpoint.pt")
    names = list(tasks)
    share = np.array([TASKS[name] for name in names]) / sum(TASKS[name] for name in names)
    while table.step < recipe.steps:
        name = names[table.random.choice(len(names), p=share)]
        loss = table.learn(*tasks[name].draw(table, hard=name in HARD))
        if table.step % 250 == 0:
            log.info("step %d of %d, %s, loss %.3f", table.step, recipe.steps, name, loss)
        if table.step % recipe.round == 0:
            table.keep(work / "checkpoint.pt")
    sample = torch.cat(
        [table.embed(*side.take(task.sample(recipe))) for task in tasks.values() for side in (task.a, task.b)]
    )
    save_model(out, tokenizer, even_axes(table.weight.numpy(), sample.float().numpy(), power=recipe.even))


# 1. Batches


class Side:
    """The token ids of one column: text i is `ids[start[i]:start[i + 1]]`."""

    def __init__(self, tokenizer: Tokenizer, texts: list[str], *, cut: int, kept: Path) -> None:
        """Tokenise in blocks that bound the memory, or read what is kept from before."""
        if kept.exists():
            self.ids, self.start = (part for _, part in sorted(np.load(kept).items()))
            return
        ids, lengths = [], [0]
        for block in range(0, len(texts), 20_000):
            for encoding in tokenizer.encode_batch_fast(texts[block : block + 20_000], add_special_tokens=False):
                ids.append(np.array(encoding.ids[:cut] or [UNKNOWN], dtype=np.int32))
                lengths.append(len(ids[-1]))
        self.ids = np.concatenate(ids)
        self.start = np.cumsum(lengths)
        np.savez(kept, ids=self.ids, start=self.start)

    def take(self, rows: Ints) -> tuple[Ints, Ints]:
        """Token ids of these texts, one after another, and the length of each text."""
        start = self.start[rows]
        lengths = self.start[rows + 1] - start
        first = np.cumsum(lengths) - lengths
        position = np.arange(lengths.sum()) + np.repeat(start - first, lengths)
        return self.ids[position].astype(np.int64), lengths


class Task:
    """The pairs of one file as tokens, and how often each is drawn."""

    def __init__(self, tokenizer: Tokenizer, pairs: list[Row], recipe: Recipe, kept: Path) -> None:
        """Tokenise both columns; weigh each source."""
        cut = recipe.max_tokens
        self.a = Side(tokenizer, [row[1] for row in pairs], cut=cut, kept=Path(f"{kept}.a.npz"))
        self.b = Side(tokenizer, [row[2] for row in pairs], cut=cut, kept=Path(f"{kept}.b.npz"))
        tokens_a_pair = (len(self.a.ids) + len(self.b.ids)) / len(pairs)
        self.batch = min(recipe.batch, int(recipe.batch_tokens / tokens_a_pair))
        sources, index = np.unique([row[0] for row in pairs], return_inverse=True)
        weight = np.bincount(index) ** (recipe.flatten - 1)
        weight *= [recipe.machine_translated if source.endswith("#mt") else 1.0 for source in sources]
        self.cumulative = np.cumsum(weight[index]) / weight[index].sum()
        self._order: tuple[int, Ints] | None = None  # neighbours side by side, and how old that is

    def draw(self, table: Table, hard: bool) -> tuple[Ints, Ints]:
        """A batch of different pairs: token ids of all a, then of all b, and the length of each text."""
        recipe, chance = table.recipe, table.random
        size = len(self.cumulative)
        if hard and table.step >= recipe.round and chance.random() < recipe.hard:
            first = chance.integers(0, max(1, size - RUN), self.batch // RUN)
            rows = self._neighbours(table)[np.minimum(first[:, None] + np.arange(RUN), size - 1).ravel()]
        else:
            rows = np.searchsorted(self.cumulative, chance.random(self.batch))
        rows = np.unique(np.minimum(rows, size - 1))
        sides = [thin(*side.take(rows), recipe.drop, chance) for side in (self.a, self.b)]
        return np.concatenate([ids for ids, _ in sides]), np.concatenate([lengths for _, lengths in sides])

    def sample(self, recipe: Recipe) -> Ints:
        """A few thousand rows, the same at every call."""
        size = len(self.cumulative)
        return np.random.default_rng(recipe.seed).permutation(size)[:3000]

    def _neighbours(self, table: Table) -> Ints:
        """All rows, those with like texts side by side: each is put to the nearest of some random rows' texts b."""
        age = table.step // table.recipe.round
        if self._order is None or self._order[0] != age:
            chance = np.random.default_rng([table.recipe.seed, age])  # the same after a restart
            size = len(self.cumulative)
            centres = table.embed(*self.b.take(chance.integers(0, size, max(8, size // 400))))
            nearest = [
                (table.embed(*self.b.take(np.arange(low, min(low + 20_000, size)))) @ centres.T).argmax(1).numpy()
                for low in range(0, size, 20_000)
            ]
            self._order = age, np.argsort(np.concatenate(nearest), kind="stable")
        return self._order[1]


def thin(ids: Ints, lengths: Ints, share: float, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Leave out tokens at random; short texts (names, words) stay whole, and every text keeps its first token."""
    kept = chance.random(len(ids)) >= share
    kept |= np.repeat(lengths < 8, lengths)
    kept[np.cumsum(lengths) - lengths] = True
    owner = np.repeat(np.arange(len(lengths)), lengths)[kept]
    return ids[kept], np.bincount(owner, minlength=len(lengths))


# 2. The table


class Table:
    """The token vectors and their optimiser: Adam on the rows that a batch touches, the rest rest."""

    def __init__(self, tokens: int, recipe: Recipe) -> None:
        """Start from small random vectors."""
        generator = torch.Generator().manual_seed(recipe.seed)
        self.recipe = recipe
        self.random = np.random.default_rng(recipe.seed)
        self.weight = torch.randn(tokens, recipe.dim, generator=generator) * 0.1
        self.mean = torch.zeros_like(self.weight)
        self.square = torch.zeros_like(self.weight)
        self.step = 0

    def embed(self, ids: Ints, lengths: Ints) -> torch.Tensor:
        """Unit vectors of texts as bfloat16: good enough to find neighbours."""
        offsets = torch.from_numpy(np.cumsum(lengths) - lengths)
        vectors = functional.embedding_bag(torch.from_numpy(ids), self.weight, offsets, mode="mean")
        return functional.normalize(vectors, dim=1).bfloat16()

    def learn(self, ids: Ints, lengths: Ints) -> float:
        """One step on a batch of pairs (all a, then all b); gives the loss."""
        touched, inverse = np.unique(ids, return_inverse=True)
        rows = torch.from_numpy(touched)
        part = self.weight[rows].requires_grad_()
        offsets = torch.from_numpy(np.cumsum(lengths) - lengths)
        vectors = functional.embedding_bag(torch.from_numpy(inverse), part, offsets, mode="mean")
        a, b = functional.normalize(vectors, dim=1).chunk(2)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = a @ b.T  # (pairs, pairs)
        scores = scores.float() * self.recipe.scale
        target = torch.arange(len(a))
        loss = (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2
        loss.backward()  # type: ignore[no-untyped-call]
        assert part.grad is not None
        self._move(rows, part.detach(), part.grad)
        return loss.item()

    def _move(self, rows: torch.Tensor, part: torch.Tensor, gradient: torch.Tensor) -> None:
        """Adam (Kingma and Ba 2015), with a rate that warms up, holds and falls."""
        self.step += 1
        left = (1 - (self.step - 1) / self.recipe.steps) / max(self.recipe.fall, 1e-9)
        rate = self.recipe.rate * min(1, self.step / 100, max(0.01, left))
        mean = self.mean[rows].mul_(0.9).add_(gradient, alpha=0.1)
        square = self.square[rows].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self.mean[rows], self.square[rows] = mean, square
        direction = (mean / (1 - 0.9**self.step)) / ((square / (1 - 0.999**self.step)).sqrt() + 1e-8)
        self.weight[rows] = part - rate * direction

    def keep(self, path: Path) -> None:
        """Write a checkpoint; the old one stays until the new one is whole."""
        state: dict[str, Any] = {name: getattr(self, name) for name in ("weight", "mean", "square", "step")}
        state["random"] = json.dumps(self.random.bit_generator.state)
        aside = path.with_suffix(".new")
        torch.save(state, aside)
        aside.replace(path)

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint if there is one."""
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.random.bit_generator.state = json.loads(state.pop("random"))
            for name, value in state.items():
                setattr(self, name, value)
            log.info("going on from step %d", self.step)


if __name__ == "__main__":
    main()
