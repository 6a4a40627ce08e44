"""Log lines under odd conditions: values that are no JSON, exceptions of each kind, libraries that talk too much."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from clearlane.foundation.telemetry.log import TALKATIVE, _places, configure, logger

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Lines:
    configure(role="gate")
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


# A value of a line, and what stands in the JSON.
VALUES: list[tuple[Any, Any]] = [
    (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    (Path("/var/spool"), "/var/spool"),
    (Decimal("1.50"), "1.50"),
    (date(2026, 9, 30), "2026-09-30"),
    (b"raw", "b'raw'"),
    ({"files": 3}, {"files": 3}),
    ((1, 2), [1, 2]),
    (None, None),
    (True, True),
    ("two\nlines", "two\nlines"),
    ("öäü ☃", "öäü ☃"),
]


@pytest.mark.parametrize(("value", "stands"), VALUES, ids=[type(value).__name__ for value, _ in VALUES])
def test_every_value_makes_one_line(value: Any, stands: Any, written: Lines) -> None:
    logger("part").info("said", value=value)
    (line,) = written()
    assert line["value"] == stands


def test_two_parts_have_two_names(written: Lines) -> None:
    logger("clearlane.flows").info("one")
    logger("clearlane.doors").warning("two")
    assert [(line["part"], line["level"], line["role"]) for line in written()] == [
        ("clearlane.flows", "info", "gate"), ("clearlane.doors", "warning", "gate"),
    ]  # fmt: skip


@pytest.mark.parametrize("library", TALKATIVE)
def test_a_talkative_library_is_heard_only_when_something_is_wrong(library: str, written: Lines) -> None:
    logging.getLogger(library).info("connection made")
    logging.getLogger(library).warning("connection lost")
    assert [(line["event"], line["logger"]) for line in written()] == [("connection lost", library)]


def test_a_child_of_a_talkative_library_is_as_quiet(written: Lines) -> None:
    logging.getLogger("asyncssh.sftp").info("opened a file of a practice")
    assert written() == []


@pytest.mark.parametrize(("level", "heard"), [("DEBUG", 4), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_the_level_decides_what_is_heard(level: str, heard: int, capsys: pytest.CaptureFixture[str]) -> None:
    configure(role="flow", level=level)
    log = logger("part")
    for say in (log.debug, log.info, log.warning, log.error):
        say("said")
    assert len(capsys.readouterr().err.splitlines()) == heard


def test_configuring_twice_does_not_double_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure(role="flow")
    configure(role="web")
    logger("part").info("once")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["role"] == "web"


def raised() -> ValueError:
    try:
        int("DOE*JANE")
    except ValueError as error:
        return error
    raise AssertionError


def test_an_exception_is_told_in_whatever_form_it_is_given() -> None:
    error = raised()
    told = _places(error)
    assert told[0] == "ValueError"
    assert told[1].rpartition(":")[0].endswith("test_log_shapes.py")
    assert _places((type(error), error, error.__traceback__)) == told
    try:
        raise error
    except ValueError:
        assert _places(True)[0] == "ValueError"


@pytest.mark.parametrize("nothing", [None, False, "text", (None, None, None), 0])
def test_what_is_no_exception_has_no_places(nothing: Any) -> None:
    assert sys.exc_info()[1] is None
    assert _places(nothing) == []


def test_an_exception_that_was_never_raised_is_told_by_its_class_alone() -> None:
    assert _places(KeyError("DOE*JANE")) == ["KeyError"]


def test_a_chain_of_calls_is_told_from_the_outermost_on() -> None:
    def inner() -> None:
        raise LookupError("DOE*JANE")

    def outer() -> None:
        inner()

    with pytest.raises(LookupError) as caught:
        outer()
    places = _places(caught.value)
    assert places[0] == "LookupError"
    assert len(places) >= 4
    lines = [int(place.rpartition(":")[2]) for place in places[1:]]
    assert lines[-1] < lines[-2] < lines[-3]
