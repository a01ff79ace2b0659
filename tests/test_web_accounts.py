"""Users and their sessions, who may come over the network, and how often one may ask."""

from __future__ import annotations

import pytest

from bot.settings import load_settings
from bot.web.accounts import Accounts, TooManyAttempts, User, hash_password, main
from bot.web.rates import Rates
from index.errors import QuestionError, SettingsError


def users(tmp_path):
    path = tmp_path / "users"
    path.write_text(
        f"# ours\nann:editor:{hash_password('한글 pass')}\nbob:reader:{hash_password('b')}\n", encoding="utf-8"
    )
    return path


def test_a_session_names_its_user_and_ends_with_the_password(tmp_path):
    accounts = Accounts(users(tmp_path))
    session = accounts.log_in("ann", "한글 pass")
    assert session
    assert accounts.of_session(session) == User("ann", True)
    assert Accounts(users(tmp_path)).of_session(session) is None
    assert accounts.of_session(session.replace("ann", "bob")) is None
    assert accounts.of_session("") is None
    assert accounts.log_in("ann", "x") is None
    assert accounts.user("bob") == User("bob", False)
    assert accounts.user("eve") is None


def test_a_name_tried_too_often_waits_even_with_the_right_password(tmp_path):
    accounts = Accounts(users(tmp_path))
    for _ in range(5):
        assert accounts.log_in("bob", "wrong") is None
    with pytest.raises(TooManyAttempts):
        accounts.log_in("bob", "b")


@pytest.mark.parametrize("line", ["ann:king:scrypt$a$b", "ann", ":reader:scrypt$a$b", "ann:reader:plain"])
def test_a_bad_line_of_the_file_is_named(tmp_path, line):
    (tmp_path / "users").write_text(line)
    with pytest.raises(SettingsError, match="line 1"):
        Accounts(tmp_path / "users")


def test_a_file_that_is_missing_or_empty_is_an_error(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        Accounts(tmp_path / "users")
    (tmp_path / "users").write_text("# nobody\n")
    with pytest.raises(SettingsError, match="names no user"):
        Accounts(tmp_path / "users")


def settings(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir(exist_ok=True)
    return load_settings(docs_dir=docs, index_dir=tmp_path / "index")


def test_a_page_behind_a_proxy_listens_on_this_computer_alone(tmp_path):
    (tmp_path / "users").write_text("@proxy:X-Forwarded-User\n*:reader\n")
    accounts = Accounts(tmp_path / "users")
    assert accounts.user("anna") == User("anna", False)
    assert accounts.user("*") is None
    assert accounts.log_in("anna", "") is None
    from bot.web.desk import Desk

    open_to_all = settings(tmp_path).model_copy(update={"auth": tmp_path / "users", "host": "0.0.0.0"})
    with pytest.raises(SettingsError, match="unset DOCENT_HOST"):
        Desk(open_to_all)


def test_the_line_for_the_file_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "secret")
    assert main(["ann", "--editor"]) == 0
    (tmp_path / "users").write_text(capsys.readouterr().out)
    assert Accounts(tmp_path / "users").log_in("ann", "secret")
    assert main([]) == 2


def test_a_reader_who_asks_too_often_is_told_how_long_to_wait():
    rates = Rates(2)
    rates.take("a", "en")
    rates.take("a", "en")
    rates.take("b", "en")
    with pytest.raises(QuestionError, match="try again in"):
        rates.take("a", "en")
