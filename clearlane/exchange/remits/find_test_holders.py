"""Whose test claims does a test payment pay?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.remittance import Remittance

_OWNERS = """
    SELECT located.trace_number, located.tenant_id FROM exchange_batches_locator AS located
    JOIN exchange_batches_batch AS batch ON batch.id = located.batch_id
    JOIN exchange_connections_connection AS connection ON connection.id = batch.connection_id
    WHERE located.trace_number = ANY(%s::text[]) AND batch.usage = 'T' AND connection.tier = 'practice'
"""


def find_test_holders(*, payments: Sequence[Remittance]) -> list[int | None]:
    """For each payment the one tenant that owns every claim in it; None for those that are no test, or not so clear.

    A practice payer takes our trace number for its own (CLP07), so that a payment names its claims where the payee's
    NPI and tax id cannot: those of a test claim need not be verified, and two may try the same. Inside a scope of the
    house.
    """
    numbers = {claim.payer_control_number for payment in payments if payment.usage == "T" for claim in payment.claims}
    owners = _owners(sorted(numbers - {""})) if numbers else {}
    return [_holder(payment, owners) if payment.usage == "T" else None for payment in payments]


def _holder(payment: Remittance, owners: Mapping[str, int]) -> int | None:
    found = {owners.get(claim.payer_control_number) for claim in payment.claims}
    return found.pop() if len(found) == 1 else None


def _owners(numbers: Sequence[str]) -> dict[str, int]:
    with cursor() as sql:
        sql.execute(_OWNERS, [list(numbers)])
        return dict(sql.fetchall())
