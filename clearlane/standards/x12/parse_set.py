"""Parse a set into its tree of loops, for reading acknowledgments and payments."""

from __future__ import annotations

from dataclasses import dataclass, field

from clearlane.standards.x12 import machine
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.place import steps
from clearlane.vocabulary.submitted_claim import SegmentText


@dataclass(frozen=True, slots=True)
class Loop:
    """One instance of a loop: its printed id, its own segments, the loops within it; all in file order."""

    id: str
    segments: tuple[SegmentText, ...]
    children: tuple[Loop, ...]

    def all(self, id: str) -> tuple[Loop, ...]:
        """The loops directly within that have this id."""
        return tuple(child for child in self.children if child.id == id)

    def first(self, segment_id: str, qualifier: str | None = None) -> SegmentText | None:
        """Its first own segment with this id (and this element 01), or None."""
        for segment in self.segments:
            if segment.id == segment_id and (qualifier is None or segment.element(1) == qualifier):
                return segment
        return None


@dataclass(slots=True)
class _Open:
    loop: machine.Loop | None
    segments: list[SegmentText] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)

    def closed(self) -> Loop:
        name = self.loop.id if self.loop else ""
        return Loop(name, tuple(self.segments), tuple(child.closed() for child in self.children))


def parse_set(set_bytes: bytes, *, delimiters: Delimiters, version: str, offset: int = 0) -> Loop:
    """The tree of one ST..SE; its root has the id "ST". Arguments as for `place`; best effort where order is broken."""
    root: _Open | None = None
    path: list[_Open] = []
    for segment, step in steps(set_bytes, delimiters=delimiters, version=version, offset=offset):
        loop = step.loop.printed if step else None
        if root is None:
            root = _Open(loop)
            path = [root]
        elif step is not None and loop is not None and (step.opens or all(one.loop is not loop for one in path)):
            parent = loop.parent.printed if loop.parent else None
            while len(path) > 1 and path[-1].loop is not parent:
                path.pop()
            opened = _Open(loop)
            path[-1].children.append(opened)
            path.append(opened)
        else:
            while len(path) > 1 and path[-1].loop is not loop:
                path.pop()
        path[-1].segments.append(segment)
    return root.closed() if root else Loop("", (), ())
