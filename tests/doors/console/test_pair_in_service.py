"""`clearlane pair add` in a house in service gives no yes: it proposes; in a house of one's own it does it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.operators.add_operator import add_operator
from clearlane.directory.operators.end_operator import end_operator
from clearlane.directory.operators.propose import list_proposals
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_own_pairs import add as give
from tests.doors.console.test_api_commands import Say, say

__all__ = ["say"]
Owner = psycopg.Connection[Any]
NPI, TIN = "1234567893", "123456789"
SEEN = ("--seen", "NPI registry, looked up today")


@pytest.fixture(autouse=True)
def service(as_role: AsRole) -> Iterator[None]:
    with as_role("operator"), override_settings(MODE="service"):
        with scope([1], by="operator:shell"):
            for name in ("ann", "bob", "cid"):
                add_operator(name=name, by="operator:shell")
            end_operator(name="cid", by="operator:shell")
        yield


def ask(say: Say, tenant: int, by: str, *more: str) -> int:
    """The exit code of `pair add` by an operator who says what he saw."""
    return say("pair", "add", NPI, TIN, "--tenant", str(tenant), "--by", by, *SEEN, *more)[0]


def pairs(owner: Owner) -> list[tuple[int, str, str]]:
    rows = owner.execute(
        "SELECT submitter_id, status, verified_by FROM directory_providers_authorizedpair ORDER BY submitter_id"
    )
    return rows.fetchall()


def rows(owner: Owner, *tables: str) -> list[int]:
    return [owner.execute(f"SELECT count(*) FROM {each}".encode()).fetchall()[0][0] for each in tables]


@pytest.mark.parametrize("mode", ["own_use", "evaluation"])
def test_in_a_house_of_ones_own_one_call_is_enough(say: Say, tenant: MakeTenant, owner: Owner, mode: str) -> None:
    mine = tenant()
    with override_settings(MODE=mode):
        assert say("pair", "add", NPI, TIN, "--tenant", str(mine), "--by", "whoever")[0] == 0
    assert pairs(owner) == [(mine, "live", "operator:whoever")]


@pytest.mark.parametrize(
    "more", [(), ("--submitter",), ("--atypical", "--payer", "60054"), ("--no-era",)], ids=" ".join
)
def test_in_service_nobodys_call_is_a_yes_and_the_same_is_proposed_once(
    say: Say, tenant: MakeTenant, owner: Owner, more: tuple[str, ...]
) -> None:
    mine, sender = tenant(), [str(tenant(kind="billing"))] if more == ("--submitter",) else []
    words = ("pair", "add", NPI, TIN, "--tenant", str(mine), *SEEN, *more, *sender, "--json", "--by")
    codes = [say(*words, name) for name in ("ann", "bob", "ann")]
    assert [code for code, _ in codes] == [1, 1, 1]
    assert json.loads(codes[0][1])["status"] == "waiting"
    assert pairs(owner) == []
    tables = "directory_providers_eraright", "directory_providers_atypicalprovider", "directory_operators_approval"
    assert rows(owner, *tables, "directory_operators_proposal") == [0, 0, 0, 1]


def test_the_payer_and_the_remittances_are_part_of_what_is_proposed(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    for more in ((), ("--no-era",), ("--payer", "60054")):
        assert ask(say, mine, "ann", *more) == 1
    given = owner.execute("SELECT given->>'payer', given->>'era' FROM directory_operators_proposal ORDER BY id")
    assert given.fetchall() == [("", "true"), ("", "false"), ("60054", "true")]


def test_a_live_pair_opens_no_right_to_remittances_by_whoever(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    give(owner, mine, npi=NPI, status="live")
    assert say("pair", "add", NPI, TIN, "--tenant", str(mine), "--by", "whoever")[0] == 2
    assert ask(say, mine, "ann") == 1
    assert rows(owner, "directory_providers_eraright") == [0]


def test_a_pair_in_dispute_stays_so_also_where_nobody_holds_it(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    give(owner, mine, npi=NPI)
    owner.execute("UPDATE directory_providers_authorizedpair SET status = 'disputed'")
    assert ask(say, mine, "ann") == 2
    with override_settings(MODE="own_use"):
        assert ask(say, mine, "ann") == 1
    assert [each[:2] for each in pairs(owner)] == [(mine, "disputed")]
    assert rows(owner, "directory_operators_proposal", "directory_providers_eraright") == [0, 0]


def test_what_waited_thirty_days_is_proposed_anew(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    ask(say, mine, "ann")
    owner.execute("UPDATE directory_operators_proposal SET proposed_at = proposed_at - interval '30 days'")
    assert list_proposals() == ()
    assert ask(say, mine, "bob") == 1
    assert [each.proposed_by for each in list_proposals()] == ["operator:bob"]


@pytest.mark.parametrize("words", [("cid", *SEEN), ("whoever", *SEEN), ("ann",), ("ann", "--seen", " ")], ids=" ".join)
@pytest.mark.parametrize("more", [(), ("--submitter",), ("--atypical", "--payer", "60054")], ids=" ".join)
def test_who_is_no_operator_or_saw_nothing_writes_nothing(
    say: Say, tenant: MakeTenant, owner: Owner, words: tuple[str, ...], more: tuple[str, ...]
) -> None:
    sender = [str(tenant())] if more == ("--submitter",) else []
    assert say("pair", "add", NPI, TIN, "--tenant", str(tenant()), *more, *sender, "--by", *words)[0] == 2
    tables = "authorizedpair", "atypicalprovider", "eraright"
    assert rows(owner, *(f"directory_providers_{each}" for each in tables)) == [0, 0, 0]
    assert rows(owner, "directory_operators_approval", "directory_operators_proposal") == [0, 0]


def test_a_pair_that_a_sign_up_gave_is_made_live_and_not_written_twice(
    say: Say, tenant: MakeTenant, owner: Owner
) -> None:
    mine, company = tenant(), tenant(kind="billing")
    give(owner, mine, npi=NPI)
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_at, granted_by)"
        " VALUES (%s, %s, 'send', now() - interval '1 day', now(), 'a test')",
        [mine, company],
    )
    with override_settings(MODE="own_use"):
        assert ask(say, mine, "ann") == 0
    assert [each[:2] for each in pairs(owner)] == [(mine, "live"), (company, "live")]
