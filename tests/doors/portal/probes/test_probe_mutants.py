"""The probes can fail: each wall that is taken away on purpose is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clearlane.directory.users import find_actor
from clearlane.foundation.tenancy.models import Grant
from tests.doors.portal.probes.addresses import Address
from tests.doors.portal.probes.cast import Cast
from tests.doors.portal.probes.walk import ask
from tests.exchange.reading.plant import TOKEN

CLAIM = Address("/claims/<uuid:claim_id>")
KEYS = Address("/account/keys")


@pytest.fixture
def without_policy(superuser: psycopg.Connection[Any]) -> Iterator[None]:
    """Row security of claims is off, as after a migration that forgot it."""
    name = "exchange_claims_claim"
    superuser.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY".encode())
    yield
    superuser.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY".encode())


def _claims_in_scope_of_another(cast: Cast) -> int:
    """What the policy alone lets through: a statement that names no tenant."""
    from clearlane.directory.users.models import Membership
    from clearlane.foundation.tenancy.connection import cursor
    from clearlane.foundation.tenancy.scope import scope

    other = Membership.objects.get(user_id=cast.people["another's owner"]).tenant_id
    with scope([other], by="user:1"), cursor() as sql:
        sql.execute("SELECT count(*) FROM exchange_claims_claim")
        return int(sql.fetchone()[0])


def test_a_statement_that_names_no_tenant_finds_nothing_of_anothers(cast: Cast) -> None:
    assert _claims_in_scope_of_another(cast) == 0


def test_a_policy_that_is_gone_is_noticed_and_the_page_still_refuses(cast: Cast, without_policy: None) -> None:
    assert _claims_in_scope_of_another(cast) == 1
    assert ask(cast.browser("another's owner"), CLAIM, "GET", cast).found == ()


def test_grants_that_are_not_judged_show_the_claim_to_who_was_let_in_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of_them(*, tenant: int, scope: str = "claims") -> tuple[int, ...]:
        return (tenant, *Grant.objects.filter(grantee_id=tenant).values_list("grantor_id", flat=True))

    assert ask(cast.browser("revoked company"), CLAIM, "GET", cast).found == ()
    monkeypatch.setattr(find_actor, "find_visible", all_of_them)
    for who in ("revoked company", "ended company", "future company"):
        assert TOKEN in ask(cast.browser(who), CLAIM, "GET", cast).found


def test_a_membership_that_is_not_judged_shows_the_claim_to_who_has_left(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from clearlane.foundation.clock.read import now

    monkeypatch.setattr(find_actor, "now", lambda: now() - timedelta(hours=2))
    assert TOKEN in ask(cast.browser("left"), CLAIM, "GET", cast).found


def test_a_step_up_that_asks_nothing_opens_the_keys(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearlane.doors.portal import asking

    browser = cast.browser("owner", proved=False)
    assert ask(browser, KEYS, "GET", cast).status == 303
    monkeypatch.setattr(asking, "is_fresh", lambda session: True)
    assert ask(browser, KEYS, "GET", cast).status == 200


def test_a_view_without_its_check_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearlane.doors.portal import asking

    practice = find_actor.Actor(1, cast.practice, "owner", (cast.practice,), (cast.practice,))
    assert ask(cast.browser("another's owner"), CLAIM, "GET", cast).status == 404
    monkeypatch.setattr(asking, "find_actor", lambda **_: practice)
    assert TOKEN in ask(cast.browser("another's owner"), CLAIM, "GET", cast).found
