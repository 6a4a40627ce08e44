"""Whose claim does a response speak of? By our trace number, else by batch, sender's number and charge.

Sources: the payer returns REF*D9 as we sent it; without it 2200B TRN02 is BHT03 of our batch and 2200D TRN02 is CLM01
[RFI 1926], which some cut to 20 characters or fold to capitals. Two candidates are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.describe import cents
from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.widen import widen
from clearlane.vocabulary.outcome import Ref

KEPT_BY_ALL = 20

_BY_NUMBER = """
    SELECT locator.trace_number, locator.tenant_id, locator.claim_id, batch.id, batch.connection_id, batch.usage
    FROM exchange_batches_locator AS locator
    JOIN exchange_batches_batch AS batch ON batch.tenant_id = %s AND batch.id = locator.batch_id
    WHERE locator.trace_number = ANY(%s::text[])
"""
_BATCHES = """
    SELECT id, connection_id, usage, bht03 FROM exchange_batches_batch
    WHERE tenant_id = %s AND connection_id = ANY(%s::uuid[]) AND bht03 = ANY(%s::text[])
"""
_IN_BATCHES = """
    SELECT batch_id, set_seq, tenant_id, claim_id FROM exchange_batches_locator WHERE batch_id = ANY(%s::uuid[])
"""
_NUMBERS = """
    SELECT id, patient_control_number, total_cents FROM exchange_claims_claim
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class FoundBatch:
    """A batch of ours, and over which connection and as what (P, T) it left; ``set_seq``: one set of it, 0 is all."""

    id: UUID
    connection: UUID
    usage: str
    set_seq: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """The claim that a response speaks of, and the batch in which it left."""

    claim: Ref
    batch: FoundBatch


def locate(responses: Sequence[ResponseRow]) -> dict[UUID, Located]:
    """The claim of each response about a claim, by the response's id; what is not found is not there.

    Widens the open scope by the tenants of the claims that it looks at.
    """
    found = _by_number(responses)
    rest = [response for response in responses if response.id not in found]
    return found | _by_batch(rest) if rest else found


def find_batches(responses: Sequence[ResponseRow]) -> dict[UUID, FoundBatch]:
    """The batch, and the set of it, that each response names by BHT03, by the response's id."""
    connections = {response.connection for response in responses if response.connection}
    named = {response.id: _reference(response.batch_trace) for response in responses}
    with cursor() as sql:
        sql.execute(_BATCHES, [HOUSE, list(connections), list({reference for reference, _ in named.values()})])
        known = {(connection, bht03): (id, connection, usage) for id, connection, usage, bht03 in sql.fetchall()}
    found = {}
    for response in responses:
        reference, set_seq = named[response.id]
        if (response.connection, reference) in known:
            found[response.id] = FoundBatch(*known[response.connection, reference], set_seq)
    return found


def _reference(trace: str) -> tuple[str, int]:
    """BHT03 of the batch's first set, and which set is meant: ``000000012-2`` is the second of that batch."""
    first, _, number = trace.strip().partition("-")
    return first, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1


def claims_in(batches: Iterable[FoundBatch]) -> dict[FoundBatch, list[Ref]]:
    """The claims of each of these batches, or of the one set of it that is meant; widens the scope by their tenants."""
    wanted = set(batches)
    with cursor() as sql:
        sql.execute(_IN_BATCHES, [list({batch.id for batch in wanted})])
        rows = sql.fetchall()
    widen({tenant for _, _, tenant, _ in rows})
    return {
        batch: [Ref(tenant, claim) for id, seq, tenant, claim in rows if id == batch.id and batch.set_seq in (0, seq)]
        for batch in wanted
    }


def _by_number(responses: Sequence[ResponseRow]) -> dict[UUID, Located]:
    numbers = {response.our_trace.strip() for response in responses} - {""}
    if not numbers:
        return {}
    with cursor() as sql:
        sql.execute(_BY_NUMBER, [HOUSE, list(numbers)])
        known = {row[0]: Located(Ref(row[1], row[2]), FoundBatch(*row[3:])) for row in sql.fetchall()}
    widen({located.claim.tenant for located in known.values()})
    return {r.id: known[r.our_trace.strip()] for r in responses if r.our_trace.strip() in known}


def _by_batch(responses: Sequence[ResponseRow]) -> dict[UUID, Located]:
    batches = find_batches(responses)
    inside = claims_in(batches.values())
    numbers = _numbers([ref for refs in inside.values() for ref in refs])
    candidates = {batch: _by_key(refs, numbers) for batch, refs in inside.items()}
    found = {}
    for response in responses:
        batch = batches.get(response.id)
        if batch is None or not response.body.get("charge"):
            continue
        key = (response.trace.upper()[:KEPT_BY_ALL], cents(response.body["charge"]))
        fitting = [ref for ref in candidates.get(batch, {}).get(key, ()) if _fits(response.trace, numbers[ref][0])]
        if len(fitting) == 1:
            found[response.id] = Located(fitting[0], batch)
    return found


def _numbers(claims: Sequence[Ref]) -> dict[Ref, tuple[str, int]]:
    if not claims:
        return {}
    tenant_of = {ref.id: ref.tenant for ref in claims}
    with cursor() as sql:
        sql.execute(_NUMBERS, [sorted(set(tenant_of.values())), list(tenant_of)])
        return {Ref(tenant_of[id], id): (number, total) for id, number, total in sql.fetchall()}


def _by_key(claims: Sequence[Ref], numbers: Mapping[Ref, tuple[str, int]]) -> dict[tuple[str, int], list[Ref]]:
    """The claims by what is left of their number in the worst case, and their charge in cents."""
    keyed: dict[tuple[str, int], list[Ref]] = defaultdict(list)
    for ref in claims:
        if ref in numbers:
            number, total = numbers[ref]
            keyed[number.upper()[:KEPT_BY_ALL], total].append(ref)
    return keyed


def _fits(trace: str, number: str) -> bool:
    """Whether a payer may have made this trace of our number: as sent, cut to 20, in capitals, or both."""
    return trace in (number, number[:KEPT_BY_ALL], number.upper(), number.upper()[:KEPT_BY_ALL])
