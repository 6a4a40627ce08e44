"""Tell: what an action says of a file in words, or as JSON, with no control character in it that steers a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from clearlane.standards.x12.printable import printable


def in_words(count: int, noun: str) -> str:
    """The count with what is counted, such as 1 claim and 2 claims."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def claims_in_words(claims: int, payments: int) -> str:
    """How many claims were submitted (CLM), and how many paid (CLP); nothing where there is neither."""
    counted = ((claims, "claim"), (payments, "paid claim"))
    return " and ".join(in_words(count, noun) for count, noun in counted if count)


def tell(lines: str | Iterable[str], *, plain: Mapping[str, Any] | None = None, to: TextIO | None = None) -> None:
    """Print a line, or several; control characters in them, the ends of lines too, are written out.

    plain: what is printed as one line of JSON instead, where it is given. to: standard output where none is named.
    Each call is put out at once: who reads along sees it while the next file is worked on.
    """
    if plain is not None:
        text = json.dumps(plain)
    else:
        text = "\n".join(map(printable, [lines] if isinstance(lines, str) else lines))
    print(text, file=to or sys.stdout, flush=True)
