"""What an enrollment (834) says twice of a member: whether he is the subscriber (INS01), and what to him (INS02)."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.balance.consistency import consistency_finding
from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.vocabulary.finding import Finding

SUBSCRIBER, DEPENDENT, SELF = b"Y", b"N", b"18"


class EnrollmentBooks:
    """The members of one 834."""

    loops = frozenset({"2000"})
    rows: frozenset[bytes] = frozenset()

    def row(self, spot: Spot) -> None:
        """Nothing counts outside of members."""

    def cut(self, data: bytes) -> list[bytes]:
        """INS up to the relationship, split."""
        return data[: data.find(b"~")].split(b"*", 3)

    def proves(self, cut: list[bytes]) -> bool:
        """Whether both say the same. Raises IndexError."""
        return (cut[1] == SUBSCRIBER) == (cut[2] == SELF)

    def explain(self, record: Record) -> Iterator[Finding]:
        """A member of whom they say not the same."""
        first = next(spots(record))
        relationship = first.part(2)
        words = {
            "found": first.part(1).decode("latin-1"),
            "relationship": relationship.decode("latin-1"),
            "expected": (SUBSCRIBER if relationship == SELF else DEPENDENT).decode(),
        }
        yield consistency_finding("member_relationship", first.place("2000", 1), **words)

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """Nothing is added up over members."""
        yield from ()
