"""One generation: a base segment, a small later one beside it, and which passages of the base have gone.

An update writes the small segment and the list of the dead, so it costs what has changed; when they have grown to a
share of the base, everything becomes a new base. Scores are those of an index made anew: the dead are taken out of
counts and averages too. Owns the layout of a generation's folder. Does not know files or which generation is live.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.documents import DocumentStore
from index.embedder import Embedder
from index.errors import REBUILD, IndexDamaged
from index.lexical import LexicalIndex
from index.rows import texts_of
from index.segment import Segment, open_segment, segment_stamp, vector_key, write_segment
from index.types import Chunk
from index.vector_store import VectorStore
from index.vectors.chroma import LANGUAGES, in_folder
from index.vectors.remote import Remote, Server, prefix_of, upload

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

_BATCH = 256
_SHARE = 8  # a base is made anew when one passage of so many is dead or beside it,
_FEW, _MANY = 100, 20_000  # but not for fewer than these, and always for more
_PROBES = 16  # passages that are asked for themselves


def embed_missing(
    store: DocumentStore, chunks: Sequence[Chunk], embedder: Embedder, *, progress: Callable[[int], None]
) -> int:
    """Keep the vectors of passages that the store lacks; gives how many passages were embedded."""
    embedded = 0
    for i in range(0, len(chunks), _BATCH):
        batch = list({vector_key(c, embedder): c for c in chunks[i : i + _BATCH]}.items())
        known = store.vectors([key for key, _ in batch])
        missing = [
            (key, c) for key, c in batch if key not in known or known[key].shape != (len(c.sentences) + 1, embedder.dim)
        ]
        store.put_vectors(_embed(missing, embedder))
        embedded += len(missing)
        progress(len(chunks[i : i + _BATCH]))
    return embedded


def _embed(batch: Sequence[tuple[bytes, Chunk]], embedder: Embedder) -> Iterator[tuple[bytes, np.ndarray]]:
    """For each passage the vector of its search text, then its sentences': `(1 + sentences, dim)`."""
    texts = [texts_of(chunk) for _, chunk in batch]
    vectors = embedder.embed_passages([text for part in texts for text in part])
    start = 0
    for (key, _), part in zip(batch, texts, strict=True):
        yield key, vectors[start : start + len(part)]
        start += len(part)


@dataclass(slots=True)
class Parts:
    """What a generation is read from, open.

    Attributes:
        segments: the base, and the later one if there is one.
        dead: slots of the base whose passages have gone, ascending.
        keys: the store's keys of the documents of all segments, the dead ones' too.
        document_of: for each position which of `keys` it is from.
    """

    segments: tuple[Segment, ...]
    dead: Rows
    vectors: VectorStore
    lexical: LexicalIndex
    keys: list[str]
    document_of: NDArray[np.int64]

    def close(self) -> None:
        """Let go of the segments; they close when nobody else reads them."""
        self.vectors.close()
        self.segments = ()


def open_generation(folder: Path, *, server: Server | None = None) -> Parts:
    """Open what a generation's folder names.

    Args:
        folder: of the generation.
        server: a server that a build has brought the base to, asked for the nearest in place of its Chroma folder.

    Raises:
        IndexDamaged: a file is missing or cannot be read.
    """
    try:
        dead, terms, counts = (np.load(folder / f"{name}.npy") for name in ("dead", "gone_terms", "gone_counts"))
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamaged(f"{folder} lacks its list of the dead; {REBUILD}") from error
    segments = tuple(open_segment(segments_dir(folder) / name) for name in segments_of(folder))
    if len(dead) and not 0 <= dead.min() <= dead.max() < len(segments[0].rows):
        raise IndexDamaged(f"{folder} lists dead passages that its base does not hold; {REBUILD}")
    remote = Remote(server, prefix_of(segments[0].store, segments[0].name)) if server else None
    vectors = VectorStore(*(s.vectors for s in segments), dead=dead, adviser=remote or segments[0].chroma)
    lexical = LexicalIndex(*(s.lexical for s in segments), dead=dead, gone=(terms, counts))
    starts = np.cumsum([0, *(len(s.keys) for s in segments)])
    document_of = np.concatenate([s.document_of + start for s, start in zip(segments, starts, strict=False)])
    keys = [key for s in segments for key in s.keys]
    return Parts(segments, dead, vectors, lexical, keys, np.delete(document_of, dead))


def bring_to_server(folder: Path, server: Server) -> None:
    """Bring the base of a generation to a Chroma server, unless it is there.

    Raises:
        DocentError: the server does not answer.
    """
    for name in segments_of(folder)[:1]:
        base = open_segment(segments_dir(folder) / name)
        vectors = base.vectors
        prefix = prefix_of(base.store, name)
        upload(server, prefix, rows=base.rows, languages=vectors.languages, passages=vectors.passages)


def segments_dir(folder: Path) -> Path:
    """Where the segments stand that a generation's folder names."""
    return folder.parent.parent / "segments"


def segments_of(folder: Path) -> list[str]:
    """The names of a generation's segments.

    Raises:
        IndexDamaged: the folder does not say.
    """
    try:
        names: list[str] = json.loads((folder / "generation.json").read_text(encoding="utf-8"))["segments"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder} is missing or half-written; {REBUILD}") from error
    return names


def reusable(folder: Path | None, store: DocumentStore, embedder: Embedder) -> list[Segment]:
    """The sound segments of a generation that new passages may stand beside, the base first; [] when it is broken."""
    found: list[Segment] = []
    try:
        for name in segments_of(folder) if folder else ():
            segment = open_segment(segments_dir(folder or Path()) / name)
            if segment.about["made"] != segment_stamp(store, embedder):
                return []
            _finds_itself(segment, chroma=False)
            found.append(segment)
    except IndexDamaged:
        return found
    return found


