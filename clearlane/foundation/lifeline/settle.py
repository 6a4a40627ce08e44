"""Let the collector leave alone what a process keeps for good."""

from __future__ import annotations

import gc

YOUNG = 20_000
"""A chunk, or a page, makes very many objects and keeps them to its end: looking each 700 through frees nothing."""


def settle() -> None:
    """Take what is loaded by now out of the collector's rounds: a round over all of it took 0.1 s amid a page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
