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
from clearlane.exchange.remits.assign import Known, assign, load_known, payers_of
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
_SAME = """
    SELECT connection_id, content_sha256, set_id FROM exchange_remits_samepayment
    WHERE tenant_id = %s AND content_sha256 = ANY(%s::bytea[])
"""
_SAME_COLUMNS = {"tenant_id": "int", "connection_id": "uuid", "content_sha256": "bytea", "set_id": "uuid"}
_ASSIGNED = """
    UPDATE exchange_remits_payment AS payment SET state = 'assigned', holder_id = new.holder
    FROM unnest(%s::uuid[], %s::int[]) AS new (set_id, holder)
    WHERE payment.tenant_id = %s AND payment.set_id = new.set_id AND payment.state = 'unassigned'
"""


@dataclass(frozen=True, slots=True)
class Advice:
    """One payment as it was read: its set with the bytes, its segments, what they mean, and whose it may be."""

    sent: SentSet
    content: bytes
    segments: tuple[SegmentText, ...]
    remittance: Remittance
    payers: tuple[str, ...]
    fingerprint: bytes

    @property
    def register_key(self) -> tuple[UUID, bytes]:
        """By what it is known for ever: its connection and its content."""
        return self.sent.connection_id or UUID(int=0), self.fingerprint


@dataclass(frozen=True, slots=True)
class Held:
    """A payment and its holder, with the id under which the holder gets it; nobody's has neither."""

    advice: Advice
    holder: int | None
    payment: Ref | None


def extract(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Make a payment of each set: for its holder with all its claims, and for the house's books without them.

    Where nobody holds the right it stays with the house alone, unassigned; once somebody does, the same step, tried
    again, hands it over. A payment that came before is set aside: it is neither delivered nor posted twice.
    """
    known = _known(chunk)
    outcomes: dict[Ref, Outcome] = {ref: Already(ref) for ref in chunk if known.get(ref.id) == "assigned"}
    advices = _read_all([ref for ref in chunk if ref not in outcomes], outcomes)
    first = _first(advices)
    for advice in advices:
        if advice.sent.ref not in first:
            outcomes[advice.sent.ref] = Aside(advice.sent.ref, REPEAT, "the same payment came before: not posted again")
    fresh = [advice for advice in advices if advice.sent.ref in first]
    holders = assign(payments=[(advice.remittance, advice.payers) for advice in fresh])
    held = [
        Held(advice, holder, Ref(holder, new_id()) if holder else None)
        for advice, holder in zip(fresh, holders, strict=True)
    ]
    _keep(held, known)
    _record(held, by)
    outcomes |= {one.advice.sent.ref: _outcome(one) for one in held}
    return [outcomes[ref] for ref in chunk]


def _outcome(one: Held) -> Outcome:
    ref = one.advice.sent.ref
    if one.payment is None:
        return Aside(ref, UNASSIGNED, "nobody holds the right to the payments of this payer for this payee")
    return Moved(ref, (Given(Kind.PAYMENT, one.payment),))


def _known(chunk: Sequence[Ref]) -> dict[UUID, str]:
    with cursor() as sql:
        sql.execute(_KNOWN, [HOUSE, [ref.id for ref in chunk]])
        return dict(sql.fetchall())


def _read_all(chunk: Sequence[Ref], outcomes: dict[Ref, Outcome]) -> list[Advice]:
    """The payments that can be read; the others are set aside in ``outcomes``."""
    sets = load_sets(chunk)
    known = load_known(connections=[sent.connection_id for sent in sets])
    advices = []
    for sent in sets:
        try:
            advices.append(_read(sent, known.get(sent.connection_id, {})))
        except UnreadableRemittance as error:
            outcomes[sent.ref] = Aside(sent.ref, UNREADABLE, str(error))
    return advices


def _read(sent: SentSet, known: Known) -> Advice:
    content = sent.content()
    segments = split(content, delimiters=sent.delimiters, offset=sent.offset)
    component = sent.delimiters.component.decode("latin-1")
    remittance = read_remittance(segments, component=component, usage=sent.usage, version=sent.version)
    payers = payers_of(remittance=remittance, known=known)
    return Advice(sent, content, segments, remittance, tuple(payers), _fingerprint(content, sent))


def _fingerprint(content: bytes, sent: SentSet) -> bytes:
    """The hash of what stands between ST and SE: the same payment under another control number is the same.

    A test of it is another: it must not hide the real one.
    """
    running = hashlib.sha256(b"T" if sent.usage == "T" else b"")
    for _, raw in x12.segments(content, sent.delimiters):
        if raw.split(sent.delimiters.element, 1)[0] not in (b"ST", b"SE"):
            running.update(raw + b"~")
    return running.digest()


def _first(advices: Sequence[Advice]) -> set[Ref]:
    """The sets of those payments that come for the first time over their connection; each is registered for ever."""
    rows = [(HOUSE, *advice.register_key, advice.sent.ref.id) for advice in advices]
    insert(table="exchange_remits_samepayment", columns=_SAME_COLUMNS, rows=rows, conflict="ON CONFLICT DO NOTHING")
    with cursor() as sql:
        sql.execute(_SAME, [HOUSE, [advice.fingerprint for advice in advices]])
        registered = {(connection, bytes(content)): set_id for connection, content, set_id in sql.fetchall()}
    return {advice.sent.ref for advice in advices if registered[advice.register_key] == advice.sent.ref.id}


def _keep(held: Sequence[Held], known: dict[UUID, str]) -> None:
    """Write the house's rows and the holders' with their claims, and what is handed over after it was nobody's."""
    widen({one.holder for one in held if one.holder})
    at = now()
    again = [one for one in held if one.advice.sent.ref.id in known and one.holder]
    with cursor() as sql:
        sql.execute(_ASSIGNED, [[one.advice.sent.ref.id for one in again], [one.holder for one in again], HOUSE])
    rows = [_house_row(one, at) for one in held if one.advice.sent.ref.id not in known]
    rows += [_holder_row(one, one.payment, at) for one in held if one.payment]
    insert(table="exchange_remits_payment", columns=_PAYMENT_COLUMNS, rows=rows)
    claims = [row for one in held if one.payment for row in _claims(one.advice, one.payment)]
    insert(table="exchange_remits_paymentclaim", columns=_CLAIM_COLUMNS, rows=claims)


def _record(held: Sequence[Held], by: str) -> None:
    """One entry for each holder, and one for the house where nobody holds."""
    for tenant in sorted({one.holder or HOUSE for one in held}):
        mine = [one for one in held if (one.holder or HOUSE) == tenant]
        event = "remits:payment:received" if tenant != HOUSE else "remits:payment:unassigned"
        detail = {"cents": sum(one.advice.remittance.amount.cents for one in mine)}
        subjects = [(one.payment or one.advice.sent.ref).id for one in mine]
        record(tenant=tenant, event=event, by=by, subjects=subjects, detail=detail)


def _house_row(one: Held, at: datetime) -> tuple[Any, ...]:
    state = "assigned" if one.holder else "unassigned"
    return _payment(one.advice, tenant=HOUSE, id=new_id(), state=state, findings="[]", holder=one.holder, at=at)


def _holder_row(one: Held, payment: Ref, at: datetime) -> tuple[Any, ...]:
    findings = json.dumps([finding.as_json() for finding in balance(one.advice.remittance)])
    return _payment(
        one.advice,
        tenant=payment.tenant,
        id=payment.id,
        state="received",
        findings=findings,
        holder=payment.tenant,
        at=at,
    )


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
