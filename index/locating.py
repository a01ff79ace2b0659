"""Where a model that a setting names is: a folder, or an id of the model hub that is on this machine or can be fetched.

Answers at once, before anything heavy is imported: a hub that cannot be reached would otherwise be asked again and
again for minutes. Owns what is said of a model that is missing.
"""

from __future__ import annotations

import os
import re
import threading
import urllib.error
import urllib.request
from pathlib import Path

from index.errors import ModelError

HUB_WAIT = 6.0  # seconds that the hub has to answer
_ID = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?")
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


def locate(name: str, setting: str) -> tuple[str, bool]:
    """What to load, and whether only from this machine.

    Args:
        name: of a folder (absolute, relative, or below the home folder) or of a model on the hub.
        setting: the setting that names it, for the message.

    Raises:
        ModelError: it is nowhere; one line that says what to do.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
            raise ModelError(f"{setting}: the folder {name} holds no model (no modules.json or config.json)")
        return str(folder), True
    if not _ID.fullmatch(name) or folder.exists():
        raise ModelError(f"{setting}: there is no folder {name}; give one that holds a model, or unset {setting}")
    if _kept(name):
        return name, True
    problem = _problem(name)
    if problem:
        raise ModelError(
            f"{setting}: the model {name} is neither a folder here nor on this machine, and {problem}; "
            f"give a folder that holds it, or unset {setting}"
        )
    return name, False


def _kept(name: str) -> bool:
    """Whether the hub's cache on this machine holds the model."""
    from huggingface_hub import try_to_load_from_cache

    names = (name,) if "/" in name else (f"sentence-transformers/{name}", name)
    return any(isinstance(try_to_load_from_cache(full, "config.json"), str) for full in names)


def _problem(name: str) -> str:
    """Why the hub cannot give a model; empty when it can. Waits HUB_WAIT seconds at most."""
    if any(os.environ.get(variable, "").upper() in ("1", "TRUE", "YES", "ON") for variable in _OFFLINE):
        return "downloads are switched off (HF_HUB_OFFLINE)"
    found: list[str] = []
    asking = threading.Thread(target=lambda: found.append(_asked(name)), daemon=True)
    asking.start()
    asking.join(HUB_WAIT)
    return found[0] if found else "the model hub does not answer"


def _asked(name: str) -> str:
    endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    full = name if "/" in name else f"sentence-transformers/{name}"
    try:
        with urllib.request.urlopen(f"{endpoint}/api/models/{full}", timeout=HUB_WAIT):
            return ""
    except urllib.error.HTTPError as error:
        return f"the model hub does not give it ({error.code})"
    except (OSError, ValueError):
        return "the model hub cannot be reached"
