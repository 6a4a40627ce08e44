"""``clearlane x12 anonymise FILE... --key KEYFILE --out DIR``: Replace every identifier; keep structure, sums, joins.

Names, addresses, numbers and free text become others; all dates move together by whole weeks; who is over ninety
becomes ninety. Files of one key fit together: the same number becomes the same everywhere. Who has the key can undo it:
make it (head -c 32 /dev/urandom > KEYFILE), keep it, destroy it. Names of files stay as they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import (
    Chunks,
    add_files,
    add_jobs,
    given_path,
    try_report,
    without_content,
)
from clearlane.doors.console.x12_actions.share import find_places, write_each
from clearlane.standards.x12.anonymise import anonymise

EXAMPLE = "clearlane x12 anonymise folder/ --key secret.key --out anonymous/"
EXIT_CODES = "0 written, 1 a file holds no interchange, 2 usage or cannot be read"
SHORTEST_KEY = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the key, and where to."""
    add_files(parser)
    add_jobs(parser)
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--key", type=given_path, metavar="KEYFILE", help="a file of 16 secret bytes or more")
    secret.add_argument("--seed", type=int, metavar="N", help="a number instead: for trials, since it can be guessed")
    parser.add_argument("--out", type=given_path, required=True, metavar="DIR", help="the folder of the new files")


def run(args: argparse.Namespace) -> int:
    """Write each file anew; returns the exit code. Raises Problem for what cannot be written."""
    key = _key(args)
    places = find_places(args.files, args.out)
    make = partial(_make, key=key)
    return write_each(make, places, jobs=args.jobs, as_json=args.json, nothing=_nothing)


def _make(path: Path, *, key: bytes) -> Iterator[bytes]:
    return anonymise(Chunks(path), key=key)


def _nothing(path: Path) -> str:
    """Why there is nothing in it to be made anonymous."""
    report = try_report(path)
    return report if isinstance(report, str) else without_content(report.findings)


def _key(args: argparse.Namespace) -> bytes:
    if args.key is None:
        return sha256(f"seed {args.seed}".encode()).digest()
    try:
        key: bytes = args.key.read_bytes()
    except OSError as problem:
        raise Problem(f"--key {args.key}: {problem.strerror}; head -c 32 /dev/urandom > KEYFILE makes one") from problem
    if len(key.strip()) < SHORTEST_KEY:
        raise Problem(f"--key {args.key}: a key has {SHORTEST_KEY} secret bytes or more")
    return key
