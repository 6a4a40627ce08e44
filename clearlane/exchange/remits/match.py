"""Find the claims that payments speak of, in the holder's rooms and in those of whom he may bill for, nowhere else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearlane.directory.providers.find_holders import find_holders
from clearlane.exchange.remits.compare import Candidate, Paid, agreements, choose, fold
from clearlane.exchange.remits.find_candidates import ClaimHere, Found, PaidRow, PaymentHere, find_candidates
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.set_wise import set_wise
from clearlane.foundation.tenancy.widen import widen
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref

UNMATCHED = "unmatched"
MATCHED, UNSENT, DOUBTFUL = "matched", "unsent", "doubtful"

_PAYMENTS = """
    SELECT tenant_id, id, connection_id, payer_id, usage, state, payee_npi, payee_tin FROM exchange_remits_payment
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) FOR UPDATE
"""
_ROWS = """
    SELECT tenant_id, payment_id, seq, patient_control_number, abs(charge_cents), service_from, member_id,
           line_controls, payer_number
    FROM exchange_remits_paymentclaim
    WHERE tenant_id = ANY(%s::int[]) AND payment_id = ANY(%s::uuid[]) AND state IN ('read', 'unsent', 'doubtful')
    ORDER BY payment_id, seq
"""
_WRITE = """
    UPDATE exchange_remits_paymentclaim AS paid SET state = new.state, claim_tenant_id = new.owner,
        claim_id = new.claim_id, found_by = new.found_by
    FROM unnest(%s::int[], %s::uuid[], %s::int[], %s::text[], %s::int[], %s::uuid[], %s::text[])
        AS new (tenant_id, payment_id, seq, state, owner, claim_id, found_by)
    WHERE paid.tenant_id = new.tenant_id AND paid.payment_id = new.payment_id AND paid.seq = new.seq
      AND paid.payment_id = ANY(%s::uuid[])
"""
_OVER = ("rejected_by_payer", "replaced")


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one CLP: matched to a claim, unsent (not through us), or doubtful; and how it was found."""

    row: PaidRow
    state: str
    claim: Ref | None = None
    found_by: str = ""


def match(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Match each CLP of these payments to a claim of its holder.

    A claim that never went through us is normal and holds nothing up; two candidates are for a person to decide, and
    the payment goes on with its other claims.
    """
    payments = _payments(chunk)
    rows = _rows(payments)
    widen({payment.owner for payment in payments.values()})
    found = find_candidates(rows) if rows else Found({}, {}, {})
    matches = [_match(row, found) for row in rows]
    _write(matches)
    for tenant in sorted({ref.tenant for ref in payments}):
        subjects = [ref.id for ref in payments if ref.tenant == tenant]
        record(tenant=tenant, event="remits:payment:matched", by=by, subjects=subjects)
    doubtful = Counter(each.row.payment.ref for each in matches if each.state == DOUBTFUL)
    return [_outcome(ref, payments.get(ref), doubtful[ref]) for ref in chunk]


def _outcome(ref: Ref, payment: PaymentHere | None, doubtful: int) -> Outcome:
    if payment is None:
        return Already(ref)
    gives = (Given(Kind.PAYMENT, ref),)
    if doubtful:
        return Aside(ref, UNMATCHED, f"{doubtful} of its claims fit two claims or more", gives)
    return Moved(ref, gives)


def _payments(chunk: Sequence[Ref]) -> dict[Ref, PaymentHere]:
    with cursor() as sql:
        sql.execute(_PAYMENTS, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        rows = sql.fetchall()
    owners = find_holders(wanted={(row[0], row[6], row[7]) for row in rows}, on=today())
    return {
        Ref(tenant, id): PaymentHere(
            Ref(tenant, id), connection, payer, usage, state, owners.get((tenant, npi, tin), tenant)
        )
        for tenant, id, connection, payer, usage, state, npi, tin in rows
    }


def _rows(payments: Mapping[Ref, PaymentHere]) -> list[PaidRow]:
    with cursor() as sql:
        sql.execute(_ROWS, [sorted({ref.tenant for ref in payments}), [ref.id for ref in payments]])
        return [_row(payments[Ref(row[0], row[1])], *row[2:]) for row in sql.fetchall()]


def _row(payment: PaymentHere, seq: int, *columns: object) -> PaidRow:
    number, charge, service, member_id, controls, payer_number = columns
    paid = Paid(number, charge, service, member_id, frozenset(json.loads(str(controls))))  # type: ignore[arg-type]
    return PaidRow(payment, seq, paid, str(payer_number))


def _match(row: PaidRow, found: Found) -> Match:
    known = [claim for claim in _in_rooms(row, found.by_number, row.payer_number) if _is_plausible(row, claim)]
    if len(known) == 1:
        return Match(row, MATCHED, Ref(known[0].tenant, known[0].id), "payer's number")
    numbered = _in_rooms(row, found.by_fold, fold(row.paid.number))
    fitting = choose(row.paid, [_candidate(row, claim, found) for claim in numbered])
    if len(fitting) == 1:
        return Match(row, MATCHED, fitting[0].claim, ", ".join(["number", *agreements(row.paid, fitting[0])]))
    return Match(row, DOUBTFUL if fitting else UNSENT)


def _in_rooms(row: PaidRow, found: Mapping[tuple[int, str], Sequence[ClaimHere]], key: str) -> list[ClaimHere]:
    """The claims under a key that are the holder's, or the one's for whose NPI and tax id he may bill."""
    rooms = {row.payment.ref.tenant, row.payment.owner}
    return [claim for room in rooms for claim in found.get((room, key), ()) if claim.usage == row.payment.usage]


def _is_plausible(row: PaidRow, claim: ClaimHere) -> bool:
    """A payer's number is his own: another payer, over the same connection too, may have given it to another claim."""
    return _is_of_payer(row, claim) or fold(claim.number) == fold(row.paid.number)


def _is_of_payer(row: PaidRow, claim: ClaimHere) -> bool:
    return claim.payer.upper() == row.payment.payer.upper()


def _candidate(row: PaidRow, claim: ClaimHere, found: Found) -> Candidate:
    return Candidate(
        claim=Ref(claim.tenant, claim.id),
        number=claim.number,
        charge=claim.cents,
        service=claim.service,
        member_id=claim.member_id,
        line_controls=found.controls.get(claim.id, frozenset()),
        is_of_payer=_is_of_payer(row, claim) or claim.connection == row.payment.connection,
        is_over=claim.state in _OVER,
    )


def _write(matches: Sequence[Match]) -> None:
    if not matches:
        return
    payments = [each.row.payment.ref for each in matches]
    columns = (
        [ref.tenant for ref in payments],
        [ref.id for ref in payments],
        [each.row.seq for each in matches],
        [each.state for each in matches],
        [each.claim.tenant if each.claim else None for each in matches],
        [each.claim.id if each.claim else None for each in matches],
        [each.found_by for each in matches],
    )
    with set_wise() as sql:
        sql.execute(_WRITE, [*columns, list({ref.id for ref in payments})])
