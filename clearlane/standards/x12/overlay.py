"""Overlay: what one payer demands beyond the guide, read from a text. `load_overlay` reads and proves it."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.standards.x12.apply_overlay import Change
from clearlane.standards.x12.guide import GuideError


class OverlayRefused(GuideError):
    """An overlay cannot be used; the message says where, why, and what to do: file:line: reason. Remedy."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What one payer demands. name: of its file, without .txt. versions: GS08 of the sets that it is for.

    guide: the text of the guide that it changes, such as 837p.txt. payer: who demands it; source: where he says so,
    with its date. ids: 2010BB NM109 of the claims that it is for; none: all claims of a file.
    """

    name: str
    file: str
    versions: tuple[str, ...]
    guide: str
    payer: str
    source: str
    ids: frozenset[str]
    changes: tuple[Change, ...]

    @property
    def narrowings(self) -> tuple[Change, ...]:
        """The changes that ask for more than the guide."""
        return tuple(one for one in self.changes if not one.relaxes)

    @property
    def relaxations(self) -> tuple[Change, ...]:
        """The changes that ask for less, each with its date and reason in the text."""
        return tuple(one for one in self.changes if one.relaxes)

    def is_for(self, version: str, guide: str) -> bool:
        """Whether a set is judged by it. version: GS08; guide: the text by which the set is read."""
        return version in self.versions and guide == self.guide
