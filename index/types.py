"""The nouns of the index. Imports nothing of ours.

What a file becomes, in order:
    RawDocument     what a loader read: blocks of text, in reading order
    SourceDocument  what normalisation made of it: one quotable text with a map back to the raw one
    Chunk           a passage: a slice of that text, with its sentences
    Hit             a passage found for a question, with its scores

Offsets everywhere are Unicode code points, half-open.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

BlockKind = Literal["lines", "text", "heading", "item", "row", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a file, in reading order.

    Attributes:
        text: what the file holds, NFC, otherwise untouched.
        kind: `lines` is plain text whose line breaks mean nothing certain (normalisation decides);
            every other kind is one logical unit whose inner line breaks are white space.
            `note` is a footnote or endnote: `marker` is its mark.
        level: of a heading, 1 is the highest; of an item, the depth of the list, 0 is the outermost.
        page: 1-based page of a paged file, else None.
        locator: where a reader finds it when there are no pages: "slide 4", "Sheet1!B7"; empty otherwise.
        context: what helps to find it and is never quoted: the column names of a table row.
        marker: of a note, the mark that the text carries ("1)", "[2]").
    """

    text: str
    kind: BlockKind = "text"
    level: int = 0
    page: int | None = None
    locator: str = ""
    context: str = ""
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; an empty string is "not known".

    Attributes:
        date: ISO 8601, to the day, month or year ("2019-12-27", "2019-12", "2019").
        language: "ko", "en", "ru", or "xx" for any other.
        summary_of: for a text that restates a source: that source, as a reader would cite it. A
            citation of such a document says that it is a summary.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    summary_of: str = ""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a loader read from one file.

    Attributes:
        path: the file.
        sha256: hex digest of the file's bytes.
        format: "txt", "md", "html", "pdf", ...: what the content is, whatever the suffix says.
        encoding: of a text format, as Python names it; empty otherwise.
        blocks: in reading order.
        metadata: what the file says of itself.
        removed: (text, reason) of what the loader itself left out (navigation, scripts, running headers).
        warnings: one line each, for the coverage report.
        pages: how many pages, slides or sheets; None where the format has none.
    """

    path: Path
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    removed: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    pages: int | None = None

    @property
    def text(self) -> str:
        """The raw text that segment maps point into: the blocks' texts, joined by a blank line."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)


BLOCK_SEPARATOR = "\n\n"


class Segment(NamedTuple):
    """`text[start:start + length] == raw[raw_start:raw_start + length]`."""

    start: int
    raw_start: int
    length: int


class Removed(NamedTuple):
    """A span of the raw text that normalisation left out, and why."""

    raw_start: int
    raw_end: int
    reason: str


class Heading(NamedTuple):
    """`text[start:end]` is a heading; level 1 is the highest."""

    start: int
    end: int
    level: int


class Place(NamedTuple):
    """Where `text[start:end]` stands in the file, and what helps to find it (column names)."""

    start: int
    end: int
    page: int | None
    locator: str
    context: str


class Item(NamedTuple):
    """`text[start:end]` is an item of a list; `lead` is the offset of the line that introduces it, or -1."""

    start: int
    end: int
    lead_start: int
    lead_end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, lifted out of the flow.

    Attributes:
        marker: as the text carries it: "1)".
        text: the note without its marker, its broken lines mended.
        anchor: offset in the document's text just behind the marker in the sentence that carries it;
            -1 when no sentence does.
        segments: where `text` comes from in the raw text (`start` counts in `text`).
    """

    marker: str
    text: str
    anchor: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    r"""A document as it is read, quoted and shown.

    Attributes:
        source: the path below its root, with forward slashes: the name that readers see.
        text: paragraphs, headings and items, each on its own line, separated by one "\n"; no line
            break stands inside a paragraph.
        segments: sorted by start; every non-space character of `text` is in exactly one.
        removed: what normalisation left out of the raw text.
        dropped: (text, reason) of what the loader left out before that.
    """

    id: str
    source: str
    sha256: str
    format: str
    encoding: str
    text: str
    segments: tuple[Segment, ...]
    headings: tuple[Heading, ...] = ()
    items: tuple[Item, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[Note, ...] = ()
    removed: tuple[Removed, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    warnings: tuple[str, ...] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: a slice of a document's text, made of whole sentences.

    Attributes:
        id: hash of the document's id, the text and its ordinal among equals; stable across rebuilds.
        text: `document.text[start:end]`: what may be quoted.
        sentences: (start, end) in the document's text, in order, inside [start, end).
        headings: the path of headings above it, outermost first.
        search_text: what is embedded and lexically indexed: title, headings, the line that introduces
            a bullet, row and column names, then the text. Never quoted.
        language: of this passage: "ko", "en", "ru", or "xx".
        notes: indices into the document's notes whose markers stand in this passage.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    headings: tuple[str, ...]
    search_text: str
    language: str
    page: int | None = None
    locator: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    Attributes:
        score: 0 to 1, higher is better, comparable across languages: how sure the retriever is that
            the passage answers the question.
        dense: cosine of the question and the passage.
        lexical: share of the question's weight that the passage's words match, 0 to 1.
        sentence_scores: one cosine for each of `chunk.sentences`.
        terms: the question's terms that the passage holds, each with its share of the question's
            weight (all terms of the question, found or not, make 1); of a passage in another language,
            the question's words that it holds in translation.
        said: for a term, the ways in which the passage's language says it: each a set of analyzer terms that
            stand together; a term without an entry stands for itself.
    """

    chunk: Chunk
    document: SourceDocument
    score: float
    dense: float
    lexical: float
    sentence_scores: tuple[float, ...]
    terms: dict[str, float] = field(default_factory=dict)
    said: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """Every setting that shapes an index. Another value means another fingerprint.

    Attributes:
        embedding_model: "embedded", a folder, or a sentence-transformers id.
        chunk_size: characters a passage grows to before the next sentence begins a new one.
        chunk_limit: characters that no passage exceeds.
    """

    embedding_model: str = "embedded"
    chunk_size: int = 600
    chunk_limit: int = 1000

    def fingerprint(self, versions: dict[str, int], model: str) -> str:
        """Hash of the settings, the version of each stage and the identity of the model's weights."""
        payload = json.dumps({**asdict(self), "versions": versions, "model": model}, sort_keys=True)
        return hashlib.blake2b(payload.encode(), digest_size=12).hexdigest()
