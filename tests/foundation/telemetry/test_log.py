from __future__ import annotations

import json
import logging
import os
from typing import Any

import pytest

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.correlation import bind, current_correlation
from clearlane.foundation.telemetry.log import configure, logger


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    configure(role="flow")
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_is_json_with_part_role_and_time(lines: Any) -> None:
    logger("vault").info("object stored", size=12)
    (line,) = lines()
    assert {key: line[key] for key in ("event", "level", "part", "role", "size")} == {
        "event": "object stored", "level": "info", "part": "vault", "role": "flow", "size": 12,
    }  # fmt: skip
    assert line["at"].endswith("+00:00")


def test_a_line_carries_the_correlation_id(lines: Any) -> None:
    correlation = new_id()
    with bind(correlation=correlation):
        logger("door").info("request answered")
        assert current_correlation() == correlation
    logger("door").info("after")
    first, second = lines()
    assert first["correlation"] == str(correlation)
    assert "correlation" not in second
    assert current_correlation() is None


def test_a_line_of_a_library_is_json_too(lines: Any) -> None:
    logging.getLogger("library").warning("it rains")
    (line,) = lines()
    assert (line["event"], line["logger"], line["level"]) == ("it rains", "library", "warning")


def test_an_exception_is_told_by_class_and_place_without_its_text(lines: Any) -> None:
    try:
        int("DOE*JANE")
    except ValueError:
        logger("edits").exception("rule broke")
    (line,) = lines()
    assert line["exception"][0] == "ValueError"
    assert "test_log.py:" in line["exception"][1]
    assert "DOE" not in json.dumps(line)


def test_an_exception_of_a_library_is_told_without_its_text(lines: Any) -> None:
    try:
        os.environ["DOE*JANE"]
    except KeyError:
        logging.getLogger("library").exception("broke")
    (line,) = lines()
    assert line["exception"][0] == "KeyError"
    assert "DOE" not in json.dumps(line)


def test_what_is_below_the_level_is_not_written(lines: Any) -> None:
    logger("vault").debug("too fine")
    assert lines() == []
