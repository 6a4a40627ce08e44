"""An act of the server's shell is proposed there, and waits for the operators' yes at their console."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE

from .approve import MayNotApprove, approve
from .list_approvals import Yes, list_approvals
from .models import Operator, Proposal

LASTS = timedelta(days=30)
"""So long a proposal waits; afterwards what was seen is too old to say yes to."""


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """What waits: the act in words and as it is done, who proposed it and what he saw, and the yeses so far."""

    id: int
    act: str
    given: Mapping[str, Any]
    proposed_at: datetime
    proposed_by: str
    seen: str
    yeses: tuple[Yes, ...]


def propose(*, act: str, given: Mapping[str, Any], name: str, seen: str) -> int:
    """Write the proposal of the operator ``name``, inside a scope of the house; the open one of the same act stays.

    It is nobody's yes: a name on the shell proves nobody. Raises MayNotApprove.
    """
    if not Operator.objects.filter(name=name, ended_at=None).exists():
        raise MayNotApprove(f"no operator {name} works here; `clearlane operator list` shows who does")
    if not seen.strip():
        raise MayNotApprove("--seen must say what you saw: the registry's entry, a letter, a call to a number you knew")
    by = f"operator:{name}"
    Proposal.objects.filter(act=act, done_at=None, ended_at=None, proposed_at__lte=now() - LASTS).update(
        ended_at=now(), ended_by="its time"
    )
    written = {"given": dict(given), "seen": seen.strip(), "proposed_at": now(), "proposed_by": by}
    row, is_new = Proposal.objects.get_or_create(act=act, done_at=None, ended_at=None, defaults=written)
    if is_new:
        record(tenant=HOUSE, event="operator:proposal:made", by=by, detail={"proposal": row.pk})
    return int(row.pk)


def list_proposals() -> tuple[OpenProposal, ...]:
    """Those that wait, the oldest first. For the role ``operator``."""
    rows = list(_open().order_by("proposed_at", "id"))
    yeses = list_approvals(kind="shell", subjects=[row.pk for row in rows])
    return tuple(_shown(row, yeses) for row in rows)


def find_proposal(*, proposal: int) -> OpenProposal | None:
    """One of them."""
    return next((each for each in list_proposals() if each.id == proposal), None)


def agree_to(*, proposal: int, operator: int, evidence: str, by: str) -> bool:
    """Note a yes inside a scope of the house; True with the last that it takes: then its caller does the act at once.

    Raises MayNotApprove.
    """
    if not _open().select_for_update().filter(pk=proposal).exists():
        raise MayNotApprove("this proposal was done or withdrawn meanwhile")
    enough = approve(kind="shell", subject=proposal, operator=operator, evidence=evidence, by=by)
    if enough:
        Proposal.objects.filter(pk=proposal).update(done_at=now())
        record(tenant=HOUSE, event="operator:proposal:done", by=by, detail={"proposal": proposal})
    return enough


def withdraw(*, proposal: int, by: str) -> bool:
    """It is over, inside a scope of the house; False where it waited no more."""
    is_over = _open().filter(pk=proposal).update(ended_at=now(), ended_by=by) == 1
    if is_over:
        record(tenant=HOUSE, event="operator:proposal:withdrawn", by=by, detail={"proposal": proposal})
    return is_over


def _open() -> QuerySet[Proposal]:
    return Proposal.objects.filter(done_at=None, ended_at=None, proposed_at__gt=now() - LASTS)


def _shown(row: Proposal, yeses: tuple[Yes, ...]) -> OpenProposal:
    own = tuple(yes for yes in yeses if yes.subject == row.pk and yes.counts)
    return OpenProposal(row.pk, row.act, row.given, row.proposed_at, row.proposed_by, row.seen, own)
