"""The sources of answers as a bibliography: BibTeX, RIS and CSL-JSON, each document once.

The quotes taken from it stand in its annotation, each with its section and its page or row.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Sequence
from typing import Any

from bot.answer import Answer, Citation
from bot.export.latin import latin
from bot.locators import section, shown_locator

_LONGEST_KEY = 60
_LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
          "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def bibtex(answers: Sequence[Answer]) -> str:
    """One @misc for each document; its note says which file it is and, of a summary, of what."""
    entries = []
    for key, (about, quotes) in _documents(answers).items():
        fields = {
            "title": about["title"] or about["source"],
            "author": " and ".join(about["authors"]),
            "publisher": about["publisher"],
            "year": about["date"][:4] if about["date"][:4].isdigit() else "",
            "date": about["date"],
            "url": about["url"],
            "langid": about["language"],
            "note": _note(about),
            "annotation": " ".join(quotes),
        }
        lines = [f"  {name} = {{{_latex(value)}}}" for name, value in fields.items() if value]
        entries.append(f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def ris(answers: Sequence[Answer]) -> str:
    """One record for each document."""
    records = []
    for key, (about, quotes) in _documents(answers).items():
        rows = [("TY", "GEN"), ("ID", key), ("TI", about["title"] or about["source"])]
        rows += [("AU", author) for author in about["authors"]]
        rows += [("PB", about["publisher"]), ("PY", about["date"][:4]), ("DA", about["date"].replace("-", "/"))]
        rows += [("UR", about["url"]), ("LA", about["language"]), ("N1", _note(about))]
        rows += [("N1", quote) for quote in quotes]
        records.append(
            "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in rows if value) + "ER  - \r\n"
        )
    return "\r\n".join(records)


def csl_json(answers: Sequence[Answer]) -> str:
    """A CSL-JSON list."""
    items = []
    for key, (about, quotes) in _documents(answers).items():
        item: dict[str, Any] = {"id": key, "type": "document", "title": about["title"] or about["source"]}
        if about["authors"]:
            item["author"] = [{"literal": author} for author in about["authors"]]
        if parts := [int(part) for part in re.findall(r"\d+", about["date"])][:3]:
            item["issued"] = {"date-parts": [parts]}
        for name, value in (("publisher", "publisher"), ("URL", "url"), ("language", "language")):
            if about[value]:
                item[name] = about[value]
        item["note"] = _note(about)
        item["annote"] = " ".join(quotes)
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _documents(answers: Sequence[Answer]) -> dict[str, tuple[dict[str, Any], list[str]]]:
    """Citation key to metadata and quotes, in the order of first use; keys are letters, digits and hyphens."""
    found: dict[str, tuple[dict[str, Any], list[str]]] = {}
    keys: dict[str, str] = {}
    for answer in answers:
        for citation in answer.citations:
            about = citation.metadata
            source = about["source"]
            key = keys.get(source) or _key(source, found)
            keys[source] = key
            quotes = found.setdefault(key, (about, []))[1]
            if (quote := _quote(citation, answer.language)) not in quotes:
                quotes.append(quote)
    return found


def _key(source: str, taken: Container[str]) -> str:
    """A key from the name of a file; the same in every export, unless two files have one name."""
    name = latin(source.rsplit(".", 1)[0])[:_LONGEST_KEY].strip("-")
    if name and name not in taken:
        return name
    return f"{name or 'source'}-{hashlib.sha256(source.encode()).hexdigest()[:6]}"


def _quote(citation: Citation, language: str) -> str:
    about = citation.metadata
    place = (section(about.get("headings", ()), about["title"]), shown_locator(about["locator"], language))
    said = ", ".join(part for part in place if part)
    return f"“{citation.quote}”" + (f" ({said})" if said else "")


def _note(about: dict[str, Any]) -> str:
    return ". ".join(part for part in (about["source"], about.get("summary", "")) if part)


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in " ".join(text.split()))
