"""The command line: build, check, search, ask, chat, docs, eval, info. Also installed as `docent`.

Expected failures are one line on stderr and exit code 2. Results go to stdout, progress to stderr, in UTF-8.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

from index.errors import DocentError, SettingsError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["_Parser"]

_QUESTIONS = """\
Score a file of questions, one JSON object a line:

  {"question": "When was it founded?", "doc": "museum.md", "evidence": ["1987"], "answer": [["1987", "'87"]]}
  {"question": "Who is the king of Mars?", "type": "unanswerable"}

question   what is asked
doc        the file that answers, as `docs` lists it; or a list of files
evidence   strings that the right passage holds, all of them; doc or evidence is needed
answer     items that the answer holds, all of them; each a string or a list of alternatives
type       fact (the usual), unanswerable, or near: close to the topic, and not in the documents
history    of a follow-up: the questions before it, oldest first; or pairs of question and answer
id, lang   a name for the line; its language, where it cannot be told"""


_CHECKED = (
    "With a language model, what was found about a sentence stands behind it in brackets. A sentence without such a "
    "remark has its figures and names in the quoted source, in wording that is near; who does what to whom is checked "
    "only in part."
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, as for every other failure."""
        raise SettingsError(f"{message}; see: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _use_utf8(stream)
    try:
        arguments = _parser().parse_args(argv)
        from bot.cli import commands

        return int(getattr(commands, arguments.command)(arguments))
    except DocentError as error:
        print(f"docent: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("docent: stopped", file=sys.stderr)
        return 130


def _use_utf8(stream: TextIO) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="docent", description="Ask a folder of Korean, English and Russian documents; every sentence is cited."
    )
    shared = _Parser(add_help=False)
    shared.add_argument("--index", metavar="DIR", help="the index directory (default: DOCENT_INDEX_DIR or .docent)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    _add_building(commands, shared)
    _add_asking(commands, shared)
    _add_looking(commands, shared)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 50:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 50")
    return int(text)


def _add_building(commands: Commands, shared: _Parser) -> None:
    build = commands.add_parser("build", parents=[shared], help="build or update the index")
    build.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: the documents folder)")
    build.add_argument(
        "--forget",
        action="append",
        default=[],
        metavar="PATH",
        help="take a folder out of the index; repeatable",
    )
    build.add_argument("--strict", action="store_true", help="exit 1 if a file or folder could not be read")
    build.add_argument("--json", action="store_true", help="print JSON")
    how = build.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing")
    how.add_argument("--rollback", action="store_true", help="go back to the generation before")
    how.add_argument("--watch", action="store_true", help="follow the folders and build after every change")
    check = commands.add_parser("check", parents=[shared], help="look at every part of the index")
    check.add_argument("--repair", action="store_true", help="make again what is broken")
    check.add_argument("--json", action="store_true", help="print JSON")


def _add_asking(commands: Commands, shared: _Parser) -> None:
    search = commands.add_parser("search", parents=[shared], help="print the passages found, without an answer")
    ask = commands.add_parser("ask", parents=[shared], help="answer one question", epilog=_CHECKED)
    for command in (search, ask):
        command.add_argument("question")
        command.add_argument("-k", type=_count, metavar="N", help="how many passages (default: DOCENT_TOP_K or 5)")
        command.add_argument("--json", action="store_true", help="print JSON")
        command.add_argument(
            "--where", action="append", default=[], metavar="FIELD=VALUE", help="filter, e.g. language=ko; repeatable"
        )
    ask.add_argument("--llm", metavar="NAME", help="extractive, or provider:model")
    ask.add_argument("--export", metavar="FILE", help="also write to a .md, .html, .docx, .bib, .ris or .json file")
    chat = commands.add_parser("chat", parents=[shared], help="ask one question after another", epilog=_CHECKED)
    chat.add_argument("--llm", metavar="NAME", help="extractive, or provider:model")
    chat.add_argument("--export", metavar="FILE", help="also write to a .md, .html, .docx, .bib, .ris or .json file")


def _add_looking(commands: Commands, shared: _Parser) -> None:
    docs = commands.add_parser("docs", parents=[shared], help="list the documents, warnings and failures")
    docs.add_argument("--removed", action="store_true", help="list what was left out of each text, and why")
    docs.add_argument("--json", action="store_true", help="print JSON")
    evaluate = commands.add_parser(
        "eval",
        parents=[shared],
        help="score a file of questions",
        description=_QUESTIONS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    evaluate.add_argument("questions", metavar="QUESTIONS.jsonl")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    info = commands.add_parser("info", parents=[shared], help="print the state of the index")
    info.add_argument("--json", action="store_true", help="print JSON")


if __name__ == "__main__":
    sys.exit(main())
