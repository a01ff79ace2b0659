"""Folders of any size with the words, lengths and languages of a real one: its sentences, shuffled, some words changed.

Sentences are taken from the texts below a folder and put together anew, those of one document from one region of the
source, so that a document keeps to its subject; a share of their words is replaced by words that are drawn from a
Zipf-like vocabulary, so that the number of different terms grows with the folder as it does in nature. The same
arguments give the same folder.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from index.sentences import split_sentences
from index.text import language_of

INVENTED = 0.25
_WORD = re.compile(r"[^\W\d_]{4,}")
_SYLLABLES = {
    "ko": list("가나다라마바사아자차카타파하거너더러머버서어저처고노도로모보소오조초구누두루무부수우주추"),
    "en": [a + b for a in "bdklmnrst" for b in "aeiou"],
    "ru": [a + b for a in "бвдклмнрст" for b in "аеиоу"],
}


def sentences_below(folder: Path) -> dict[str, list[str]]:
    """The sentences of the text and Markdown files of a folder, by language."""
    found: dict[str, list[str]] = {"ko": [], "en": [], "ru": []}
    for path in sorted(folder.glob("*.*")):
        if path.suffix not in (".txt", ".md"):
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            for start, end in split_sentences(line):
                sentence = line[start:end].strip()
                language = language_of(sentence)
                if 40 <= len(sentence) <= 300 and language in found:
                    found[language].append(sentence)
    return found


def make_files(
    source: Path, folder: Path, *, files: int, passages: int = 10, invented: float = INVENTED, seed: int = 1
) -> None:
    """Write that many text files, of about that many passages each, in three languages in turn.

    Args:
        source: the folder whose sentences are used.
        folder: made if missing; a subfolder for each 500 files.
        files: how many.
        passages: in each file.
        invented: the share of words that are replaced by made ones.
        seed: of everything that is drawn.
    """
    draw = random.Random(seed)
    sentences = sentences_below(source)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(files):
        language = ("ko", "en", "ru")[n % 3]
        region = _region(draw, sentences[language], passages)
        text = document(draw, region, language, characters=passages * 440, name=n, invented=invented)
        below = folder / f"{n // 500:03d}"
        below.mkdir(exist_ok=True)
        (below / f"{n:06d}.txt").write_text(text, encoding="utf-8")


def _region(draw: random.Random, sentences: list[str], passages: int) -> list[str]:
    """Neighbouring sentences, about as many as a document of that many passages needs."""
    size = max(200, 4 * passages)
    start = draw.randrange(max(1, len(sentences) - size))
    return sentences[start : start + size]


def document(
    draw: random.Random,
    sentences: list[str],
    language: str,
    *,
    characters: int,
    name: int,
    invented: float = INVENTED,
) -> str:
    """A text of paragraphs of four sentences."""
    paragraphs: list[str] = [f"{word(draw, language)} {word(draw, language)} {name}"]
    length = len(paragraphs[0])
    while length < characters:
        paragraphs.append(" ".join(_changed(draw, draw.choice(sentences), language, invented) for _ in range(4)))
        length += len(paragraphs[-1])
    return "\n\n".join(paragraphs) + "\n"


def _changed(draw: random.Random, sentence: str, language: str, invented: float) -> str:
    return _WORD.sub(lambda match: word(draw, language) if draw.random() < invented else match.group(), sentence)


def word(draw: random.Random, language: str) -> str:
    """A word whose rank is drawn from a Zipf-like law; the commoner the shorter."""
    rank = int(min(10**7, 20 * (1.0 - draw.random()) ** -0.9))
    syllables = _SYLLABLES[language]
    made = ""
    while rank:
        rank, digit = divmod(rank, len(syllables))
        made += syllables[digit]
    return made or syllables[0]
