"""What a client may name: two folders, and the files in them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

INBOUND, OUTBOUND = "inbound", "outbound"
FOLDERS = (INBOUND, OUTBOUND)
TEMPORARY = (".part", ".tmp", ".filepart")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the tree: the root (both empty), a folder (``name`` empty), or a file of one."""

    folder: str = ""
    name: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it is the root or a folder."""
        return not self.name


def normal(path: bytes) -> str:
    """The absolute form of a path; nothing is above the root. Bytes that are no UTF-8 stay what they are."""
    return posixpath.normpath(posixpath.join("/", path.decode("utf-8", "surrogateescape"))).replace("//", "/")


def place(path: bytes) -> Place | None:
    """The place that a path names; None where the tree has none of that kind."""
    parts = [part for part in normal(path).split("/") if part]
    if not parts:
        return Place()
    if parts[0] not in FOLDERS or len(parts) > 2:
        return None
    return Place(*parts)


def is_temporary(name: str) -> bool:
    """Whether a name says that its file is still on its way."""
    return name.lower().endswith(TEMPORARY)
