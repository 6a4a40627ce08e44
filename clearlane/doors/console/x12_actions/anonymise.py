"""``clearlane x12 anonymise FILE... --key KEYFILE --out DIR``: Replace every identifier; keep structure, sums, joins.

Names, addresses, numbers and free text become others; all dates move together by whole weeks; who is over ninety
becomes ninety. Files of one key fit together: the same number becomes the same everywhere. Who has the key can undo it:
make it (head -c 32 /dev/urandom > KEYFILE), keep it, destroy it. Names of files stay as they are.
"""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.files import Chunks, add_files, find_files
from clearlane.standards.x12.anonymise import anonymise

EXAMPLE = "clearlane x12 anonymise folder/ --key secret.key --out anonymous/"
EXIT_CODES = "0 written, 1 a file holds no interchange, 2 usage or cannot be read"
SHORTEST_KEY = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the key, and where to."""
    add_files(parser)
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--key", type=Path, metavar="KEYFILE", help="a file of 16 secret bytes or more")
    secret.add_argument("--seed", type=int, metavar="N", help="a number instead: for trials, since it can be guessed")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the new files")


def run(args: argparse.Namespace) -> int:
    """Write each file anew; returns the exit code. Raises Problem for what cannot be read or written."""
    key, paths = _key(args), find_files(args.files)
    if len({path.name for path in paths}) < len(paths):
        raise Problem("two files have one name; anonymise them into folders of their own")
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        sizes = [_write(path, args.out / path.name, key, as_json=args.json) for path in paths]
    except OSError as problem:
        raise Problem(f"{problem.filename}: {problem.strerror}") from problem
    return 0 if all(sizes) else 1


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


def _write(path: Path, out: Path, key: bytes, *, as_json: bool) -> int:
    """One file; how many bytes were written, none where there is no interchange in it."""
    if out.exists() and out.samefile(path):
        raise Problem(f"{path} would be written over; name another folder with --out")
    size = 0
    with out.open("wb") as target:
        for piece in anonymise(Chunks(path), key=key):
            size += target.write(piece)
    if not size:
        out.unlink()
    said = {"file": str(path)} | ({"out": str(out), "bytes": size} if size else {"problem": "no interchange in it"})
    told = f"{path} -> {out}" if size else f"{path}: no interchange in it, nothing is written"
    print(json.dumps(said) if as_json else told)
    return size
