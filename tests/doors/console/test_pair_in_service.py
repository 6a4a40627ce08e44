"""`clearlane pair add` in a house in service takes two operators, as the console does; in a house of one's own, one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.directory.operators.add_operator import add_operator
from clearlane.directory.operators.approve import approve
from clearlane.directory.operators.end_operator import end_operator
from clearlane.directory.operators.models import Operator
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


def test_in_service_the_first_call_is_one_yes_and_the_second_by_another_sets_it_live(
    say: Say, tenant: MakeTenant, owner: Owner
) -> None:
    mine = tenant()
    code, said = say("pair", "add", NPI, TIN, "--tenant", str(mine), "--by", "ann", *SEEN)
    assert (code, pairs(owner)) == (1, [(mine, "pending", "")])
    assert "ann has said yes" in said
    assert "Another operator agrees by the same command" in said
    assert (ask(say, mine, "ann"), pairs(owner)) == (2, [(mine, "pending", "")])
    assert rows(owner, "directory_providers_eraright") == [0]
    assert (ask(say, mine, "bob"), pairs(owner)) == (0, [(mine, "live", "operator:bob")])
    assert rows(owner, "directory_providers_eraright", "directory_operators_approval") == [1, 2]
    assert ask(say, mine, "ann") == 0


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


def test_a_yes_at_the_console_to_the_pair_of_a_sign_up_counts(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    give(owner, mine, npi=NPI)
    (pair,) = owner.execute("SELECT id FROM directory_providers_authorizedpair").fetchall()[0]
    bob = Operator.objects.get(name="bob")
    with scope([1], by="operator:bob"):
        assert not approve(kind="pair", subject=pair, operator=bob.pk, evidence="a letter", by="operator:bob")
    assert ask(say, mine, "ann") == 0
    assert pairs(owner) == [(mine, "live", "operator:ann")]


def test_the_yes_of_one_who_has_ended_since_does_not_count(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine = tenant()
    ask(say, mine, "ann")
    with scope([1], by="operator:shell"):
        end_operator(name="ann", by="operator:shell")
    assert (ask(say, mine, "bob"), pairs(owner)) == (1, [(mine, "pending", "")])


def test_letting_a_submitter_in_takes_two_also_where_the_pair_is_live(
    say: Say, tenant: MakeTenant, owner: Owner
) -> None:
    mine, company, other = tenant(), tenant(kind="billing"), tenant(kind="billing")
    give(owner, mine, npi=NPI, status="live")
    assert ask(say, mine, "ann", "--submitter", str(company)) == 1
    assert ask(say, mine, "bob", "--submitter", str(other)) == 1
    assert [each[0] for each in pairs(owner)] == [mine]
    assert rows(owner, "foundation_tenancy_grant") == [0]
    assert ask(say, mine, "bob", "--submitter", str(company)) == 0
    assert [each[:2] for each in pairs(owner)] == [(mine, "live"), (company, "live")]
    assert owner.execute("SELECT grantee_id FROM foundation_tenancy_grant").fetchall() == [(company,)]


def test_what_two_agreed_to_once_takes_two_again(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    mine, company = tenant(), tenant(kind="billing")
    there = ("--submitter", str(company), "--atypical", "--payer", "60054", "--json")
    words = ("pair", "add", "MILES77", TIN, "--tenant", str(mine), *SEEN, *there, "--by")
    told = json.loads(say(*words, "ann")[1])
    assert told == {"npi": "MILES77", "tin": TIN, "tenant": mine, "status": "waiting"}
    assert rows(owner, "directory_providers_atypicalprovider", "foundation_tenancy_grant") == [0, 0]
    assert say(*words, "bob")[0] == 0
    assert rows(owner, "directory_providers_atypicalprovider", "foundation_tenancy_grant") == [1, 1]
    assert [say(*words, "bob")[0], say(*words, "ann")[0]] == [1, 0]


def test_a_pair_that_another_holds_becomes_a_dispute_by_two(say: Say, tenant: MakeTenant, owner: Owner) -> None:
    first, second = tenant(), tenant()
    give(owner, first, npi=NPI, status="live")
    assert [ask(say, second, "ann"), ask(say, second, "bob"), ask(say, second, "ann")] == [1, 1, 1]
    assert [each[:2] for each in pairs(owner)] == [(first, "live"), (second, "disputed")]
    assert rows(owner, "directory_providers_eraright") == [0]


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
