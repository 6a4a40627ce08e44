"""clearlane send: send files through the API."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tqdm import tqdm

from clearlane.doors.console.asking import Api, Refused, api
from clearlane.doors.console.problem import Problem

SUMMARY = "send a file of claims through the API"
EXAMPLE = "CLEARLANE_URL=https://claims.example CLEARLANE_KEY=clk_... clearlane send march.837"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the files."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an X12 file; several are sent in turn")
    parser.add_argument("--again", metavar="REASON", help="process it again though it was sent before")
    parser.add_argument("--json", action="store_true", help="one line of JSON a file")


def run(args: argparse.Namespace) -> int:
    """Send each file; 0 all were taken, 1 one was refused, 2 a file or the API is out of reach.

    A file is sent with a key made of its name and bytes, so that sending it twice by mistake takes it once; the
    second time says so.
    """
    asked, refused = api(), 0
    for path in tqdm(args.files, unit="file", disable=args.json or len(args.files) < 2 or not sys.stderr.isatty()):
        answer = _send(asked, path, again=args.again)
        refused += "refused" in answer
        print(json.dumps(answer) if args.json else _line(answer), flush=True)
    return 1 if refused else 0


def _send(asked: Api, path: Path, *, again: str | None) -> dict[str, Any]:
    headers = {
        "Content-Type": "application/edi-x12",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}",
    }
    try:
        headers |= {"Send-Again": again} if again else {"Idempotency-Key": _key(path)}
        headers["Content-Length"] = str(path.stat().st_size)
        with path.open("rb") as content:
            taken = asked.ask("POST", "/v1/files", body=content, headers=headers)
    except Refused as refusal:
        return {"file": str(path), "refused": str(refusal)}
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}") from error
    return {"file": str(path), **taken}


def _key(path: Path) -> str:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256")
    digest.update(path.name.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _line(answer: dict[str, Any]) -> str:
    if "refused" in answer:
        return f"{answer['file']}: refused. {answer['refused']}"
    if answer.get("replayed"):
        taken = f"file {answer['number']} ({answer['id']})"
        return f"{answer['file']}: was sent before, as {taken}; nothing was done. --again REASON has it processed again"
    return f"{answer['file']}: {answer['state']} as file {answer['number']} ({answer['id']})"
