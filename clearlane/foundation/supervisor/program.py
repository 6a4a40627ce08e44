"""A program that the supervisor keeps running."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Program:
    """``command`` with these additions to the environment; ``name`` is also that of its log.

    ``is_ready`` is asked, after the start, until it says yes. The first program of a house is ready before the others
    start, and is the last to stop. ``grace_seconds`` is how long it may take to stop before it is killed.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[], bool] | None = None
    grace_seconds: float = 20.0
