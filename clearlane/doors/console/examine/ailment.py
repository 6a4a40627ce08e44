"""What `doctor` says of one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something wrong, and how to mend it. A warning can wait; anything else keeps the house from working."""

    what: str
    mend: str
    is_warning: bool = False
