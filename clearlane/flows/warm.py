"""Warm up a worker before its first chunk, so that no claim waits for what every claim needs."""

from __future__ import annotations

import gc

from clearlane.exchange.edits.rulebook import in_force
from clearlane.foundation.clock.read import today
from clearlane.standards.codes.icd10cm import icd10cm
from clearlane.standards.codes.place_of_service import place_of_service
from clearlane.standards.x12.library import load_all

YOUNG = 20_000
"""A chunk makes some 100,000 objects and keeps them to its end: looking through them each 700 finds nothing to free."""


def warm() -> None:
    """Load guides, code sets and edits, and take what stays for good out of the collector's rounds."""
    load_all()
    icd10cm()
    place_of_service()
    in_force(on=today())
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
