"""An operator says yes on the server's shell, by his name; his yes counts like one of the console."""

from __future__ import annotations

from clearlane.foundation.clock.read import now

from .approve import MayNotApprove, approve
from .models import Operator, Proposal


def agree(*, kind: str, subject: int, name: str, evidence: str) -> bool:
    """Note the yes of the operator ``name``, inside a scope of the house. True once there are as many as it takes.

    Raises MayNotApprove, also where no operator of that name works here.
    """
    operator = Operator.objects.filter(name=name, ended_at=None).first()
    if operator is None:
        raise MayNotApprove(f"no operator {name} works here; `clearlane operator list` shows who does")
    return approve(kind=kind, subject=subject, operator=operator.pk, evidence=evidence, by=f"operator:{name}")


def agree_to_act(*, act: str, name: str, evidence: str) -> bool:
    """The same for an act that only the shell knows. Done, it takes as many again. Raises MayNotApprove."""
    proposed = {"proposed_at": now(), "proposed_by": f"operator:{name}"}
    row, _ = Proposal.objects.get_or_create(act=act, done_at=None, defaults=proposed)
    enough = agree(kind="shell", subject=row.pk, name=name, evidence=evidence)
    if enough:
        Proposal.objects.filter(pk=row.pk).update(done_at=now())
    return enough
