"""What every test may use: a small folder of documents in three languages, and the index that it becomes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from bot import ChatBot, load_settings
from index.builder import build
from index.intake import BuildReport
from index.reader import Generation, IndexReader
from index.types import Chunk, Item, Metadata, Note, Place, Segment, SourceDocument

ROOT = Path(__file__).parent.parent

BRIDGE = """---
title: 하늘다리 건설 보고서
publisher: 강변시
date: 2016-05-02
language: ko
---
# 하늘다리 건설 보고서

강변시의 하늘다리는 2014년 9월 3일에 개통되었다. 다리의 길이는 1,250미터이며 공사비는 830억 원이었다.
설계는 건축가 윤서린이 맡았다.

## 운영

하루 평균 4만 2천 대의 차량이 다리를 이용한다. 통행료는 승용차 기준 1,500원이며 장애인 차량은 면제된다.
"""
LIGHTHOUSE = """---
title: The Lighthouse Museum
authors: [Ada Thornbury]
publisher: Harbour Trust
date: 2019
url: https://example.org/lighthouse
language: en
---
# The Lighthouse Museum

The lighthouse museum on Gull Point was founded in 1987 by the sailor Edmund Farrow. It keeps 312 lamps and a
library of sea charts. Visitors pay 12 dollars, and children under six enter for free.

## Restoration

The tower was restored in 2018 after a storm broke the lantern room. The repair cost 2.4 million dollars.
"""
FACTORY = """<!DOCTYPE html><html lang="ru"><head><title>Завод «Северный маяк»</title></head><body>
<article><h1>Завод «Северный маяк»</h1>
<p>Завод «Северный маяк» начал работу в 1962 году в городе Белореченске. На предприятии трудятся 1 840 человек,
а директором с 2011 года остаётся Галина Петровна Соколова.</p>
<p>В 2020 году завод выпустил 96 тысяч холодильников, из которых 38 % отправлены за границу. Новый цех стоил
заводу 640 млн руб. и открылся в марте 2021 г. в присутствии губернатора.</p></article></body></html>
"""
FILES = {"다리.md": BRIDGE, "museum/lighthouse.md": LIGHTHOUSE, "zavod.html": FACTORY}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: while it runs, an event loop runs with it, and others cannot begin theirs."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("DOCENT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of three documents, free to be changed."""
    folder = tmp_path / "docs"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(documents, index) of the three documents; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    for name, text in FILES.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    build([folder / "docs"], index_dir=folder / "index")
    return folder / "docs", folder / "index"


@pytest.fixture(scope="module")
def bot_over(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], ChatBot]:
    """A chatbot over documents of a test's own, by their names."""

    def made(documents: Mapping[str, str]) -> ChatBot:
        folder, index = tmp_path_factory.mktemp("docs"), tmp_path_factory.mktemp("index")
        for name, text in documents.items():
            (folder / name).write_text(text, encoding="utf-8")
        build([folder], index_dir=index)
        return ChatBot(load_settings(index_dir=index))

    return made


@pytest.fixture
def index_copy(built: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the built index that a test may damage."""
    return Path(shutil.copytree(built[1], tmp_path / "index", ignore=shutil.ignore_patterns("leases")))


@pytest.fixture(scope="session")
def generation(built: tuple[Path, Path]) -> Generation:
    """The live generation of the built index."""
    return IndexReader(built[1]).current()


@pytest.fixture
def rebuild(docs: Path, tmp_path: Path) -> Callable[[], BuildReport]:
    """Build the index of `docs` in `tmp_path / "index"`, again and again."""
    return lambda: build([docs], index_dir=tmp_path / "index")


@pytest.fixture(scope="session")
def child_environment() -> dict[str, str]:
    """For `python -m bot` in a child process: no settings of ours, UTF-8 whatever the console."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("DOCENT_")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="session")
def python() -> str:
    """The interpreter that runs the tests."""
    return sys.executable


def make_document(
    text: str, *, document_id: str = "d1", title: str = "", places: Sequence[Place] = (), items: Sequence[Item] = ()
) -> SourceDocument:
    """A document that needs no loader: its raw text is its text."""
    return SourceDocument(
        id=document_id,
        source="a.txt",
        sha256="0" * 64,
        format="txt",
        encoding="utf-8",
        text=text,
        segments=(Segment(0, 0, len(text)),),
        places=tuple(places),
        items=tuple(items),
        metadata=Metadata(title=title, language="en"),
        notes=(Note("1)", "See the annex.", 5, ()),),
    )


def make_chunk(text: str, *, number: int = 0, language: str = "en", document_id: str = "d1") -> Chunk:
    """A passage of one sentence."""
    return Chunk(
        id=f"c{number}",
        document_id=document_id,
        text=text,
        start=0,
        end=len(text),
        sentences=((0, len(text)),),
        headings=(),
        search_text=text,
        language=language,
    )
