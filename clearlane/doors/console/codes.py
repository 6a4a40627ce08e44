"""clearlane codes: what lists are here, whether a code stands on one; bringing lists in, and taking them out again."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any

from clearlane.config.codes_folder import codes_folder
from clearlane.doors.console.code_sets.ask import ask
from clearlane.doors.console.code_sets.build import build
from clearlane.doors.console.code_sets.tell import list_kinds, list_lines, show_kind, show_lines
from clearlane.doors.console.or_say_problem import or_say_problem
from clearlane.doors.console.problem import FileProblem, Problem
from clearlane.foundation.clock.read import today
from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.bring_in import bring_in
from clearlane.standards.codes.bringing_in.take_out import take_out
from clearlane.standards.codes.identifiers import IDENTIFIERS
from clearlane.standards.codes.kinds import ALIASES, KINDS
from clearlane.standards.codes.library import use_folder

EXAMPLES = {
    "list": "clearlane codes list",
    "show": "clearlane codes show icd10cm",
    "check": "clearlane codes check icd10cm E11.9 --on 2026-10-05",
    "import": "clearlane codes import cpt 'Consolidated Code List.txt' --from 2027-01-01",
    "forget": "clearlane codes forget cpt",
    "build": "clearlane codes build --check",
}
_TOLD = {
    "list": "Every list that has a name here: how many codes of it are here, for which days, from where; which file "
    "was brought in; and the numbers whose check digit or shape is judged.",
    "show": "One list: whose it is, its editions with their days and how many codes each has, where the files lie that "
    "were brought in, and how a later one is.",
    "check": "Whether a code may be used on a day. ICD-10 codes are taken with or without their point; codes are "
    "written in capitals. 0: it may. 1: it may not, or it is not on the list. 2: nobody can say, since the list or "
    "the day is not here.",
    "import": "Read a publisher's own file and store it as the list of a kind; what asks it then is said, and "
    "`clearlane codes forget` takes it out. 1 where a line is wrong, or where more than a tenth of the codes that were "
    "here would be gone: nothing is stored then.",
    "forget": "Take out what was brought in of a list; what is shipped of it counts as before. 1 where nothing was.",
    "build": "Write the two lists of ICD-10 from the package that is pinned for them (development).",
}
"""What each action does, in a sentence or two, above its arguments."""
EXAMPLE = EXAMPLES["check"]
FOUND_WANTING, NOT_JUDGED = 1, 2
_ASKED_BY_EDIT = {"ncci_ptp": "procedure_pairs", "mue": "procedure_units", "nppes": "npi_in_use"}
"""Which edit of a house asks what is kept as records; nothing else does."""
_ANSWERS = {"yes": 0, "no": FOUND_WANTING, "unknown": NOT_JUDGED}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, which is also what is done without an action, `show`, `check`, `import`, `forget`, `build`."""
    parser.add_argument("--json", action="store_true", help="as JSON")
    actions = parser.add_subparsers(dest="action")
    parser.set_defaults(action="list")
    actions.add_parser("list", help="every list: from when to when it is here, how many codes, from where")
    shows = actions.add_parser("show", help="one list: its source, its editions, and how to bring in a later one")
    checks = actions.add_parser("check", help="whether a code stands on a list: 0 yes, 1 no, 2 nobody here can say")
    imports = actions.add_parser("import", help="bring in a publisher's own file; 1 where a line of it is wrong")
    forgets = actions.add_parser("forget", help="take out again what was brought in; 1 where nothing was")
    builds = actions.add_parser("build", help="write the ICD-10 lists from their pinned package (development)")
    for action in (shows, checks, imports, forgets):
        action.add_argument("kind", metavar="KIND", help="as `clearlane codes list` names it")
    checks.add_argument("code", metavar="CODE", help="in capitals; with or without the point of ICD-10")
    checks.add_argument("--on", metavar="DATE", type=_day, help="the day that matters, YYYY-MM-DD (today)")
    imports.add_argument("file", metavar="FILE", type=Path, help="as its publisher gives it, unpacked")
    imports.add_argument(
        "--from", dest="first", metavar="DATE", type=_day, help="the first day on which it counts, YYYY-MM-DD (today)"
    )
    imports.add_argument(
        "--smaller", action="store_true", help="take it although more than a tenth of the codes that were here is gone"
    )
    forgets.add_argument(
        "--from",
        dest="first",
        metavar="DATE",
        type=_day,
        help="only what counts from this day (all that was brought in)",
    )
    builds.add_argument("--check", action="store_true", help="write nothing; 1 where a committed list differs")
    for name, action in actions.choices.items():
        action.description = fill(_TOLD[name], 79)
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="as JSON")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day of the calendar; write YYYY-MM-DD") from None


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 found wanting, 2 where nobody here can say whether a code stands. Raises Problem."""
    use_folder(codes_folder())
    return or_say_problem(_act, args)


def _act(args: argparse.Namespace) -> int:
    acts = {"list": _list, "show": _show, "check": _check, "import": _import, "forget": _forget, "build": _build}
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
    kind = args.kind if args.kind in IDENTIFIERS else _kind(args.kind)
    said = ask(kind=kind, code=args.code, on=args.on or today())
    _print(args, said, [said["sentence"]])
    return _ANSWERS[said["answer"]]


def _import(args: argparse.Namespace) -> int:
    kind = _kind(args.kind)
    if not KINDS[kind].imports:
        raise Problem(f"{kind} comes with this program; there is nothing to bring in")
    try:
        done = bring_in(
            kind=kind, file=args.file, into=codes_folder(), first=args.first or today(), may_shrink=args.smaller
        )
    except OSError as problem:
        raise FileProblem(str(args.file), problem.strerror or str(problem)) from problem
    except BadFile as bad:
        wrong = {"kind": kind, "line": bad.line, "reason": bad.reason, "remedy": bad.remedy}
        wrong |= {"file": str(args.file), "problem": str(bad)}
        _print(args, wrong, [f"{args.file}: {bad}", "Nothing was brought in."])
        return FOUND_WANTING
    said = {"kind": kind, "from": done.first.isoformat(), "count": done.count, "file": str(done.path)}
    count, lie = ("counts", "it lies") if done.count == 1 else ("count", "they lie")
    lines = [
        f"{done.count} of {kind} {count} from {done.first.isoformat()} on; {lie} in {done.path}.",
        _who_asks(kind),
        f"`clearlane codes forget {kind}` takes the list out again.",
    ]
    return _print(args, said, lines)


def _who_asks(kind: str) -> str:
    edit = _ASKED_BY_EDIT.get(kind)
    if edit is None:
        return "`clearlane x12 check` asks the list from now on, a house that is up once it was restarted."
    return f"The edit {edit} of a house asks the list once it was restarted; `clearlane x12 check` does not."


def _forget(args: argparse.Namespace) -> int:
    kind = _kind(args.kind)
    try:
        gone = [str(path) for path in take_out(kind, first=args.first)]
    except OSError as problem:
        raise FileProblem(str(problem.filename), problem.strerror or str(problem)) from problem
    of_day = f" that counts from {args.first.isoformat()}" if args.first else ""
    nothing = [f"Nothing of {kind}{of_day} was brought in: {codes_folder()} holds none of it."]
    _print(args, {"kind": kind, "removed": gone}, [f"{path} was removed." for path in gone] or nothing)
    return 0 if gone else FOUND_WANTING


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
    called = ALIASES.get(name, name)
    if called in IDENTIFIERS:
        raise Problem(
            f"{called} is no list but a number that is judged by itself: clearlane codes check {called} NUMBER"
        )
    if called not in KINDS:
        raise Problem(f"there is no list {name!r}; `clearlane codes list` names them all")
    return called


def _print(args: argparse.Namespace, told: Any, lines: list[str]) -> int:
    print(json.dumps(told) if args.json else "\n".join(lines))
    return 0
