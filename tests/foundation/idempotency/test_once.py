"""A thing is done once, however often it is asked for."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.foundation.idempotency.once import KeyWasUsed, once
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

BY = "key:test"


class Act:
    """Counts how often it was called, and answers with the number."""

    calls = 0

    def __call__(self) -> dict[str, Any]:
        self.calls += 1
        return {"call": self.calls}


@pytest.fixture
def practice(tenant: MakeTenant, as_role: AsRole) -> Any:
    number = tenant()
    with as_role("web"):
        yield number


def test_the_second_time_the_first_answer_is_given(practice: int) -> None:
    act, done = Act(), []
    for _ in range(2):
        with scope([practice], by=BY):
            done.append(once(tenant=practice, key="k", request=b"r", act=act))
    assert [(each.answer, each.is_repeat) for each in done] == [({"call": 1}, False), ({"call": 1}, True)]
    assert act.calls == 1


def test_another_request_under_the_same_key_is_refused(practice: int) -> None:
    with scope([practice], by=BY):
        once(tenant=practice, key="k", request=b"r", act=Act())
    with pytest.raises(KeyWasUsed), scope([practice], by=BY):
        once(tenant=practice, key="k", request=b"other", act=Act())


def test_an_act_that_fails_leaves_the_key_unused(practice: int) -> None:
    def fail() -> dict[str, Any]:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError), scope([practice], by=BY):
        once(tenant=practice, key="k", request=b"r", act=fail)
    with scope([practice], by=BY):
        assert not once(tenant=practice, key="k", request=b"other", act=Act()).is_repeat


def test_keys_of_two_tenants_do_not_meet(practice: int, tenant: MakeTenant) -> None:
    other = tenant()
    for number in (practice, other):
        with scope([number], by=BY):
            assert not once(tenant=number, key="k", request=b"r", act=Act()).is_repeat


def test_a_key_outside_of_the_scope_cannot_be_kept(
    practice: int, tenant: MakeTenant, owner: psycopg.Connection[Any]
) -> None:
    from django.db import DatabaseError

    other = tenant()
    with pytest.raises(DatabaseError, match="row-level security"), scope([other], by=BY):
        once(tenant=practice, key="k", request=b"r", act=Act())
    assert owner.execute("SELECT count(*) FROM foundation_idempotency_answered").fetchone() == (0,)
