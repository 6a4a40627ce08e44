"""Rules of the professional claim that the file itself can prove."""

from __future__ import annotations

from clearlane.standards.x12.scope import Scope, for_own, reads

_WITH_STATES = frozenset(("", "US", "CA"))


@for_own("2300")
@reads("SBR02", "HL04", "SBR01")
def patient_is_subscriber(scope: Scope) -> bool | None:
    """The subscriber of this 2000B is the patient: SBR02 is 18 (self)."""
    level = scope if scope.loop == "2000B" else scope.outer("2000B")
    if level is None:
        return False
    says_so, has_patients = level.here("SBR02") == "18", level.here("HL04")
    if not level.here("SBR01") or (has_patients == "0" and not says_so):
        return None  # the coverage is lost or late, or HL04 denies what it says
    return says_so


@reads("CLM05-3")
def replaces_a_claim(scope: Scope) -> bool:
    """The claim replaces or voids an earlier one: CLM05-3 is 7 or 8."""
    return scope.text("CLM05-3") in ("7", "8")


@reads("CLM11", "11")
def accident(scope: Scope) -> bool:
    """The claim names an automobile or other accident as a cause."""
    return not _causes(scope).isdisjoint(("AA", "OA"))


@reads("CLM11", "11", "11-5")
def auto_accident(scope: Scope) -> bool:
    """The claim names an automobile accident in a country with states: CLM11-5 absent, US or CA."""
    return "AA" in _causes(scope) and scope.element(11, 5) in _WITH_STATES


def _causes(scope: Scope) -> frozenset[str]:
    """CLM11-1 to CLM11-3, read from the claim's CLM segment."""
    return frozenset((scope.text("CLM11") or scope.element(11)).split(":")[:3])


@reads("HL04")
def is_last_level(scope: Scope) -> bool:
    """No level hangs below this one (HL04 is 0), so that the claim itself must stand here."""
    return scope.text("HL04") == "0"
