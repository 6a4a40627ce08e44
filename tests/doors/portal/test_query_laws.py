"""Whatever an address of the list asks, it is understood or left out, and each control changes one thing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages.claims_query import MOST_REASON, ClaimsQuery, read_query
from clearlane.doors.portal.pages.claims_shown import show_chips, show_columns, show_views
from clearlane.exchange.reading.claim_filter import SORTS, id_at
from clearlane.exchange.reading.page_claims import ClaimPage, ClaimRow
from clearlane.exchange.reading.words import CLAIM_WORDS, WORDS
from clearlane.foundation.clock.move import move

ID = UUID("01a22057-a2b7-70e3-8eb5-f1c98dd3e12e")
ZONES = ("America/New_York", "Pacific/Honolulu", "America/Havana", "Asia/Kolkata", "Pacific/Kiritimati", "UTC")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80)
NAMES = (
    "status",
    "by",
    "payer",
    "without",
    "state",
    "since",
    "until",
    "file",
    "client",
    "reason",
    "sort",
    "after",
    "before",
)
QUERIES = st.builds(
    ClaimsQuery,
    status=st.lists(st.sampled_from([word.lower() for word in WORDS]), unique=True).map(tuple),
    by=st.sampled_from(["", "us", "payer"]),
    payer=TEXTS,
    without=st.sampled_from(["", "payer"]),
    state=st.sampled_from(["", *CLAIM_WORDS]),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    file=st.none() | st.uuids(),
    client=st.none() | st.integers(0, 10**9 - 1),
    reason=TEXTS,
    sort=st.sampled_from(["", *SORTS, *(f"-{name}" for name in SORTS)]),
)


def read(address: str) -> ClaimsQuery:
    """What an address of the list asks for."""
    parts = urlsplit(address)
    assert parts.path == "/claims"
    return read_query(QueryDict(parts.query))


def page(*tenants: int) -> ClaimPage:
    """A page with a claim of each of these tenants."""
    values: dict[str, Any] = {
        "id": ID, "client": "Elm", "state": "held", "word": "Held", "by": "us", "usage": "P", "number": "A1",
        "trace": "", "last": "SMITH", "first": "ANN", "service": None, "payer": "HARBOR", "payer_name": "", "cents": 1,
        "paid": None, "received_at": datetime(2026, 3, 2, tzinfo=UTC), "why": "",
    }  # fmt: skip
    return ClaimPage(tuple(ClaimRow(tenant=tenant, **values) for tenant in tenants), None, None)


@given(QUERIES)
def test_an_address_with_any_text_and_any_day_is_read_as_it_was_written(query: ClaimsQuery) -> None:
    assert read(query.to()) == query


@given(QUERIES, st.uuids())
def test_the_place_in_the_list_is_read_back_beside_its_filters(query: ClaimsQuery, place: UUID) -> None:
    ahead, behind = read(query.to(before=place)), read(query.to(after=place))
    assert (ahead, ahead.before, ahead.after) == (query, place, None)
    assert (behind, behind.before, behind.after) == (query, None, place)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=300)), max_size=12), st.sampled_from(ZONES))
def test_whatever_is_asked_gives_a_filter_that_can_be_asked_for(asked: list[tuple[str, str]], zone: str) -> None:
    given_ = QueryDict(mutable=True)
    for name, value in asked:
        given_.appendlist(name, value)
    query = read_query(given_)
    wanted = query.wanted(zone=zone)
    assert wanted.sort in SORTS
    assert "\0" not in query.payer + query.reason
    assert (len(query.payer) <= 80, len(query.reason) <= MOST_REASON) == (True, True)
    assert read(query.to()) == query


@given(QUERIES, st.sampled_from(ZONES))
def test_every_day_that_there_is_can_be_asked_for(query: ClaimsQuery, zone: str) -> None:
    wanted = query.wanted(zone=zone)
    for bound in (wanted.since, wanted.until):
        if bound is not None:
            assert id_at(bound).version == 7
    if query.until == date.max:
        assert wanted.until is None


@given(st.dates(date(1971, 1, 1), date(2200, 1, 1)), st.sampled_from(ZONES))
def test_one_day_lasts_from_midnight_to_midnight_also_when_clocks_change(day: date, zone: str) -> None:
    wanted = ClaimsQuery(since=day, until=day).wanted(zone=zone)
    assert wanted.since is not None
    assert wanted.until is not None
    length = wanted.until.astimezone(UTC) - wanted.since.astimezone(UTC)
    assert timedelta(hours=23) <= length <= timedelta(hours=25)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    assert id_at(wanted.since) <= id_at(noon) < id_at(wanted.until)


@given(QUERIES)
def test_a_filter_that_is_set_leads_to_the_list_without_it_alone(query: ClaimsQuery) -> None:
    without: dict[str, dict[str, Any]] = {
        "Status": {"status": ()}, "Said": {"by": ""}, "Received": {"since": None, "until": None},
        "Payer": {"payer": "", "without": ""}, "Client": {"client": None}, "Stopped": {"state": ""},
        "File": {"file": None}, "Reason": {"reason": ""},
    }  # fmt: skip
    chips = show_chips(query, page(7, 8), "UTC")
    assert [chip.label for chip in chips if chip.value] == [
        name for name, unset in without.items() if any(getattr(query, field) not in ("", None, ()) for field in unset)
    ]
    for chip in chips:
        if chip.value:
            assert read(chip.href) == replace(query, **without[chip.label])


@given(QUERIES)
def test_a_filter_that_is_not_set_offers_the_list_with_it_and_with_nothing_else_changed(query: ClaimsQuery) -> None:
    fields = {
        "Status": "status",
        "Said": "by",
        "Payer": "payer",
        "Client": "client",
        "Received": "since",
        "Kind": "usage",
    }
    for chip in show_chips(query, page(7, 8), "UTC"):
        for choice in chip.choices:
            led = read(choice.href)
            assert replace(led, **{fields[chip.label]: getattr(query, fields[chip.label])}) == query
            assert led != query


@given(QUERIES)
def test_a_head_changes_the_order_and_nothing_else_and_twice_turns_it_back(query: ClaimsQuery) -> None:
    for column in show_columns(query, has_clients=True):
        if column.href:
            led = read(column.href)
            assert replace(led, sort=query.sort) == query
            (again,) = [each for each in show_columns(led, has_clients=True) if each.label == column.label]
            twice = read(again.href)
            assert twice.sort.lstrip("-") == led.sort.lstrip("-")
            assert twice.sort != led.sort


@given(QUERIES)
def test_at_most_one_view_is_here_and_it_is_the_one_that_is_asked_for(query: ClaimsQuery) -> None:
    here = [tab for tab in show_views(query, ()) if tab.here]
    assert len(here) <= 1
    for tab in here:
        assert replace(read(tab.href), sort=query.sort) == query


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock of this test's own, to be moved."""
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))


