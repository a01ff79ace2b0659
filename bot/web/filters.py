"""The parts that narrow a question down and say what answers it, and the scope that their values make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from bot.answerers import EXTRACTIVE
from bot.web.desk import Desk, Scope
from bot.web.markup import Html, tag
from bot.web.request import QUICK, language_of_request
from bot.web.texts import texts
from bot.web.turns import FIELDS

MOST_PASSAGES = 20
_LABELS = ("filter_document", "filter_language", "filter_year", "filter_folder")


class Filters:
    """Document, language, year, folder, the number of passages and, where there is a choice, the model."""

    def __init__(self, i18n: gr.I18n, *, models: Sequence[str] = ()) -> None:
        """Put the parts on the page, folded away."""
        self.models = list(models) if len(models) > 1 else []
        self.offered = gr.State("")  # the generation whose documents can be chosen
        with gr.Accordion(i18n("filters"), open=False, elem_classes="filters"), gr.Row():
            self.parts: list[Any] = [
                gr.Dropdown([], multiselect=True, label=i18n(label), min_width=140, allow_custom_value=False)
                for label in _LABELS
            ]
            self.parts.append(
                gr.Slider(1, MOST_PASSAGES, value=5, step=1, label=i18n("filter_passages"), min_width=140)
            )
            if self.models:
                named = [(i18n("model_quotes") if name == EXTRACTIVE else name, name) for name in self.models]
                self.parts.append(gr.Dropdown(named, value=self.models[0], label=i18n("model"), min_width=140))

    @staticmethod
    def scope(chosen: Sequence[Any]) -> Scope:
        """The scope that the values of the parts make. Not trusted: a browser sends them."""
        lists, rest = chosen[: len(FIELDS)], chosen[len(FIELDS) :]
        where = {name: [str(value) for value in values or []] for name, values in zip(FIELDS, lists, strict=False)}
        passages = int(rest[0]) if rest and isinstance(rest[0], int | float) else 0
        model = rest[1] if len(rest) > 1 and isinstance(rest[1], str) else ""
        return Scope(
            {name: values for name, values in where.items() if values}, min(max(passages, 0), MOST_PASSAGES), model
        )

    def renew_on(self, place: gr.Tab, desk: Desk) -> None:
        """Offer what the index holds by now whenever a reader comes to a tab; what is chosen stays."""

        def renew(request: gr.Request, offered: str, *chosen: Any) -> list[Any]:  # noqa: ANN401 - values of the parts
            generation = desk.shelf.generation
            if generation == offered:
                return [offered, *[gr.skip()] * len(self.parts)]
            language = language_of_request(request)
            return [generation, *self.offer(desk.shelf.choices(), desk.settings.top_k, language, chosen)]

        place.select(renew, [self.offered, *self.parts], [self.offered, *self.parts], **QUICK)

    def offer(
        self, choices: Mapping[str, list[tuple[str, str]]], passages: int, language: str, kept: Sequence[Any] = ()
    ) -> list[Any]:
        """Updates that let the parts offer what the index holds.

        Args:
            choices: (shown, value) by field.
            passages: how many, unless the reader chose another number before.
            language: of the page.
            kept: values of the parts that the browser kept; what is no longer offered is left out.
        """
        names = texts(language)
        offered = {**choices, "language": [(names[f"lang_{value}"], value) for _, value in choices["language"]]}
        chosen = list(kept) if len(kept) in (len(FIELDS) + 1, len(FIELDS) + 2) else [[], [], [], [], passages]
        updates = [
            gr.update(choices=offered[name], value=_still(offered[name], values))
            for name, values in zip(FIELDS, chosen, strict=False)
        ]
        number, model = chosen[len(FIELDS)], chosen[-1]
        good = isinstance(number, int) and 1 <= number <= MOST_PASSAGES
        updates.append(gr.update(value=number if good else passages))
        if self.models:
            updates.append(gr.update(value=model if model in self.models else self.models[0]))
        return updates


def narrowed_html(scope: Scope, titles: Mapping[str, str], language: str) -> Html:
    """What questions are narrowed to at present, above the box, so that no filter is forgotten; else nothing."""
    if not scope.where:
        return Html("")
    words = texts(language)
    names = [
        words.get(f"lang_{value}", value) if name == "language" else titles.get(value, value)
        for name, values in scope.where.items()
        for value in values
    ]
    line = words["filter_active"].format(filters=", ".join(names))
    clear = tag("button", words["filter_clear"], type="button", data_do="unfilter", class_="quiet")
    return tag("p", tag("span", line), clear, class_="narrowed", role="status")


def _still(choices: Sequence[tuple[str, str]], values: Any) -> list[str]:  # noqa: ANN401 - what a browser kept
    offered = {value for _, value in choices}
    return [value for value in values if value in offered] if isinstance(values, list) else []
