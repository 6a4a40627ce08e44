"""Processes that share work: copies of this one where that is safe, so that they know what it has learnt."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

SELDOM = 100_000
"""After so many new objects a process looks for garbage: a batch of events is as many, and all of them are wanted."""


def begin_processes(jobs: int, *, initializer: Callable[[], object] | None = None) -> Executor:
    """So many processes. initializer: called first in each; a function of a module.

    A process that has threads is not copied, since the copy would find their locks locked for ever; nor is one on a
    system that has its doubts about copies. Then the processes begin anew, and learn for themselves.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    can_copy = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if can_copy else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(initializer,))


def _begin(initializer: Callable[[], object] | None) -> None:
    """What came with the copy is not looked through for garbage again, and what is told of a batch not so often."""
    gc.freeze()
    gc.set_threshold(SELDOM)
    if initializer is not None:
        initializer()
