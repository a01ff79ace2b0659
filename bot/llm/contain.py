"""What keeps foreign text in its place: a document's in a prompt, and a model's on the page.

A document that gives orders is data, so nothing in a prompt's sources can read as a marker, a tag or a delimiter;
a model that obeyed one all the same can show no link, picture or tag. Does not judge what is true: that is
`verify`.
"""

from __future__ import annotations

import re
import unicodedata

_TO_DATA = str.maketrans({"[": "［", "]": "］", "<": "＜", ">": "＞", "【": "［", "】": "］", "`": "'"})
_FROM_DATA = str.maketrans({"［": "[", "］": "]", "＜": "‹", "＞": "›"})
# Zero-width, direction and tag characters hide text from readers and show it to models. ZWNJ and ZWJ too: none of
# the three languages needs them.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)

_PICTURE = re.compile(r"!\[([^\[\]]*)\]\s?(?:\([^)]*\)?|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]*\)?")
_TAG = re.compile(r"</?[A-Za-z!?][^>]*>?|&(?:#\w+|[A-Za-z]?[a-z]{2,}\d{0,2}|LT|GT|AMP|QUOT|NewLine);")  # "R&D;" is none
# A host ends with letters: "S$0.30/m3" is a price and "10.5/12" a figure. It is tried once, from its beginning.
_LETTERS = r"(?:[a-z]{2,}|xn--[\w-]+|рф|рус|бел|укр|москва|дети|сайт|онлайн|орг|ком|한국|닷컴|닷넷)"
_ADDRESS = re.compile(
    r"[(<]?(?:[a-z][a-z0-9+.-]{1,15}:(?://|\\\\)\S*|(?:javascript|mailto|vbscript|file):\S+|data:[\w/+.-]*[;,/]\S*"
    r"|//[\w.-]+/\S*|www\.\S+|(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?[/?](?=\S{,200}[a-z=])\S*"
    rf"|(?<![\w-])(?<![\w-]\.)[\w-]+(?:\.[\w-]+)*\.{_LETTERS}(?::\d+)?[/?]\S*)",
    re.IGNORECASE,
)
_DRESS = re.compile(r"^\s*(?:(?:[-*•>]|#{1,6}|\d{1,2}[.)])(?:\s+|$))+")
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")


def as_data(text: str) -> str:
    """A document's text for a prompt: on display only, in no form that a marker, tag or fence could have."""
    plain = _HIDDEN.sub("", unicodedata.normalize("NFC", text)).translate(_TO_DATA)
    return "".join(char for char in plain if char == "\n" or char.isprintable())


def contained(text: str) -> tuple[str, int]:
    """A model's sentence as plain text, and how many links, pictures, tags and addresses were taken out.

    What remains of a link is its words. Markers like [1] must be gone before.
    """
    taken = 0
    text = _HIDDEN.sub("", text)
    for pattern, rest in ((_PICTURE, r"\1"), (_LINK, r"\1"), (_TAG, ""), (_ADDRESS, "…")):
        text, count = pattern.subn(rest, text)
        taken += count
    text = _EMPHASIS.sub("", _DRESS.sub("", text)).translate(_FROM_DATA)
    text = re.sub(r"!+(?=\[)", "", text).replace("](", "] (")  # whatever is left of a broken one
    return " ".join(text.split()), taken
