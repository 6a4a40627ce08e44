"""A person's word on what was held: it goes on, or it is dropped. Both are answered and audited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.directory.providers.find_holders import find_holders
from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.exchange.worklists.close import close_about
from clearlane.flows.steps import STEPS, first
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.settle import forget
from clearlane.foundation.queue.wake import wake
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Given, Kind, Ref

DROPPED = {"category": "A3", "code": "23", "entity": ""}
"""What the 277CA says of a claim that was dropped: returned to its sender, not processed."""

_CLAIMS = """
    SELECT tenant_id, id, submitter_id, file_id, billing_npi, billing_tin FROM exchange_claims_claim
    WHERE id = ANY(%s::uuid[]) AND state = ANY(%s) FOR UPDATE
"""
_HELD_BY = """
    SELECT DISTINCT claim_id, rule FROM exchange_claims_claimfinding
    WHERE claim_id = ANY(%s::uuid[]) AND disposition = 'hold'
"""
_SETS = """
    UPDATE exchange_interchanges_transactionset SET state = %s
    WHERE file_id = ANY(%s::uuid[]) AND state = 'held' RETURNING tenant_id, id, set_id, file_id
"""


class BelongsToAnother(ValueError):
    """The claim's NPI and tax id were given to another tenant after it came: let go on, it would stay its sender's, and
    its payment would not find it."""


@dataclass(frozen=True, slots=True)
class _Held:
    ref: Ref
    submitter: int
    file: UUID
    npi: str
    tin: str


@dataclass(frozen=True, slots=True)
class _HeldSet:
    ref: Ref
    set_id: str
    file: Ref


def release(*, ids: Sequence[UUID], by: str) -> int:
    """Let held or stuck claims, and held sets of files, go on; ``ids`` are those of claims or of files.

    The rules that held a claim only warn when it is judged again. Runs inside a scope; returns how many of the ids
    went on. Raises BelongsToAnother before anything is changed.
    """
    claims = _held(ids, "held", "stuck")
    _refuse_others(claims)
    _again(claims, by, waived=_held_by(claims))
    sets = _sets(ids, "read")
    extract = [(first(flow="claims", given=Given(Kind.SET, one.ref, of=one.set_id)), one.ref) for one in sets]
    _put([(step.name, ref) for step, ref in extract if step])
    _close(claims, ids, by, "released", [one.ref.tenant for one in sets])
    return len(claims) + len({one.file for one in sets})


def release_stuck(*, ids: Sequence[UUID], by: str) -> int:
    """Let stuck claims begin again at their edits, and nothing that is held; no rule is waived. Inside a scope."""
    claims = _held(ids, "stuck")
    _refuse_others(claims)
    _again(claims, by, waived={})
    _close(claims, [], by, "retried", [])
    return len(claims)


def judge_again(*, ids: Sequence[UUID], by: str) -> int:
    """Have held claims judged again by the facts of now, and waive nothing; inside a scope. Returns how many."""
    claims = _held(ids, "held")
    _again(claims, by, waived={})
    _close(claims, [], by, "released", [])
    return len(claims)


def drop(*, ids: Sequence[UUID], by: str) -> int:
    """Withdraw held or stuck claims, and held sets of files: they block no later ones.

    Claims are told in a 277CA; of a held set no claim was made yet: a new summary of its file says what became of it.
    Returns how many of the ids were dropped.
    """
    claims = _held(ids, "held", "stuck")
    forget(things=[one.ref.id for one in claims])
    _withdraw(claims, by)
    sets = _sets(ids, "dropped")
    _put([("claims/replies.summarise", file) for file in dict.fromkeys(one.file for one in sets)])
    _close(claims, ids, by, "dropped", [one.ref.tenant for one in sets])
    return len(claims) + len({one.file for one in sets})


def withdraw(*, claim: UUID, sender: int, by: str) -> bool:
    """The sender takes back one claim that is held, inside a scope of its owner; it is told as one that was dropped.

    False where it is not the sender's, or not held any more. It needs no right but those of the web.
    """
    claims = [one for one in _held([claim], "held") if one.submitter == sender]
    _withdraw(claims, by)
    _close(claims, [], by, "withdrawn", [])
    return bool(claims)


def _withdraw(claims: Sequence[_Held], by: str) -> None:
    """End these claims, and owe their sender a 277CA of it."""
    move(claims=[one.ref for one in claims], event="withdraw", by=by)
    owed = owe(owed=[Owed(one.ref, one.submitter, one.file, [DROPPED]) for one in claims])
    told = [(first(flow="claims", given=given), given) for given in owed]
    put([Due(step.name, given.ref.tenant, given.ref.id, given.lane) for step, given in told if step])


def _held(ids: Sequence[UUID], *states: str) -> list[_Held]:
    with cursor() as sql:
        sql.execute(_CLAIMS, [list(ids), list(states)])
        return [_Held(Ref(tenant, id), *rest) for tenant, id, *rest in sql.fetchall()]


def _refuse_others(claims: Sequence[_Held]) -> None:
    """A claim's rows never change their owner. Raises BelongsToAnother."""
    owners = _owners(claims)
    for one in claims:
        holder = owners[one.ref]
        if holder != one.ref.tenant:
            raise BelongsToAnother(
                f"claim {one.ref.id} bills for an NPI and tax id of tenant {holder}, which were entered after it came:"
                " drop it, and have its file sent again; then it is that tenant's"
            )


