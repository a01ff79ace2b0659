"""An answer or a conversation as a file to keep: by suffix .md, .html, .docx, and its sources as .bib, .ris, .json.

Every quote stands in its own language with where it is from; each file says which index, model and prompt made it,
so that it can be made again. No prompt and no key is ever in one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.answer import Answer
from index.errors import DocentError

Maker = Callable[[Sequence[Answer]], bytes]
_OF_SOURCES = (".bib", ".ris", ".json")


def export(answers: Sequence[Answer], path: Path | str) -> Path:
    """Write answers to a file; its suffix says how.

    Args:
        answers: one, or a conversation in order.
        path: ending in .md, .html, .docx, .bib, .ris or .json (CSL-JSON).

    Raises:
        DocentError: the suffix is another one, the file cannot be written, or it would hold no source.
    """
    path = Path(path)
    check_path(path)
    content = exported(answers, path.suffix)
    if path.suffix.lower() in _OF_SOURCES and not any(answer.citations for answer in answers):
        raise DocentError(f"nothing is cited, so {path} was not written; a .md file takes an answer without sources")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DocentError(f"{path} cannot be written ({error.strerror}); choose another place") from None
    return path


def check_path(path: Path) -> None:
    """See that a file may be written, before there is anything to write.

    Raises:
        DocentError: its suffix is none of ours, or it has no folder.
    """
    _maker(path.suffix)
    if not path.parent.is_dir():
        raise DocentError(f"{path} cannot be written: there is no folder {path.parent}; choose another place")


def exported(answers: Sequence[Answer], suffix: str) -> bytes:
    """The content of such a file.

    Raises:
        DocentError: the suffix is none of ours.
    """
    return _maker(suffix)(answers)


def _maker(suffix: str) -> Maker:
    maker = _makers().get(suffix.lower())
    if maker is None:
        raise DocentError(f"no export to {suffix or 'a file without suffix'}; use one of {', '.join(_makers())}")
    return maker


def _makers() -> dict[str, Maker]:
    from bot.export import bibliography, text

    return {
        ".md": lambda answers: text.markdown(answers).encode(),
        ".html": lambda answers: text.page(answers).encode(),
        ".docx": _docx,
        ".bib": lambda answers: bibliography.bibtex(answers).encode(),
        ".ris": lambda answers: bibliography.ris(answers).encode(),
        ".json": lambda answers: bibliography.csl_json(answers).encode(),
    }


def _docx(answers: Sequence[Answer]) -> bytes:
    from bot.export.word import document

    return document(answers)
