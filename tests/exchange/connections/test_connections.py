"""Ways out are opened, found and listed; a wrong profile is refused where it is given, not when a batch is due."""

from __future__ import annotations

import psycopg
import pytest

from clearlane.exchange.batches.compose import compose
from clearlane.exchange.connections.add import ConnectionRefused, add
from clearlane.exchange.connections.find_named import NoSuchConnection, find_named
from clearlane.exchange.connections.list_all import list_all
from clearlane.exchange.connections.list_live import list_live
from clearlane.exchange.connections.profile import ProfileIsWrong, read_profile
from clearlane.exchange.connections.read_shipped import NoSuchProfile, list_shipped, read_shipped
from clearlane.exchange.connections.set_live import set_live
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole
from tests.flows.world import PROFILE, profile_of

BY = "operator:ann"
TEXT = PROFILE.format(port=22)


def test_a_connection_is_found_by_its_name_and_keeps_its_id(house: int, as_role: AsRole) -> None:
    with as_role("operator"), scope([house], by=BY):
        first = add(name="sunrise", tier="production", profile=TEXT, by=BY)
        again = add(name="sunrise", tier="production", profile=TEXT.replace("22", "2222"), by=BY)
        assert first == again == find_named(name="sunrise")
        (entry,) = list_all()
        assert (entry.name, entry.tier, entry.is_live, entry.host) == ("sunrise", "production", True, "127.0.0.1")
        with pytest.raises(NoSuchConnection):
            find_named(name="sunset")


def test_a_connection_never_changes_its_tier(house: int, as_role: AsRole) -> None:
    with as_role("operator"), scope([house], by=BY):
        add(name="sunrise", tier="practice", profile=profile_of("practice"), by=BY)
        with pytest.raises(ConnectionRefused, match="sunrise is a practice connection"):
            add(name="sunrise", tier="production", profile=TEXT, by=BY)
        with pytest.raises(ConnectionRefused, match="not for 'test'"):
            add(name="other", tier="test", profile=TEXT, by=BY)
        with pytest.raises(ProfileIsWrong):
            add(name="other", tier="practice", profile="[way", by=BY)
        assert [entry.name for entry in list_all()] == ["sunrise"]


def test_connections_are_listed_by_name_and_closed_ones_are_not_live(
    house: int, as_role: AsRole, owner: psycopg.Connection[object]
) -> None:
    with as_role("operator"), scope([house], by=BY):
        ids = {name: add(name=name, tier="practice", profile=profile_of("practice"), by=BY) for name in ("c", "a", "b")}
    owner.execute("UPDATE exchange_connections_connection SET is_live = false WHERE name = 'b'")
    with as_role("flow"), scope([house], by=BY):
        assert [entry.name for entry in list_all()] == ["a", "b", "c"]
        assert list_live() == (ids["a"], ids["c"])


def test_a_practice_connection_leads_to_a_sandbox_payer_or_is_refused(house: int, as_role: AsRole) -> None:
    with as_role("operator"), scope([house], by=BY):
        with pytest.raises(ConnectionRefused, match="sandbox payers alone"):
            add(name="real", tier="practice", profile=TEXT, by=BY)
        assert list_all() == ()


def test_the_same_connection_again_changes_and_records_nothing(
    house: int, as_role: AsRole, owner: psycopg.Connection[object]
) -> None:
    with as_role("operator"), scope([house], by=BY):
        for text in (TEXT, TEXT, TEXT.replace("22", "23"), TEXT.replace("22", "23")):
            add(name="sunrise", tier="production", profile=text, by=BY)
    events = owner.execute("SELECT event FROM foundation_audit_entry ORDER BY id").fetchall()
    assert events == [("connection:profile:added",), ("connection:profile:changed",)]


def test_a_connection_is_closed_and_opened_again_and_each_is_recorded_once(
    house: int, as_role: AsRole, owner: psycopg.Connection[object]
) -> None:
    with as_role("operator"), scope([house], by=BY):
        way = add(name="sunrise", tier="production", profile=TEXT, by=BY)
        told = [set_live(name="sunrise", is_live=is_live, by=BY) for is_live in (True, False, False, True)]
        assert told == [False, True, False, True]
        assert not set_live(name="sunset", is_live=False, by=BY)
        assert list_live() == (way,)
    events = owner.execute("SELECT event FROM foundation_audit_entry ORDER BY id OFFSET 1").fetchall()
    assert events == [("connection:way:closed",), ("connection:way:opened",)]


@pytest.mark.parametrize("name", list_shipped())
def test_a_shipped_profile_can_be_read_once_it_is_filled_in(name: str) -> None:
    filled = read_shipped(name=name)
    filled = filled.replace("{port}", "22").replace("{gather}", "1").replace("{host_key}", "k")
    for place in ("{login}", "{id}", "{name}"):
        filled = filled.replace(place, "X")
    assert read_profile(text=filled).claims.per_set <= 5000


def test_a_profile_that_is_not_shipped_is_refused_with_those_that_are() -> None:
    with pytest.raises(NoSuchProfile, match="upstream-clearinghouse"):
        read_shipped(name="nowhere")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("per_set = 0", "claims.per_set"),
        ("per_set = -1", "claims.per_set"),
        ("per_set = 5001", "claims.per_set"),
        ('delimiters = ""', "claims.delimiters"),
        ('delimiters = "*:"', "claims.delimiters"),
        ('delimiters = "**~^"', "claims.delimiters"),
        ('delimiters = "A:~^"', "claims.delimiters"),
        ('delimiters = "*:~^!"', "claims.delimiters"),
        ('file_name = "claims.837"', "claims.file_name"),
        ('file_name = "{control}_{nothing}.837"', "claims.file_name"),
        ('file_name = "{control"', "claims.file_name"),
        ('file_name = "sub/{control}.837"', "claims.file_name"),
    ],
)
def test_a_profile_that_could_write_no_batch_is_refused_at_once(setting: str, said: str) -> None:
    with pytest.raises(ProfileIsWrong, match=said):
        read_profile(text=TEXT.replace("gather_seconds = 0", setting))


@pytest.mark.parametrize(
    "setting",
    ["per_set = 1", "per_set = 5000", 'delimiters = "|>~"', 'delimiters = "*:\\n^"', 'file_name = "{day}_{control}"'],
)
def test_what_a_connection_may_ask_for_writes_a_batch(setting: str) -> None:
    profile = read_profile(text=TEXT.replace("gather_seconds = 0", setting))
    made = compose(claims=[], profile=profile, payers={}, control=1, usage="P", at=now())
    assert made.content.startswith(b"ISA")
