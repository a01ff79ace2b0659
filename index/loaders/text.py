"""Plain text: one block of lines, as they stand; normalisation decides what their breaks mean."""

from __future__ import annotations

from index.loaders.draft import Draft, Source, clean
from index.loaders.encodings import decode
from index.loaders.metadata import front_matter


def decoded(source: Source, draft: Draft, declared: str = "") -> str:
    """The file's text; notes the encoding, and the bytes that could not be read, in the draft."""
    found = decode(source.data, declared)
    if found is None:
        raise source.error("is in an encoding that cannot be told: save it as UTF-8")
    draft.encoding = found.encoding
    if found.dropped:
        draft.warn(f"{found.dropped} bytes are not {found.encoding} and were left out: the file may be damaged")
    return clean(found.text)


def read(source: Source) -> Draft:
    """Read a plain text file."""
    draft = Draft("txt")
    draft.metadata, front, body = front_matter(decoded(source, draft))
    draft.remove(front, "front matter")
    draft.add(body, "lines")
    return draft
