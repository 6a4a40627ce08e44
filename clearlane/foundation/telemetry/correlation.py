"""The id that goes with a request from the door to the last step it causes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_correlation: ContextVar[UUID | None] = ContextVar("correlation", default=None)


def current_correlation() -> UUID | None:
    """The correlation id of what is being done, or None."""
    return _correlation.get()


@contextmanager
def bind(*, correlation: UUID) -> Iterator[None]:
    """Let everything within the block, its log lines and audit entries, carry this id."""
    token = _correlation.set(correlation)
    try:
        yield
    finally:
        _correlation.reset(token)
