"""clearlane mailbox: what lies ready, fetching it, and saying that one has it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from clearlane.doors.console.asking import Api, Refused, api
from clearlane.doors.console.problem import Problem

SUMMARY = "list, fetch and confirm what lies ready for a submitter, through the API"
EXAMPLES = {
    "list": "clearlane mailbox list --all",
    "fetch": "clearlane mailbox fetch --to replies --confirm",
    "confirm": "clearlane mailbox confirm 01a20af4-cd1c-700d-8bd3-ea0b1c2b985a",
}
EXAMPLE = EXAMPLES["fetch"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, `fetch` and `confirm`."""
    actions = parser.add_subparsers(dest="action", required=True)
    listed = actions.add_parser("list", help="what lies in the mailbox")
    fetched = actions.add_parser("fetch", help="save files of the mailbox")
    confirmed = actions.add_parser("confirm", help="say that one has files safely: they are listed no more")
    for each in (listed, fetched):
        each.add_argument("--all", action="store_true", help="those that were confirmed, too")
    fetched.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="folder to save in (this one)")
    fetched.add_argument("--confirm", action="store_true", help="confirm each file once it is saved")
    for each in (fetched, confirmed):
        each.add_argument("ids", nargs="*", metavar="ID", help="ids or names of files (all that are listed)")
    for each in (listed, fetched, confirmed):
        each.add_argument("--json", action="store_true", help="one line of JSON a file")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 a file that was named is not there or was refused, 2 the API is out of reach."""
    asked = api()
    try:
        found = list(_mail(asked, confirmed="all" if getattr(args, "all", False) else "no"))
        chosen = _chosen(found, getattr(args, "ids", []))
        bar = tqdm(chosen, unit="file", disable=args.action == "list" or args.json or not sys.stderr.isatty())
        for mail in bar:
            _act(asked, args, mail)
    except Refused as refusal:
        print(f"clearlane mailbox: {refusal}", file=sys.stderr)
        return 1
    if not chosen and not args.json:
        print("the mailbox is empty")
    return 0


def _mail(asked: Api, *, confirmed: str) -> Iterator[dict[str, Any]]:
    """All files of the mailbox, page by page."""
    after = ""
    while True:
        page = asked.ask("GET", f"/v1/mailbox?confirmed={confirmed}{after}", needs=("items", "next"))
        yield from page["items"]
        if page["next"] is None:
            return
        after = f"&after={page['next']}"


def _chosen(found: list[dict[str, Any]], named: list[str]) -> list[dict[str, Any]]:
    """The files that were named; all where none were. Raises Refused for a name that is not there."""
    if not named:
        return found
    known = {each[key]: each for each in found for key in ("id", "name")}
    missing = [each for each in named if each not in known]
    if missing:
        raise Refused(f"not in the mailbox: {', '.join(missing)}")
    return [known[each] for each in named]


def _act(asked: Api, args: argparse.Namespace, mail: dict[str, Any]) -> None:
    if args.action == "fetch":
        mail = {**mail, "path": str(_save(asked, mail, args.to))}
    if args.action == "confirm" or (args.action == "fetch" and args.confirm):
        mail = {**mail, **asked.ask("POST", f"/v1/mailbox/{mail['id']}/confirm", headers={"Content-Length": "0"})}
    print(json.dumps(mail) if args.json else _line(mail), flush=True)


def _save(asked: Api, mail: dict[str, Any], folder: Path) -> Path:
    """Save a file under its own name, beside it first, so that no half file bears the name."""
    path = folder / Path(mail["name"]).name
    beside = path.with_name(path.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            for piece in asked.fetch(f"/v1/mailbox/{mail['id']}"):
                file.write(piece)
        beside.replace(path)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}") from error
    return path


def _line(mail: dict[str, Any]) -> str:
    state = "confirmed" if mail["confirmed_at"] else "fetched" if mail["fetched_at"] else "new"
    noun = "claim" if mail["claims"] == 1 else "claims"
    claims = f"{mail['claims']} {noun} ${mail['total']}" if mail["claims"] else ""
    return f"{mail.get('path', mail['name'])}  {mail['kind']}  {mail['size']} bytes  {claims}  {state}  {mail['id']}"