def write_generation(
    folder: Path,
    store: DocumentStore,
    rows: Sequence[int],
    embedder: Embedder,
    *,
    old: Sequence[Segment] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a generation of the passages in `rows` (ascending) and read it back.

    Args:
        folder: made here.
        store: holds the passages, and the vectors of those that `old` does not hold.
        rows: the store's rows.
        embedder: whose vectors they are.
        old: what `reusable` found of the last generation.
        progress: called with how many passages more are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = np.asarray(rows, dtype=np.int64)
    base, dead, rest = _beside(wanted, old)
    if base is None:
        names = [_new_segment(folder, store, wanted, embedder, sources=old, progress=progress)]
    else:
        names = [base.name]
        same = [s for s in old[1:] if np.array_equal(s.rows, rest)]
        if same:
            names.append(same[0].name)
        elif len(rest):
            new = _new_segment(folder, store, rest, embedder, sources=old[1:], exact=True, progress=progress)
            names.append(new)
    terms, counts = terms_of(base, dead)
    for name, array in (("dead", dead), ("gone_terms", terms), ("gone_counts", counts)):
        np.save(folder / f"{name}.npy", array)
    (folder / "generation.json").write_text(json.dumps({"segments": names}), encoding="utf-8")
    known = {s.name for s in old}
    verify(folder, store, rows, fresh=[name for name in names if name not in known])


def _beside(wanted: Rows, old: Sequence[Segment]) -> tuple[Segment | None, Rows, Rows]:
    """(the base to keep, its dead slots, rows that are not in it); None when it is time for a new base."""
    none = np.zeros(0, dtype=np.int64)
    if not old:
        return None, none, wanted
    base = old[0]
    dead = np.flatnonzero(~np.isin(base.rows, wanted, assume_unique=True))
    rest = wanted[~np.isin(wanted, base.rows, assume_unique=True)]
    if len(dead) + len(rest) > min(_MANY, max(_FEW, len(base.rows) // _SHARE)) or len(dead) == len(base.rows):
        return None, none, wanted
    return base, dead, rest


def _new_segment(
    folder: Path,
    store: DocumentStore,
    rows: Rows,
    embedder: Embedder,
    *,
    sources: Sequence[Segment],
    exact: bool = False,
    progress: Callable[[int], None],
) -> str:
    name = f"{folder.name[:6]}-{os.urandom(4).hex()}"  # no name is used twice: a reader may hold the other one open
    path = segments_dir(folder) / name
    write_segment(path, store, rows, embedder, sources=sources, exact=exact, progress=progress)
    return name


def terms_of(base: Segment | None, dead: Rows) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The terms of the dead, ascending, and how many of them held each."""
    if base is None or not len(dead):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    mask = np.zeros(len(base.rows), dtype=np.bool_)
    mask[dead] = True
    found = np.flatnonzero(mask[base.lexical.slots])
    numbers, counts = np.unique(np.searchsorted(base.lexical.starts, found, side="right") - 1, return_counts=True)
    return base.lexical.terms[numbers], counts.astype(np.int64)


def is_whole(folder: Path, store: DocumentStore, rows: Sequence[int]) -> bool:
    """Whether a generation was finished, can be read, and holds just the passages in `rows` (ascending)."""
    try:
        verify(folder, store, rows)
    except IndexDamaged:
        return False
    return (folder / "complete").is_file()


def verify(folder: Path, store: DocumentStore, rows: Sequence[int], *, fresh: Sequence[str] = ()) -> None:
    """Open what was written and ask it for itself; of `fresh` segments, Chroma too.

    Raises:
        IndexDamaged: passages differ from `rows`, are from another store, or do not find themselves.
    """
    parts = open_generation(folder)
    try:
        if not np.array_equal(np.sort(parts.vectors.rows), rows):
            raise IndexDamaged(f"{folder} holds {parts.vectors.size} of {len(rows)} vectors; build again")
        if not parts.lexical.size == len(parts.document_of) == len(rows):
            raise IndexDamaged(f"{folder} lacks lexical postings; build again")
        if any(f"-{store.identity}-" not in s.about["made"] for s in parts.segments):
            raise IndexDamaged(f"{folder} belongs to another store; build again")
        for segment in parts.segments:
            _finds_itself(segment, chroma=segment.name in fresh)
    finally:
        parts.close()


def _finds_itself(segment: Segment, *, chroma: bool) -> None:
    """Ask for some passages by their own vectors, and Chroma for them too.

    Chroma may miss one among many that are nearly the same; a broken one misses most.

    Raises:
        IndexDamaged: one is not found, or of Chroma more than a quarter are not, or its files have changed.
    """
    vectors = segment.vectors
    if segment.chroma and (damage := segment.chroma.damage()):
        raise IndexDamaged(damage)
    collections = in_folder(segment.chroma.folder) if chroma and segment.chroma else None
    probes = range(0, vectors.size, max(1, vectors.size // _PROBES))
    missed: dict[str, int] = {"": 0, "Chroma's copy of ": 0}
    try:
        for slot in probes:
            query, language = vectors.passages[slot].astype(np.float32), LANGUAGES[int(vectors.languages[slot])]
            missed[""] += not vectors.finds(query, vectors.nearest(query, language, n=10))
            if collections:
                found = np.searchsorted(segment.rows, collections.nearest(query, language, n=10))
                missed["Chroma's copy of "] += not vectors.finds(query, found)
    finally:
        if collections:
            collections.close()
    for which, count in missed.items():
        if count > (len(probes) / 4 if which else 0):
            raise IndexDamaged(f"{which}{segment.name} does not find {count} of its own passages; build again")
