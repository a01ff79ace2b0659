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
    def offer(choices: Mapping[str, list[tuple[str, str]]], passages: int, language: str) -> list[Any]:
        """Updates that let the parts offer what the index holds."""
        names = texts(language)
        languages = [(names[f"lang_{value}"], value) for _, value in choices["language"]]
        offered = [choices["source"], languages, choices["year"], choices["folder"]]
        return [*(gr.update(choices=rows) for rows in offered), gr.update(value=passages)]
