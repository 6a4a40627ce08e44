"""The answer to a file in which no interchange can be read: plain words, since there is nobody to address in X12."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.vocabulary.finding import Finding

_NOTICE = """\
This file could not be read as X12, and nothing in it was processed.

  File       {name}
  Number     {number}
  Why        {why}
  What to do {remedy}

The file is kept as it came. It counts as no claims.
"""


def unreadable_notice(*, name: str, number: int, findings: Sequence[Finding]) -> bytes:
    """A readable notice for the submitter, as UTF-8."""
    first = findings[0] if findings else None
    why = first.what if first else "there is no ISA segment at its beginning"
    remedy = first.remedy if first else "send an X12 interchange that begins with ISA"
    return _NOTICE.format(name=name, number=number, why=why, remedy=remedy).encode()
