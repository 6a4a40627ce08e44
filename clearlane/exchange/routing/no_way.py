"""What is said of a claim that has no way to its payer yet: what happened, why, what to do."""

from __future__ import annotations

from clearlane.vocabulary.finding import NOWHERE, Disposition, Finding, Severity, Status

CITATION = "Our payer list: the routes that lead to each payer, and who must enroll for them"


def no_way(*, reason: str, payer: str, npi: str) -> Finding:
    """The finding that holds it; ``reason`` is no_route or not_enrolled."""
    what, why, remedy, status = _NOT_ENROLLED if reason == "not_enrolled" else _NO_ROUTE
    return Finding(
        rule=reason,
        level=7,
        severity=Severity.ERROR,
        disposition=Disposition.HOLD,
        place=NOWHERE,
        what=what.format(payer=payer, npi=npi or "the billing provider"),
        why=why,
        remedy=remedy,
        citation=CITATION,
        unit="claim",
        status=status,
    )


_NO_ROUTE = (
    "No way leads to payer {payer} for claims of this kind.",
    "No connection is open that carries claims to this payer.",
    "Nothing is wrong with the claim, and you need not do anything: once we have opened a way, it goes on by itself.",
    Status("A7", "116"),
)
_NOT_ENROLLED = (
    "NPI {npi} is not enrolled with payer {payer} for electronic claims.",
    "The payer takes electronic claims only of providers who have enrolled with it.",
    "Enroll with the payer, and tell us when it has confirmed; then the claim goes on by itself.",
    Status("A3", "24", "85"),
)
