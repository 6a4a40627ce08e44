"""Lists as the database reads them: our quick writer of array literals against the driver's own, which is slow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.adapt import PyFormat
from psycopg.types.array import ListDumper

from clearlane.foundation.tenancy.dump_list import WholeListDumper

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
AWKWARD = st.sampled_from(["", "NULL", "null", '"', "\\", "{", "}", ",", "a b", " ", "'", "\n", "\t", '\\"', "é"])
INSTANTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds / 7, UTC))
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.one_of(TEXT, AWKWARD),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "bool": st.booleans(),
    "bytea": st.binary(max_size=12),
    "uuid": st.uuids(),
    "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "timestamptz": INSTANTS,
}


def literal(dumper: type[ListDumper], values: list[Any], connection: psycopg.Connection[Any]) -> str:
    """What this dumper writes for a list, as the driver would use it."""
    made: Any = dumper(list, connection).upgrade(values, PyFormat.TEXT)
    written = made.dump(values)
    assert written is not None
    return bytes(written).decode()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.data())
def test_a_list_is_read_as_the_drivers_own_would_be(
    owner: psycopg.Connection[Any], kind: str, drawn: st.DataObject
) -> None:
    values = drawn.draw(st.lists(st.one_of(KINDS[kind], st.none()), max_size=6))
    ours, theirs = (literal(dumper, values, owner) for dumper in (WholeListDumper, ListDumper))
    read = owner.execute(f"SELECT %s::{kind}[], %s::{kind}[]", [ours, theirs]).fetchone()
    assert read is not None
    assert read[0] == read[1] == values


@pytest.mark.parametrize("values", [[1.5, 2.5], [[1, 2], [3, 4]], [timedelta(days=1)], []])
def test_what_it_does_not_know_is_left_to_the_driver(owner: psycopg.Connection[Any], values: list[Any]) -> None:
    assert literal(WholeListDumper, values, owner) == literal(ListDumper, values, owner)


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_what_the_database_cannot_hold_is_refused_as_the_driver_refuses_it(
    owner: psycopg.Connection[Any], text: str
) -> None:
    errors = []
    for dumper in (WholeListDumper, ListDumper):
        with pytest.raises((psycopg.DataError, UnicodeEncodeError)) as caught:
            literal(dumper, [text, "x"], owner)
        errors.append(caught.type)
    assert errors[0] is errors[1]


def test_the_house_uses_it(as_role: Any, tenant: Any) -> None:
    from clearlane.foundation.tenancy.connection import cursor
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([tenant()], by="test"), cursor() as sql:
        chosen = sql.connection.connection.adapters.get_dumper(list, PyFormat.TEXT)
        sql.execute("SELECT %s::uuid[]", [[UUID(int=7), None]])
        assert sql.fetchone() == ([UUID(int=7), None],)
    assert chosen is WholeListDumper
