"""The old Office formats (doc, xls, ppt): LibreOffice turns them into their successors when it is installed.

Without it an xls of Excel 5 or later is still read, by calamine, which does not know how its numbers are shown (0.12
for 12 %).

It runs without a window, with a profile of its own in a temporary folder (one for all files of a reading process: a
new one costs seconds), and is ended when it takes too long. Of many small files, a dozen are converted at once. Macros
are not run when a file is converted; proxies that lead nowhere keep it from fetching linked pictures.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.errors import LoadError
from index.loaders.draft import Draft, Source
from index.loaders.limits import MIB, Limits

_TARGETS = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
READERS_FOLDER = "INDEX_READERS_FOLDER"  # where a reading process may keep things for as long as its pool lives
_BATCH, _SMALL = 12, 2 * MIB  # files that are converted at once, and how large each may be
_NOWHERE = "http://127.0.0.1:9"


def read(source: Source) -> Draft:
    """Read an old Office file by way of its successor's reader."""
    from index.loaders import docx, pptx, workbook
    from index.loaders.sniff import is_compound, sniff

    form = sniff(source)
    target = _TARGETS[form]
    if form == "xls" and _program() is None and is_compound(source.data):
        return workbook.read_fast(source, form)
    converted = Source(source.path, convert(source, form, target), source.limits)
    draft = {"docx": docx.read, "pptx": pptx.read, "xlsx": workbook.read}[target](converted)
    draft.format = form
    return draft


def batches(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """The old Office files among some, small ones of one kind together: to start LibreOffice costs most of the time."""
    found: dict[Path, list[Path]] = {}
    open_ones: dict[str, list[Path]] = {}
    for path in paths:
        suffix = path.suffix.lower()
        if suffix.lstrip(".") not in _TARGETS or not _is_small(path):
            continue
        batch = open_ones.setdefault(suffix, [])
        batch.append(path)
        found[path] = batch
        if len(batch) == _BATCH:
            del open_ones[suffix]
    return found


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= _SMALL
    except OSError:
        return False


def convert_ahead(paths: Sequence[Path], limits: Limits) -> None:
    """Convert some files at once and keep the results for their turns, those too that were done before it was ended."""
    from index.loaders.sniff import sniff

    home, program = os.environ.get(READERS_FOLDER), _program()
    if not home or program is None:
        return
    with tempfile.TemporaryDirectory(prefix="docent-") as temporary:
        targets = set()
        for path in paths:
            try:
                source = Source(path, path.read_bytes(), limits)
                form = sniff(source)
            except (OSError, LoadError):
                continue
            if form in _TARGETS:
                Path(temporary, f"{_name(source)}.{form}").write_bytes(source.data)
                targets.add(_TARGETS[form])
        for target in sorted(targets):
            try:
                _run(program, Path(temporary), target, None, out=home)
            except OSError:
                continue


def _name(source: Source) -> str:
    return hashlib.sha256(source.data).hexdigest()


def convert(source: Source, form: str, target: str) -> bytes:
    """The file in the other format. Raises LoadError when LibreOffice is missing, fails or takes too long."""
    program, home = _program(), os.environ.get(READERS_FOLDER)
    if program is None:
        raise source.error(f"is an old .{form} file: install LibreOffice, or save it as .{target}")
    kept = Path(home, f"{_name(source)}.{target}") if home else None
    if kept is not None and zipfile.is_zipfile(kept):  # whole: the list of what is in it comes last
        return kept.read_bytes()
    with tempfile.TemporaryDirectory(prefix="docent-") as folder:
        (Path(folder) / f"in.{form}").write_bytes(source.data)
        try:
            # a reading process is ended with all that it started; elsewhere the program alone can be
            _run(program, Path(folder), target, None if home else source.limits.seconds or None)
        except subprocess.TimeoutExpired as error:
            raise source.error(f"took LibreOffice over {source.limits.seconds:g} s: save it as .{target}") from error
        except OSError as error:
            raise source.error(f"could not be given to LibreOffice ({error}): save it as .{target}") from error
        result = Path(folder) / f"in.{target}"
        if not result.is_file():
            raise source.error(f"could not be converted by LibreOffice (damaged?): save it as .{target}")
        return result.read_bytes()


def _run(program: str, folder: Path, target: str, seconds: float | None, *, out: str = "") -> None:
    """Convert every file of a folder that becomes one of the target's kind; blank `out`: into the same folder."""
    home = os.environ.get(READERS_FOLDER)
    profile = (Path(home, f"office-{os.getpid()}") if home else folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
    form = next(old for old, new in _TARGETS.items() if new == target)
    command += ["--convert-to", target, "--outdir", out or str(folder), *map(str, sorted(folder.glob(f"*.{form}")))]
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), _NOWHERE)
    subprocess.run(
        command,
        env={**os.environ, **nowhere},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        check=False,
    )


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
