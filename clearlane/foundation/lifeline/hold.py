"""End with the process that started this one, even when that was killed and could say nothing."""

from __future__ import annotations

import os
import signal
import threading
import time

PARENT = "CLEARLANE_LIFELINE"
_LOOK_SECONDS = 0.25
_GRACE_SECONDS = 20.0


def hold(*, parent: int | None = None) -> None:
    """Ask this process to stop (SIGTERM) once ``parent`` is no longer its parent, and kill it 20 seconds later.

    Without an argument the parent is the process id in ``CLEARLANE_LIFELINE``, which is taken out of the environment:
    it is not for this one's children. Where it is not set, as with a command that a person started, nothing is done.
    A thread looks four times a second.
    """
    named = os.environ.pop(PARENT, "")
    expected = parent if parent is not None else int(named) if named.isdecimal() else 0
    if expected:
        threading.Thread(target=_watch, args=(expected,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
