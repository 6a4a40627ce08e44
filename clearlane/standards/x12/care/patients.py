"""Patients: what stands around a claim: when its patient was born, who covers him, when the set was made."""

from __future__ import annotations

import re
from typing import NamedTuple

from clearlane.standards.x12.balance.record import Spot, spots
from clearlane.standards.x12.care.whole import read_day

_BIRTH = b"DMG*D8*"
_SUBSCRIBER, _PATIENT = b"22", b"23"
_SELF = b"18"
_MEDICARE = frozenset((b"MA", b"MB"))
NEVER = b"99999999"
"""Later than any day: of a set that does not say its own."""
OLDEST = 120
"""Years that nobody lives to see the end of."""
LATER = frozenset((b"S", b"T", b"A", b"B", b"C", b"D", b"E", b"F", b"G", b"H"))
"""Ranks of payers who do not pay first."""
_USUAL = re.compile(rb"HL\*[0-9]+\*[0-9]*\*22\*[01]~[\r\n]*SBR\*P\*18[*~]").match
"""How most subscribers are covered: by the first payer, and as patients themselves."""
_COVERED = re.compile(rb"HL\*[^*~]*\*[^*~]*\*([^*~]*)[^~]*~(?:[\r\n]*SBR\*([^*~]*)\*?([^*~]*))?").match
"""A level, and who covers it."""


class Cover(NamedTuple):
    """A coverage (SBR of 2000B), or a birth (DMG), that cannot be right. rule: which it breaks; unit: what that kills.

    number, offset, data: of the segments among which it stands, in canonical delimiters.
    """

    rule: str
    unit: str
    number: int
    offset: int
    data: bytes
    id: bytes = b"SBR"
    loop: str = "2000B"
    element: int = 2
    found: str = ""
    expected: str = ""

    def spot(self) -> Spot:
        """The segment itself."""
        return next(spot for spot in spots([(self.number, self.offset, self.data)]) if spot.parts[0] == self.id)


Around = tuple[bytes, bytes, bytes, Cover | None]
"""What stands around a claim: when its patient was born, and when its set was made, CCYYMMDD; how its payer ranks
(SBR01 of the subscriber); empty, not known; and what cannot be right of coverage or birth."""
NOTHING: Around = (b"", b"", b"", None)


class Patients:
    """Who is the patient of what follows, as the segments outside of the claims of one set say it.

    around: what stands around a claim that begins now. says_types: whether its guide has SBR05 of 2000B.
    """

    __slots__ = ("_cover", "_has_claims", "_is_patient", "_is_self", "_latest", "_oldest", "_says_types", "around")

    def __init__(self, *, says_types: bool = True) -> None:
        self.around = NOTHING
        self._says_types = says_types
        self._is_self = self._has_claims = self._is_patient = False
        self._cover: tuple[int, int, bytes] = (0, 0, b"")
        self._oldest, self._latest = b"", NEVER

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
            self._made(self.around[1])
        elif id == b"HL":
            self._level(spot.part(3))
        elif id == b"PAT":
            if spot.part(1):  # who is related to the subscriber is a patient, though his HL may be lost
                self._level(_PATIENT)
        elif id == b"SBR":
            self._covered(spot.part(1), spot.part(2), _piece(spot))
        elif spot.part(1) == b"D8":
            self._born(spot.part(2), _piece(spot))

    def pass_by(self, number: int, offset: int, data: bytes) -> None:
        """A whole level that was taken at once: its HL, and the names behind it; or some of these."""
        at = data.find(_BIRTH)
        born = data[at + 7 : at + 15] if at >= 0 else b""
        if _USUAL(data):
            self._is_self = True
            self._has_claims = self._is_patient = False
            self._cover = number, offset, data
            self.around = born, self.around[1], b"P", None
            if at >= 0 and not self._oldest <= born <= self._latest:
                self._born(born, (number, offset, data))
            return
        level = _COVERED(data)
        if level:
            kind, rank, relation = level.groups()
            self._level(kind)
            if rank is not None and kind == _SUBSCRIBER:
                self._covered(rank, relation, (number, offset, data))
        if born:
            self._born(born, (number, offset, data))

    def _made(self, day: bytes) -> None:
        """The day of the set: who was born later, or so long before that nobody is so old, is not the patient."""
        read = read_day(day)
        if read:
            self._oldest, self._latest = b"%04d" % (read.year - OLDEST) + day[4:8], day[:8]

    def _born(self, born: bytes, piece: tuple[int, int, bytes]) -> None:
        _, made, rank, cover = self.around
        day = read_day(born)
        if cover is None and day and not self._oldest <= born <= self._latest:
            loop, unit = ("2010CA", "patient") if self._is_patient else ("2010BA", "subscriber")
            rule, bound = ("born_later", self._latest) if born > self._latest else ("too_old", self._oldest)
            limit = f"{_iso(bound)} or {'earlier' if rule == 'born_later' else 'later'}"
            cover = Cover(rule, unit, *piece, b"DMG", loop, 2, day.isoformat(), limit)
        self.around = born, made, rank, cover

    def _level(self, kind: bytes) -> None:
        """A patient has the coverage of his subscriber, who may have no claims and be no patient himself."""
        _, made, rank, _ = self.around
        self._is_patient = kind == _PATIENT
        if not self._is_patient:
            self._is_self = self._has_claims = False
            self.around = b"", made, b"", None
            return
        is_wrong = self._is_self and not self._has_claims and self._cover[2]
        fault = Cover("self_with_patient", "subscriber", *self._cover, found=_SELF.decode()) if is_wrong else None
        self.around = b"", made, rank, fault or self._without_type(rank)

    def _covered(self, rank: bytes, relation: bytes, piece: tuple[int, int, bytes]) -> None:
        self._is_self, self._cover = relation == _SELF, piece
        fault = None if relation else Cover("self_missing", "subscriber", *piece, expected=_SELF.decode())
        self.around = self.around[0], self.around[1], rank, fault or self._without_type(rank)

    def _without_type(self, rank: bytes) -> Cover | None:
        """A coverage by Medicare that does not pay first, and does not say why."""
        if rank not in LATER or not (self._says_types and self._cover[2]):
            return None
        expected = "12, 13, 14, 15, 16, 41, 42, 43 or 47"
        cover = Cover("no_insurance_type", "subscriber", *self._cover, element=5, expected=expected)
        spot = cover.spot()
        return cover if spot.part(9) in _MEDICARE and not spot.part(5) else None


def _piece(spot: Spot) -> tuple[int, int, bytes]:
    return spot.number, spot.offset, b"*".join(spot.parts) + b"~"


def _iso(day: bytes) -> str:
    read = read_day(day)
    return read.isoformat() if read else day.decode("latin-1")
