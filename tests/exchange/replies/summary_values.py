"""A file summary as a value, for the two ways of writing it down."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from clearlane.exchange.replies.load_summary import ClaimLine, FileSummary, SetHere
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status

AT = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)


def finding(status: str = "A7:562:85", *, holds: bool = False, what: str = "The NPI is wrong.") -> Finding:
    """A finding of an edit, which rejects, or holds."""
    return Finding(
        rule="billing_npi", level=7, severity=Severity.ERROR, place=Place(),
        disposition=Disposition.HOLD if holds else Disposition.REJECT,
        what=what, why="Because.", remedy="Correct it and send the claim again.", unit="claim",
        status=Status.read(status),
    )  # fmt: skip


def line(state: str = "ready", *, number: str = "C1", cents: int = 10_000, **more: Any) -> ClaimLine:
    """One claim of the file."""
    made = ClaimLine(
        tenant=2, id=UUID(int=1), state=state, number=number, cents=cents, member_id="M100200300", last="ABBOTT",
        first="CLARA", birth_date=dt.date(1980, 2, 3), service_from=dt.date(2026, 9, 1), service_to=dt.date(2026, 9, 2),
        tin="746482691", npi="1412892519", payer="MEADOW", trace="10000000010010001T", procedure="99213",
        diagnosis="I2510", findings=(),
    )  # fmt: skip
    return replace(made, **more)


def summary(*claims: ClaimLine, **more: Any) -> FileSummary:
    """A file with these claims in one set, whose sums close."""
    held = SetHere("0001", "accepted", "extracted", len(claims), sum(claim.cents for claim in claims))
    made = FileSummary(
        number=1_000_000_007, name="batch 1.837", way="sftp", state="read", reason="", usage="P", received_at=AT,
        submitter="Maple Family Practice", scheme="clean", sets=(held,), claims=claims,
        payers={"MEADOW": "MEADOW LAKE"},
    )  # fmt: skip
    return replace(made, **more)
