"""clearlane setup: who runs this house, asked and tested, written into clearlane.toml."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from clearlane.config.environment import FILE, read_file
from clearlane.config.house import QUESTIONS, Question
from clearlane.config.names import NAMES
from clearlane.config.place import place
from clearlane.doors.console.problem import Problem
from clearlane.foundation.durable.files import make_folder, write_file

EXAMPLE = "clearlane setup --set origin=https://claims.example.org --set support_email=help@example.org"
SECRET = {"smtp_url", "secret_key", "database_url", "vault_s3_access_key", "vault_s3_secret_key"}
USUAL = {"mode": "evaluation", "origin": "http://localhost:8837", "time_zone": "America/New_York"}
"""What holds where nothing is written."""
Written = Mapping[str, str | int | bool]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="answer this one and ask nothing; repeat it"
    )
    parser.add_argument("--show", action="store_true", help="print what is written, secrets left out, and what lacks")
    parser.add_argument("--json", action="store_true", help="what is written as JSON")


def run(args: argparse.Namespace) -> int:
    """Ask, test and write; 0 where nothing lacks that the mode needs, else 1."""
    path = Path(os.environ.get("CLEARLANE_CONFIG") or place(args.data) / FILE)
    written = dict(read_file(path))
    if args.set:
        written |= _given(args.set)
    elif not args.show and not args.json:
        written = _ask_all(written)
    if not args.show:
        make_folder(path.parent)
        write_file(path, [_as_toml(written).encode()])
    lacks = _lacks(written)
    _tell(path, written, lacks, as_json=args.json)
    return 1 if lacks else 0


def _given(pairs: list[str]) -> dict[str, str]:
    """Answers from the command line, each tested. Raises Problem."""
    asked = {question.name: question for question in QUESTIONS}
    found = {}
    for pair in pairs:
        name, is_pair, value = pair.partition("=")
        if not is_pair or name not in NAMES:
            raise Problem(f"--set {name}: a setting is one of {', '.join(sorted(NAMES))}, and is given as NAME=VALUE")
        reason = _why_not(asked.get(name), value)
        if reason:
            raise Problem(f"{name}: {reason}")
        found[name] = value
    return found


def _ask_all(written: Written) -> dict[str, str | int | bool]:
    """Go through the questions on the terminal; Enter keeps what stands there, a single - takes it away."""
    if not sys.stdin.isatty():
        raise Problem("setup asks on a terminal; elsewhere give the answers with --set NAME=VALUE")
    print("Enter keeps what stands in brackets, - takes it away.")
    answers = dict(written)
    for question in QUESTIONS:
        answer = _ask(question, str(answers.get(question.name, "")))
        answers.pop(question.name, None)
        if answer:
            answers[question.name] = answer
    return answers


def _ask(question: Question, now: str) -> str:
    shown = "set" if now and question.name in SECRET else now or USUAL.get(question.name, "empty")
    while True:
        typed = input(f"{question.asks} [{shown}] ").strip()
        answer = "" if typed == "-" else typed or now
        reason = _why_not(question, answer)
        if not reason:
            return answer
        print(f"  not that: {reason}")


def _why_not(question: Question | None, answer: str) -> str:
    """Why this cannot be written; a terminal may give bytes that are no text."""
    if any("\ud800" <= each <= "\udfff" for each in answer):
        return "it holds bytes that are no text"
    return question.why_not(answer) if question and answer else ""


def _lacks(written: Written) -> list[str]:
    mode = str(written.get("mode", "evaluation"))
    return [
        each.name
        for each in QUESTIONS
        if mode in each.needed_in and not written.get(each.name) and each.name not in USUAL
    ]


def _as_toml(written: Written) -> str:
    """The file; JSON's texts, numbers and truths are TOML's as well, but for one character."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
        for name, value in sorted(written.items())
        if value != ""
    ]
    return "\n".join(["# Written by `clearlane setup`; read at the next start.", *lines, ""])


def _tell(path: Path, written: Written, lacks: list[str], *, as_json: bool) -> None:
    shown = {name: "(set)" if name in SECRET else value for name, value in sorted(written.items()) if value != ""}
    if as_json:
        print(json.dumps({"file": str(path), "settings": shown, "lacks": lacks}))
        return
    print(path if written else f"{path}: nothing is written yet")
    for name, value in shown.items():
        print(f"  {name:16} {value}")
    for name, value in USUAL.items():
        if not written.get(name):
            print(f"  {name:16} {value} (usual, not written)")
    if written:
        print("read at the next start of `clearlane up`")
    for name in lacks:
        print(f"  {name:16} is not set; a house of this mode needs it before anybody goes live")
