"""Rules of the dental claim that the file itself can prove."""

from __future__ import annotations

from clearlane.standards.x12.scope import Scope, reads, together

_PREDETERMINATION = "PB"


@together
def dated_by_line(scope: Scope) -> bool:
    """Work that was done has a date: where the claim has none (DTP*472) and is no predetermination, each line has."""
    claim = scope.outer("2300")
    return claim is not None and not claim.has("DTP", "472") and claim.here("CLM19") != _PREDETERMINATION


@reads("01", "02")
def without_months(scope: Scope) -> bool:
    """Orthodontics of which neither the months in all (DN101) nor those that are left (DN102) are told."""
    return not scope.element(1) and not scope.element(2)
