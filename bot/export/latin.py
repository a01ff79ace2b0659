"""Korean and Russian words in plain Latin letters, for names that programs read. Readable, not a scholar's standard."""

from __future__ import annotations

import re
import unicodedata

# Hangul by the Revised Romanization, syllable by syllable, sounds at their borders left as they are written.
_FIRST = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_MIDDLE = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_LAST = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)


def latin(text: str) -> str:
    """The letters and figures of a text in ASCII, words joined by hyphens; other scripts are left out."""
    spelt = "".join(_spelt(char) for char in unicodedata.normalize("NFC", text))
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


def _spelt(char: str) -> str:
    if "가" <= char <= "힣":
        code = ord(char) - ord("가")
        parts = (_FIRST[code // 588], _MIDDLE[code % 588 // 28], _LAST[code % 28])
        return "".join(parts).replace("-", "")
    if (small := char.lower()) not in _CYRILLIC:
        return char
    letters = _CYRILLIC[small].replace("-", "")
    return letters.capitalize() if char.isupper() else letters
