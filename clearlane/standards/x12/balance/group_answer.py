"""What a 999 says of sets and of their group: each verdict against what it tells, AK9 against the sets above it.

A 999 may leave out sets that it accepts: so only what can be true of no such group is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from clearlane.standards.x12.balance.consistency import consistency_finding
from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.vocabulary.finding import Finding

ACCEPTED, NOTED, PARTLY = b"A", b"E", b"P"
_INCLUDED, _RECEIVED, _ACCEPTED = 2, 3, 4
_CODES = 5
"""The first element of AK9 that names what is wrong with the group itself."""


class SetCut(NamedTuple):
    """What is told of a set. has_errors: segments of it are named."""

    verdict: bytes
    has_errors: bool


class _Wrong(NamedTuple):
    """What AK9 says wrongly: the element, what is said, what the sets say, what would be right."""

    element: int
    found: str
    seen: str
    expected: str


class GroupAnswerBooks:
    """The verdicts of one 999."""

    loops = frozenset({"2000"})
    rows = frozenset({b"AK9"})

    def __init__(self) -> None:
        self._group: Spot | None = None
        self._accepted = self._noted = self._rejected = 0
        self._is_doubted = False

    def row(self, spot: Spot) -> None:
        """Note what is said of the group."""
        self._group = spot

    def cut(self, data: bytes) -> SetCut:
        """What is told of a set, in one look."""
        return SetCut(data[data.rfind(b"~IK5*") :][5:6], b"~IK3*" in data)

    def proves(self, cut: SetCut) -> bool:
        """Whether verdict and errors agree: they do but where nothing should be wrong."""
        if cut.verdict == ACCEPTED and cut.has_errors:
            return False
        self._accepted += cut.verdict == ACCEPTED
        self._noted += cut.verdict == NOTED
        self._rejected += cut.verdict not in (ACCEPTED, NOTED)
        return True

    def explain(self, record: Record) -> Iterator[Finding]:
        """A set that is accepted without errors, and yet has some: nothing is said of its group then."""
        self._is_doubted = True
        last = next(spot for spot in spots(record) if spot.parts[0] == b"IK5")
        yield consistency_finding("set_verdict", last.place("2000", 1), found="A", expected="E or R")

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """Whether the group may be what is said of it. is_sure: all of its sets could be read."""
        group = self._group
        if group is None or not is_sure or self._is_doubted or any(group.parts[_CODES:]):
            return  # where the group itself is said to be wrong, that counts, whatever was said of its sets
        wrong = self._miscounted(group) or self._misjudged(group)
        if wrong:
            id = "group_verdict" if wrong.element == 1 else "group_count"
            words = {"name": f"AK9{wrong.element:02d}", **wrong._asdict()}
            del words["element"]
            yield consistency_finding(id, group.place("ST", wrong.element), **words)

    def _miscounted(self, group: Spot) -> _Wrong | None:
        """A count that no such group has. Raises ValueError."""
        included, received, accepted = (int(group.part(n)) for n in (_INCLUDED, _RECEIVED, _ACCEPTED))
        taken = self._accepted + self._noted
        seen = taken + self._rejected
        if received < seen:
            return _Wrong(_RECEIVED, str(received), f"{seen} sets are answered", f"{seen} or more")
        if accepted < taken:
            return _Wrong(_ACCEPTED, str(accepted), f"{taken} sets are accepted", f"{taken} or more")
        if accepted > received - self._rejected:
            most = received - self._rejected
            told = f"{self._rejected} of {received} are refused"
            return _Wrong(_ACCEPTED, str(accepted), told, f"{most} at most")
        if included != received:
            told = f"{received} were received, and nothing is said to be wrong with the group"
            return _Wrong(_INCLUDED, str(included), told, str(received))
        return None

    def _misjudged(self, group: Spot) -> _Wrong | None:
        """A verdict that no such group has. Raises ValueError."""
        said, received, accepted = group.part(1), int(group.part(_RECEIVED)), int(group.part(_ACCEPTED))
        refused = received - accepted
        counted = f"{accepted} of {received} sets are accepted"
        if said in (ACCEPTED, NOTED) and refused:
            return _Wrong(1, said.decode(), counted, "P" if accepted else "R")
        if said == ACCEPTED and self._noted:
            return _Wrong(1, "A", "errors were noted in its sets (IK501 E)", "E")
        if said == PARTLY and not (refused and accepted):
            return _Wrong(1, "P", counted, "R" if refused else "A or E")
        if said not in (ACCEPTED, NOTED, PARTLY) and accepted:
            return _Wrong(1, said.decode("latin-1"), counted, "P" if refused else "A or E")
        return None
