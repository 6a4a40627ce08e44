"""A payment is its holder's alone; a payer's answers are the house's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError

from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import about, advice, answer_277, arrive, paid, pays, send_out
from tests.flows.world import BY, World

TABLES = ("exchange_remits_payment", "exchange_remits_paymentclaim", "exchange_remits_adjudication")


@pytest.fixture
def paid_world(world: World) -> World:
    """A world in which one claim was answered and paid."""
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR", k1="PLANTED")))
    arrive(world, advice(pays(claim, paid(claim, clp07="PLANTED"), trace="PLANTED")))
    return world


def _count(world: World, role: str, tenant: int, table: str) -> int:
    with world.as_role(role), scope([tenant], by=BY), cursor() as sql:
        sql.execute(f"SELECT count(*) FROM {table}")
        return int(sql.fetchone()[0])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["web", "flow", "operator"])
def test_the_holder_sees_his_payment_and_a_stranger_does_not(
    paid_world: World, tenant: Callable[..., int], role: str, table: str
) -> None:
    stranger = tenant(kind="practice", name="Stranger")
    assert _count(paid_world, role, paid_world.practice, table) == 1
    assert _count(paid_world, role, stranger, table) == 0


def test_the_house_keeps_the_sum_and_no_claim(paid_world: World) -> None:
    assert _count(paid_world, "flow", 1, "exchange_remits_payment") == 1
    assert _count(paid_world, "flow", 1, "exchange_remits_paymentclaim") == 0


def test_a_tenant_never_reads_what_a_payer_answered_to_the_house(paid_world: World) -> None:
    assert _count(paid_world, "flow", 1, "exchange_responses_response") == 2
    assert _count(paid_world, "flow", paid_world.practice, "exchange_responses_response") == 0
    with pytest.raises(DatabaseError, match="permission denied"):
        _count(paid_world, "web", paid_world.practice, "exchange_responses_response")


@pytest.mark.parametrize("role", ["web", "flow", "operator"])
def test_an_adjudication_is_never_changed(paid_world: World, role: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        _change(paid_world, role)


def _change(world: World, role: str) -> None:
    with world.as_role(role), scope([world.practice], by=BY), cursor() as sql:
        sql.execute("UPDATE exchange_remits_adjudication SET paid_cents = 0")


def test_a_payment_cannot_be_moved_to_another_tenant(paid_world: World, tenant: Callable[..., int]) -> None:
    with pytest.raises(DatabaseError, match="row-level security"):
        _move(paid_world, tenant(kind="practice", name="Stranger"))


def _move(world: World, stranger: int) -> None:
    with world.as_role("flow"), scope([world.practice], by=BY), cursor() as sql:
        sql.execute("UPDATE exchange_remits_payment SET tenant_id = %s", [stranger])
