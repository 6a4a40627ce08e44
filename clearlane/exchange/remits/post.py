"""Post payments: each matched claim gets an adjudication. What does not add up is never posted, and never made to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from clearlane.exchange.claims.learn import learn
from clearlane.exchange.claims.move import move
from clearlane.exchange.remits.decide import decide
from clearlane.exchange.remits.keep import keep
from clearlane.exchange.remits.place import Paid, Payment, Posting, load_paid, place
from clearlane.exchange.responses.settle import lock_claims
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.set_wise import set_wise
from clearlane.foundation.tenancy.widen import widen
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref

UNBALANCED, REVERSAL = "unbalanced", "reversal"
MOST_FINDINGS = 20

_PAYMENTS = """
    SELECT tenant_id, id, payer_id, findings FROM exchange_remits_payment
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE
"""
_POST = """
    WITH posted AS (
        UPDATE exchange_remits_paymentclaim AS paid SET state = 'posted'
        FROM unnest(%s::int[], %s::uuid[], %s::int[], %s::int[], %s::text[], %s::int[])
            AS new (tenant_id, payment_id, payment_seq, seq, payer_id, reverses)
        WHERE paid.tenant_id = new.tenant_id AND paid.payment_id = new.payment_id AND paid.seq = new.payment_seq
          AND paid.payment_id = ANY(%s::uuid[])
        RETURNING paid.*, new.seq AS new_seq, new.payer_id, new.reverses
    )
    INSERT INTO exchange_remits_adjudication
        (claim_id, tenant_id, seq, payment_id, payment_seq, payer_id, status, charge_cents, paid_cents, patient_cents,
         payer_number, body, reverses, posted_at, posted_by)
    SELECT claim_id, claim_tenant_id, new_seq, payment_id, seq, payer_id, status, charge_cents, paid_cents,
           patient_cents, payer_number, body, reverses, %s, %s
    FROM posted
"""
_HOLD = """
    UPDATE exchange_remits_paymentclaim AS paid SET state = 'held'
    FROM unnest(%s::int[], %s::uuid[], %s::int[]) AS new (tenant_id, payment_id, seq)
    WHERE paid.tenant_id = new.tenant_id AND paid.payment_id = new.payment_id AND paid.seq = new.seq
"""
_POSTED = """
    UPDATE exchange_remits_payment SET state = %s, posted_at = %s
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


def post(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Post the payments of a chunk; each goes on to its holder, also one that is not posted.

    A payment whose arithmetic does not close is flagged and posted nowhere. A reversal that equals no earlier
    adjudication to the cent is held back for a person, and the rest of its payment is posted.
    """
    payments = {payment.ref: payment for payment in _payments(chunk)}
    balanced = [payment for payment in payments.values() if not payment.findings]
    held = _post(balanced, by)
    _close(balanced, "posted")
    _close([payment for payment in payments.values() if payment.findings], "unbalanced")
    _record(payments.values(), held, by)
    return [_outcome(ref, payments.get(ref), held[ref]) for ref in chunk]


def _outcome(ref: Ref, payment: Payment | None, held: int) -> Outcome:
    if payment is None:
        return Already(ref)
    gives = (Given(Kind.PAYMENT, ref),)
    if payment.findings:
        note = "\n".join(finding["what"] for finding in payment.findings[:MOST_FINDINGS])
        return Aside(ref, UNBALANCED, note, gives)
    if held:
        note = f"{held} reversals equal no earlier adjudication of their claims to the cent"
        return Aside(ref, REVERSAL, note, gives)
    return Moved(ref, gives)


def _payments(chunk: Sequence[Ref]) -> list[Payment]:
    with cursor() as sql:
        sql.execute(_PAYMENTS, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        return [Payment(Ref(tenant, id), payer, json.loads(findings)) for tenant, id, payer, findings in sql.fetchall()]


def _post(payments: Sequence[Payment], by: str) -> Counter[Ref]:
    """Post what is matched; returns how many reversals of each payment were held back."""
    rows = load_paid(payments)
    if not rows:
        return Counter()
    widen({row.claim.tenant for row in rows})
    lock_claims(row.claim for row in rows)
    postings = place(rows)
    posted = [posting for posting in postings if posting.seq]
    held = [posting.paid for posting in postings if not posting.seq]
    _write(posted, by)
    _hold(held)
    learn(heard=((posting.paid.claim, posting.paid.payer_number) for posting in posted), kind="CLP07")
    keep([posting.paid for posting in posted])
    claims = sorted({posting.paid.claim for posting in posted})
    move(claims=claims, event="adjudicated", by=by, decisions=decide(claims=claims))
    return Counter(paid.payment for paid in held)


def _write(postings: Sequence[Posting], by: str) -> None:
    columns = (
        [posting.paid.payment.tenant for posting in postings],
        [posting.paid.payment.id for posting in postings],
        [posting.paid.seq for posting in postings],
        [posting.seq for posting in postings],
        [posting.paid.payer for posting in postings],
        [posting.reverses for posting in postings],
    )
    payments = list({posting.paid.payment.id for posting in postings})
    with set_wise() as sql:
        sql.execute(_POST, [*columns, payments, now(), by])


def _hold(held: Sequence[Paid]) -> None:
    columns = ([row.payment.tenant for row in held], [row.payment.id for row in held], [row.seq for row in held])
    with cursor() as sql:
        sql.execute(_HOLD, columns)


def _close(payments: Sequence[Payment], state: str) -> None:
    refs = [payment.ref for payment in payments]
    with cursor() as sql:
        sql.execute(_POSTED, [state, now(), sorted({ref.tenant for ref in refs}), [ref.id for ref in refs]])


def _record(payments: Iterable[Payment], held: Counter[Ref], by: str) -> None:
    for payment in payments:
        event = "remits:payment:unbalanced" if payment.findings else "remits:payment:posted"
        detail = {"findings": len(payment.findings), "held": held[payment.ref]}
        record(tenant=payment.ref.tenant, event=event, by=by, subjects=(payment.ref.id,), detail=detail)
