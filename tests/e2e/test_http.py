"""Who gets in and what can be reached, asked over HTTP."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import pytest

from bot.web.accounts import hash_password

from .pages import DOCUMENTS

pytestmark = pytest.mark.slow

PATHS = (
    "/", "/config", "/gradio_api/info", "/gradio_api/openapi.json", "/monitoring", "/monitoring/summary",
    "/gradio_api/file=/etc/passwd", "/gradio_api/heartbeat/x", "/gradio_api/queue/data?session_hash=x",
    "/gradio_api/startup-events", "/gradio_api/upload_progress?upload_id=x", "/documents/x/file", "/theme.css",
    "/gradio_api/app_id", "/gradio_api/token", "/gradio_api/mcp", "/manifest.json", "/docent/page.js",
    "//", "/login/../config", "/%2e%2e/config", "/docent/style.css/../../config", "/LOGIN", "/openapi.json",
    "/static/img/logo.svg",
)  # fmt: skip


@dataclass
class Answer:
    """Of the page over HTTP."""

    status: int
    headers: dict[str, str]
    body: str


def send(served, method, path, *, body=None, **headers):
    """One request, its path exactly as given."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.request(
        method, path, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    found = Answer(
        answer.status,
        {name.lower(): value for name, value in answer.getheaders()},
        answer.read().decode("utf-8", "replace"),
    )
    connection.close()
    return found


@pytest.fixture(scope="module")
def guarded(serve, tmp_path_factory):
    """A page with a reader and an editor."""
    path = tmp_path_factory.mktemp("auth") / "users"
    path.write_text(
        f"rita:reader:{hash_password('sesame')}\nedda:editor:{hash_password('pumpkin')}\n", encoding="utf-8"
    )
    return serve(DOCUMENTS, DOCENT_AUTH=str(path))


def log_in(served, name, password):
    """The session cookie, or empty."""
    body = urlencode({"name": name, "password": password})
    answer = send(served, "POST", "/login", body=body, Content_Type="application/x-www-form-urlencoded")
    return answer.headers.get("set-cookie", "").split(";")[0] if answer.status == 303 else ""


@pytest.mark.parametrize("path", PATHS)
def test_nothing_answers_without_a_login(guarded, path):
    assert send(guarded, "GET", path).status == 401
    assert send(guarded, "GET", path, Accept="text/html").headers.get("location") == "/login"


@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/run/predict", "/gradio_api/call/ask"]
)
def test_nothing_can_be_sent_without_a_login(guarded, path):
    assert send(guarded, "POST", path, body="{}", Content_Type="application/json").status == 401


def test_the_right_password_opens_and_a_wrong_or_forged_session_does_not(guarded):
    session = log_in(guarded, "rita", "sesame")
    assert send(guarded, "GET", "/config", Cookie=session).status == 200
    assert log_in(guarded, "rita", "wrong") == ""
    assert log_in(guarded, "nobody", "sesame") == ""
    name, value = session.split("=", 1)
    for forged in (value.replace("rita", "edda"), value[:-2] + "00", "edda|99999999999|", "||", ""):
        assert send(guarded, "GET", "/config", Cookie=f"{name}={forged}").status == 401


def test_behind_a_proxy_its_header_names_the_user_and_nothing_else_does(serve, tmp_path):
    users = tmp_path / "users"
    users.write_text("@proxy:X-Forwarded-User\nedda@example.org:editor\n*:reader\n", encoding="utf-8")
    served = serve(DOCUMENTS, DOCENT_AUTH=str(users))
    for path in ("/", "/config", "/login", "/gradio_api/info", "/docent/page.js"):
        assert send(served, "GET", path).status == 401
        assert send(served, "GET", path, Cookie="docent-session=edda|99999999999|x").status == 401
    assert send(served, "GET", "/config", X_Forwarded_User="*").status == 401
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.putrequest("GET", "/config")
    for name in ("edda@example.org", "rita@example.org"):  # a proxy that adds its own behind the browser's
        connection.putheader("X-Forwarded-User", name)
    connection.endheaders()
    assert connection.getresponse().status == 401
    connection.close()
    remove = {"body": "{}", "Content_Type": "application/json"}
    assert send(served, "POST", "/gradio_api/upload", X_Forwarded_User="rita@example.org", **remove).status == 403
    page = send(served, "GET", "/", X_Forwarded_User="rita@example.org", X_Forwarded_For="203.0.113.9")
    assert page.status == 200
    assert 'data-user="rita@example.org"' in page.body
    config = json.loads(send(served, "GET", "/config", X_Forwarded_User="rita@example.org").body)
    number = next(d["id"] for d in config["dependencies"] if d["api_name"] == "_rebuild")
    for name, refused in (("rita@example.org", True), ("edda@example.org", False)):
        body = json.dumps({"fn_index": number, "data": [], "session_hash": name})
        answer = send(
            served, "POST", "/gradio_api/run/predict", body=body, Content_Type="application/json", X_Forwarded_User=name
        )
        assert ("Only editors may do this." in answer.body) is refused


def test_a_name_that_is_tried_too_often_has_to_wait(guarded):
    answers = [
        send(guarded, "POST", "/login", body=urlencode({"name": "victim", "password": str(n)})).status for n in range(7)
    ]
    assert answers[0] == 401
    assert answers[-1] == 429


