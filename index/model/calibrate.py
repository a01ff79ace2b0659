"""Fit the few numbers that turn measurements into a score and a refusal: `calibration.json`.

    python -m index.model.calibrate CORPUS --docs docs --questions tests/data/questions.jsonl

CORPUS is the folder that the model was trained from; only questions that training held out are used (headings, the
most of it, are not how people ask). The questions over `docs` give the balance between languages, and what must be
refused; half of them fit, the other half is reported. No published evaluation set is read.

The score is a conditional logit over the candidates of a question (which of them is right?); the gate is a
logistic regression over what the best candidates look like (is any right?).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from index.builder import build
from index.confidence import gate_features
from index.embedder import MODEL_DIR
from index.model.pairs import held_out, read_rows
from index.reader import Generation, IndexReader
from index.retriever import measure

POOL, ASKED = 1500, 400  # passages and questions of each language
FALSE_REFUSALS = 0.05


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features `(n, 3)`, which are in another language, which are right."""

    features: np.ndarray
    other: np.ndarray
    right: np.ndarray
    novel: float
    kind: str
    fits: bool
    weight: float = 1.0


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--questions", type=Path, default=Path("tests/data/questions.jsonl"))
    parser.add_argument("--dry-run", action="store_true", help="report, but do not write calibration.json")
    arguments = parser.parse_args()
    cases = [*_docs_cases(arguments.docs, arguments.questions)]
    for language in ("ko", "en", "ru"):
        cases += _corpus_cases(arguments.corpus / f"qa_{language}.tsv.gz", f"qa_{language}")
    fusion = fit_fusion([c for c in cases if c.fits and c.right.any()])
    gate = fit_gate([c for c in cases if c.fits], fusion)
    for line in report(cases, fusion, gate):
        sys.stdout.write(line + "\n")
    if not arguments.dry_run:
        text = json.dumps({"fusion": fusion, "gate": gate}, indent=1)
        (MODEL_DIR / "calibration.json").write_text(text + "\n", encoding="utf-8")


def _docs_cases(docs: Path, questions: Path) -> Iterator[Case]:
    """The questions over the sample corpus: every pair of languages, and what must be refused."""
    with tempfile.TemporaryDirectory() as folder:
        build([docs], index_dir=folder)
        generation = IndexReader(folder).current()
        for line in questions.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            yield _case(generation, question["question"], _evidence(question), question["type"], question["id"], 2.0)


def _evidence(question: dict[str, Any]) -> tuple[set[str], list[str]]:
    documents = question["doc"] or []
    return {documents} if isinstance(documents, str) else set(documents), question["evidence"]


def _corpus_cases(path: Path, task: str) -> Iterator[Case]:
    """Held-out questions over a pool of held-out passages of one language."""
    rows = [row for row in read_rows(path) if held_out(task, row)]
    random.Random(0).shuffle(rows)
    passages = list(dict.fromkeys(row[2] for row in rows))[:POOL]
    names = {passage: f"{number:04d}.txt" for number, passage in enumerate(passages)}
    with tempfile.TemporaryDirectory() as texts, tempfile.TemporaryDirectory() as folder:
        for passage, name in names.items():
            (Path(texts) / name).write_text(passage, encoding="utf-8")
        build([texts], index_dir=folder)
        generation = IndexReader(folder).current()
        asked = [row for row in rows if row[2] in names and row[1].rstrip().endswith("?")][:ASKED]
        for row in asked:
            yield _case(generation, row[1], ({names[row[2]]}, []), "corpus", row[1], 1.0)


def _case(
    generation: Generation, question: str, evidence: tuple[set[str], list[str]], kind: str, key: str, weight: float
) -> Case:
    measured = measure(generation, question)
    documents, strings = evidence
    right = [
        generation.document_at(int(p)).source in documents
        and all(_squeeze(s) in _squeeze(generation.chunk(int(p)).text) for s in strings)
        for p in measured.positions
    ]
    return Case(
        features=measured.features,
        other=np.array([language != measured.asked.language for language in measured.languages]),
        right=np.array(right, dtype=bool),
        novel=measured.asked.novel,
        kind=kind,
        fits=hashlib.blake2b(key.encode(), digest_size=2).digest()[0] % 2 == 0,
        weight=weight,
    )


def _squeeze(text: str) -> str:
    return "".join(text.split())


