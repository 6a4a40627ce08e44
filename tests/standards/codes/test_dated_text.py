"""The text of dated codes: what was written is read again, and a text that is wrong is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.dated_text import read_set, spread, write_set
from clearlane.vocabulary.period import Period

COVERS = Period.inclusive(date(2020, 1, 1), date(2029, 12, 31))
TEXT = """# Numbers
from: 2020-01-01
to: open
source: invented
beyond: 9[0-9]

= -..open
1-3 A8-A10 07-09
= -..2022-12-31 2024-01-01..open
28 F3N
"""


@pytest.mark.parametrize(
    ("token", "codes"),
    [
        ("7", ("7",)),
        ("1-3", ("1", "2", "3")),
        ("8-11", ("8", "9", "10", "11")),
        ("07-09", ("07", "08", "09")),
        ("N9-N11", ("N9", "N10", "N11")),
        ("MA07-MA08", ("MA07", "MA08")),
        ("F3N", ("F3N",)),
        ("A1-B2", ("A1-B2",)),
    ],
)
def test_a_range_is_spread_and_anything_else_is_a_code(token: str, codes: tuple[str, ...]) -> None:
    assert spread(token) == codes


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        spread("9-3")


@given(st.sampled_from(["", "N", "MA"]), st.integers(1, 300), st.integers(0, 30))
def test_a_range_has_every_number_from_first_to_last(letters: str, first: int, more: int) -> None:
    codes = spread(f"{letters}{first}-{letters}{first + more}")
    assert [int(code.removeprefix(letters)) for code in codes] == list(range(first, first + more + 1))


@pytest.mark.parametrize(
    ("code", "on", "stands"),
    [
        ("2", date(2020, 1, 1), True),
        ("A9", date(2030, 1, 1), True),
        ("08", date(2020, 1, 1), True),
        ("8", date(2020, 1, 1), False),
        ("28", date(2022, 12, 31), True),
        ("28", date(2023, 1, 1), False),
        ("28", date(2023, 12, 31), False),
        ("28", date(2024, 1, 1), True),
        ("F3N", date(2024, 1, 1), True),
        ("A11", date(2024, 1, 1), False),
    ],
)
def test_a_text_is_read_with_its_days(code: str, on: date, stands: bool) -> None:
    one = read_set("numbers", TEXT)
    assert one.is_valid(code, on=on) is stands
    assert one.may_be_newer("91")
    assert one.source == "invented"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("= -..open\n", "", "no section|invalid|begins"),
        ("= -..open", "= 2020-01-01", "no period"),
        ("= -..open", "= 2020-13-01..open", "month"),
        ("2022-12-31", "2019-12-31", "ends after"),
        ("1-3", "3-1", "backwards"),
        ("source: invented\n", "", "source"),
    ],
)
def test_a_text_that_is_wrong_is_refused(old: str, new: str, reason: str) -> None:
    text = TEXT.replace(old, new, 1)
    if not new and old.startswith("="):
        text = text[: text.index("= -..2022")]
    with pytest.raises(ValueError, match=reason):
        read_set("numbers", text)


CODE = st.from_regex(r"[A-Z][0-9][0-9A-Z]{1,5}", fullmatch=True)
DAYS = st.sampled_from(
    [
        (COVERS,),
        (Period.inclusive(date(2020, 1, 1), date(2024, 9, 30)),),
        (Period.inclusive(date(2024, 10, 1), date(2029, 12, 31)),),
        (Period.inclusive(date(2020, 1, 1), date(2021, 9, 30)), Period(date(2023, 1, 1), date(2024, 1, 1))),
    ]
)


@given(st.dictionaries(CODE, DAYS, min_size=1, max_size=30), st.sampled_from([0, 3]))
@settings(deadline=None)
def test_a_list_is_read_as_it_was_written(days: dict[str, tuple[Period, ...]], stem: int) -> None:
    text = write_set(title="Codes", covers=COVERS, source="invented", days=days, stem=stem)
    one = read_set("codes", text)
    assert one.ever == days.keys()
    assert {code: one.days_of(code) for code in days} == days
    assert max(map(len, text.splitlines())) <= 400


def test_a_list_is_written_the_same_whatever_the_order_of_its_codes() -> None:
    days = {"I10": (COVERS,), "A009": (COVERS,), "A000": (COVERS,)}
    texts = [
        write_set(title="Codes", covers=COVERS, source="us", days=one, stem=3)
        for one in (days, dict(reversed(days.items())))
    ]
    assert texts[0] == texts[1]
    assert texts[0].splitlines()[-2:] == ["A00 0 9", "I10 ."]
