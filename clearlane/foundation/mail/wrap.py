"""Plain text of at most 72 characters a line, as mail programs of all ages show it well."""

from __future__ import annotations

import re
from itertools import groupby
from textwrap import wrap as fold

WIDTH = 72
_STANDS_ALONE = re.compile(r"\s|- |https?://")


def wrap(text: str) -> str:
    """Paragraphs folded anew. A line that is indented, begins a list or is a link stays a line of its own; a word that
    is longer than a line, such as a link, is not broken."""
    paragraphs = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n"))
    return "\n\n".join(filter(None, map(_paragraph, paragraphs))) + "\n"


def _paragraph(text: str) -> str:
    runs = groupby(text.split("\n"), key=lambda line: bool(_STANDS_ALONE.match(line)))
    return "\n".join(
        "\n".join(map(_line, lines)) if stands_alone else _folded(" ".join(lines)) for stands_alone, lines in runs
    ).strip("\n")


def _line(line: str) -> str:
    indent = "  " if line.startswith("- ") else line[: len(line) - len(line.lstrip())]
    return _folded(line.rstrip(), further=indent)


def _folded(text: str, *, further: str = "") -> str:
    return "\n".join(fold(text, WIDTH, subsequent_indent=further, break_long_words=False, break_on_hyphens=False))
