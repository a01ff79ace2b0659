"""The rules of the house, read from the source: who imports whom, how long things are, what they are called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

CODE = sorted([ROOT / "app.py", *(ROOT / "bot").rglob("*.py"), *(ROOT / "index").rglob("*.py")])
ALL = sorted([*CODE, *(ROOT / "tests").rglob("*.py")])
LAYERS = {"app": 2, "bot": 1, "index": 0}
HEAVY = {
    "torch", "transformers", "sentence_transformers", "gradio", "chromadb", "kiwipiepy", "trafilatura", "langchain",
    "pypdfium2", "docx", "pptx", "openpyxl", "hwpx", "lxml", "onnxruntime",
}  # fmt: skip
FORBIDDEN = {
    "manager",
    "helper",
    "helpers",
    "util",
    "utils",
    "service",
    "engine",
    "handler",
    "processor",
    "core",
    "common",
}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


class Import(NamedTuple):
    """One import; `local` inside a function, `typing` for type checkers alone."""

    name: str
    local: bool
    typing: bool


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in CODE}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> tuple[Import, ...]:
    return tuple(_imports(tree_of(path), local=False, typing=False))


def _imports(node: ast.AST, *, local: bool, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, local, typing) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "write imports in full"
            yield from (Import(target(child.module or "", alias.name), local, typing) for alias in child.names)
        else:
            inside = local or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            checked = typing or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
            yield from _imports(child, local=inside, typing=checked)


def target(module: str, name: str) -> str:
    """`from index import types` names the module `index.types`."""
    return f"{module}.{name}" if f"{module}.{name}" in MODULES else module


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_point_inwards_and_never_at_their_own_root() -> None:
    wrong = []
    for path in CODE:
        own = module_of(path).split(".")[0]
        for found in imports_of(path):
            package = found.name.split(".")[0]
            outward = package == "tests" or LAYERS.get(package, 0) > LAYERS[own]
            if outward or found.name == own or (package in LAYERS and found.name not in MODULES):
                wrong.append(f"{name_of(path)} imports {found.name}")
    assert not wrong


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {
        name: {found.name for found in imports_of(path) if found.name in MODULES and not found.typing}
        for name, path in MODULES.items()
    }
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join([*way[way.index(name) :], name])
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_the_page_knows_gradio() -> None:
    users = {path for path in CODE if any(found.name.split(".")[0] == "gradio" for found in imports_of(path))}
    assert all(path.is_relative_to(ROOT / "bot" / "web") for path in users)
    assert {module_of(path) for path in CODE if any(f.name.startswith("bot.web") for f in imports_of(path))} <= {
        "app", *(name for name in MODULES if name.startswith("bot.web"))
    }  # fmt: skip


def test_heavy_packages_load_where_they_are_used() -> None:
    wrong = []
    for path in CODE:
        if path.is_relative_to(ROOT / "index" / "model") or (path.parent.name == "web" and path.stem != "__init__"):
            continue  # scripts that train; the page's modules load only when it is served
        at_import = {found.name.split(".")[0] for found in imports_of(path) if not found.local and not found.typing}
        wrong += [f"{name_of(path)} loads {name}" for name in sorted(at_import & HEAVY)]
    assert not wrong


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in ALL:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_files_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ALL}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}


def test_functions_stay_short() -> None:
    lengths = {f"{name_of(p)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1 for p, node in functions()}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


def test_names_say_what_a_thing_is() -> None:
    nodes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    wrong = []
    for path in CODE:
        for name in [path.stem, *(node.name for node in ast.walk(tree_of(path)) if isinstance(node, nodes))]:
            words = set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))
            wrong += [f"{name_of(path)}: {name}"] if words & FORBIDDEN else []
    assert not wrong


def test_no_failure_is_caught_blindly() -> None:
    wrong = []
    for path in CODE:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler) and not any(isinstance(n, ast.Raise) for n in ast.walk(node)):
                caught = ast.unparse(node.type) if node.type else "Exception"
                if re.search(r"\b(?:Base)?Exception\b", caught):
                    wrong.append(f"{name_of(path)}, line {node.lineno}")
    assert not wrong


def test_a_module_says_what_it_owns() -> None:
    assert not [name_of(path) for path in CODE if not ast.get_docstring(tree_of(path))]


def test_every_package_of_ours_is_installed() -> None:
    import tomllib

    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packages = {module_of(path) for path in CODE if path.name == "__init__.py"}
    assert packages <= set(told["packages"])
    assert all((ROOT / name.replace(".", "/")).is_dir() for name in told["packages"])
    assert told["py-modules"] == ["app"]


def test_the_map_in_the_contributing_guide_is_the_tree() -> None:
    guide = ROOT / "CONTRIBUTING.md"
    if not guide.is_file():
        pytest.skip("CONTRIBUTING.md is not written yet")
    blocks = re.findall(r"^```\w*\n(.*?)^```", guide.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    told = max(blocks, key=lambda block: block.count(".py"))
    named = set(re.findall(r"[\w-]+\.py\b", told))
    there = {path.name for path in ALL if path.name != "__init__.py" and "benchmarks" not in path.parts}
    modules = {path.name for path in CODE if path.name != "__init__.py"}
    assert modules <= named, f"not in the map: {sorted(modules - named)}"
    known = there | {path.name for path in ROOT.rglob("*.py") if ".venv" not in path.parts}
    assert named <= known, f"in the map and not in the tree: {sorted(named - known)}"