@pytest.mark.parametrize("at", ["2026-11-28T02:30:00+00:00", "2026-12-31T23:30:00+00:00", "2028-02-29T10:30:00+00:00"])
@pytest.mark.parametrize("zone", ZONES)
def test_today_is_the_day_of_the_practice_and_not_of_greenwich(clock: None, at: str, zone: str) -> None:
    instant = datetime.fromisoformat(at)
    move(to=instant)
    (chip,) = [one for one in show_chips(ClaimsQuery(), page(7), zone) if one.label == "Received"]
    local = instant.astimezone(ZoneInfo(zone)).date()
    assert {choice.label: read(choice.href).since for choice in chip.choices} == {
        "Today": local,
        "Last 7 days": local - timedelta(days=6),
        "Last 30 days": local - timedelta(days=29),
        "Last 90 days": local - timedelta(days=89),
    }


@pytest.mark.parametrize("zone", ZONES)
def test_a_claim_of_this_very_moment_is_among_those_of_today(clock: None, zone: str) -> None:
    for hour in range(24):
        instant = datetime(2026, 11, 28, hour, 15, tzinfo=UTC)
        move(to=instant)
        (chip,) = [one for one in show_chips(ClaimsQuery(), page(7), zone) if one.label == "Received"]
        since = read(chip.choices[0].href).wanted(zone=zone).since
        assert since is not None
        assert since <= instant < since + timedelta(hours=25)
