"""Index what a file says: of each claim and each set a digest, and where it stands; what differs is read again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.report import Report, SetReport
from clearlane.standards.x12.say_segment import Said, say_segment
from clearlane.standards.x12.walk_content import SaidClaim, walk_content
from clearlane.vocabulary.submitted_claim import SegmentText

DIGEST = 16


class Place(NamedTuple):
    """A set, and how its bytes are read."""

    set: SetReport
    read: Read
    marks: Delimiters

    def walk(self) -> Iterator[Said | SaidClaim]:
        """What the set says."""
        return walk_content(self.set, self.read, self.marks)


class Beside(NamedTuple):
    """An envelope, or what a set says beside its claims. said: reads it again, segment by segment."""

    digest: bytes
    said: Callable[[], Iterator[Said]]


class Index:
    """What a file says. Some 200 bytes of memory are held of a claim, and as many of a set.

    beside: by kind, such as ISA, GS HC or 837. Of envelopes, and of headers over claims, those that say the same are
    one; a set without claims is content itself, and stands there as often as it was sent.
    """

    def __init__(self, report: Report, read: Read) -> None:
        self.beside: dict[str, list[Beside]] = {}
        self.claims: dict[bytes, int] = {}
        self._digests = bytearray()
        self._again: dict[bytes, int] = {}
        self._heads: set[tuple[str, bytes]] = set()
        self._places: list[Place] = []
        self._firsts: list[int] = []
        self._walked = -1
        self._next = 0
        self._walk: Iterator[SaidClaim] = iter(())
        for interchange in report.interchanges:
            marks = interchange.delimiters
            self._put_envelope("ISA", ("ISA", *interchange.elements), marks)
            for group in interchange.groups:
                self._put_envelope(f"GS {group.functional_id}", group.elements, marks)
                for each in group.sets:
                    self._put_set(Place(each, read, marks))

    def digest(self, key: bytes) -> bytes:
        """That of a claim; b"" where it is not here."""
        at = self.claims.get(key, -1)
        return bytes(self._digests[at * DIGEST : (at + 1) * DIGEST]) if at >= 0 else b""

    def fetch(self, keys: Iterable[bytes]) -> dict[bytes, SaidClaim]:
        """Claims read again; those that are not here are left out. Quickest in the order of the file."""
        wanted = sorted((self.claims[key], key) for key in keys if key in self.claims)
        return {key: self._at(place) for place, key in wanted}

    def _at(self, place: int) -> SaidClaim:
        walked = bisect_right(self._firsts, place) - 1
        if walked != self._walked or place < self._next:
            self._walked, self._next = walked, self._firsts[walked]
            self._walk = (one for one in self._places[walked].walk() if isinstance(one, SaidClaim))
        claim = next(self._walk)
        while self._next < place:
            claim, self._next = next(self._walk), self._next + 1
        self._next += 1
        return claim

    def _put_envelope(self, kind: str, elements: tuple[str, ...], marks: Delimiters) -> None:
        said = say_segment(SegmentText("", 0, 0, elements), marks)
        self._put(kind, Beside(_digest([said]), partial(iter, [said])), is_head=True)

    def _put_set(self, place: Place) -> None:
        """Walk through a set once: each claim, and all the rest together."""
        self._places.append(place)
        self._firsts.append(len(self.claims))
        rest = blake2b(digest_size=DIGEST)
        for one in place.walk():
            if isinstance(one, SaidClaim):
                self._put_claim(place.set.set_id, one)
            else:
                rest.update(one.canonical)
        is_head = len(self.claims) > self._firsts[-1]
        self._put(place.set.set_id, Beside(rest.digest(), partial(_rest, place)), is_head=is_head)

    def _put_claim(self, set_id: str, claim: SaidClaim) -> None:
        """The second claim of a number is another one than the first."""
        name = f"{set_id}\0{claim.number}".encode("latin-1")
        key = name + b"\0001"
        if key in self.claims:
            self._again[name] = self._again.get(name, 1) + 1
            key = b"%s\0%d" % (name, self._again[name])
        self.claims[key] = len(self.claims)
        self._digests += _digest([*claim.above, *claim.own])

    def _put(self, kind: str, one: Beside, *, is_head: bool) -> None:
        """Add an envelope or what a set says beside its claims; a head only where it says something new."""
        key = (kind, one.digest)
        if not (is_head and key in self._heads):
            self.beside.setdefault(kind, []).append(one)
        self._heads.add(key)


def number_of(key: bytes) -> str:
    """The number of the claim of a key."""
    return key.partition(b"\0")[2].rpartition(b"\0")[0].decode("latin-1")


def _rest(place: Place) -> Iterator[Said]:
    return (one for one in place.walk() if isinstance(one, Said))


def _digest(said: Iterable[Said]) -> bytes:
    made = blake2b(digest_size=DIGEST)
    for one in said:
        made.update(one.canonical)
    return made.digest()
