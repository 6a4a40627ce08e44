"""Which organization is which payer: never two for one payer, dated, taken back for a reason, and held by a model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.payers.link_payer import MayNotLink, make_link, propose_link, revoke_link
from clearlane.directory.payers.list_links import find_link, list_links, list_open_links
from clearlane.directory.payers.models import PayerLink
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
BY = "operator:ann"
PAYERS = ("HARBOR", "SUNRISE")


@pytest.fixture(autouse=True)
def directory(as_role: AsRole) -> Iterator[None]:
    with as_role("operator"):
        with scope([1], by=BY):
            for payer in PAYERS:
                add_payer(payer_id=payer, name=payer.title(), by=BY)
        yield


def propose(payer: str, tenant: int) -> int:
    with scope([1, tenant], by=BY):
        return propose_link(payer_id=payer, tenant=tenant, by=BY)


def make(link: int, tenant: int) -> None:
    with scope([1, tenant], by=BY):
        make_link(link=link, by=BY)


def revoke(link: int, tenant: int, why: str = "the contract ended") -> None:
    with scope([1, tenant], by=BY):
        revoke_link(link=link, why=why, by=BY)


def linked_since(*, payer_id: str) -> datetime | None:
    """Since when this payer is an organization of the house."""
    rows = PayerLink.objects.filter(payer__payer_id=payer_id, revoked_at=None, linked_at__isnull=False)
    return rows.values_list("linked_at", flat=True).first()


def test_a_link_is_proposed_made_and_taken_back_with_its_times_and_names(tenant: MakeTenant, owner: Owner) -> None:
    payer = tenant(kind="payer")
    link = propose(" harbor ", payer)
    assert [each.id for each in list_open_links()] == [link]
    assert linked_since(payer_id="HARBOR") is None
    make(link, payer)
    assert list_open_links() == ()
    found = find_link(link=link)
    assert found is not None
    assert found.linked_at == linked_since(payer_id="HARBOR") is not None
    revoke(link, payer)
    assert (linked_since(payer_id="HARBOR"), find_link(link=link)) == (None, None)
    assert [(each.payer_id, each.revoked_why) for each in list_links(tenant=payer)] == [
        ("HARBOR", "the contract ended")
    ]
    trail = owner.execute(
        "SELECT event, by, detail->>'payer' FROM foundation_audit_entry WHERE tenant_id = %s ORDER BY at, id", [payer]
    )
    assert trail.fetchall() == [(f"payer:link:{word}", BY, "HARBOR") for word in ("proposed", "made", "revoked")]


def test_proposing_the_same_again_is_the_same_link(tenant: MakeTenant) -> None:
    payer = tenant(kind="payer")
    assert propose("HARBOR", payer) == propose("HARBOR", payer)
    assert len(list_links(tenant=payer)) == 1


@pytest.mark.parametrize("kind", ["practice", "hospital", "billing"])
def test_who_is_no_payer_is_linked_to_none(tenant: MakeTenant, kind: str) -> None:
    with pytest.raises(MayNotLink, match="signed up as a payer"):
        propose("HARBOR", tenant(kind=kind))


@pytest.mark.parametrize("payer_id", ["", "NOBODY", "HARBOR2"])
def test_a_payer_that_the_directory_does_not_know_is_nobodys(tenant: MakeTenant, payer_id: str) -> None:
    with pytest.raises(MayNotLink, match="directory has no payer"):
        propose(payer_id, tenant(kind="payer"))


def test_two_that_were_proposed_for_one_payer_are_not_both_made(tenant: MakeTenant) -> None:
    first, second = tenant(kind="payer"), tenant(kind="payer")
    links = propose("HARBOR", first), propose("HARBOR", second)
    make(links[0], first)
    with pytest.raises(MayNotLink, match="another organization"):
        make(links[1], second)
    with pytest.raises(MayNotLink, match="another organization"):
        propose("HARBOR", tenant(kind="payer"))


@pytest.mark.parametrize("why", ["", "  "])
def test_a_link_is_not_taken_back_without_a_reason(tenant: MakeTenant, why: str) -> None:
    payer = tenant(kind="payer")
    link = propose("HARBOR", payer)
    make(link, payer)
    with pytest.raises(MayNotLink, match="say why"):
        revoke(link, payer, why)
    assert linked_since(payer_id="HARBOR") is not None


STEPS = st.lists(
    st.tuples(st.sampled_from(["propose", "make", "revoke"]), st.sampled_from(PAYERS), st.sampled_from([0, 1])),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_links_agree_with_a_model_whatever_the_order_of_steps(
    steps: list[tuple[str, str, int]], tenant: MakeTenant, owner: Owner
) -> None:
    owner.execute("DELETE FROM directory_payers_payerlink")
    tenants = [tenant(kind="payer"), tenant(kind="payer")]
    links: dict[tuple[str, int], int] = {}
    linked: dict[str, int] = {}
    for step, payer, which in steps:
        key, room = (payer, which), tenants[which]
        may_hold = linked.get(payer, which) == which
        expected = {
            "propose": may_hold,
            "make": key in links and may_hold and payer not in linked,
            "revoke": key in links,
        }[step]
        try:
            if step == "propose":
                links[key] = propose(payer, room)
            elif step == "make":
                make(links.get(key, 0), room)
                linked[payer] = which
            else:
                revoke(links.get(key, 0), room)
                if linked.get(payer) == which:
                    del linked[payer]
                del links[key]
        except MayNotLink:
            assert not expected, (step, payer, which)
        else:
            assert expected, (step, payer, which)
    for payer in PAYERS:
        assert (linked_since(payer_id=payer) is not None) == (payer in linked)
    now_open = {(each.payer_id, tenants.index(each.tenant)) for each in list_open_links()}
    assert now_open == {key for key in links if linked.get(key[0]) != key[1]}


@pytest.mark.parametrize(
    "change",
    [
        "linked_at = now()",
        "linked_by = 'x'",
        "revoked_at = now()",
        "revoked_at = now(), revoked_by = 'x'",
        "revoked_why = 'x'",
    ],
)
def test_the_table_itself_wants_a_name_and_a_reason(tenant: MakeTenant, owner: Owner, change: str) -> None:
    propose("HARBOR", tenant(kind="payer"))
    with pytest.raises(psycopg.errors.CheckViolation):
        owner.execute(f"UPDATE directory_payers_payerlink SET {change}".encode())


@pytest.mark.parametrize("role", ["web", "flow"])
def test_no_other_role_makes_a_link_or_takes_one_back(as_role: AsRole, tenant: MakeTenant, role: str) -> None:
    payer = tenant(kind="payer")
    propose("HARBOR", payer)
    for statement in (
        "UPDATE directory_payers_payerlink SET linked_at = NULL",
        "DELETE FROM directory_payers_payerlink",
    ):
        with (
            as_role(role),
            pytest.raises(DatabaseError, match="permission denied"),
            scope([payer], by="x"),
            cursor() as sql,
        ):
            sql.execute(statement)
