from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.words.glossary import MOST, Glossary, GlossaryFiles, read_glossary

LINES = (
    "# a comment\n"
    "조력 발전 | 조력발전\ttidal power | tidal energy\tприливная энергия\n"
    "\n"
    "갯벌\tmudflat\t\n"
    "\tlighthouse\tмаяк\n"
)


@pytest.fixture
def glossary(tmp_path) -> Glossary:
    (tmp_path / "glossary.tsv").write_text(LINES, encoding="utf-8")
    return read_glossary(tmp_path / "glossary.tsv")


def named(glossary: Glossary, text: str) -> list[str]:
    return [text[match.start : match.end] for match in glossary.matches(text)]


def test_a_line_is_a_concept_with_variants(glossary):
    assert glossary.concepts[0] == {
        "ko": ("조력 발전", "조력발전"),
        "en": ("tidal power", "tidal energy"),
        "ru": ("приливная энергия",),
    }
    assert glossary.said(1, "en") == ("mudflat",)
    assert glossary.said(1, "ru") == ()
    assert len(glossary.concepts) == 3
    assert glossary.warnings == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("조력발전의 미래", "조력발전"),
        ("서해의 조력 발전은 언제 시작되었나?", "조력 발전"),
        ("Is TIDAL power, here, cheap?", "TIDAL power"),
        ("Does “tidal energy” pay?", "tidal energy"),
        ("доля приливной энергии в стране", "приливной энергии"),
        ("Где стоят маяки?", "маяки"),
    ],
)
def test_a_concept_is_found_inflected_and_however_it_is_spaced(glossary, text, phrase):
    assert named(glossary, text) == [phrase]


def test_a_part_of_another_word_is_no_match(glossary):
    assert named(glossary, "대갯벌") == []
    assert named(glossary, "power of the tidal stream") == []
    assert named(glossary, "tidal") == []


def test_the_longer_phrase_wins(tmp_path):
    (tmp_path / "glossary.tsv").write_text("발전소\tplant\n조력 발전소\ttidal plant\n", encoding="utf-8")
    glossary = read_glossary(tmp_path / "glossary.tsv")
    assert named(glossary, "새 조력 발전소와 낡은 발전소") == ["조력 발전소", "발전소"]
    assert [match.words for match in glossary.matches("새 조력 발전소와 낡은 발전소")] == [2, 1]


def test_wrong_lines_are_warnings_and_the_others_count(tmp_path):
    path = tmp_path / "glossary.tsv"
    path.write_text("only one\nbay\n만\tbay\tзалив\nа\tb\tc\td\n\t\t\n | \t!!\t--\n", encoding="utf-8")
    glossary = read_glossary(path)
    assert [concept["en"] for concept in glossary.concepts] == [("bay",)]
    assert [warning.split(":")[-2] for warning in glossary.warnings] == ["1", "2", "4", "6"]
    assert all("\n" not in warning and str(path) in warning for warning in glossary.warnings)


@pytest.mark.parametrize("header", ["en\tru\tko", "English\tRussian\tKorean", "# mine\n\nEN\tRU\tKO"])
def test_a_first_line_names_the_columns_in_any_order(tmp_path, header):
    (tmp_path / "glossary.tsv").write_text(f"{header}\nmudflat\tваттовое дно\t갯벌\n", encoding="utf-8")
    glossary = read_glossary(tmp_path / "glossary.tsv")
    assert glossary.concepts == ({"en": ("mudflat",), "ru": ("ваттовое дно",), "ko": ("갯벌",)},)
    assert glossary.warnings == ()


def test_two_columns_may_be_named(tmp_path):
    (tmp_path / "glossary.tsv").write_text("en\tko\nmudflat\t갯벌\nsalt\tсоль\n", encoding="utf-8")
    glossary = read_glossary(tmp_path / "glossary.tsv")
    assert glossary.concepts == ({"en": ("mudflat",), "ko": ("갯벌",)},)
    assert "'соль' stands in the Korean column" in glossary.warnings[0]


def test_a_concept_that_is_a_language_names_no_column(tmp_path):
    (tmp_path / "glossary.tsv").write_text("한국어\tKorean\tкорейский\n", encoding="utf-8")
    assert len(read_glossary(tmp_path / "glossary.tsv").concepts) == 1


@pytest.mark.parametrize("line", ["mudflat\tваттовое дно\t갯벌", "mudflat\t갯벌", "соль\tsalt", "\tsalt\t소금"])
def test_words_in_the_column_of_another_script_are_told_and_not_learnt(tmp_path, line):
    (tmp_path / "glossary.tsv").write_text(line, encoding="utf-8")
    glossary = read_glossary(tmp_path / "glossary.tsv")
    assert glossary.concepts == ()
    assert "let the first line name the columns, as" in glossary.warnings[0]


def test_latin_and_mixed_names_may_stand_in_any_column(tmp_path):
    (tmp_path / "glossary.tsv").write_text("GPS\tGPS\tGPS | ГЛОНАСС\nK-팝\tK-pop\tK-pop\n", encoding="utf-8")
    assert read_glossary(tmp_path / "glossary.tsv").warnings == ()


def test_warnings_of_one_file_are_few(tmp_path):
    (tmp_path / "glossary.tsv").write_text("wrong\n" * 500, encoding="utf-8")
    warnings = read_glossary(tmp_path / "glossary.tsv").warnings
    assert len(warnings) == MOST + 1
    assert "480 more" in warnings[-1]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00garbage", "갯벌\tmudflat".encode("cp949"), b"\x00" * 6_000_000])
def test_a_file_that_cannot_be_used_is_one_warning(tmp_path, content):
    (tmp_path / "glossary.tsv").write_bytes(content)
    glossary = read_glossary(tmp_path / "glossary.tsv")
    assert glossary.concepts == ()
    assert len(glossary.warnings) == 1


def test_a_byte_order_mark_and_windows_lines_do_not_matter(tmp_path):
    (tmp_path / "glossary.tsv").write_bytes("갯벌\tmudflat\r\n".encode("utf-8-sig"))
    assert named(read_glossary(tmp_path / "glossary.tsv"), "갯벌에서") == ["갯벌"]


def write(folder: Path, text: str, *, age: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "glossary.tsv").write_text(text, encoding="utf-8")
    os.utime(folder / "glossary.tsv", (age, age))


def test_an_edit_counts_at_once(tmp_path):
    files = GlossaryFiles([tmp_path / "a", tmp_path / "b"])
    assert files.current() == Glossary()
    write(tmp_path / "a", "갯벌\tmudflat\n", age=1000)
    assert named(files.current(), "갯벌") == ["갯벌"]
    assert files.current() is files.current()
    write(tmp_path / "a", "염전\tsaltern\n", age=2000)
    assert named(files.current(), "갯벌 염전") == ["염전"]
    (tmp_path / "a" / "glossary.tsv").unlink()
    assert files.current() == Glossary()


def test_the_earlier_folder_wins(tmp_path):
    write(tmp_path / "a", "갯벌\tmudflat\n", age=1000)
    write(tmp_path / "b", "갯벌\ttidal flat\n염전\tsaltern\n", age=1000)
    glossary = GlossaryFiles([tmp_path / "a", tmp_path / "b"]).current()
    assert [glossary.said(match.concept, "en") for match in glossary.matches("갯벌과 염전")] == [
        ("mudflat",),
        ("saltern",),
    ]


def test_the_glossary_that_ships_has_no_wrong_line():
    glossary = read_glossary(Path(__file__).parent.parent / "docs" / "glossary.tsv")
    assert glossary.concepts
    assert glossary.warnings == ()
