"""How much of a file is read before it is refused. Every loader asks here; nothing here reads a file."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20

# Each limit, and the setting that raises it: what a message tells its reader to type.
SETTINGS = {
    "file_bytes": "DOCENT_MAX_FILE_MB",
    "unpacked_bytes": "DOCENT_MAX_UNPACKED_MB",
    "ratio": "DOCENT_MAX_RATIO",
    "entries": "DOCENT_MAX_ENTRIES",
    "pages": "DOCENT_MAX_PAGES",
    "rows": "DOCENT_MAX_ROWS",
    "seconds": "DOCENT_MAX_SECONDS",
    "memory_bytes": "DOCENT_MAX_MEMORY_MB",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A file over a limit is reported with the setting that raises it, never cut silently.

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

    def shape(self) -> str:
        """What these limits change in a document that is read: blank when it is what everybody gets."""
        usual = Limits()
        return "" if (self.pages, self.rows) == (usual.pages, usual.rows) else f"{self.pages} {self.rows}"


def beyond(what: str, name: str) -> str:
    """The warning for what was left out: "pages after 10 were not read: raise DOCENT_MAX_PAGES"."""
    return f"{what} were not read: raise {SETTINGS[name]}"
