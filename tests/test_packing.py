"""Which passages a prompt holds: neighbours merged, twins collapsed, languages sharing the window."""

from dataclasses import replace

import pytest

from bot.llm.packing import Passage, pack, source_block, tokens
from index.types import Chunk, Heading, Hit, Metadata, SourceDocument

ENGLISH = "The mill opened in 1911. It cost 40 crowns and had 12 looms."
HEADS = (("Mill", 1), ("History", 2), ("Sale", 2))
KOREAN = "방앗간은 1911년에 문을 열었다. 40크로네가 들었고 베틀이 12대 있었다."


def hit(text: str, *, document: str = "d", start: int = 0, language: str = "en", score: float = 0.5,
        whole: str = "", summary_of: str = "") -> Hit:  # fmt: skip
    about = Metadata(title=f"Title of {document}", date="2020", summary_of=summary_of)
    source = SourceDocument(document, f"{document}.md", "0", "md", "utf-8", whole or text, (), metadata=about)
    spans, at = [], start
    for sentence in text.split(". "):
        spans.append((at, min(at + len(sentence) + 1, start + len(text))))
        at += len(sentence) + 2
    chunk = Chunk(f"{document}{start}", document, text, start, start + len(text), tuple(spans), (), text, language)
    return Hit(chunk, source, score, 0.5, 0.5, tuple(0.5 for _ in spans))


def test_neighbours_of_one_document_become_one_passage_at_the_better_rank():
    whole = "First part stands here. Second part stands there."
    first, second = hit(whole[:23], whole=whole), hit(whole[24:], whole=whole, start=24)
    other = hit("Another text altogether.", document="e")
    passages = pack([second, other, first], budget=1000)
    assert [passage.text for passage in passages] == [whole, "Another text altogether."]
    assert [whole[a:b] for a, b in passages[0].sentences] == ["First part stands here.", "Second part stands there."]


def test_passages_with_a_gap_between_stay_apart():
    whole = "First part stands here. Something is left out. Second part stands there."
    passages = pack([hit(whole[:23], whole=whole), hit(whole[47:], whole=whole, start=47)], budget=1000)
    assert len(passages) == 2


@pytest.mark.parametrize("summary_first", [True, False])
def test_of_one_text_in_two_languages_the_original_stays(summary_first: bool):
    original = hit(ENGLISH, document="a")
    summary = hit(KOREAN, document="b", language="ko", summary_of="a")
    order = [summary, original] if summary_first else [original, summary]
    assert [passage.hit.document.id for passage in pack(order, budget=1000)] == ["a"]


def test_two_texts_that_share_few_figures_are_no_twins():
    other = hit("1911년에 다리가 놓였다.", document="b", language="ko")
    assert len(pack([hit(ENGLISH, document="a"), other], budget=1000)) == 2


def test_no_language_fills_the_window_while_another_waits():
    english = [hit(f"Mill number {n} stands by a river and grinds corn. " * 6, document=f"e{n}") for n in range(6)]
    korean = hit("강가의 방앗간은 해마다 곡식을 빻는다.", document="k", language="ko")
    budget = int(3.5 * tokens(source_block(1, pack(english, budget=100_000)[0])))
    kept = pack([*english, korean], budget=budget)
    assert "k" in [passage.hit.document.id for passage in kept]
    assert sum(tokens(source_block(1, passage)) for passage in kept) <= budget


def test_the_best_passage_stays_even_if_it_is_too_long():
    assert len(pack([hit(ENGLISH * 50), hit(ENGLISH, document="e")], budget=10)) == 1
    assert pack([], budget=10) == []


def test_a_label_and_what_follows_it_are_one_sentence():
    whole = "7 May 1911. The mill is opened by the mayor."
    passage: Passage = pack([hit(whole)], budget=100)[0]
    assert [whole[a:b] for a, b in passage.sentences] == [whole]


def test_a_block_says_what_it_is_and_shows_nothing_that_reads_as_a_marker():
    block = source_block(3, pack([hit("See [1] and <b>this</b>. It is so.")], budget=100)[0])
    assert block.startswith("[3] Title of d, 2020\n")
    assert block.count("[") == 1
    assert "<" not in block


def test_the_headings_of_a_passage_over_two_sections_are_those_above_its_beginning():
    whole = "Mill\nHistory\nThe mill opened in 1911.\nSale\nIt was sold for 40 crowns."
    heads = tuple(Heading(whole.index(name), whole.index(name) + len(name), n) for name, n in HEADS)
    first, second = hit(whole[5:37], whole=whole, start=5), hit(whole[38:], whole=whole, start=38)
    both = [replace(one, document=replace(one.document, headings=heads)) for one in (second, first)]
    sale = replace(both[0], chunk=replace(both[0].chunk, headings=("Mill", "Sale")))
    assert source_block(1, pack([sale, both[1]], budget=1000)[0]).split("\n")[1] == "Mill ＞ History"
