from __future__ import annotations

from normalizing import normalized

from index.types import Block


def anchored(done) -> list[tuple[str, str, str]]:
    """Mark, the end of the text before the anchor, and the note."""
    return [(note.marker, done.text[max(note.anchor - 12, 0) : max(note.anchor, 0)], note.text) for note in done.notes]


def test_a_note_at_a_page_end_is_lifted_and_the_word_it_cut_is_mended():
    lines = [
        "지난해 정부는 동해안의 항만을 크게 넓히는 계획을 내놓았고 올해 봄에 첫 삽을 떴다.1) ",
        "새 부두에는 대형 선박 네 척이 한꺼번에 들어올 수 있다. 이 사업에 참여한 대표적",
        "1) 한하늘, “동해안 항만의 미래를 묻다,” 「해운저널」 (2021.02.03).",
        " 인 회사로는 동방조선과 한라건설이 꼽힌다. 두 회사는 모두 강원도에 본사를 두고 있으",
        "며, 지역에서 뽑은 사람이 직원의 절반을 넘는다. 주민들도 이 사업을 반기는 분위기 ",
        "라고 한다.",
    ]
    done = normalized("\n\n".join(lines).replace("02.03).\n\n", "02.03).\n"))
    assert "대표적인 회사로는" in done.text
    assert [note.marker for note in done.notes] == ["1)"]
    assert done.text[: done.notes[0].anchor].endswith("첫 삽을 떴다.1)")
    assert done.notes[0].text == "한하늘, “동해안 항만의 미래를 묻다,” 「해운저널」 (2021.02.03)."


def test_a_note_that_a_page_break_splits_is_put_together():
    lines = [
        "정부는 올해부터 섬 지역의 학교마다 위성 통신 장비를 놓기로 하였고 필요한 돈은 통신",
        "사와 나누어 낸다.1) 학생들은 도시의 수업을 실시간으로 들을 수 있게 된다. 교사들의 ",
        "1) Island News, “Satellites for Every School,” ",
        " 반응은 엇갈린다. 장비를 다룰 사람이 없는 학교가 많고, 고장이 나면 고치러 올 기사 ",
        "를 며칠씩 기다려야 하기 때문이다. 교육청은 순회 기사를 두겠다고 밝혔다.2) 그러나 ",
        "https://example.org/news/schools/satellites ",
        "(2022.05.06).",
        "2) 위의 글.",
        " 예산은 아직 마련되지 않았다. 섬마다 사정이 달라 한꺼번에 풀기 어려운 문제라는 목",
        "소리도 나온다.",
    ]
    done = normalized("\n\n".join(lines))
    assert [note.text for note in done.notes] == [
        "Island News, “Satellites for Every School,” https://example.org/news/schools/satellites (2022.05.06).",
        "위의 글.",
    ]
    assert "교사들의 반응은 엇갈린다" in done.text
    assert "그러나 예산은" in done.text


ENGLISH = """\
The first laboratory was opened in the harbour town ten years ago.1 It
was paid for by both governments, although neither had planned to,2 and
it has since grown to four buildings with more than two hundred people
1 Ministry of Science, Press Release, 12 May 2012.
2 See Lee, A. "Money and Science," Asian Affairs, vol. 12, no. 3 (2019),
pp. 14-29.
from nineteen countries. A second laboratory is to follow in the south.
"""


def test_bare_numbers_mark_notes_when_they_count_up_and_look_like_notes():
    done = normalized(ENGLISH)
    assert "two hundred people from nineteen countries" in done.text
    assert [(mark, before[-2:]) for mark, before, _ in anchored(done)] == [("1", ".1"), ("2", ",2")]
    assert done.notes[1].text.endswith("no. 3 (2019), pp. 14-29.")


def test_russian_notes_on_known_pages():
    first = """\
Сотрудничество двух стран в области связи развивается с 2017 года,
когда была принята совместная программа1. За это время подписано бо-
лее десяти соглашений, но главным препятствием остаются деньги2, по-
1 Распоряжение Правительства от 28 июля 2017 г. № 16.
2 См.: Иванов А. А. Связь и деньги // Экономика. 2019.
№ 5. С. 34–41."""
    second = """\
скольку ни один из банков не хочет рисковать. Тем не менее работа
продолжается, и новые станции связи строятся на всём побережье."""
    done = normalized(Block(first, "lines", page=1), Block(second, "lines", page=2))
    assert "деньги2, поскольку ни один" in done.text
    assert [note.marker for note in done.notes] == ["1", "2"]
    assert done.notes[1].text.endswith("2019. № 5. С. 34–41.")


def test_a_numbered_list_stays_in_the_text():
    text = "We need three things (see table 1):\n\n1) a harbour\n2) two ships\n3) a lighthouse, built in 2020.\n"
    done = normalized(text)
    assert not done.notes
    assert "1) a harbour\n2) two ships\n3) a lighthouse" in done.text


def test_numbered_headings_and_formulas_are_no_notes():
    text = "1 Introduction\nWater is H2O and steam is also H2O, says the book.\n\n2 Methods\nWe looked at CO2.\n"
    assert not normalized(text).notes


def test_brackets_attach_to_their_first_mark():
    text = (
        "Trade doubled in ten years.[1] Prices fell at the same time,[2] and nobody knows why.[1]\n\n"
        "Notes\n[1] Statistical Yearbook 2020, p. 4.\n[2] Ibid., p. 9.\n"
    )
    done = normalized(text)
    assert [(mark, before[-3:], text) for mark, before, text in anchored(done)] == [
        ("[1]", "[1]", "Statistical Yearbook 2020, p. 4."),
        ("[2]", "[2]", "Ibid., p. 9."),
    ]
    assert done.notes[0].anchor < done.notes[1].anchor


def test_notes_that_the_format_sets_apart_find_their_marks():
    done = normalized(
        Block("Trade doubled.[1] Prices fell.[2]"),
        Block("Yearbook 2020.", "note", marker="[1]"),
        Block("Nobody cites this one.", "note", marker="[7]"),
        Block("Yearbook 2021.", "note", marker="[2]"),
    )
    assert done.text == "Trade doubled.[1] Prices fell.[2]"
    assert [(note.marker, note.anchor) for note in done.notes] == [("[1]", 17), ("[7]", -1), ("[2]", 33)]


def test_a_raised_digit_in_the_text_finds_the_note_that_lost_its_form():
    text = ENGLISH.replace("ago.1", "ago.¹").replace("to,2", "to,²")
    assert [note.anchor > 0 for note in normalized(text).notes] == [True, True]


def test_a_table_of_contents_is_no_text_and_a_list_of_figures_is():
    contents = [f"Chapter {n} of the book {'.' * 30} {n * 4}" for n in range(1, 6)]
    figures = [f"Sales of region {n} {'.' * 30} {value}" for n, value in enumerate((45, 7, 120, 33, 8))]
    done = normalized("\n".join([*contents, "", "The text of the first chapter begins here.", "", *figures]))
    assert "Chapter 3" not in done.text
    assert "Sales of region 3" in done.text
    assert {reason for _, _, reason in done.removed} == {"table of contents"}
