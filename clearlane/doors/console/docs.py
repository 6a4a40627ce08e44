"""clearlane docs: write the pages that are drawn from tables, or say which are not current."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from clearlane.doors.console.operating import add_json
from clearlane.doors.console.problem import Problem

EXAMPLE = "clearlane docs --check"
_JOURNEY = re.compile(
    r"(?<=<!-- journey: written by `clearlane docs` -->\n).*?(?=<!-- end of the journey -->)", re.DOTALL
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--to", metavar="DIR", type=Path, default=Path(), help="the checkout (this folder)")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where a page is not current")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Write the pages or check them; 0 fine, 1 a page is not current."""
    if not (args.to / "docs").is_dir():
        raise Problem(f"there is no folder {args.to / 'docs'}; run this in the checkout, or name it with --to")
    drawn = pages(top=args.to)
    old = [name for name, text in drawn.items() if _read(args.to / name) != text]
    for name in old if not args.check else ():
        (args.to / name).parent.mkdir(parents=True, exist_ok=True)
        (args.to / name).write_text(drawn[name], encoding="utf-8")
    said = ("not current: " if args.check else "wrote ") + (", ".join(old) or "nothing")
    print(json.dumps({"old": old, "written": not args.check}) if args.json else said)
    return 1 if args.check and old else 0


def pages(*, top: Path) -> dict[str, str]:
    """Each page by its path in the checkout; of the README only the picture of the journey is ours."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.doors.console.drawing.draw_flows import draw_flows, draw_journey
    from clearlane.doors.console.drawing.draw_states import draw_states
    from clearlane.doors.console.drawing.transaction_pages import transaction_pages

    picture = f"```mermaid\n{draw_journey()}\n```\n"
    return {
        "docs/flows.md": draw_flows(),
        "docs/claim-states.md": draw_states(),
        "README.md": _JOURNEY.sub(lambda _: picture, _read(top / "README.md")),
        **transaction_pages(top=top),
    }


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
