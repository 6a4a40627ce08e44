"""Whose are these payments? Payer and payee give the one who holds the right to each; nobody else ever gets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from clearlane.directory.providers.find_era_holders import find_era_holders
from clearlane.directory.providers.find_holders import find_holders
from clearlane.exchange.remits.find_test_holders import find_test_holders
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.remittance import Remittance

_ROUTES = """
    SELECT connection_id, payer_id_there, payer_id FROM exchange_routing_route WHERE connection_id = ANY(%s::uuid[])
"""

Known = Mapping[str, str]
"""The id by which a payer is known on a connection -> its id in the directory."""


def assign(*, payments: Sequence[tuple[Remittance, Sequence[str]]]) -> list[int | None]:
    """For each payment its holder of today; None where nobody holds the right, or where two ids of its payer disagree.

    Beside each payment stand the directory's ids of the payer that it may mean. A practice payer's payment goes to the
    one who owns the test claims in it, unless that one holds the payee's NPI and tax id: then as in production.
    """
    wanted = [_wanted(remittance, payers) for remittance, payers in payments]
    holders = find_era_holders(wanted={key for keys in wanted for key in keys}, on=today())
    found = [{holders[key] for key in keys if key in holders} for keys in wanted]
    entitled = [tenants.pop() if len(tenants) == 1 else None for tenants in found]
    owners = find_test_holders(payments=[remittance for remittance, _ in payments])
    return _unless_tried(entitled, owners, wanted)


def _unless_tried(
    entitled: Sequence[int | None], owners: Sequence[int | None], wanted: Sequence[list[tuple[str, str, str]]]
) -> list[int | None]:
    """The owner of test claims in the place of a stranger, and of nobody."""
    pairs = {(owner, *keys[0][1:]) for owner, keys in zip(owners, wanted, strict=True) if owner}
    held = {asked for asked, holder in find_holders(wanted=pairs, on=today()).items() if asked[0] == holder}
    return [
        owner if owner and (right is None or (owner, *keys[0][1:]) not in held) else right
        for right, owner, keys in zip(entitled, owners, wanted, strict=True)
    ]


def _wanted(remittance: Remittance, payers: Sequence[str]) -> list[tuple[str, str, str]]:
    payee = (remittance.payee_npi, "".join(digit for digit in remittance.payee_tin if digit.isdecimal()))
    return [(payer, *payee) for payer in payers or ("",)]


def load_known(*, connections: Iterable[UUID | None]) -> dict[UUID | None, Known]:
    """How payers are known on each of these connections, in one statement."""
    known: dict[UUID | None, dict[str, str]] = defaultdict(dict)
    with cursor() as sql:
        sql.execute(_ROUTES, [[connection for connection in set(connections) if connection]])
        for connection, there, payer in sql.fetchall():
            known[connection][there] = payer
    return dict(known)


def payers_of(*, remittance: Remittance, known: Known) -> list[str]:
    """The directory's ids of the payer that a payment names, the likeliest first.

    What the payment says of its payer (REF*2U, N104, TRN03) is looked up among the ids of the connection it came over;
    an id that is not there stands for itself. A connection of one payer names it.
    """
    said = [value for which in ("2U", "XV", "PI", "NF") for kind, value in remittance.payer_ids if kind == which]
    named = [known[value] for value in (*said, remittance.payer_id) if value in known]
    if not named and len(set(known.values())) == 1:
        named = list(known.values())
    return list(dict.fromkeys(named or [value for value in (*said, remittance.payer_id) if value]))
