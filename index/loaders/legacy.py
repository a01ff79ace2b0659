"""The old Office formats (doc, xls, ppt): LibreOffice turns them into their successors when it is installed.

Without it an xls is still read, by calamine, which does not know how its numbers are shown (0.12 for 12 %).

It runs without a window, with a profile of its own in a temporary folder (one for all files of a reading process: a
new one costs seconds), and is ended when it takes too long. Macros
are not run when a file is converted; proxies that lead nowhere keep it from fetching linked pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from index.loaders.draft import Draft, Source

_TARGETS = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
READERS_FOLDER = "INDEX_READERS_FOLDER"  # where a reading process may keep things for as long as its pool lives
_NOWHERE = "http://127.0.0.1:9"


def read(source: Source) -> Draft:
    """Read an old Office file by way of its successor's reader."""
    from index.loaders import docx, pptx, workbook
    from index.loaders.sniff import sniff

    form = sniff(source)
    target = _TARGETS[form]
    if form == "xls" and _program() is None:
        return workbook.read_fast(source, form)
    converted = Source(source.path, convert(source, form, target), source.limits)
    draft = {"docx": docx.read, "pptx": pptx.read, "xlsx": workbook.read}[target](converted)
    draft.format = form
    return draft


def convert(source: Source, form: str, target: str) -> bytes:
    """The file in the other format. Raises LoadError when LibreOffice is missing, fails or takes too long."""
    program = _program()
    if program is None:
        raise source.error(f"is an old .{form} file: install LibreOffice, or save it as .{target}")
    with tempfile.TemporaryDirectory(prefix="docent-") as folder:
        (Path(folder) / f"in.{form}").write_bytes(source.data)
        home = os.environ.get(READERS_FOLDER)
        profile = (Path(home, f"office-{os.getpid()}") if home else Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", target, "--outdir", folder, str(Path(folder) / f"in.{form}")]
        nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), _NOWHERE)
        try:
            subprocess.run(
                command,
                env={**os.environ, **nowhere},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=source.limits.seconds or None,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise source.error(f"took LibreOffice over {source.limits.seconds:g} s: save it as .{target}") from error
        except OSError as error:
            raise source.error(f"could not be given to LibreOffice ({error}): save it as .{target}") from error
        result = Path(folder) / f"in.{target}"
        if not result.is_file():
            raise source.error(f"could not be converted by LibreOffice (encrypted or damaged?): save it as .{target}")
        return result.read_bytes()


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
