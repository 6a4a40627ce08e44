"""One element's value, judged by the engine and by a slow judge who reads the dictionary's line like a person."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.explain_row import explain_row
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Member
from tests.standards.x12.small_guide import compiled

ELEMENTS = {
    "AN 1-55": ("0200 N3  S  9  Street  01", "N3*", "AN", 1, 55),
    "AN 2-30": ("0200 N4  S  9  Place  01", "N4*", "AN", 2, 30),
    "AN 1-5 by the guide": ("0200 N3  S  9  Street  01<5", "N3*", "AN", 1, 5),
    "R 1-18": ("0200 AMT  S  9  Amount  01=T 02", "AMT*T*", "R", 1, 18),
    "R 1-8 by the guide": ("0200 AMT  S  9  Amount  01=T 02<8", "AMT*T*", "R", 1, 8),
    "N0 1-6": ("0200 LX  S  9  Number  01", "LX*", "N0", 1, 6),
    "DT 8": ("0200 DTM  S  9  Day  01=405 02", "DTM*405*", "DT", 8, 8),
    "TM 4-8": ("0200 BGN  S  9  Begin  01=00 02 03 04?", "BGN*00*1*20261124*", "TM", 4, 8),
}
VALUES = st.one_of(
    st.text("0123456789", min_size=1, max_size=20),
    st.text("0123456789.-", min_size=1, max_size=10),
    st.text("AB 1-.,()&/'é\x07", min_size=1, max_size=8),
    st.integers(1, 60).map("A".__mul__),
    st.dates(dt.date(1700, 1, 1), dt.date(3100, 1, 1)).map(lambda day: f"{day:%Y%m%d}"),
    st.times().map(lambda time: f"{time:%H%M}"),
    st.times().map(lambda time: f"{time:%H%M%S}"),
    st.sampled_from([" ", "  ", " A", "A ", "-", ".", "-.", "1.", ".5", "-0", "1E5", "+1", "0001"]),
)


@cache
def member(name: str) -> Member:
    return compiled(f"0100 BHT  M  1  Begin  01=0019 02=00\n{ELEMENTS[name][0]}").root.members[2]


def engine(name: str, value: str) -> str:
    """The rule that the engine names, "" for none."""
    one, segment = member(name), (ELEMENTS[name][1] + value).encode("latin-1")
    frame = Frame(one.home, None, 1, 0)
    frame.keep(segment)
    faults = [fault.rule for fault in explain_row(one.row, segment.split(b"*"), frame)]
    assert len(faults) <= 1, faults
    return faults[0] if faults else ""


def person(name: str, value: str) -> str:
    """What is wrong with a value, in the order in which a person looks: characters, kind, length."""
    _, _, kind, least, most = ELEMENTS[name]
    if any(ord(char) < 32 or ord(char) == 127 for char in value):
        return "control_character"
    if not value.strip(" "):
        return "blank"
    wrong = {"R": not_a_number, "N0": not_whole, "DT": bad_date, "TM": bad_time}.get(kind, nothing)(value)
    if wrong:
        return wrong
    length = sum(char.isdigit() for char in value) if kind in ("R", "N0") else len(value)
    if length < least:
        return "too_short"
    if length > most:
        return "too_long"
    if any(ord(char) > 127 for char in value):
        return "not_ascii"
    bare = value.rstrip(" ")
    return "blank_at_end" if bare != value and len(bare) >= least else ""


def nothing(value: str) -> str:
    return ""


def not_a_number(value: str) -> str:
    digits = value.removeprefix("-")
    plain = digits.count(".") <= 1 and digits.replace(".", "").isdecimal() and digits.isascii()
    return "" if plain else "not_a_number"


def not_whole(value: str) -> str:
    return "" if value.removeprefix("-").isdecimal() and value.isascii() else "not_whole"


def bad_date(value: str) -> str:
    if len(value) not in (6, 8) or not value.isdecimal():
        return "bad_date"
    try:
        day = dt.date(int(value[:-4] if len(value) == 8 else "20" + value[:2]), int(value[-4:-2]), int(value[-2:]))
    except ValueError:
        return "bad_date"
    return "" if 1800 <= day.year < 3000 else "bad_date"


def bad_time(value: str) -> str:
    if len(value) not in (4, 6, 7, 8) or not value.isdecimal():
        return "bad_time"
    fits = int(value[:2]) < 24 and int(value[2:4]) < 60 and int(value[4:6] or 0) < 60
    return "" if fits else "bad_time"


@pytest.mark.parametrize("name", ELEMENTS)
@given(VALUES)
@settings(deadline=None)
def test_the_engine_and_a_person_say_the_same_of_a_value(name: str, value: str) -> None:
    assert engine(name, value) == person(name, value)


LIMITS = {
    "AN 1-55": {"A": "", "A" * 55: "", "A" * 56: "too_long"},
    "AN 2-30": {"A": "too_short", "AB": "", "A" * 30: "", "A" * 31: "too_long"},
    "AN 1-5 by the guide": {"ABCDE": "", "ABCDEF": "too_long"},
    "R 1-18": {"9" * 18: "", "9" * 19: "too_long", "-" + "9" * 17 + ".9": "", "-.": "not_a_number"},
    "R 1-8 by the guide": {"123456.78": "", "1234567.89": "too_long", "-12345678": ""},
    "N0 1-6": {"999999": "", "-999999": "", "1000000": "too_long", "1.0": "not_whole"},
    "DT 8": {"20240229": "", "20230229": "bad_date", "20261131": "bad_date", "261124": "too_short"},
    "TM 4-8": {"0000": "", "2359": "", "2400": "bad_time", "235959": "", "23595999": "", "12345": "bad_time"},
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in LIMITS.items() for value in values])
def test_a_value_at_its_limit_is_judged(name: str, value: str) -> None:
    assert engine(name, value) == person(name, value) == LIMITS[name][value]
