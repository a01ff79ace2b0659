from __future__ import annotations

import textwrap

import pytest
from normalizing import normalized

from index.normalize.dates import find_date
from index.normalize.joints import join
from index.normalize.korean import spaces
from index.normalize.layout import Layout
from index.normalize.pieces import Line, Unit

KOREAN = (
    "섬과 뭍을 잇는 다리가 놓이면서 주민들의 생활은 크게 달라졌다. 예전에는 배를 타고 두 시간을 가야 했던 "
    "병원을 이제는 차로 이십 분이면 갈 수 있고, 아이들은 뭍의 학교에 다닌다. 그러나 조용하던 마을에 "
    "관광객이 몰려들자 쓰레기와 소음이 새로운 골칫거리로 떠올랐다. 군청은 2021년부터 하루에 들어올 수 있는 "
    "차량을 800대로 제한하고 주차장을 다리 건너편에 두었다. 상인들은 손님이 줄었다며 반발했지만 주민 투표에서는 "
    "찬성이 62%를 넘었다. 섬의 미래를 두고 벌어진 이 논쟁은 다른 지역에도 본보기가 되고 있다."
)


ENGLISH = """\
This line stands here so that the file is seen to be broken at some
sixty characters, as old text files and the text of books often are;
"""
RUSSIAN = """\
Эта строка стоит здесь для того, чтобы было видно, что строки файла
разорваны примерно на шестидесятом знаке, как это бывает в книгах,
"""


def cut(text: str, width: int, *, signal: bool) -> str:
    lines = []
    for at in range(0, len(text), width):
        line, after = text[at : at + width], text[at + width : at + width + 1]
        space = " " if signal and (line.endswith(" ") or after == " ") else ""
        lines.append(line.strip() + space)
    return "\n\n".join(lines)


@pytest.mark.parametrize("width", [34, 37, 40, 43])
def test_korean_is_mended_by_the_space_at_the_line_end(width):
    assert normalized(cut(KOREAN, width, signal=True)).text == KOREAN


@pytest.mark.parametrize("width", [34, 37, 40, 43])
def test_korean_is_mended_without_the_signal(width):
    assert normalized(cut(KOREAN, width, signal=False)).text == KOREAN


def test_korean_broken_between_words_only_keeps_every_space():
    lines = textwrap.wrap(f"{KOREAN} {KOREAN.replace('섬', '마을')}", 38)
    assert normalized("\n".join(lines)).text == " ".join(lines)


def test_the_document_vouches_for_its_own_compounds():
    lines = ["그들의 국제협력 방안을 들었다", "국제 정세가 어렵다"]
    assert spaces([("새로운 국제", "협력이 필요하다")], lines) == [False]
    assert spaces([("새로운 국제", "협력이 필요하다")], ["국제 협력을 말하고 국제 협력을 바랐다"]) == [True]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("the well-\nknown", "well-known"),
        ("exports grew be-\ncause of", "because of"),
        ("medium-\nand high-tech goods", "medium- and high-tech"),
        ("between 2019-\n2021 it", "2019-2021 it"),
        ("the Russia-\nKorea line", "Russia-Korea line"),
        ("развитие научно-\nтехнической базы", "научно-технической базы"),
        ("решение прави-\nтельства", "правительства"),
        ("что-\nто новое", "что-то новое"),
        ("an inter\u00ad\nnational law", "international law"),
    ],
)
def test_hyphens_at_line_ends(text, mended):
    before = ENGLISH if text[0] < "\u0400" else RUSSIAN
    left, right = text.split("\n")
    filler = ("word " if text[0] < "\u0400" else "слово ") * 20
    line = (filler[: 66 - len(left)].rsplit(" ", 1)[0] + " " + left).strip()
    assert mended in normalized(f"{before}{line}\n{right} and so on and on\n").text


def test_an_address_broken_by_a_line_is_one_again():
    text = """\
The report of the ministry can be read in full on the web at the address
https://example.org/reports/2021/trade-with-the-neighbours-in-the-far-
east/part-one.html (in English), where the older ones are to be found too.
"""
    assert "far-east/part-one.html (in" in normalized(text).text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021. 3. 4.", "2021-03-04"),
        ("2021년 3월", "2021-03"),
        ("On March 4, 2021, they", "2021-03-04"),
        ("4th of March 2021", "2021-03-04"),
        ("4 мая 2021 года", "2021-05-04"),
        ("04.03.2021", "2021-03-04"),
        ("март 2021", "2021-03"),
        ("2021 г.", "2021"),
        ("in room 2021", ""),
        ("2021-13-44", ""),
        ("", ""),
    ],
)
def test_dates_of_three_languages(text, date):
    assert find_date(text) == date


