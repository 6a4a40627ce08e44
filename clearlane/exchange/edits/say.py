"""Say: how a rule makes its finding, so that severity, unit and rule id always agree."""

from __future__ import annotations

from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status


def say(
    *,
    rule: str,
    level: int,
    disposition: Disposition,
    place: Place,
    what: str,
    why: str,
    remedy: str,
    citation: str,
    status: Status,
    also: tuple[Status, ...] = (),
    found: str = "",
    expected: str = "",
) -> Finding:
    """Make the finding of an edit. rule: the module's ``__name__``, of which the last part is the rule's id."""
    warns = disposition is Disposition.WARN
    return Finding(
        rule=rule.rpartition(".")[2],
        level=level,
        severity=Severity.WARNING if warns else Severity.ERROR,
        disposition=disposition,
        place=place,
        what=what,
        why=why,
        remedy=remedy,
        citation=citation,
        found=found,
        expected=expected,
        unit="" if warns else "claim",
        status=status,
        also=also,
    )
