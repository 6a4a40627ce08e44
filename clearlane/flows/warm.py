"""Warm up a worker before its first chunk, so that no claim waits for what every claim needs."""

from __future__ import annotations

from clearlane.exchange.edits.rulebook import in_force
from clearlane.exchange.interchanges.taken import TAKES
from clearlane.foundation.clock.read import today
from clearlane.foundation.lifeline.settle import settle
from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.library import load_all


def warm() -> None:
    """Load the guides of what the exchange takes, codes and edits, and take them out of the collector's rounds."""
    load_all(takes=TAKES)
    need_set("icd10cm").edition(today())
    need_set("place_of_service")
    in_force(on=today())
    settle()
