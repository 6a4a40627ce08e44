"""Learn the numbers by which payers know claims, each with the time at which it was first heard."""

from __future__ import annotations

from collections.abc import Iterable

from clearlane.exchange.claims.describe import storable
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.outcome import Ref

_COLUMNS = {"tenant_id": "int", "number": "text", "claim_id": "uuid", "kind": "text", "at": "timestamptz"}


def learn(*, heard: Iterable[tuple[Ref, str]], kind: str) -> None:
    """Keep each (claim, number) of a kind, 1K or CLP07, inside the caller's scope; what is known stays as it is."""
    at = now()
    rows = [(claim.tenant, storable(number), claim.id, kind, at) for claim, number in sorted(set(heard)) if number]
    insert(table="exchange_claims_payernumber", columns=_COLUMNS, rows=rows, conflict="ON CONFLICT DO NOTHING")
