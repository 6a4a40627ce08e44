"""Open group: what an interchange knows of the group that it reads."""

from __future__ import annotations


class Group:
    """What is known of the group that is open: its GS, how many sets came, their control numbers."""

    def __init__(self, offset: int, elements: tuple[str, ...]) -> None:
        self.offset = offset
        self.elements = (*elements, *[""] * 9)[: max(9, len(elements))]
        self.sets = 0
        self.controls: set[str] = set()
