"""A status of a whole batch (2200B) or provider (2200C) counts for all its claims that are not named below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from clearlane.exchange.claims.states import sources
from clearlane.exchange.responses.judge import judge
from clearlane.exchange.responses.load_responses import ResponseRow, load_claims_of_sets
from clearlane.exchange.responses.locate import FoundBatch, Located, claims_in, find_batches, locate
from clearlane.exchange.responses.settle import Word
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

_STATES = """
    SELECT tenant_id, id, state, billing_npi, billing_tin FROM exchange_claims_claim
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A claim of the batch of which nothing is said by name."""

    claim: Ref
    state: str
    npi: str
    tin: str


def spread(rows: Sequence[ResponseRow]) -> dict[Ref, list[Word] | None]:
    """The words that statuses above the claims mean, by response; None where no batch of ours can be found.

    Only claims that the event would move are told: a receipt of the batch is no news to a claim that was accepted.
    """
    if not rows:
        return {}
    below = load_claims_of_sets(sets=list({row.set for row in rows}))
    named = locate(below)
    batches = _by_claims(rows, below, named) | find_batches(rows)
    inside = claims_in(batches.values())
    named_claims = {located.claim for located in named.values()}
    unnamed = _unnamed([ref for refs in inside.values() for ref in refs if ref not in named_claims])
    return {row.ref: _words(row, batches.get(row.id), inside, unnamed) for row in rows}


def _by_claims(
    rows: Sequence[ResponseRow], below: Sequence[ResponseRow], named: Mapping[UUID, Located]
) -> dict[UUID, FoundBatch]:
    """Where BHT03 names no batch: the one batch from which all claims named in the set come."""
    of_set: dict[UUID, set[FoundBatch]] = defaultdict(set)
    for row in below:
        if row.id in named:
            of_set[row.set].add(replace(named[row.id].batch, set_seq=0))
    return {row.id: next(iter(of_set[row.set])) for row in rows if len(of_set[row.set]) == 1}


def _unnamed(claims: Sequence[Ref]) -> dict[Ref, Unnamed]:
    if not claims:
        return {}
    with cursor() as sql:
        sql.execute(_STATES, [sorted({ref.tenant for ref in claims}), [ref.id for ref in claims]])
        rows = [Unnamed(Ref(row[0], row[1]), *row[2:]) for row in sql.fetchall()]
    return {row.claim: row for row in rows}


def _words(
    row: ResponseRow, batch: FoundBatch | None, inside: Mapping[FoundBatch, list[Ref]], unnamed: Mapping[Ref, Unnamed]
) -> list[Word] | None:
    if batch is None or row.connection != batch.connection or (row.usage == "T" and batch.usage != "T"):
        return None
    event = judge(row.statuses)
    if not event:
        return []
    movable = {state for states in sources(event).values() for state in states}
    here = (unnamed[ref] for ref in inside.get(batch, ()) if ref in unnamed)
    return [Word(row, claim.claim, event) for claim in here if claim.state in movable and _is_meant(row, claim)]


def _is_meant(row: ResponseRow, claim: Unnamed) -> bool:
    """Whether a status above the claims means this one; one of a provider without an id means nobody's."""
    provider = row.body.get("provider_id", "")
    return row.level == "batch" or (bool(provider) and provider in (claim.npi, claim.tin))
