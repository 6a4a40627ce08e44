"""Reading: how a file is to be read, the same for each of its sets."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.standards.x12.library import Takes
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.tier import Tier


@dataclass(frozen=True, slots=True)
class Reading:
    """See `check` for what each means."""

    tier: Tier = Tier.BLOCK
    takes: Takes | None = None
    adds_up: bool = True
    overlays: tuple[Overlay, ...] = ()
