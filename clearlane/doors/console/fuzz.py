"""``clearlane fuzz x12``: claims changed at random, read by every tier of the engine: all must say the same."""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clearlane.doors.console.problem import Problem

EXAMPLE = "clearlane fuzz x12 --count 50000 --json"
SAME, DIFFERENT = 0, 1
ARTIFACTS = ("crash", "leak", "oom", "timeout")
"""How the names begin that atheris gives to inputs that failed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is changed, how often, from which seed."""
    parser.add_argument("what", choices=("x12",), help="what is read: the X12 engine")
    parser.add_argument("--count", type=int, default=50_000, metavar="N", help="claims to change (default 50000)")
    parser.add_argument("--seed", type=int, metavar="N", help="the same seed gives the same files (default: a new one)")
    parser.add_argument(
        "--guided", type=int, metavar="SECONDS", help="guided by coverage for so long, with atheris (clearlane[fuzz])"
    )
    parser.add_argument("--json", action="store_true", help="the figures as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Fuzz; 0 where nothing raised and all tiers agree, else 1."""
    if args.count < 1 or (args.guided is not None and args.guided < 1):
        raise Problem("--count and --guided are 1 or more")
    if args.guided is not None:
        return _guided(args.guided, as_json=args.json)
    from clearlane.standards.x12.proof.fuzz import fuzz

    seed = args.seed if args.seed is not None else random.SystemRandom().randrange(10**6)
    found = fuzz(count=args.count, seed=seed, progress=_progress(args.count))
    figures: dict[str, Any] = asdict(found) | {"findings_per_single_defect": found.findings_per_single_defect}
    _show(figures, as_json=args.json)
    return DIFFERENT if found.unhandled or found.differing else SAME


def _show(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name}: {'none' if value is None else value}" for name, value in figures.items()))


def _guided(seconds: int, *, as_json: bool) -> int:
    """Let atheris change the files of a small corpus; what it says goes to standard error, once it found something."""
    if find_spec("atheris") is None:
        raise Problem("--guided needs atheris: pip install 'clearlane[fuzz]'")
    from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds

    with tempfile.TemporaryDirectory(prefix="clearlane-fuzz-") as room:
        corpus = Path(room) / "corpus"
        corpus.mkdir()
        for kind in kinds():
            (corpus / kind).write_bytes(from_guide(GuideOrder(kind=kind, seed=1, units=1)))
        command = [sys.executable, "-m", "clearlane.doors.console.fuzz_guided", str(seconds), str(corpus)]
        with (Path(room) / "said").open("w+b") as said:
            code = subprocess.run(command, check=False, stdout=said, stderr=said).returncode
            said.seek(0)
            told = said.read().decode(errors="replace")
        if code:
            print(told, end="", file=sys.stderr)
        failed = _kept(Path(room))
    _show(_figures(told) | {"unhandled_or_differing": len(failed), "failed": failed}, as_json=as_json)
    return DIFFERENT if code else SAME


def _kept(room: Path) -> list[str]:
    """The names of the inputs that failed, each of which is copied to where the command was typed."""
    found = sorted(one for kind in ARTIFACTS for one in room.glob(f"{kind}-*"))
    for one in found:
        shutil.copy(one, ".")
        print(f"the input that failed: {one.name}", file=sys.stderr)
    return [one.name for one in found]


def _figures(said: str) -> dict[str, Any]:
    """What atheris says of its work: the inputs that it tried, and the branches of the engine that they reached."""
    tried = [int(number) for number in re.findall(r"^(?:#|Done )([0-9]+)", said, re.MULTILINE)]
    reached = [int(number) for number in re.findall(r" cov: ([0-9]+)", said)]
    return {"inputs": max(tried, default=0), "branches_reached": max(reached, default=0)}


def _progress(count: int) -> Callable[[int], None]:
    shows = sys.stderr.isatty()

    def show(done: int) -> None:
        if shows:
            print(f"\r{100 * done // count} %", end="\n" if done >= count else "", file=sys.stderr, flush=True)

    return show
