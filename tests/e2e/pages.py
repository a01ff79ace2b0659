"""Documents to ask, how a page is served in a process of its own, and a reader with a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

DOCUMENTS = {
    "lighthouse.md": """---
title: The lighthouse at Tern Point
publisher: Harbour Museum
date: 2019-05-04
---
# The lighthouse at Tern Point

The lighthouse at Tern Point was lit for the first time on 3 March 1893. Its first keeper was Ada Lund, who stayed
for thirty-one years. The lamp burned colza oil until 1921 and paraffin after that.

## The storm

A storm broke the gallery in 1907. The repair cost 4,200 crowns and took two summers.
""",
    "beekeeping-ko.md": """---
title: 솔마을 양봉 조합 소개
date: 2021-10-02
---
# 솔마을 양봉 조합

솔마을 양봉 조합은 1974년에 농가 열두 곳이 모여 세웠다. 조합장은 한도윤이다. 지난해에는 꿀 18톤을 거두었고
그 가운데 절반을 이웃 도시에 팔았다.

## 겨울나기

조합은 벌통을 짚으로 감싸 겨울을 난다. 짚은 11월 첫째 주에 두른다.
""",
    "railway-ru.md": """---
title: Узкоколейка в Верхнем Ключе
date: 2015-08
---
# Узкоколейка в Верхнем Ключе

Узкоколейную дорогу в Верхнем Ключе построили в 1936 году. Её длина составляла 27 километров. Последний поезд
прошёл по ней в октябре 1988 года, а депо отдали под музей.
""",
}


@dataclass
class Served:
    """A page that is being served."""

    url: str
    docs: Path
    index: Path
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)


def environment(docs: Path, index: Path, extra: dict[str, str]) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DOCENT_")}
    ours = {"DOCENT_DOCS_DIR": str(docs), "DOCENT_INDEX_DIR": str(index), "DOCENT_PORT": "0"}
    return {**clean, **ours, "DOCENT_PER_MINUTE": "10000", "PYTHONUNBUFFERED": "1", **extra}


class Reader:
    """One browser page, and what its console and its network log said."""

    def __init__(self, page: Any, served: Served) -> None:
        self.page, self.served = page, served
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: self._seen(r.url, served.url))

    def _seen(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:", "blob:" + home)):
            self.strangers.append(url)

    def ask(self, question: str) -> Any:
        """Ask and wait for the complete answer; gives the turn."""
        number = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        turn = self.page.locator(".turn").nth(number)
        turn.locator(".actions").wait_for(timeout=20_000)
        return turn

    def open_citation(self, turn: Any, number: int = 0) -> Any:
        """Click a citation of a turn and wait for its document; gives the quoted sentence."""
        turn.locator("a.cite").nth(number).click()
        mark = self.page.locator("#pane mark.quote").first
        mark.wait_for(timeout=5000)
        return mark

    def download(self, selector: str) -> tuple[str, bytes]:
        """Click and give the name and the content of the file that is saved."""
        with self.page.expect_download(timeout=10_000) as saved:
            self.page.locator(selector).click()
        return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()

    def tab(self, number: int) -> None:
        """Go to a tab by its place."""
        self.page.locator("button[role=tab]:visible").nth(number).click()


LINES = [
    "The observatory on Mount Ulm was opened in 1902",
    "by the astronomer Vera Lindt, who found two",
    "comets in her first winter there.",
]


def write_pdf(path, lines=LINES):
    """A page of 400 by 300 points, its lines 20 points apart from the top."""
    drawn = "\n".join(f"BT /F1 12 Tf 40 {250 - 20 * n} Td ({line}) Tj ET" for n, line in enumerate(lines))
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 400 300]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        f"<< {page} /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    path.write_text(f"{body}xref\n0 6\n0000000000 65535 f \n{table}{end}", encoding="ascii")
    return path
