"""Footnotes of saved pages: the mark stays in the text, the note is set apart."""

from __future__ import annotations

import pytest

from index.loaders import Limits, parse

WORD = """<p>Growth was fast.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> It went on.</p><hr>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> By 400 %.</p></div>"""
LIBREOFFICE = """<p>Growth was fast.<a class="sdfootnoteanc" name="sdfootnote1anc"
href="#sdfootnote1sym"><sup>1</sup></a>
It went on.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a> By 400 %.</p></div>"""
PLAIN = """<p>Growth was fast.<sup><a href="#fn1">1</a></sup> It went on.</p><ol><li id="fn1">By 400 %.</li></ol>"""


@pytest.mark.parametrize("page", [WORD, LIBREOFFICE, PLAIN], ids=["Word", "LibreOffice", "plain"])
def test_a_note_is_set_apart_whoever_saved_the_page(tmp_path, page):
    body = "<p>The economy of the region grew in every year of that decade.</p>" * 4
    (tmp_path / "a.html").write_text(f"<html><body>{body}{page}</body></html>", encoding="utf-8")
    blocks = parse(tmp_path / "a.html", Limits()).blocks
    assert blocks[4].text == "Growth was fast.[1] It went on."
    assert [(block.kind, block.text, block.marker) for block in blocks[5:]] == [("note", "By 400 %.", "[1]")]


def test_two_notes_of_one_part_of_the_page_are_two(tmp_path):
    links = "".join(f'<p>Text {n}.<a href="#_ftn{n}" name="_ftnref{n}">[{n}]</a> More of it here.</p>' for n in (1, 2))
    notes = "".join(f'<p><a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> Note {n}.</p>' for n in (1, 2))
    (tmp_path / "a.html").write_text(f"<html><body>{links}<div>{notes}</div></body></html>", encoding="utf-8")
    found = [block.text for block in parse(tmp_path / "a.html", Limits()).blocks if block.kind == "note"]
    assert found == ["Note 1.", "Note 2."]
