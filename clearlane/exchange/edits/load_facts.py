"""Load what the edits may know for a whole chunk of claims, with one statement a kind of fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any
from uuid import UUID

from clearlane.directory.payers.find_payers import find_payers
from clearlane.directory.providers.find_holders import find_atypical, find_holders
from clearlane.directory.providers.find_unverified import find_unverified
from clearlane.exchange.edits.facts import EarlierClaim, Facts, PayerEntry
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.models import Tenant
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.outcome import Ref

TRANSACTION = "837P"
_MARKS = """
    SELECT tenant_id, fingerprint, claim_id, at FROM exchange_claims_fingerprint
    WHERE tenant_id = ANY(%s::int[]) AND fingerprint = ANY(%s::bytea[])
"""
_EARLIER = """
    SELECT claim.id, claim.patient_control_number, claim.state, claim.usage,
           claim.payer_code, (claim.received_at AT TIME ZONE 'UTC')::date,
           EXISTS (SELECT 1 FROM exchange_claims_transition AS told WHERE told.tenant_id = claim.tenant_id
                   AND told.claim_id = claim.id AND told.event = 'adjudicated')
    FROM exchange_claims_claim AS claim
    WHERE claim.tenant_id = ANY(%s::int[]) AND claim.id = ANY(%s::uuid[]) ORDER BY claim.id
"""
_NUMBERS = """
    SELECT known.tenant_id, known.number, claim.id, claim.patient_control_number, claim.state, claim.usage,
           claim.payer_code, (claim.received_at AT TIME ZONE 'UTC')::date,
           EXISTS (SELECT 1 FROM exchange_claims_transition AS told WHERE told.tenant_id = claim.tenant_id
                   AND told.claim_id = claim.id AND told.event = 'adjudicated')
    FROM exchange_claims_payernumber AS known
    JOIN exchange_claims_claim AS claim ON claim.tenant_id = known.tenant_id AND claim.id = known.claim_id
    WHERE known.tenant_id = ANY(%s::int[]) AND known.number = ANY(%s::text[])
