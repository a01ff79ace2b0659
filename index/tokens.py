"""Texts to the numbers of their tokens, each word read once.

Most words of a text have been read before: as part of another passage, of a sentence and of the passage it stands in.
Where a tokenizer reads every word by itself, whatever stands beside it, the tokens of a text are those of its words.
Does not know vectors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 512
_FEW = 16  # texts that are not worth waking threads for
_REMEMBERED = 1_000_000  # characters of words; with their tokens about 40 MB
_BY_WORD = frozenset("NFD NFKD NFC NFKC StripAccents Lowercase BertPreTokenizer UnicodeScripts".split())
_ODD = re.compile("[\x1c-\x1f]")  # ends a word for Python and not for tokenizers


class Tokens:
    """A tokenizer with the words that it has read; threads may share it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take a tokenizer over; texts are cut off behind MAX_TOKENS."""
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer = tokenizer
        parts = (tokenizer.normalizer, tokenizer.pre_tokenizer)
        self._by_word = tokenizer.pre_tokenizer is not None and all(_BY_WORD.issuperset(_kinds(p)) for p in parts)
        self._known: dict[str, tuple[int, ...]] = {}
        self._size = 0

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of the tokens of each text."""
        if not self._by_word or any(map(_ODD.search, texts)):
            return self._whole(texts)
        split = [text.split() for text in texts]
        known = self._with({word for words in split for word in words})
        return [list(chain.from_iterable(map(known.__getitem__, words)))[:MAX_TOKENS] for words in split]

    def _with(self, words: set[str]) -> dict[str, tuple[int, ...]]:
        """Known words, these among them."""
        known = self._known
        new = [word for word in words if word not in known]
        size = sum(map(len, new))
        if self._size + size > _REMEMBERED:  # others may be reading what was known so far
            known, new, self._size = {}, list(words), 0
            self._known = known
        self._size += size
        known.update(zip(new, map(tuple, self._whole(new)), strict=True))
        return known

    def _whole(self, texts: Sequence[str]) -> list[list[int]]:
        if len(texts) < _FEW:
            return [self._tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        return [e.ids for e in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]


def _kinds(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a tokenizer
    """What a normaliser or a splitter is made of; nothing where there is none."""
    waiting = [json.loads(part.__getstate__())] if part is not None else []
    for one in waiting:
        inner = one.get("normalizers", one.get("pretokenizers"))
        if inner is None:
            yield one["type"]
        else:
            waiting.extend(inner)
