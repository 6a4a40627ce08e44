"""Lists, counts, neighbours and searches of claims say what a plain model says, whatever is asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.count_claims import count_claims
from clearlane.exchange.reading.find_neighbours import find_neighbours
from clearlane.exchange.reading.page_claims import MOST, page_claims
from clearlane.exchange.reading.search_claims import search_claims
from clearlane.exchange.reading.walk_claims import walk_claims
from clearlane.exchange.reading.words import WORDS
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.model import FIRSTS, LASTS, PAYERS, Known, in_order, plant_many, word_for
from tests.exchange.reading.plant import plant

BY = "user:1"
COUNT = 70


class Lists:
    """Three tenants with claims by chance, and a reader who may see them all."""

    def __init__(self, tenants: list[int], claims: list[Known]) -> None:
        self.tenants, self.claims = tenants, claims

    def read(self, wanted: ClaimFilter, *, limit: int = 9) -> list[UUID]:
        """The whole list, page by page."""
        found: list[UUID] = []
        after: UUID | None = None
        with scope(self.tenants, by=BY):
            while True:
                page = page_claims(wanted=wanted, tenant=self.tenants[0], by=BY, after=after, limit=limit)
                found.extend(row.id for row in page.rows)
                if page.older is None:
                    return found
                after = page.older

    def expect(self, fits: Callable[[Known], bool], *, sort: str = "newest", ascending: bool = False) -> list[UUID]:
        return in_order([one for one in self.claims if fits(one)], sort=sort, ascending=ascending)


@pytest.fixture
def lists(tenant: MakeTenant, as_role: AsRole) -> Iterator[Lists]:
    tenants = [tenant(name=name) for name in ("One", "Two", "Three")]
    with as_role("flow"):
        claims = plant_many(tenants, count=COUNT, seed=11)
    with as_role("web"):
        yield Lists(tenants, claims)


def asked_by_chance(chance: random.Random, lists: Lists) -> tuple[ClaimFilter, Callable[[Known], bool]]:
    """A filter, and the same in plain Python."""
    words = tuple(sorted(chance.sample(WORDS, chance.randrange(4))))
    by, payer = chance.choice(["", "us", "payer"]), chance.choice(["", *PAYERS])
    usage, client = chance.choice(["", "P", "T"]), chance.choice([None, *lists.tenants])
    picked = chance.choice([None, tuple(one.id for one in chance.sample(lists.claims, 20))])
    wanted = ClaimFilter(
        words=words, by=by, payer=payer, usage=usage, client=client, ids=picked,
        sort=chance.choice(["newest", "charge", "service"]), ascending=chance.random() < 0.5,
    )  # fmt: skip

    def fits(one: Known) -> bool:
        return (
            (not words or word_for(one) in words)
            and by in ("", one.by)
            and payer in ("", one.payer)
            and usage in ("", one.usage)
            and client in (None, one.tenant)
            and (picked is None or one.id in picked)
        )

    return wanted, fits


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_asked_the_list_is_that_of_the_model(lists: Lists, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        wanted, fits = asked_by_chance(chance, lists)
        expected = lists.expect(fits, sort=wanted.sort, ascending=wanted.ascending)
        assert lists.read(wanted, limit=chance.choice([1, 3, 10, 100])) == expected, wanted


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_asked_its_count_is_that_of_the_model(lists: Lists, seed: int) -> None:
    chance = random.Random(100 + seed)
    for _ in range(25):
        wanted, fits = asked_by_chance(chance, lists)
        if wanted.counts_alone:
            continue
        those = [one for one in lists.claims if fits(one)]
        with scope(lists.tenants, by=BY):
            count = count_claims(wanted=wanted)
        assert (count.claims, count.cents, count.is_whole) == (len(those), sum(one.cents for one in those), True), (
            wanted
        )


@pytest.mark.parametrize("sort", ["newest", "charge", "service"])
@pytest.mark.parametrize("ascending", [False, True])
def test_neighbours_are_those_of_the_list(lists: Lists, sort: str, ascending: bool) -> None:
    wanted = ClaimFilter(sort=sort, ascending=ascending, by="payer")
    order = lists.expect(lambda one: one.by == "payer", sort=sort, ascending=ascending)
    with scope(lists.tenants, by=BY):
        for ahead, behind in pairwise(order):
            assert find_neighbours(wanted=wanted, claim_id=ahead)[1] == behind
            assert find_neighbours(wanted=wanted, claim_id=behind)[0] == ahead
        assert find_neighbours(wanted=wanted, claim_id=order[0])[0] is None
        assert find_neighbours(wanted=wanted, claim_id=order[-1])[1] is None


def test_a_list_of_one_file_holds_its_claims_alone(lists: Lists) -> None:
    for one in lists.claims[:10]:
        assert lists.read(ClaimFilter(file=one.file)) == [one.id]


def test_a_list_is_bounded_by_the_instants_of_arrival(lists: Lists) -> None:
    soon, long_ago = now() + timedelta(hours=1), now() - timedelta(days=1)
    assert len(lists.read(ClaimFilter(since=long_ago, until=soon))) == COUNT
    assert lists.read(ClaimFilter(since=soon)) == []
    assert lists.read(ClaimFilter(until=long_ago)) == []


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-5, 1), (1, 1), (50, 50), (10 * MOST, COUNT)])
def test_a_page_is_never_empty_for_its_limit_nor_boundless(lists: Lists, asked: int, shown: int) -> None:
    with scope(lists.tenants, by=BY):
        page = page_claims(wanted=ClaimFilter(), tenant=lists.tenants[0], by=BY, limit=asked)
    assert len(page.rows) == shown


def test_a_reader_of_one_tenant_sees_no_claim_of_another(lists: Lists) -> None:
    first = lists.tenants[0]
    with scope([first], by=BY):
        ids = walk_claims(wanted=ClaimFilter(), limit=500)
        stolen = walk_claims(wanted=ClaimFilter(client=lists.tenants[1]), limit=500)
        named = walk_claims(wanted=ClaimFilter(ids=tuple(one.id for one in lists.claims)), limit=500)
    own = set(lists.expect(lambda one: one.tenant == first))
    assert (set(ids), stolen, set(named)) == (own, [], own)


def test_a_claim_of_a_stranger_is_no_place_to_go_on_from(lists: Lists) -> None:
    mine, theirs = lists.tenants[0], next(one for one in lists.claims if one.tenant != lists.tenants[0])
    with scope([mine], by=BY):
        for sort in ("charge", "service"):
            assert walk_claims(wanted=ClaimFilter(sort=sort), after=theirs.id, limit=5) == []


def meant(text: str, claims: Sequence[Known]) -> set[UUID]:
    """What a search means, by hand: the sender's number begins so, or the name does in whatever letters."""
    last, _, first = (part.strip().upper() for part in text.strip().partition(","))
    return {
        one.id
        for one in claims
        if one.number.startswith(text.strip())
        or (last and one.last.upper().startswith(last) and one.first.upper().startswith(first))
    }


