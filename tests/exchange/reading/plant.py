"""Rows to look at: a file with claims, planted as the steps would leave them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Planted:
    """A file of a submitter with one claim of its owner, which carries TOKEN."""

    submitter: int
    owner: int
    file: UUID
    claim: UUID


TOKEN = "PLANTED-7Q"


def plant(*, submitter: int, owner: int | None = None, state: str = "accepted_by_payer", **more: Any) -> Planted:
    """A file and a claim, as the role flow, in a scope of its own; ``more`` changes columns of the claim."""
    from clearlane.exchange.intake.receive import Upload, receive
    from clearlane.foundation.tenancy.scope import scope

    holder = owner or submitter
    with scope({submitter, holder}, by="flow:test"):
        sent = Upload(tenant=submitter, name="batch.837", content=TOKEN.encode() + b"~", way="https")
        file = receive(upload=sent, by="flow:test").id
        claim = _claim(submitter, holder, file, state, more)
        _set(submitter, file)
        _history(holder, claim, submitter, file)
    return Planted(submitter, holder, file, claim)


def _claim(submitter: int, holder: int, file: UUID, state: str, more: dict[str, Any]) -> UUID:
    from clearlane.exchange.claims.models import Claim, Line
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.partitions.identify import new_id

    named: dict[str, Any] = {
        "id": new_id(),
        "tenant_id": holder,
        "file_id": file,
        "file_tenant_id": submitter,
        "set_id": new_id(),
        "submitter_id": submitter,
        "usage": "P",
        "version": "005010X222A1",
        "state": state,
        "patient_control_number": TOKEN,
        "total_cents": 12_500,
        "patient_last": TOKEN,
        "member_id": TOKEN,
        "payer_code": "HARBOR",
        "service_from": date(2026, 3, 2),
        "ordinal": 1,
        "first_segment": 10,
        "last_segment": 20,
        "offset": 0,
        "length": 10,
        "delimiters": "*:~^",
        "received_at": now(),
    }
    claim = Claim(**(named | more))
    claim.save(force_insert=True)
    Line(claim_id=claim.id, tenant_id=holder, seq=1, procedure="99213", cents=12_500).save(force_insert=True)
    return claim.id


def _set(submitter: int, file: UUID) -> None:
    from clearlane.exchange.interchanges.models import Interchange, TransactionSet
    from clearlane.foundation.partitions.identify import new_id

    inner = {"findings": [], "groups": [{"findings": [], "sets": [{"findings": [{"rule": "g1", "what": TOKEN}]}]}]}
    of = {"tenant_id": submitter, "file_id": file, "seq": 1, "usage": "P", "offset": 0, "length": 10}
    envelope = Interchange(id=new_id(), control="1", sender="A", receiver="B", report=json.dumps(inner), **of)
    envelope.save(force_insert=True)
    TransactionSet(
        id=new_id(),
        tenant_id=submitter,
        file_id=file,
        interchange_id=envelope.id,
        seq=1,
        set_id="837",
        control="0001",
        version="005010X222A1",
        functional_id="HC",
        group_control="1",
        delimiters="*:~^",
        usage="P",
        verdict="accepted",
        offset=0,
        length=10,
        segments=30,
        content_hash=b"x",
        claims=1,
        cents=12_500,
    ).save(force_insert=True)


def _history(holder: int, claim: UUID, submitter: int, file: UUID) -> None:
    from clearlane.exchange.claims.models import Answer, ClaimFinding, Extract, PayerNumber, Transition
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.partitions.identify import new_id

    of: dict[str, Any] = {"tenant_id": holder, "claim_id": claim}
    for seq, (event, before, after) in enumerate(
        [("pass", "received", "ready"), ("batch", "ready", "batched")], start=1
    ):
        move = {"event": event, "from_state": before, "to_state": after, "by": "flow:test", "at": now()}
        Transition(**of, seq=seq, **move).save(force_insert=True)
    finding = json.dumps({"rule": "x1", "what": TOKEN})
    ClaimFinding(**of, seq=1, rule="x1", disposition="warn", finding=finding).save(force_insert=True)
    Answer(
        **of,
        id=new_id(),
        submitter_id=submitter,
        file_id=file,
        source="us",
        statuses='[{"category": "A1", "code": "20"}]',
        at=now(),
        told_at=now(),
    ).save(force_insert=True)
    kept = {"kind": "in837", "file_sha256": b"x", "first_segment": 1, "last_segment": 20, "sealed": b"x", "at": now()}
    Extract(**of, seq=1, **kept).save(force_insert=True)
    PayerNumber(**{**of, "number": "ICN-1", "kind": "1K", "at": now()}).save(force_insert=True)


def adjudicate(planted: Planted, *decisions: tuple[str, int, int], body: str = "{}") -> None:
    """Decisions on the planted claim: (CLP02, paid cents, patient's cents) each, with the lines of ``body``."""
    from clearlane.exchange.remits.models import Adjudication
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.partitions.identify import new_id
    from clearlane.foundation.tenancy.scope import scope

    with scope([planted.owner], by="flow:test"):
        for seq, (status, paid, patient) in enumerate(decisions, start=1):
            Adjudication(
                claim_id=planted.claim,
                tenant_id=planted.owner,
                seq=seq,
                payment_id=new_id(),
                payment_seq=1,
                payer_id="HARBOR",
                status=status,
                charge_cents=12_500,
                paid_cents=paid,
                patient_cents=patient,
                body=body,
                reverses=1 if status == "22" else None,
                posted_at=now(),
                posted_by="flow:test",
            ).save(force_insert=True)
