"""No value of a claim is in a log line, in whatever way an error carries it: text, cause, group, note, or argument."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from clearlane.foundation.telemetry.correlation import bind, current_correlation
from clearlane.foundation.telemetry.log import TALKATIVE, configure, logger

PHI = "NM1*IL*1*PLANTED*JANE"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What was logged, read as JSON; each line must be one document."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    configure(role="flow")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logging.getLogger().handlers[:], logging.getLogger().level = before[0], before[1]


class Noted(RuntimeError):
    """An error whose own text is made of its arguments."""

    def __str__(self) -> str:
        return f"broke at {PHI}"


def by_text() -> None:
    raise ValueError(PHI)


def by_cause() -> None:
    try:
        by_text()
    except ValueError as cause:
        raise RuntimeError("wrapped") from cause


def by_context() -> None:
    try:
        by_text()
    except ValueError:
        raise KeyError(PHI)  # noqa: B904  the context is what is looked at


def by_note() -> None:
    error = RuntimeError("plain")
    error.add_note(PHI)
    raise error


def by_group() -> None:
    raise ExceptionGroup(PHI, [ValueError(PHI), KeyError(PHI)])


def by_its_own_text() -> None:
    raise Noted


def by_decoding() -> None:
    PHI.encode().replace(b"J", b"\xff").decode("utf-8")


def by_json() -> None:
    json.loads(PHI)


def by_local_value() -> None:
    planted = PHI
    raise RuntimeError(len(planted))


BROKEN = (by_text, by_cause, by_context, by_note, by_group, by_its_own_text, by_decoding, by_json, by_local_value)


def by_our_exception(_error: Exception) -> None:
    logger("edits").exception("rule broke", rule="total_charge")


def by_our_error(error: Exception) -> None:
    logger("edits").error("rule broke", rule="total_charge", exc_info=error)


def by_a_library(_error: Exception) -> None:
    logging.getLogger("library").exception("broke")  # noqa: LOG004  it is called within a handler


def by_a_librarys_triple(error: Exception) -> None:
    logging.getLogger("library").critical("broke", exc_info=(type(error), error, error.__traceback__))


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
@pytest.mark.parametrize(
    "say", [by_our_exception, by_our_error, by_a_library, by_a_librarys_triple], ids=lambda say: say.__name__
)
def test_an_error_is_told_without_its_value(broken: Callable[[], None], say: Any, lines: Any) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  any of them
        _tell(broken, say)
    (line,) = lines()
    assert "PLANTED" not in json.dumps(line)
    assert line["exception"][0] == caught.type.__name__
    assert any(place.split(":")[0].endswith("test_log_without_phi.py") for place in line["exception"][1:])


def _tell(broken: Callable[[], None], say: Callable[[Exception], None]) -> None:
    try:
        broken()
    except Exception as error:
        say(error)
        raise


@pytest.mark.parametrize("given", [None, False, 0])
def test_an_error_that_is_none_is_no_error(given: object, lines: Any) -> None:
    logger("edits").error("rule broke", exc_info=given)
    (line,) = lines()
    assert line["event"] == "rule broke"
    assert not line.get("exception")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(uuid4(), str), (b"bytes", str), ({1, 2}, str), (object(), str), (1.5, float), (None, type(None)), ([1], list)],
)
def test_any_value_is_told_in_one_line(value: object, shown: type, lines: Any) -> None:
    logger("vault").info("looked", what=value)
    (line,) = lines()
    assert isinstance(line["what"], shown)


@pytest.mark.parametrize("text", ["two\nlines", "a \u2028 b", '{"event": "forged"}', "\x1b[31m"])
def test_no_text_makes_a_second_line(text: str, lines: Any) -> None:
    logger("vault").info("looked", name=text)
    logging.getLogger("library").warning("said %s", text)
    assert len(lines()) == 2


@pytest.mark.parametrize("library", TALKATIVE)
def test_a_talkative_library_is_heard_from_a_warning_on(library: str, lines: Any) -> None:
    logging.getLogger(library).info("each connection")
    logging.getLogger(f"{library}.deep").info("each job")
    logging.getLogger(library).warning("something is wrong")
    assert [line["event"] for line in lines()] == ["something is wrong"]


def test_a_correlation_id_is_bound_for_its_block_and_no_longer() -> None:
    outer, inner = uuid4(), uuid4()
    with bind(correlation=outer):
        with bind(correlation=inner):
            assert current_correlation() == inner
        assert current_correlation() == outer
        with pytest.raises(ZeroDivisionError), bind(correlation=inner):
            raise ZeroDivisionError
        assert current_correlation() == outer
    assert current_correlation() is None
