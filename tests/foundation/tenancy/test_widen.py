"""A scope is widened by tenants that a register names, and ends as it began."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clearlane.foundation.tenancy.connection import current_tenants, cursor
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.tenancy.widen import NoScope, widen

_COLUMNS = {"tenant_id": "int", "name": "text", "mail_id": "uuid"}
_ID = "019a0000-0000-7000-8000-000000000001"


def _rows() -> int:
    with cursor() as sql:
        sql.execute("SELECT count(*) FROM foundation_outbox_mailname")
        return int(sql.fetchone()[0])


def test_widen_lets_the_transaction_see_the_rows_of_one_more(tenant: Callable[..., int]) -> None:
    first, second = tenant(), tenant()
    with scope([second], by="test"):
        insert(table="foundation_outbox_mailname", columns=_COLUMNS, rows=[(second, "a", _ID)])
    with scope([first], by="test"):
        assert _rows() == 0
        widen([second])
        assert current_tenants() == (first, second)
        assert _rows() == 1


def test_the_next_scope_is_as_narrow_as_it_asks(tenant: Callable[..., int]) -> None:
    first, second = tenant(), tenant()
    with scope([first], by="test"):
        widen([second])
    assert current_tenants() == ()
    with scope([first], by="test"):
        assert current_tenants() == (first,)


def test_widen_outside_of_a_scope_is_an_error(database: None) -> None:
    with pytest.raises(NoScope):
        widen([1])


def test_insert_counts_what_is_new(tenant: Callable[..., int]) -> None:
    first = tenant()
    rows = [(first, "a", _ID), (first, "b", _ID)]
    with scope([first], by="test"):
        assert insert(table="foundation_outbox_mailname", columns=_COLUMNS, rows=rows) == 2
        again = [(first, "b", _ID), (first, "c", _ID)]
        conflict = "ON CONFLICT DO NOTHING"
        assert insert(table="foundation_outbox_mailname", columns=_COLUMNS, rows=again, conflict=conflict) == 1


def test_insert_of_nothing_asks_nothing(tenant: Callable[..., int]) -> None:
    with scope([tenant()], by="test"):
        assert insert(table="no_such_table", columns=_COLUMNS, rows=[]) == 0
