"""HTML: the document on a web page, with its structure; the rest is listed as removed.

`outline` reads every visible part; trafilatura says which text is the main one. A part is kept when trafilatura
kept it, or when it stands in the element that holds the main text and does not look like navigation. When that
would keep too little, everything visible is kept and a warning says so: real content is worth more than tidiness.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from index.loaders.draft import Draft, Source, clean, squeeze
from index.loaders.metadata import iso_date, iso_language, names
from index.loaders.outline import Outline, Part, outline
from index.loaders.text import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARED = re.compile(rb"<(?:meta\b[^>]*?|\?xml[^>]*?en)c(?:harset|oding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_AUTHOR = re.compile(
    r"<meta\b[^>]*(?:author|creator)\b[^>]*>|[\"']author[\"']\s*:.{0,300}"
    r"|<[^>]*(?:class|rel|itemprop)=[\"'][^\"']*\b(?:author|byline)\b[^>]*>.{0,300}",
    re.I | re.S,
)
_LEAST_SHARE = 0.35  # of the text outside navigation: less than this and the extractor misjudged the page
_ROOT_SHARE = 0.85  # of the main text that the content element holds
_DEEPEST = 250  # elements in each other that libxml2 follows
_SPACES = re.compile(r"\s+")


def read(source: Source) -> Draft:
    """Read an HTML page (or XHTML, or a page saved without its head)."""
    draft = Draft("html")
    found = _DECLARED.search(source.data[:4096])
    text = decoded(source, draft, found[1].decode("ascii") if found else "")
    read_page(text, draft)
    return draft


def parse_html(text: str) -> Element:
    """An lxml tree; nothing is fetched, entities and scripts are not run."""
    import lxml.html
    from lxml.etree import ParserError

    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except ParserError:  # nothing but comments, or nothing at all
        return lxml.html.document_fromstring("<p></p>")


def read_page(text: str, draft: Draft) -> None:
    """Fill the draft with the page's main parts, its metadata, and what was left out."""
    tree = parse_html(text)
    page = outline(tree)
    if not page.parts and text.count("<") > _DEEPEST:
        draft.warn("it is nested too deep to be read: save it as PDF")
        return
    main = _main_text(text, draft)
    _own_metadata(tree, draft)
    kept = _kept(page, main, draft)
    for part, keep in zip(page.parts, kept, strict=True):
        if keep:
            draft.add(part.shown, part.kind, level=part.level, context=part.context, marker=part.marker)
        else:
            draft.remove(part.text, "outside the main text")
    for hidden in page.hidden:
        draft.remove(hidden, "hidden on the page")


def _main_text(text: str, draft: Draft) -> str:
    """What trafilatura takes for the main text, without white space; fills the metadata it finds."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    dates = {"extensive_search": False, "original_date": True}
    found = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=dates
    )
    if found is None or isinstance(found, dict):
        return ""
    draft.know(
        title=squeeze(clean(found.title or "")),
        authors=tuple(name for name in names(found.author or "") if _said(text, name)),
        publisher=squeeze(clean(found.sitename or "")),
        date=iso_date(found.date or ""),
        url=found.url or "",
        language=iso_language(found.language or ""),
    )
    return _SPACES.sub("", clean(found.text or ""))


def _said(text: str, name: str) -> bool:
    """Whether the page itself calls somebody of that name its author; the extractor also guesses."""
    return any(name.partition(" ")[0] in found[0] for found in _AUTHOR.finditer(text))


def _own_metadata(tree: Element, draft: Draft) -> None:
    title = tree.findtext(".//title") or ""
    draft.know(title=squeeze(clean(title)), language=iso_language(tree.get("lang") or ""))


def _kept(page: Outline, main: str, draft: Draft) -> list[bool]:
    """Which parts are the document."""
    matched = [_matches(part, main) for part in page.parts]
    root = _content_root(page.parts, matched)
    first = next((part for part in page.parts if part.kind == "heading" and part.level == 1 and not part.around), None)
    kept = [
        part.kind == "note"
        or (match and not _surely_boilerplate(part))
        or part is first
        or (root is not None and root in part.path and not _boilerplate(part))
        for part, match in zip(page.parts, matched, strict=True)
    ]
    outside = sum(len(part.text) for part in page.parts if not _boilerplate(part))
    share = sum(len(part.text) for part, keep in zip(page.parts, kept, strict=True) if keep) / max(outside, 1)
    if share >= _LEAST_SHARE:
        return kept
    draft.warn("the main text of the page could not be told from the rest: all visible text is kept")
    visible = [not _boilerplate(part) for part in page.parts]
    return visible if any(visible) else [True] * len(page.parts)


def _matches(part: Part, main: str) -> bool:
    text = _SPACES.sub("", part.text)
    if part.kind != "row":
        return text in main
    cells = [_SPACES.sub("", cell.partition(": ")[2] or cell) for cell in re.split(r"; | \| ", part.text)]
    return sum(cell in main for cell in cells) * 2 >= len(cells) and any(len(cell) > 3 for cell in cells)


def _content_root(parts: list[Part], matched: list[bool]) -> Element | None:
    """The innermost element that holds nearly all of the main text."""
    weight: Counter[Element] = Counter()
    depth: dict[Element, int] = {}
    total = 0
    for part, match in zip(parts, matched, strict=True):
        if match:
            total += len(part.text)
            for level, element in enumerate(part.path):
                weight[element] += len(part.text)
                depth[element] = level
    enough = [element for element, size in weight.items() if size >= _ROOT_SHARE * total]
    return max(enough, key=lambda element: depth[element]) if enough else None


def _boilerplate(part: Part) -> bool:
    """Navigation by its surroundings, or by being nearly all links."""
    return part.around or (part.linked > 0.6 and len(part.text) < 200 and part.kind != "heading")


def _surely_boilerplate(part: Part) -> bool:
    """Even if the extractor kept it: short pieces and links in a navigation, a share bar, a footer."""
    return part.around and (part.linked > 0.5 or len(part.text) < 60)
