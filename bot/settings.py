"""Settings: environment `DOCENT_*`, a `.env` file, or keyword arguments of the same names in lower case.

Frozen. An unknown `DOCENT_*` name is an error, so a misspelt setting never passes unseen. Owns no behaviour.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError
from index.loaders.limits import MIB, Limits
from index.roots import env_file
from index.types import IndexConfig
from index.vectors.remote import Server

PREFIX = "DOCENT_"


class Settings(BaseSettings):
    """Everything that can be set. The index is shaped by `index_config()` alone.

    Attributes:
        docs_dir: the folder of documents; setting it leaves the sample corpus out.
        index_dir: where the index lives.
        embedding_model: "embedded", a folder, or a sentence-transformers id.
        chroma_url: of a Chroma server (http, https) or a Milvus one (milvus, milvus+tls) that is asked for the nearest
            passages; empty: this machine compares them.
        chroma_token: that the proxy before it asks for; of Milvus, "user:password"; never logged or shown.
        chroma_certificates: file of the authorities that sign its certificate; empty for those of the system.
        reranker: a CrossEncoder that orders the best passages anew: a folder or an id; none by default.
        llm: "extractive" (no model), or "provider:model" for LangChain's init_chat_model.
        llm_base_url: of an OpenAI-compatible server.
        llm_api_key: passed to the provider; never logged or shown.
        llm_timeout: seconds to wait for a chat model's next words.
        llm_retries: how often a call that has not begun to answer is tried again.
        llm_max_tokens: that a chat model may write in one answer.
        llm_context: tokens that a prompt may have; passages that do not fit are left out.
        llm_concurrency: calls to the chat model at one time; further ones wait.
        llm_strict: leave out a chat model's sentences that no passage supports, instead of marking them.
        llm_translate: have the chat model translate quotes that are not in the reader's language.
        top_k: passages given to an answer.
        host, port: where the page listens.
        auth: file of users and hashed passwords of the page; none means no login, for this computer alone.
        upload_mb: largest file that the page takes, in megabytes.
        per_minute: questions and searches that one reader of the page may send in a minute.
        max_file_mb: megabytes of a file on disk; a larger one is reported, not read. The other limits for one file:
        max_unpacked_mb: megabytes of what an archive (docx, hwpx, epub, ...) holds.
        max_ratio: times that an archive may grow when it is unpacked.
        max_entries: files inside an archive.
        max_pages: pages, slides or sheets that are read.
        max_rows: rows of a sheet or table that are read.
        max_seconds: that reading it may take; 0 for no limit.
        max_memory_mb: megabytes of memory that reading it may take (Linux); 0 for no limit.
        mcp: offer search, ask, list_documents and read_passage to agents as an MCP server.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    docs_dir: Path = Path("docs")
    index_dir: Path = Path(".docent")
    embedding_model: str = "embedded"
    chroma_url: str = ""
    chroma_token: SecretStr = SecretStr("")
    chroma_certificates: str = ""
    reranker: str = ""
    llm: str = "extractive"
    llm_base_url: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout: float = Field(default=60, gt=0)
    llm_retries: int = Field(default=2, ge=0, le=10)
    llm_max_tokens: int = Field(default=1024, ge=16)
    llm_context: int = Field(default=8192, ge=1024)
    llm_concurrency: int = Field(default=4, ge=1)
    llm_strict: bool = False
    llm_translate: bool = True
    top_k: int = Field(default=5, ge=1, le=50)
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    auth: Path | None = None
    upload_mb: int = Field(default=50, ge=1)
    per_minute: int = Field(default=120, ge=1)
    mcp: bool = False
    max_file_mb: int = Field(default=256, ge=1)
    max_unpacked_mb: int = Field(default=1024, ge=1)
    max_ratio: int = Field(default=200, ge=1)
    max_entries: int = Field(default=20_000, ge=1)
    max_pages: int = Field(default=10_000, ge=1)
    max_rows: int = Field(default=1_000_000, ge=1)
    max_seconds: float = Field(default=600, ge=0)
    max_memory_mb: int = Field(default=4096, ge=0)

    @field_validator(
        "docs_dir", "index_dir", "auth", "embedding_model", "reranker", "chroma_certificates", mode="before"
    )
    @classmethod
    def _expanded(cls, value: object) -> object:
        """`~` is the home folder: a shell expands it in neither `.env` nor quotes."""
        return os.path.expanduser(value) if isinstance(value, str | Path) else value

    @field_validator("docs_dir", "index_dir", mode="before")
    @classmethod
    def _no_blank(cls, value: object) -> object:
        """Nothing is no folder; it would mean the current one."""
        if isinstance(value, str) and not value.strip():
            raise ValueError("is empty; name a folder (. is the current one)")
        return value

    @field_validator("llm_base_url", mode="before")
    @classmethod
    def _address(cls, value: object) -> object:
        """Without its scheme an address is never reached."""
        value = value.strip() if isinstance(value, str) else value
        if isinstance(value, str) and value and not re.match(r"https?://[^/\s]", value, re.IGNORECASE):
            raise ValueError(f"{value!r} is no address; write for example http://127.0.0.1:8000/v1")
        return value

    def index_config(self) -> IndexConfig:
        """The part that shapes the index."""
        return IndexConfig(embedding_model=self.embedding_model)

    def server(self) -> Server | None:
        """The server that is asked for the nearest passages, if one is."""
        if not self.chroma_url:
            return None
        return Server(self.chroma_url, self.chroma_token.get_secret_value(), self.chroma_certificates)

    def limits(self) -> Limits:
        """What reading one file may cost."""
        return Limits(
            file_bytes=self.max_file_mb * MIB,
            unpacked_bytes=self.max_unpacked_mb * MIB,
            ratio=self.max_ratio,
            entries=self.max_entries,
            pages=self.max_pages,
            rows=self.max_rows,
            seconds=self.max_seconds,
            memory_bytes=self.max_memory_mb * MIB,
        )


def load_settings(**given: Any) -> Settings:  # noqa: ANN401 - the fields of Settings
    """Settings from keyword arguments (None is "not given"), then the environment, then `.env`.

    Raises:
        SettingsError: an unknown name or a bad value.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    ours = [name for name in (*os.environ, *env_file()) if name.upper().startswith(PREFIX)]
    unknown = sorted(name for name in (*ours, *(PREFIX + name.upper() for name in given)) if name.upper() not in known)
    if unknown:
        raise SettingsError(f"unknown setting {unknown[0]}; known ones are {', '.join(sorted(known))}")
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper().removeprefix(PREFIX)
        said = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name}: {said}; correct it in the environment or in .env") from None
