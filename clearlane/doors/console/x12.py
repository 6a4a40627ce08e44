"""``clearlane x12 ACTION ...``: what is done with X12 files, with no database and nothing stored."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from clearlane.config.codes_folder import codes_folder
from clearlane.doors.console.or_say_problem import or_say_problem
from clearlane.standards.codes.library import use_folder

EXAMPLE = "clearlane x12 check --json claims.837 folder/"

ACTIONS = {
    "check": "check files against the guides",
    "explain": "show a file in words, each finding in its place",
    "ack": "write the TA1, 999 and 277CA that answer a file",
    "overlays": "list what payers demand beyond the guides",
    "json": "turn a file into JSON that loses no byte",
    "from-json": "turn that JSON into X12",
    "schema": "show the JSON Schema of a transaction",
    "table": "make tables of claims, lines and adjustments",
    "split": "write parts of a file, each whole by itself",
    "merge": "put files together, their sets numbered anew",
    "diff": "tell what two files say differently",
    "anonymise": "replace every identifier, keep sums and structure",
    "generate": "make valid files of any transaction, and what answers them",
    "coverage": "break each fact of the guides once and count what is said",
}
"""Each action and what it is for. Its module, `x12_actions/<action>.py`, is imported when it is asked for."""


class ActionParser(argparse.ArgumentParser):
    """The arguments of one action; they are declared by its module once somebody wants them read or told."""

    def __init__(self, *, module: str, **words: Any) -> None:
        super().__init__(**words, formatter_class=argparse.RawDescriptionHelpFormatter)
        self._module = module
        self.add_argument("--json", action="store_true", help="as lines of JSON")

    def _declare(self) -> None:
        """Let the module say its arguments, its description and its example; once."""
        if not self._module:
            return
        module = import_module(f"clearlane.doors.console.x12_actions.{self._module}")
        self._module = ""
        self.description = (module.__doc__ or "").replace("``", "`").partition(": ")[2]
        self.epilog = f"example:\n  {module.EXAMPLE}\n\nexit codes: {module.EXIT_CODES}"
        self.set_defaults(run=module.run)
        module.add_arguments(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As every parser; its arguments are declared now, and what it does not know is refused with how it is used."""
        self._declare()
        known, others = super().parse_known_args(args, namespace)
        if others:
            self.error(f"unrecognized arguments: {' '.join(others)}")
        return known, others

    def format_help(self) -> str:
        """As every parser; its arguments are declared now."""
        self._declare()
        return super().format_help()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions; the arguments of one are declared when it is asked for."""
    actions = parser.add_subparsers(
        dest="action", metavar="{" + ",".join(ACTIONS) + "}", required=True, parser_class=ActionParser
    )
    for name, summary in ACTIONS.items():
        actions.add_parser(name, module=name.replace("-", "_"), help=summary)


def run(args: argparse.Namespace) -> int:
    """Do the action, with the code lists that were brought in; returns its exit code."""
    use_folder(codes_folder())
    puts_bytes = args.action in ("json", "from-json") and args.out is None
    return or_say_problem(args.run, args, puts_bytes=puts_bytes)