def fit_fusion(cases: list[Case]) -> dict[str, list[float]]:
    """Weights of dense, sentence and lexical, and the bias of passages in the same and in another language."""

    def loss(x: np.ndarray) -> float:
        total = 0.02 * float((x**2).sum())
        for case in cases:
            logits = _logits(case, x)
            chances = np.exp(logits - logits.max())
            total -= case.weight * float(np.log(chances[case.right].sum() / chances.sum() + 1e-12))
        return total

    x = minimize(loss, np.zeros(4), method="L-BFGS-B").x
    scale, shift = _platt(cases, x)
    weights, other = x[:3] * scale, x[3] * scale
    return {
        "weights": [round(float(v), 3) for v in weights],
        "same": [round(shift, 3)],
        "other": [round(shift + float(other), 3)],
    }


def _logits(case: Case, x: np.ndarray) -> np.ndarray:
    """Without the common bias: x is the three weights and what another language adds."""
    return np.asarray(case.features @ x[:3] + case.other * x[3])


def _platt(cases: list[Case], x: np.ndarray) -> tuple[float, float]:
    """Scale and shift that make the logit of a question's ten best candidates a probability (Platt 1999)."""
    logits, right = [], []
    for case in cases:
        z = _logits(case, x)
        best = np.argsort(-z)[:10]
        logits.append(z[best])
        right.append(case.right[best])
    weights = fit_logistic(np.concatenate(logits)[:, None], np.concatenate(right))
    return float(weights[1]), float(weights[0])


def fit_logistic(features: np.ndarray, labels: np.ndarray, *, weights: np.ndarray | None = None) -> np.ndarray:
    """(bias, slopes...) by maximum likelihood with a little shrinkage; features `(n, d)`, labels `(n,)`."""
    x = np.column_stack([np.ones(len(features)), features])
    sample = np.ones(len(x)) if weights is None else weights

    def loss(w: np.ndarray) -> float:
        z = np.where(labels, x @ w, -(x @ w))
        return float((sample * np.logaddexp(0, -z)).sum() + 0.05 * (w[1:] ** 2).sum())

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), method="L-BFGS-B").x)


def fit_gate(cases: list[Case], fusion: dict[str, list[float]]) -> dict[str, list[float]]:
    """Weights of the gate; its threshold refuses at most FALSE_REFUSALS of the questions over `docs` that fit."""
    features = np.array([_gate(case, fusion) for case in cases])
    answerable = np.array([case.kind in ("fact", "corpus") for case in cases])
    share = {
        kind: 1 / max(1, sum(c.kind == kind for c in cases)) for kind in ("fact", "corpus", "unanswerable", "near")
    }
    weights = np.array([share[case.kind] for case in cases]) * len(cases)
    found = fit_logistic(features, answerable, weights=weights)
    chance = 1 / (1 + np.exp(-(found[0] + features @ found[1:])))
    threshold = np.quantile(chance[[case.kind == "fact" for case in cases]], FALSE_REFUSALS)
    return {"weights": [round(float(v), 3) for v in found], "threshold": [round(float(threshold), 4)]}


def _gate(case: Case, fusion: dict[str, list[float]]) -> np.ndarray:
    return gate_features(_scored(case, fusion), case.features[:, 2], case.novel)


def _scored(case: Case, fusion: dict[str, list[float]]) -> np.ndarray:
    return _logits(case, np.array([*fusion["weights"], fusion["other"][0] - fusion["same"][0]])) + fusion["same"][0]


def report(cases: list[Case], fusion: dict[str, list[float]], gate: dict[str, list[float]]) -> Iterator[str]:
    """What the fit gives on the half that it did not see."""
    weights, threshold = np.array(gate["weights"]), gate["threshold"][0]
    for fits in (True, False):
        part = [c for c in cases if c.fits is fits]
        right = [c for c in part if c.right.any()]
        first = np.mean([c.right[np.argmax(_scored(c, fusion))] for c in right])
        five = np.mean([c.right[np.argsort(-_scored(c, fusion))[:5]].any() for c in right])
        yield f"{'fit' if fits else 'held out'}: hit@1 {first:.3f}, hit@5 {five:.3f} of {len(right)}"
        for kind in ("fact", "corpus", "unanswerable", "near"):
            some = [_gate(c, fusion) for c in part if c.kind == kind]
            refused = [1 / (1 + np.exp(-(weights[0] + f @ weights[1:]))) < threshold for f in some]
            yield f"  refused of {kind}: {np.mean(refused):.3f} of {len(some)}"


if __name__ == "__main__":
    main()
