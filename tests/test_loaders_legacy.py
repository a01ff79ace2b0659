"""Old Office files: a dozen small ones of one kind are converted at once."""

import os
import shutil
import subprocess
import sys

import pytest
from test_loaders_hangul import compound

from index.errors import LoadError
from index.loaders import Limits, load_many, parse
from index.loaders.legacy import batches
from index.loaders.pool import Child
from index.types import RawDocument


def test_small_files_of_one_kind_are_converted_a_dozen_at_once(tmp_path):
    paths = [tmp_path / f"{number}.{('doc', 'xls', 'txt')[number % 3]}" for number in range(45)]
    for path in paths:
        path.write_bytes(b"x")
    paths[0].write_bytes(b"x" * (3 << 20))
    together = batches([*paths, tmp_path / "missing.doc"])
    assert sorted(len(batch) for batch in {id(batch): batch for batch in together.values()}.values()) == [2, 3, 12, 12]
    assert not {paths[0], paths[2], tmp_path / "missing.doc"} & together.keys()
    assert all(len({path.suffix for path in batch}) == 1 for batch in together.values())


def test_what_is_prepared_on_the_way_cannot_cost_the_file_itself(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>Text of a page.</p>" * 20, encoding="utf-8")
    (tmp_path / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0 broken")
    child = Child(Limits(), str(tmp_path))
    assert isinstance(child.read(path, [tmp_path / "b.doc", tmp_path / "missing.doc"]), RawDocument)
    child.end()


@pytest.mark.skipif(sys.platform == "win32", reason="the program that hangs is a shell script")
def test_time_that_others_take_is_not_taken_from_a_file(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    compound(tmp_path / "b.doc", {"WordDocument": bytes(64)})
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>Text of a page.</p>" * 20, encoding="utf-8")
    child = Child(Limits(seconds=3), str(tmp_path))
    assert isinstance(child.read(path, [tmp_path / "b.doc", path]), RawDocument)
    child.end()


def test_a_workbook_from_before_compound_files_is_known_and_needs_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr("index.loaders.legacy._program", lambda: None)
    (tmp_path / "a.xls").write_bytes(b"\t\x04\x06\x00\x00\x00\x10\x00\x00\x00" + bytes(60))
    with pytest.raises(LoadError, match="old .xls file: install LibreOffice"):
        parse(tmp_path / "a.xls", Limits())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_files_converted_together_are_each_their_own(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.csv").write_text(f"Region,Budget\nSeoul,{number}00\nBusan,7\n", encoding="utf-8")
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xls",
    ]
    sources = [str(tmp_path / f"{number}.csv") for number in range(3)]
    subprocess.run([*command, "--outdir", str(tmp_path), *sources], check=True, capture_output=True)
    paths = [tmp_path / f"{number}.xls" for number in range(3)]
    paths[1].write_bytes(paths[1].read_bytes()[:2000])
    texts = [getattr(result, "text", "refused") for _, result in load_many(paths)]
    assert [text.partition("\n")[0] for text in texts] == [
        "Region: Seoul; Budget: 0",
        "refused",
        "Region: Seoul; Budget: 200",
    ]