def test_a_space_that_did_not_fit_is_not_missed_where_nearly_all_lines_end_words():
    lines = textwrap.wrap(f"{KOREAN} {KOREAN.replace('섬', '마을')}", 38)
    spaced = [line + ("" if n % 4 == 2 else " ") for n, line in enumerate(lines)]
    assert normalized("\n".join(spaced)).text == " ".join(lines)


@pytest.mark.parametrize(
    ("left", "right", "joint"),
    [
        ("다리를 건넌 차는 모두 2021", "년 한 해에 팔백 대를 넘겼다.", ""),
        ("다리를 건넌 차는 모두 2021년 6월", "14일에 팔백 대를 넘겼다.", " "),
        ("다리를 놓은 회사(VOCORD)", "를 군청이 다시 불러들였다고 한다.", ""),
        ("그 기사는 지난봄 처음으로 KO", "TRA 누리집에 실렸던 글이다.", ""),
        ("그 글은 김상현(Sa", "ng Hyun Kim) 교수가 썼다고 알려졌다.", ""),
        ("그 기사는 더구루(The", "Guru) 누리집에 실렸던 글이다.", " "),
    ],
)
def test_korean_lines_break_numbers_and_foreign_words_too(left, right, joint):
    lines = [Line(0, len(left), left), Line(len(left) + 1, len(left) + 1 + len(right), right)]
    unit = Unit(lines)
    join([unit], Layout(width=60), lines)
    assert unit.joints == [joint]


@pytest.mark.parametrize(
    ("first", "second", "mended"),
    [
        (f"{ENGLISH}the makers of small cars in the north of the country are pre-", "paring for it now.", "preparing"),
        (f"{ENGLISH}the council said last year in its report that it had not ex-", "pected this at all.", "expected"),
        (f"{RUSSIAN}так в те годы по всей стране развивались наука и экономи-", "ка целых областей.", "экономика"),
        (f"{RUSSIAN}так в те годы по всей стране строили и делали там что-", "то новое для людей.", "что-то"),
    ],
)
def test_a_prefix_is_no_reason_to_keep_a_hyphen(first, second, mended):
    assert mended in normalized(f"{first}\n{second}\n").text


def test_what_is_counted_stands_as_the_document_has_it():
    above = [Line(0, 60, "3살 아이와 5단 아저씨, " * 4), Line(61, 120, "3살 아이와 5단 아저씨, " * 4)]
    unit = Unit([Line(200, 220, "이 섬의 바둑은 지금 9"), Line(221, 240, "단이 이길 것이라고 한다")])
    join([unit], Layout(40.0, 1.0, 0), [*above, *unit.lines])
    assert unit.joints == [""]


@pytest.mark.parametrize(
    ("left", "right", "joint"),
    [
        ("주차장에 관한 법률 시행령 제", "3조에 따라 정한다", ""),
        ("그 밖의 사항은 「민", "법」에 따른다", ""),
        ("높이가 세로 4.5", "센티미터인 사진을 붙인다", ""),
        ("이를 “직무지도원", "”이란 말로 부른다", ""),
        ("잘못 적은 것을 보정(補正)", "하여 다시 낸다", ""),
        ("신청은 배를 빌린 제3", "자도 할 수 있다", ""),
        ("허가는 항만법 제12조의17", "제1항에 따른다", ""),
        ("이 결정은 대법원 1999. 3. 23. 선고 98", "다46938 판결을 따른다", ""),
        ("그 뒤의 판결은 선고 2006도", "755 판결이다", ""),
        ("다리를 건넌 사람은 17,", "000명이었다", ""),
        ("군청은 “그런 일이 없다”", "고 밝혔다", ""),
        ("이 학교는 “바다”", "고등학교와 다르다", " "),
        ("문을 두드릴 수 있습니다.·", "전화로 묻는다", ""),
        ("자세한 것은 <", "출처: 군청>을 본다", ""),
        ("the years of 2010—", "2011 were dry", ""),
        ("the river — it is wide —", "was crossed", " "),
        ("по-новому предпо-", "лагающее решение", "-"),
    ],
)
def test_line_ends_that_spelling_decides(left, right, joint):
    unit = Unit([Line(0, len(left), left), Line(len(left) + 1, len(left) + 1 + len(right), right)])
    join([unit], Layout(40.0, 1.0, 0), unit.lines)
    assert unit.joints == [joint]
