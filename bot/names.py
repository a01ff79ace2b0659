"""Names in text, and whether one text holds the names of another, across Hangul, Cyrillic and Latin script."""

from __future__ import annotations

from index.embedder import Embedder


def names(text: str) -> list[tuple[int, int]]:
    """Spans of names."""
    return []


def missing(claim: str, evidence: str, embedder: Embedder) -> list[tuple[int, int]]:
    """Spans of the names of a claim that the evidence does not hold."""
    return []
