"""Fit the few numbers that turn measurements into a score and a refusal: `calibration.json`.

    python -m index.model.calibrate CORPUS --docs docs --questions tests/data/questions.jsonl

CORPUS is the folder that the model was trained from; only questions that training held out are used (headings, the
most of it, are not how people ask). The questions over `docs` give the balance between languages, and what must be
refused; half of them fit, the other half is reported. No published evaluation set is read.

Three fits. A conditional logit over the candidates of a question (which of them is right?) weighs meaning and words;
another over the best of those weighs how much of the question each covers word by word; a logistic regression over
what the best look like is the gate (is any right?). Questions near the topic are made for it: each question is asked
once more of the same index without the passages that answer it, while the rest of their documents stays. Of the
questions written to be refused, those of each length weigh as much as the answerable ones of that length: short is no
reason to refuse. Every question is also asked of a handful of passages, about its topic and about anything else: in a
small folder less is held by chance, and more of what answers is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from index.confidence import Evidence, gate_features
from index.embedder import MODEL_DIR
from index.fusion import calibration
from index.model.calibration_cases import Case, corpus_cases, docs_cases, small_cases
from index.ranking import READ

FALSE_REFUSALS, DOUBTED = 0.038, 0.15  # shares of the answerable questions below the gate's thresholds
# What each kind counts for in the gate's fit; "removed" is a question whose answer was taken away, "across" one that
# only documents in other languages are left for.
KINDS = {
    "fact": 1.0, "fact across": 1.0, "small fact": 0.7, "corpus": 0.5, "unanswerable": 2.0, "unanswerable across": 0.7,
    "small unanswerable": 8.0, "near": 2.0, "near across": 0.7, "small near": 0.5, "removed": 0.25,
    "removed across": 0.25, "small removed": 0.25, "corpus removed": 0.5,
}  # fmt: skip
SHRINK = 0.05
# Names, how long a question is and which language answers say more of one question set than of the next: held back.
GATE_SHRINK = np.array([*[SHRINK] * 3, 0.4, SHRINK, 3.0, 1.5, SHRINK])
ANSWERABLE = ("fact", "fact across", "small fact", "corpus")


@dataclass(frozen=True, slots=True)
class Fitted:
    """What `calibration.json` holds."""

    fusion: dict[str, list[float]]
    evidence: dict[str, list[float]]
    gate: dict[str, list[float]]


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--questions", type=Path, default=Path("tests/data/questions.jsonl"))
    parser.add_argument("--gate", action="store_true", help="fit the gate alone; ranking keeps its numbers")
    parser.add_argument("--dry-run", action="store_true", help="report, but do not write calibration.json")
    arguments = parser.parse_args()
    cases = [*docs_cases(arguments.docs, arguments.questions)]
    cases += small_cases(arguments.docs, arguments.questions, arguments.corpus)
    for language in ("ko", "en", "ru"):
        cases += corpus_cases(arguments.corpus / f"qa_{language}.tsv.gz", f"qa_{language}")
    fitted = gate_alone(cases) if arguments.gate else fit(cases)
    for line in report(cases, fitted):
        sys.stdout.write(line + "\n")
    if not arguments.dry_run:
        text = json.dumps(asdict(fitted), indent=1)
        (MODEL_DIR / "calibration.json").write_text(text + "\n", encoding="utf-8")


def fit(cases: list[Case]) -> Fitted:
    """All numbers, from the cases that fit."""
    fitting = [c for c in cases if c.fits]
    answered = [c for c in fitting if c.right.any() and not c.kind.startswith("small")]
    fusion = fit_fusion(answered)
    evidence = fit_evidence(answered, fusion)
    return Fitted(fusion, evidence, fit_gate(fitting, fusion, evidence))


def gate_alone(cases: list[Case]) -> Fitted:
    """The gate's numbers, from the cases that fit; those of ranking are the ones that ship."""
    known = calibration()
    fusion, evidence = known["fusion"], known["evidence"]
    return Fitted(fusion, evidence, fit_gate([c for c in cases if c.fits], fusion, evidence))


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


def fit_logistic(
    features: np.ndarray, labels: np.ndarray, *, weights: np.ndarray | None = None, shrink: np.ndarray | float = SHRINK
) -> np.ndarray:
    """(bias, slopes...) by maximum likelihood, slopes shrunk; features `(n, d)`, labels `(n,)`, shrink `(d,)`."""
    x = np.column_stack([np.ones(len(features)), features])
    sample = np.ones(len(x)) if weights is None else weights

    def loss(w: np.ndarray) -> float:
        z = np.where(labels, x @ w, -(x @ w))
        return float((sample * np.logaddexp(0, -z)).sum() + (shrink * w[1:] ** 2).sum())

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), method="L-BFGS-B").x)


