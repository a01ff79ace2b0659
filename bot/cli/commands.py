"""What each command of the command line does; one function a command, called with parsed arguments."""

from __future__ import annotations

import json
import shutil
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bot.cli.answers import tell
from bot.cli.index_commands import build as build
from bot.cli.index_commands import check as check
from bot.phrases import reader_language
from bot.readable import place_of
from bot.settings import Settings, load_settings
from index.errors import QuestionError

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.llm.chat_model import Reason


def search(arguments: Namespace) -> int:
    """Print the passages found for a question."""
    from index.reader import IndexReader
    from index.retriever import hit_metadata
    from index.retriever import search as search_index

    settings = _settings(arguments)
    generation = IndexReader(settings.index_dir, settings.index_config(), server=settings.server()).current()
    where, reranker = _where(arguments.where), settings.reranker
    hits = search_index(generation, arguments.question, k=settings.top_k, where=where, reranker=reranker)
    rows = [{"rank": n, "text": hit.chunk.text, **hit_metadata(hit)} for n, hit in enumerate(hits, start=1)]
    if arguments.json:
        _print_json(rows)
    if not rows:
        raise QuestionError("no passage passes the filter; see what there is with: python -m bot docs")
    language = reader_language(arguments.question)
    for row in rows if not arguments.json else ():
        print(f"{row['rank']}. {place_of(row, language)}  {row['score']:.3f}\n{row['text']}\n")
    return 0


def ask(arguments: Namespace) -> int:
    """Answer one question."""
    from bot.chatbot import ChatBot

    _check_export(arguments.export)
    bot, question, where = ChatBot(_settings(arguments)), arguments.question, _where(arguments.where)
    if arguments.json:
        answer = bot.ask(question, where=where)
        _print_json(answer.as_dict())
    else:
        answer = tell(bot.stream(question, where=where), question, reader_language(question))
    _say_failure(answer, bot.settings)
    _export([answer], arguments.export)
    return 0


def chat(arguments: Namespace) -> int:
    """Answer questions from standard input until it ends."""
    from bot.chatbot import ChatBot

    _check_export(arguments.export)
    bot = ChatBot(_settings(arguments))
    bot.reader.current()
    history: list[tuple[str, str]] = []
    answers: list[Answer] = []
    while question := _next_question():
        try:
            answer = tell(bot.stream(question, history=history), question, reader_language(question))
        except QuestionError as error:
            print(f"docent: {error}", file=sys.stderr)
            continue
        _say_failure(answer, bot.settings)
        history.append((answer.searched, answer.answer))
        answers.append(answer)
    _export(answers, arguments.export)
    return 0


def docs(arguments: Namespace) -> int:
    """List the documents of the index, or what was left out of them."""
    from bot import coverage

    settings = _settings(arguments)
    rows = coverage.removed(settings) if arguments.removed else coverage.documents(settings)
    if arguments.json:
        _print_json(rows)
    elif arguments.removed:
        print("\n".join(coverage.removed_lines(rows)))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print("\n".join([*coverage.document_lines(rows, width=width), *coverage.beside_lines(settings)]))
    return 0


def eval(arguments: Namespace) -> int:
    """Score a file of questions."""
    from bot import evaluation
    from bot.cli.progress import Bars

    with Bars() as bars:
        scores = evaluation.evaluate(arguments.questions, _settings(arguments), progress=bars)
    if arguments.json:
        _print_json(scores)
    else:
        print(evaluation.as_table(scores))
    return 0


def info(arguments: Namespace) -> int:
    """Print the state of the index."""
    from bot import coverage

    state = coverage.state(_settings(arguments))
    if arguments.json:
        _print_json(state)
    else:
        print("\n".join(f"{name}: {value}" for name, value in state.items()))
    return 0


def _say_failure(answer: Answer, settings: Settings) -> None:
    """What to look at when a chat model has failed, for whoever chose it."""
    if answer.failure and answer.failure != "astray":
        from bot.llm.chat_model import ModelFailure

        print(f"docent: {ModelFailure(settings.llm, cast('Reason', answer.failure))}", file=sys.stderr)


def _check_export(path: str | None) -> None:
    if path:
        from bot.export import check_path

        check_path(Path(path))


def _export(answers: Sequence[Answer], path: str | None) -> None:
    if path and answers:
        from bot.export import export

        export(answers, path)


def _settings(arguments: Namespace) -> Settings:
    return load_settings(
        index_dir=arguments.index, top_k=getattr(arguments, "k", None), llm=getattr(arguments, "llm", None)
    )


def _where(pairs: Sequence[str]) -> dict[str, list[str]]:
    """`["language=ko", "language=ru"]` as `{"language": ["ko", "ru"]}`."""
    where: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise QuestionError(f"--where {pair!r}: write FIELD=VALUE, for example language=ko")
        where.setdefault(field, []).append(value)
    return where


def _next_question() -> str:
    try:
        return input("? ").strip()
    except EOFError:
        return ""


def _print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    print(json.dumps(value, ensure_ascii=False, indent=1))
