"""Plain text, Markdown and HTML: encodings, structure, metadata, and what cannot be read."""

import unicodedata

import pytest

from index.errors import LoadError
from index.loaders import load
from index.loaders.encodings import decode

KOREAN = "정부는 2019년 디지털 경제 국가 프로그램을 확정하였다. 이 계획은 통신 기반과 인력 양성을 담고 있다."
RUSSIAN = "Правительство утвердило программу развития цифровой экономики. В ней описаны связь и обучение кадров."
ENGLISH = "The government approved the programme — its “first” — in 2019."


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[
            (KOREAN, name)
            for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "euc-kr")
        ],
        *[(RUSSIAN, name) for name in ("utf-8", "utf-16-le", "cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5")],
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-16-be"),
    ],
)
def test_every_encoding_reads_as_the_same_text(tmp_path, text, encoding):
    document = load(write(tmp_path, "a.txt", text.encode(encoding)))
    assert document.text == text
    assert document.blocks[0].kind == "lines"
    assert document.encoding


@pytest.mark.parametrize("text", ["Отчёт за 2019 год", "Москва", "정책 보고서", "서울시 예산"])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp949"])
def test_a_few_words_are_enough(text, encoding):
    if (encoding == "cp949") != ("가" <= text[0] <= "힣"):
        pytest.skip("the text has no such encoding")
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


def test_text_is_composed_and_line_ends_are_one_kind(tmp_path):
    document = load(write(tmp_path, "a.txt", unicodedata.normalize("NFD", "한글\r\nтекст й\rend")))
    assert document.text == "한글\nтекст й\nend"


def test_a_table_set_with_tabs_is_read_by_its_rows(tmp_path):
    table = "Region\tBudget\tStaff\nSeoul\t120\t12\nBusan\t70\t8\n"
    blocks = load(write(tmp_path, "a.txt", f"What offices cost.\n\n{table}\nAll of it was paid.\n")).blocks
    assert [(block.kind, block.text.strip()) for block in blocks] == [
        ("lines", "What offices cost."),
        ("row", "Region: Seoul; Budget: 120; Staff: 12"),
        ("row", "Region: Busan; Budget: 70; Staff: 8"),
        ("lines", "All of it was paid."),
    ]


@pytest.mark.parametrize(
    "text", ["1.\tRoads\n2.\tPorts\n3.\tRail\n", "Roads\t3\nPorts\t17\nRail\t25\n", "\tRoads\n\tPorts\n"]
)
def test_numbers_and_indents_set_with_tabs_are_no_table(tmp_path, text):
    assert [block.kind for block in load(write(tmp_path, "a.txt", text)).blocks] == ["lines"]


def test_broken_bytes_are_left_out_and_counted(tmp_path):
    document = load(write(tmp_path, "a.txt", KOREAN.encode() + b"\xff\xfe " + KOREAN.encode()[:-2]))
    assert "\ufffd" not in document.text
    assert any("bytes are not utf-8" in warning for warning in document.warnings)