def fit_evidence(cases: list[Case], fusion: dict[str, list[float]]) -> dict[str, list[float]]:
    """(slope of the first score, gain for what is covered, bias) that order the best candidates anew."""
    rows = [(case, *_read(case, fusion)) for case in cases]
    read = [(z, c.covered[n], c.right[n], c.weight) for c, z, n in rows if c.right[n].any()]

    def loss(x: np.ndarray) -> float:
        total = 0.02 * float((x**2).sum())
        for z, covered, right, weight in read:
            logits = x[0] * z + x[1] * covered
            chances = np.exp(logits - logits.max())
            total -= weight * float(np.log(chances[right].sum() / chances.sum() + 1e-12))
        return total

    x = minimize(loss, np.zeros(2), method="L-BFGS-B").x
    logits = np.concatenate([x[0] * z + x[1] * covered for z, covered, _, _ in read])
    bias, scale = fit_logistic(logits[:, None], np.concatenate([right for _, _, right, _ in read]))
    return {"weights": [round(float(v), 3) for v in (x[0] * scale, x[1] * scale, bias)]}


def _read(case: Case, fusion: dict[str, list[float]]) -> tuple[np.ndarray, np.ndarray]:
    """First scores, and rows, of the candidates that a search reads word by word."""
    scored = np.where(np.isnan(case.covered), -np.inf, _scored(case, fusion))
    rows = np.argsort(-scored, kind="stable")[: min(READ, int(np.isfinite(scored).sum()))]
    return scored[rows], rows


def fit_gate(
    cases: list[Case], fusion: dict[str, list[float]], evidence: dict[str, list[float]]
) -> dict[str, list[float]]:
    """Weights of the gate, and its thresholds: shares of the questions over `docs` that fit and have an answer."""
    cases = [case for case in cases if not np.isnan(case.covered).all()]
    features = np.array([_gate(case, fusion, evidence) for case in cases])
    answerable = np.array([case.kind in ANSWERABLE for case in cases])
    found = fit_logistic(features, answerable, weights=_gate_weights(cases), shrink=GATE_SHRINK)
    chance = _chances(found, features)[[case.kind in ("fact", "fact across") for case in cases]]
    thresholds = [float(np.quantile(chance, share)) for share in (FALSE_REFUSALS, DOUBTED)]
    return {"weights": [round(float(v), 3) for v in found], "thresholds": [round(t, 4) for t in thresholds]}


def _gate_weights(cases: list[Case]) -> np.ndarray:
    """Each kind counts as `KINDS` says; within a kind, each length as often as among the answerable ones of docs."""
    lengths = np.array([min(max(case.words, 2), 8) for case in cases])
    kinds = np.array([case.kind for case in cases])
    facts = np.bincount(lengths[kinds == "fact"], minlength=9)
    weights = np.zeros(len(cases))
    for kind, share in KINDS.items():
        own = kinds == kind
        if not own.any():
            continue
        weights[own] = 1.0
        if kind.removeprefix("small ").startswith(("unanswerable", "near")):
            weights[own] = (facts / np.maximum(np.bincount(lengths[own], minlength=9), 1))[lengths[own]]
        weights[own] *= share * facts.sum() / max(weights[own].sum(), 1e-9)
    return weights


def _gate(case: Case, fusion: dict[str, list[float]], evidence: dict[str, list[float]]) -> np.ndarray:
    logits, rows = _ordered(case, fusion, evidence)
    across, many = bool(case.other[rows[0]]), len(case.features)
    return gate_features(Evidence(logits, case.missing, case.unnamed, case.unmet, case.words, across, many))


def _ordered(
    case: Case, fusion: dict[str, list[float]], evidence: dict[str, list[float]]
) -> tuple[np.ndarray, np.ndarray]:
    """(log odds, rows) of the candidates that a search reads, best first."""
    z, rows = _read(case, fusion)
    slope, gain, bias = evidence["weights"]
    logits = bias + slope * z + gain * case.covered[rows]
    order = np.argsort(-logits, kind="stable")
    return logits[order], rows[order]


def _scored(case: Case, fusion: dict[str, list[float]]) -> np.ndarray:
    return _logits(case, np.array([*fusion["weights"], fusion["other"][0] - fusion["same"][0]])) + fusion["same"][0]


def _chances(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-(weights[0] + features @ weights[1:]))))


def report(cases: list[Case], fitted: Fitted) -> Iterator[str]:
    """What the fit gives, on the half that it saw and on the other."""
    weights, (refused, doubted) = np.array(fitted.gate["weights"]), fitted.gate["thresholds"]
    for fits in (True, False):
        part = [c for c in cases if c.fits is fits and not np.isnan(c.covered).all()]
        right = [c.right[_ordered(c, fitted.fusion, fitted.evidence)[1]] for c in part if c.right.any()]
        first, five = np.mean([r[0] for r in right]), np.mean([r[:5].any() for r in right])
        yield f"{'fit' if fits else 'held out'}: hit@1 {first:.3f}, hit@5 {five:.3f} of {len(right)}"
        for kind in KINDS:
            some = [_gate(c, fitted.fusion, fitted.evidence) for c in part if c.kind == kind]
            chances = _chances(weights, np.array(some))
            caveat = np.mean((chances >= refused) & (chances < doubted))
            yield f"  {kind}: refused {np.mean(chances < refused):.3f}, doubted {caveat:.3f} of {len(some)}"


if __name__ == "__main__":
    main()
