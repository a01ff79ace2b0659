"""What a loader is given and what it fills: the file's bytes in, a growing document out.

Owns the cleaning that every text gets (NFC, line ends, control characters), so that no loader does its own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.errors import LoadError
from index.loaders.limits import Limits
from index.types import Block, BlockKind, Metadata, RawDocument

# C0 and C1 controls except tab, line feed and form feed (a page break in plain text), and lone surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n|\r|\x85|\u2028|\u2029")
LOST = "\ufffd"


def clean(text: str) -> str:
    """NFC, one kind of line end, no control characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text) if _LINE_END.search(text) else text
    text = _CONTROL.sub("", text) if _CONTROL.search(text) else text
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """White space runs made one space, none at the ends."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Source:
    """A file, read once: the hash and the text come from the same bytes even if the file changes meanwhile."""

    path: Path
    data: bytes
    limits: Limits = field(default_factory=Limits)
    warnings: list[str] = field(default_factory=list)  # of what reads its parts

    def error(self, reason: str) -> LoadError:
        """The error to raise for this file; `reason` is one line that says what to do."""
        return LoadError(self.path, reason)


@dataclass(slots=True)
class Draft:
    """A document as it grows. `finish` freezes it.

    Attributes:
        pictures: how many have no description.
    """

    format: str
    encoding: str = ""
    blocks: list[Block] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    removed: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pages: int | None = None
    pictures: int = 0

    def add(
        self,
        text: str,
        kind: BlockKind = "text",
        *,
        level: int = 0,
        page: int | None = None,
        locator: str = "",
        context: str = "",
        marker: str = "",
        broken: bool = False,
    ) -> None:
        """Append a block unless it is blank. White space is squeezed, except in `lines`.

        A `broken` one keeps the line ends that a page gave it: normalisation decides what stands there.
        """
        text = clean(text) if kind == "lines" or broken else squeeze(clean(text))
        if not text.strip():
            return
        self.blocks.append(
            Block(text, kind, level, page, clean(locator), squeeze(clean(context)), squeeze(clean(marker)))
        )

    def remove(self, text: str, reason: str) -> None:
        """Record what was left out, and why."""
        text = squeeze(clean(text))
        if text:
            self.removed.append((text, reason))

    def warn(self, warning: str) -> None:
        """Record a warning once."""
        if warning not in self.warnings:
            self.warnings.append(warning)

    def know(self, **fields: str | tuple[str, ...]) -> None:
        """Fill those metadata fields that are not known yet; blank values change nothing."""
        known = {name: value for name, value in fields.items() if value and not getattr(self.metadata, name)}
        if known:
            self.metadata = replace(self.metadata, **known)  # type: ignore[arg-type]

    def finish(self, source: Source) -> RawDocument:
        """The finished document. Raises LoadError when there is no text in it."""
        for warning in source.warnings:
            self.warn(warning)
        if not self.blocks:
            raise self._blank(source)
        if self.pictures:
            self.warn(
                "1 picture has no description: what it shows is not read"
                if self.pictures == 1
                else f"{self.pictures} pictures have no description: what they show is not read"
            )
        lost = sum(block.text.count(LOST) for block in self.blocks)
        if lost:
            self.warn(f"{lost} characters were already lost in the file (U+FFFD)")
        return RawDocument(
            path=source.path,
            sha256=hashlib.sha256(source.data).hexdigest(),
            format=self.format,
            blocks=tuple(self.blocks),
            encoding=self.encoding,
            metadata=self.metadata,
            removed=tuple(self.removed),
            warnings=tuple(self.warnings),
            pages=self.pages,
        )

    def _blank(self, source: Source) -> LoadError:
        hint = "" if self.format == "pdf" else ": if you see some in it, save it as PDF"
        if self.warnings:
            hint = f": {self.warnings[0]}"
        return source.error(f"no text in this {self.format} file{hint}")
