"""The columns of the tables, and the places from which they are filled."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.place_file import entry_of, loops_of
from clearlane.standards.x12.table_columns import KIND_OF, KINDS, TABLES
from clearlane.standards.x12.table_places import PAID, SUBMITTED, Taken, places

LINE_LOOPS = ("2400", "2410", "2420", "2110")


@pytest.mark.parametrize("table", TABLES)
def test_a_column_has_one_name_and_a_kind_that_is_known(table: str) -> None:
    columns = x12.table_columns(table)
    assert len({column.name for column in columns}) == len(columns)
    assert {column.kind for column in columns} <= set(KINDS)
    assert [column.name for column in columns][:3] == ["file", "offset", "segment"]


def test_the_schema_of_spark_names_each_column_with_its_type() -> None:
    assert x12.table_ddl("segments") == (
        "file STRING, offset BIGINT, segment BIGINT, set_id STRING, version STRING, interchange_control STRING, "
        "group_control STRING, set_control STRING, loop STRING, id STRING, name STRING, elements ARRAY<STRING>"
    )
    assert "total_charge DECIMAL(38,18)" in x12.table_ddl("claims")


@pytest.mark.parametrize(
    ("text", "version", "set_id"), [(SUBMITTED, "005010X222A1", "837"), (PAID, "005010X221A1", "835")]
)
def test_each_place_is_a_column_of_its_table_and_an_element_of_its_segment(
    text: str, version: str, set_id: str
) -> None:
    known = {loop.id for loop in loops_of(entry_of(version=version, set_id=set_id)).values()}
    found = places(text)
    assert {loop for loop, _ in found} - known <= {"2420C", "2310D"}
    for (loop, _), several in found.items():
        kinds = KIND_OF["lines" if loop.startswith(LINE_LOOPS) else "claims"]
        for taken in (taken for place in several for taken in place.taken):
            assert taken.column in kinds or taken.column == "service"
            assert 0 < taken.element < 25


def test_a_place_is_read_with_its_codes_and_its_condition() -> None:
    (one, other) = places("2300 REF*EI|SY a=02\n2300 REF b=09-2@08=XX")["2300", "REF"]
    assert one == (frozenset({"EI", "SY"}), (Taken("a", 2),))
    assert other == (frozenset(), (Taken("b", 9, 2, 8, "XX"),))


def test_a_place_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="no column and element: a=2"):
        places("2300 REF a=2")
