"""Choose the way for each claim: which connection leads to its payer, and what the payer is called there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.find_fault import find_fault
from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.exchange.routing.lane import lane
from clearlane.exchange.routing.no_way import no_way
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref

TRANSACTION = "837P"
_Enrolled = tuple[str, str, str, UUID]
TIER = {"P": "production", "T": "practice"}
"""Which class of connection a claim may travel on; nothing ever crosses between the two."""

RECEIPT = {"category": "A1", "code": "20", "entity": ""}
"""What we tell a submitter of a claim that we pass on: received by the clearinghouse."""

_CLAIMS = """
    SELECT tenant_id, id, submitter_id, file_id, state, usage, version, bht06, payer_code, billing_npi, billing_tin,
           seq
    FROM exchange_claims_claim WHERE id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[]) ORDER BY id
"""
_TOLD = """
    SELECT tenant_id, claim_id FROM exchange_claims_answer
    WHERE claim_id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[]) AND source = 'us' AND statuses = %s
"""
_ROUTES = """
    SELECT DISTINCT ON (route.payer_id, connection.tier)
           route.payer_id, connection.tier, route.connection_id, route.needs_enrollment
    FROM exchange_routing_route AS route
    JOIN exchange_connections_connection AS connection ON connection.id = route.connection_id
    WHERE route.payer_id = ANY(%(payers)s::text[]) AND route.transaction = %(transaction)s AND connection.is_live
      AND route.from_date <= %(on)s AND (route.until_date IS NULL OR route.until_date > %(on)s)
    ORDER BY route.payer_id, connection.tier, route.from_date DESC
"""
_ENROLLED = """
    SELECT DISTINCT npi, tin, payer_id, connection_id FROM directory_providers_enrollment
    WHERE transaction = %(transaction)s AND status = 'live' AND payer_id = ANY(%(payers)s::text[])
      AND from_date <= %(on)s AND (until_date IS NULL OR until_date > %(on)s)
"""


@dataclass(frozen=True, slots=True)
class _Row:
    tenant: int
    id: UUID
    submitter: int
    file: UUID
    state: str
    usage: str
    version: str
    bht06: str
    payer: str
    npi: str
    tin: str
    seq: int

    @property
    def ref(self) -> Ref:
        return Ref(self.tenant, self.id)

    def lane(self, connection: UUID) -> str:
        return lane(connection=connection, usage=self.usage, version=self.version, bht06=self.bht06)


@dataclass(frozen=True, slots=True)
class _Route:
    connection: UUID
    needs_enrollment: bool


def choose(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Route these claims: ready where there is a way, held with what to do where there is none."""
    rows = _rows(chunk)
    open_rows = [row for row in rows if row.state == "received"]
    routes = _routes(open_rows)
    found = {row.ref: routes.get((row.payer.upper(), TIER[row.usage])) for row in open_rows}
    enrolled = (
        _enrolled(open_rows) if any(route and route.needs_enrollment for route in found.values()) else frozenset()
    )
    ready = [row for row in open_rows if (route := found[row.ref]) and _may_use(route, row, enrolled)]
    outcomes = _go(ready, {ref: route for ref, route in found.items() if route}, by)
    going = {row.ref for row in ready}
    held = [row for row in open_rows if row.ref not in going]
    outcomes += _hold(held, {row.ref: "not_enrolled" if found[row.ref] else "no_route" for row in held}, by)
    known = {row.ref for row in open_rows}
    return [*outcomes, *(Already(ref) for ref in chunk if ref not in known)]


def _may_use(route: _Route, row: _Row, enrolled: frozenset[_Enrolled]) -> bool:
    return not route.needs_enrollment or (row.npi, row.tin, row.payer.upper(), route.connection) in enrolled


def _go(ready: Sequence[_Row], routes: dict[Ref, _Route], by: str) -> list[Outcome]:
    ways = {row.ref: routes[row.ref].connection for row in ready}
    move(claims=list(ways), event="pass", by=by, connections=ways)
    told = _told(ready)
    new = [row for row in ready if row.ref not in told]
    owed = owe(owed=[Owed(row.ref, row.submitter, row.file, [RECEIPT]) for row in new])
    answers = {row.ref: answer for row, answer in zip(new, owed, strict=True)}
    goes = {row.ref: Given(Kind.CLAIM, row.ref, lane=row.lane(ways[row.ref])) for row in ready}
    return [Moved(ref, gives=(given, *([answers[ref]] if ref in answers else []))) for ref, given in goes.items()]


def _told(ready: Sequence[_Row]) -> set[Ref]:
    """The claims whose receipt was owed before: those with moves behind them come here again, and are told once."""
    again = [row for row in ready if row.seq]
    if not again:
        return set()
    asked = [[row.id for row in again], sorted({row.tenant for row in again}), json.dumps([RECEIPT])]
    return {Ref(*row) for row in _ask(_TOLD, asked)}


def _hold(held: Sequence[_Row], reasons: dict[Ref, str], by: str) -> list[Outcome]:
    move(claims=[row.ref for row in held], event="hold", by=by, details=reasons)
    find_fault({row.ref: no_way(reason=reasons[row.ref], payer=row.payer, npi=row.npi) for row in held})
    return [Aside(row.ref, reasons[row.ref], f"payer {row.payer}") for row in held]


def _rows(chunk: Sequence[Ref]) -> list[_Row]:
    return [_Row(*row) for row in _ask(_CLAIMS, [[ref.id for ref in chunk], sorted({ref.tenant for ref in chunk})])]


def _routes(rows: Sequence[_Row]) -> dict[tuple[str, str], _Route]:
    asked = {"payers": sorted({row.payer.upper() for row in rows}), "transaction": TRANSACTION, "on": today()}
    return {(payer, tier): _Route(connection, needs) for payer, tier, connection, needs in _ask(_ROUTES, asked)}


def _enrolled(rows: Sequence[_Row]) -> frozenset[_Enrolled]:
    asked = {"payers": sorted({row.payer.upper() for row in rows}), "transaction": TRANSACTION, "on": today()}
    return frozenset((npi, tin, payer, connection) for npi, tin, payer, connection in _ask(_ENROLLED, asked))


def _ask(query: str, parameters: Any) -> list[tuple[Any, ...]]:
    with cursor() as sql:
        sql.execute(query, parameters)
        return list(sql.fetchall())
