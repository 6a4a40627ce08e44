"""The probes can fail: each guard of each view, each policy and each judgment that is taken away is noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from clearlane.directory.users import find_actor
from clearlane.foundation.tenancy.models import Grant
from tests.doors.portal.conftest import Browser
from tests.doors.portal.probes.addresses import Address, listed
from tests.doors.portal.probes.cast import BARE, MEMBERS, Cast
from tests.doors.portal.probes.guards import Guard, View, guards
from tests.doors.portal.probes.shown import SHOWN
from tests.doors.portal.probes.walk import Probe, ask
from tests.exchange.reading.plant import TOKEN

CLAIM = Address("/claims/<uuid:claim_id>")
STEP_UPS = ("with_step_up_from", "with_factor_step_up")
Connection = psycopg.Connection[Any]
Law = Callable[[Probe], bool]


def _is_led_to_a_factor(probe: Probe) -> bool:
    return probe.takes_forms_alone or (probe.status == 303 and probe.location.startswith("/step-up?next="))


def _is_told_that_it_is_not_his(probe: Probe) -> bool:
    return probe.takes_forms_alone or probe.status == 403


def _of_its_owner(guard: Guard, cast: Cast) -> View:
    """The view as if whoever asks, nobody too, were the owner of the practice."""
    forged = find_actor.Actor(cast.people["owner"], cast.practice, "owner", (cast.practice,), (cast.practice,))
    return lambda request, *args, **kwargs: guard.within(request, forged, *args, **kwargs)


def _is_held(browser: Browser, guard: Guard, law: Law, cast: Cast) -> bool:
    """GET first: what a view without its guard does to a POST is to be seen only where GET tells nothing."""
    return all(law(ask(browser, Address(guard.route), method, cast)) for method in ("GET", "POST"))


def _unnoticed(browser: Browser, guard: Guard, law: Law, cast: Cast, mutant: View) -> str:
    """Empty where the law holds with the guard and breaks without it; else what is wrong."""
    if not _is_held(browser, guard, law, cast):
        return f"{guard.route} does not keep to {guard.name}"
    with pytest.MonkeyPatch.context() as patch:
        guard.replace(mutant, patch)
        return f"{guard.route} without {guard.name}" if _is_held(browser, guard, law, cast) else ""


def test_every_address_of_people_and_of_the_work_has_the_guard_of_members() -> None:
    guarded = {each.route for each in guards("for_members")}
    mine = {route for route, name in listed().items() if name in {"person", "work"}}
    assert mine - guarded == set()
    print(f"{len(guarded)} guarded addresses, {len([*guards(*STEP_UPS)])} of them by a step-up")


def test_a_view_without_the_guard_of_members_is_noticed_wherever_it_is(cast: Cast) -> None:
    asked = [each for each in guards("for_members") if listed()[each.route] != "all"]
    found = [_unnoticed(Browser(), each, lambda p: p.is_kept_out, cast, _of_its_owner(each, cast)) for each in asked]
    assert [each for each in found if each] == []
    assert len(asked) > 40


@pytest.mark.parametrize("name", STEP_UPS)
def test_a_view_without_its_step_up_is_noticed_wherever_it_is(cast: Cast, name: str) -> None:
    browser = cast.browser("owner", proved=False)
    found = [_unnoticed(browser, each, _is_led_to_a_factor, cast, each.within) for each in guards(name)]
    assert [each for each in found if each] == []
    assert len(found) >= 5


def test_a_page_that_names_patients_to_a_password_alone_is_noticed_wherever_it_is(cast: Cast) -> None:
    browser = cast.browser(BARE, proved=False)
    of_patients = [*guards("names_patients")]
    found = [_unnoticed(browser, each, _is_led_to_a_factor, cast, each.within) for each in of_patients]
    assert [each for each in found if each] == []
    listing = [each for each in listed() if each.startswith(("/claims", "/files", "/mailbox", "/payments"))]
    exempt = {"/claims/export", "/files/send"}
    assert {each.route for each in of_patients} == set(listing) - exempt


def test_a_view_without_its_roles_is_noticed_wherever_it_is(cast: Cast) -> None:
    found = []
    for each in guards("for_roles"):
        browser = cast.browser(next(role for role in MEMBERS if role not in each.told("roles")))
        found.append(_unnoticed(browser, each, _is_told_that_it_is_not_his, cast, each.within))
    assert [each for each in found if each] == []
    assert len(found) >= 5


def test_a_view_that_asks_for_no_factor_is_noticed_wherever_it_is(cast: Cast) -> None:
    browser = cast.browser(BARE)
    found = [_unnoticed(browser, each, _is_led_to_a_factor, cast, each.within) for each in guards("with_factor_from")]
    assert [each for each in found if each] == []
    assert found


@pytest.mark.parametrize(("method", "route"), SHOWN)
def test_a_view_that_takes_a_stranger_for_the_owner_shows_him_the_token(cast: Cast, method: str, route: str) -> None:
    stranger, address = cast.browser("another's owner"), Address(route)
    assert ask(stranger, address, method, cast).found == ()
    (guard,) = [each for each in guards("for_members") if each.route == route]
    with pytest.MonkeyPatch.context() as patch:
        guard.replace(_of_its_owner(guard, cast), patch)
        assert SHOWN[method, route] in ask(stranger, address, method, cast).found


def _count(cast: Cast, table: str) -> int:
    """What the policy alone lets through to a stranger: a statement in his scope that asks for the practice's."""
    from clearlane.directory.users.models import Membership
    from clearlane.foundation.tenancy.connection import cursor
    from clearlane.foundation.tenancy.scope import scope

    other = Membership.objects.get(user_id=cast.people["another's owner"]).tenant_id
    with scope([other], by="user:1"), cursor() as sql:
        sql.execute(f'SELECT count(*) FROM "{table}" WHERE tenant_id = %s', [cast.practice])
        return int(sql.fetchone()[0])


def _filled(superuser: Connection, tenant: int) -> list[str]:
    """The tables with policies in which the practice has rows, and which pages may read."""
    tables = superuser.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND NOT c.relispartition"
        " AND has_table_privilege('clearlane_web', c.oid, 'select')"
    ).fetchall()
    rows = 'SELECT 1 FROM "{}" WHERE tenant_id = %s LIMIT 1'
    return [name for (name,) in tables if superuser.execute(rows.format(name).encode(), [tenant]).fetchone()]


def test_a_policy_that_is_gone_is_noticed_whichever_it_is(cast: Cast, superuser: Connection) -> None:
    """And the page still refuses: it names the tenants in its scope, and finds the claim in none of them."""
    tables = _filled(superuser, cast.practice)
    assert {table: _count(cast, table) for table in tables} == dict.fromkeys(tables, 0)
    for table in tables:
        superuser.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'.encode())
        try:
            assert _count(cast, table) > 0, table
            if table == "exchange_claims_claim":
                assert ask(cast.browser("another's owner"), CLAIM, "GET", cast).found == ()
        finally:
            superuser.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'.encode())
    print(f"{len(tables)} policies dropped, each noticed")
    assert "exchange_claims_claim" in tables


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
