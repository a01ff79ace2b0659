"""How many broken Korean lines are mended right.

First the line ends of PDFs that LibreOffice sets from the same documents, in three languages (see `joints_pdf`).
Then it breaks clean Korean text as a PDF does: at a fixed number of characters, wherever that falls, with a blank
line behind every line; once with a space left at the end of lines that end with a word, once without that signal.
Prints both accuracies, over the joints where a Hangul syllable stands on both sides and over all.

    python -m tests.benchmarks.bench_joints --docs docs
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from index.normalize import normalize
from index.types import Block, RawDocument

_HANGUL = re.compile(r"[가-힣]")


def paragraphs(folder: Path) -> list[list[str]]:
    """The Korean paragraphs of each file, free of markup, longer than two lines."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".md", ".txt"):
            continue
        text = unicodedata.normalize("NFC", path.read_text("utf-8"))
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*+] |\d+[.)] |#|\|))", text)
        blocks = [re.sub(r"[*_`]|^[#\-+>\s]+", "", " ".join(block.split())) for block in blocks]
        blocks = [block for block in blocks if not re.match(r"\d+\)|\[\^", block)]  # notes would be lifted out
        own = [b for b in blocks if len(b) > 90 and "|" not in b and len(_HANGUL.findall(b)) > 0.4 * len(b)]
        if own:
            found.append(own)
    return found


def broken(paragraph: str, width: int, *, signal: bool) -> tuple[str, list[int]]:
    """The paragraph cut at `width` characters, and the offsets of its breaks, white space not counted."""
    lines, at, breaks = [], 0, []
    while at < len(paragraph):
        line = paragraph[at : at + width]
        at += width
        ends_word = line.endswith(" ") or paragraph[at : at + 1] == " "
        lines.append(line.strip() + (" " if signal and ends_word and at < len(paragraph) else ""))
        breaks.append(len(re.sub(r"\s", "", paragraph[:at])))
    return "\n\n".join(lines), breaks[:-1]


def score(texts: list[list[str]], width: int, *, signal: bool) -> tuple[int, int, int, int, list[str]]:
    """Right and all joints, Hangul on both sides and any; and what was wrong."""
    counts = [0, 0, 0, 0]
    wrong = []
    for own in texts:
        cut = [broken(paragraph, width, signal=signal) for paragraph in own]
        raw = RawDocument(Path("cut.txt"), "", "txt", (Block("\n\n\n".join(text for text, _ in cut), "lines"),))
        mended = normalize(raw, source="cut.txt", document_id="cut").text
        place = dict(_places(mended))
        done = 0
        for paragraph, (_, breaks) in zip(own, cut, strict=True):
            truth = dict(_places(paragraph))
            for at in breaks:
                right = place.get(done + at) == truth[at]
                counts[1] += right
                counts[3] += 1
                if _HANGUL.match(_near(paragraph, at, -1)) and _HANGUL.match(_near(paragraph, at, 1)):
                    counts[0] += right
                    counts[2] += 1
                if not right:
                    i = _raw_offset(paragraph, at)
                    got = place.get(done + at, "lost") or "joined"
                    wrong.append(f"{paragraph[max(0, i - 14) : i]}|{paragraph[i : i + 14]}   ({got})")
            done += len(re.sub(r"\s", "", paragraph))
    return counts[0], counts[2], counts[1], counts[3], wrong


def _places(text: str) -> list[tuple[int, str]]:
    """Before each visible character, counted: is it white space, and of which kind."""
    found, count, space = [], 0, ""
    for char in text:
        if char.isspace():
            space = "line" if char == "\n" else space or "space"
        else:
            found.append((count, space))
            count, space = count + 1, ""
    return found


def _raw_offset(text: str, visible: int) -> int:
    seen = 0
    for i, char in enumerate(text):
        if seen == visible:
            return i
        seen += not char.isspace()
    return len(text)


def _near(text: str, visible: int, step: int) -> str:
    i = _raw_offset(text, visible)
    while 0 < i < len(text) and text[i].isspace():
        i += 1
    return text[i] if step > 0 else text[:i].rstrip()[-1:]


def main(argv: list[str] | None = None) -> None:
    """Print one line for each width and mode, and a total for each mode."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--widths", default="36,37,38,39,40,41,42,43,44")
    parser.add_argument("--no-pdf", action="store_true", help="leave the PDFs out")
    parser.add_argument("--wrong", action="store_true", help="print the joints that were mended wrong")
    options = parser.parse_args(argv)
    texts = paragraphs(options.docs)
    if not texts:
        sys.exit(f"{options.docs}: no Korean text (.md, .txt) to break")
    if not options.no_pdf:
        from tests.benchmarks.joints_pdf import pdf_joints

        pdf_joints(options.docs, wrong=options.wrong)
    for signal in (True, False):
        total = [0, 0, 0, 0]
        begin = time.perf_counter()
        for width in map(int, options.widths.split(",")):
            *counts, wrong = score(texts, width, signal=signal)
            total = [a + b for a, b in zip(total, counts, strict=True)]
            if options.wrong:
                print(*(f"    {width}: {line}" for line in wrong), sep="\n")
        seconds = time.perf_counter() - begin
        name = "with the trailing space" if signal else "without it"
        print(
            f"{name}: {total[2]} of {total[3]} joints right ({100 * total[2] / total[3]:.2f} %), "
            f"Hangul on both sides {total[0]} of {total[1]} ({100 * total[0] / total[1]:.2f} %), {seconds:.1f} s"
        )


if __name__ == "__main__":
    main()
