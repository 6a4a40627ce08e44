"""A value disguised: always the same, never itself, of the same shape; no two become one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.identifiers import is_clia, is_mbi
from clearlane.standards.x12.decide_fate import IDENTIFYING_LISTS
from clearlane.standards.x12.disguise import OLDEST, Disguise
from clearlane.standards.x12.read_kinds import KINDS
from clearlane.standards.x12.values import CHECKS
from clearlane.vocabulary.npi import is_npi

ONE, OTHER = Disguise(b"one key of many bytes"), Disguise(b"another key of as many")
MIXED = st.text("ABZ019z\xe9\xc9\xb2- ", min_size=1, max_size=12) | st.from_regex(r"[1-4]\d{9}", fullmatch=True)
DISTRICTS = {*range(13), *range(21, 33), *range(61, 73), 80}
IDS = st.text("ABCXYZ0189-/ ", min_size=8, max_size=20)


def shape(value: str) -> str:
    return re.sub(r"[A-Z]", "A", re.sub(r"[0-9]", "9", re.sub(r"[a-z]", "a", value)))


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("value", ["", "1", "OAK", "1234567893", "20261110", "a.b@c.org", "\xe9\xe8 \xb2", "a\x07b"])
def test_every_kind_takes_any_value(kind: str, value: str) -> None:
    told = ONE.of(kind, value, most=60)
    assert told == ONE.of(kind, value, most=60)
    assert len(told) <= 60


@given(IDS)
def test_an_id_keeps_its_shape(value: str) -> None:
    assert shape(ONE.id(value, 0)) == shape(value)


@settings(max_examples=12)
@given(st.sets(st.from_regex(r"[A-Z]\d{7}", fullmatch=True), min_size=50, max_size=200))
def test_no_two_ids_become_one(values: set[str]) -> None:
    assert len({ONE.id(value, 38) for value in values}) == len(values)


@pytest.mark.parametrize("most", [0, 8, 9, 50])
@pytest.mark.parametrize("kind", ["id", "company", "routing", "zip"])
@given(values=st.sets(MIXED, min_size=2, max_size=60))
def test_of_any_lengths_and_characters_no_two_become_one(kind: str, most: int, values: set[str]) -> None:
    legal = {value for value in values if not most or len(value) <= most}
    assert len({ONE.of(kind, value, most=most) for value in legal}) == len(legal)


@pytest.mark.parametrize("most", [0, 7, 8, 9, 10, 50])
def test_none_becomes_what_a_shorter_one_was_lengthened_to(most: int) -> None:
    every = ("".join(chars) for length in range(1, 11) for chars in product("Z0", repeat=length))
    legal = [value for value in every if not most or len(value) <= most]
    assert len({ONE.id(value, most) for value in legal}) == len(legal)


@pytest.mark.parametrize(("one", "other"), [("AB12", "AB120000"), ("GABCDEFG1", "\xc9ABCDEFG1"), ("\xe9", "\xb5")])
def test_what_looks_alike_stays_two(one: str, other: str) -> None:
    assert ONE.id(one, 50) != ONE.id(other, 50)


def test_no_other_number_becomes_an_npi() -> None:
    told = {ONE.id(f"{first}00000000{n}", 50)[0] for first in "03456789" for n in range(10)}
    assert told == set("03456789")


def test_an_id_is_the_same_in_capitals_and_in_an_element_of_another_length() -> None:
    assert ONE.id("abc12345", 0).upper() == ONE.id("ABC12345", 0)
    assert ONE.id("AB12", 15) == ONE.id("AB12", 80)


def test_all_of_a_small_shape_are_permuted() -> None:
    told = {ONE.id(f"{n:03d}", 0) for n in range(1000)}
    assert told == {f"{n:03d}" for n in range(1000)}


@pytest.mark.parametrize("value", ["A1", "7", "ABCDEFG", "1234567"])
def test_a_short_id_becomes_longer_where_that_is_legal(value: str) -> None:
    assert len(ONE.id(value, 38)) == 8
    assert len(ONE.id(value, 7)) == len(ONE.id(value, 0)) == len(value)


@pytest.mark.parametrize("value", ["1234567893", "1245319599", "2999999995"])
def test_an_npi_stays_one_and_a_wrong_one_stays_wrong(value: str) -> None:
    right, wrong = ONE.id(value, 80), ONE.id(f"{value[:9]}{(int(value[9]) + 3) % 10}", 80)
    assert right != value
    assert is_npi(right) == is_npi(value)
    assert not is_npi(wrong)
    assert right[:9] == wrong[:9]


def test_a_routing_number_stays_one() -> None:
    weights = (3, 7, 1) * 3
    for value in ("021000021", "121000358"):
        told = ONE.of("routing", value, most=12)
        assert told != value
        assert sum(int(digit) * weight for digit, weight in zip(told, weights, strict=True)) % 10 == 0


def test_a_routing_number_has_a_district_of_banks_where_it_had_one() -> None:
    values = [f"{first:02d}1000{n}" for first in range(100) for n in (10, 21)]
    told = {value: ONE.of("routing", f"{value}0", most=12) for value in values}
    assert len(set(told.values())) == len(values)
    assert {value for value in values if int(told[value][:2]) in DISTRICTS} == {
        value for value in values if int(value[:2]) in DISTRICTS
    }


@pytest.mark.parametrize(("is_one", "form"), [(is_mbi, "1EG4TE{}MK{:02d}"), (is_clia, "{}4D67946{:02d}")])
def test_an_id_that_others_check_stays_one_and_none_becomes_one(is_one: Callable[[str], bool], form: str) -> None:
    of_it = [form.format(digit, n) for digit in range(1, 10) for n in range(30)]
    beside = [one.replace("E", "S").replace("D", "S") for one in of_it]
    told = [ONE.id(value, 80) for value in (*of_it, *beside)]
    assert [is_one(value) for value in told] == [True] * len(of_it) + [False] * len(beside)
    assert len(set(told)) == len(told)
    assert not set(told) & set(of_it)


CHECKED = {
    "npi": ("id", st.from_regex(r"[0-9]{9,11}", fullmatch=True)),
    "tin": ("id", st.from_regex(r"([0-9])\1{7,9}|[0-9]{8,10}|[0-9]{2}-[0-9]{7}", fullmatch=True)),
    "aba": ("routing", st.from_regex(r"[0-9]{8,10}", fullmatch=True)),
    "zip": ("zip", st.from_regex(r"[0-9]{4,10}|[0-9]{5}-[0-9]{4}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]", fullmatch=True)),
    "zip9": ("zip", st.from_regex(r"[0-9]{4,10}|[0-9]{5}-[0-9]{4}", fullmatch=True)),
    "phone": ("phone", st.from_regex(r"1?[0-9]{9,12}|1?-?[0-9]{3}-[0-9]{3}-[0-9]{4}", fullmatch=True)),
    "street": ("street", st.from_regex(r"(P\.?O\.? ?|Lock)?Box ?#?[0-9]{1,4}|[0-9]{1,3} ELM ST", fullmatch=True)),
    "mbi": ("id", st.from_regex(r"[0-9][A-Z][0-9A-Z][0-9][A-Z][0-9A-Z][0-9][A-Z]{2}[0-9]{2}", fullmatch=True)),
    "clia": ("id", st.from_regex(r"[0-9]{2}[A-EZ][0-9]{6,8}", fullmatch=True)),
}
"""What is checked by its digits or its shape: as what it is disguised, and texts that are one, or nearly."""
CHECKS_OF_IDS: dict[str, Callable[[str], bool]] = {
    **{name: partial(lambda check, text: check(text.encode()), check) for name, check in CHECKS.items()},
    "mbi": is_mbi,
    "clia": is_clia,
}


@pytest.mark.parametrize("name", CHECKED)
@settings(max_examples=300, deadline=None)
@given(data=st.data(), disguise=st.sampled_from([ONE, OTHER]))
def test_what_is_checked_is_as_right_or_wrong_as_it_was(name: str, data: st.DataObject, disguise: Disguise) -> None:
    kind, values = CHECKED[name]
    value = data.draw(values)
    told = disguise.of(kind, value, most=60)
    assert CHECKS_OF_IDS[name](told) == CHECKS_OF_IDS[name](value)


def test_every_list_that_says_who_somebody_is_is_checked_above() -> None:
    assert IDENTIFYING_LISTS.keys() - {"period"} <= CHECKED.keys()


@pytest.mark.parametrize("disguise", [ONE, OTHER])
def test_what_only_fills_the_place_of_a_tax_id_becomes_another_such(disguise: Disguise) -> None:
    fillers = [str(digit) * 9 for digit in range(10)]
    told = [disguise.id(value, 50) for value in fillers]
    assert sorted(told) == fillers
    assert all(one != other for one, other in zip(told, fillers, strict=True))
    assert disguise.of("company", "1000000000", most=10) == f"1{told[0]}"


def test_a_tax_id_is_the_same_wherever_it_stands() -> None:
    assert ONE.of("company", "1999999999", most=10)[1:] == ONE.of("id", "999999999", most=50)
    assert ONE.id("12-3456789", 0).replace("-", "") != "123456789"


@pytest.mark.parametrize("value", ["20261110", "20240229", "261110", "19000101"])
def test_dates_move_together_by_whole_weeks(value: str) -> None:
    form = "%Y%m%d" if len(value) == 8 else "%y%m%d"
    was, now = (dt.datetime.strptime(each, form) for each in (value, ONE.day(value)))  # noqa: DTZ007 - days of no zone
    base = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - as above
    shift = base - dt.datetime.strptime(ONE.day("20260101"), "%Y%m%d")  # noqa: DTZ007 - as above
    assert was - now == shift
    assert shift.days % 7 == 0
    assert 7 <= shift.days <= 364


@pytest.mark.parametrize("value", ["20261332", "2026", "ABCDEFGH", "20230229", "202611101", "\xb20261110"])
def test_what_is_no_date_stays_none(value: str) -> None:
    assert ONE.day(value) == "9" * len(value)


def test_periods_keep_their_length_and_times() -> None:
    first, last = ONE.of("period", "20261101-20261110", most=35).split("-")
    days = [dt.date(int(one[:4]), int(one[4:6]), int(one[6:])) for one in (first, last)]
    assert (days[1] - days[0]).days == 9
    assert ONE.of("period", "202611100930", most=35)[8:] == "0930"


@pytest.mark.parametrize(
    "value", ["JOHNDOE77", "20261332", "123456789", "5551239876", "1230", "20261101-JOHN", "-", ""]
)
def test_a_period_that_is_none_stays_none_and_is_not_kept(value: str) -> None:
    told = ONE.of("period", value, most=35)
    assert len(told) == len(value)
    assert told != value or not value.strip("-")
    assert "JOHN" not in told


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0930", "0930"), ("093015", "093000"), ("0930-1130", "0930-1130"), ("20150301", "20150000"), ("9930", "9999")],
)
def test_a_time_is_kept_to_its_minute(value: str, expected: str) -> None:
    assert ONE.of("clock", value, most=35) == expected


@given(st.from_regex(r"[A-Z]{2}", fullmatch=True))
def test_a_wrong_code_becomes_another_that_stands_as_it_does(value: str) -> None:
    told = ONE.code(value, lambda one: one[0] in "AEIOU")
    assert told != value
    assert (told[0] in "AEIOU") == (value[0] in "AEIOU")


def test_no_two_wrong_codes_become_one() -> None:
    values = [f"{n:02d}" for n in range(100) if n % 7]
    told = [ONE.code(value, lambda one: int(one) % 7 == 0) for value in values]
    assert len(set(told)) > len(values) - 3


def test_where_all_others_are_codes_a_text_is_blanked() -> None:
    assert ONE.code("Q", lambda one: one == "Q") == "X"


@pytest.mark.parametrize("birth", ["19800229", "19360101", "19000101", "20261101"])
def test_nobody_is_over_ninety(birth: str) -> None:
    one = Disguise(b"a key of sixteen bytes")
    one.today = dt.date(2026, 11, 24)
    told, today = one.of("birth", birth, most=35), one.day("20261124")
    assert int(today[:4]) - int(told[:4]) <= OLDEST
    if birth > "1938":
        assert told == one.day(birth)


def test_people_of_one_name_keep_one_name() -> None:
    assert ONE.of("name", "DOE", most=60) == ONE.of("name", " doe", most=60)
    assert ONE.of("name", "DOE", most=60) != ONE.of("name", "ROE", most=60)
    assert len(ONE.of("name", "OAK FAMILY CARE", most=60).split()) == 2
    assert len(ONE.of("name", "DOE", most=3)) == 3


@pytest.mark.parametrize(
    ("kind", "value", "like"),
    [
        ("phone", "2085550100", r"555\d{7}"),
        ("phone", "(208) 555-0100", r"\(555\) \d{3}-\d{4}"),
        ("phone", "1234", r"\d{4}"),
        ("zip", "83702", r"\d{5}"),
        ("zip", "837020001", r"\d{9}"),
        ("email", "ann@oak.org", r"[A-Z]+@EXAMPLE\.COM"),
        ("web", "www.oak.org/ann", r"[A-Z]+\.EXAMPLE\.COM"),
        ("street", "12 ELM ST", r"\d+ [A-Z]+ ST"),
        ("city", "NEW YORK", r"[A-Z]+"),
        ("blank", "SHE IS 42", r"X{9}"),
    ],
)
def test_a_kind_looks_like(kind: str, value: str, like: str) -> None:
    told = ONE.of(kind, value, most=80)
    assert re.fullmatch(like, told)
    assert told not in (value, OTHER.of(kind, value, most=80)) or kind == "blank"


def test_a_zip_of_nine_digits_begins_as_that_of_five() -> None:
    assert ONE.of("zip", "837020001", most=15)[:5] == ONE.of("zip", "83702", most=15)


@pytest.mark.parametrize(
    ("area", "zip"),
    [("83702", "83702"), ("83702.00", "83702"), ("2134", "02134"), ("837020001", "837020001")],
)
def test_a_zip_in_an_amount_becomes_what_it_becomes_elsewhere(area: str, zip: str) -> None:
    assert ONE.of("area", area, most=18).partition(".")[0] == ONE.of("zip", zip, most=15)


def test_a_long_text_is_disguised_room_by_room() -> None:
    long = "Q8WX" * 5000
    told = ONE.id(long, 0)
    assert shape(told) == shape(long)
    assert told != long
    assert ONE.id(long[:-1] + "Y", 0) != told


def test_signs_alone_in_the_place_of_a_code_are_told_without_a_search() -> None:
    asked: list[str] = []
    assert ONE.code("!?-", asked.append) == "X" * 3
    assert not asked
