"""Who may bill under an NPI and tax id, and who receives the remittances."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db.transaction import atomic

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.providers.add_atypical import add_atypical
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import PairRefused, add_pair
from clearlane.directory.providers.find_era_holders import find_era_holders
from clearlane.directory.providers.find_holders import find_atypical, find_holders
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

NPI, OTHER, TIN = "1234567893", "1245319599", "123456789"
BY = "operator:ann"


@pytest.fixture
def practice(tenant: MakeTenant) -> int:
    return tenant()


def pair(tenant: int, as_role: AsRole, **more: Any) -> str:
    named = {"npi": NPI, "tin": TIN} | more
    with as_role("operator"), scope([tenant], by=BY):
        return add_pair(tenant=tenant, by=BY, **named).status


def holders(as_role: AsRole, *wanted: tuple[int, str, str], on: date | None = None) -> dict[tuple[int, str, str], int]:
    with as_role("flow"), scope([HOUSE], by="flow:test"):
        return find_holders(wanted=wanted, on=on or today())


def test_a_holder_may_send_its_own_claims(practice: int, as_role: AsRole) -> None:
    assert pair(practice, as_role) == "live"
    assert holders(as_role, (practice, NPI, TIN)) == {(practice, NPI, TIN): practice}


def test_a_submitter_sends_claims_that_belong_to_the_holder(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    company = tenant(kind="billing")
    assert pair(practice, as_role, submitter=company) == "live"
    wanted = (company, NPI, TIN), (practice, NPI, TIN)
    assert holders(as_role, *wanted) == dict.fromkeys(wanted, practice)


def test_a_submitter_sees_the_holders_claims(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    company = tenant(kind="billing")
    pair(practice, as_role, submitter=company)
    with as_role("web"):
        assert find_visible(tenant=company) == (company, practice)
        assert find_visible(tenant=practice) == (practice,)


@pytest.mark.parametrize("wanted", [(OTHER, TIN), (NPI, "987654321")])
def test_nothing_is_held_of_another_pair(wanted: tuple[str, str], practice: int, as_role: AsRole) -> None:
    pair(practice, as_role)
    assert holders(as_role, (practice, *wanted)) == {}


def test_a_stranger_may_not_bill(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    pair(practice, as_role)
    assert holders(as_role, (tenant(), NPI, TIN)) == {}


def test_two_wanted_pairs_are_not_mixed(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    other = tenant()
    pair(practice, as_role)
    pair(other, as_role, npi=OTHER)
    assert holders(as_role, (practice, OTHER, TIN), (other, NPI, TIN)) == {}


def test_a_second_claim_on_a_pair_is_a_dispute(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    second = tenant()
    pair(practice, as_role)
    assert pair(second, as_role) == "disputed"
    assert holders(as_role, (second, NPI, TIN), (practice, NPI, TIN)) == {(practice, NPI, TIN): practice}


def test_a_disputed_pair_admits_no_submitter(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    second, company = tenant(), tenant(kind="billing")
    pair(practice, as_role)
    assert pair(second, as_role, submitter=company) == "disputed"
    assert holders(as_role, (company, NPI, TIN)) == {}


def test_adding_the_same_pair_again_changes_nothing(
    practice: int, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    assert [pair(practice, as_role), pair(practice, as_role)] == ["live", "live"]
    assert owner.execute("SELECT count(*) FROM directory_providers_authorizedpair").fetchone() == (1,)


def test_the_database_refuses_a_second_holder(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    from django.db import IntegrityError

    from clearlane.directory.providers.models import AuthorizedPair

    pair(practice, as_role)
    second = tenant()
    with as_role("operator"), scope([second], by=BY):
        row = AuthorizedPair.objects.get()
        row.pk, row.tenant_id, row.submitter_id = None, second, second
        with pytest.raises(IntegrityError, match="one_holder_of_a_live_pair"), atomic():
            row.save(force_insert=True)


def test_a_pair_begins_on_its_day(practice: int, as_role: AsRole) -> None:
    pair(practice, as_role, from_date=date(2026, 3, 1))
    assert holders(as_role, (practice, NPI, TIN), on=date(2026, 2, 28)) == {}
    assert holders(as_role, (practice, NPI, TIN), on=date(2026, 3, 1)) != {}


def test_a_pair_that_ended_is_held_no_more(practice: int, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    pair(practice, as_role)
    owner.execute("UPDATE directory_providers_authorizedpair SET until_date = %s", [today() + timedelta(days=1)])
    assert holders(as_role, (practice, NPI, TIN)) != {}
    assert holders(as_role, (practice, NPI, TIN), on=today() + timedelta(days=1)) == {}


@pytest.mark.parametrize(("npi", "tin"), [("1234567890", TIN), ("", TIN), (NPI, "12345678"), (NPI, "12345678x")])
def test_what_is_no_pair_is_refused(npi: str, tin: str, practice: int, as_role: AsRole) -> None:
    with pytest.raises(PairRefused):
        pair(practice, as_role, npi=npi, tin=tin)


def test_who_verified_a_pair_is_recorded(practice: int, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    pair(practice, as_role)
    row = owner.execute(
        "SELECT verified_by, verified_at IS NOT NULL FROM directory_providers_authorizedpair"
    ).fetchone()
    assert row == (BY, True)


def era(tenant: int, as_role: AsRole, payer_id: str = "") -> str:
    with as_role("operator"), scope([tenant], by=BY):
        return add_era_right(npi=NPI, tin=TIN, tenant=tenant, by=BY, payer_id=payer_id)


def receivers(as_role: AsRole, payer: str) -> dict[tuple[str, str, str], int]:
    with as_role("flow"), scope([HOUSE], by="flow:test"):
        return find_era_holders(wanted=[(payer, NPI, TIN)], on=today())


def test_an_era_right_has_one_holder(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    assert era(practice, as_role) == "live"
    assert era(tenant(), as_role) == "disputed"
    assert receivers(as_role, "HARBOR") == {("HARBOR", NPI, TIN): practice}


def test_the_same_right_again_changes_nothing(practice: int, as_role: AsRole) -> None:
    assert [era(practice, as_role), era(practice, as_role)] == ["live", "live"]


def test_a_right_for_one_payer_goes_before_that_for_all(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    other = tenant()
    era(practice, as_role)
    assert era(other, as_role, "HARBOR") == "live"
    assert receivers(as_role, "HARBOR") == {("HARBOR", NPI, TIN): other}
    assert receivers(as_role, "CEDAR") == {("CEDAR", NPI, TIN): practice}


def test_what_nobody_holds_is_not_in_the_answer(house: int, as_role: AsRole) -> None:
    assert receivers(as_role, "HARBOR") == {}


def test_the_database_refuses_a_second_era_right(practice: int, tenant: MakeTenant, as_role: AsRole) -> None:
    from django.db import IntegrityError

    from clearlane.directory.providers.models import EraRight

    era(practice, as_role)
    second = tenant()
    with as_role("operator"), scope([second], by=BY):
        row = EraRight.objects.get()
        row.pk, row.tenant_id = None, second
        with pytest.raises(IntegrityError, match="an_era_right_has_one_holder"), atomic():
            row.save(force_insert=True)


def test_an_atypical_provider_bills_by_his_number(practice: int, as_role: AsRole) -> None:
    with as_role("operator"), scope([practice], by=BY):
        add_atypical(number="MC0042", tin=TIN, tenant=practice, by=BY)
        add_atypical(number="MC0042", tin=TIN, tenant=practice, by=BY)
    wanted = (practice, "MC0042", TIN)
    with as_role("flow"), scope([HOUSE], by="flow:test"):
        assert find_atypical(wanted=[wanted, (practice, "MC0043", TIN)], on=today()) == {wanted: practice}


def test_nothing_wanted_asks_nothing(house: int, as_role: AsRole) -> None:
    with as_role("flow"):
        assert find_holders(wanted=[], on=today()) == {}
        assert find_atypical(wanted=[], on=today()) == {}