def _owners(claims: Sequence[_Held]) -> dict[Ref, int]:
    """Whose each claim would be, came it today."""
    holders = find_holders(wanted={(one.submitter, one.npi, one.tin) for one in claims}, on=today())
    return {one.ref: holders.get((one.submitter, one.npi, one.tin), one.ref.tenant) for one in claims}


def _held_by(claims: Sequence[_Held]) -> dict[Ref, str]:
    """The rules that held each claim, as the transition keeps them: they are waived."""
    rules: dict[UUID, list[str]] = {one.ref.id: [] for one in claims}
    with cursor() as sql:
        sql.execute(_HELD_BY, [list(rules)])
        for claim, rule in sql.fetchall():
            rules[claim].append(rule)
    return {one.ref: json.dumps(sorted(rules[one.ref.id])) for one in claims}


def _again(claims: Sequence[_Held], by: str, *, waived: Mapping[Ref, str]) -> None:
    """Released claims are judged again, by the step that judges; ``waived``: the rules that only warn then."""
    forget(things=[one.ref.id for one in claims])
    move(claims=[one.ref for one in claims], event="release", by=by, details=waived)
    _put([("claims/edits.check", one.ref) for one in claims])


def _put(work: Sequence[tuple[str, Ref]]) -> None:
    put([Due(STEPS[name].name, ref.tenant, ref.id) for name, ref in work])
    for name in {name for name, _ in work}:
        wake(step=name)


def _sets(files: Sequence[UUID], state: str) -> list[_HeldSet]:
    with cursor() as sql:
        sql.execute(_SETS, [state, list(files)])
        return [_HeldSet(Ref(tenant, id), set_id, Ref(tenant, file)) for tenant, id, set_id, file in sql.fetchall()]


def _close(claims: Sequence[_Held], ids: Sequence[UUID], by: str, note: str, tenants: Sequence[int]) -> None:
    for one in claims:
        close_about(subject=one.ref, by=by, note=note)
    for tenant in sorted(set(tenants)):
        for id in ids:
            close_about(subject=Ref(tenant, id), by=by, note=note)
    for tenant in sorted({*tenants, *(one.ref.tenant for one in claims)}):
        subjects = [one.ref.id for one in claims if one.ref.tenant == tenant] or list(ids)
        record(tenant=tenant, event=f"worklists:hold:{note}", by=by, subjects=subjects)
