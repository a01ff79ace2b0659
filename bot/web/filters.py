"""The parts that narrow a question down, and the filter that their values make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from bot.web.desk import Scope
from bot.web.texts import texts

MOST_PASSAGES = 20


class Filters:
    """Document, language, year, folder and the number of passages."""

    def __init__(self, i18n: gr.I18n) -> None:
        """Put the parts on the page, folded away."""
        with gr.Accordion(i18n("filters"), open=False, elem_classes="filters"), gr.Row():
            self.parts: list[Any] = [
                gr.Dropdown([], multiselect=True, label=i18n(label), min_width=140, allow_custom_value=False)
                for label in ("filter_document", "filter_language", "filter_year", "filter_folder")
            ]
            self.parts.append(
                gr.Slider(1, MOST_PASSAGES, value=5, step=1, label=i18n("filter_passages"), min_width=140)
            )

    @staticmethod
    def scope(
        documents: Sequence[str],
        languages: Sequence[str],
        years: Sequence[str],
        folders: Sequence[str],
        passages: float,
    ) -> Scope:
        """The scope that the values of the parts make."""
        chosen = {"source": documents, "language": languages, "year": years, "folder": folders}
        return Scope({name: list(values) for name, values in chosen.items() if values}, int(passages))

    @staticmethod
    def offer(
        choices: Mapping[str, list[tuple[str, str]]], passages: int, language: str, kept: Sequence[Any] = ()
    ) -> list[Any]:
        """Updates that let the parts offer what the index holds.

        Args:
            choices: (shown, value) by field.
            passages: how many, unless the reader chose another number before.
            language: of the page.
            kept: values of the parts that the browser kept; what the index no longer holds is left out.
        """
        names = texts(language)
        languages = [(names[f"lang_{value}"], value) for _, value in choices["language"]]
        offered = [choices["source"], languages, choices["year"], choices["folder"]]
        chosen = list(kept) if len(kept) == len(offered) + 1 else [[], [], [], [], passages]
        number = chosen.pop()
        rows = zip(offered, chosen, strict=True)
        updates = [gr.update(choices=part, value=_still(part, values)) for part, values in rows]
        good = isinstance(number, int) and 1 <= number <= MOST_PASSAGES
        return [*updates, gr.update(value=number if good else passages)]


def _still(choices: Sequence[tuple[str, str]], values: Any) -> list[str]:  # noqa: ANN401 - what a browser kept
    offered = {value for _, value in choices}
    return [value for value in values if value in offered] if isinstance(values, list) else []
