"""What is loaded is looked through no more by the collector; what comes later is."""

from __future__ import annotations

import subprocess
import sys

from clearlane.foundation.lifeline.settle import YOUNG

_PROGRAM = """
import gc
from clearlane.foundation.lifeline.settle import settle
kept = [[n] for n in range(50_000)]
settle()
later = [[n] for n in range(1_000)]
print(gc.get_freeze_count() >= 50_000, len(gc.get_objects()) < 50_000, gc.get_threshold()[0])
"""


def test_what_is_loaded_is_left_alone_and_what_comes_later_is_not() -> None:
    said = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True", str(YOUNG)]
