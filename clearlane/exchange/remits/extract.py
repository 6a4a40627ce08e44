"""An 835 becomes payments: each ST..SE is one, whole, and belongs to the one tenant that holds the right to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.describe import storable
from clearlane.exchange.remits.assign import assign, payers_of
from clearlane.exchange.remits.balance import balance
from clearlane.exchange.remits.read_parts import Block, UnreadableRemittance
from clearlane.exchange.remits.read_remittance import claim_blocks, read_remittance
from clearlane.exchange.remits.write_body import write_body
from clearlane.exchange.responses.load_sets import SentSet, load_sets
from clearlane.exchange.responses.split import split
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.tenancy.widen import widen
from clearlane.standards import x12
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref
from clearlane.vocabulary.remittance import Remittance, RemittanceClaim
from clearlane.vocabulary.submitted_claim import SegmentText

UNASSIGNED, UNREADABLE, REPEAT = "unassigned", "unreadable", "repeat"

_PAYMENT_COLUMNS = {
    "tenant_id": "int", "id": "uuid", "file_id": "uuid", "set_id": "uuid", "connection_id": "uuid", "usage": "text",
    "version": "text", "delimiters": "text", "trace": "text", "payer_id": "text", "payer_name": "text",
    "payee_npi": "text", "payee_tin": "text", "method": "text", "handling": "text", "paid_on": "date",
    "cents": "bigint", "claims": "int", "adjusted_cents": "bigint", "state": "text", "findings": "text",
    "offset": "bigint", "length": "bigint", "sha256": "bytea", "holder_id": "int", "received_at": "timestamptz",
}  # fmt: skip
_CLAIM_COLUMNS = {
    "payment_id": "uuid", "tenant_id": "int", "seq": "int", "patient_control_number": "text", "status": "text",
    "charge_cents": "bigint", "paid_cents": "bigint", "patient_cents": "bigint", "payer_number": "text",
    "member_id": "text", "service_from": "date", "service_to": "date", "line_controls": "text", "body": "text",
    "first_segment": "int", "last_segment": "int", "offset": "bigint", "length": "bigint", "state": "text",
    "found_by": "text",
}  # fmt: skip
_KNOWN = """
    SELECT set_id, state FROM exchange_remits_payment WHERE tenant_id = %s AND set_id = ANY(%s::uuid[]) FOR UPDATE
"""
_FIRST = """
    INSERT INTO exchange_remits_samepayment (tenant_id, connection_id, content_sha256, set_id) VALUES (%s, %s, %s, %s)
    ON CONFLICT (tenant_id, connection_id, content_sha256) DO UPDATE SET set_id = exchange_remits_samepayment.set_id
    RETURNING set_id
"""
_ASSIGNED = """
    UPDATE exchange_remits_payment SET state = 'assigned', holder_id = %s
    WHERE tenant_id = %s AND set_id = %s AND state = 'unassigned'
"""


@dataclass(frozen=True, slots=True)
class Advice:
    """One payment as it was read: its set with the bytes, its segments, what they mean, and whose it may be."""

    sent: SentSet
    content: bytes
    segments: tuple[SegmentText, ...]
    remittance: Remittance
    payers: tuple[str, ...]


def extract(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Make a payment of each set: for its holder with all its claims, and for the house's books without them.

    Where nobody holds the right it stays with the house alone, unassigned; once somebody does, the same step, tried
    again, hands it over. A payment that came before is set aside: it is neither delivered nor posted twice.
    """
    known = _known(chunk)
    return [_extract(sent, known.get(sent.ref.id, ""), by) for sent in load_sets(chunk)]


def _known(chunk: Sequence[Ref]) -> dict[UUID, str]:
    with cursor() as sql:
        sql.execute(_KNOWN, [HOUSE, [ref.id for ref in chunk]])
        return dict(sql.fetchall())


def _extract(sent: SentSet, known: str, by: str) -> Outcome:
    if known == "assigned":
        return Already(sent.ref)
    try:
        advice = _read(sent)
    except UnreadableRemittance as error:
        return Aside(sent.ref, UNREADABLE, str(error))
    if not _is_first(advice):
        record(tenant=HOUSE, event="remits:payment:repeated", by=by, subjects=(sent.ref.id,))
        return Aside(sent.ref, REPEAT, "the same payment came before over this connection: it is not posted again")
    holder = assign(remittance=advice.remittance, payers=advice.payers)
    _keep_for_house(advice, holder, known)
    if holder is None:
        record(tenant=HOUSE, event="remits:payment:unassigned", by=by, subjects=(sent.ref.id,))
        return Aside(sent.ref, UNASSIGNED, "nobody holds the right to the payments of this payer for this payee")
    payment = _keep_for_holder(advice, holder)
    record(
        tenant=holder, event="remits:payment:received", by=by, subjects=(payment.id,),
        detail={"claims": len(advice.remittance.claims), "cents": advice.remittance.amount.cents},
    )  # fmt: skip
    return Moved(sent.ref, (Given(Kind.PAYMENT, payment),))


