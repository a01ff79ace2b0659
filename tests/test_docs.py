"""What the README names exists, and what exists for users is in the README."""

from __future__ import annotations

import argparse
import re

import pytest
from conftest import ROOT

from bot.__main__ import _parser
from bot.settings import PREFIX, Settings

README = ROOT / "README.md"
if not README.is_file():
    pytest.skip("README.md is not written yet", allow_module_level=True)
TEXT = README.read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = [a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(actions[0].choices)


def targets() -> set[str]:
    return set(re.findall(r"^([\w-]+)(?=:(?!=))", MAKEFILE, re.MULTILINE))


def test_every_command_that_is_named_exists_and_every_command_is_named() -> None:
    named = set(re.findall(r"(?:python -m bot|docent) ([a-z]+)\b", TEXT))
    assert named <= set(commands()), named - set(commands())
    missing = {name for name in commands() if not re.search(rf"\b{name}\b", TEXT)}
    assert not missing


def test_every_option_that_is_named_exists() -> None:
    known = {option for parser in commands().values() for action in parser._actions for option in action.option_strings}
    for line in re.findall(r"(?:python -m bot|docent) [^`\n]*", TEXT):
        assert set(re.findall(r"(?<=\s)--[a-z][a-z-]*", line)) <= known, line


def test_every_setting_that_is_named_exists_and_every_setting_is_named() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", TEXT))
    assert named <= known, named - known
    assert known <= named, known - named


def test_every_make_target_that_is_named_exists() -> None:
    patterns = {re.compile(name.replace("%", ".+")) for name in re.findall(r"^([\w-]+%)(?=:)", MAKEFILE, re.MULTILINE)}
    for name in set(re.findall(r"\bmake ([a-z][\w-]*)\b(?=[`\n ])", "\n".join(code_of(TEXT)))):
        assert name in targets() or any(pattern.fullmatch(name) for pattern in patterns), name


def test_the_two_commands_of_the_first_screen() -> None:
    screen = "\n".join(TEXT.splitlines()[:30])
    assert "make run" in screen
    assert "make test" in screen
    assert {"run", "test"} <= targets()


def code_of(text: str) -> list[str]:
    """Code blocks and inline code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [*blocks, *(piece + "\n" for piece in re.findall(r"`([^`\n]+)`", text))]


@pytest.mark.parametrize("name", re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", TEXT))
def test_every_file_that_is_linked_exists(name: str) -> None:
    assert (ROOT / name).exists()


def test_every_section_that_is_linked_exists() -> None:
    titles = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
