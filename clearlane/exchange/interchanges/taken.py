"""What the exchange takes, by version and set, and from whom.

The standard's library reads more than that: an institutional claim, an inquiry, a payer's other 277. Whatever does not
stand here is answered as a version that is not known, and no later stage meets it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """One kind of set: its GS08 ("" for the TA1, which stands in no group), its ST01, and whose files bring it."""

    version: str
    set_id: str
    direction: str


TAKEN = (
    Taken("005010X222A1", "837", "in"),
    Taken("005010X222A2", "837", "in"),
    Taken("", "TA1", "payer"),
    Taken("005010X231", "999", "payer"),
    Taken("005010X231A1", "999", "payer"),
    Taken("005010X214", "277", "payer"),
    Taken("005010X221A1", "835", "payer"),
)
TAKES = frozenset((one.version, one.set_id) for one in TAKEN)
"""For the reader: what comes from the wrong side is read too, and set aside by its name."""


def due(*, direction: str) -> frozenset[str]:
    """The sets that files of a direction are to hold: a submitter's (in), or a payer's."""
    return frozenset(one.set_id for one in TAKEN if one.direction == direction)
