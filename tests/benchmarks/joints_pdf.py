"""Broken lines of real PDFs: a folder of documents set by LibreOffice in pages of several widths, and read back.

The text is known, so every line end is checked: a space, nothing, or a hyphen that only the line break shows. English
and Russian are hyphenated where LibreOffice has the dictionaries (Debian: hyphen-en-us, hyphen-ru).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.loaders import Limits, parse
from index.normalize import normalize
from tests.benchmarks.loader_parts import parts_of
from tests.benchmarks.loader_writers import as_html

_PAGES = (("21cm", "12pt", "left"), ("16cm", "11pt", "justify"), ("12cm", "10pt", "justify"), ("11cm", "11pt", "left"))
_COUNTRIES = {"ko": "KR", "ru": "RU", "en": "US"}
_HYPHENS = "-\u00ad\u2010\ufffe\x02"
_LEAST = 40  # visible characters of a paragraph that is looked for


def pdf_joints(folder: Path, *, wrong: bool = False) -> None:
    """Print the share of line ends that are mended right, by language."""
    program = shutil.which("soffice")
    if program is None:
        print("PDF: skipped, LibreOffice is not installed")
        return
    sources = [p for p in sorted(folder.iterdir()) if p.suffix in (".md", ".txt", ".html") and "glossary" not in p.name]
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as temporary:
        for number, page in enumerate(_PAGES):
            out = Path(temporary) / str(number)
            out.mkdir()
            _set(program, sources, page, out)
            for source in sources:
                made = out / f"{source.stem}.pdf"
                for kind, right, shown in _judged(source, made) if made.is_file() else ():
                    counts[source.stem[:2], kind]["right" if right else "wrong"] += 1
                    if wrong and not right:
                        print(f"    {made.stem[:12]} {page[0]} {kind}: {shown}")
    print("| language | line end | joints | mended right |\n|---|---|---|---|")
    for (language, kind), count in sorted(counts.items()):
        print(f"| {language} | {kind} | {count.total()} | {100 * count['right'] / count.total():.2f} % |")


def _set(program: str, sources: Sequence[Path], page: tuple[str, str, str], out: Path) -> None:
    """PDFs of all documents; by way of OpenDocument, where hyphenation can be switched on."""
    width, size, align = page
    style = f"@page {{size: {width} 29.7cm; margin: 1.5cm}} p, li {{font-size: {size}; text-align: {align}}}"
    for source in sources:
        html = as_html(parts_of(source)).replace("<head>", f"<head><style>{style}</style>", 1)
        (out / f"{source.stem}.html").write_text(html, encoding="utf-8")
    command = [program, f"-env:UserInstallation={(out / 'profile').as_uri()}", "--headless"]
    pages = map(str, sorted(out.glob("*.html")))
    first = [*command, "--infilter=HTML (StarWriter)", "--convert-to", "odt", "--outdir", str(out), *pages]
    subprocess.run(first, capture_output=True, check=False, timeout=300)
    for path in out.glob("*.odt"):
        _hyphenate(path)
    second = [*command, "--convert-to", "pdf", "--outdir", str(out), *map(str, sorted(out.glob("*.odt")))]
    subprocess.run(second, capture_output=True, check=False, timeout=300)


def _hyphenate(path: Path) -> None:
    with zipfile.ZipFile(path) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    language = path.stem[:2]
    styles = entries["styles.xml"].decode()
    tongue = f'fo:language="{language}" fo:country="{_COUNTRIES.get(language, "US")}"'
    styles = re.sub(r'fo:language="[^"]*" fo:country="[^"]*"', tongue, styles)
    entries["styles.xml"] = styles.replace('fo:hyphenate="false"', 'fo:hyphenate="true"').encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)


def _judged(source: Path, made: Path) -> Iterator[tuple[str, bool, str]]:
    """(kind of line end, mended right, what it looks like) for every line end inside a paragraph that is known."""
    raw = parse(made, Limits())
    lines = [line for block in raw.blocks if block.kind == "lines" for line in block.text.split("\n") if line.strip()]
    document = normalize(raw, source=made.name, document_id=made.stem)
    mended = unicodedata.normalize("NFC", "\n".join([document.text, *(note.text for note in document.notes)]))
    visible, places = _visible(mended)
    for part in parts_of(source):
        truth = re.sub(r"^\[\d+\] |\[\d+\]", "", unicodedata.normalize("NFC", part.text))
        if part.kind == "table" or len(truth) < _LEAST:
            continue
        for left, right, kind in _ends(lines, truth):
            own = truth[left:right]
            before, behind = _visible(truth[:left])[0][-14:], _visible(truth[right:])[0][:14]
            at = visible.find(before + behind)
            dashed = visible.find(before + "-" + behind) if at < 0 else -1
            if at < 0 and dashed < 0:
                continue  # the paragraph was parted there: not a matter of joints
            place = (at if at >= 0 else dashed) + len(before)
            got = mended[places[place - 1] + 1 : places[place]]
            ok = at >= 0 and bool(own.strip() == "" and own) == bool(got)
            yield kind, ok, f"{before}|{behind} (should be {own!r}, is {'hyphen' if at < 0 else got!r})"


def _visible(text: str) -> tuple[str, list[int]]:
    """The characters of a text that are no white space, and where they stand."""
    places = [i for i, char in enumerate(text) if not char.isspace()]
    return "".join(text[i] for i in places), places


def _ends(lines: Sequence[str], truth: str) -> Iterator[tuple[int, int, str]]:
    """Where the lines of a page break a known paragraph: (begin, end) of the white space there, and the kind."""
    visible, places = _visible(truth)
    for above, below in zip(lines, lines[1:], strict=False):
        left, right = _visible(above)[0], _visible(below)[0]
        hyphen = bool(left) and left[-1] in _HYPHENS
        tails = [(left[-12:], 0)] + ([(left[:-1][-12:], 1)] if hyphen else [])
        for tail, dropped in tails:
            at = visible.find(tail + right[:12])
            if len(tail) < 6 or len(right) < 4 or at < 0 or visible.count(tail + right[:12]) > 1:
                continue
            end = at + len(tail)
            begin, behind = places[end - 1] + 1, places[end]
            yield begin, behind, _kind(truth[begin - 1], truth[behind], dropped)
            break


def _kind(before: str, behind: str, dropped: int) -> str:
    if dropped:
        return "hyphenated"
    hangul = sum("가" <= char <= "힣" for char in (before, behind))
    return ("other", "Hangul on one side", "Hangul on both")[hangul] if hangul else "words"
