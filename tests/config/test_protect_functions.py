"""Functions that work as the owner: all are listed, and open to those named alone."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from clearlane.config.protect import protect
from clearlane.config.protect_functions import FunctionNotListed
from clearlane.config.read_functions import FunctionLineIsWrong, read_functions
from clearlane.config.read_tables import ROLES
from tests.conftest import AsRole

_HELD = "SELECT has_function_privilege('clearlane_' || %s, ('public.' || %s)::regprocedure, 'EXECUTE')"
_OPEN = "directory_open_account(uuid, uuid, uuid, timestamp with time zone)"


def test_a_role_may_execute_what_is_listed_and_nothing_else(owner: psycopg.Connection[Any], database: None) -> None:
    wrong = [
        f"{role} {function.signature}"
        for function in read_functions().values()
        for role in ROLES
        if owner.execute(_HELD, [role, function.signature]).fetchone() != (role in function.roles,)
    ]
    assert wrong == []


def test_every_function_of_the_owners_is_listed_and_pins_where_it_looks(
    owner: psycopg.Connection[Any], database: None
) -> None:
    found = owner.execute(
        "SELECT proname || '(' || oidvectortypes(proargtypes) || ')', array_to_string(proconfig, ' ') FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()
    assert {signature for signature, _ in found} == set(read_functions())
    assert all("search_path=pg_catalog, pg_temp" in config for _, config in found)


@pytest.mark.parametrize(
    "statement",
    [
        f"GRANT EXECUTE ON FUNCTION {_OPEN} TO PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {_OPEN} TO clearlane_web",
        f"REVOKE EXECUTE ON FUNCTION {_OPEN} FROM clearlane_gate",
    ],
)
def test_protect_mends_a_function_that_was_changed_by_hand(
    as_role: AsRole, owner: psycopg.Connection[Any], statement: str
) -> None:
    owner.execute(statement)
    with as_role("owner"):
        assert protect() == 1
        assert protect() == 0
    test_a_role_may_execute_what_is_listed_and_nothing_else(owner, None)


def test_protect_refuses_a_function_that_is_not_listed(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    owner.execute("CREATE FUNCTION stray() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
    try:
        with as_role("owner"), pytest.raises(FunctionNotListed, match="stray"):
            protect()
    finally:
        owner.execute("DROP FUNCTION stray()")


@pytest.mark.parametrize(
    "line",
    ["f(int) | gate", "f(int) | nobody | why", "f(int) | gate |", "f | gate | why", "f(int) | | why"]
    + ["f(int) | gate | why\nf(int) | gate | why"],
)
def test_a_wrong_line_about_a_function_is_refused(line: str) -> None:
    with pytest.raises(FunctionLineIsWrong):
        read_functions(text=line)


def test_a_line_about_a_function_reads_as_it_stands() -> None:
    function = read_functions(text="# a comment\n\nf(int, text) | gate web | why\n")["f(int, text)"]
    assert (function.roles, function.reason) == (frozenset({"gate", "web"}), "why")
