"""``clearlane x12 explain FILE...``: Show each segment with its names, what its codes mean, and its findings.

--html gives a fragment with the classes of the portal; --json one line a segment. Codes whose words are licensed (CPT,
CARC and the like) are shown as numbers.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from clearlane.doors.console.x12_actions.files import Chunks, add_files, add_jobs, exit_code, find_files, shown, why
from clearlane.doors.console.x12_actions.name_overlays import add_overlays, named_overlays
from clearlane.doors.console.x12_actions.share import pieces_of_each
from clearlane.doors.console.x12_actions.tell import tell
from clearlane.standards import x12
from clearlane.standards.x12.printable import printable

EXAMPLE = "clearlane x12 explain claims.837"
EXIT_CODES = "0 all accepted, 1 one was not, 2 usage or not judged"
VERDICTS = {True: "accepted", False: "NOT accepted", None: "cannot be judged"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and as what they are shown."""
    add_files(parser)
    add_jobs(parser)
    add_overlays(parser)
    parser.add_argument("--html", action="store_true", help="as a fragment of HTML for the portal's style sheet")


def run(args: argparse.Namespace) -> int:
    """Explain each file; returns the exit code. Raises Problem for an overlay that is refused."""
    overlays = named_overlays(args)
    form = "json" if args.json else "html" if args.html else "text"
    explained = pieces_of_each(partial(_explain, form=form, overlays=overlays), find_files(args.files), jobs=args.jobs)
    return exit_code([_show(path, pieces, as_json=args.json) for path, pieces in explained])


def _explain(path: Path, *, form: str, overlays: tuple[x12.Overlay, ...]) -> Iterator[str | bool | None]:
    """One file, as a stream; its verdict is the last piece."""
    explanation = x12.explain(Chunks(path), overlays=overlays)
    yield from _pieces(shown(path), explanation, form)
    yield explanation.accepted


def _show(path: Path, pieces: Iterator[str | bool | None], *, as_json: bool) -> bool | None:
    """Print them; returns the verdict."""
    accepted: bool | None = None
    while True:
        try:
            piece = next(pieces, accepted)
        except OSError as problem:
            said = why(problem)
            tell(f"{shown(path)}: {said}", plain={"file": shown(path), "problem": said} if as_json else None)
            return None
        if not isinstance(piece, str):
            return piece
        sys.stdout.write(piece)


def _pieces(file: str, explanation: x12.Explanation, form: str) -> Iterator[str]:
    if form == "json":
        yield from (json.dumps({"file": file, **_plain(one)}) + "\n" for one in explanation)
    elif form == "html":
        yield from x12.explain_as_html(explanation)
    else:
        yield f"{printable(file)}: {VERDICTS[explanation.accepted]}, {_counted(explanation.count)}\n"
        yield from (line + "\n" for line in x12.explain_as_text(explanation))
        if explanation.hidden:
            yield f"{_counted(explanation.hidden)} more are not shown\n"


def _counted(count: int) -> str:
    return "1 finding" if count == 1 else f"{count:,} findings"


def _plain(one: x12.ExplainedSegment) -> dict[str, Any]:
    """A segment as JSON values."""
    elements = [
        {"place": each.place, "number": each.number, "name": each.name, "value": each.value, "meaning": each.meaning}
        | ({"repeat": each.repeat} if each.repeat else {})
        for each in one.elements
    ]
    return {
        "segment": one.number,
        "offset": one.offset,
        "loop": one.loop,
        "opens": one.opens,
        "id": one.id,
        "name": one.name,
        "elements": elements,
        "findings": [finding.as_json() for finding in one.findings],
    }
