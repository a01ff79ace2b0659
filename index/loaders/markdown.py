"""Markdown: CommonMark with tables and footnotes, read by markdown-it; HTML blocks go to the HTML reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.loaders.draft import Draft, Source
from index.loaders.numbering import labelled
from index.loaders.tables import Grid, add_table
from index.loaders.text import decoded, take_front

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.+(?:\n(?:[ \t]+|(?=[^\n\[]))\S.*)*)", re.M)
_DEEPEST = 100  # levels that the parser follows; an item of a list is two
_OPENING = re.compile(r"<([A-Za-z][\w-]*)(\s[^>]*)?>\Z")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_FURTHEST = 2000  # tokens behind a tag among which the one that closes it is looked for
_BREAK = re.compile(r"<br\s*/?>", re.I)


def read(source: Source) -> Draft:
    """Read a Markdown file."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    draft = Draft("md")
    body = take_front(draft, decoded(source, draft))
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).use(footnote_plugin)
    shared: dict[str, Any] = {}
    tokens = parser.parse(body, shared)
    if any(token.level >= _DEEPEST - 3 for token in tokens):
        draft.warn(f"what is nested over {_DEEPEST} levels deep was not read")
    _Reader(draft).run(iter(tokens))
    _unreferenced(draft, body, shared)
    heading = next((block for block in draft.blocks if block.kind == "heading" and block.level == 1), None)
    draft.know(title=heading.text if heading else "")
    return draft


def _unreferenced(draft: Draft, body: str, shared: dict[str, Any]) -> None:
    """Footnotes that no mark points to: the parser drops them, a reader should not miss them."""
    notes = shared.get("footnotes", {})
    known = notes.get("refs", {})
    used = {entry.get("label") for entry in notes.get("list", {}).values()}
    for found in _DEFINITION.finditer(body):
        if f":{found[1]}" in known and found[1] not in used:
            draft.add(found[2], "note", marker=f"[{found[1]}]")


class _Reader:
    """Walks the flat token list; keeps the list depth and the table being filled."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.depth = 0
        self.lead = False  # the next paragraph is the first of an item
        self.label = ""  # the number of that item
        self.note = ""
        self.note_text: list[str] = []
        self.grid: Grid | None = None
        self.row = self.column = -1

    def run(self, tokens: Iterator[Token]) -> None:
        for token in tokens:
            step = getattr(self, f"_{token.type}", None)
            if step:
                step(token, tokens)

    def _heading_open(self, token: Token, tokens: Iterator[Token]) -> None:
        self.draft.add(self._inline(next(tokens)), "heading", level=int(token.tag[1]))

    def _inline(self, token: Token) -> str:
        shown, unseen = part_unseen(token.children or [])
        for text in unseen:
            self.draft.remove(text, "hidden on the page")
        return inline_text(shown)

    def _paragraph_open(self, _token: Token, tokens: Iterator[Token]) -> None:
        text = self._inline(next(tokens))
        if self.note:
            self.note_text.append(text)
        elif self.lead:
            self.draft.add(labelled(self.label, text), "item", level=self.depth - 1)
        else:
            self.draft.add(text)
        self.lead = False

    def _bullet_list_open(self, _token: Token, _tokens: Iterator[Token]) -> None:
        self.depth += 1

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, _token: Token, _tokens: Iterator[Token]) -> None:
        self.depth -= 1

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token, _tokens: Iterator[Token]) -> None:
        self.lead = True
        self.label = f"{token.info}{token.markup}" if token.info else ""

    def _fence(self, token: Token, _tokens: Iterator[Token]) -> None:
        self.draft.add(token.content)

    _code_block = _fence

    def _html_block(self, token: Token, _tokens: Iterator[Token]) -> None:
        if token.content.lstrip().startswith("<!--"):
            self.draft.remove(token.content, "comment")
            return
        from index.loaders.outline import outline
        from index.loaders.webpage import parse_html

        page = outline(parse_html(token.content))
        for part in page.parts:
            self.draft.add(part.shown, part.kind, level=part.level, context=part.context, marker=part.marker)
        for hidden in page.hidden:
            self.draft.remove(hidden, "hidden on the page")

    def _footnote_open(self, token: Token, _tokens: Iterator[Token]) -> None:
        self.note, self.note_text = _mark(token), []

    def _footnote_close(self, _token: Token, _tokens: Iterator[Token]) -> None:
        self.draft.add("\n".join(self.note_text), "note", marker=self.note)
        self.note = ""

    def _table_open(self, _token: Token, _tokens: Iterator[Token]) -> None:
        self.grid, self.row = Grid(), -1

    def _tr_open(self, _token: Token, _tokens: Iterator[Token]) -> None:
        self.row, self.column = self.row + 1, -1

    def _th_open(self, _token: Token, tokens: Iterator[Token]) -> None:
        self.column += 1
        if self.grid is not None:
            self.grid.put(self.row, self.column, self._inline(next(tokens)))

    _td_open = _th_open

    def _table_close(self, _token: Token, _tokens: Iterator[Token]) -> None:
        if self.grid is not None:
            add_table(self.draft, self.grid, sure=True)
        self.grid = None


def _mark(token: Token) -> str:
    """The mark of a footnote as the text carries it: its label, or its number when it has none."""
    return f"[{token.meta.get('label') or int(token.meta['id']) + 1}]"


def part_unseen(tokens: list[Token]) -> tuple[list[Token], list[str]]:
    """The tokens without the HTML elements that no reader sees, scripts among them; and the texts of those."""
    shown: list[Token] = []
    unseen: list[str] = []
    n = 0
    while n < len(tokens):
        end = _end_unseen(tokens, n) if tokens[n].type == "html_inline" else n
        if end > n:
            unseen.append(inline_text(tokens[n:end]))
        else:
            shown.append(tokens[n])
        n = max(end, n) + 1
    return shown, unseen


def _end_unseen(tokens: list[Token], start: int) -> int:
    """Where an unseen element that begins here ends; the beginning itself if it is seen, or never ends."""
    from index.loaders.outline import NO_TEXT
    from index.loaders.unseen import is_unseen
    from index.loaders.webpage import parse_html

    opening = _OPENING.match(tokens[start].content)
    if not opening or not (opening[1].lower() in NO_TEXT or opening[2]):
        return start
    name = opening[1].lower()
    element = next(parse_html(tokens[start].content).iter(name), None)
    if name not in NO_TEXT and (element is None or not is_unseen(element)):
        return start
    depth = 0
    for n in range(start, min(len(tokens), start + _FURTHEST)):
        tag = _TAG.match(tokens[n].content) if tokens[n].type == "html_inline" else None
        if tag and tag[2].lower() == name:
            depth += -1 if tag[1] else 1
            if depth == 0:
                return n
    return start


def inline_text(tokens: list[Token]) -> str:
    """What a reader sees of a run of inline tokens: link texts, alternative texts, code, footnote marks."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(inline_text(token.children or []))
        elif token.type == "html_inline":
            parts.append("\n" if _BREAK.fullmatch(token.content) else "")
        elif token.type == "footnote_ref":
            parts.append(_mark(token))
    return "".join(parts)
