"""Templates: their variables are checked both ways, and values are put in as they are."""

from pathlib import Path

import pytest

from bot.llm.prompts import load_prompt
from index.errors import PromptError

GIVEN = {
    "answer": {"language", "sources", "question", "refusal", "fence"},
    "condense": {"history", "question"},
    "translate": {"language", "quotes"},
}


@pytest.mark.parametrize("name", GIVEN)
def test_every_shipped_template_names_what_the_code_gives(name: str):
    prompt = load_prompt(name)
    assert prompt.variables == GIVEN[name]
    assert prompt.version >= 1
    assert [role for role, _ in prompt.parts] == ["system", "human"]


def test_a_brace_in_a_value_stays_text():
    messages = load_prompt("condense").fill(history="{question} {x}", question="{history}")
    assert "{question} {x}" in messages[1][1]
    assert "{history}" in messages[1][1]


def test_a_missing_or_invented_value_is_an_error():
    with pytest.raises(PromptError, match="question"):
        load_prompt("condense").fill(history="x")
    with pytest.raises(PromptError, match="extra"):
        load_prompt("condense").fill(history="x", question="y", extra="z")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no head", "head"),
        ("---\nversion: 1\nvariables: [a]\n---\n## system\nx {a} {b}\n", "b"),
        ("---\nversion: 1\nvariables: [a, b]\n---\n## system\nx {a}\n", "b"),
    ],
)
def test_a_malformed_template_says_what_is_wrong(tmp_path: Path, text: str, message: str):
    (tmp_path / "mine.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=message):
        load_prompt("mine", tmp_path)


def test_a_missing_template_is_one_line(tmp_path: Path):
    with pytest.raises(PromptError, match="cannot be read"):
        load_prompt("nothing", tmp_path)
