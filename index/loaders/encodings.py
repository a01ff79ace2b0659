"""Bytes to text: which encoding a file is in.

Order of trust: byte order mark; UTF-16 and UTF-32 by their NUL bytes; strict UTF-8; a declaration that the
bytes bear out; the Korean or Cyrillic code page whose letters look most like the language; chardet.
Knows nothing of formats.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
_SAMPLE = 60_000  # bytes judged; more changes nothing but the time
_HIGH = re.compile(rb"[\x80-\xff]")
_BLOB = re.compile(r"[^\x00-\x7f]")

# How telling a letter is of Russian (weights fall with frequency) and of Korean (the commonest syllables).
_RUSSIAN = (
    dict.fromkeys("оеаинтсрвл", 1.0)
    | dict.fromkeys("кмдпуяыьгзбчй", 0.8)
    | dict.fromkeys("хжшюцщэфё", 0.4)
    | dict.fromkeys("ъіїєґў", 0.2)
)
_KOREAN = frozenset(
    "이다는의에을가고하지한를은로인도서사기자대그시들리어정일해과수아나부라보전있게주제상만국경면원장성소으적여공것조세구와회"
    "안무화계방동학비위유니당중선신오없했개생모러할년월및연관등산업발내외출수치단체민간작물차역통진행된될되문재명마까지요말"
)
_MARKS = frozenset("«»—–„“”‘’…№§·•°×「」『』《》〈〉○●□■△▲→※ㆍ\u00a0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and where it came from.

    Attributes:
        encoding: as Python names it.
        dropped: bytes that are not of that encoding and were left out.
    """

    text: str
    encoding: str
    dropped: int = 0


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """Decode a text file; None when the bytes are not text.

    Args:
        data: the whole file.
        declared: an encoding that the file names itself (a meta tag, an XML declaration); it wins over
            a guess when the bytes bear it out.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data, encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    encoding = _nearly_utf8(data) or _trusted(data, declared) or _guess(data)
    return _lenient(data, encoding) if encoding else None


def _lenient(data: bytes, encoding: str) -> Decoded:
    """Decode what can be decoded and count the bytes that cannot; no replacement characters."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8-sig":  # places in an error are counted behind the mark
        return replace(_lenient(data.removeprefix(codecs.BOM_UTF8), "utf-8"), encoding=encoding)
    if encoding in ("utf-16", "utf-32"):  # the mark says which end comes first; pieces need to be told
        little = data[:1] == b"\xff"
        data, encoding = data[2 if encoding == "utf-16" else 4 :], encoding + ("-le" if little else "-be")
    pieces: list[str] = []
    position = dropped = 0
    while position < len(data):
        try:
            pieces.append(data[position:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            pieces.append(data[position : position + error.start].decode(encoding))
            step = max(error.end - error.start, 1)
            dropped += step
            position += error.start + step
    return Decoded("".join(pieces), encoding, dropped)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: the reading that gives the most letters and no oddities."""
    best, best_share = None, 0.7
    for encoding in _WIDE:
        width = 4 if "32" in encoding else 2
        if len(data) % width:
            continue
        try:
            sample = data[: _SAMPLE - _SAMPLE % 4].decode(encoding, "ignore")
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = sum(map(_plausible, sample)) / max(len(sample), 1)
        if share > best_share:
            best, best_share = encoding, share
    return _lenient(data, best) if best else None


def _plausible(char: str) -> bool:
    """In a script that documents here are written in, or an ordinary mark."""
    return (
        " " <= char <= "~"
        or char in "\t\n\r\f"
        or "\u00a0" <= char <= "\u024f"
        or "\u0400" <= char <= "\u052f"
        or "가" <= char <= "힣"
        or "\u2010" <= char <= "\u2027"
        or "\u3000" <= char <= "\u30ff"
        or char in _MARKS
    )


def _nearly_utf8(data: bytes) -> str:
    """UTF-8 with a few broken bytes (a cut copy, a mixed file)."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(_BLOB.findall(text)) - broken
    return "utf-8" if good >= 10 and broken * 20 <= good else ""


def _trusted(data: bytes, declared: str) -> str:
    """The declared encoding when every byte is of it, else nothing.

    A single-byte code page accepts any bytes, and "iso-8859-1" stands in many files that are not, so a
    Latin declaration does not outrank letters that read as Korean or Russian.
    """
    try:
        name = codecs.lookup(declared.strip().lower()).name if declared.strip() else ""
        name = "cp949" if name == "euc_kr" else name  # what is called EUC-KR often holds the syllables of CP949
        data.decode(name or "ascii")
    except (LookupError, UnicodeDecodeError, ValueError):
        return ""
    if name.startswith(("iso8859-1", "latin", "cp1252", "ascii")):
        return _guess(data) or name
    return name


def _guess(data: bytes) -> str:
    """The code page whose reading looks most like Korean or Russian; else what chardet says."""
    sample = _telling(data)
    scores = {encoding: _cyrillic_score(sample, encoding) for encoding in _CYRILLIC}
    scores["cp949"] = _korean_score(sample)
    ranked = sorted(scores, key=lambda name: -scores[name])
    best, second = ranked[0], ranked[1]
    twins = {best, second} == {"koi8-r", "koi8-u"}  # they differ in four Ukrainian letters
    if scores[best] >= 0.55 and (twins or scores[best] - scores[second] >= 0.08):
        return best
    found = _chardet(data)
    if scores[best] >= 0.4 and scores.get(found, -1.0) < 0.3:
        return best
    return found


def _telling(data: bytes) -> bytes:
    """The lines that hold bytes above ASCII, up to the sample size: an English beginning says nothing."""
    lines, size = [], 0
    for line in data.split(b"\n"):
        if _HIGH.search(line):
            lines.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)[: 2 * _SAMPLE]


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """Mean weight of the letters above ASCII, 1 for plain Russian prose."""
    text = sample.decode(encoding, "replace")
    total = count = 0.0
    before = " "
    for char in text:
        if char >= "\x80":
            count += 1
            total += _russian_weight(char, before)
        before = char
    return total / count if count else 0.0


def _russian_weight(char: str, before: str) -> float:
    if char in _MARKS:
        return 0.5
    weight = _RUSSIAN.get(char.lower(), -1.0)
    if weight > 0 and before.isascii() and before.isalpha():
        return -0.5  # a Cyrillic letter inside a Latin word
    if weight > 0 and char.isupper():
        # A capital begins a word or stands among capitals; after a small letter the case is wrong.
        return -1.0 if before.islower() else weight * 0.6
    return weight


def _korean_score(sample: bytes) -> float:
    """Mean weight of the characters above ASCII, 1 for the commonest syllables."""
    text = sample.decode("cp949", "replace")
    total = count = 0.0
    before = " "
    for char in text:
        if char >= "\x80":
            count += 1
            total += _hangul_weight(char) if not (before.isascii() and before.isalpha()) else -0.2
        before = char
    return total / count if count else 0.0


def _hangul_weight(char: str) -> float:
    if char in _KOREAN:
        return 1.2
    if "가" <= char <= "힣":
        # The 2,350 syllables of KS X 1001 are the usual ones; the rest of CP949 is rare in real text.
        return 0.7 if min(char.encode("cp949")) >= 0xA1 else -0.5
    if char in _MARKS or "ㄱ" <= char <= "ㆎ":
        return 0.5
    return 0.1 if "一" <= char <= "鿿" else -1.0


def _chardet(data: bytes) -> str:
    """What chardet says, if the bytes bear it out; nothing otherwise."""
    import chardet

    found = chardet.detect(data[:_SAMPLE])
    try:
        name = codecs.lookup(found["encoding"] or "").name
    except LookupError:
        return ""
    # chardet takes English with accents for cp1250 (measured); cp1252 reads those letters alike.
    name = {"euc_kr": "cp949", "cp1250": "cp1252", "iso8859-1": "cp1252"}.get(name, name)
    if name == "cp1252" and not _reads(data, name):
        name = "latin-1"
    return name if _reads(data, name) else ""


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
