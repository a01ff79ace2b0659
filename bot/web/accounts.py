"""Who may do what: users from a file of hashed passwords, readers and editors, signed sessions.

One line a user: `name:role:hash`, role `reader` or `editor`. `python -m bot.web.accounts NAME [--editor]` asks for a
password and prints the line. Where a reverse proxy on this computer knows the users (OIDC), the file begins with
`@proxy:HEADER`, the header in which it names them; then lines are `name:role`, and `*:role` stands for everyone else.
Knows no HTTP.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import re
import secrets
import sys
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from pathlib import Path

from index.errors import SettingsError

SESSION_SECONDS = 12 * 3600
ATTEMPTS, ATTEMPT_SECONDS = 5, 60  # wrong passwords for one name before it has to wait
_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
PROXY, ANYONE = "@proxy:", "*"
_NAME = re.compile(r"[\w.@+-]{1,64}")


@dataclass(frozen=True, slots=True)
class User:
    """Someone who uses the page; the empty name is whoever sits at this computer."""

    name: str
    editor: bool


class Accounts:
    """The users of the page. Without a file everyone is the local user and no login is asked for."""

    def __init__(self, path: Path | None, *, local_editor: bool = True) -> None:
        """Read the file.

        Args:
            path: None for no login.
            local_editor: whether, without a file, whoever reaches the page may change the library.

        Raises:
            SettingsError: the file cannot be read or has a bad line.
        """
        self.required = path is not None
        self._local = User("", local_editor)
        self._users, self._hashes, self.header, content = _read(path) if path else ({}, {}, "", b"")
        self._key = hashlib.blake2b(content, person=b"docent-session").digest()  # a new password ends old sessions
        self._failed: dict[str, deque[float]] = defaultdict(deque)

    def user(self, name: str | None) -> User | None:
        """The user of a name; without a login the local one."""
        if not self.required:
            return self._local
        if not name or name == ANYONE:
            return None
        anyone = self._users.get(ANYONE)
        return self._users.get(name) or (User(name, anyone.editor) if anyone else None)

    def log_in(self, name: str, password: str) -> str | None:
        """A session for the right password, else None.

        Raises:
            TooManyAttempts: this name has been tried too often.
        """
        now = time.monotonic()
        for tried in [tried for tried, times in self._failed.items() if not times or now - times[-1] > ATTEMPT_SECONDS]:
            del self._failed[tried]
        failed = self._failed[name[:64]]
        while failed and now - failed[0] > ATTEMPT_SECONDS:
            failed.popleft()
        if len(failed) >= ATTEMPTS:
            raise TooManyAttempts
        if not _matches(password, self._hashes.get(name, _NOBODY)):
            failed.append(now)
            return None
        failed.clear()
        return self._sign(name, int(time.time()) + SESSION_SECONDS)

    def of_session(self, session: str) -> User | None:
        """The user of a session that is genuine and has not ended."""
        name, _, rest = session.rpartition("|")[0].rpartition("|")
        if not rest.isdigit() or not hmac.compare_digest(session.encode(), self._sign(name, int(rest)).encode()):
            return None
        return self._users.get(name) if int(rest) > time.time() and not self.header else None

    def _sign(self, name: str, until: int) -> str:
        text = f"{name}|{until}"
        return f"{text}|{hmac.new(self._key, text.encode(), 'sha256').hexdigest()}"


class TooManyAttempts(Exception):
    """A name has been tried too often with a wrong password."""


def hash_password(password: str) -> str:
    """A salted scrypt hash, as the file holds it."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_encode(salt)}${_encode(hashlib.scrypt(password.encode(), salt=salt, **_SCRYPT))}"


def _matches(password: str, stored: str) -> bool:
    _, salt, wanted = stored.split("$")
    found = hashlib.scrypt(password.encode(), salt=base64.b64decode(salt), **_SCRYPT)
    return hmac.compare_digest(found, base64.b64decode(wanted))


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()


_NOBODY = f"scrypt${_encode(bytes(16))}${_encode(bytes(64))}"  # an unknown name takes as long as a known one


def _read(path: Path) -> tuple[dict[str, User], dict[str, str], str, bytes]:
    """Users and hashes by name, the header of the proxy if there is one, and the file's bytes."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"DOCENT_AUTH: {path} cannot be read ({error.strerror})") from error
    lines = [(n, line.strip()) for n, line in enumerate(content.decode("utf-8-sig").splitlines(), start=1)]
    lines = [(n, line) for n, line in lines if line and not line.startswith("#")]
    header = ""
    if lines and lines[0][1].startswith(PROXY):
        header = lines.pop(0)[1].removeprefix(PROXY)
    users: dict[str, User] = {}
    hashes: dict[str, str] = {}
    for number, line in lines:
        name, role, stored = (line.split(":") + ["", ""])[:3]
        if not _is_line(name, role, stored, proxied=bool(header)):
            raise SettingsError(
                f"DOCENT_AUTH: {path} line {number} is not name:role" + (":hash" if not header else "") + "; "
                "make one with: python -m bot.web.accounts NAME [--editor]"
            )
        users[name], hashes[name] = User(name, role == "editor"), stored
    if not users:
        raise SettingsError(f"DOCENT_AUTH: {path} names no user; add one with: python -m bot.web.accounts NAME")
    return users, hashes, header, content


def _is_line(name: str, role: str, stored: str, *, proxied: bool) -> bool:
    named = bool(_NAME.fullmatch(name)) or (proxied and name == ANYONE)
    return named and role in ("reader", "editor") and (stored.count("$") == 2 or (proxied and not stored))


def main(arguments: list[str]) -> int:
    """Ask for a password and print the line for the file."""
    names = [argument for argument in arguments if argument != "--editor"]
    if len(names) != 1 or not _NAME.fullmatch(names[0]):
        sys.stderr.write("usage: python -m bot.web.accounts NAME [--editor]\n")
        return 2
    role = "editor" if "--editor" in arguments else "reader"
    sys.stdout.write(f"{names[0]}:{role}:{hash_password(getpass.getpass('Password: '))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
