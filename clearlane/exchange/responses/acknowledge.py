"""A TA1 or a 999 speaks of our envelope and our syntax: the batch is acknowledged, or the operator has it in hand.

A payer's refusal of what *we* wrote rejects nobody's claim: its submitter sees nothing rejected, and the batch stands
on the operator's list with each error mapped back to the segment of the sender.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.claims.move import move
from clearlane.exchange.responses.cut_999 import cut_999
from clearlane.exchange.responses.explain_errors import explain_errors
from clearlane.exchange.responses.find_batch import SentBatch, find_batch
from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.exchange.responses.load_sets import SentSet, load_sets
from clearlane.exchange.responses.locate import FoundBatch, claims_in
from clearlane.exchange.responses.mark import Mark, mark
from clearlane.exchange.responses.settle import lock_claims
from clearlane.foundation.clock.read import now
from clearlane.foundation.outbox.conclude import confirm
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Aside, Moved, Outcome, Ref

UNMATCHED, REFUSED, UNEXPECTED = "unmatched", "refused", "unexpected"

_UNSURE = ("sending", "in_doubt")
_ANSWERED = """
    UPDATE exchange_batches_batch SET state = %s, answered_at = coalesce(answered_at, %s)
    WHERE tenant_id = %s AND id = %s AND state = ANY(%s::text[])
"""
_OUTBOX = "SELECT id FROM foundation_outbox_outbox WHERE tenant_id = %s AND subject = %s"
_MAY_BECOME = {
    "acknowledged": ("built", "sending", "in_doubt", "sent", "acknowledged"),
    "refused": ("built", "sending", "in_doubt", "sent", "acknowledged", "refused"),
}


def acknowledge(rows: Sequence[ResponseRow], *, by: str) -> dict[Ref, Outcome]:
    """Put TA1s and 999s onto the batches that they name; inside the house's scope, which is widened by the claims'."""
    if not rows:
        return {}
    batches = find_batch(rows)
    sets = {sent.ref.id: sent for sent in load_sets([Ref(HOUSE, id) for id in {row.set for row in rows}])}
    outcomes: dict[Ref, Outcome] = {}
    for row in rows:
        batch = batches.get(row.id)
        if batch is None:
            outcomes[row.ref] = Aside(row.ref, UNMATCHED, "no batch on this connection has this control number")
        else:
            outcomes[row.ref] = _put(row, batch, sets[row.set], by)
    mark([_mark(row, outcomes[row.ref], batches.get(row.id)) for row in rows])
    return outcomes


def _put(row: ResponseRow, batch: SentBatch, sent: SentSet, by: str) -> Outcome:
    whole = FoundBatch(batch.id, batch.connection, batch.usage)
    claims = sorted(lock_claims(claims_in([whole])[whole]))
    if batch.state in _UNSURE:
        _arrived(batch, claims, f"the payer's {row.kind} shows that it arrived", by)
    _answered(batch.id, "refused" if _is_refusal(row) else "acknowledged")
    _keep(row, batch, sent, claims)
    problem = _problem(row)
    if batch.state == "unbatched" and not _is_refusal(row):
        return Aside(row.ref, UNEXPECTED, "the batch was taken apart, and has arrived: its claims may be there twice")
    if not problem:
        return Moved(row.ref)
    return Aside(row.ref, REFUSED, "\n".join([problem, *explain_errors(row=row, batch=batch)]))


def _keep(row: ResponseRow, batch: SentBatch, sent: SentSet, claims: Sequence[Ref]) -> None:
    """Each claim's part of it, under its tenant's key. A TA1 speaks of the envelope alone: it is everybody's."""
    if row.kind == "TA1":
        plain = dict.fromkeys(claims, sent.envelope() + sent.content())
    else:
        plain = cut_999(sent=sent, batch=batch.id, claims=claims)
    kind, span = row.kind.lower(), (row.first_segment, row.last_segment)
    keep_extracts(extracts=[ExtractOf(ref, kind, sent.sha256, *span, plain[ref]) for ref in claims])


def _arrived(batch: SentBatch, claims: Sequence[Ref], why: str, by: str) -> None:
    """An answer to a batch of which nobody knew whether it had arrived."""
    move(claims=claims, event="send", by=by, detail=why)
    with cursor() as sql:
        sql.execute(_OUTBOX, [HOUSE, batch.id])
        for (outbox,) in sql.fetchall():
            confirm(tenant=HOUSE, outbox=outbox, by=by)


def _is_refusal(row: ResponseRow) -> bool:
    """Whether nothing of the batch, or not all of its sets, was taken."""
    if row.kind == "TA1":
        return str(row.body["verdict"]) == "R"
    verdicts = [each["verdict"] for each in row.body["sets"]]
    return row.body["verdict"] not in ("A", "E", "P") or any(verdict not in ("A", "E") for verdict in verdicts)


def _problem(row: ResponseRow) -> str:
    """One line for the operator, "" where all was accepted."""
    if row.kind == "TA1":
        verdict, code = row.body["verdict"], row.body["code"]
        return "" if verdict == "A" else f"TA1 {verdict}, note {code}, on interchange {row.body['control']}"
    verdict, codes = row.body["verdict"], " ".join(row.body["codes"])
    sets = [each for each in row.body["sets"] if each["verdict"] != "A"]
    if verdict == "A" and not sets:
        return ""
    listed = ", ".join(f"ST {each['control']} IK5 {each['verdict']} {' '.join(each['codes'])}".strip() for each in sets)
    return f"999 AK9 {verdict} {codes} on group {row.body['control']}: {listed}".strip(" :")


def _answered(batch: UUID, state: str) -> None:
    with cursor() as sql:
        sql.execute(_ANSWERED, [state, now(), HOUSE, batch, list(_MAY_BECOME[state])])


def _mark(row: ResponseRow, outcome: Outcome, batch: SentBatch | None) -> Mark:
    state = "aside" if isinstance(outcome, Aside) and outcome.reason == UNMATCHED else "matched"
    return Mark(row.id, state, batch=batch.id if batch else None)
