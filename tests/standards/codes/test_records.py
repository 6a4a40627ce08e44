"""Records against a plain dictionary: what is found by halving the file is what stands in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearlane.standards.codes.records import Record, Records, record_line, write_records
from clearlane.vocabulary.period import Period

COVERS = Period(date(2026, 1, 1), date.max)
KEYS = st.from_regex(r"[0-9A-Z]{1,5}", fullmatch=True)
PERIODS = st.sampled_from(
    [COVERS, Period(date(2020, 1, 1), date(2024, 1, 1)), Period(date(2025, 1, 1), date(2026, 6, 1))]
)
ROWS = st.lists(st.tuples(KEYS, PERIODS, st.sampled_from(["", "1", "4 2"])), min_size=1, max_size=60)


def written(path: Path, lines: list[str], *, key: int = 5) -> Records:
    """A file of these lines, open."""
    with path.open("wb") as out:
        width = max(map(len, lines))
        write_records(out, title="Pairs", covers=COVERS, source="invented", key=key, width=width, lines=sorted(lines))
    return Records(path)


@given(ROWS, KEYS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_record_is_found_by_its_key_and_no_other(
    tmp_path: Path, rows: list[tuple[str, Period, str]], other: str
) -> None:
    lines = [record_line(key=key, width=5, period=period, says=says) for key, period, says in rows]
    records = written(tmp_path / "pairs.txt", lines)
    assert records.count == len(rows)
    for key in {*(row[0] for row in rows), other}:
        expected = sorted(Record(*row) for row in rows if row[0] == key)
        assert sorted(records.find(key)) == expected


def test_the_record_of_a_day_is_the_one_that_stands_then(tmp_path: Path) -> None:
    spans = [Period(date(2020, 1, 1), date(2024, 1, 1)), Period(date(2025, 1, 1), date.max)]
    lines = [record_line(key="99213", width=5, period=one, says=str(n)) for n, one in enumerate(spans)]
    records = written(tmp_path / "pairs.txt", lines)
    found = [records.find_on("99213", date(year, 6, 1)) for year in (2019, 2023, 2024, 2030)]
    assert [one and one.says for one in found] == [None, "0", None, "1"]


def test_numbers_alone_stand_as_long_as_the_file_says(tmp_path: Path) -> None:
    records = written(tmp_path / "npis.txt", ["1234567893", "1245319599"], key=10)
    assert records.find("1234567893") == (Record("1234567893", COVERS, ""),)
    assert records.find("1234567894") == ()
    assert records.source == "invented"


@pytest.mark.parametrize("key", ["", "9", "9921399214", "\u00e9\u00e9\u00e9\u00e9\u00e9", "zzzzz", "00000"])
def test_a_key_that_cannot_stand_there_finds_nothing(tmp_path: Path, key: str) -> None:
    records = written(tmp_path / "pairs.txt", [record_line(key="99213", width=5, period=COVERS)])
    assert records.find(key) == ()
    assert records.find_on(key, date(2026, 6, 1)) is None


def test_a_file_that_was_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.txt"
    written(path, [record_line(key="99213", width=5, period=COVERS)])
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ValueError, match="cut short"):
        Records(path)


@pytest.mark.parametrize("text", ["no head\n", "from: 2026-01-01\nto: open\nsource: x\n\n1\n"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pairs.txt"
    path.write_text(text)
    with pytest.raises((ValueError, KeyError)):
        Records(path)
