"""What people write of a document: front matter, and `FILE.meta.yaml` beside it. Reads both and names what is wrong.

A value that cannot be used is a warning that names the key and what to write; the document is read all the same.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from index.loaders.metadata import ALIASES, from_mapping, iso_date, iso_language
from index.types import Metadata

SUFFIX = ".meta.yaml"
OTHER_SUFFIX = ".meta.yml"  # a likely slip
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LIMIT = 65_536
_FIELDS = tuple(Metadata.__dataclass_fields__)
_YAML_LINE = r"(?:[ \t]+\S|[\]}]|- |[^\s:#\-][^:\n]{0,40}:(?=[ \t\n]|\Z))[^\n]*"
_OPEN = re.compile(rf"\A\ufeff?---[ \t]*\n((?:{_YAML_LINE}(?:\n|\Z))+)")
_WHOLE = re.compile(rf"(?:(?:{_YAML_LINE}|#[^\n]*|[ \t]*)(?:\n|\Z))*")
_KEY_LINE = re.compile(rf"^(?:{'|'.join((*_FIELDS, *ALIASES))})[ \t]*:", re.M | re.I)
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z\d]{2,8})*", re.I)
_NO_CODES = frozenset({"kr"})  # Kanuri, and always meant as Korea
_PLAIN_DATE = re.compile(r"\d{4}(?:[-./]\d{1,2}){1,2}")


class Front(NamedTuple):
    """A text taken apart: what its front matter says, that as it stood, the rest, and what is wrong with it."""

    metadata: Metadata
    text: str
    body: str
    warnings: tuple[str, ...]


def front_matter(text: str) -> Front:
    """Take the front matter off a text.

    What stands between the dashes and has no key of ours is text of the document. Where it has one and is no YAML,
    it is taken off too, so that nobody quotes it. Without its closing line it ends with its last key.
    """
    found = _FRONT.match(text[:_LIMIT])
    inner = (found[1] or "") if found else ""
    if not found or ("\n\n" in inner and not _WHOLE.fullmatch(inner)):  # a rule in the text closes nothing
        return _unclosed(text)
    values, fault = _mapping(inner)
    if values is not None:
        warnings = tuple(f"front matter: {said}" for said in faults(values))
        return Front(from_mapping(values), found[0], text[found.end() :], warnings)
    if not _KEY_LINE.search(inner):
        return Front(Metadata(), "", text, ())
    return Front(Metadata(), found[0], text[found.end() :], (f"front matter was not used, it {fault}: correct it",))


def _unclosed(text: str) -> Front:
    """Front matter that nobody closed: lines of keys and values, one of them ours, and whatever follows is text."""
    found = _OPEN.match(text[:_LIMIT])
    if found is None or not _KEY_LINE.search(found[1]):
        return Front(Metadata(), "", text, ())
    values, fault = _mapping(found[1])
    if values is None:
        return Front(Metadata(), "", text, (f"front matter is taken for text, it has no closing line and {fault}",))
    said = "front matter has no closing line and was read up to the first line without a key: end it with ---"
    warnings = (said, *(f"front matter: {fault}" for fault in faults(values)))
    return Front(from_mapping(values), found[0], text[found.end() :], warnings)


def sidecar(path: Path) -> Path | None:
    """The file beside this one that describes it, `FILE.meta.yaml`; None when there is none."""
    beside = path.with_name(path.name + SUFFIX)
    return beside if beside.is_file() else None


def described(path: Path) -> tuple[Metadata, list[str]]:
    """Metadata from the sidecar, blank when there is none; and what is wrong with it, a line each."""
    beside = sidecar(path)
    if beside is None:
        return Metadata(), []
    try:
        text = beside.read_bytes()[:_LIMIT].decode("utf-8-sig")
    except UnicodeDecodeError:
        return Metadata(), [f"{beside.name} was not used, it is no UTF-8 text: save it as UTF-8"]
    except OSError as error:
        return Metadata(), [f"{beside.name} was not used, it cannot be read ({error.strerror or error})"]
    values, fault = _mapping(text)
    if values is None:
        return Metadata(), [f"{beside.name} was not used, it {fault}: write lines like `title: ...`, or delete it"]
    said = [*_strange(values), *faults(values)]
    return from_mapping(values), [f"{beside.name}: {fault}" for fault in said]


def strays(folders: Iterable[Path]) -> Iterator[str]:
    """A line for each sidecar in these folders that no document reads, with the name that it should have."""
    for folder in sorted(folders):
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue  # told where the folder is walked
        for name in names:
            if fault := _stray(name, names):
                yield f"{folder / name}: {fault}"


def is_slip(path: Path) -> bool:
    """Whether a file is meant as the sidecar of the one beside it and only its suffix is wrong."""
    return path.name.endswith(OTHER_SUFFIX) and path.with_name(path.name.removesuffix(OTHER_SUFFIX)).is_file()


def _stray(name: str, names: list[str]) -> str:
    suffix = next((suffix for suffix in (SUFFIX, OTHER_SUFFIX) if name.endswith(suffix)), "")
    of = name.removesuffix(suffix)
    if not suffix or name.startswith(".") or (suffix == SUFFIX and of in names):
        return ""
    alike = [other for other in names if Path(other).stem == of and not other.endswith((SUFFIX, OTHER_SUFFIX))]
    meant = next(iter([of] if of in names else alike), "")
    return f"is not read; name it {meant}{SUFFIX}" if meant else f"describes no file; there is no {of} beside it"


def _mapping(text: str) -> tuple[Mapping[str, object] | None, str]:
    """The keys and values of a text, or what it is instead. Dates stay as they are written."""
    import yaml

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012 - yaml's own attribute
            first: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
            for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    try:
        values = yaml.load(text, Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        where = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        return None, f"is not YAML ({where}{error.problem}); put quotes around a value that holds a colon"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, f"is not YAML ({' '.join(str(error).split())[:80]})"
    if values is None:
        return None, "is empty"
    if not isinstance(values, dict):
        return None, f"is a {'list' if isinstance(values, list) else 'text'} without keys"
    return values, ""


def _strange(values: Mapping[str, object]) -> Iterator[str]:
    """Keys that are none of ours; front matter may have others for other programs, a sidecar has no reader but us."""
    for key in values:
        if str(key).lower() not in (*_FIELDS, *ALIASES):
            meant = difflib.get_close_matches(str(key).lower(), (*_FIELDS, *ALIASES), n=1)
            yield f"unknown key {str(key)!r}; write {meant[0] if meant else 'one of ' + ', '.join(_FIELDS)}"


def faults(values: Mapping[str, object]) -> Iterator[str]:
    """Values that cannot be used, each with its key and what to write."""
    for key, value in values.items():
        name = ALIASES.get(str(key).lower(), str(key).lower())
        if name not in _FIELDS or name == "summary_of" or value is None:
            continue
        inner = value if isinstance(value, list) and name not in ("date", "language") else [value]
        if any(isinstance(one, dict | list) for one in inner):
            many = " or a list of names" if name == "authors" else ""
            yield f"{key} holds {'keys' if any(isinstance(o, dict) for o in inner) else 'a list'}; write text{many}"
        elif name == "date" and not _is_date(str(value)):
            yield f"{key} {str(value)!r} is no date; write it like 2019-12-27, 2019-12 or 2019"
        elif name == "language" and not _is_language(str(value)):
            yield f"{key} {str(value)!r} is no language; write ko, en, ru or the code of another"


def _is_date(text: str) -> bool:
    found = iso_date(text)
    written = _PLAIN_DATE.fullmatch(text.strip())
    return bool(found) and not (written and found.count("-") < len(re.findall(r"\d+", text)) - 1)


def _is_language(text: str) -> bool:
    known = iso_language(text) in ("ko", "en", "ru")
    return known or (bool(_CODE.fullmatch(text.strip())) and text.strip().lower() not in _NO_CODES)
