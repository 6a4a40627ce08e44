"""Patients: what stands around a claim: when its patient was born, who covers him, when the set was made."""

from __future__ import annotations

import re
from typing import NamedTuple

from clearlane.standards.x12.balance.record import Spot, spots

_BIRTH = b"DMG*D8*"
_SUBSCRIBER, _PATIENT = b"22", b"23"
_SELF = b"18"
_USUAL = re.compile(rb"HL\*[0-9]+\*[0-9]*\*22\*[01]~[\r\n]*SBR\*P\*18[*~]").match
"""How most subscribers are covered: by the first payer, and as patients themselves."""
_COVERED = re.compile(rb"HL\*[^*~]*\*[^*~]*\*([^*~]*)[^~]*~(?:[\r\n]*SBR\*([^*~]*)\*?([^*~]*))?").match
"""A level, and who covers it."""


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
        return next(spot for spot in spots([(self.number, self.offset, self.data)]) if spot.parts[0] == b"SBR")


Around = tuple[bytes, bytes, bytes, Cover | None]
"""What stands around a claim: when its patient was born, and when its set was made, CCYYMMDD; how its payer ranks
(SBR01 of the subscriber); empty, not known; and a coverage that does not fit."""
NOTHING: Around = (b"", b"", b"", None)


class Patients:
    """Who is the patient of what follows, as the segments outside of the claims of one set say it.

    around: what stands around a claim that begins now.
    """

    __slots__ = ("_cover", "_has_claims", "_is_self", "around")

    def __init__(self) -> None:
        self.around = NOTHING
        self._is_self = self._has_claims = False
        self._cover: tuple[int, int, bytes] = (0, 0, b"")

    def begin(self) -> Around:
        """A claim begins here."""
        self._has_claims = True
        return self.around

    def row(self, spot: Spot) -> None:
        """A segment outside of claims: of BHT, HL, SBR and DMG something is remembered."""
        born, made, rank, cover = self.around
        id = spot.parts[0]
        if id == b"BHT":
            self.around = born, made or spot.part(4), rank, cover
        elif id == b"HL":
            self._level(spot.part(3))
        elif id == b"PAT":
            if spot.part(1):  # who is related to the subscriber is a patient, though his HL may be lost
                self._level(_PATIENT)
        elif id == b"SBR":
            self._covered(spot.part(1), spot.part(2), (spot.number, spot.offset, b"*".join(spot.parts) + b"~"))
        elif spot.part(1) == b"D8":
            self.around = spot.part(2), made, rank, cover

    def pass_by(self, number: int, offset: int, data: bytes) -> None:
        """A whole level that was taken at once: its HL, and the names behind it; or some of these."""
        at = data.find(_BIRTH)
        born = data[at + 7 : at + 15] if at >= 0 else b""
        if _USUAL(data):
            self._is_self = True
            self._has_claims = False
            self._cover = number, offset, data
            self.around = born, self.around[1], b"P", None
            return
        level = _COVERED(data)
        if level:
            kind, rank, relation = level.groups()
            self._level(kind)
            if rank is not None and kind == _SUBSCRIBER:
                self._covered(rank, relation, (number, offset, data))
        if born:
            self.around = (born, *self.around[1:])

    def _level(self, kind: bytes) -> None:
        """A patient has the coverage of his subscriber, who may have no claims and be no patient himself."""
        _, made, rank, _ = self.around
        if kind != _PATIENT:
            self._is_self = self._has_claims = False
            self.around = b"", made, b"", None
            return
        is_wrong = self._is_self and not self._has_claims and self._cover[2]
        self.around = b"", made, rank, Cover("self_with_patient", "subscriber", *self._cover) if is_wrong else None

    def _covered(self, rank: bytes, relation: bytes, piece: tuple[int, int, bytes]) -> None:
        self._is_self, self._cover = relation == _SELF, piece
        fault = None if relation else Cover("self_missing", "subscriber", *piece)
        self.around = self.around[0], self.around[1], rank, fault
