"""Lack together: what every instance of a loop lacks is one fault, and what some of them lack is one for each."""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Member


class Lacking(NamedTuple):
    """What a loop lacks, and the number and offset of the segment before which it should have come."""

    frame: Frame
    member: Member
    number: int
    offset: int


class Together:
    """What instances of a loop lack within the one around, of which the first is told at once.

    lacking: those of which nothing is decided yet.
    """

    def __init__(self) -> None:
        self.lacking: list[Lacking] = []

    def waits(self, lacking: Lacking) -> bool:
        """Whether nothing is told of it before the loop around ends."""
        if not getattr(lacking.member.rule, "together", False):
            return False
        self.lacking.append(lacking)
        return len(self.lacking) > 1

    def end(self, home: Frame) -> list[Lacking]:
        """A loop ends: what is to be told of those within it, which is nothing if all lack the same."""
        counts = [home.counts[one.index] for one in home.loop.members if one.loop is self.lacking[0].frame.loop]
        if not counts:
            return []  # it is one within
        lacking, self.lacking = self.lacking, []
        return lacking[1:] if len(lacking) < counts[0] else []
