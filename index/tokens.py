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
_FEW, _FEW_WORDS = 16, 1000  # texts, and words, that are not worth waking threads for
_REMEMBERED = 1_000_000  # characters of words; with their tokens about 40 MB
_BY_WORD = frozenset("NFD NFKD NFC NFKC StripAccents Lowercase BertPreTokenizer UnicodeScripts".split())
_ODD = re.compile("[\x1c-\x1f]")  # ends a word for Python and not for tokenizers


class Tokens:
    """A tokenizer with the words that it has read; threads may share it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take a tokenizer over; texts are cut off behind MAX_TOKENS."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
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
        known.update(zip(new, map(tuple, self._each(new)), strict=True))
        return known

    def _each(self, words: list[str]) -> list[list[int]]:
        """The tokens of each word; not too many are read at once as words of one text."""
        if len(words) > _FEW_WORDS:
            return self._whole(words)
        found: list[list[int]] = [[] for _ in words]
        read = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        for token, word in zip(read.ids, read.word_ids, strict=True):
            if word is not None and len(found[word]) < MAX_TOKENS:
                found[word].append(token)
        return found

    def _whole(self, texts: Sequence[str]) -> list[list[int]]:
        if len(texts) < _FEW:
            read = [self._tokenizer.encode(text, add_special_tokens=False) for text in texts]
        else:
            read = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [e.ids[:MAX_TOKENS] for e in read]


def _kinds(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a tokenizer
    """What a normaliser or a splitter is made of; nothing where there is none."""
    waiting = [json.loads(part.__getstate__())] if part is not None else []
    for one in waiting:
        inner = one.get("normalizers", one.get("pretokenizers"))
        if inner is None:
            yield one["type"]
        else:
            waiting.extend(inner)
