from __future__ import annotations

import re
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from conftest import ROOT

from index import errors, types
from index.errors import DocentError, LoadError, MissingDependency
from index.types import BLOCK_SEPARATOR, Block, IndexConfig, RawDocument

VERSIONS = {"load": 1, "chunk": 1}
ERRORS = [
    e for e in vars(types).values() if isinstance(e, type) and issubclass(e, DocentError) and e is not DocentError
]


def test_the_error_tree_of_the_docstring_is_the_one_in_the_code() -> None:
    named = set(re.findall(r"^    \+-- (\w+)", types.__doc__ or "", re.MULTILINE))
    assert named == {error.__name__ for error in ERRORS}
    assert all(error.__bases__ == (DocentError,) for error in ERRORS)


def test_the_nouns_import_nothing_of_ours() -> None:
    source = Path(types.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:from|import) (?:index|bot)\b", source, re.MULTILINE)


def test_a_load_error_keeps_the_path_and_the_reason_apart() -> None:
    error = LoadError("a/b.txt", "is empty")
    assert (str(error), error.path, error.reason) == ("a/b.txt: is empty", Path("a/b.txt"), "is empty")


def test_a_missing_package_is_named_with_the_command_that_installs_it_from_the_sources() -> None:
    said = str(MissingDependency("the model openai:x", "openai"))
    assert said.endswith(f'"{sys.executable}" -m pip install -e "{ROOT}[openai]"')


def test_a_package_without_its_sources_says_where_to_install_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "__file__", str(tmp_path / "index" / "errors.py"))
    assert errors.install_command("ocr").startswith("in the folder of Docent's sources: ")
    assert errors.install_command("ocr").endswith('pip install ".[ocr]"')


def test_nothing_is_installed_by_the_name_that_another_project_has() -> None:
    """The package index has a "docent" that is not this one."""
    texts = [*ROOT.glob("*.md"), *ROOT.glob("bot/**/*.*"), *ROOT.glob("index/**/*.*"), *ROOT.glob("tests/**/*.py")]
    named = [path for path in texts if path.suffix in (".md", ".py", ".json", ".js")]
    wrong = re.compile(r"pip install (?:-e )?['\"]?docent\b")
    assert [path for path in named if wrong.search(path.read_text(encoding="utf-8"))] == []


def test_raw_text_joins_the_blocks_with_a_blank_line() -> None:
    raw = RawDocument(Path("a"), "0", "txt", (Block("one"), Block("two", "heading")))
    assert raw.text == f"one{BLOCK_SEPARATOR}two"


@pytest.mark.parametrize(
    "other",
    [IndexConfig(embedding_model="folder"), IndexConfig(chunk_size=400), IndexConfig(chunk_limit=900)],
)
def test_every_setting_that_shapes_an_index_changes_its_fingerprint(other: IndexConfig) -> None:
    assert IndexConfig().fingerprint(VERSIONS, "m") != other.fingerprint(VERSIONS, "m")


def test_the_fingerprint_knows_the_stages_and_the_weights() -> None:
    ours = IndexConfig().fingerprint(VERSIONS, "m")
    assert ours == IndexConfig().fingerprint(dict(reversed(VERSIONS.items())), "m")
    assert ours != IndexConfig().fingerprint(VERSIONS | {"chunk": 2}, "m")
    assert ours != IndexConfig().fingerprint(VERSIONS, "n")


def test_nouns_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        IndexConfig().chunk_size = 1  # type: ignore[misc]
    assert replace(IndexConfig(), chunk_size=1).chunk_size == 1
