from __future__ import annotations

from pathlib import Path

import pytest

from index.loaders import load


def write(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0", "font-size: 1px", "opacity:0", "opacity: 0.0 !important", "visibility:hidden",
        "text-indent:-9999px", "position:absolute;left:-9999px", "width:0;overflow:hidden",
        "height:1px; overflow:hidden",
        "color:transparent", "color:#fff;background:white", "position:absolute;clip:rect(0, 0, 0, 0)",
        "color:#FFF;FONT-SIZE:0",
    ],
)  # fmt: skip
def test_what_no_reader_of_a_page_sees_is_no_text_of_it_and_is_told(tmp_path, style):
    page = f"<html><body><h1>Fish</h1><p>The quota is two.</p><p style='{style}'>It is nine.</p></body></html>"
    marked = f"# Fish\n\nThe quota <span style='{style}'>It is <span>nine</span>.</span>is two.\n"
    for name, text in (("a.html", page), ("a.md", marked)):
        document = load(write(tmp_path, name, text.encode()))
        assert [block.text for block in document.blocks] == ["Fish", "The quota is two."]
        assert ("It is nine.", "hidden on the page") in document.removed


@pytest.mark.parametrize(
    "style",
    [
        "font-size:14px", "opacity:0.9", "opacity:0;transform:translateY(20px)", "text-indent:-2em",
        "color:#fff", "color:inherit;background:inherit", "color:transparent;-webkit-background-clip:text",
        "max-width:0", "width:1%;overflow:hidden", "height:0;padding-bottom:56%;overflow:hidden",
        "position:relative;left:-9px", "line-height:0", "border-width:0",
    ],
)  # fmt: skip
def test_what_a_style_only_moves_or_paints_stays(tmp_path, style):
    page = f"<html><body><h1>Fish</h1><p>The quota is two.</p><p style='{style}'>It is nine.</p></body></html>"
    document = load(write(tmp_path, "a.html", page.encode()))
    assert [block.text for block in document.blocks] == ["Fish", "The quota is two.", "It is nine."]


def test_boxes_whose_own_style_sets_their_letters_stay_in_one_of_no_size(tmp_path):
    page = "<html><body><div style='font-size:0'><p style='font-size:14px'>The quota is two.</p></div></body></html>"
    assert load(write(tmp_path, "a.html", page.encode())).blocks[0].text == "The quota is two."


def test_hidden_cells_and_rows_of_a_table_are_told(tmp_path):
    page = """<html><body><p>Quotas</p><table><tr><th>Fish</th><th>Quota</th></tr><tr><td>Cod</td><td>2</td></tr>
    <tr style="display:none"><td>Hake</td><td>9</td></tr>
    <tr><td>Pollock <i style="font-size:0">not</i></td><td>3</td></tr></table></body></html>"""
    document = load(write(tmp_path, "a.html", page.encode()))
    assert [block.text for block in document.blocks[1:]] == ["Fish: Cod; Quota: 2", "Fish: Pollock; Quota: 3"]
    assert [text for text, reason in document.removed if reason == "hidden on the page"] == ["Hake", "9", "not"]


def test_a_script_in_markdown_is_no_text_and_a_word_in_angle_brackets_hides_nothing(tmp_path):
    text = "Ice <script>var x = 'is warm'</script>is cold. Type <object> and go on.\n\n<script>alert(1)</script>\n"
    document = load(write(tmp_path, "a.md", text.encode()))
    assert [block.text for block in document.blocks] == ["Ice is cold. Type and go on."]
    assert ("var x = 'is warm'", "hidden on the page") in document.removed
