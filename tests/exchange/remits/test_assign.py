"""Payer and payee give the one who holds the right to a payment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.exchange.remits.assign import assign, load_known, payers_of
from clearlane.exchange.routing.add_route import add_route
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.remittance import Remittance
from tests.exchange.remits.advice_values import remittance
from tests.flows.world import BY, World

NPI, TIN = "1234567893", "222222222"


def _payment(**more: Any) -> Remittance:
    return remittance("0", **({"payee_npi": NPI, "payee_tin": TIN} | more))


@pytest.fixture
def holder(world: World, tenant: Callable[..., int]) -> int:
    """A practice that holds the right to one payer's payments."""
    made = tenant(kind="practice", name="Holder")
    with world.as_role("operator"), scope([1, made], by=BY):
        add_era_right(npi=NPI, tin=TIN, tenant=made, payer_id="MEADOW", by=BY)
    return made


def _assign(world: World, payment: Remittance, *payers: str) -> int | None:
    with world.as_role("flow"), scope([1], by=BY):
        (holder,) = assign(payments=[(payment, payers)])
    return holder


def test_the_holder_of_the_payers_payments_gets_it(world: World, holder: int) -> None:
    assert _assign(world, _payment(), "MEADOW") == holder


def test_another_payers_payment_is_nobodys(world: World, holder: int) -> None:
    assert _assign(world, _payment(), "HARBOR") is None


def test_another_payees_payment_is_nobodys(world: World, holder: int) -> None:
    assert _assign(world, _payment(payee_npi="1992999874"), "MEADOW") is None
    assert _assign(world, _payment(payee_tin="333333333"), "MEADOW") is None


def test_without_a_payer_only_a_right_to_all_counts(world: World, holder: int, tenant: Callable[..., int]) -> None:
    assert _assign(world, _payment()) is None
    with world.as_role("operator"), scope([1, holder], by=BY):
        add_era_right(npi=NPI, tin=TIN, tenant=holder, by=BY)
    assert _assign(world, _payment()) == holder


def test_two_holders_under_two_names_of_the_payer_are_none(
    world: World, holder: int, tenant: Callable[..., int]
) -> None:
    other = tenant(kind="practice", name="Other")
    with world.as_role("operator"), scope([1, other], by=BY):
        add_era_right(npi=NPI, tin=TIN, tenant=other, payer_id="HARBOR", by=BY)
    assert _assign(world, _payment(), "MEADOW", "HARBOR") is None


def test_a_right_of_yesterday_is_none_today(world: World, holder: int) -> None:
    from clearlane.directory.providers.models import EraRight

    with world.as_role("operator"):
        EraRight.objects.update(until_date=dt.date(2020, 1, 2), from_date=dt.date(2020, 1, 1))
    assert _assign(world, _payment(), "MEADOW") is None


def _payers(world: World, **more: Any) -> list[str]:
    with world.as_role("flow"), scope([1], by=BY):
        known = load_known(connections=[world.connection, None])
    return payers_of(remittance=_payment(**more), known=known[world.connection])


def test_the_payer_is_named_by_the_ids_of_the_connection(world: World) -> None:
    assert _payers(world, payer_ids=(("2U", "MEADOW"),)) == ["MEADOW"]
    assert _payers(world, payer_ids=(("XV", "HARBOR"),)) == ["HARBOR"]
    assert _payers(world, payer_id="GRANITE") == ["GRANITE"]


def test_an_id_of_the_connection_is_turned_into_ours(world: World) -> None:
    with world.as_role("operator"), scope([1], by=BY):
        add_route(payer_id="MEADOW", connection=world.connection, payer_id_there="M-THERE", transaction="835", by=BY)
    assert _payers(world, payer_ids=(("2U", "M-THERE"),)) == ["MEADOW"]


def test_an_unknown_id_stands_for_itself(world: World) -> None:
    assert _payers(world, payer_ids=(("2U", "NEW"), ("XV", "OTHER")), payer_id="1999999999") == [
        "NEW",
        "OTHER",
        "1999999999",
    ]


def test_many_payments_are_assigned_in_one_go(world: World, holder: int) -> None:
    with world.as_role("flow"), scope([1], by=BY):
        found = assign(payments=[(_payment(), ["MEADOW"]), (_payment(), ["HARBOR"]), (_payment(payee_npi="1"), [])])
    assert found == [holder, None, None]


def test_a_connection_of_one_payer_names_it() -> None:
    assert payers_of(remittance=_payment(payer_id="X"), known={"THERE": "MEADOW"}) == ["MEADOW"]
