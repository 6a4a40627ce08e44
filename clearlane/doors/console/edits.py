"""clearlane edits: the list of the edits, one with its cases, and writing their pages."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from clearlane.doors.console.problem import Problem
from clearlane.exchange.edits.cases.read import read_beside
from clearlane.exchange.edits.cases.try_case import agrees, try_case
from clearlane.exchange.edits.describe import describe, describe_all
from clearlane.exchange.edits.rulebook import Rule, rulebook

EXAMPLES = {
    "list": "clearlane edits list",
    "show": "clearlane edits show billing_npi",
    "try": "clearlane edits try billing_npi",
    "pages": "clearlane edits pages --check",
}
EXAMPLE = EXAMPLES["show"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, `show`, `try` and `pages`."""
    actions = parser.add_subparsers(dest="action", required=True)
    lists = actions.add_parser("list", help="every edit: its id, what it finds, its status, its title")
    shows = actions.add_parser("show", help="the page of one edit")
    tries = actions.add_parser("try", help="run the cases of one edit, or of all; 1 where one disagrees")
    pages = actions.add_parser("pages", help="write a page for each edit (development)")
    shows.add_argument("rule", help="the id of an edit")
    tries.add_argument("rule", nargs="?", help="the id of an edit (all where left out)")
    pages.add_argument("--to", metavar="DIR", type=Path, default=Path("docs/rules"), help="the folder (docs/rules)")
    pages.add_argument("--check", action="store_true", help="write nothing; 1 where a page is old")
    for action in (lists, shows, tries, pages):
        action.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 a case or a page disagrees. Raises Problem for an edit that does not exist."""
    if args.action == "list":
        return _list(as_json=args.json)
    if args.action == "show":
        return _show(_rule(args.rule), as_json=args.json)
    if args.action == "try":
        return _try([_rule(args.rule)] if args.rule else list(rulebook()), as_json=args.json)
    return _pages(args.to, write=not args.check, as_json=args.json)


def pages() -> dict[str, str]:
    """Each generated page by its file name."""
    return {f"{rule.id}.md": describe(rule=rule) for rule in rulebook()} | {"README.md": describe_all()}


def _rule(wanted: str) -> Rule:
    for rule in rulebook():
        if rule.id == wanted:
            return rule
    raise Problem(f"there is no edit {wanted!r}; `clearlane edits list` lists them")


def _list(*, as_json: bool) -> int:
    rows = [
        {"id": rule.id, "finds": rule.disposition.value, "status": str(rule.status), "title": rule.title}
        for rule in rulebook()
    ]
    lines = (f"{row['id']:20} {row['finds']:7} {row['status']:11} {row['title']}" for row in rows)
    print(json.dumps(rows) if as_json else "\n".join(lines))
    return 0


def _show(rule: Rule, *, as_json: bool) -> int:
    page = describe(rule=rule)
    print(json.dumps({"id": rule.id, "page": page}) if as_json else page)
    return 0


def _try(rules: list[Rule], *, as_json: bool) -> int:
    tried = [(rule, case, try_case(rule=rule, case=case)) for rule in rules for case in read_beside(rule=rule.id)]
    wrong = [
        {"rule": rule.id, "case": case.sentence, "expected": case.expected, "found": found}
        for rule, case, found in tried
        if not agrees(expected=case.expected, found=found)
    ]
    lines = [f"{one['rule']}: {one['case']}\n  expected {one['expected']}\n  found    {one['found']}" for one in wrong]
    lines.append(f"{len(tried)} cases of {len(rules)} edits, {len(wrong)} disagree")
    print(json.dumps({"cases": len(tried), "wrong": wrong}) if as_json else "\n".join(lines))
    return 1 if wrong else 0


def _pages(folder: Path, *, write: bool, as_json: bool) -> int:
    if not folder.is_dir():
        raise Problem(f"there is no folder {folder}; run this in the checkout, or name one with --to")
    old = [name for name, text in pages().items() if not _holds(folder / name, text)]
    for name in old if write else ():
        (folder / name).write_text(pages()[name], "utf-8")
    said = ("wrote " if write else "not current: ") + (", ".join(old) or "nothing")
    print(json.dumps({"old": old, "written": write}) if as_json else said)
    return 0 if write or not old else 1


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
