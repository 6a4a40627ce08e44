"""Who bills, who owns and who is paid, on the day that is asked about and for nothing but what was asked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError

from clearlane.directory.providers.add_atypical import add_atypical
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.directory.providers.find_clients import find_clients
from clearlane.directory.providers.find_era_holders import find_era_holders
from clearlane.directory.providers.find_holders import find_atypical, find_holders
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

BY = "operator:ann"
DAY = date(2026, 6, 15)
FROM = date(2026, 1, 1)
NPIS = ("1234567893", "2222222228")
TINS = ("111111111", "222222222")
Owner = psycopg.Connection[Any]


@pytest.fixture
def two(tenant: MakeTenant, as_role: AsRole) -> tuple[int, int]:
    """Two practices: the first holds the first NPI with the first tax id, the second the second with the second."""
    one, other = tenant(), tenant()
    with as_role("operator"), scope([1, one, other], by=BY):
        for practice, npi, tin in zip((one, other), NPIS, TINS, strict=True):
            add_pair(npi=npi, tin=tin, tenant=practice, by=BY, from_date=FROM)
            add_era_right(npi=npi, tin=tin, tenant=practice, by=BY, from_date=FROM)
            add_atypical(number=f"MILES{practice}", tin=tin, tenant=practice, by=BY, from_date=FROM)
    return one, other


def test_of_every_combination_only_what_was_registered_is_held(two: tuple[int, int], as_role: AsRole) -> None:
    wanted = [*product(two, NPIS, TINS)]
    with as_role("flow"), scope([1], by=BY):
        found = find_holders(wanted=wanted, on=DAY)
    assert found == {(two[0], NPIS[0], TINS[0]): two[0], (two[1], NPIS[1], TINS[1]): two[1]}


def test_of_every_combination_only_what_was_asked_is_answered(two: tuple[int, int], as_role: AsRole) -> None:
    with as_role("flow"), scope([1], by=BY):
        assert find_holders(wanted=[(two[0], NPIS[0], TINS[0])], on=DAY) == {(two[0], NPIS[0], TINS[0]): two[0]}
        crossed = [(two[0], NPIS[0], TINS[1]), (two[1], NPIS[1], TINS[0])]
        assert find_holders(wanted=crossed, on=DAY) == {}


def test_an_atypical_number_is_held_with_its_tax_id(two: tuple[int, int], as_role: AsRole) -> None:
    wanted = [*product(two, [f"MILES{practice}" for practice in two], TINS)]
    with as_role("flow"), scope([1], by=BY):
        found = find_atypical(wanted=wanted, on=DAY)
    assert set(found.values()) == set(two)
    assert len(found) == 2


def test_a_payment_goes_to_the_holder_of_its_payee(two: tuple[int, int], as_role: AsRole) -> None:
    wanted = [*product(("HARBOR", ""), NPIS, TINS)]
    with as_role("flow"), scope([1], by=BY):
        found = find_era_holders(wanted=wanted, on=DAY)
    assert found == {
        (payer, npi, tin): practice
        for payer in ("HARBOR", "")
        for practice, npi, tin in zip(two, NPIS, TINS, strict=True)
    }


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [(0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False), (0, 1, True), (-9, -1, False)],
)
def test_a_right_holds_from_its_first_day_up_to_its_last(
    two: tuple[int, int], as_role: AsRole, owner: Owner, start: int, end: int | None, held: bool
) -> None:
    days = [DAY + timedelta(days=start), None if end is None else DAY + timedelta(days=end)]
    for table in ("authorizedpair", "eraright", "atypicalprovider"):
        owner.execute(f"UPDATE directory_providers_{table} SET from_date = %s, until_date = %s".encode(), days)
    one = two[0]
    with as_role("flow"), scope([1], by=BY):
        assert bool(find_holders(wanted=[(one, NPIS[0], TINS[0])], on=DAY)) is held
        assert bool(find_era_holders(wanted=[("HARBOR", NPIS[0], TINS[0])], on=DAY)) is held
        assert bool(find_atypical(wanted=[(one, f"MILES{one}", TINS[0])], on=DAY)) is held


@pytest.mark.parametrize("status", ["pending", "disputed"])
def test_only_a_live_right_is_one(two: tuple[int, int], as_role: AsRole, owner: Owner, status: str) -> None:
    owner.execute("UPDATE directory_providers_authorizedpair SET status = %s", [status])
    owner.execute("UPDATE directory_providers_eraright SET status = 'disputed'")
    owner.execute("DELETE FROM directory_providers_atypicalprovider")
    with as_role("flow"), scope([1], by=BY):
        assert find_holders(wanted=[(two[0], NPIS[0], TINS[0])], on=DAY) == {}
        assert find_era_holders(wanted=[("", NPIS[0], TINS[0])], on=DAY) == {}
        assert find_clients(submitter=two[0]) == frozenset()


def test_a_company_has_its_clients_and_they_have_themselves(
    two: tuple[int, int], tenant: MakeTenant, as_role: AsRole, owner: Owner
) -> None:
    company = tenant(kind="billing")
    with as_role("operator"), scope([1, *two], by=BY):
        for practice, npi, tin in zip(two, NPIS, TINS, strict=True):
            add_pair(npi=npi, tin=tin, tenant=practice, submitter=company, by=BY)
    with as_role("flow"), scope([1], by=BY):
        assert find_clients(submitter=company) == set(two)
        assert find_clients(submitter=two[0]) == {two[0]}
    owner.execute(
        "UPDATE directory_providers_authorizedpair SET until_date = %s WHERE submitter_id = %s", [FROM, company]
    )
    with as_role("flow"), scope([1], by=BY):
        assert find_holders(wanted=[(company, NPIS[0], TINS[0])], on=DAY) == {}
        assert find_clients(submitter=company) == set(two)


@pytest.mark.parametrize("role", ["web", "flow"])
def test_only_an_operator_gives_rights(two: tuple[int, int], as_role: AsRole, role: str) -> None:
    for give in (
        lambda: add_pair(npi=NPIS[0], tin=TINS[1], tenant=two[0], by=BY),
        lambda: add_era_right(npi=NPIS[0], tin=TINS[1], tenant=two[0], by=BY),
        lambda: add_atypical(number="M", tin=TINS[1], tenant=two[0], by=BY),
    ):
        with pytest.raises(DatabaseError), as_role(role), scope([1, two[0]], by=BY):
            give()
