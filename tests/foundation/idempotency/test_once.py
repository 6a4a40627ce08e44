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


@pytest.mark.parametrize("answer", [{}, {"text": "Müller \u2028"}, {"deep": {"list": [1, None, True]}}, {"n": 10**15}])
def test_an_answer_comes_back_as_it_was(practice: int, answer: dict[str, Any]) -> None:
    for is_repeat in (False, True):
        with scope([practice], by=BY):
            done = once(tenant=practice, key="k", request=b"r", act=lambda: answer)
        assert (done.answer, done.is_repeat) == (answer, is_repeat)


@pytest.mark.parametrize(("first", "second"), [("k", "K"), ("k", "k "), ("", " "), ("a", "a\u0301")])
def test_keys_that_look_alike_are_two(practice: int, first: str, second: str) -> None:
    act = Act()
    for key in (first, second):
        with scope([practice], by=BY):
            assert not once(tenant=practice, key=key, request=b"r", act=act).is_repeat
    assert act.calls == 2


@pytest.mark.parametrize("request_", [b"", b"R", b"r\0", b"r" * 32])
def test_a_digest_that_differs_by_a_byte_is_another_request(practice: int, request_: bytes) -> None:
    act = Act()
    with scope([practice], by=BY):
        once(tenant=practice, key="k", request=b"r", act=act)
    with pytest.raises(KeyWasUsed), scope([practice], by=BY):
        once(tenant=practice, key="k", request=request_, act=act)
    assert act.calls == 1


def test_what_was_kept_goes_with_a_transaction_that_fails_later(practice: int) -> None:
    act = Act()

    def answer_and_break() -> None:
        with scope([practice], by=BY):
            once(tenant=practice, key="k", request=b"r", act=act)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        answer_and_break()
    with scope([practice], by=BY):
        assert not once(tenant=practice, key="k", request=b"r", act=act).is_repeat