def call(served, name, data, cookie):
    """One of the page's own events by its method, as a browser sends it; gives the first output."""
    config = json.loads(send(served, "GET", "/config", Cookie=cookie).body)
    number = next(d["id"] for d in config["dependencies"] if d["api_name"] == name)
    body = json.dumps({"fn_index": number, "data": data, "session_hash": "abc", "event_data": {"document": "x"}})
    return send(served, "POST", "/gradio_api/run/predict", body=body, Content_Type="application/json", Cookie=cookie)


def test_a_reader_can_neither_remove_nor_rebuild(guarded):
    session = log_in(guarded, "rita", "sesame")
    for name in ("_rebuild", "_remove"):
        answer = call(guarded, name, [], session)
        assert "Only editors may do this." in answer.body, answer.body


def test_an_editor_may(guarded):
    assert "Only editors" not in call(guarded, "_remove", [], log_in(guarded, "edda", "pumpkin")).body


def test_a_reader_cannot_send_files(guarded):
    session = log_in(guarded, "rita", "sesame")
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n'
    for path in ("/gradio_api/upload", "/gradio_api/upload/", "//gradio_api/upload"):
        answer = send(guarded, "POST", path, body=body, Cookie=session, Content_Type="multipart/form-data; boundary=x")
        assert answer.status in (403, 404, 405), path


def test_another_users_conversation_is_refused(guarded):
    rita, edda = log_in(guarded, "rita", "sesame"), log_in(guarded, "edda", "pumpkin")
    config = json.loads(send(guarded, "GET", "/config", Cookie=rita).body)
    numbers = {d["api_name"]: d["id"] for d in config["dependencies"]}
    event = {"turn": "", "suffix": ".md"}
    asked = {"fn_index": numbers["_export"], "data": [None], "session_hash": "ritas", "event_data": event}

    def export(cookie, **more):
        body = json.dumps({**asked, **more})
        return send(
            guarded, "POST", "/gradio_api/run/predict", body=body, Content_Type="application/json", Cookie=cookie
        )

    assert export(rita).status == 200
    assert export(edda).status == 403
    assert export(edda, session_hash="eddas").status == 200
    for path in ("/gradio_api/queue/data?session_hash=ritas", "/gradio_api/heartbeat/ritas"):
        assert send(guarded, "GET", path, Cookie=edda).status == 403
    for path in ("/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/reset"):
        answer = send(
            guarded, "POST", path, body='{"session_hash": "ritas"}', Content_Type="application/json", Cookie=edda
        )
        assert answer.status == 403, path
    untyped = send(guarded, "POST", "/gradio_api/run/predict", body=json.dumps(asked), Cookie=edda)
    assert untyped.status in (403, 422)


def test_who_asks_too_often_is_told_to_wait(serve):
    served = serve(DOCUMENTS, DOCENT_PER_MINUTE="3")
    from gradio_client import Client

    client = Client(served.url, verbose=False)
    for _ in range(3):
        client.predict("Who was Ada Lund?", api_name="/ask")
    with pytest.raises(Exception, match="Too many requests"):
        client.predict("Who was Ada Lund?", api_name="/ask")


def test_a_question_that_is_too_long_is_refused(page_of_three):
    from gradio_client import Client

    with pytest.raises(Exception, match="ask in at most"):
        Client(page_of_three.url, verbose=False).predict("word " * 3000, api_name="/ask")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../../etc/passwd/file", "/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd/file",
        "/documents/lighthouse.md/file",
        "/gradio_api/file=/etc/passwd", "/gradio_api/file=../../../../etc/passwd", "/gradio_api/file=app.py",
        "/file=app.py", "/docent/../server.py", "/docent/%2e%2e/server.py", "/monitoring", "/docs"
    ],
)  # fmt: skip
def test_no_path_reaches_a_file(page_of_three, path):
    answer = send(page_of_three, "GET", path)
    assert answer.status in (307, 400, 401, 403, 404, 405)
    assert "root:" not in answer.body


def test_a_document_is_given_by_its_id_and_only_to_be_saved(page_of_three):
    manifest = json.loads((page_of_three.index / "manifest.json").read_text("utf-8"))
    entry = next(entry for entry in manifest["files"] if entry["source"] == "lighthouse.md")
    answer = send(page_of_three, "GET", f"/documents/{entry['id']}/file")
    assert answer.body == DOCUMENTS["lighthouse.md"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    target = page_of_three.docs / "lighthouse.md"
    target.rename(target.with_suffix(".aside"))
    target.symlink_to("/etc/passwd")
    try:
        assert send(page_of_three, "GET", f"/documents/{entry['id']}/file").status == 404
    finally:
        target.unlink()
        target.with_suffix(".aside").rename(target)


def test_another_page_cannot_use_the_readers_browser(page_of_three):
    foreign = {"Origin": "https://stranger.example", "Content_Type": "application/json"}
    assert send(page_of_three, "POST", "/gradio_api/queue/join", body="{}", **foreign).status == 403
    assert send(page_of_three, "GET", "/config", Host="stranger.example").status == 421


def test_the_policy_keeps_everything_on_this_host(page_of_three):
    headers = send(page_of_three, "GET", "/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "script-src-attr 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_program_comes_in_with_the_session_of_its_user(guarded):
    from gradio_client import Client

    client = Client(guarded.url, headers={"Cookie": log_in(guarded, "rita", "sesame")}, verbose=False)
    assert len(client.predict(api_name="/list_documents")) == 3
    assert "1893" in client.predict("When was the lighthouse lit for the first time?", api_name="/ask")["answer"]
