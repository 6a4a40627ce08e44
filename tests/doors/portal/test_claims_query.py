"""The list of claims as its address says it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages.claims_query import ClaimsQuery, read_query
from clearlane.doors.portal.pages.claims_shown import VIEWS, show_chips, show_columns, show_told, show_views
from clearlane.exchange.reading.count_claims import Count
from clearlane.exchange.reading.page_claims import ClaimPage, ClaimRow
from clearlane.exchange.reading.sum_claims import Standing
from clearlane.exchange.reading.words import WORDS

ID = UUID("01a22057-a2b7-70e3-8eb5-f1c98dd3e12e")
SOME = ClaimsQuery(status=("rejected", "held"), by="us", payer="HARBOR", sort="-charge")

queries = st.builds(
    ClaimsQuery,
    status=st.lists(st.sampled_from([word.lower() for word in WORDS]), unique=True).map(tuple),
    by=st.sampled_from(["", "us", "payer"]),
    payer=st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=10),
    since=st.none() | st.dates(date(2000, 1, 1)),
    until=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    file=st.none() | st.uuids(),
    client=st.none() | st.integers(1, 10**6),
    usage=st.sampled_from(["", "P", "T"]),
    days=st.sampled_from(["", "utc"]),
    seek=st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=20),
    reason=st.text(st.characters(codec="ascii", categories=["L", "P"]), max_size=30),
    sort=st.sampled_from(["", "newest", "-newest", "charge", "-charge", "service", "-service"]),
)


def _row(**more: Any) -> ClaimRow:
    named: dict[str, Any] = {
        "id": ID, "tenant": 7, "client": "Elm", "state": "rejected", "word": "Rejected", "by": "us", "usage": "P",
        "number": "A1", "trace": "T1", "last": "SMITH", "first": "ANN", "service": date(2026, 3, 1),
        "payer": "HARBOR", "payer_name": "Harbor Mutual", "cents": 100, "paid": None,
        "received_at": datetime(2026, 3, 2, tzinfo=UTC), "why": "because",
    }  # fmt: skip
    return ClaimRow(**(named | more))


@given(queries)
def test_an_address_is_read_as_it_was_written(query: ClaimsQuery) -> None:
    assert read_query(QueryDict(urlsplit(query.to()).query)) == query


@given(st.dictionaries(st.sampled_from(["status", "by", "since", "client", "sort", "after", "file"]), st.text()))
def test_what_is_not_understood_is_left_out(asked: dict[str, str]) -> None:
    found = QueryDict(mutable=True)
    found.update(asked)
    query = read_query(found)
    assert set(query.words) <= set(WORDS)
    assert query.by in ("", "us", "payer")


def test_no_place_in_the_list_goes_with_a_changed_filter() -> None:
    at = read_query(QueryDict(f"status=held&after={ID}"))
    assert at.after == ID
    assert "after" not in at.to(status=("paid",))
    assert parse_qs(urlsplit(at.to(after=ID)).query) == {"status": ["held"], "after": [str(ID)]}


def test_days_are_those_of_the_zone_and_the_last_day_counts_whole() -> None:
    wanted = ClaimsQuery(since=date(2026, 3, 8), until=date(2026, 3, 8)).wanted(zone="America/New_York")
    assert wanted.since == datetime(2026, 3, 8, 5, tzinfo=UTC)
    assert wanted.until == datetime(2026, 3, 9, 4, tzinfo=UTC)
    counted = ClaimsQuery(since=date(2026, 3, 8), days="utc").wanted(zone="America/New_York")
    assert counted.since == datetime(2026, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sort", "name", "ascending"), [("", "newest", False), ("charge", "charge", True), ("-service", "service", False)]
)
def test_an_order_falls_with_a_minus_and_by_itself(sort: str, name: str, ascending: bool) -> None:
    wanted = ClaimsQuery(sort=sort).wanted(zone="UTC")
    assert (wanted.sort, wanted.ascending) == (name, ascending)


def test_views_carry_their_counts_and_one_is_here() -> None:
    standings = [Standing("Rejected", "us", 3, 1), Standing("Denied", "payer", 2, 1), Standing("Paid", "payer", 5, 1)]
    tabs = {tab.label: tab for tab in show_views(ClaimsQuery(status=("denied",)), standings)}
    assert {name: tab.count for name, tab in tabs.items()} == {
        "All": 10, "Needs work": 5, "In flight": 0, "Paid": 5, "Rejected": 3, "Denied": 2,
    }  # fmt: skip
    assert [name for name, tab in tabs.items() if tab.here] == ["Denied"]
    assert not any(tab.here for tab in show_views(SOME, standings))
    assert not any(tab.here for tab in show_views(ClaimsQuery(seek="k"), standings))


@pytest.mark.parametrize("status", VIEWS.values())
def test_the_words_of_a_view_are_words(status: tuple[str, ...]) -> None:
    assert ClaimsQuery(status=status).words == tuple(each.capitalize() for each in status)


def test_a_set_filter_leads_to_the_list_without_it() -> None:
    page = ClaimPage((_row(), _row(tenant=8, client="Oak", usage="T")), None, None)
    chips = {chip.label: chip for chip in show_chips(SOME, page, "UTC")}
    assert (chips["Status"].value, chips["Said"].value, chips["Payer"].value) == (
        "Rejected +1", "by us", "Harbor Mutual",
    )  # fmt: skip
    assert read_query(QueryDict(urlsplit(chips["Payer"].href).query)).payer == ""
    assert [choice.label for choice in chips["Client"].choices] == ["Elm", "Oak"]
    assert [choice.label for choice in chips["Kind"].choices] == ["Production", "Tests"]
    assert chips["Received"].choices[0].label == "Today"


def test_filters_that_are_not_set_offer_what_sets_them() -> None:
    chips = {chip.label: chip for chip in show_chips(ClaimsQuery(), ClaimPage((_row(),), None, None), "UTC")}
    assert [choice.value for choice in chips["Payer"].choices] == ["HARBOR"]
    assert {choice.label for choice in chips["Status"].choices} == set(WORDS)
    assert set(chips) == {"Status", "Said", "Received", "Payer", "Kind"}


def test_a_head_sorts_down_first_and_then_up() -> None:
    heads = {column.label: column for column in show_columns(ClaimsQuery(), has_clients=False)}
    assert (heads["Received"].sort, heads["Charge"].sort) == ("descending", "")
    assert "sort=-charge" in heads["Charge"].href
    turned = {column.label: column for column in show_columns(ClaimsQuery(sort="-charge"), has_clients=True)}
    assert (turned["Charge"].sort, "sort=charge" in turned["Charge"].href) == ("descending", True)
    assert "Client" in turned


@pytest.mark.parametrize(
    ("count", "most", "told"),
    [
        (Count(1, 100), 0, "1 of 1 claim, $1.00"),
        (Count(1_204, 1_644_690), 0, "1 of 1,204 claims, $16,446.90"),
        (Count(1_234_567, 100), 0, "1 of about 1.2 million claims, $1.00"),
        (Count(10_000, 100, is_whole=False), 0, "1 of more than 10,000 claims"),
        (Count(1, 100), 1, "The 1 newest that match; type more to see fewer"),
    ],
)
def test_a_list_tells_how_much_of_how_many_it_shows(count: Count, most: int, told: str) -> None:
    assert show_told(ClaimPage((_row(),), None, None), count, most=most) == told
