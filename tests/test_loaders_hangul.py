"""Hangul Word Processor files: hwp 5 made record by record, hwpx and hwpml made by hand, one document in all three."""

import struct
import zipfile
import zlib

import pytest

from index.errors import LoadError
from index.loaders import Limits, parse

SECTOR = 512


def compound(path, streams):
    """Write an OLE compound file; streams are padded to 4,096 bytes, so that none needs the small sectors."""
    names = list(dict.fromkeys(part for name in streams for part in name.split("/")[:-1]))
    entries = [("Root Entry", 5, b"")] + [(name, 1, b"") for name in names]
    entries += [(name.split("/")[-1], 2, data.ljust(4096, b"\0")) for name, data in streams.items()]
    owners = [0] * (1 + len(names)) + [1 + names.index(n.split("/")[0]) if "/" in n else 0 for n in streams]
    links = [[0xFFFFFFFF, 0xFFFFFFFF] for _ in entries]  # (right sibling, child)
    for index in range(1, len(entries)):
        owner = owners[index]
        if links[owner][1] == 0xFFFFFFFF:
            links[owner][1] = index
        else:
            sibling = links[owner][1]
            while links[sibling][0] != 0xFFFFFFFF:
                sibling = links[sibling][0]
            links[sibling][0] = index
    directory_sectors = -(-len(entries) * 128 // SECTOR)
    fat = [0xFFFFFFFD, *range(2, 1 + directory_sectors), 0xFFFFFFFE]
    directory, body = b"", b""
    for (name, kind, data), (right, child) in zip(entries, links, strict=True):
        start = 0xFFFFFFFE
        if data:
            start, sectors = len(fat), -(-len(data) // SECTOR)
            fat += [*range(start + 1, start + sectors), 0xFFFFFFFE]
            body += data.ljust(sectors * SECTOR, b"\0")
        encoded = (name + "\0").encode("utf-16-le")
        directory += struct.pack("<64sHBBIII", encoded, len(encoded), kind, 1, 0xFFFFFFFF, right, child)
        directory += bytes(36) + struct.pack("<IQ", start, len(data))
    assert len(fat) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    path.write_bytes(header + table + directory.ljust(directory_sectors * SECTOR, b"\0") + body)
    return path


def record(tag, level, data=b""):
    long = struct.pack("<I", len(data)) if len(data) >= 0xFFF else b""
    return struct.pack("<I", tag | level << 10 | min(len(data), 0xFFF) << 20) + long + data


def text(value):
    return value.encode("utf-16-le")


def wide(code):
    """A control of eight code units."""
    return struct.pack("<H12xH", code, code)


def paragraph(level, content, *, shape=0, below=b""):
    header = struct.pack("<IIHBBHHHI", len(content) // 2, 0, shape, 0, 0, 0, 0, 0, 0)
    return record(66, level, header) + record(67, level + 1, content) + below


def control(level, kind, data=b"", below=b""):
    return record(71, level, kind[::-1] + data) + below


def cell(level, row, column, content, rows=1, columns=1):
    return record(72, level, struct.pack("<HHIHHHH", 1, 0, 0, column, row, columns, rows)) + paragraph(
        level, text(content)
    )


def body():
    note = control(
        1,
        b"fn  ",
        bytes(8),
        record(72, 2, bytes(8))
        + paragraph(2, wide(18) + text(" 각주이다."), below=control(3, b"atno", struct.pack("<IH", 1, 1))),
    )
    head = control(1, b"head", bytes(8), record(72, 2, bytes(8)) + paragraph(2, text("머리말")))
    cells = (
        cell(2, 0, 0, "지역", rows=2) + cell(2, 0, 1, "예산", columns=2) + cell(2, 1, 1, "2020") + cell(2, 1, 2, "2021")
    )
    cells += cell(2, 2, 0, "서울") + cell(2, 2, 1, "12") + cell(2, 2, 2, "13")
    table = control(1, b"tbl ", bytes(42), record(77, 2, struct.pack("<IHH", 0, 3, 3)) + cells)
    box = control(
        1,
        b"gso ",
        bytes(40) + struct.pack("<H", 3) + text("지도는"),
        record(76, 2) + record(72, 3, bytes(8)) + paragraph(3, text("글상자")),
    )
    formula = control(1, b"eqed", bytes(8), record(88, 2, bytes(4) + struct.pack("<H", 5) + text("a^2+b")))
    return b"".join(
        [
            paragraph(0, wide(2) + wide(16) + text("개요 제목"), shape=1, below=control(1, b"secd") + head),
            paragraph(0, text("성장이 빨랐다") + wide(17) + text(".\r"), below=note),
            paragraph(0, text("항목"), shape=2),
            paragraph(0, wide(11), below=table),
            paragraph(0, text("상자") + wide(11), below=box),
            paragraph(0, text("식") + wide(11), below=formula),
        ]
    )


def shapes():
    return b"".join(record(25, 1, struct.pack("<I", bits)) for bits in (0, 1 << 23, 3 << 23 | 1 << 25))


def hwp(path, flags=1, section=None):
    pack = zlib.compressobj(wbits=-15)
    packed = pack.compress(body() if section is None else section) + pack.flush()
    pack = zlib.compressobj(wbits=-15)
    looks = pack.compress(shapes()) + pack.flush()
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010000, flags)
    return compound(path, {"FileHeader": header, "DocInfo": looks, "BodyText/Section0": packed})


def sub_list(*paragraphs):
    return (
        "<hp:subList>"
        + "".join(f"<hp:p><hp:run><hp:t>{content}</hp:t></hp:run></hp:p>" for content in paragraphs)
        + "</hp:subList>"
    )


def hwpx_cell(row, column, content, rows=1, columns=1):
    place = f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="{columns}" rowSpan="{rows}"/>'
    return f"<hp:tc>{sub_list(content)}{place}</hp:tc>"


def hwpx(path):
    rows = [
        hwpx_cell(0, 0, "지역", rows=2) + hwpx_cell(0, 1, "예산", columns=2),
        hwpx_cell(1, 1, "2020") + hwpx_cell(1, 2, "2021"),
        hwpx_cell(2, 0, "서울") + hwpx_cell(2, 1, "12") + hwpx_cell(2, 2, "13"),
    ]
    table = "<hp:tbl>" + "".join(f"<hp:tr>{row}</hp:tr>" for row in rows) + "</hp:tbl>"
    head = f"<hp:ctrl><hp:header>{sub_list('머리말')}</hp:header></hp:ctrl>"
    number = "<hp:ctrl><hp:autoNum num='1' numType='FOOTNOTE'/></hp:ctrl>"
    inner = f"<hp:subList><hp:p><hp:run>{number}<hp:t> 각주이다.</hp:t></hp:run></hp:p></hp:subList>"
    note = f"<hp:ctrl><hp:footNote>{inner}</hp:footNote></hp:ctrl>"
    box = f"<hp:rect><hp:shapeComment>지도는</hp:shapeComment><hp:drawText>{sub_list('글상자')}</hp:drawText></hp:rect>"
    section = f"""<hs:sec xmlns:hs="hs" xmlns:hp="hp">
    <hp:p paraPrIDRef="1"><hp:run>{head}<hp:t>개요 제목</hp:t></hp:run></hp:p>
    <hp:p paraPrIDRef="0"><hp:run><hp:t>성장이 <hp:deleteBegin/>지움<hp:deleteEnd/>빨랐다</hp:t>
    {note}<hp:t>.</hp:t></hp:run></hp:p>
    <hp:p paraPrIDRef="2"><hp:run><hp:t>항목</hp:t></hp:run></hp:p><hp:p><hp:run>{table}</hp:run></hp:p>
    <hp:p><hp:run><hp:t>상자</hp:t>{box}</hp:run></hp:p>
    <hp:p><hp:run><hp:t>식</hp:t><hp:equation><hp:script>a^2+b</hp:script></hp:equation></hp:run></hp:p></hs:sec>"""
    header = """<hh:head xmlns:hh="hh"><hh:paraPr id="0"><hh:heading type="NONE" level="0"/></hh:paraPr>
    <hh:paraPr id="1"><hh:heading type="OUTLINE" level="0"/></hh:paraPr>
    <hh:paraPr id="2"><hh:heading type="BULLET" level="1"/></hh:paraPr></hh:head>"""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/hwp+zip")
        file.writestr("Contents/header.xml", header)
        file.writestr("Contents/section0.xml", section)
    return path


def hwpml(path):
    def listed(content):
        return f"<PARALIST><P><TEXT><CHAR>{content}</CHAR></TEXT></P></PARALIST>"

    def place(row, column, content, rows=1, columns=1):
        return f'<CELL RowAddr="{row}" ColAddr="{column}" RowSpan="{rows}" ColSpan="{columns}">{listed(content)}</CELL>'

    table = (
        "<TABLE><ROW>"
        + place(0, 0, "지역", 2)
        + place(0, 1, "예산", 1, 2)
        + "</ROW><ROW>"
        + place(1, 1, "2020")
        + place(1, 2, "2021")
    )
    table += "</ROW><ROW>" + place(2, 0, "서울") + place(2, 1, "12") + place(2, 2, "13") + "</ROW></TABLE>"
    inner = f"<DRAWINGOBJECT><DRAWTEXT>{listed('글상자')}</DRAWTEXT></DRAWINGOBJECT>"
    box = f"<RECTANGLE><SHAPEOBJECT><SHAPECOMMENT>지도는</SHAPECOMMENT></SHAPEOBJECT>{inner}</RECTANGLE>"
    content = f"""<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.8"><HEAD><MAPPINGTABLE><PARASHAPELIST>
    <PARASHAPE Id="1" HeadingType="Outline" Level="0"/><PARASHAPE Id="2" HeadingType="Bullet" Level="1"/>
    </PARASHAPELIST></MAPPINGTABLE></HEAD>
    <BODY><SECTION><P ParaShape="1"><TEXT><HEADER>{listed("머리말")}</HEADER><CHAR>개요 제목</CHAR></TEXT></P>
    <P><TEXT><CHAR>성장이 빨랐다</CHAR><FOOTNOTE>{listed(" 각주이다.")}</FOOTNOTE><CHAR>.</CHAR></TEXT></P>
    <P ParaShape="2"><TEXT><CHAR>항목</CHAR></TEXT></P><P><TEXT>{table}</TEXT></P>
    <P><TEXT><CHAR>상자</CHAR>{box}</TEXT></P>
    <P><TEXT><CHAR>식</CHAR><EQUATION><SCRIPT>a^2+b</SCRIPT></EQUATION></TEXT></P></SECTION></BODY></HWPML>"""
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "make"), [("a.hwp", hwp), ("a.hwpx", hwpx), ("a2.hwp", hwpml)])
def test_the_three_formats_read_alike(tmp_path, name, make):
    document = parse(make(tmp_path / name), Limits())
    assert document.format == make.__name__
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "개요 제목"),
        ("text", 0, "성장이 빨랐다[1]."),
        ("item", 1, "항목"),
        ("row", 0, "지역: 서울; 예산 2020: 12; 예산 2021: 13"),
        ("text", 0, "상자"),
        ("text", 0, "글상자"),
        ("text", 0, "지도는"),
        ("text", 0, "식 a^2+b"),
        ("note", 0, "각주이다."),
    ]
    assert document.blocks[-1].marker == "[1]"
    assert document.removed == (("머리말", "running header"),)


