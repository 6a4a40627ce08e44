"""What no module of the house does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import Source, below, program

CLOCKS = {"clearlane/foundation/clock/read.py", "clearlane_sandbox/clock.py"}
READS_THE_CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns", "timezone.now",
    "datetime.datetime.now", "datetime.date.today", "time.localtime", "time.gmtime",
}  # fmt: skip
MONEY = re.compile(r"vocabulary\.money|_cents\b|\bcents\b")
NOT_AMOUNTS = re.compile(
    r"seconds|_s\b|timeout|pace|ratio|share|rate|delay|wait|elapsed|mb\b|offset|chance|random", re.IGNORECASE
)


def _calls(source: Source) -> Iterator[tuple[str, int]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def test_only_the_clock_asks_for_the_time() -> None:
    asked = [
        source.at(line)
        for source in program()
        if source.name not in CLOCKS
        for name, line in _calls(source)
        if name in READS_THE_CLOCK
    ]
    assert asked == []


def test_no_float_comes_near_money() -> None:
    near = [
        source.at(node.lineno)
        for source in program()
        if MONEY.search(source.text)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant | ast.Name) and _is_float(node)
        if not NOT_AMOUNTS.search(source.text.splitlines()[node.lineno - 1])
    ]
    assert near == []


def _is_float(node: ast.Constant | ast.Name) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return node.id == "float"


@pytest.mark.parametrize("forbidden", ["django.dispatch", "django.db.models.signals", "django.contrib.admin"])
def test_nobody_imports(forbidden: str) -> None:
    found = [source.at(line) for source in program() for name, line in source.imports() if name.startswith(forbidden)]
    assert found == []


def test_doors_neither_reach_the_database_nor_open_a_transaction() -> None:
    reaching = [
        source.at(line)
        for source in below("clearlane/doors")
        for name, line in source.imports()
        if name.startswith(("django.db", "psycopg")) and name not in {"psycopg", "psycopg.Error", "django.db.utils"}
    ]
    opening = [
        source.at(line) for source in below("clearlane/doors") for name, line in _calls(source) if "atomic" in name
    ]
    assert (reaching, opening) == ([], [])


def test_models_save_without_thinking() -> None:
    thinking = [
        source.at(function.lineno)
        for source in program()
        for function in source.functions()
        if function.name in {"save", "delete"} and "super()" in ast.unparse(function)
    ]
    assert thinking == []


def test_the_pure_floors_import_nothing_but_python() -> None:
    import sys

    network = {"socket", "ssl", "http", "urllib", "asyncio", "sqlite3", "smtplib", "ftplib", "subprocess"}
    allowed = (set(sys.stdlib_module_names) - network) | {"clearlane"}
    foreign = [
        source.at(line)
        for source in below("clearlane/standards", "clearlane/vocabulary")
        for name, line in source.imports()
        if name.partition(".")[0] not in allowed
        or (name.startswith("clearlane.") and name.split(".")[1] not in {"standards", "vocabulary"})
    ]
    assert foreign == []


def test_no_print_but_in_commands() -> None:
    printed = [
        source.at(line)
        for source in program()
        if not source.name.startswith(("clearlane/doors/console/", "clearlane_sandbox/"))
        for name, line in _calls(source)
        if name == "print"
    ]
    assert [place for place in printed if "/generate" not in place and "generator" not in place] == []
