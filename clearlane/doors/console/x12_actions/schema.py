"""``clearlane x12 schema TRANSACTION``: Show the JSON Schema (2020-12) of what `clearlane x12 json` writes.

It is made from the guide: which segments a loop has, which elements, which codes. The order of segments and how often
one may come is for `clearlane x12 check`.
"""

from __future__ import annotations

import argparse
import json

from clearlane.doors.console.problem import Problem
from clearlane.standards import x12

EXAMPLE = "clearlane x12 schema 837P > 837p.schema.json"
EXIT_CODES = "0 shown, 2 usage or no such transaction"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The transaction."""
    parser.add_argument(
        "transaction", metavar="TRANSACTION", help="such as 837P, 837p or 837p.txt, or a version of a guide"
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema; returns the exit code. Raises Problem where there is no such guide."""
    try:
        schema = x12.make_schema(args.transaction)
    except x12.UnknownGuide as unknown:
        raise Problem(str(unknown)) from None
    print(json.dumps(schema, indent=None if args.json else 1))
    return 0
