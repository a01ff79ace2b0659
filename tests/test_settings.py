from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, load_settings
from index.errors import SettingsError
from index.loaders.limits import SETTINGS, Limits

NAMES = {PREFIX + name.upper() for name in Settings.model_fields}
SCRIPTED = {
    "DOCENT_DOCS_DIR", "DOCENT_INDEX_DIR", "DOCENT_EMBEDDING_MODEL", "DOCENT_LLM", "DOCENT_LLM_BASE_URL",
    "DOCENT_LLM_API_KEY", "DOCENT_TOP_K", "DOCENT_HOST", "DOCENT_PORT",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_it_runs_on_this_machine_alone() -> None:
    settings = load_settings()
    assert (settings.llm, settings.embedding_model) == ("extractive", "embedded")
    assert (settings.host, settings.port, settings.top_k) == ("127.0.0.1", 7860, 5)
    assert settings.index_dir == Path(".docent")


def test_names_that_users_script_against_are_there() -> None:
    assert NAMES >= SCRIPTED


def test_keywords_win_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("DOCENT_TOP_K=7\nDOCENT_LLM=openai:파일\n", encoding="utf-8")
    assert (load_settings().top_k, load_settings().llm) == (7, "openai:파일")
    monkeypatch.setenv("DOCENT_TOP_K", "8")
    assert load_settings().top_k == 8
    assert load_settings(top_k=9).top_k == 9
    assert load_settings(top_k=None).top_k == 8


def test_the_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".env").write_text("DOCENT_DOCS_DIR=~/reports\nDOCENT_EMBEDDING_MODEL=~/model\n", encoding="utf-8")
    settings = load_settings(index_dir=Path("~/index"))
    assert (settings.docs_dir, settings.index_dir) == (tmp_path / "reports", tmp_path / "index")
    assert Path(settings.embedding_model) == tmp_path / "model"


@pytest.mark.parametrize("name", ["docs_dir", "index_dir"])
def test_an_empty_folder_name_is_an_error_and_an_empty_variable_is_none(name: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DOCENT_{name.upper()}=\nDOCENT_TOP_K=\n", encoding="utf-8")
    assert load_settings() == load_settings(docs_dir=Path("docs"))
    assert name not in load_settings().model_fields_set
    with pytest.raises(SettingsError, match=f"DOCENT_{name.upper()}.*is empty"):
        load_settings(**{name: ""})


@pytest.mark.parametrize("name", ["DOCENT_TOPK", "DOCENT_DOCSDIR", "docent_lllm"])
def test_a_misspelt_name_in_the_environment_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings()
    assert "DOCENT_TOP_K" in str(caught.value)


def test_a_misspelt_name_in_the_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DOCENT_TOPK=7\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="DOCENT_TOPK"):
        load_settings()


def test_other_names_in_the_file_are_other_programs_business(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=x\nDOCENT_TOP_K=6\n", encoding="utf-8")
    assert load_settings().top_k == 6


@pytest.mark.parametrize(
    ("name", "value"), [("top_k", "many"), ("top_k", 0), ("port", 70000), ("llm_timeout", -1), ("no_such", 1)]
)
def test_a_bad_value_is_one_line_that_names_the_setting(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"DOCENT_{name.upper()}") as caught:
        load_settings(**{name: value})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["127.0.0.1:8000/v1", "localhost:8000", "ftp://host/v1", "http://", "none"])
def test_the_address_of_a_model_without_its_scheme_is_an_error(address: str) -> None:
    with pytest.raises(SettingsError, match="DOCENT_LLM_BASE_URL: .* is no address; write for example http://"):
        load_settings(llm_base_url=address)
    assert load_settings(llm_base_url=" http://host:8000/v1").llm_base_url == "http://host:8000/v1"
    assert load_settings(llm_base_url="").llm_base_url == ""


def test_settings_are_frozen_and_hide_the_key() -> None:
    settings = load_settings(llm_api_key="sk-secret-value")
    with pytest.raises(ValidationError):
        settings.top_k = 3  # type: ignore[misc]
    assert "secret-value" not in repr(settings) + str(settings) + str(settings.model_dump())


def test_the_part_that_shapes_the_index() -> None:
    assert load_settings(embedding_model="m", top_k=9).index_config().embedding_model == "m"


def test_the_limits_for_one_file_are_settings_and_each_message_names_one_that_exists() -> None:
    assert load_settings().limits() == Limits()
    limits = load_settings(max_file_mb=3, max_pages=7, max_seconds=1.5).limits()
    assert (limits.file_bytes, limits.pages, limits.seconds) == (3 << 20, 7, 1.5)
    assert {name.removeprefix("DOCENT_").lower() for name in SETTINGS.values()} <= set(Settings.model_fields)


def test_a_server_is_asked_only_when_one_is_named() -> None:
    assert load_settings().server() is None
    settings = load_settings(chroma_url="https://vectors.example.org", chroma_token="word")
    server = settings.server()
    assert server is not None
    assert (server.url, server.token) == ("https://vectors.example.org", "word")
    assert "word" not in repr(settings)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_an_env_file_in_another_encoding_is_one_line(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_text("DOCENT_DOCS_DIR=отчёты\n", encoding=encoding)
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_an_env_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DOCENT_TOP_K=7\n", encoding="utf-8-sig")
    assert load_settings().top_k == 7


def test_a_line_of_the_env_file_that_sets_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OTHER=1\nDOCENT_TOP_K 5\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"line 2: 'DOCENT_TOP_K 5' is no setting"):
        load_settings()
