"""``python -m clearlane.foundation.lifeline.launch PROGRAM ARGUMENT...``: become a program that knows no lifeline.

On Linux the kernel then sends it SIGTERM when its parent ends; elsewhere it is started plainly.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

from clearlane.foundation.lifeline.hold import PARENT
from clearlane.foundation.lifeline.write_log import write_log

_PR_SET_PDEATHSIG = 1


def launch(command: Sequence[str]) -> None:
    """Replace this process by the command. Does not return; raises OSError where the program cannot be run."""
    write_log()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    expected = os.environ.pop(PARENT, "")
    if expected and os.getppid() != int(expected):
        sys.exit(f"{command[0]}: its parent has already ended")
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    launch(sys.argv[1:])
