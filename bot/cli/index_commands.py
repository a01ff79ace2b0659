"""What the commands that make and look after an index do: build in all its ways, and check."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.settings import Settings, load_settings
from index.errors import build_command
from index.intake import BuildReport
from index.roots import check_home

_NAMED = ("added", "changed", "renamed", "removed")


def build(arguments: Namespace) -> int:
    """Build or update the index, say what that would do, go back one generation, or follow the folder."""
    settings = load_settings(index_dir=arguments.index)
    if arguments.rollback:
        return _roll_back(settings)
    check_home(settings.index_dir)
    if arguments.dry_run:
        return _plan(arguments, settings)
    if arguments.watch:
        return _watch(arguments, settings)
    report = _build(arguments.paths, settings, forget=arguments.forget)
    _print_report(report, settings, arguments.json)
    return 1 if arguments.strict and report.failed else 0


def check(arguments: Namespace) -> int:
    """Look at every part of the index; with --repair, make what is broken again."""
    from index.upkeep.check import check as check_index
    from index.upkeep.mending import mend

    settings = load_settings(index_dir=arguments.index)
    index_dir = Path(settings.index_dir)
    found = check_index(index_dir)
    left = found
    if found and arguments.repair:
        mend(index_dir, found)
        report = _build([], settings)
        left = check_index(index_dir)
        if not arguments.json:
            _print_report(report, settings, as_json=False)
    if arguments.json:
        _print_json({"problems": [asdict(p) for p in found], "left": [asdict(p) for p in left]})
        return 1 if left else 0
    for problem in found:
        print(f"{problem.kind}: {problem.what}")
    print(_verdict(len(found), len(left), arguments.repair))
    return 1 if left else 0


def _verdict(found: int, left: int, repaired: bool) -> str:
    if not found:
        return "the index is whole"
    if not repaired:
        return f"{found} problems; mend with: python -m bot check --repair"
    return f"{found} problems, all mended" if not left else f"{found} problems, {left} are left"


def _build(paths: list[str], settings: Settings, *, forget: Sequence[str] = ()) -> BuildReport:
    from bot.cli.progress import Bars
    from index.builder import build as build_index

    with Bars() as bars:
        return build_index(paths, forget=forget, progress=bars, server=settings.server(), **_arguments(settings))


def _arguments(settings: Settings) -> dict[str, Any]:
    """What build and plan take from the settings."""
    return {
        "index_dir": settings.index_dir,
        "docs_dir": settings.docs_dir if "docs_dir" in settings.model_fields_set else None,
        "config": settings.index_config(),
        "limits": settings.limits(),
    }


def _roll_back(settings: Settings) -> int:
    from index.builder import rollback

    print(f"generation {rollback(settings.index_dir)} is live again")
    return 0


def _plan(arguments: Namespace, settings: Settings) -> int:
    from index.plan import plan

    found = plan(arguments.paths, forget=arguments.forget, **_arguments(settings))
    if arguments.json:
        _print_json(asdict(found))
        return 0
    for name in _NAMED:
        for source in getattr(found.report, name):
            print(f"{name:<8} {source}" + ("" if name == "removed" or source in found.read else " (already read)"))
    for source, reason in found.report.failed + found.report.skipped:
        print(f"left out {source}: {reason}")
    if "cut" in found.anew:
        print("all documents would be cut anew: the settings or the version of passages changed")
    if "embed" in found.anew:
        print("all passages would be embedded anew: the model changed")
    print(f"{len(found.read)} files would be read, {found.report.unchanged} are unchanged; nothing was written")
    return 0


def _watch(arguments: Namespace, settings: Settings) -> int:
    from bot.cli.watch import watch

    paths, forget = list(arguments.paths), list(arguments.forget)
    shown = ""

    def once() -> list[Path]:
        nonlocal shown
        report = _build(paths, settings, forget=forget)
        if report.generation != shown or report.failed:
            _print_report(report, settings, arguments.json)
            sys.stdout.flush()
        paths.clear()  # a root that was named once is remembered
        forget.clear()
        shown = report.generation
        return [Path(root) for root in report.roots]

    watch(once, Path(settings.index_dir))
    return 0


def _print_report(report: BuildReport, settings: Settings, as_json: bool) -> None:
    if as_json:
        _print_json(asdict(report))
        return
    docs = build_command(settings.index_dir).replace("bot build", "bot docs")
    counts = ", ".join(f"{len(getattr(report, name))} {name}" for name in _NAMED)
    print(
        f"{counts}, {report.unchanged} unchanged, {len(report.failed)} failed; "
        f"{report.passages} passages ({report.embedded} embedded) in {report.seconds:.1f} s"
    )
    for name, reason in report.skipped:
        print(f"skipped {name}: {reason}")
    for name, reason in report.failed:
        print(f"failed  {name}: {reason}")
    for warning in report.beside:
        print(f"warning {warning}")
    if report.warnings:
        print(f"{report.warnings} warning{'s' if report.warnings > 1 else ''}: see {docs}")


def _print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    print(json.dumps(value, ensure_ascii=False, indent=1))
