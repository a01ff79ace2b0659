from __future__ import annotations

from pathlib import Path

import pytest

from index.loaders import load
from index.loaders.sidecars import described, front_matter, is_slip, strays
from index.types import RawDocument

BODY = "# The pier\n\nThe pier of the harbour is 77 metres long.\n"


def told(folder: Path, sidecar: str) -> list[str]:
    (folder / "a.md").write_text(BODY, encoding="utf-8")
    (folder / "a.md.meta.yaml").write_text(sidecar, encoding="utf-8")
    return described(folder / "a.md")[1]


def read(folder: Path, front: str) -> RawDocument:
    (folder / "b.md").write_text(f"---\n{front}---\n{BODY}", encoding="utf-8")
    return load(folder / "b.md")


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ("autor: Kim\n", "unknown key 'autor'; write author"),
        ("colour: red\n", "unknown key 'colour'; write one of title, authors, publisher, date, url"),
        ("language: klingonish\n", "language 'klingonish' is no language; write ko, en, ru"),
        ("language: kr\n", "language 'kr' is no language; write ko"),
        ("authors: {name: Kim}\n", "authors holds keys; write text or a list of names"),
        ("authors: [{name: Kim}]\n", "authors holds keys"),
        ("title: {ko: 부두}\n", "title holds keys; write text"),
        ("date: [2019, 2020]\n", "date holds a list; write text"),
        ("date: 2020-13-45\n", "date '2020-13-45' is no date; write it like 2019-12-27"),
        ("date: soon\n", "date 'soon' is no date"),
        ("", "was not used, it is empty"),
        ("# nothing\n", "was not used, it is empty"),
        ("- a\n", "was not used, it is a list without keys"),
        ("only words\n", "was not used, it is a text without keys"),
        (
            "url: x\ntitle: The pier: a history\n",
            "was not used, it is not YAML (line 2: mapping values are not allowed",
        ),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_named(tmp_path: Path, sidecar: str, said: str) -> None:
    (warning,) = told(tmp_path, sidecar)
    assert warning.startswith("a.md.meta.yaml")
    assert said in warning
    assert "\n" not in warning


@pytest.mark.parametrize(
    "sidecar",
    [
        "title: 부두\nauthors: [Kim, Lee]\npublisher: [A, B]\ndate: 2019-12-27\nurl: example.org\nlanguage: ko\n",
        "Title: 2019\nauthor: Kim; Lee\npublished: 27 December 2019\nlang: en-GB\nsummary_of: {title: A}\n",
        "date: 2019\nlanguage: fr\n",
        "date: 2019-12-27T10:00:00Z\nlanguage: 한국어\ntitle:\n",
        "date: 2019.12\nlanguage: pt_BR\n",
    ],
)
def test_what_can_be_used_is_no_warning(tmp_path: Path, sidecar: str) -> None:
    assert told(tmp_path, sidecar) == []


def test_the_rest_of_a_sidecar_counts(tmp_path: Path) -> None:
    told(tmp_path, "title: Pier\ndate: 2020-13-45\n")
    document = load(tmp_path / "a.md")
    assert document.metadata.title == "Pier"
    assert len(document.warnings) == 1


@pytest.mark.parametrize("front", ["title: The pier: a history\nlanguage: en\n", "authors: [Kim\n", "title: 'Pier\n"])
def test_front_matter_that_is_no_yaml_is_no_title(tmp_path: Path, front: str) -> None:
    document = read(tmp_path, front)
    assert document.metadata.title == "The pier"
    assert document.text.startswith("The pier\n")
    assert document.warnings[0].startswith("front matter was not used, it is not YAML (line ")
    assert document.removed[0][1] == "front matter"


def test_front_matter_says_language_and_date_as_a_sidecar_does(tmp_path: Path) -> None:
    document = read(tmp_path, "language: Russian\ndate: 2019-12-27\ntags: [sea]\n")
    assert (document.metadata.language, document.metadata.date) == ("ru", "2019-12-27")
    assert document.warnings == ()
    assert read(tmp_path, "date: 2020-13-45\n").warnings == (
        "front matter: date '2020-13-45' is no date; write it like 2019-12-27, 2019-12 or 2019",
    )


def test_words_between_two_rules_stay_in_the_text() -> None:
    text = "---\nOne thing: and another: here.\n---\nMore.\n"
    assert front_matter(text).body == text


@pytest.mark.parametrize("body", ["\nThe pier is long.\n", "# The pier\n", "The pier is long.\n\n---\n\nIt is old.\n"])
def test_front_matter_that_nobody_closed_ends_with_its_last_key_and_is_told(body: str) -> None:
    front = front_matter(f"---\ntitle: Pier\nauthors:\n- Kim\n{body}")
    assert (front.metadata.title, front.metadata.authors, front.body) == ("Pier", ("Kim",), body)
    assert front.warnings == (
        "front matter has no closing line and was read up to the first line without a key: end it with ---",
    )


def test_front_matter_that_nobody_closed_and_that_is_no_yaml_is_told() -> None:
    text = "---\ntitle: The pier: a history\n\nThe pier is long.\n"
    assert front_matter(text).body == text
    assert front_matter(text).warnings[0].startswith("front matter is taken for text, it has no closing line")


def test_a_sidecar_that_nobody_reads_is_named_with_the_name_that_it_should_have(tmp_path: Path) -> None:
    for name in ("a.md", "a.meta.yaml", "b.md", "b.md.meta.yml", "c.md", "c.md.meta.yaml", "d.md.meta.yaml"):
        (tmp_path / name).touch()
    assert list(strays([tmp_path, tmp_path / "none"])) == [
        f"{tmp_path / 'a.meta.yaml'}: is not read; name it a.md.meta.yaml",
        f"{tmp_path / 'b.md.meta.yml'}: is not read; name it b.md.meta.yaml",
        f"{tmp_path / 'd.md.meta.yaml'}: describes no file; there is no d.md beside it",
    ]
    assert is_slip(tmp_path / "b.md.meta.yml")
    assert not is_slip(tmp_path / "a.md")
