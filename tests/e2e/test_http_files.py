"""Files that are sent over HTTP, under names that would lead somewhere else."""

from __future__ import annotations

import json
import unicodedata

import pytest

from .pages import DOCUMENTS
from .test_http import send

pytestmark = pytest.mark.slow

SENT = "The otter of Lake Imber slept until noon and then swam home."


@pytest.fixture(scope="module")
def served(serve):
    """A page of its own, whose folder of documents holds a link to a file outside."""
    page = serve({**DOCUMENTS, "보고서.txt": "The report of the harbour office was written in 1911 by Ada Lund."})
    (page.docs.parent / "outside.txt").write_text("Nobody may touch this.", "utf-8")
    (page.docs / "linked.txt").symlink_to(page.docs.parent / "outside.txt")
    return page


def upload(served, name):
    """Send a file under a name, as a browser does in two steps; gives what the page then shows."""
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    kind = {"Content_Type": "multipart/form-data; boundary=x"}
    answer = send(served, "POST", "/gradio_api/upload", body=f"{head}{SENT}\r\n--x--\r\n".encode(), **kind)
    return take(served, json.loads(answer.body)[0]) if answer.status == 200 else answer


def take(served, path):
    """Ask the page to take a file that it has received."""
    config = json.loads(send(served, "GET", "/config").body)
    number = next(d["id"] for d in config["dependencies"] if d["api_name"] == "_upload")
    files = [{"path": path, "meta": {"_type": "gradio.FileData"}}]
    body = json.dumps({"fn_index": number, "data": [files, None], "session_hash": "sender"})
    return send(served, "POST", "/gradio_api/run/predict", body=body, Content_Type="application/json")


def everything(served):
    """What lies in the folder of the documents and around it, the index aside, which a build may be writing."""
    around = served.docs.parent
    found = (path for path in around.rglob("*.txt") if path.is_file() and not path.is_relative_to(served.index))
    return {str(path.relative_to(around)): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt",
        "..%2f..%2fevil.txt",
        "%2e%2e/evil.txt",
        "..\\\\..\\\\evil.txt",
        "/etc/evil.txt",
        "....//evil.txt",
    ],
)
def test_a_name_with_a_path_stays_in_the_folder(served, name):
    before = everything(served)
    upload(served, name)
    after = everything(served)
    assert {path: content for path, content in after.items() if path in before} == before
    assert all(path.startswith("docs/") and path.count("/") == 1 for path in after.keys() - before.keys())


@pytest.mark.parametrize("name", [unicodedata.normalize("NFD", "보고서.txt"), "LIGHTHOUSE.md", "linked.txt"])
def test_a_name_that_is_there_in_another_spelling_or_as_a_link_takes_nothings_place(served, name):
    before = everything(served)
    assert "already there" in upload(served, name).body
    assert everything(served) == before


@pytest.mark.parametrize("name", [".hidden.txt", "glossary.tsv", "lighthouse.md.meta.yaml"])
def test_a_name_that_means_something_else_is_refused(served, name):
    before = everything(served)
    assert "data-do" not in upload(served, name).body
    assert everything(served) == before
    assert not (served.docs / name).exists()


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../etc/passwd", "app.py"])
def test_a_file_that_was_not_sent_cannot_be_taken(served, path):
    before = everything(served)
    assert "passwd" not in take(served, path).body
    assert everything(served) == before
    assert not (served.docs / path.rsplit("/", 1)[-1]).exists()
