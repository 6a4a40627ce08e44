"""Claims that a payment may mean: those that left the house, by the payer's number and by the sender's, folded."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.remits.compare import Paid, fold
from clearlane.exchange.remits.find_candidates import (
    FOLDED,
    LEFT_THE_HOUSE,
    Found,
    PaidRow,
    PaymentHere,
    find_candidates,
)
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, plant

NEVER_LEFT = {"received", "dead", "held", "stuck", "rejected", "withdrawn", "ready"}


def paid(tenant: int, number: str = "", *, payer_number: str = "", owner: int = 0, controls: Any = ()) -> PaidRow:
    """One CLP of a payment to a tenant."""
    here = PaymentHere(Ref(tenant, uuid4()), None, "HARBOR", "P", "assigned", owner or tenant)
    return PaidRow(here, 1, Paid(number, 12_500, None, "", frozenset(controls)), payer_number)


def found(as_role: AsRole, *rows: PaidRow) -> Found:
    """What is found for them, in the scope of their holders."""
    with as_role("flow"), scope({room for row in rows for room in (row.payment.ref.tenant, row.payment.owner)}, by="t"):
        return find_candidates(rows)


def ids(claims: Any) -> set[UUID]:
    return {claim.id for claim in claims}


def test_every_state_either_left_the_house_or_did_not() -> None:
    assert set(LEFT_THE_HOUSE) | NEVER_LEFT == set(STATES)
    assert not set(LEFT_THE_HOUSE) & NEVER_LEFT


def test_only_claims_that_left_the_house_can_be_paid(tenant: MakeTenant, as_role: AsRole) -> None:
    practice = tenant()
    made = {
        state: plant(submitter=practice, state=state, patient_control_number=f"N-{n}").claim
        for n, state in enumerate(STATES)
    }
    rows = [paid(practice, f"n{n}") for n in range(len(STATES))]
    told = found(as_role, *rows, paid(practice, payer_number="ICN-1"))
    left = {made[state] for state in LEFT_THE_HOUSE}
    assert {id for claims in told.by_fold.values() for id in ids(claims)} == left
    assert ids(told.by_number[practice, "ICN-1"]) == left


def test_a_number_is_found_however_a_payer_folded_it(tenant: MakeTenant, as_role: AsRole) -> None:
    practice = tenant()
    numbers = ["ACCT-1", "acct 1", "A.C.C.T.1", "ACCT1XXXXXXXXXXXXXXXZZZ", "\u00c4ACCT1", "OTHER", "----"]
    claims = {number: plant(submitter=practice, patient_control_number=number).claim for number in numbers}
    told = found(as_role, paid(practice, "acct1"), paid(practice, "ACCT-1XXXXXXXXXXXXXXXQQQ"), paid(practice, "-"))
    assert ids(told.by_fold[practice, "ACCT1"]) == {
        claims[one] for one in ("ACCT-1", "acct 1", "A.C.C.T.1", "\u00c4ACCT1")
    }
    assert ids(told.by_fold[practice, "ACCT1XXXXXXXXXXXXXXX"]) == {claims["ACCT1XXXXXXXXXXXXXXXZZZ"]}
    assert set(told.by_fold) == {(practice, "ACCT1"), (practice, "ACCT1XXXXXXXXXXXXXXX")}


NUMBERS = [
    "", "A", "a-b", "A B\tC", "0012", "\u00e9t\u00e9", "stra\u00dfe", "\u0131\u0130", "\ufb01x", "\u0660\u0661",
    "x" * 19, "x" * 20, "x" * 21, "-" * 30 + "y", "a_b*c~d", "Q\u0307", "\u00b5\u017f", "end\r\n",
]  # fmt: skip


def test_the_database_folds_a_number_as_the_program_does(house: int, as_role: AsRole) -> None:
    with as_role("flow"), scope([house], by="t"), cursor() as sql:
        sql.execute(f"SELECT {FOLDED} FROM unnest(%s::text[]) AS given (patient_control_number)", [NUMBERS])
        assert [folded for (folded,) in sql.fetchall()] == [fold(number) for number in NUMBERS]


def test_a_strangers_claim_with_the_same_numbers_is_never_meant(tenant: MakeTenant, as_role: AsRole) -> None:
    one, other = tenant(), tenant()
    mine, theirs = plant(submitter=one), plant(submitter=other)
    told = found(as_role, paid(one, mine_number := "PLANTED7Q", payer_number="ICN-1"))
    assert ids(told.by_fold[one, mine_number]) == ids(told.by_number[one, "ICN-1"]) == {mine.claim}
    assert theirs.claim not in {id for claims in told.by_fold.values() for id in ids(claims)}


def test_the_owner_of_the_payees_pair_is_asked_beside_the_holder(tenant: MakeTenant, as_role: AsRole) -> None:
    holder, owner = tenant(), tenant()
    claim = plant(submitter=owner).claim
    told = found(as_role, paid(holder, "PLANTED7Q", owner=owner))
    assert {key: ids(claims) for key, claims in told.by_fold.items()} == {(owner, "PLANTED7Q"): {claim}}


def test_a_claim_comes_with_what_comparing_asks_for(tenant: MakeTenant, as_role: AsRole) -> None:
    practice = tenant()
    planted: Planted = plant(submitter=practice, state="sent", usage="T", member_id="M7", total_cents=999)
    (claim,) = found(as_role, paid(practice, "PLANTED-7Q")).by_fold[practice, "PLANTED7Q"]
    assert (claim.tenant, claim.id, claim.number, claim.cents) == (practice, planted.claim, "PLANTED-7Q", 999)
    assert (claim.member_id, claim.payer, claim.state, claim.usage) == ("M7", "HARBOR", "sent", "T")
    assert str(claim.service) == "2026-03-02"


def test_line_controls_are_looked_up_only_where_a_payment_names_some(
    tenant: MakeTenant, as_role: AsRole, owner: Any
) -> None:
    practice = tenant()
    planted = plant(submitter=practice)
    owner.execute("UPDATE exchange_claims_line SET control = 'L1' WHERE claim_id = %s", [planted.claim])
    assert found(as_role, paid(practice, "PLANTED-7Q")).controls == {}
    told = found(as_role, paid(practice, "PLANTED-7Q", controls=["L9"]))
    assert told.controls == {planted.claim: frozenset({"L1"})}
