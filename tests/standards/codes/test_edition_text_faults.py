"""A code set's file that was written wrongly is refused with its reason, and never half read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.edition_text import read_head, write_head
from clearlane.vocabulary.period import Period

WHOLE = """# Letters
from: 2026-04-01
to: 2026-09-30
source: invented

A00 . 0* 9*
"""
PERIOD = Period.inclusive(date(2026, 4, 1), date(2026, 9, 30))


def test_a_whole_file_has_its_period_source_and_lines() -> None:
    assert read_head(WHOLE) == (PERIOD, "invented", ["A00 . 0* 9*"])


def test_remarks_and_empty_lines_say_nothing() -> None:
    text = WHOLE.replace("to:", "# a remark\n\nto:").replace("A00", "# another\n\nA00")
    assert read_head(text) == read_head(WHOLE)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("from: 2026-04-01\n", "", "from"),
        ("to: 2026-09-30\n", "", "to"),
        ("source: invented\n", "", "source"),
        ("A00 . 0* 9*\n", "", "needs its codes"),
        ("2026-04-01", "2026-04-31", "day"),
        ("2026-04-01", "April", "isoformat"),
        ("2026-09-30", "2026-03-31", "ends after"),
        ("2026-09-30", "never", "isoformat"),
        ("2026-09-30", "9999-12-31", "calendar"),
    ],
)
def test_a_head_that_is_wrong_is_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_head(WHOLE.replace(old, new))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 4000), st.text("abcXYZ ,.()0189", min_size=1))
@settings(deadline=None)
def test_a_head_is_read_as_it_was_written(first: date, days: int, source: str) -> None:
    period = Period.inclusive(first, date.fromordinal(first.toordinal() + days))
    text = write_head(title="Letters", period=period, source=source) + "A1\n"
    assert read_head(text) == (period, source, ["A1"])


def test_an_open_end_is_read_as_it_was_written() -> None:
    period = Period(date(2026, 4, 1), date.max)
    text = write_head(title="Letters", period=period, source="invented")
    assert "to: open\n" in text
    assert read_head(text + "A1\n")[0] == period