def test_replacement_characters_of_the_file_are_counted(tmp_path):
    document = load(write(tmp_path, "a.txt", "text \ufffd\ufffd text"))
    assert document.warnings == ("2 characters were already lost in the file (U+FFFD)",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n\t", "nothing but blanks"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
        (bytes(range(256)) * 20, "binary"),
        (b"PK\x03\x04 broken", "damaged archive"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, content, reason):
    with pytest.raises(LoadError, match=reason):
        load(write(tmp_path, "a.txt", content))


def test_a_file_over_the_limit_is_refused(tmp_path):
    from index.loaders import Limits

    with pytest.raises(LoadError, match="raise DOCENT_MAX_FILE_MB"):
        load(write(tmp_path, "a.txt", "x" * 100), limits=Limits(file_bytes=10))


def test_a_folder_and_a_missing_file_are_errors(tmp_path):
    with pytest.raises(LoadError, match="not a regular file"):
        load(tmp_path)
    with pytest.raises(LoadError, match="not there"):
        load(tmp_path / "none.txt")


FRONT = """---
title: 우리의 요약
authors: [Kim, Lee]
date: 2021-03-04
language: Korean
summary_of:
  title: Russia's Digital Economy Policy
  publisher: KIEP
  date: 2019-12-27
  url: https://example.org/a
---
# 제목

본문이다.
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_becomes_metadata_and_leaves_the_text(tmp_path, name):
    document = load(write(tmp_path, name, FRONT))
    assert document.metadata.title == "우리의 요약"
    assert document.metadata.authors == ("Kim", "Lee")
    assert document.metadata.date == "2021-03-04"
    assert document.metadata.language == "ko"
    assert document.metadata.summary_of == "Russia's Digital Economy Policy. KIEP, 2019-12-27. https://example.org/a"
    assert "KIEP" not in document.text
    assert document.removed[0][1] == "front matter"


def test_a_rule_at_the_top_is_not_front_matter(tmp_path):
    document = load(write(tmp_path, "a.txt", "---\nJust a line.\n---\nMore."))
    assert "Just a line." in document.text


def test_a_sidecar_overrides_what_the_file_says(tmp_path):
    path = write(tmp_path, "a.md", FRONT)
    write(tmp_path, "a.md.meta.yaml", "title: Other\nurl: https://example.org\n")
    metadata = load(path).metadata
    assert (metadata.title, metadata.url, metadata.language) == ("Other", "https://example.org", "ko")


@pytest.mark.parametrize("content", [b"- a list", b"title: [", b"\xff\xfe\x00"])
def test_a_broken_sidecar_is_named_in_a_warning_and_the_file_read(tmp_path, content):
    path = write(tmp_path, "a.txt", "text")
    (tmp_path / "a.txt.meta.yaml").write_bytes(content)
    document = load(path)
    assert document.text == "text"
    assert document.warnings[0].startswith("a.txt.meta.yaml was not used")


MARKDOWN = """# Digital economy

Growth was *fast*[^1], see [the report](https://example.org).

- first
  - inner
- second

| Region | Budget |
|--------|-------:|
| Seoul  | 12 |

```
code here
```

![A map of the region](map.png)

[^1]: By 400 %.
[^2]: Nobody points here.
"""


def test_markdown_keeps_its_structure(tmp_path):
    document = load(write(tmp_path, "a.md", MARKDOWN))
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "Digital economy"),
        ("text", 0, "Growth was fast[1], see the report."),
        ("item", 0, "first"),
        ("item", 1, "inner"),
        ("item", 0, "second"),
        ("row", 0, "Region: Seoul; Budget: 12"),
        ("text", 0, "code here"),
        ("text", 0, "A map of the region"),
        ("note", 0, "By 400 %."),
        ("note", 0, "Nobody points here."),
    ]
    assert document.metadata.title == "Digital economy"
    assert document.blocks[5].context == "Region | Budget"
    assert document.blocks[8].marker == "[1]"


PAGE = """<!DOCTYPE html><html lang="ko"><head><meta charset="{charset}"><title>Site | 디지털</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav><script>var x = "script";</script>
<article class="social-policy"><h1>디지털 경제 정책</h1>
<p>정부는 2019년에 계획을 확정하였다<sup><a href="#fn1">1</a></sup>. 계획은 통신 기반을 담고 있으며 인력 양성을
함께 다룬다.<br><br>다음 문단이다.</p>
<h2>예산</h2><ul><li>하나<ul><li>안쪽</li></ul></li><li>둘</li></ul>
<table><tr><th rowspan="2">지역</th><th colspan="2">예산</th></tr><tr><th>2020</th><th>2021</th></tr>
<tr><td rowspan="2">서울</td><td>12</td><td>13</td></tr><tr><td>14</td><td>15</td></tr></table>
<p style="display:none">숨은 글</p></article>
<div class="share-bar">Share this</div><footer>Copyright</footer></body></html>"""


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("euc-kr", "cp949"), ("utf-8", "cp949"), ("iso-8859-1", "cp949")]
)
def test_a_page_keeps_its_document_and_lists_the_rest(tmp_path, charset, encoding):
    document = load(write(tmp_path, "a.bin", PAGE.format(charset=charset).encode(encoding)))
    assert document.format == "html"
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "디지털 경제 정책"),
        ("text", 0, "정부는 2019년에 계획을 확정하였다[1]. 계획은 통신 기반을 담고 있으며 인력 양성을 함께 다룬다."),
        ("text", 0, "다음 문단이다."),
        ("heading", 2, "예산"),
        ("item", 0, "하나"),
        ("item", 1, "안쪽"),
        ("item", 0, "둘"),
        ("row", 0, "지역: 서울; 예산 2020: 12; 예산 2021: 13"),
        ("row", 0, "지역: 서울; 예산 2020: 14; 예산 2021: 15"),
    ]
    removed = dict(document.removed)
    assert removed["Copyright"] == "outside the main text"
    assert removed["숨은 글"] == "hidden on the page"
    assert {"Share this", "Home About us"} <= set(removed)


def test_a_page_of_short_pieces_loses_none(tmp_path):
    cards = "".join(f"<div class=card><b>도시 {n}</b><span>{n} km</span></div>" for n in range(40))
    document = load(write(tmp_path, "a.html", f"<html><body><div>{cards}</div></body></html>"))
    assert all(f"도시 {n}" in document.text for n in range(40))


def test_other_xml_gives_its_paragraphs(tmp_path):
    book = (
        '<?xml version="1.0" encoding="windows-1251"?><FictionBook xmlns="f">'
        "<description><book-title>Книга</book-title>"
        "<lang>ru</lang></description><body><section><title><p>Глава</p></title><p>Первый <em>абзац</em>.</p></section>"
        '</body><binary id="a">AAAA</binary></FictionBook>'
    )
    document = load(write(tmp_path, "a.fb2", book.encode("cp1251")))
    assert [(block.kind, block.text) for block in document.blocks] == [("heading", "Глава"), ("text", "Первый абзац.")]
    assert (document.metadata.title, document.metadata.language) == ("Книга", "ru")


@pytest.mark.parametrize("pad", [b"", b"x"])
def test_a_marked_file_is_utf8_wherever_a_letter_is_cut(pad):
    data = b"\xef\xbb\xbf" + pad + "Улов ".encode() + "ы".encode() * 10_050
    for end in (20_000, 20_001):
        found = decode(data[:end])
        assert (found.encoding, found.text[len(pad) :].rstrip("ы"), found.dropped <= 1) == ("utf-8-sig", "Улов ", True)
