"""clearlane codes: what lists are here, whether a code stands on one, and bringing in lists that may not be shipped."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from clearlane.config.codes_folder import codes_folder
from clearlane.doors.console.code_sets.ask import ask
from clearlane.doors.console.code_sets.build import build
from clearlane.doors.console.code_sets.tell import list_kinds, list_lines, show_kind, show_lines
from clearlane.doors.console.problem import Problem
from clearlane.foundation.clock.read import today
from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.bring_in import bring_in
from clearlane.standards.codes.identifiers import IDENTIFIERS
from clearlane.standards.codes.kinds import KINDS
from clearlane.standards.codes.library import use_folder

EXAMPLES = {
    "list": "clearlane codes list",
    "show": "clearlane codes show icd10cm",
    "check": "clearlane codes check icd10cm E11.9 --on 2026-10-05",
    "import": "clearlane codes import cpt 'Consolidated Code List.txt' --from 2027-01-01",
    "build": "clearlane codes build --check",
}
EXAMPLE = EXAMPLES["check"]
FOUND_WANTING = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, `show`, `check`, `import` and `build`."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="every list: from when to when it is here, how many codes, from where")
    shows = actions.add_parser("show", help="one list: its source, its editions, and how to bring in a later one")
    checks = actions.add_parser("check", help="whether a code stands on a list, or a number has its shape; 1 if not")
    imports = actions.add_parser("import", help="bring in a publisher's own file; 1 where a line of it is wrong")
    builds = actions.add_parser("build", help="write the ICD-10 lists from their pinned package (development)")
    for action in (shows, checks, imports):
        action.add_argument("kind", metavar="KIND", help="as `clearlane codes list` names it")
    checks.add_argument("code", metavar="CODE")
    checks.add_argument("--on", metavar="DATE", type=date.fromisoformat, help="the day that matters (today)")
    imports.add_argument("file", metavar="FILE", type=Path, help="as its publisher gives it, unpacked")
    imports.add_argument(
        "--from", dest="first", metavar="DATE", type=date.fromisoformat, help="the first day on which it counts (today)"
    )
    builds.add_argument("--check", action="store_true", help="write nothing; 1 where a committed list differs")
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 the code, the file or a committed list was found wanting. Raises Problem."""
    use_folder(codes_folder())
    acts = {"list": _list, "show": _show, "check": _check, "import": _import, "build": _build}
    try:
        return acts[args.action](args)
    except ValueError as damaged:
        raise Problem(str(damaged)) from damaged


def _list(args: argparse.Namespace) -> int:
    rows = list_kinds()
    return _print(args, rows, list_lines(rows))


def _show(args: argparse.Namespace) -> int:
    told = show_kind(_kind(args.kind))
    return _print(args, told, show_lines(told))


def _check(args: argparse.Namespace) -> int:
    if args.kind not in IDENTIFIERS:
        _kind(args.kind)
    said = ask(kind=args.kind, code=args.code, on=args.on or today())
    _print(args, said, [said["sentence"]])
    return FOUND_WANTING if said["answer"] == "no" else 0


def _import(args: argparse.Namespace) -> int:
    kind = _kind(args.kind)
    if not KINDS[kind].imports:
        raise Problem(f"{kind} comes with this program; there is nothing to bring in")
    try:
        done = bring_in(kind=kind, file=args.file, into=codes_folder(), first=args.first or today())
    except OSError as problem:
        raise Problem(f"{args.file}: {problem.strerror or problem}") from problem
    except BadFile as bad:
        wrong = {"kind": kind, "line": bad.line, "reason": bad.reason, "remedy": bad.remedy}
        _print(args, wrong, [f"{args.file}: {bad}", "Nothing was brought in."])
        return FOUND_WANTING
    said = {"kind": kind, "from": done.first.isoformat(), "count": done.count, "file": str(done.path)}
    sentence = (
        f"{done.count} of {kind} count from {done.first.isoformat()} on. A house that is up uses them once restarted."
    )
    return _print(args, said, [sentence])


def _build(args: argparse.Namespace) -> int:
    made = build()
    said = [
        {"list": one.path.name, "bytes": len(one.text), "was_current": one.is_current, "written": not args.check}
        for one in made
    ]
    if not args.check:
        for one in made:
            one.path.write_text(one.text, "ascii")
    _print(args, said, [_state(one) for one in said])
    return 0 if not args.check or all(one["was_current"] for one in said) else FOUND_WANTING


def _state(one: dict[str, Any]) -> str:
    late = "was written" if one["written"] else "is not current: run clearlane codes build"
    return f"{one['list']} {'is current' if one['was_current'] else late}"


def _kind(name: str) -> str:
    if name not in KINDS:
        raise Problem(f"there is no list {name!r}; `clearlane codes list` names them all")
    return name


def _print(args: argparse.Namespace, told: Any, lines: list[str]) -> int:
    print(json.dumps(told) if args.json else "\n".join(lines))
    return 0