def _read(sent: SentSet) -> Advice:
    content = sent.content()
    segments = split(content, delimiters=sent.delimiters, offset=sent.offset)
    component = sent.delimiters.component.decode("latin-1")
    remittance = read_remittance(segments, component=component, usage=sent.usage, version=sent.version)
    payers = payers_of(remittance=remittance, connection=sent.connection_id)
    return Advice(sent, content, segments, remittance, tuple(payers))


def _is_first(advice: Advice) -> bool:
    """Whether this payment, its set's control number left out, comes for the first time over its connection."""
    mark = advice.sent.delimiters.element
    inner = (raw for _, raw in x12.segments(advice.content, advice.sent.delimiters))
    running = hashlib.sha256()
    for raw in inner:
        if raw.split(mark, 1)[0] not in (b"ST", b"SE"):
            running.update(raw + b"~")
    connection = advice.sent.connection_id or UUID(int=0)
    with cursor() as sql:
        sql.execute(_FIRST, [HOUSE, connection, running.digest(), advice.sent.ref.id])
        return bool(sql.fetchone()[0] == advice.sent.ref.id)


def _keep_for_house(advice: Advice, holder: int | None, known: str) -> None:
    if known:
        with cursor() as sql:
            if holder is not None:
                sql.execute(_ASSIGNED, [holder, HOUSE, advice.sent.ref.id])
        return
    state = "unassigned" if holder is None else "assigned"
    row = _payment(advice, tenant=HOUSE, id=new_id(), state=state, findings="[]", holder=holder, at=now())
    insert(table="exchange_remits_payment", columns=_PAYMENT_COLUMNS, rows=[row])


def _keep_for_holder(advice: Advice, holder: int) -> Ref:
    widen([holder])
    payment = Ref(holder, new_id())
    findings = json.dumps([finding.as_json() for finding in balance(advice.remittance)])
    row = _payment(advice, tenant=holder, id=payment.id, state="received", findings=findings, holder=holder, at=now())
    insert(table="exchange_remits_payment", columns=_PAYMENT_COLUMNS, rows=[row])
    insert(table="exchange_remits_paymentclaim", columns=_CLAIM_COLUMNS, rows=_claims(advice, payment))
    return payment


def _payment(
    advice: Advice, *, tenant: int, id: UUID, state: str, findings: str, holder: int | None, at: datetime
) -> tuple[Any, ...]:
    sent, said = advice.sent, advice.remittance
    adjusted = sum((each.amount for each in said.provider_adjustments), Money.ZERO)
    amount = said.amount if said.sign == "C" else -said.amount
    return (
        tenant, id, sent.file_id, sent.ref.id, sent.connection_id, sent.usage,
        sent.version, sent.delimiters.as_text(), storable(said.trace), storable((*advice.payers, "")[0]),
        storable(said.payer_name), storable(said.payee_npi), storable(said.payee_tin), storable(said.method),
        storable(said.handling), said.date, amount.cents, len(said.claims), adjusted.cents, state, findings,
        sent.offset, sent.length, hashlib.sha256(advice.content).digest(), holder, at,
    )  # fmt: skip


def _claims(advice: Advice, payment: Ref) -> list[tuple[Any, ...]]:
    blocks = claim_blocks(advice.segments)[1:]
    return [
        _claim(payment, seq, claim, _span(block, advice))
        for seq, (claim, block) in enumerate(zip(advice.remittance.claims, blocks, strict=True), start=1)
    ]


def _span(block: Block, advice: Advice) -> tuple[int, int, int, int]:
    """First and last segment of a claim's loop, its offset in the file, its length up to the next segment."""
    first, last = block[0], block[-1]
    following = advice.segments[last.number] if last.number < len(advice.segments) else None
    end = following.offset if following else advice.sent.offset + advice.sent.length
    return first.number, last.number, first.offset, end - first.offset


def _claim(payment: Ref, seq: int, claim: RemittanceClaim, span: tuple[int, int, int, int]) -> tuple[Any, ...]:
    first, last = _days(claim)
    controls = [storable(line.control) for line in claim.lines if line.control]
    return (
        payment.id, payment.tenant, seq, storable(claim.patient_control_number), storable(claim.status),
        claim.charge.cents, claim.paid.cents, claim.patient_responsibility.cents, storable(claim.payer_control_number),
        storable(claim.member_id), first, last, json.dumps(controls), write_body(claim), *span, "read", "",
    )  # fmt: skip


def _days(claim: RemittanceClaim) -> tuple[date | None, date | None]:
    """The first and the last day of service: the claim's own, else those of its lines."""
    of_lines = [line.service for line in claim.lines if line.service is not None]
    found = of_lines if claim.service is None else [claim.service]
    if not found:
        return None, None
    return min(period.first for period in found), max(period.last for period in found)
