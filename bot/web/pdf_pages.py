"""Pages of a PDF as pictures, and where a quote stands on them: what the page shows beside the text.

Rendering runs in a process of its own with a time limit, so a damaged file can end that process and nothing else.
A quote is found on its page by its letters alone: white space, hyphens and mended line breaks do not count.
"""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

SECONDS = 20.0
WIDTH = 1100  # pixels of a page's picture
_LARGEST = 4000.0  # points; a larger page is not drawn


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a picture.

    Attributes:
        picture: PNG; empty when the page could not be drawn.
        rectangles: (left, top, width, height) of the quote's lines, in hundredths of the page.
    """

    picture: bytes = b""
    rectangles: tuple[tuple[float, float, float, float], ...] = ()


def draw(path: Path, number: int, quote: str = "") -> Page:
    """Page `number` (from 1) of a file, and where `quote` stands on it."""
    stamp = path.stat()
    return _drawn(path, (stamp.st_mtime_ns, stamp.st_size), number, quote)


@lru_cache(maxsize=24)
def _drawn(path: Path, stamp: tuple[int, int], number: int, quote: str) -> Page:
    wanted = json.dumps({"path": str(path), "number": number, "quote": quote})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.web.pdf_pages"],
            input=wanted,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            encoding="utf-8",
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return Page()
    found = json.loads(done.stdout)
    return Page(base64.b64decode(found["picture"]), tuple(tuple(row) for row in found["rectangles"]))


def page_svg(page: Page) -> str | None:
    """The picture with the quote's lines marked on it, as one image; None when there is no picture."""
    if not page.picture:
        return None
    width, height = struct.unpack(">II", page.picture[16:24])  # of the PNG, in its header
    href = "data:image/png;base64," + base64.b64encode(page.picture).decode()
    marks = [
        f'<rect x="{left}%" y="{top}%" width="{wide}%" height="{high}%" fill="#f5c542" fill-opacity="0.38"/>'
        for left, top, wide, high in page.rectangles
    ]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    drawn = f'<image href="{href}" width="{width}" height="{height}"/>{"".join(marks)}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'


def main() -> int:
    """Draw the page that standard input names."""
    import io

    import pypdfium2

    wanted = json.load(sys.stdin)
    document = pypdfium2.PdfDocument(wanted["path"])
    page = document[wanted["number"] - 1]
    width, height = page.get_size()
    if not 0 < max(width, height) < _LARGEST:
        return 1
    text = page.get_textpage()
    rectangles = [_in_hundredths(box, width, height) for box in _boxes(text, wanted["quote"])]
    buffer = io.BytesIO()
    page.render(scale=WIDTH / width).to_pil().save(buffer, "PNG")
    picture = base64.b64encode(buffer.getvalue()).decode()
    sys.stdout.write(json.dumps({"picture": picture, "rectangles": rectangles}))
    return 0


def _in_hundredths(box: Sequence[float], width: float, height: float) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    shares = (left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
    return tuple(round(100 * share, 2) for share in shares)  # type: ignore[return-value]


def _boxes(text: PdfTextPage, quote: str) -> Iterator[Any]:
    """(left, bottom, right, top) of each line of the quote on the page, in points."""
    letters = [n for n, char in enumerate(text.get_text_range()) if char.isalnum()]
    whole = "".join(char for char in text.get_text_range() if char.isalnum()).casefold()
    wanted = "".join(char for char in quote if char.isalnum()).casefold()
    start = whole.find(wanted) if wanted else -1
    if start < 0:
        return
    first, last = letters[start], letters[start + len(wanted) - 1]
    for n in range(text.count_rects(first, last - first + 1)):
        yield text.get_rect(n)


if __name__ == "__main__":
    sys.exit(main())
