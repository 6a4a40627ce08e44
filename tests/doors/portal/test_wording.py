"""How amounts, numbers and instants are written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.wording.amounts import count, exact, money, percent
from clearlane.doors.portal.wording.instants import ago, day, moment, sentence_day
from clearlane.doors.portal.wording.numbers import npi, phone, taxid, zipcode

DASH = "\N{EN DASH}"
AT = datetime(2026, 3, 10, 11, 41, 7, tzinfo=UTC)
INSTANTS = st.integers(10**9, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ZONES = st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico"])


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the house stands at half an hour after ``AT``."""
    (tmp_path / "clock").write_text((AT + timedelta(minutes=30)).isoformat(), encoding="ascii")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))


@given(st.integers(-(10**12), 10**12))
def test_money_can_be_read_back_to_the_cent(cents: int) -> None:
    text = money(cents)
    assert re.fullmatch(r"\N{MINUS SIGN}?\$\d{1,3}(,\d{3})*\.\d\d", text)
    amount = int(re.sub(r"\D", "", text))
    assert (-amount if text.startswith("\N{MINUS SIGN}") else amount) == cents


@given(st.integers(0, 10**12))
def test_a_count_is_never_further_off_than_it_says(number: int) -> None:
    text = count(number)
    if number <= 10_000:
        assert int(text.replace(",", "")) == number
        return
    told = text.removeprefix("about ")
    size = 1_000_000 if told.endswith(" million") else 1
    value = round(float(told.removesuffix(" million").replace(",", "")) * size)
    assert abs(value - number) <= (50_000 if size > 1 else 500)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"), (1234, "1,234"), (10_000, "10,000"), (10_001, "about 10,000"), (12_345, "about 12,000"),
        (999_499, "about 999,000"), (999_500, "about 1 million"), (1_234_567, "about 1.2 million"), (None, DASH),
    ],
)  # fmt: skip
def test_counts_are_exact_to_ten_thousand_then_rounded(number: int | None, text: str) -> None:
    assert count(number) == text


@given(st.integers(-(10**12), 10**12))
def test_an_exact_number_keeps_every_digit(number: int) -> None:
    assert int(exact(number).replace(",", "").replace("\N{MINUS SIGN}", "-")) == number


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_a_tax_id_keeps_its_digits_and_a_social_security_number_hides_them(number: str) -> None:
    assert taxid(number, "EIN").replace("-", "") == number
    assert taxid(number, "EIN")[2] == "-"
    assert taxid(number) == taxid(number, "SSN") == f"•••-••-{number[-4:]}"


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_a_telephone_number_keeps_its_digits(number: str) -> None:
    assert re.fullmatch(r"\(\d{3}\) \d{3}-\d{4}", phone(number))
    assert re.sub(r"\D", "", phone(number)) == number


@given(st.text(max_size=12))
def test_what_is_no_such_number_stays_as_it_was_typed(text: str) -> None:
    if not re.fullmatch(r"[0-9]{9,10}", text):
        assert {phone(text), zipcode(text), taxid(text, "EIN")} == {text or DASH}


def test_numbers_that_are_not_stated_are_a_dash() -> None:
    assert {npi(None), taxid(""), phone(None), zipcode(""), money(None), exact(None)} == {DASH}
    assert (zipcode("627010001"), zipcode("62701"), npi("1234567893")) == ("62701-0001", "62701", "1234567893")


def test_a_moment_is_told_in_the_zone_of_the_practice_with_the_full_time_in_its_title(clock: None) -> None:
    assert moment(AT, "America/Chicago") == (
        '<time datetime="2026-03-10T06:41:07-05:00" title="Tuesday, March 10, 2026, 6:41:07 AM CDT">'
        "Mar 10, 6:41 AM</time>"
    )


def test_a_moment_of_another_year_names_it(clock: None) -> None:
    assert ">Dec 31, 2025, 11:00 PM</time>" in moment(datetime(2026, 1, 1, 4, tzinfo=UTC), "America/New_York")


@given(INSTANTS, ZONES)
def test_the_instant_of_a_time_element_is_the_one_that_was_given(at: datetime, zone: str) -> None:
    told = re.search(r'datetime="([^"]+)"', moment(at, zone))
    assert told
    assert datetime.fromisoformat(told[1]) == at.replace(microsecond=0)


@given(INSTANTS, ZONES)
def test_a_day_is_the_one_of_the_zone_in_both_forms(at: datetime, zone: str) -> None:
    local = at.astimezone(ZoneInfo(zone)).date()
    assert day(at, zone) == f"{local:%m/%d/%Y}"
    assert sentence_day(at, zone).replace(", ", " ").split() == [
        *f"{local:%a %b}".split(),
        str(local.day),
        f"{local:%Y}",
    ]


def test_a_date_needs_no_zone() -> None:
    assert (day(date(2026, 6, 2)), sentence_day(date(2026, 6, 2))) == ("06/02/2026", "Tue, Jun 2, 2026")
    assert {day(None), sentence_day(None), moment(None), ago(None)} == {DASH}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(30, "just now"), (29, "1 minute ago"), (27, "3 minutes ago"), (-29, "59 minutes ago"), (-30, "Mar 10, 7:11 AM")],
)
def test_under_an_hour_one_is_told_how_long_ago(clock: None, minutes: int, words: str) -> None:
    assert f">{words}</time>" in ago(AT + timedelta(minutes=minutes), "America/New_York")


def test_what_is_yet_to_come_is_told_as_a_moment(clock: None) -> None:
    assert ">Mar 10, 8:41 AM</time>" in ago(AT + timedelta(hours=1), "America/New_York")


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (7, 9, "77.8%"), (1, 3, "33.3%"), (1, 1, "100.0%"), (0, 5, "0.0%"), (0, 0, DASH), (1, 2_000, "0.1%"),
        (9_999, 10_000, "99.9%"), (1, 10_000, "0.1%"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_and_all_is_said_of_all_alone(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1_200, "1,200 claims")]
)
def test_one_is_told_without_an_s(number: int, told: str) -> None:
    from clearlane.doors.portal.wording.amounts import many

    assert many(number, "claim") == told
