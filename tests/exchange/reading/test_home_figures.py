"""What Home reads: what stopped and why, money by week, files and their words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.exchange.reading.page_files import _word
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, plant

BY = "user:1"


def _stop(planted: Planted, owner: psycopg.Connection[Any], state: str, detail: str) -> None:
    owner.execute(
        "INSERT INTO exchange_claims_transition (claim_id, tenant_id, seq, event, from_state, to_state, by, detail, at)"
        " VALUES (%s, %s, 9, 'x', 'received', %s, 'flow:test', %s, now())",
        [planted.claim, planted.owner, state, detail],
    )


def _needs(tenants: list[int], as_role: AsRole) -> list[Any]:
    from clearlane.exchange.reading.list_needs import list_needs
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope(tenants, by=BY):
        return list(list_needs())


def test_stopped_claims_are_gathered_by_reason_the_dearest_first(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    mine = tenant()
    with as_role("flow"):
        for state, detail, cents in [
            ("rejected", "total_charge", 100), ("rejected", "total_charge", 200), ("rejected", "billing_npi", 250),
            ("rejected_by_payer", "A7:164:IL", 900), ("held", "payer_known, duplicate_claim", 50), ("sent", "", 5),
        ]:  # fmt: skip
            _stop(plant(submitter=mine, state=state, total_cents=cents), owner, state, detail)
    needs = _needs([mine], as_role)
    assert [(one.word, one.by, one.claims, one.cents, one.told) for one in needs] == [
        ("Rejected", "payer", 1, 900, "A value is wrong: the member ID"),
        ("Rejected", "us", 2, 300, "The total is not the sum of the lines"),
        ("Rejected", "us", 1, 250, "The billing NPI is missing or wrong"),
        ("Held", "us", 1, 50, "The payer is not known here; This claim was sent before"),
    ]


def test_denials_are_gathered_by_payer_and_another_tenants_are_not_there(tenant: MakeTenant, as_role: AsRole) -> None:
    mine, other = tenant(), tenant()
    with as_role("flow"):
        for owned in (mine, mine, other):
            plant(submitter=owned, state="accepted_by_payer", decision="denied", total_cents=70)
    (need,) = _needs([mine], as_role)
    assert (need.word, need.by, need.payer, need.claims, need.cents) == ("Denied", "payer", "HARBOR", 2, 140)


def test_a_group_leads_to_its_claims(tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    from clearlane.exchange.reading.claim_filter import ClaimFilter
    from clearlane.exchange.reading.walk_claims import walk_claims
    from clearlane.foundation.tenancy.scope import scope

    mine = tenant()
    with as_role("flow"):
        planted = [plant(submitter=mine, state="rejected") for _ in range(4)]
    for n, one in enumerate(planted):
        _stop(one, owner, "rejected", ("total_charge", "billing_npi")[n % 2])
    with as_role("web"), scope([mine], by=BY):
        found = walk_claims(wanted=ClaimFilter(reason="billing_npi"), limit=9)
    assert set(found) == {planted[1].claim, planted[3].claim}


def _count(owner: psycopg.Connection[Any], tenant: int, days_ago: int, cents: int, **more: str) -> None:
    named = {"usage": "P", "state": "sent", "decision": ""} | more
    owner.execute(
        "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)"
        " VALUES (%s, %s, %s, %s, %s, %s, 1, %s)",
        [uuid4(), tenant, datetime.now(UTC).date() - timedelta(days=days_ago), *named.values(), cents],
    )


def test_money_by_week_holds_twelve_weeks_and_live_claims_alone(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.sum_weeks import sum_weeks
    from clearlane.foundation.tenancy.scope import scope

    mine, other = tenant(), tenant()
    _count(owner, mine, 0, 100)
    _count(owner, mine, 0, 10, state="rejected")
    _count(owner, mine, 0, 5_000, usage="T")
    _count(owner, mine, 100, 7_000)
    _count(owner, other, 0, 9_000)
    with as_role("web"), scope([mine], by=BY):
        money = sum_weeks(usage="P")
    assert len(money.weeks) == 12
    assert [week.submitted for week in money.weeks] == [0] * 11 + [110]
    assert (money.claims, money.submitted, money.came, money.rejected) == (2, 110, 2, 1)
    assert all(week.monday.weekday() == 0 for week in money.weeks)


def test_what_waits_too_long_is_counted_apart(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.sum_claims import pick, sum_claims
    from clearlane.foundation.tenancy.scope import scope

    mine = tenant()
    for days in (0, 1, 2, 3, 4, 9):
        _count(owner, mine, days, 10)
    with as_role("web"), scope([mine], by=BY):
        (standing,) = sum_claims()
    assert (standing.claims, standing.before_yesterday, standing.silent) == (6, 4, 2)
    assert pick([standing], words=["Sent"], by="us") == (6, 60)
    assert pick([standing], words=["Sent"], by="payer") == (0, 0)


@pytest.mark.parametrize(
    ("state", "sets", "shares", "word"),
    [
        ("partial", (0, 0, 0, 0, 0), {}, "Received"),
        ("received", (0, 0, 0, 0, 0), {}, "Checking"),
        ("repeat", (0, 0, 0, 0, 0), {}, "Received"),
        ("unreadable", (0, 0, 0, 0, 0), {}, "Failed"),
        ("read", (1, 0, 0, 0, 0), {"Received": (2, 5), "Paid": (1, 5)}, "Checking"),
        ("read", (1, 0, 0, 0, 0), {"Paid": (1, 5), "Denied": (1, 5)}, "Passed"),
        ("read", (1, 0, 0, 0, 0), {"Paid": (1, 5), "Rejected": (1, 5)}, "Mixed"),
        ("read", (2, 1, 0, 0, 0), {"Paid": (1, 5)}, "Mixed"),
        ("read", (1, 0, 0, 0, 0), {"Rejected": (3, 5)}, "Failed"),
        ("read", (1, 1, 0, 0, 0), {}, "Failed"),
        ("read", (1, 1, 1, 0, 0), {}, "Received"),
        ("read", (2, 1, 0, 1, 0), {"Sent": (1, 5)}, "Mixed"),
        ("read", (1, 0, 0, 0, 0), {"Held": (2, 5)}, "Held"),
        ("read", (1, 0, 0, 0, 0), {"Held": (2, 5), "Sent": (1, 5)}, "Mixed"),
    ],
)
def test_a_file_has_one_of_six_words(
    state: str, sets: tuple[int, int, int, int, int], shares: dict[str, tuple[int, int]], word: str
) -> None:
    assert _word(state, "", word == "Failed", *sets, shares)[0] == word
