"""What the drawn pages share: who wrote them, and links into the source."""

from __future__ import annotations

from collections.abc import Callable

WRITTEN = "<!-- Written by `clearlane docs`; change the table that it is drawn from instead. -->"


def link(path: str, *, text: str = "") -> str:
    """A link from ``docs/`` to a file of the repository."""
    return f"[{text or f'`{path}`'}](../{path})"


def source_of(verb: Callable[..., object]) -> str:
    """The file of a verb."""
    return verb.__module__.replace(".", "/") + ".py"
