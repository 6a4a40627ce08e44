"""Patients: what stands around a claim: when its patient was born and died, who covers him, when the set was made."""

from __future__ import annotations

import re
from typing import NamedTuple

from clearlane.standards.x12.balance.record import Piece, Spot, spots

_BIRTH = b"DMG*D8*"
_SUBSCRIBER, _PATIENT = b"22", b"23"
_SELF = b"18"
_MEDICARE = frozenset((b"MA", b"MB"))
_OF_MEDICARE = (b"*MA", b"*MB")
"""How an SBR ends that says so: its last element holds the code."""
_USUAL = re.compile(
    rb"HL\*[0-9]+\*[0-9]*\*22\*[01]~[\r\n]*+SBR\*P\*18(?![^*~])[^~]*+~[\r\n]*+NM1\*IL\*[^~]*+~"
    rb"(?<!\*[0-9]{9}[A-Z]~)(?<!\*[0-9]{9}[A-Z][0-9A-Z]~)"
).match
"""How most subscribers are covered: by the first payer, as patients themselves, who live, with a member id of today."""
_COVERED = re.compile(
    rb"HL\*[^*~]*\*[^*~]*\*([^*~]*)[^~]*~"
    rb"(?:[\r\n]*+SBR\*([^*~]*)\*?([^*~]*)([^~]*)~)?"
    rb"(?:[\r\n]*+PAT\*(?:[^*~]*\*){4}D8\*([^*~]*))?"
).match
"""A level, who covers it, what else is said of that, and when its patient died."""
_MEMBER = re.compile(
    rb"NM1\*IL\*(?:(?<=[~\r\n]NM1\*IL\*)|(?<=^NM1\*IL\*))(?:[^*~]*\*){6}MI\*[0-9]{9}[A-Z][0-9A-Z]?[*~]"
).search
"""A subscriber with a member id as Medicare gave them until 2018: a social security number, and whose it was."""
_OF_PAYER = b"NM1*PR*"
_PAYER = re.compile(rb"NM1\*PR\*(?:(?<=[~\r\n]NM1\*PR\*)|(?<=^NM1\*PR\*))(?:[^*~]*\*){7}([^*~]*)").search


def find_spot(piece: Piece, *head: bytes) -> Spot:
    """The first of some segments that begins with these elements. Raises StopIteration where none does."""
    return next(spot for spot in spots([piece]) if spot.parts[: len(head)] == [*head])


class Cover(NamedTuple):
    """A coverage (SBR of 2000B) that does not fit its level. rule: which it breaks; unit: what that kills.

    number, offset, data: of the segments among which it stands, in canonical delimiters.
    """

    rule: str
    unit: str
    number: int
    offset: int
    data: bytes

    def spot(self) -> Spot:
        """The segment itself."""
        return find_spot((self.number, self.offset, self.data), b"SBR")


Around = tuple[bytes, bytes, bytes, Cover | None, bytes, bytes, Piece | None]
"""What stands around a claim: when its patient was born, and when its set was made, CCYYMMDD; how its payer ranks
(SBR01 of the subscriber); empty, not known; a coverage that does not fit; segments that name its payer; when its
patient died; segments in which Medicare's member has an id of the old kind."""
NOTHING: Around = (b"", b"", b"", None, b"", b"", None)


def payer_of(around: Around) -> bytes:
    """The id of the payer that gets the claim; empty where none is known."""
    found = _PAYER(around[4])
    return found[1] if found else b""


