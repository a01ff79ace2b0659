"""Reads a prompt template from `prompts/` and checks its variables both ways.

A template is Markdown: a head with its version and variables, then a `## system` and a `## human` part that may
hold `{variables}`. Values are put in as they are: a brace in a document is text. Does not know what a prompt says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from index.errors import PromptError

PROMPTS = Path(__file__).parents[2] / "prompts"
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_SHAPE = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template.

    Attributes:
        version: of the text; part of what an answer was made with.
        parts: (role, template) in order.
    """

    name: str
    version: int
    variables: frozenset[str]
    parts: tuple[tuple[str, str], ...]

    def fill(self, **values: str) -> list[tuple[str, str]]:
        """The messages to send.

        Raises:
            PromptError: a value is missing, or one is given that the template does not name.
        """
        if set(values) != self.variables:
            wrong = ", ".join(sorted(set(values) ^ self.variables))
            raise PromptError(f"prompts/{self.name}.md: the variables {wrong} are given or named, not both; mend it")
        return [(role, _VARIABLE.sub(lambda match: values[match[1]], text)) for role, text in self.parts]


@lru_cache(maxsize=16)
def load_prompt(name: str, folder: Path = PROMPTS) -> Prompt:
    """The template `prompts/{name}.md`.

    Raises:
        PromptError: the file is missing or malformed, or names a variable that its head does not declare.
    """
    path = folder / f"{name}.md"
    try:
        shape = _SHAPE.match(path.read_text(encoding="utf-8"))
    except OSError:
        raise PromptError(f"{path} cannot be read; restore it from the distribution") from None
    if not shape:
        raise PromptError(f"{path} has no head; begin it with ---, version: and variables:, ---")
    head = yaml.safe_load(shape["head"])
    declared = frozenset(head["variables"])
    pieces = re.split(r"^## (system|human)\n", shape["body"], flags=re.MULTILINE)
    parts = tuple((pieces[n], pieces[n + 1].strip()) for n in range(1, len(pieces), 2))
    used = {variable for _, text in parts for variable in _VARIABLE.findall(text)}
    if used != declared:
        wrong = ", ".join(sorted(used ^ declared))
        raise PromptError(f"{path}: the variables {wrong} are declared or used, not both; mend its head or its text")
    return Prompt(name, int(head["version"]), declared, parts)
