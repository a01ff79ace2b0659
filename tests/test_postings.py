from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from words import build_lexical

from index import postings
from index.lexical import LexicalIndex, LexicalSegment
from index.postings import PostingsWriter, analysed, term_code

PASSAGES = [[f"w{(7 * n + m) % 41}" for m in range(n % 9)] for n in range(200)]


def same(one: Path, other: Path) -> bool:
    names = ("terms", "starts", "slots", "counts", "lengths", "groups")
    return all(np.array_equal(np.load(one / f"{name}.npy"), np.load(other / f"{name}.npy")) for name in names)


def test_postings_put_aside_become_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_lexical(tmp_path / "once", PASSAGES, [0] * 200)
    monkeypatch.setattr(postings, "_HELD", 50)
    writer = PostingsWriter(tmp_path / "aside", 200)
    for start in (100, 0, 150, 50):  # in any order
        slots = np.arange(start, start + 50)
        lot = analysed([PASSAGES[n] for n in slots], [0] * 50)
        writer.passages(slots, lot.lengths, lot.groups)
        writer.add(lot.terms, slots[lot.slots], lot.counts)
    writer.write()
    assert same(tmp_path / "once", tmp_path / "aside")
    assert not list((tmp_path / "aside").glob("range-*"))


def test_a_segment_copies_what_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.lexical._COPIED", 30)
    build_lexical(tmp_path / "old", PASSAGES, [n % 3 for n in range(200)])
    stays = [n for n in range(200) if n % 4]
    new = np.full(200, -1)
    new[stays] = np.arange(len(stays))[::-1]
    writer = PostingsWriter(tmp_path / "new", len(stays))
    LexicalSegment(tmp_path / "old").copy_to(writer, new)
    writer.write()
    build_lexical(tmp_path / "anew", [PASSAGES[n] for n in stays[::-1]], [n % 3 for n in stays[::-1]])
    assert same(tmp_path / "new", tmp_path / "anew")
    found, _ = LexicalIndex(tmp_path / "new").postings("w7")
    assert np.array_equal(found, np.sort(found))


def test_codes_of_terms_fill_sixty_four_bits() -> None:
    assert max(term_code(f"w{n}") for n in range(100)) > 2**62
