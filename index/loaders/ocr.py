"""Text of scanned pages, by tesseract when it is installed (the `ocr` extra and the program itself)."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

_LANGUAGES = ("kor", "eng", "rus")
_SCRIPTS = {"Korean": ("kor",), "Hangul": ("kor",), "Cyrillic": ("rus", "eng"), "Latin": ("eng",)}
_SURE = 2.0  # confidence below which a page is left as it lies
_DOTS = 300  # an inch; tesseract is trained for it
_LARGEST = 6000  # pixels on the longer side


@cache
def missing() -> str:
    """What to install before pictures can be read; blank when everything is there."""
    try:
        import pytesseract
    except ModuleNotFoundError as error:
        if error.name != "pytesseract":
            raise
        return (
            "install the ocr extra (in Docent's folder: python -m pip install -e '.[ocr]') "
            "and tesseract with kor, eng and rus data"
        )
    if shutil.which("tesseract") is None:
        return (
            "install tesseract with its kor, eng and rus data (Debian: apt install tesseract-ocr-kor tesseract-ocr-rus)"
        )
    lacking = [name for name in _LANGUAGES if name not in pytesseract.get_languages()]
    if len(lacking) == len(_LANGUAGES):
        return f"install tesseract's language data for {', '.join(lacking)}"
    return ""


def installed() -> tuple[str, ...]:
    """The languages of ours that tesseract has data for."""
    import pytesseract

    there = pytesseract.get_languages()
    return tuple(name for name in _LANGUAGES if name in there)


def spoken(text: str, among: tuple[str, ...]) -> tuple[str, ...]:
    """The languages whose script a text shows; fewer languages read faster and mix up fewer letters."""
    letters = max(sum(char.isalpha() for char in text), 1)
    shares = {
        "kor": sum("가" <= char <= "힣" for char in text) / letters,
        "rus": sum("Ѐ" <= char <= "ӿ" for char in text) / letters,
        "eng": sum("a" <= char <= "z" for char in text.lower()) / letters,
    }
    return tuple(name for name in among if shares[name] > 0.1) or among


def read_page(page: PdfPage, languages: tuple[str, ...], seconds: float) -> str | None:
    """The text of a page rendered as a picture, lines as they are set; None when it takes longer than `seconds`."""
    import pytesseract

    scale = min(_DOTS / 72, _LARGEST / max(page.get_width(), page.get_height(), 1.0))
    picture = page.render(scale=scale, grayscale=True).to_pil()
    turn, script = _look(picture, seconds)
    if turn:
        picture = picture.rotate(turn, expand=True, fillcolor=255)
    if len(languages) > 1 and script:
        languages = tuple(name for name in languages if name in script) or languages
    # Korean lines fall apart where the page is looked at for columns (0.67 of the words of a page, 0.98 without).
    layout = "--psm 4" if "kor" in languages else ""
    try:
        text: str = pytesseract.image_to_string(picture, lang="+".join(languages), config=layout, timeout=seconds)
    except RuntimeError:  # tesseract was ended; pytesseract has no error of its own for it
        return None
    return text


def _look(picture: Image, seconds: float) -> tuple[int, tuple[str, ...]]:
    """How far a page is to be turned to stand upright, and the languages of its script; nothing where unsure."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, output_type=pytesseract.Output.DICT, timeout=seconds)
    except (pytesseract.TesseractError, RuntimeError):  # too few letters, no data for it, or too late
        return 0, ()
    sure = float(found["orientation_conf"]) > _SURE
    return (360 - int(found["rotate"])) % 360 if sure else 0, _SCRIPTS.get(str(found["script"]), ())