class Patients:
    """Who is the patient of what follows, as the segments outside of the claims of one set say it.

    around: what stands around a claim that begins now.
    """

    __slots__ = ("_cover", "_has_claims", "_is_medicare", "_is_self", "around")

    def __init__(self) -> None:
        self.around = NOTHING
        self._is_self = self._has_claims = self._is_medicare = False
        self._cover: Piece = (0, 0, b"")

    def begin(self) -> Around:
        """A claim begins here."""
        self._has_claims = True
        return self.around

    def row(self, spot: Spot) -> None:
        """A segment outside of claims: of BHT, HL, SBR, PAT, NM1 and DMG something is remembered."""
        id, piece = spot.parts[0], (spot.number, spot.offset, b"*".join(spot.parts) + b"~")
        if id == b"BHT":
            self.around = (self.around[0], self.around[1] or spot.part(4), *self.around[2:])
        elif id == b"HL":
            self._level(spot.part(3))
        elif id == b"PAT":
            if spot.part(1):  # who is related to the subscriber is a patient, though his HL may be lost
                self._level(_PATIENT)
            self._died(spot.part(6) if spot.part(5) == b"D8" else b"")
        elif id == b"SBR":
            self._covered(spot.part(1), spot.part(2), spot.part(9) in _MEDICARE, piece)
        elif id == b"NM1":
            self._named(piece)
        elif spot.part(1) == b"D8":
            self.around = (spot.part(2), *self.around[1:])

    def pass_by(self, number: int, offset: int, data: bytes) -> None:
        """A whole level that was taken at once: its HL, and the names behind it; or some of these."""
        at = data.find(_BIRTH)
        born = data[at + 7 : at + 15] if at >= 0 else b""
        if _USUAL(data):
            self._is_self = True
            self._has_claims = self._is_medicare = False
            self._cover = number, offset, data
            self.around = born, self.around[1], b"P", None, data, b"", None
            return
        piece, level = (number, offset, data), _COVERED(data)
        if level is None:
            self._named(piece)
            self.around = (born or self.around[0], *self.around[1:])
        else:
            self._open(level, piece, born)

    def _open(self, level: re.Match[bytes], piece: Piece, born: bytes) -> None:
        """What a level that was taken at once says of itself and of its names. level: as `_COVERED` matches it."""
        kind, rank, relation, more, died = level.groups()
        if kind != _SUBSCRIBER or rank is None:
            self._level(kind)
            _, made, rank, cover, payer, _, member = self.around
            self.around = born, made, rank, cover, payer, died or b"", member
            return
        self._is_self, self._cover, self._has_claims = relation == _SELF, piece, False
        self._is_medicare = more.rstrip(b"*").endswith(_OF_MEDICARE)
        fault = None if relation else Cover("self_missing", "subscriber", *piece)
        payer = piece[2] if _OF_PAYER in piece[2] else b""
        member = piece if self._is_medicare and _MEMBER(piece[2]) else None
        self.around = born, self.around[1], rank, fault, payer, died or b"", member

    def _level(self, kind: bytes) -> None:
        """A patient has the coverage of his subscriber, who may have no claims and be no patient himself."""
        _, made, rank, _, payer, _, member = self.around
        if kind != _PATIENT:
            self._is_self = self._has_claims = self._is_medicare = False
            self.around = b"", made, b"", None, b"", b"", None
            return
        is_wrong = self._is_self and not self._has_claims and self._cover[2]
        cover = Cover("self_with_patient", "subscriber", *self._cover) if is_wrong else None
        self.around = b"", made, rank, cover, payer, b"", member

    def _covered(self, rank: bytes, relation: bytes, is_medicare: bool, piece: Piece) -> None:
        self._is_self, self._cover, self._is_medicare = relation == _SELF, piece, is_medicare
        fault = None if relation else Cover("self_missing", "subscriber", *piece)
        born, made, _, _, payer, died, member = self.around
        self.around = born, made, rank, fault, payer, died, member

    def _died(self, day: bytes) -> None:
        self.around = (*self.around[:5], day, self.around[6])

    def _named(self, piece: Piece) -> None:
        """Names of a level: its payer, and its subscriber where he is Medicare's member with an id of old."""
        born, made, rank, cover, payer, died, member = self.around
        if _OF_PAYER in piece[2]:
            payer = piece[2]
        if self._is_medicare and _MEMBER(piece[2]):
            member = piece
        self.around = born, made, rank, cover, payer, died, member
