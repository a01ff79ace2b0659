"""A folder of texts through every format and encoding that can be written here, and back: is it the same text?

The documents are read, written as HTML, turned by LibreOffice into its formats (and by python-hwpx into hwpx), and read
again. Counted are the words of the original that come back in order, and words that were not there before.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

from index.errors import LoadError
from index.loaders import Limits, load_many, parse
from index.types import RawDocument
from tests.benchmarks.bench_loaders import found_in_order, words

_OFFICE = {"docx": "docx", "odt": "odt", "rtf": "rtf", "doc": "doc", "pdf": "pdf"}
_ENCODINGS = {"ko": ("cp949", "euc-kr"), "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5"), "en": ("cp1252",)}
_ANY = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32")


def as_html(document: RawDocument) -> str:
    """The blocks as a page."""
    parts = []
    for block in document.blocks:
        text = html.escape(block.text)
        if block.kind == "heading":
            parts.append(f"<h{min(block.level, 6)}>{text}</h{min(block.level, 6)}>")
        elif block.kind == "item":
            parts.append(f"<ul><li>{text}</li></ul>")
        elif block.kind == "lines":
            parts += [f"<p>{paragraph}</p>" for paragraph in text.split("\n\n")]
        else:
            parts.append(f"<p>{text}</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


def round_trips(folder: Path) -> None:
    """Print the table, format by format."""
    originals = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".md", ".txt", ".html") and "glossary" not in path.name:
            originals[path.stem] = parse(path, Limits())
    counts: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        made = list(_encoded(originals, Path(temporary))) + list(_converted(originals, Path(temporary)))
        names = {path: (form, stem) for form, stem, path in made}
        for path, result in load_many([path for _, _, path in made], limits=Limits()):
            form, stem = names[path]
            reference = words(originals[stem].text)
            if form.startswith("txt "):  # less the letters of another language, which the encoding has not
                encoding = form.removeprefix("txt ")
                reference = words(originals[stem].text.encode(encoding, "ignore").decode(encoding))
            ours = words(result.text) if isinstance(result, RawDocument) else []
            hits = found_in_order(reference, ours)
            row = counts.setdefault(form, [0, 0, 0, 0])
            for place, number in enumerate((1, len(reference), hits, len(ours) - hits)):
                row[place] += number
            if isinstance(result, LoadError):
                print(f"- {form}: {path.name}: {result.reason}")
    print(f"\n## Round trips of {folder.name}: {len(originals)} documents")
    print("| format | documents | words | came back in order | words too many |\n|---|---|---|---|---|")
    for form, (files, total, hits, more) in counts.items():
        print(f"| {form} | {files} | {total} | {hits / max(total, 1):.4f} | {more / max(total, 1):.4f} |")


def _encoded(originals: dict[str, RawDocument], folder: Path) -> list[tuple[str, str, Path]]:
    made = []
    for stem, document in originals.items():
        for encoding in (*_ANY, *_ENCODINGS.get(stem[:2], ())):
            path = folder / f"{stem}.{encoding}.txt"
            path.write_bytes(document.text.encode(encoding, "ignore"))
            made.append((f"txt {encoding}", stem, path))
        page = folder / f"{stem}.html"
        page.write_text(as_html(document), encoding="utf-8")
        made.append(("html", stem, page))
    return made


def _converted(originals: dict[str, RawDocument], folder: Path) -> list[tuple[str, str, Path]]:
    made = []
    program = shutil.which("soffice")
    if program is None:
        print("- LibreOffice is not installed: its formats are left out")
    for form, target in _OFFICE.items() if program else ():
        out = folder / form
        pages = [str(folder / f"{stem}.html") for stem in originals]
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--infilter=HTML (StarWriter)",
        ]
        subprocess.run(
            [*command, "--convert-to", target, "--outdir", str(out), *pages], capture_output=True, check=False
        )
        made += [(form, path.stem, path) for path in sorted(out.glob(f"*.{target}"))]
    for stem, document in originals.items():
        path = folder / f"{stem}.hwpx"
        if _write_hwpx(document, path):
            made.append(("hwpx", stem, path))
    return made


def _write_hwpx(document: RawDocument, path: Path) -> bool:
    try:
        from hwpx import HwpxDocument
    except ModuleNotFoundError:
        return False
    target = HwpxDocument.new()
    for block in document.blocks:
        for paragraph in block.text.split("\n\n") if block.kind == "lines" else [block.text]:
            target.add_paragraph(" ".join(paragraph.split()))
    target.save_to_path(str(path))
    return True
