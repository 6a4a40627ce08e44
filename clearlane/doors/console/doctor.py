"""clearlane doctor: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from clearlane.config.environment import SettingIsWrong
from clearlane.config.place import place
from clearlane.doors.console.examine.ailment import Ailment
from clearlane.doors.console.examine.database import examine_database
from clearlane.doors.console.examine.doors import examine_doors
from clearlane.doors.console.examine.files import examine_files
from clearlane.doors.console.examine.mail import examine_mail
from clearlane.doors.console.examine.settings import examine_settings
from clearlane.doors.console.house.lock import is_held
from clearlane.foundation.postgres.layout import Layout

EXAMPLE = "clearlane doctor"
EXAMINATIONS: tuple[Callable[[Layout], Iterator[Ailment]], ...] = (
    examine_files,
    examine_settings,
    examine_database,
    examine_doors,
    examine_mail,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 0 where nothing is wrong (warnings may be), else 1. Nothing is changed."""
    layout = Layout(place(args.data))
    found = list(_examine(layout))
    wrong = [ailment for ailment in found if not ailment.is_warning]
    is_up = is_held(layout.data)
    if args.json:
        ailments = [asdict(ailment) for ailment in found]
        print(json.dumps({"well": not wrong, "up": is_up, "data": str(layout.data), "ailments": ailments}))
    else:
        _tell(layout, found, is_up=is_up)
    return 1 if wrong else 0


def _examine(layout: Layout) -> Iterator[Ailment]:
    """One examination after the other; a setting that is wrong ends them, as it would end every process."""
    try:
        for examination in EXAMINATIONS:
            yield from examination(layout)
    except SettingIsWrong as problem:
        yield Ailment(str(problem), "set it right in the environment, or take it out")


def _tell(layout: Layout, found: list[Ailment], *, is_up: bool) -> None:
    print(f"data folder: {layout.data}\nthe house is {'up' if is_up else 'not up'}")
    for ailment in found:
        print(f"{'warning' if ailment.is_warning else 'wrong'}: {ailment.what}\n  mend it: {ailment.mend}")
    if not found:
        print("nothing is wrong")