SEARCHES = [
    *LASTS, *(last.lower() for last in LASTS), *(f"{last}, {first}" for last in LASTS[:3] for first in FIRSTS),
    "S", "smith, a", "mcDONALD, Bo", "ÄBERG", "jones,", "ACCT0", "ACCT01", "ACCT", "acct", "o'n", "ä", "Z", "%", "_",
    "SMI%", "\\", "'", '"',
]  # fmt: skip


def test_a_search_finds_what_it_means_and_nothing_else(lists: Lists) -> None:
    with scope(lists.tenants, by=BY):
        found = {text: set(search_claims(text=text)) for text in SEARCHES}
    assert found == {text: meant(text, lists.claims) for text in SEARCHES}


def test_a_name_with_other_letters_is_found_in_whatever_case(tenant: MakeTenant, as_role: AsRole) -> None:
    practice = tenant()
    with as_role("flow"):
        names = ("Öztürk", "ÖZTÜRK", "öztürk", "Oezturk")
        claims = {name: plant(submitter=practice, patient_last=name).claim for name in names}
    with as_role("web"), scope([practice], by=BY):
        for text in ("Öztürk", "ÖZTÜRK", "öztürk", "özt"):
            assert set(search_claims(text=text)) == set(claims.values()) - {claims["Oezturk"]}, text


@pytest.mark.parametrize("text", ["", " ", "\t", "ICN", "icn-1"])
def test_a_search_for_nothing_or_for_half_a_payers_number_finds_nothing(lists: Lists, text: str) -> None:
    with scope(lists.tenants, by=BY):
        assert search_claims(text=text) == ()


def test_a_payers_number_is_found_whole_and_the_newest_come_first(lists: Lists) -> None:
    with scope(lists.tenants, by=BY):
        found = search_claims(text="ICN-1", limit=5)
    assert list(found) == lists.expect(lambda one: True)[:5]


def test_a_search_of_a_stranger_finds_nothing(lists: Lists, tenant: MakeTenant) -> None:
    with scope([tenant()], by=BY):
        assert [search_claims(text=text) for text in ("SMITH", "ACCT", "ICN-1")] == [()] * 3


def test_rows_say_what_the_model_knows(lists: Lists) -> None:
    known = {one.id: one for one in lists.claims}
    with scope(lists.tenants, by=BY):
        rows: Any = page_claims(wanted=ClaimFilter(), tenant=lists.tenants[0], by=BY, limit=MOST).rows
    for row in rows:
        one = known[row.id]
        assert (row.tenant, row.number, row.cents, row.service) == (one.tenant, one.number, one.cents, one.service)
        assert (row.patient, row.payer, row.usage) == (f"{one.last}, {one.first}", one.payer, one.usage)
        assert (row.word, row.by) == (word_for(one), one.by)
