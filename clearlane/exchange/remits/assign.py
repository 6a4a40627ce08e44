"""Whose is a payment? Payer and payee give the one who holds the right to it; nobody else ever gets it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.directory.providers.find_era_holders import find_era_holders
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.remittance import Remittance

_ROUTES = "SELECT payer_id_there, payer_id FROM exchange_routing_route WHERE connection_id = %s"


def assign(*, remittance: Remittance, payers: Sequence[str]) -> int | None:
    """The tenant that holds the right to this payment today; None where nobody does, or two payers' ids disagree.

    ``payers`` are the directory's ids that the payment may mean.
    """
    payee = (remittance.payee_npi, "".join(digit for digit in remittance.payee_tin if digit.isdecimal()))
    wanted = [(payer, *payee) for payer in payers] or [("", *payee)]
    holders = set(find_era_holders(wanted=wanted, on=today()).values())
    return holders.pop() if len(holders) == 1 else None


def payers_of(*, remittance: Remittance, connection: UUID | None) -> list[str]:
    """The directory's ids of the payer that a payment names, the likeliest first.

    What the payment says of its payer (REF*2U, N104, TRN03) is looked up among the ids by which payers are known on
    the connection it came over; an id that is not there stands for itself. A connection of one payer names it.
    """
    with cursor() as sql:
        sql.execute(_ROUTES, [connection])
        known: dict[str, str] = dict(sql.fetchall())
    said = [value for which in ("2U", "XV", "PI", "NF") for kind, value in remittance.payer_ids if kind == which]
    named = [known[value] for value in (*said, remittance.payer_id) if value in known]
    if not named and len(set(known.values())) == 1:
        named = list(known.values())
    return list(dict.fromkeys(named or [value for value in (*said, remittance.payer_id) if value]))
