"""How far has the sample claim come?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.claims.models import Claim, Transition
from clearlane.exchange.intake.models import File
from clearlane.exchange.reading.list_adjudications import AdjudicationView, list_adjudications

SAMPLE = "sample"
"""The way in of a file that `flows/send_sample.py` made."""

STOPS = ("received", "checked", "sent", "accepted", "paid")
_LEFT = ("sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer")
_ENTERS = {"checked": ("ready", "batched", *_LEFT), "sent": _LEFT, "accepted": ("accepted_by_payer",)}
"""Stop -> the states by which a claim has come so far: an answer may come before the word that it was sent."""

_HALTED = ("dead", "held", "stuck", "rejected", "withdrawn", "in_doubt", "rejected_by_payer")


@dataclass(frozen=True, slots=True)
class SampleJourney:
    """The newest sample: when it reached each of ``STOPS``, in order, as far as it has come.

    ``state`` is that of its claim; ``halted`` where it will go no further by itself. Money in cents, once it was paid.
    """

    file: UUID
    file_name: str
    size: int
    claim: UUID | None
    state: str
    reached: Mapping[str, datetime]
    halted: bool
    charge_cents: int
    paid_cents: int
    patient_cents: int

    @property
    def is_paid(self) -> bool:
        """Whether it has come to its end."""
        return "paid" in self.reached


def follow_sample(*, tenant: int) -> SampleJourney | None:
    """The newest sample of this tenant, inside a scope of it; None where there is none yet.

    States, instants and sums of an invented claim: no PHI is read, and so no reading is recorded.
    """
    file = File.objects.filter(tenant_id=tenant, way=SAMPLE, direction="in").order_by("-received_at").first()
    if file is None:
        return None
    claim = Claim.objects.filter(tenant_id=tenant, file_id=file.id).first()
    paid = list_adjudications(claim_ids=[claim.id]).get(claim.id, ()) if claim else ()
    return SampleJourney(
        file=file.id,
        file_name=file.name,
        size=file.size,
        claim=claim.id if claim else None,
        state=claim.state if claim else file.state,
        reached={"received": file.received_at} | (_reached(claim, paid) if claim else {}),
        halted=claim.state in _HALTED if claim else file.state in ("unreadable", "repeat"),
        charge_cents=claim.total_cents if claim else 0,
        paid_cents=sum(each.paid_cents for each in paid),
        patient_cents=sum(each.patient_cents for each in paid),
    )


def _reached(claim: Claim, paid: tuple[AdjudicationView, ...]) -> dict[str, datetime]:
    moves = list(
        Transition.objects.filter(tenant_id=claim.tenant_id, claim_id=claim.id)
        .order_by("seq")
        .values_list("to_state", "at")
    )
    firsts = {stop: next((at for state, at in moves if state in states), None) for stop, states in _ENTERS.items()}
    return {stop: at for stop, at in firsts.items() if at} | ({"paid": paid[0].posted_at} if paid else {})
