"""Amounts below nothing, hours that come twice, the ends of years: written so that nobody can misread them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.wording.amounts import EXACT_TO, MINUS, NOT_STATED, count, exact, many, money
from clearlane.doors.portal.wording.instants import DEFAULT_ZONE, ago, day, moment, sentence_day
from clearlane.doors.portal.wording.numbers import npi, phone, taxid, zipcode
from clearlane.foundation.clock.move import move

ZONES = (
    "America/New_York", "America/Anchorage", "Pacific/Honolulu", "America/Phoenix", "America/St_Johns", "Asia/Kolkata",
    "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC",
)  # fmt: skip
POSITIVE = st.integers(1, 10**15)
INSTANTS = st.integers(10**8, 7 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.fixture(autouse=True)
def clock(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clock of the house stands at a morning in July."""
    path = tmp_path_factory.mktemp("clock") / "clock"
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(path))
    move(to=datetime(2026, 7, 1, 12, tzinfo=UTC))
    return path


def words(markup: str) -> str:
    """What a person reads of a ``time`` element."""
    return unescape(re.sub(r"<[^>]+>", "", markup))


def parse(text: str, form: str) -> datetime:
    """The time that a text of this form tells, as if it were of Greenwich."""
    return datetime.strptime(f"{text} +0000", f"{form} %z")


def full(markup: str) -> str:
    """What stands in its tooltip."""
    found = re.search(r'title="([^"]+)"', markup)
    assert found
    return unescape(found[1])


@given(POSITIVE)
def test_what_is_owed_is_what_is_had_with_a_true_minus(cents: int) -> None:
    assert money(-cents) == MINUS + money(cents)
    assert exact(-cents) == MINUS + exact(cents)
    assert count(-cents).replace(MINUS, "") == count(cents)
    assert "-" not in money(-cents) + exact(-cents) + count(-cents)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_greater_number_is_never_told_as_a_smaller_one(one: int, other: int) -> None:
    def told(number: int) -> float:
        text = count(number).removeprefix("about ")
        size = 1_000_000 if text.endswith(" million") else 1
        return float(text.removesuffix(" million").replace(",", "")) * size

    small, great = sorted((one, other))
    if small > EXACT_TO or great <= EXACT_TO:
        assert told(small) <= told(great)


@given(st.integers(-(10**6), 10**6), st.sampled_from(["claim", "file", "payment"]))
def test_only_one_stands_without_an_s(number: int, noun: str) -> None:
    told, _, named = many(number, noun).rpartition(" ")
    assert told == exact(number)
    assert (named == noun) == (number == 1)


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_of_a_day_is_read_back_from_its_words(zone: str) -> None:
    start = datetime(2026, 7, 4, tzinfo=ZoneInfo(zone))
    for minutes in range(0, 24 * 60, 17):
        local = start + timedelta(minutes=minutes)
        told = words(moment(local.astimezone(UTC), zone))
        assert parse(f"2026 {told}", "%Y %b %d, %I:%M %p") == local.replace(tzinfo=UTC)


@pytest.mark.parametrize(("hour", "told"), [(0, "12:05 AM"), (1, "1:05 AM"), (11, "11:05 AM"), (12, "12:05 PM")])
def test_midnight_and_noon_are_twelve_o_clock(hour: int, told: str) -> None:
    assert words(moment(datetime(2026, 7, 4, hour, 5, tzinfo=UTC), "UTC")) == f"Jul 4, {told}"


def test_the_hour_that_comes_twice_in_autumn_is_told_apart_by_the_zones_name() -> None:
    first, second = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6))
    one, other = moment(first, "America/New_York"), moment(second, "America/New_York")
    assert words(one) == words(other) == "Nov 1, 1:30 AM"
    assert (full(one), full(other)) == (
        "Sunday, November 1, 2026, 1:30:00 AM EDT", "Sunday, November 1, 2026, 1:30:00 AM EST",
    )  # fmt: skip
    assert ('datetime="2026-11-01T01:30:00-04:00"' in one, 'datetime="2026-11-01T01:30:00-05:00"' in other) == (
        True, True,
    )  # fmt: skip