"""

Holders = Mapping[tuple[int, str, str], int]
"""(submitter, NPI, tax id) -> the tenant whose such claims are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim about which facts are wanted, and its fingerprint, empty where it has none."""

    ref: Ref
    submitter: int
    claim: Claim
    fingerprint: bytes


def load_facts(*, asked: Sequence[Asked]) -> list[Facts]:
    """The facts for each of these claims, in order, inside a scope that holds their tenants.

    Of claims with the same fingerprint those that were judged first are earlier ones, whichever came first: of those
    judged together, those with the smaller id. So of any two, in whatever order they are judged, one is held.
    """
    on = today()
    holders = find_holders(wanted={_payee(one) for one in asked}, on=on)
    base = _by_submitter(asked, holders, on)
    earlier = _earlier(asked)
    numbers = _numbers(asked)
    return [_facts(_of_tenant(base[one.submitter], one, holders), one, earlier, numbers) for one in asked]


def _of_tenant(base: Facts, one: Asked, holders: Holders) -> Facts:
    """A pair that came to another organization after the claim did is none by which this claim may go out."""
    _, npi, tin = payee = _payee(one)
    if holders.get(payee, one.ref.tenant) == one.ref.tenant:
        return base
    moved = frozenset({(npi, tin)})
    return replace(base, pairs=base.pairs - moved, moved=moved)


def _by_submitter(asked: Sequence[Asked], pairs: Holders, on: date) -> dict[int, Facts]:
    tried = find_unverified(wanted={_payee(one) for one in asked} - pairs.keys(), on=on)
    numbers = {(one.submitter, number, one.claim.billing.tin) for one in asked for number in _legacy(one.claim)}
    atypical = find_atypical(wanted=numbers, on=on)
    payers = _payers(asked)
    submitters = {one.submitter for one in asked}
    live = dict(Tenant.objects.using(alias()).filter(id__in=submitters).values_list("id", "is_live"))
    return {
        submitter: Facts(
            today=on,
            is_live=live.get(submitter, False),
            pairs=frozenset((npi, tin) for (sender, npi, tin) in pairs if sender == submitter),
            unverified=frozenset((npi, tin) for (sender, npi, tin) in tried if sender == submitter),
            atypical=frozenset((number, tin) for (sender, number, tin) in atypical if sender == submitter),
            payers=payers,
        )
        for submitter in submitters
    }


def _payee(one: Asked) -> tuple[int, str, str]:
    return one.submitter, one.claim.billing.npi, one.claim.billing.tin


def _legacy(claim: Claim) -> Iterable[str]:
    return (number for qualifier, number in claim.billing.legacy_ids if qualifier == "G2")


def _payers(asked: Sequence[Asked]) -> dict[str, PayerEntry]:
    entries = find_payers(
        payer_ids={one.claim.payer.id for one in asked} | {one.claim.payer.id.upper() for one in asked}
    )
    return {
        id.upper(): PayerEntry(
            id=entry.payer_id,
            name=entry.name,
            is_live=entry.is_live,
            takes_claims=TRANSACTION in entry.takes,
            frequencies=entry.takes.get(TRANSACTION, frozenset()),
        )
        for id, entry in entries.items()
    }


def _earlier(asked: Sequence[Asked]) -> Mapping[tuple[int, bytes], list[tuple[UUID, EarlierClaim]]]:
    """By fingerprint the claims that have it, first judged first, where another than the one asked about has."""
    marks = [one for one in asked if one.fingerprint]
    bearers: dict[tuple[int, bytes], list[UUID]] = defaultdict(list)
    found = _rows(_MARKS, marks, [one.fingerprint for one in marks])
    for tenant, mark, id, _ in sorted(found, key=lambda row: (row[3], row[2])):
        bearers[tenant, bytes(mark)].append(id)
    own = {(one.ref.tenant, one.fingerprint): [one.ref.id] for one in marks}
    shared = {key: ids for key, ids in bearers.items() if ids != own.get(key)}
    known = {id: _claim(id, rest) for id, *rest in _of_claims(shared)}
    return {key: [(id, known[id]) for id in ids if id in known] for key, ids in shared.items()}


def _of_claims(shared: Mapping[tuple[int, bytes], Sequence[UUID]]) -> list[tuple[Any, ...]]:
    if not shared:
        return []
    with cursor() as sql:
        sql.execute(_EARLIER, [sorted({tenant for tenant, _ in shared}), [id for ids in shared.values() for id in ids]])
        return list(sql.fetchall())


def _numbers(asked: Sequence[Asked]) -> Mapping[tuple[int, str], EarlierClaim]:
    replacing = [one for one in asked if one.claim.payer_control_number]
    rows = _rows(_NUMBERS, replacing, [one.claim.payer_control_number for one in replacing])
    return {(tenant, number): _claim(id, rest) for tenant, number, id, *rest in rows}


def _rows(query: str, asked: Sequence[Asked], values: Sequence[bytes | str]) -> list[tuple[Any, ...]]:
    if not asked:
        return []
    with cursor() as sql:
        sql.execute(query, [sorted({one.ref.tenant for one in asked}), list(values)])
        return list(sql.fetchall())


def _claim(id: UUID, row: Sequence[Any]) -> EarlierClaim:
    number, state, usage, payer, received, adjudicated = row
    return EarlierClaim(
        claim_id=str(id),
        patient_control_number=str(number),
        state=str(state),
        usage=str(usage),
        payer_id=str(payer),
        is_adjudicated=bool(adjudicated),
        received_date=received,
    )


def _facts(
    base: Facts,
    one: Asked,
    earlier: Mapping[tuple[int, bytes], list[tuple[UUID, EarlierClaim]]],
    numbers: Mapping[tuple[int, str], EarlierClaim],
) -> Facts:
    bearers = earlier.get((one.ref.tenant, one.fingerprint), ())
    before = tuple(claim for _, claim in takewhile(lambda bearer: bearer[0] != one.ref.id, bearers))
    known = numbers.get((one.ref.tenant, one.claim.payer_control_number))
    if not before and known is None:
        return base
    return replace(
        base,
        earlier={one.fingerprint: before} if before else base.earlier,
        numbers={one.claim.payer_control_number: known} if known else base.numbers,
    )
