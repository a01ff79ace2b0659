from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunker import chunk
from index.loaders import load
from index.normalize import normalize
from index.types import Chunk, Heading, IndexConfig, Item, Place, SourceDocument

CONFIG = IndexConfig()
CORPUS = sorted(p for p in (ROOT / "docs").iterdir() if p.suffix in {".md", ".txt", ".html"})


def corpus_document(path: Path) -> SourceDocument:
    return normalize(load(path), source=path.name, document_id=path.name)


def check_contract(document: SourceDocument, chunks: list[Chunk]) -> None:
    text = document.text
    for c in chunks:
        assert c.text == text[c.start : c.end]
        assert c.text == c.text.strip() != ""
        assert len(c.text) <= CONFIG.chunk_limit
        assert c.sentences
        assert all(c.start <= a < b <= c.end for a, b in c.sentences)
        assert c.document_id == document.id
    assert len({c.id for c in chunks}) == len(chunks)
    ends = [0, *(c.end for c in chunks)]
    assert all(c.start >= before for before, c in zip(ends, chunks, strict=False))
    assert "".join("".join(c.text.split()) for c in chunks) == "".join(text.split())


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_passages_of_the_sample_corpus_keep_the_contract(path: Path) -> None:
    document = corpus_document(path)
    chunks = chunk(document, CONFIG)
    check_contract(document, chunks)
    assert sum(len(c.text) for c in chunks) / len(chunks) <= 600


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(1, 40), st.sampled_from(["Some words. ", "한 문장이다. ", "word "])),
        min_size=1,
        max_size=12,
    )
)
def test_any_document_is_cut_into_passages_that_cover_it(lines: list[tuple[bool, int, str]]) -> None:
    headings, parts, position = [], [], 0
    for is_heading, count, words in lines:
        line = (words * (min(count, 4) if is_heading else count)).strip()
        if is_heading:
            headings.append(Heading(position, position + len(line), 1 + count % 3))
        parts.append(line)
        position += len(line) + 1
    document = replace(make_document("\n".join(parts)), headings=tuple(headings), notes=())
    check_contract(document, chunk(document, CONFIG))


def test_passages_stand_under_their_headings() -> None:
    text = "Guide\nFirst part\nAlpha is here.\nSecond part\nBeta is there."
    heads = [(0, 5, 1), (6, 16, 2), (32, 43, 2)]
    document = replace(make_document(text), headings=tuple(Heading(*h) for h in heads), notes=())
    assert [(c.headings, c.text) for c in chunk(document, CONFIG)] == [
        (("Guide", "First part"), "Guide\nFirst part\nAlpha is here."),
        (("Guide", "Second part"), "Second part\nBeta is there."),
    ]


def test_what_helps_to_find_a_passage_is_searched_and_not_quoted() -> None:
    items = "".join(f"\n{letter * 400} is one of them." for letter in "abc")
    text = "The lamps are:" + items
    spans = [(text.index(letter * 400), text.index(letter * 400) + 416) for letter in "abc"]
    document = make_document(
        text,
        title="Lamp list",
        items=[Item(a, b, 0, 14) for a, b in spans],
        places=[Place(0, len(text), 3, "", "Column A")],
    )
    last = chunk(document, CONFIG)[-1]
    assert "The lamps are:" not in last.text
    assert last.search_text.split("\n")[:3] == ["Lamp list", "Column A", "The lamps are:"]
    assert last.search_text.endswith(last.text)
    assert last.page == 3


def test_an_unchanged_passage_keeps_its_id_when_text_is_put_before_it() -> None:
    tail = "Under it\nThis passage never changes."
    before, after = (f"Top\n{text}\n{tail}" for text in ("Old.", "Something new and longer stands here. Indeed."))
    ids = []
    for text in (before, after):
        at = text.index("Under it")
        heads = (Heading(0, 3, 1), Heading(at, at + 8, 1))
        ids.append(chunk(replace(make_document(text), headings=heads, notes=()), CONFIG)[-1].id)
    assert ids[0] == ids[1]


def test_equal_passages_of_one_document_have_different_ids() -> None:
    paragraph = "The same words again and again. " * 15
    chunks = chunk(replace(make_document("\n".join([paragraph.strip()] * 3)), notes=()), CONFIG)
    assert len({c.text for c in chunks}) < len(chunks)
    assert len({c.id for c in chunks}) == len(chunks)


def test_the_same_words_in_another_document_are_another_passage() -> None:
    one, other = (make_document("The same words.", document_id=name) for name in ("d1", "d2"))
    assert chunk(one, CONFIG)[0].id != chunk(other, CONFIG)[0].id


def test_a_passage_knows_the_notes_whose_marks_it_holds() -> None:
    document = make_document("Words1) go on. " + "More of them follow here. " * 40)
    first, *rest = chunk(document, CONFIG)
    assert first.notes == (0,)
    assert all(not c.notes for c in rest)


def test_an_empty_document_has_no_passages() -> None:
    assert chunk(replace(make_document(""), notes=()), CONFIG) == []


def test_a_document_of_headings_alone_is_still_found() -> None:
    document = replace(make_document("Annual report"), headings=(Heading(0, 13, 1),), notes=())
    assert [c.text for c in chunk(document, CONFIG)] == ["Annual report"]


def test_the_sizes_of_the_settings_decide() -> None:
    document = replace(make_document("Ten letters and more. " * 100), notes=())
    small, large = (chunk(document, replace(CONFIG, chunk_size=size)) for size in (200, 800))
    assert max(len(c.text) for c in small) <= 250 < max(len(c.text) for c in large) <= 1000


def test_a_paragraph_in_another_language_is_a_passage_of_its_own() -> None:
    lines = (
        "정부는 2021년에 디지털 전환 계획을 발표하고 예산을 크게 늘렸다. 지방자치단체는 새로운 조직을 만들었다.",
        "The government announced its plan for digital transformation in 2021 and raised the budget for it.",
        "Правительство объявило план цифровой трансформации в 2021 году и увеличило бюджет на него.",
        "Үкімет 2021 жылы цифрлық трансформация жоспарын жариялап, бюджетті едәуір арттырды.",
    )
    made = chunk(SourceDocument("a", "a", "a", "txt", "", "\n".join(lines), ()), IndexConfig())
    assert [(c.language, c.text) for c in made] == list(zip(("ko", "en", "ru", "xx"), lines, strict=True))