@pytest.mark.parametrize(("flags", "reason"), [(3, "is encrypted"), (5, "distribution copy")])
def test_locked_files_say_so(tmp_path, flags, reason):
    with pytest.raises(LoadError, match=reason):
        parse(hwp(tmp_path / "a.hwp", flags), Limits())


def test_a_table_that_only_lays_out_a_page_becomes_text(tmp_path):
    one = control(
        1, b"tbl ", bytes(42), record(77, 2, struct.pack("<IHH", 0, 1, 1)) + cell(2, 0, 0, "보도자료 본문이다.")
    )
    document = parse(hwp(tmp_path / "a.hwp", section=paragraph(0, wide(11), below=one)), Limits())
    assert [(block.kind, block.text) for block in document.blocks] == [("text", "보도자료 본문이다.")]


def test_a_cut_section_keeps_what_comes_before_the_cut(tmp_path):
    document = parse(hwp(tmp_path / "a.hwp", section=body()[:-30]), Limits())
    assert document.blocks[1].text == "성장이 빨랐다[1]."


def test_a_stream_that_swells_is_refused(tmp_path):
    with pytest.raises(LoadError, match="for safety"):
        parse(hwp(tmp_path / "a.hwp", section=bytes(1 << 20)), Limits(unpacked_bytes=1 << 16))
