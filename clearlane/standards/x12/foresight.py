"""Foresight: the blocks that are likely to follow are taken one behind the other, before anything is done with them.

The walk does much between two blocks; taken in one go, they cost half the time. Nothing is taken for granted: what
a block gives depends on the bytes alone, and where the walk asks another block, or elsewhere, it is not used.
"""

from __future__ import annotations

from clearlane.standards.x12.block import Block, Lesson, Taken
from clearlane.standards.x12.frame import Frame, home_of
from clearlane.standards.x12.machine import Target

BLOCKS_AHEAD = 100
MOST_SUCCESSORS = 3
STEADY = 4
"""So many blocks have to be taken in a row before it pays: where each claim has a fault, it never does."""


class Foresight:
    """The blocks of one walk, taken ahead. line_ends: what the file may have behind its terminators."""

    def __init__(self, line_ends: bytes) -> None:
        self.line_ends = line_ends
        self._view = b""
        self._taken: dict[int, tuple[Block, Taken]] = {}
        self._successors: dict[Block, list[Block]] = {}
        self._last: Block | None = None
        self._steady = 0

    def take(self, block: Block, view: bytes, at: int, frame: Frame, target: Target) -> Taken | Lesson | None:
        """As `Block.take`, of the loop that a target opens; None as well where the block is not ready."""
        if view is not self._view:
            self._view, self._taken = view, {}
        known = self._taken.pop(at, None)
        if known is not None and known[0] is block:
            self._last = block
            return known[1]
        if not block.is_ready():
            return None
        self._follows(block)
        outer = home_of(frame, target)
        taken = block.take(view, at, outer, self.line_ends)
        self._steady = self._steady + 1 if isinstance(taken, tuple) else 0
        if isinstance(taken, tuple) and self._steady > STEADY:
            self._look_ahead(block, view, taken[0], outer)
        return taken

    def _follows(self, block: Block) -> None:
        """Remember what came behind the last block; what came last is tried first."""
        last, self._last = self._last, block
        if last is None:
            return
        known = self._successors.setdefault(last, [])
        if not known or known[0] is not block:
            self._successors[last] = [block, *(one for one in known if one is not block)][:MOST_SUCCESSORS]

    def _look_ahead(self, block: Block, view: bytes, at: int, outer: Frame) -> None:
        for _ in range(BLOCKS_AHEAD):
            if at in self._taken:
                return  # it was foreseen before, and what follows it too: nothing is taken twice
            for following in self._successors.get(block, ()):
                taken = None if following.looks_out else following.take(view, at, outer, self.line_ends)
                if isinstance(taken, tuple) and not following.looks_out:
                    self._taken[at] = following, taken
                    block, at = following, taken[0]
                    break
            else:
                self._steady = 0
                return
