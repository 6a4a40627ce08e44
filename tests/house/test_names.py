"""Where things lie and what they are called."""

from __future__ import annotations

import ast
import re

from tests.house.tree import PACKAGES, ROOT, all_tests, committed, program

FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "core", "service", "services", "manager", "managers"}
FORBIDDEN |= {"constants", "exceptions", "misc", "base"}
ASKED_FOR_BY_NAME = {"clearlane/foundation/postgres/bounded/base.py"}
"""Django looks for a way to a database under this name."""
MAY_RE_EXPORT = {"clearlane/standards/x12/__init__.py"}


def test_no_module_is_named_after_nothing() -> None:
    chosen = [source for source in program() if source.name not in ASKED_FOR_BY_NAME]
    assert [source.name for source in chosen if {*source.path.parts, source.path.stem} & FORBIDDEN] == []


def test_a_folder_says_at_most_what_it_is_in_its_init() -> None:
    talkative = [
        source.name
        for source in program()
        if source.path.name == "__init__.py"
        and source.name not in MAY_RE_EXPORT
        and [node for node in source.tree.body if not isinstance(node, ast.Expr)]
    ]
    assert talkative == []


def test_no_room_is_empty() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("__init__.py")}
    empty = [
        folder.relative_to(ROOT).as_posix()
        for folder in sorted(folders)
        if folder.name != "migrations"
        and not [path for path in folder.iterdir() if path.name not in {"__init__.py", "__pycache__"}]
    ]
    assert empty == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    found = [
        source.at(number)
        for source in (*program(), *all_tests())
        if source.name != "tests/house/test_names.py"
        for number, line in enumerate(source.text.splitlines(), 1)
        if later.search(line)
    ]
    assert found == []


def test_test_files_have_unique_names() -> None:
    names = [source.path.name for source in all_tests() if source.path.name != "conftest.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_test_says_what_it_holds_in_its_name() -> None:
    short = [
        source.at(function.lineno)
        for source in all_tests()
        for function in source.functions()
        if function.name.startswith("test_") and function.name.count("_") < 2 and not function.decorator_list
    ]
    assert short == []


def test_no_document_holds_a_place_that_is_still_to_be_filled() -> None:
    texts = [path for path in committed() if path.suffix == ".md"]
    assert [path.name for path in texts if re.search(r"@@[A-Z]+@@", path.read_text("utf-8"))] == []
