"""The directory of payers: what each takes, by the id that claims name."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError

from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.payers.find_payers import find_payers
from clearlane.directory.payers.list_payers import list_payers
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole

BY = "operator:ann"


@pytest.fixture
def known(house: int, as_role: AsRole) -> None:
    """Three payers, which take this and that."""
    with as_role("operator"), scope([house], by=BY):
        add_payer(payer_id="MEADOW", name="Meadow", by=BY)
        add_payer(payer_id="HARBOR", name="Harbor", by=BY, takes={"837P": "1", "270": ""})
        add_payer(payer_id="CLOSED", name="Closed", by=BY, is_live=False, takes={})


@pytest.mark.usefixtures("known")
def test_a_payer_takes_what_was_said(as_role: AsRole) -> None:
    with as_role("flow"), scope([1], by=BY):
        found = find_payers(payer_ids=["MEADOW", "HARBOR", "CLOSED", "NOBODY", "meadow"])
    assert set(found) == {"MEADOW", "HARBOR", "CLOSED"}
    assert found["MEADOW"].takes == {"837P": frozenset("178")}
    assert found["HARBOR"].takes == {"837P": frozenset("1"), "270": frozenset()}
    assert (found["CLOSED"].takes, found["CLOSED"].is_live) == ({}, False)


@pytest.mark.usefixtures("known")
def test_all_payers_are_listed_by_id(as_role: AsRole) -> None:
    with as_role("web"), scope([1], by=BY):
        assert [entry.payer_id for entry in list_payers()] == ["CLOSED", "HARBOR", "MEADOW"]


@pytest.mark.usefixtures("known")
def test_a_transaction_that_was_closed_is_taken_no_more(as_role: AsRole, owner: psycopg.Connection[object]) -> None:
    owner.execute("UPDATE directory_payers_payertransaction SET is_live = false WHERE transaction = '837P'")
    with as_role("flow"), scope([1], by=BY):
        found = find_payers(payer_ids=["MEADOW", "HARBOR"])
    assert (found["MEADOW"].takes, found["HARBOR"].takes) == ({}, {"270": frozenset()})


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("role", ["web", "flow", "gate"])
def test_only_an_operator_enters_payers(role: str, as_role: AsRole) -> None:
    with pytest.raises(DatabaseError), as_role(role), scope([1], by=BY):
        add_payer(payer_id="NEW", name="New", by=BY)


@pytest.mark.parametrize(("payer_id", "name"), [("", "New"), ("NEW", "")])
def test_a_payer_has_an_id_and_a_name(payer_id: str, name: str, house: int, as_role: AsRole) -> None:
    with (
        pytest.raises(DatabaseError, match="a_payer_has_an_id_and_a_name"),
        as_role("operator"),
        scope([house], by=BY),
    ):
        add_payer(payer_id=payer_id, name=name, by=BY)
