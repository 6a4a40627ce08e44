"""The budgets of size: a reader must be able to hold a function, and a file, in his head."""

from __future__ import annotations

from tests.house.tree import all_tests, body_lines, percentile, program


def test_no_file_is_longer_than_400_lines() -> None:
    assert [f"{source.name}: {source.lines}" for source in (*program(), *all_tests()) if source.lines > 400] == []


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{source.at(function.lineno)} {function.name}: {body_lines(function)}"
        for source in (*program(), *all_tests())
        for function in source.functions()
        if body_lines(function) > 60
    ]
    assert long == []


def test_most_files_are_short() -> None:
    sizes = [source.lines for source in program() if source.lines > 1]
    assert percentile(sizes, 0.5) <= 90
    assert percentile(sizes, 0.9) <= 300


def test_most_functions_are_short() -> None:
    sizes = [body_lines(function) for source in program() for function in source.functions()]
    assert percentile(sizes, 0.5) <= 10
    assert percentile(sizes, 0.9) <= 30


def test_most_tests_are_short() -> None:
    sizes = [body_lines(function) for source in all_tests() for function in source.functions()]
    assert percentile(sizes, 0.9) <= 40


def test_there_is_more_test_than_program() -> None:
    """By lines, migrations left out on both sides: the best codebases have 1.4 times as much."""
    tests = sum(source.lines for source in all_tests())
    assert tests >= 1.3 * sum(source.lines for source in program() if "migrations" not in source.path.parts)
