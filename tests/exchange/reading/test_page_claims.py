"""Lists of claims: pages without gaps in both directions, in every order; filters, counts, searches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import plant

BY = "user:1"
STATES = (("rejected", ""), ("accepted_by_payer", ""), ("accepted_by_payer", "paid"), ("held", ""), ("sent", ""))


@pytest.fixture
def tenants(tenant: MakeTenant) -> list[int]:
    return [tenant(name="One"), tenant(name="Two")]


@pytest.fixture
def claims(tenants: list[int], as_role: AsRole) -> Iterator[list[UUID]]:
    """Twenty-three claims of two tenants; charges and days repeat, so that ids must decide."""
    chance = random.Random(7)
    with as_role("flow"):
        made = [_one(tenants[n % 2], n, chance) for n in range(23)]
    with as_role("web"):
        yield made


def _one(tenant: int, n: int, chance: random.Random) -> UUID:
    state, decision = STATES[n % 5]
    return plant(
        submitter=tenant,
        state=state,
        decision=decision,
        total_cents=chance.choice([100, 200, 300]),
        service_from=date(2026, 3, 1) + timedelta(days=chance.randrange(3)),
        patient_last=("SMITH", "Smithers", "JONES")[n % 3],
        patient_first=("ANN", "Bo")[n % 2],
        patient_control_number=f"A-{n:02d}",
        payer_code=("HARBOR", "GRANITE")[n % 2],
    ).claim


def _pages(tenants: list[int], limit: int, **named: Any) -> tuple[list[Any], list[Any]]:
    """The list page by page to its end, and back to its start."""
    from clearlane.exchange.reading.claim_filter import ClaimFilter
    from clearlane.exchange.reading.page_claims import page_claims
    from clearlane.foundation.tenancy.scope import scope

    wanted = ClaimFilter(**named)
    with scope(tenants, by=BY):
        ahead: list[Any] = []
        after: UUID | None = None
        while True:
            page = page_claims(wanted=wanted, tenant=tenants[0], by=BY, after=after, limit=limit)
            ahead.extend(page.rows)
            if page.older is None:
                break
            after = page.older
        back = list(page.rows)
        while page.newer is not None:
            page = page_claims(wanted=wanted, tenant=tenants[0], by=BY, before=page.newer, limit=limit)
            back = [*page.rows, *back]
    return ahead, back


@pytest.mark.parametrize("sort", ["newest", "charge", "service"])
@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("limit", [1, 4, 50])
def test_pages_hold_every_claim_once_in_order_and_lead_back_the_same_way(
    claims: list[UUID], tenants: list[int], sort: str, ascending: bool, limit: int
) -> None:
    ahead, back = _pages(tenants, limit, sort=sort, ascending=ascending)
    key = {"newest": lambda row: row.id, "charge": lambda row: (row.cents, row.id)}.get(
        sort, lambda row: (row.service, row.id)
    )
    assert [row.id for row in ahead] == [row.id for row in sorted(ahead, key=key, reverse=not ascending)]
    assert {row.id for row in ahead} == set(claims)
    assert len(ahead) == len(claims)
    assert [row.id for row in back] == [row.id for row in ahead]


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("limit", [1, 5, 50])
def test_a_list_read_across_all_tenants_is_the_same(
    claims: list[UUID], tenants: list[int], monkeypatch: pytest.MonkeyPatch, ascending: bool, limit: int
) -> None:
    from clearlane.exchange.reading import walk_claims

    for named in ({"by": "payer"}, {"payer": "GRANITE"}, {}):
        plain, _ = _pages(tenants, limit, ascending=ascending, **named)
        with monkeypatch.context() as patched:
            patched.setattr(walk_claims, "MANY_LANES", 0)
            ahead, back = _pages(tenants, limit, ascending=ascending, **named)
        assert [row.id for row in ahead] == [row.id for row in back] == [row.id for row in plain]


@pytest.mark.parametrize(
    ("named", "fits"),
    [
        ({"words": ("Rejected",)}, lambda n: n % 5 == 0),
        ({"words": ("Paid", "Held")}, lambda n: n % 5 in (2, 3)),
        ({"words": ("Accepted",)}, lambda n: n % 5 == 1),
        ({"by": "payer"}, lambda n: n % 5 in (1, 2)),
        ({"payer": "GRANITE", "words": ("Sent",)}, lambda n: n % 2 == 1 and n % 5 == 4),
    ],
)
def test_a_filter_shows_what_fits_and_counts_it(
    claims: list[UUID], tenants: list[int], named: dict[str, Any], fits: Any
) -> None:
    from clearlane.exchange.reading.claim_filter import ClaimFilter
    from clearlane.exchange.reading.count_claims import count_claims
    from clearlane.foundation.tenancy.scope import scope

    expected = {id for n, id in enumerate(claims) if fits(n)}
    assert {row.id for row in _pages(tenants, 4, **named)[0]} == expected
    with scope(tenants, by=BY):
        count = count_claims(wanted=ClaimFilter(**named, ids=tuple(claims)))
    assert (count.claims, count.is_whole) == (len(expected), True)


def test_one_clients_claims_are_asked_for_alone(claims: list[UUID], tenants: list[int]) -> None:
    rows, _ = _pages(tenants, 50, client=tenants[1])
    assert {row.id for row in rows} == set(claims[1::2])
    assert {row.client for row in rows} == {"Two"}


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("smith", lambda n: n % 3 in (0, 1)),
        ("SMITHE", lambda n: n % 3 == 1),
        ("jones, ann", lambda n: n % 3 == 2 and n % 2 == 0),
        ("A-0", lambda n: n < 10),
        ("A-17", lambda n: n == 17),
        ("ICN-1", lambda n: True),
        ("nobody", lambda n: False),
        (" ", lambda n: False),
    ],
)
def test_a_search_finds_by_name_account_and_payers_number(
    claims: list[UUID], tenants: list[int], text: str, fits: Any
) -> None:
    from clearlane.exchange.reading.search_claims import search_claims
    from clearlane.foundation.tenancy.scope import scope

    with scope(tenants, by=BY):
        found = search_claims(text=text)
    assert set(found) == {id for n, id in enumerate(claims) if fits(n)}


def test_a_palette_finds_claims_files_and_payers_and_stops_at_eight(claims: list[UUID], tenants: list[int]) -> None:
    from clearlane.exchange.reading.find_anything import find_anything
    from clearlane.foundation.tenancy.scope import scope

    with scope(tenants, by=BY):
        found = {text: find_anything(text=text, tenant=tenants[0], by=BY) for text in ("sm", "batch", "s", "A-05")}
    assert [one.kind for one in found["sm"]] == ["claim"] * 5
    assert {one.kind for one in found["batch"]} == {"file"}
    assert found["s"] == ()
    assert [one.id for one in found["A-05"]] == [str(claims[5])]


def test_looking_at_a_list_is_written_to_the_trail_of_who_looks(
    claims: list[UUID], tenants: list[int], owner: Any
) -> None:
    _pages(tenants, 50)
    told = owner.execute("SELECT tenant_id, subjects FROM foundation_audit_entry WHERE event = 'claim:list:read'")
    ((tenant, subjects),) = told.fetchall()
    assert (tenant, set(subjects)) == (tenants[0], set(claims))


def test_tests_are_found_without_a_look_at_the_claims_of_production(
    tenants: list[int], as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.claim_filter import ClaimFilter, lanes, values
    from clearlane.foundation.tenancy.connection import cursor
    from clearlane.foundation.tenancy.scope import scope

    with as_role("flow"):
        trial = plant(submitter=tenants[0], usage="T").claim
        live = plant(submitter=tenants[0]).claim
    named = "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns WHERE table_name = %s"
    ((columns,),) = owner.execute(f"{named} AND is_generated = 'NEVER'", ["exchange_claims_claim"]).fetchall()
    given = re.sub(r"\bid\b", "overlay(id::text placing lpad(to_hex(n), 12, '0') from 25)::uuid", columns, count=1)
    many = f"SELECT {given} FROM exchange_claims_claim, generate_series(1, 5000) n WHERE id = %s"
    owner.execute(f"INSERT INTO exchange_claims_claim ({columns}) {many}".encode(), [live])
    owner.execute("ANALYZE exchange_claims_claim")
    wanted = ClaimFilter(usage="T")
    asked = lanes(wanted, give="claim.id", ending="ORDER BY claim.id DESC LIMIT 9")
    with as_role("web"), scope([tenants[0]], by=BY), cursor() as sql:
        sql.execute(asked, values(wanted))
        assert sql.fetchall() == [(trial,)]
        sql.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {asked}", values(wanted))
        passed = [int(n) for (line,) in sql.fetchall() for n in re.findall(r"Rows Removed by Filter: (\d+)", line)]
    assert sum(passed) < 100
