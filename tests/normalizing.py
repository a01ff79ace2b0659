"""Normalise in a test, and hold the result against contract 1 whatever else the test asks."""

from __future__ import annotations

from pathlib import Path

from index.normalize import normalize
from index.types import Block, RawDocument, SourceDocument


def document(*blocks: Block | str, form: str = "txt", **fields: object) -> RawDocument:
    made = tuple(block if isinstance(block, Block) else Block(block, "lines") for block in blocks)
    return RawDocument(Path("a.txt"), "0" * 64, form, made, **fields)


def normalized(*blocks: Block | str, **fields: object) -> SourceDocument:
    raw = document(*blocks, **fields)
    done = normalize(raw, source="a.txt", document_id="a")
    assert_accounted(raw, done)
    return done


def assert_accounted(raw: RawDocument, done: SourceDocument) -> None:
    """Contract 1: every visible raw character exactly once, every visible text character from one place."""
    whole = raw.text
    seen = [0] * len(whole)
    for text, segments in [(done.text, done.segments), *((note.text, note.segments) for note in done.notes)]:
        mapped = [0] * len(text)
        assert list(segments) == sorted(segments)
        for start, raw_start, length in segments:
            assert length > 0
            assert text[start : start + length] == whole[raw_start : raw_start + length]
            for i in range(length):
                mapped[start + i] += 1
                seen[raw_start + i] += 1
        assert all(count == 1 or (count == 0 and char in " \n") for char, count in zip(text, mapped, strict=True))
    for start, end, reason in done.removed:
        assert reason
        for i in range(start, end):
            seen[i] += 1
    wrong = [i for i, char in enumerate(whole) if not char.isspace() and seen[i] != 1]
    assert not wrong, (whole[wrong[0] - 20 : wrong[0] + 20], seen[wrong[0]])
    assert "\n\n" not in done.text
    assert all(line == " ".join(line.split()) for line in done.text.split("\n"))
    for note in done.notes:
        assert note.anchor == -1 or 0 < note.anchor <= len(done.text)
    for span in (*done.headings, *done.items, *done.places):
        assert 0 <= span.start < span.end <= len(done.text)


def removed(raw_text: str, done: SourceDocument) -> dict[str, str]:
    """What was removed, and why."""
    return {raw_text[gone.raw_start : gone.raw_end]: gone.reason for gone in done.removed}


def headings(done: SourceDocument) -> list[str]:
    """The texts of the headings."""
    return [done.text[heading.start : heading.end] for heading in done.headings]


def leads(done: SourceDocument) -> dict[str, str]:
    """Each item and the line that introduces it."""
    return {
        done.text[item.start : item.end]: done.text[item.lead_start : item.lead_end] if item.lead_start >= 0 else ""
        for item in done.items
    }
