"""Limits of trying are those of a plain model, for any sequence of tries on the test clock."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clearlane.directory.users.limits import (
    Limit,
    code_limits,
    forget,
    mail_limits,
    password_limits,
    wait,
)
from clearlane.directory.users.network_of import network_of
from clearlane.directory.users.once import once, tally_key
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole

START = datetime.fromisoformat("2026-11-02T08:00:00+00:00")
LASTS = timedelta(hours=1)


class Model:
    """One count, kept by hand: free tries first, then waits that double, forgotten after a quiet hour."""

    def __init__(self, limit: Limit) -> None:
        self.limit, self.count = limit, 0
        self.free_at = self.ends_at = START - timedelta(days=1)

    def wait(self, at: datetime) -> int:
        """Seconds until the next try is looked at; 0 where this one is."""
        if self.ends_at <= at:
            self.count = 0
        elif self.free_at > at:
            return max(1, math.ceil((self.free_at - at).total_seconds()))
        self.count += 1
        self.ends_at = at + LASTS
        beyond = self.count - self.limit.free
        self.free_at = at if beyond < 0 else at + timedelta(seconds=min(self.limit.longest, 5 * 2 ** min(beyond, 12)))
        return 0


class Clock:
    """The test clock, which stands where it is put."""

    def __init__(self) -> None:
        self.at = START
        move(to=self.at)

    def go(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        move(to=self.at)
        return self.at


@pytest.fixture
def clock(as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    with as_role("web"):
        yield Clock()


@pytest.mark.parametrize("free", [1, 3, 5])
@pytest.mark.parametrize("longest", [60, 900])
@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_tries_waits_as_long_as_the_model_says(
    clock: Clock, free: int, longest: int, seed: int
) -> None:
    chance = random.Random(seed)
    limit = Limit(tally_key("test", str(seed)), free=free, longest=longest)
    model = Model(limit)
    for _ in range(40):
        at = clock.go(chance.choice([0, 1, 4, 5, 9, 30, 61, 400, 1000, 3599, 3600, 3601]))
        assert wait((limit,)) == model.wait(at)


def test_the_first_tries_come_without_delay_and_then_ever_slower(clock: Clock) -> None:
    limit = (Limit(tally_key("slower"), free=3),)
    assert [wait(limit) for _ in range(4)] == [0, 0, 0, 5]
    waits = []
    for _ in range(8):
        clock.go(wait(limit))
        assert wait(limit) == 0
        waits.append(wait(limit))
    assert waits == [10, 20, 40, 80, 160, 320, 640, 900]


def test_a_quiet_hour_forgets(clock: Clock) -> None:
    limit = (Limit(tally_key("quiet"), free=1),)
    assert [wait(limit), wait(limit)] == [0, 5]
    clock.go(3601)
    assert [wait(limit), wait(limit)] == [0, 5]


def test_a_right_try_forgets_at_once_and_only_its_own(clock: Clock) -> None:
    mine, other = (Limit(tally_key("mine"), free=1),), (Limit(tally_key("other"), free=1),)
    for limit in (mine, other):
        wait(limit)
    forget(mine)
    assert (wait(mine), wait(other)) == (0, 5)


def test_of_several_limits_the_first_that_waits_is_told(clock: Clock) -> None:
    wide, narrow = Limit(tally_key("wide"), free=50), Limit(tally_key("narrow"), free=1)
    assert wait((wide, narrow)) == 0
    assert wait((narrow, wide)) == 5


def test_a_try_that_is_not_looked_at_counts_nowhere(clock: Clock) -> None:
    wide, narrow = Limit(tally_key("wide"), free=3), Limit(tally_key("narrow"), free=1)
    assert [wait((wide, narrow)) for _ in range(9)] == [0] + [5] * 8
    assert [wait((wide,)) for _ in range(3)] == [0, 0, 5]


def _tries(name: str, address: str, times: int) -> list[int]:
    return [wait(password_limits(typed=name, address=address, device=None)) for _ in range(times)]


def _right(name: str, address: str) -> None:
    limits = password_limits(typed=name, address=address, device=None)
    assert wait(limits) == 0
    forget(limits)


def test_a_password_of_ones_own_wipes_out_no_tries_at_others(clock: Clock) -> None:
    for each in range(49):
        assert _tries(f"name{each}", "203.0.113.9", 1) == [0]
    _right("mallory", "203.0.113.9")
    assert any(_tries("dana", "203.0.113.9", 2))


def test_an_office_that_signs_in_rightly_is_not_slowed(clock: Clock) -> None:
    for each in range(120):
        _right(f"colleague{each}", "203.0.113.9")


def test_one_network_is_slowed_over_all_names_wherever_in_it_one_stands(clock: Clock) -> None:
    asked = [_tries(f"name{each}", f"2001:db8:1:2::{each:x}", 1)[0] for each in range(51)]
    assert asked == [0] * 50 + [5]
    assert _tries("dana", "2001:db8:1:3::1", 1) == [0]


def test_clients_of_ipv4_are_told_apart_where_they_come_as_ipv6(clock: Clock) -> None:
    assert any(_tries("dana", "::ffff:203.0.113.9", 6))
    assert _tries("dana", "::ffff:203.0.113.10", 1) == [0]


def test_a_network_that_is_slowed_leaves_no_more_counts(clock: Clock) -> None:
    from clearlane.directory.users.models import Tally

    for each in range(60):
        _tries(f"name{each}", "203.0.113.9", 1)
        wait(mail_limits(typed=f"name{each}", address="203.0.113.9"))
    assert Tally.objects.count() == (1 + 2 * 50) + (1 + 20)


KNOWN_DEVICE = "a device"


def test_a_known_browser_counts_its_own_tries_alone() -> None:
    strangers = password_limits(typed="dana", address="203.0.113.9", device=None)
    own = password_limits(typed="dana", address="203.0.113.9", device=KNOWN_DEVICE)
    assert not {one.name for one in strangers} & {one.name for one in own}
    assert own == password_limits(typed="DANA", address="198.51.100.1", device=KNOWN_DEVICE)
    assert (own[0].free, own[0].longest) == (20, 60)


def test_strangers_cannot_shut_the_owner_out(clock: Clock) -> None:
    for n in range(60):
        wait(password_limits(typed="dana", address=f"203.0.113.{n}", device=None))
    assert wait(password_limits(typed="dana", address="203.0.113.7", device=None)) > 0
    assert wait(password_limits(typed="dana", address="203.0.113.7", device=KNOWN_DEVICE)) == 0


def test_one_network_that_tries_one_name_slows_itself_and_not_another_network(clock: Clock) -> None:
    here: dict[str, Any] = {"typed": "dana", "address": "2001:db8:1:2::5", "device": None}
    for _ in range(6):
        wait(password_limits(**here))
    neighbour = here | {"address": "2001:db8:1:2:ffff::1"}
    elsewhere = here | {"address": "2001:db8:1:3::5"}
    assert wait(password_limits(**neighbour)) > 0
    assert wait(password_limits(**elsewhere)) == 0


def test_codes_are_counted_by_person_and_network_or_by_device() -> None:
    strangers = code_limits(user_id=5, address="203.0.113.9", device=None)
    assert [one.free for one in strangers] == [5, 20]
    assert [one.free for one in code_limits(user_id=5, address="203.0.113.9", device=KNOWN_DEVICE)] == [10]
    assert strangers[1] == code_limits(user_id=5, address="198.51.100.1", device=None)[1]
    assert strangers != code_limits(user_id=6, address="203.0.113.9", device=None)


def test_mails_that_strangers_ask_for_are_few(clock: Clock) -> None:
    asked = [wait(mail_limits(typed="dana", address="203.0.113.9")) for _ in range(5)]
    assert asked[:3] == [0, 0, 0]
    assert all(asked[3:])
    assert wait(mail_limits(typed="other", address="203.0.113.9")) == 0


@pytest.mark.parametrize(
    ("address", "net"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.10", "203.0.113.10"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_what_one_subscriber_has(address: str, net: str) -> None:
    assert network_of(address) == net


def test_something_is_done_once_until_it_is_over(clock: Clock) -> None:
    lasts = timedelta(minutes=5)
    assert [once("a code", lasts=lasts) for _ in range(3)] == [True, False, False]
    assert once("another code", lasts=lasts)
    clock.go(299)
    assert not once("a code", lasts=lasts)
    clock.go(2)
    assert once("a code", lasts=lasts)


def test_what_is_counted_cannot_be_read_from_its_key() -> None:
    keys = {tally_key("account", "dana"), tally_key("account", "dan", "a"), tally_key("accountdana"), tally_key("dana")}
    assert len(keys) == 4
    assert all(len(key) == 64 and "dana" not in key for key in keys)
    assert tally_key("account", "\udcff") != tally_key("account", "?")
