"""A status of a whole batch (2200B) or provider (2200C) counts for all its claims that are not named below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from clearlane.exchange.responses.judge import judge
from clearlane.exchange.responses.load_responses import ResponseRow, load_claims_of_sets
from clearlane.exchange.responses.locate import FoundBatch, Located, claims_in, find_batches, locate
from clearlane.exchange.responses.settle import Word
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Ref

_PROVIDERS = """
    SELECT tenant_id, id, billing_npi, billing_tin FROM exchange_claims_claim
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


def spread(rows: Sequence[ResponseRow]) -> dict[Ref, list[Word] | None]:
    """The words that statuses above the claims mean, by response; None where no batch of ours can be found.

    What one set says of all counts for those that this very set does not name.
    """
    if not rows:
        return {}
    below = load_claims_of_sets(sets=list({row.set for row in rows}))
    named = locate(below)
    batches = _by_claims(rows, below, named) | find_batches(rows)
    inside = claims_in(batches.values())
    by_name = {(row.set, named[row.id].claim) for row in below if row.id in named}
    unnamed = {
        row.id: [ref for ref in inside[batches[row.id]] if (row.set, ref) not in by_name]
        for row in rows
        if row.id in batches
    }
    providers = _providers({ref for row in rows if row.level != "batch" for ref in unnamed.get(row.id, ())})
    return {row.ref: _words(row, batches.get(row.id), unnamed.get(row.id, ()), providers) for row in rows}


def _by_claims(
    rows: Sequence[ResponseRow], below: Sequence[ResponseRow], named: Mapping[UUID, Located]
) -> dict[UUID, FoundBatch]:
    """Where BHT03 names no batch: the one batch from which all claims named in the set come."""
    of_set: dict[UUID, set[FoundBatch]] = defaultdict(set)
    for row in below:
        if row.id in named:
            of_set[row.set].add(replace(named[row.id].batch, set_seq=0))
    return {row.id: next(iter(of_set[row.set])) for row in rows if len(of_set[row.set]) == 1}


def _providers(claims: Collection[Ref]) -> dict[Ref, tuple[str, str]]:
    """NPI and tax id of who bills each of these claims."""
    if not claims:
        return {}
    with cursor() as sql:
        sql.execute(_PROVIDERS, [sorted({ref.tenant for ref in claims}), [ref.id for ref in claims]])
        return {Ref(tenant, id): (npi, tin) for tenant, id, npi, tin in sql.fetchall()}


def _words(
    row: ResponseRow, batch: FoundBatch | None, claims: Sequence[Ref], providers: Mapping[Ref, tuple[str, str]]
) -> list[Word] | None:
    if batch is None or row.connection != batch.connection or (row.usage == "T" and batch.usage != "T"):
        return None
    event = judge(row.statuses)
    if not event:
        return []
    return [Word(row, ref, event, is_by_name=False) for ref in claims if _is_meant(row, providers.get(ref, ()))]


def _is_meant(row: ResponseRow, provider: Collection[str]) -> bool:
    """Whether a status above the claims means one of this provider; one of a provider without an id means nobody's."""
    said = row.body.get("provider_id", "")
    return row.level == "batch" or (bool(said) and said in provider)
