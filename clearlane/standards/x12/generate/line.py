"""Line: one segment of a set that is made from a guide, with the row it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.standards.x12.guide import RowSpec


@dataclass(slots=True)
class Line:
    """values: the id, then the elements, in the delimiters ``*`` and ``:``. path: the loops around it, from ST in."""

    values: list[str]
    loop: str = ""
    spec: RowSpec | None = None
    path: tuple[str, ...] = ()

    def text(self) -> str:
        """The segment with its terminator, trailing empty elements cut."""
        return "*".join(self.values).rstrip("*") + "~"