def test_the_hour_that_is_left_out_in_spring_is_never_told() -> None:
    before = datetime(2026, 3, 8, 6, 59, 59, tzinfo=UTC)
    assert words(moment(before, "America/New_York")) == "Mar 8, 1:59 AM"
    assert words(moment(before + timedelta(seconds=1), "America/New_York")) == "Mar 8, 3:00 AM"


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_is_named_where_it_is_not_the_practices_own(zone: str) -> None:
    for now in (datetime(2026, 12, 31, 18, tzinfo=UTC), datetime(2027, 1, 1, 3, tzinfo=UTC)):
        move(to=now)
        for hours in range(-20, 20):
            at = now + timedelta(hours=hours)
            here, there = (one.astimezone(ZoneInfo(zone)).year for one in (now, at))
            assert (f", {there}, " in words(moment(at, zone))) == (here != there)


@given(INSTANTS, st.sampled_from(ZONES))
def test_the_tooltip_holds_the_whole_time_to_the_second(at: datetime, zone: str) -> None:
    told, _, name = full(moment(at, zone)).rpartition(" ")
    local = at.astimezone(ZoneInfo(zone))
    assert parse(told, "%A, %B %d, %Y, %I:%M:%S %p") == local.replace(tzinfo=UTC)
    assert name == local.tzname()


@given(INSTANTS, st.integers(-12, 14))
def test_an_instant_is_told_alike_whatever_offset_it_came_with(at: datetime, hours: int) -> None:
    moved = at.astimezone(timezone(timedelta(hours=hours)))
    for tell in (moment, day, sentence_day):
        assert tell(moved, "America/Chicago") == tell(at, "America/Chicago")


@given(st.integers(-7200, 7200))
def test_minutes_are_told_within_the_last_hour_alone(seconds: int) -> None:
    now = datetime(2026, 7, 1, 12, tzinfo=UTC)
    told = words(ago(now - timedelta(seconds=seconds), "UTC"))
    if 0 <= seconds < 60:
        assert told == "just now"
    elif 60 <= seconds < 3600:
        minutes = seconds // 60
        assert told == f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    else:
        assert told == words(moment(now - timedelta(seconds=seconds), "UTC"))


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)), st.sampled_from(ZONES))
def test_a_day_is_the_same_day_in_every_zone(when: date, zone: str) -> None:
    assert parse(day(when, zone), "%m/%d/%Y").date() == when
    assert parse(sentence_day(when, zone), "%a, %b %d, %Y").date() == when


def test_who_has_said_no_zone_reads_the_time_of_new_york() -> None:
    at = datetime(2026, 1, 1, 4, 59, tzinfo=UTC)
    assert DEFAULT_ZONE == "America/New_York"
    assert (day(at), day(at + timedelta(minutes=1))) == ("12/31/2025", "01/01/2026")
    assert moment(at) == moment(at, DEFAULT_ZONE)


@given(st.from_regex(r"[0-9]{5,9}", fullmatch=True), st.sampled_from(["ssn", "SSN", "Ssn", "", "itin"]))
def test_of_a_social_security_number_no_more_than_four_digits_are_shown(number: str, kind: str) -> None:
    assert sum(letter.isdigit() for letter in taxid(number, kind)) == 4


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_a_long_zip_code_keeps_its_digits(number: str) -> None:
    assert re.fullmatch(r"\d{5}-\d{4}", zipcode(number))
    assert zipcode(number).replace("-", "") == number


@pytest.mark.parametrize("write", [money, exact, count, moment, ago, day, sentence_day, npi, taxid, phone, zipcode])
def test_whatever_is_not_stated_is_a_dash(write: object) -> None:
    assert callable(write)
    assert write(None) == NOT_STATED
