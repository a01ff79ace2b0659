"""How much of a file is read before it is refused. Every loader asks here; nothing here reads a file."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A file over a limit is reported with the limit's name, never cut silently.

    Attributes:
        file_bytes: size of the file on disk.
        unpacked_bytes: size of what an archive (docx, hwpx, epub, ...) or a compressed stream holds.
        ratio: unpacked size over packed size that an archive may reach; small archives are exempt.
        entries: files inside an archive.
        pages: pages, slides or sheets that are read; the rest is left out with a warning.
        rows: rows of a table or sheet that are read; the rest is left out with a warning.
        seconds: wall time of the child process that reads the file; 0 for no limit.
        memory_bytes: address space of that process (Linux); 0 for no limit.
    """

    file_bytes: int = 256 * MIB
    unpacked_bytes: int = 1024 * MIB
    ratio: int = 200
    entries: int = 20_000
    pages: int = 10_000
    rows: int = 1_000_000
    seconds: float = 600.0
    memory_bytes: int = 4096 * MIB
