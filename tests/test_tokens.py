from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Metaspace

from index import tokens as module
from index.embedder import MODEL_DIR
from index.tokens import MAX_TOKENS, Tokens

SHIPPED = str(MODEL_DIR / "tokenizer.json")
TEXTS = [
    "하늘다리는 2014년에 개통되었다.",
    "The tower's “crown” (1.5 m)\twas\u00a0restored.",
    "Завод «Белор» e\u0301 ﬁ Ⅻ",
    "",
]


def plain() -> Tokenizer:
    tokenizer = Tokenizer.from_file(SHIPPED)
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def read_whole(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]


def test_words_read_once_give_the_tokens_of_texts_read_whole() -> None:
    tokens = Tokens(Tokenizer.from_file(SHIPPED))
    assert tokens.of(TEXTS) == read_whole(plain(), TEXTS)
    assert tokens.of(TEXTS[::-1]) == read_whole(plain(), TEXTS[::-1])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_characters_give_the_tokens_of_texts_read_whole(texts: list[str]) -> None:
    assert SHARED.of(texts) == read_whole(WHOLE, texts)


SHARED, WHOLE = Tokens(Tokenizer.from_file(SHIPPED)), plain()


def test_a_long_text_is_cut_off() -> None:
    assert [len(found) for found in SHARED.of(["мост " * 5000, "!" * 5000])] == [MAX_TOKENS, MAX_TOKENS]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 100)
    tokens = Tokens(Tokenizer.from_file(SHIPPED))
    for n in range(50):
        texts = [f"bridge{n} tower", "tower"]
        assert tokens.of(texts) == read_whole(WHOLE, texts)
    assert len(tokens._known) < 20


def test_a_tokenizer_whose_words_depend_on_their_neighbours_reads_texts_whole() -> None:
    tokenizer = Tokenizer(WordLevel({"?": 0, "▁sea": 1, "sea": 2, "▁lamp": 3}, unk_token="?"))
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="never")
    assert Tokens(tokenizer).of(["sea lamp", "sea sea"]) == [[2, 3], [2, 1]]
