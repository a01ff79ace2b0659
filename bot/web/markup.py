"""Sole owner of escaping: every piece of HTML that the page shows is made here, and only text goes in.

`Html` is text that is already safe; any other `str` given to `tag` is escaped. The template language of the
component that shows it gives `$`, braces and backticks a meaning, so they are written as entities too.
"""

from __future__ import annotations

import html

_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})
_VOID = frozenset({"img", "br", "hr", "input", "meta", "link"})
_URL_ATTRIBUTES = frozenset({"href", "src", "action"})


class Html(str):
    """Markup that was made by this module."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Text as markup that shows exactly that text, in an element or in an attribute."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=True).translate(_TEMPLATE))


def join(*children: str | None) -> Html:
    """Children one after another, each escaped unless it is markup; None is left out."""
    return Html("".join(escape(child) for child in children if child is not None))


def tag(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Html:
    """One element.

    Args:
        name: of the element, from the code, never from a document.
        *children: text or markup; None is left out.
        **attributes: `class_` and `for_` lose their underscore, other underscores become hyphens; None and
            False leave the attribute out, True writes it without a value.

    Raises:
        ValueError: an address that does not stay on this page or server.
    """
    opening = Html(f"<{name}" + "".join(_attribute(key, value) for key, value in attributes.items()) + ">")
    return opening if name in _VOID else Html(opening + join(*children) + f"</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    if name in _URL_ATTRIBUTES and not (str(value).startswith(("?", "#", "/")) and not str(value).startswith("//")):
        raise ValueError(f"{name} must stay on this server: {value!r}")
    return f' {name}="{escape(str(value))}"'
