"""ICD-10-PCS: the inpatient procedure codes with their days (CMS; public domain), codes and dates only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from clearlane.standards.codes.dated_code_set import DatedCodeSet
from clearlane.standards.codes.dated_text import read_set

NAME = "icd10pcs"
TITLE = "ICD-10-PCS inpatient procedure codes"
STEM = 4
"""A line of the file is section, body system, operation and body part, then approach, device, qualifier of each."""


@cache
def icd10pcs() -> DatedCodeSet:
    """The codes of every edition that is here, read once when first asked for (some 20 ms)."""
    return read_set(NAME, (files(__package__) / "editions" / f"{NAME}.txt").read_text("ascii"))
