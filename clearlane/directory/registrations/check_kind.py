"""Step 10: what kind of healthcare entity is it?"""

from __future__ import annotations

from .registration import KINDS

NEEDS_NPI = frozenset({"small", "large", "hospital"})
"""Kinds that treat patients: they bill under an NPI."""


def check_kind(*, kind: str, npi: str) -> str:
    """One word for what is wrong with the choice: missing, needs_npi ("we have no NPI" was ticked); else nothing."""
    if kind not in KINDS:
        return "missing"
    return "needs_npi" if kind in NEEDS_NPI and not npi else ""
