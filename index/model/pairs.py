"""The corpus of pairs that the embedded model learns from: its rows, and the tokenizer made of them.

Owns the format of the files, which rows are held out, and what a token is. Does not know the model.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

HELD_OUT = {"qa": 20, "koen": 200, "ruen": 200, "koru": 200, "names": 100}  # by the first part of a task's name

SPECIAL = ["[PAD]", "[UNK]"]
LETTERS = 3000  # the rarer ones are unknown

Row = tuple[str, str, str]  # source, a, b


def read_rows(path: Path) -> Iterator[Row]:
    """Rows of one file; broken and empty ones are passed over."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 3 and columns[1] and columns[2]:
                yield columns[0], columns[1][:1200], columns[2][:1800]


def held_out(task: str, row: Row) -> bool:
    """Whether training leaves this row out. All questions of a passage go the same way; so do all rows of one text."""
    key = row[2] if task.startswith("qa_") else row[1]
    every = HELD_OUT.get(task.split("_")[0], 0)
    return every > 0 and int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big") % every == 0


def load_tokenizer(path: Path, rows: Mapping[str, Sequence[Row]], *, vocabulary: int, seed: int) -> Tokenizer:
    """The tokenizer kept at `path`, or a new one, trained on as much text of each language."""
    if not path.exists():
        chosen = random.Random(seed)
        texts: dict[str, list[str]] = {"ko": [], "en": [], "ru": []}
        for pairs in rows.values():
            for row in chosen.sample(pairs, min(len(pairs), 110_000)):
                for text in row[1:]:
                    texts[script(text)].append(text[:400])
        sample = [text for group in texts.values() for text in chosen.sample(group, min(len(group), 230_000))]
        train_tokenizer(sample, vocabulary).save(str(path))
    return Tokenizer.from_file(str(path))


def script(text: str) -> str:
    """The language that the letters of a corpus text tell."""
    return "ko" if re.search("[가-힣]", text) else "ru" if re.search("[а-яА-Я]", text) else "en"


def train_tokenizer(sample: list[str], vocabulary: int) -> Tokenizer:
    """WordPiece over words that are cut at white space, punctuation and a change of script ("AI가").

    Accents go (é, ё, й), letters become small, wide and composed forms become plain.
    """
    tokenizer = _words(None)
    normalise = tokenizer.normalizer.normalize_str
    count = Counter(letter for text in sample for letter in normalise(text))
    letters = sorted(sorted(count, key=lambda letter: (-count[letter], letter))[:LETTERS])
    # Naming every piece of one letter fixes their order, and with it the order in which pieces of one count merge.
    special = [*SPECIAL, *letters, *("##" + letter for letter in letters)]
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocabulary, special_tokens=special, min_frequency=3, limit_alphabet=LETTERS
    )
    tokenizer.train_from_iterator(sample, trainer)
    found = _words(tokenizer.get_vocab())
    found.add_special_tokens(SPECIAL)
    return found


def _words(vocabulary: dict[str, int] | None) -> Tokenizer:
    model = models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.NFKC(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.BertPreTokenizer(), pre_tokenizers.UnicodeScripts()]
    )
    return tokenizer
