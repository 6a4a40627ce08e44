"""An operator says yes to what needs one or two of them."""

from __future__ import annotations

from django.conf import settings

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE

from .approval import KINDS
from .models import Approval


class MayNotApprove(ValueError):
    """No such kind of thing, nothing said of what he saw, or he has said yes before: it takes another operator."""


def approve(*, kind: str, subject: int, operator: int, evidence: str, by: str, client: int = 0) -> bool:
    """Note the yes, inside a scope of the house. True once there are as many as the mode of the house wants, of
    operators who still work here, and all for the same ``client`` where it matters whose.

    Raises MayNotApprove.
    """
    if kind not in KINDS:
        raise MayNotApprove(f"one of {', '.join(KINDS)} is approved")
    if not evidence.strip():
        raise MayNotApprove("say what you saw: the registry's entry, a letter, a call to a number that you knew before")
    _wait_for(kind, subject)
    _, is_new = Approval.objects.get_or_create(
        kind=kind,
        subject=subject,
        client=client,
        operator_id=operator,
        defaults={"evidence": evidence.strip(), "at": now()},
    )
    if not is_new:
        raise MayNotApprove("you said yes to this before; it takes another operator")
    detail = {"kind": kind, "subject": subject} | ({"client": client} if client else {})
    record(tenant=HOUSE, event="operator:approval:given", by=by, detail=detail)
    return is_approved(kind=kind, subject=subject, client=client)


def _wait_for(kind: str, subject: int) -> None:
    """Who says yes to the same at this moment goes first or comes after: the second sees the yes of the first."""
    with cursor() as sql:
        sql.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"approval:{kind}:{subject}"])


def needed() -> int:
    """How many operators it takes: two in a house in service, else one."""
    return 2 if settings.MODE == "service" else 1


def is_approved(*, kind: str, subject: int, client: int = 0) -> bool:
    """Whether enough have said yes. That of an operator who has ended does not count: nobody stands by it."""
    given = Approval.objects.filter(kind=kind, subject=subject, client=client, operator__ended_at=None)
    return given.count() >= needed()
