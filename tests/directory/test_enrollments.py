"""Enrollments of providers with payers: recorded, changed, ended, each by somebody."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.directory.providers.add_enrollment import EnrollmentRefused, add_enrollment
from clearlane.directory.providers.add_pair import add_pair
from clearlane.directory.providers.end_enrollment import end_enrollment
from clearlane.directory.providers.list_enrollments import EnrollmentEntry, list_enrollments
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

NPI, TIN, BY = "1234567893", "123456789", "operator:ann"
WAY = uuid4()


@pytest.fixture
def practice(tenant: MakeTenant, as_role: AsRole) -> Any:
    """A practice that holds the pair; the test runs as operator."""
    mine = tenant()
    with as_role("operator"):
        with scope([mine], by=BY):
            add_pair(npi=NPI, tin=TIN, tenant=mine, by=BY)
        yield mine


def enroll(tenant: int, **more: Any) -> str:
    asked: dict[str, Any] = {"npi": NPI, "tin": TIN, "payer_id": "60054", "connection": WAY, "by": BY} | more
    with scope([tenant], by=BY):
        return add_enrollment(tenant=tenant, **asked)


def end(tenant: int) -> bool:
    with scope([tenant], by=BY):
        return end_enrollment(tenant=tenant, npi=NPI, tin=TIN, payer_id="60054", connection=WAY, by=BY)


def test_an_enrollment_is_listed_as_it_was_recorded(practice: int) -> None:
    assert enroll(practice) == ""
    entry = EnrollmentEntry(practice, NPI, TIN, "60054", "837P", WAY, "live", today(), None)
    assert list_enrollments() == list_enrollments(tenant=practice) == (entry,)
    assert list_enrollments(tenant=practice + 1) == ()


def test_an_enrollment_that_was_asked_for_becomes_live(practice: int) -> None:
    enroll(practice, status="asked")
    assert enroll(practice, status="live") == "asked"
    assert [each.status for each in list_enrollments()] == ["live"]


def test_the_same_again_changes_nothing(practice: int, owner: psycopg.Connection[Any]) -> None:
    enroll(practice)
    assert enroll(practice) == "live"
    told = owner.execute("SELECT event, by FROM foundation_audit_entry WHERE event LIKE 'provider:enrollment%'")
    assert told.fetchall() == [("provider:enrollment:recorded", BY)]


def test_an_enrollment_ends_and_can_begin_anew(practice: int) -> None:
    enroll(practice)
    assert end(practice)
    assert not end(practice)
    assert enroll(practice) == ""
    assert [each.status for each in list_enrollments()] == ["ended", "live"]


def test_who_does_not_hold_the_pair_is_not_enrolled(practice: int, tenant: MakeTenant) -> None:
    with pytest.raises(EnrollmentRefused, match="pair add"):
        enroll(tenant(name="A stranger"))
    assert list_enrollments() == ()


def test_a_status_that_is_none_is_refused(practice: int) -> None:
    with pytest.raises(EnrollmentRefused, match="an enrollment is"):
        enroll(practice, status="ended")
