"""``clearlane COMMAND ...``: find the command, read its arguments, run it.

Exit codes: 0 fine, 1 the input was found wanting, 2 usage or environment.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from clearlane.config.environment import SettingIsWrong
from clearlane.doors.console.commands import COMMANDS, Command
from clearlane.doors.console.data_folder import data_folder, named
from clearlane.doors.console.problem import WRONG_USE, Problem
from clearlane.foundation.lifeline.hold import hold
from clearlane.foundation.lifeline.write_log import write_log

EXIT_CODES = "exit codes: 0 fine, 1 the input was found wanting, 2 usage or environment"
INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command with its arguments (those of the process where none are given); returns the exit code."""
    if sys.stdout is None:  # it was closed before Python began
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - as long as the process
    write_log()
    hold()
    given = list(sys.argv[1:] if argv is None else argv)
    name = given[0] if given else "--help"
    if name not in COMMANDS and name not in _ABOUT_ALL:
        print(f"clearlane: there is no command {name!r}; `clearlane --help` lists them", file=sys.stderr)
        return WRONG_USE
    return _guarded(name, given[1:])


def _guarded(name: str, given: Sequence[str]) -> int:
    """Run a command; what its caller can mend is said in a line, and not shown as a traceback."""
    try:
        return _run(name, given)
    except (Problem, SettingIsWrong) as problem:
        _end_output()
        _say(name, str(problem))
        return WRONG_USE
    except ModuleNotFoundError as problem:
        if (problem.name or "").startswith("clearlane"):
            raise
        print(f"clearlane {name}: {problem.name} is not installed; pip install 'clearlane[server]'", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough: Python still has to end in peace
        return INTERRUPTED
    except BrokenPipeError:
        _say_no_more()
        return 0
    except Exception as problem:
        sentence = _of_the_database(problem) or _of_the_keys(problem) or _of_the_disk(problem)
        if sentence is None:
            raise
        _say(name, sentence)
        return WRONG_USE


def _say(name: str, sentence: str) -> None:
    """One or two lines about what went wrong; what they quote of a file steers no terminal."""
    from clearlane.standards.x12.printable import printable  # with the engine, which only some commands need

    print(f"clearlane {name}:", "\n".join(map(printable, sentence.split("\n"))), file=sys.stderr)


def _run(name: str, given: Sequence[str]) -> int:
    if name in _ABOUT_ALL:
        print(_ABOUT_ALL[name]())
        code = 0
    else:
        code = _do(name, given)
    sys.stdout.flush()  # who reads it may be gone: that is told here, and not when Python ends
    return code


def _do(name: str, given: Sequence[str]) -> int:
    command = COMMANDS[name]
    module = import_module(f"clearlane.doors.console.{command.module}")
    args = _parser(name, command, module).parse_args(given)
    if not getattr(args, "by", "somebody").strip():
        raise Problem("--by names who does this, for the audit trail")
    if command.needs_data:
        os.environ["CLEARLANE_DATA"] = str(data_folder(args.data))
    return int(module.run(args))


def _parser(name: str, command: Command, module: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"clearlane {name}",
        description=f"{command.summary[0].upper()}{command.summary[1:]}.",
        epilog=_epilog(module.EXAMPLE),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    _add_examples(parser, getattr(module, "EXAMPLES", {}))
    if command.needs_data:
        _add_data(parser, default=None)
    return parser


def _epilog(example: str) -> str:
    return f"example:\n  {example}\n\n{EXIT_CODES}"


def _add_examples(parser: argparse.ArgumentParser, examples: Mapping[str, str]) -> None:
    """Let the help of each action end with an example of its own."""
    for action, example in examples.items():
        below = _actions(parser)[action]
        below.epilog, below.formatter_class = _epilog(example), argparse.RawDescriptionHelpFormatter


def _actions(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of a command's actions, by name."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def _add_data(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    """Let ``--data`` stand after the command or after its action."""
    parser.add_argument("--data", metavar="DIR", type=named, default=default, help="data folder (else CLEARLANE_DATA)")
    for below in _actions(parser).values():
        _add_data(below, default=argparse.SUPPRESS)


def _overview() -> str:
    """The list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {command.summary}" for name, command in COMMANDS.items()]
    head = "usage: clearlane COMMAND ...\n\nA medical clearinghouse: claims out, answers and money back.\n\ncommands:"
    return "\n".join([head, *lines, "", "`clearlane COMMAND --help` shows the arguments of one, with an example."])


def _version() -> str:
    return f"clearlane {version('clearlane')}"


_ABOUT_ALL = {"-h": _overview, "--help": _overview, "--version": _version}
"""What can be asked without a command."""


def _of_the_database(problem: BaseException) -> str | None:
    """What to say of the database driver's errors that the caller can mend; None for any other error."""
    utils = sys.modules.get("django.db.utils")
    if utils is None:
        return None
    if isinstance(problem, utils.OperationalError) and "connect" in str(problem).lower():
        return "the database does not answer; `clearlane doctor` says why"
    if isinstance(problem, utils.IntegrityError) and 'not present in table "foundation_tenancy_tenant"' in str(problem):
        return "there is no tenant of that number; `clearlane tenant list` shows them"
    return None


def _of_the_disk(problem: BaseException) -> str | None:
    """What to say where no more can be written, such as to standard output; None for any other error."""
    if not isinstance(problem, OSError) or problem.errno not in _FULL:
        return None
    _say_no_more()
    return f"{problem.filename or 'standard output'}: {problem.strerror}"


def _end_output() -> None:
    """Put out what is held; where that fails, it is what went wrong, and is not tried again."""
    try:
        sys.stdout.flush()
    except OSError:
        _say_no_more()


def _say_no_more() -> None:
    """What is still held of the output goes nowhere, so that Python does not try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_the_keys(problem: BaseException) -> str | None:
    """What to say where the keys of the house are not at hand; None for any other error."""
    keyring = sys.modules.get("clearlane.foundation.vault.keyring")
    return str(problem) if keyring and isinstance(problem, keyring.KeyTrouble) else None
