"""Stop when asked to (SIGTERM), but not amid something that is to be finished first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class Stop:
    """From its making on, SIGTERM ends this process; within ``later`` it does so at the end of the block."""

    def __init__(self) -> None:
        self.is_asked = False
        self._is_busy = False
        signal.signal(signal.SIGTERM, self._hear)

    @contextmanager
    def later(self) -> Iterator[None]:
        """Finish the block first. It may look at ``is_asked`` to finish early. Raises SystemExit after it."""
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False
        if self.is_asked:
            raise SystemExit(0)

    def _hear(self, _number: int, _frame: object) -> None:
        self.is_asked = True
        if not self._is_busy:
            raise SystemExit(0)
