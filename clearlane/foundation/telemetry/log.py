"""Log lines as JSON: ids, counts, rule ids, durations; never a value of a claim, never a name."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, cast

import structlog

from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.correlation import bind, current_correlation

__all__ = ["bind", "configure", "logger"]


TALKATIVE = ("asyncssh", "procrastinate", "botocore", "boto3")
"""Libraries that tell each connection and each job; the house's own lines say what matters of these."""


INDISCREET = ("django.request", "django.security", "django.template")
"""They name paths and what pages hold; the doors log routes and faults themselves."""


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one part of the house: ``log.info("chunk moved", step=..., moved=12)``."""
    return cast(structlog.stdlib.BoundLogger, structlog.get_logger(part=name))


class StandardError(logging.Handler):
    """Writes a line to what standard error is at that moment, whole."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        sys.stderr.write(self.format(record) + "\n")
        sys.stderr.flush()


def configure(*, role: str, level: str = "INFO") -> None:
    """Send every log line of this process, our own and the libraries', to standard error as one line of JSON."""
    handler = StandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[_of(role), structlog.stdlib.ProcessorFormatter.remove_processors_meta, _as_json],
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    for library in INDISCREET:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _of(role: str) -> Any:
    """A processor that adds when, which process role, and the correlation id; an exception becomes its class and
    the places it went through, because its text may carry a value."""

    def complete(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["at"] = now().isoformat()
        event["role"] = role
        if (correlation := current_correlation()) is not None:
            event["correlation"] = str(correlation)
        if (raised := event.pop("exc_info", None)) is not None:
            event["exception"] = _places(raised)
        return event

    return complete


def _places(raised: Any) -> list[str]:
    """Class of an exception and the lines that it passed, without its text."""
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    if not isinstance(error, BaseException):
        return []
    places, trace = [type(error).__name__], error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename.rpartition('clearlane/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places


def _as_json(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    return json.dumps(event, default=str)
