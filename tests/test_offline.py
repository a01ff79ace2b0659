"""With every way to the network closed, documents are built, searched, asked and scored."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from conftest import ROOT

CLOSED = """
import json, socket, sys
def refuse(self, address, *rest):
    if self.family != getattr(socket, "AF_UNIX", None):
        raise AssertionError(f"the network was used: {address!r}")
    return connect(self, address, *rest)
connect = socket.socket.connect
socket.socket.connect = socket.socket.connect_ex = refuse
def resolve(*arguments, **rest):
    raise AssertionError(f"a name was looked up: {arguments!r}")
socket.getaddrinfo = socket.gethostbyname = resolve

from bot import ask
from index import build, retrieve
report = build([sys.argv[1]], index_dir=sys.argv[2])
assert report.passages and not report.failed, report
found = retrieve("하늘다리는 언제 개통되었나?", index_dir=sys.argv[2])
answer = ask("Who founded the lighthouse museum?", index_dir=sys.argv[2])
print(json.dumps({"source": found[0].metadata["source"], "answer": answer.answer}))
"""


def test_nothing_touches_the_network(
    docs: Path, tmp_path: Path, python: str, child_environment: dict[str, str]
) -> None:
    command = [python, "-c", CLOSED, str(docs), str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, env=child_environment, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["source"] == "다리.md"
    assert "Edmund Farrow" in found["answer"]
