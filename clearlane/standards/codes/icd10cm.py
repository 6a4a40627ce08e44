"""ICD-10-CM: the diagnosis codes of the United States with their days (CDC/NCHS and CMS; public domain)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from clearlane.standards.codes.dated_code_set import DatedCodeSet
from clearlane.standards.codes.dated_text import read_set

NAME = "icd10cm"
TITLE = "ICD-10-CM diagnosis codes"
STEM = 3
"""A line of the file is a category: its three characters, then what follows them for each code beneath."""


@cache
def icd10cm() -> DatedCodeSet:
    """The codes of every edition that is here, read once when first asked for (some 15 ms)."""
    return read_set(NAME, (files(__package__) / "editions" / f"{NAME}.txt").read_text("ascii"))
