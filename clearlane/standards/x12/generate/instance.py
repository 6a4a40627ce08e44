"""Instance: an open loop of a set that is being made, as the predicates of a guide look at it (`scope.Instance`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clearlane.standards.x12.generate.cast import Party


@dataclass(slots=True)
class Instance:
    """segments: its own so far. party: whoever this loop is about; its name, address and numbers fit together.

    used: the codes of element 01 that a row (by its line in the guide) has had; numbered: LX and the like within.
    others: who is named beside him, by entity (NM101).
    """

    id: str
    outer: Instance | None
    is_bracket: bool
    party: Party
    segments: Sequence[bytes] = ()
    used: dict[int, set[str]] = field(default_factory=dict)
    numbered: dict[str, int] = field(default_factory=dict)
    others: dict[str, Party] = field(default_factory=dict)

    def add(self, segment: str) -> None:
        """One more segment of this loop."""
        self.segments = [*self.segments, segment.encode("ascii")]
