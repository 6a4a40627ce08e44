"""Rules of the institutional claim that the file itself can prove."""

from __future__ import annotations

from clearlane.standards.x12.scope import Scope, reads

_INPATIENT = frozenset(("11", "18", "21", "41"))
"""Bill types of which nobody doubts that the patient was admitted: hospital, swing bed, nursing facility, religious.

Part B only (12, 22) and outpatient bills with a start of care (32, 33, 81, 82) differ by payer and by element.
"""
_TO_DISCHARGE = frozenset(("1", "4"))
"""Frequencies of a claim that reaches the discharge: admission to discharge, and the last of several."""


@reads("CLM05-1")
def inpatient(scope: Scope) -> bool:
    """The bill type says that the patient was admitted: CLM05-1 is 11, 18, 21 or 41."""
    return scope.text("CLM05-1") in _INPATIENT


@reads("CLM05-1", "CLM05-3")
def inpatient_to_discharge(scope: Scope) -> bool:
    """An inpatient claim that ends with the discharge: CLM05-3 is 1 or 4."""
    return scope.text("CLM05-1") in _INPATIENT and scope.text("CLM05-3") in _TO_DISCHARGE
