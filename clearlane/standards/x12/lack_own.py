"""Lack own: what a level needs for claims of its own is missed once it has one, where others stand beneath it.

Who is said to be the patient although patients follow may have no claims at all: then that is the one fault.
"""

from __future__ import annotations

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.lack_together import Lacking

_HAS_LEVELS = b"1"


class ForOwn:
    """What the level that is open lacks if a loop of its own comes, which is not known yet."""

    def __init__(self) -> None:
        self.lacking: list[Lacking] = []

    def waits(self, lacking: Lacking) -> bool:
        """Whether nothing is told of it before the level is seen to have such a loop."""
        if not _own_loop(lacking) or not _may_have_none(lacking.frame):
            return False
        self.lacking.append(lacking)
        return True

    def open(self, frame: Frame) -> list[Lacking]:
        """A loop opens: what is to be told now. Where it is another level, none of it is."""
        due = [one for one in self.lacking if _own_loop(one) == frame.id]
        self.lacking = [] if frame.loop.is_level else [one for one in self.lacking if one not in due]
        return due


def _own_loop(lacking: Lacking) -> str:
    """The loops of the level for which it is demanded; "" where it is demanded in any case."""
    return getattr(lacking.member.rule, "for_own", "")


def _may_have_none(frame: Frame) -> bool:
    """Whether the level around says that others stand beneath it (HL04)."""
    level = frame.level()
    return level is not None and level.first[4:5] == [_HAS_LEVELS]
