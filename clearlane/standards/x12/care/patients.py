"""Patients: what stands around a claim: when its patient was born and died, who covers him, when the set was made."""

from __future__ import annotations

import re
from typing import NamedTuple

from clearlane.standards.codes.identifiers import is_mbi
from clearlane.standards.x12.balance.record import Piece, Spot, spots
from clearlane.standards.x12.care.whole import read_day
from clearlane.standards.x12.text import decode

_BIRTH = b"DMG*D8*"
_SUBSCRIBER, _PATIENT = b"22", b"23"
_SELF = b"18"
_MEDICARE = frozenset((b"MA", b"MB"))
NEVER = b"99999999"
"""Later than any day: of a set that does not say its own."""
_FIRST = b"18000101"
"""What is earlier is no day of a claim, as its guide says already."""
OLDEST = 120
"""Years that nobody lives to see the end of."""
LATER = frozenset((b"S", b"T", b"A", b"B", b"C", b"D", b"E", b"F", b"G", b"H"))
"""Ranks of payers who do not pay first."""
_OF_MEDICARE = (b"*MA", b"*MB")
"""How an SBR ends that says so: its last element holds the code."""
_USUAL = re.compile(
    rb"HL\*[0-9]+\*[0-9]*\*22\*[01]~[\r\n]*+SBR\*P\*18(?![^*~])[^~]*+~(?<!\*M[AB]~)(?<!\*M[AB]\*~)"
    rb"[\r\n]*+NM1\*IL\*"
).match
"""How most subscribers are covered: by the first payer, which is not Medicare, as patients themselves, who live."""
_COVERED = re.compile(
    rb"HL\*[^*~]*\*[^*~]*\*([^*~]*)[^~]*~"
    rb"(?:[\r\n]*+SBR\*([^*~]*)\*?([^*~]*)([^~]*)~)?"
    rb"(?:[\r\n]*+PAT\*(?:[^*~]*\*){4}D8\*([^*~]*))?"
).match
"""A level, who covers it, what else is said of that, and when its patient died."""
_MEMBER = re.compile(rb"(?:^|~)[\r\n]*NM1\*IL\*(?:[^*~]*\*){6}MI\*([^*~]+)").search
"""The member id of a subscriber."""
_OF_PAYER = b"NM1*PR*"
_PAYER = re.compile(rb"(?:^|~)[\r\n]*NM1\*PR\*(?:[^*~]*\*){7}([^*~]*)").search


def find_spot(piece: Piece, *head: bytes) -> Spot:
    """The first of some segments that begins with these elements. Raises LookupError where none does."""
    for spot in spots([piece]):
        if spot.parts[: len(head)] == [*head]:
            return spot
    raise LookupError(head)


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
        return find_spot((self.number, self.offset, self.data), self.id)


Around = tuple[bytes, bytes, bytes, Cover | None, bytes, bytes, Piece | None]
"""What stands around a claim: when its patient was born, and when its set was made, CCYYMMDD; how its payer ranks
(SBR01 of the subscriber); empty, not known; what cannot be right of coverage or birth; segments that name its payer;
when its patient died; segments in which Medicare's member has an id of the old kind."""
NOTHING: Around = (b"", b"", b"", None, b"", b"", None)


def payer_of(around: Around) -> bytes:
    """The id of the payer that gets the claim; empty where none is known."""
    found = _PAYER(around[4])
    return found[1] if found else b""


class Patients:
    """Who is the patient of what follows, as the segments outside of the claims of one set say it.

    around: what stands around a claim that begins now. says_types: whether its guide has SBR05 of 2000B.
    """

    __slots__ = (
        "_cover",
        "_has_claims",
        "_is_medicare",
        "_is_patient",
        "_is_self",
        "_latest",
        "_oldest",
        "_says_types",
        "around",
    )

    def __init__(self, *, says_types: bool = True) -> None:
        self.around = NOTHING
        self._says_types = says_types
        self._is_self = self._has_claims = self._is_medicare = self._is_patient = False
        self._cover: Piece = (0, 0, b"")
        self._oldest, self._latest = b"", NEVER

    def begin(self) -> Around:
        """A claim begins here."""
        self._has_claims = self._has_claims or not self._is_patient
        return self.around

    def row(self, spot: Spot) -> None:
        """A segment outside of claims: of BHT, HL, SBR, PAT, NM1 and DMG something is remembered."""
        id, piece = spot.parts[0], (spot.number, spot.offset, b"*".join(spot.parts) + b"~")
        if id == b"BHT":
            self.around = (self.around[0], self.around[1] or spot.part(4), *self.around[2:])
            self._made(self.around[1])
        elif id == b"HL":
            self._level(spot.part(3))
        elif id == b"PAT":
            if spot.part(1) and self.around[4]:  # who is related comes behind the payer, though his HL may be lost
                self._level(_PATIENT)
            self._died(spot.part(6) if spot.part(5) == b"D8" else b"")
        elif id == b"SBR":
            self._covered(spot.part(1), spot.part(2), spot.part(9) in _MEDICARE, piece)
        elif id == b"NM1":
            self._named(piece)
        elif spot.part(1) == b"D8":
            self._born(spot.part(2), piece)

    def pass_by(self, number: int, offset: int, data: bytes) -> None:
        """A whole level that was taken at once: its HL, and the names behind it; or some of these."""
        at, piece = data.find(_BIRTH), (number, offset, data)
        born = data[at + 7 : at + 15] if at >= 0 else b""
        if _USUAL(data):
            self._is_self = True
            self._has_claims = self._is_medicare = self._is_patient = False
            self._cover = piece
            self.around = b"", self.around[1], b"P", None, data, b"", None
        elif level := _COVERED(data):
            self._open(level, piece)
        else:
            self._named(piece)
        if born:
            self._born(born, piece)

    def _open(self, level: re.Match[bytes], piece: Piece) -> None:
        """What a level that was taken at once says of itself and of its names. level: as `_COVERED` matches it."""
        kind, rank, relation, more, died = level.groups()
        if kind != _SUBSCRIBER or rank is None:
            self._level(kind)
            if died:
                self._died(died)
            return
        self._is_self, self._cover, self._has_claims = relation == _SELF, piece, False
        self._is_medicare, self._is_patient = more.rstrip(b"*").endswith(_OF_MEDICARE), False
        payer = piece[2] if piece[2].rfind(_OF_PAYER) >= 0 else b""
        member = piece if self._is_medicare and _is_strange(piece[2]) else None
        self.around = b"", self.around[1], rank, self._fault(rank, relation), payer, died or b"", member

    def _made(self, day: bytes) -> None:
        """The day of the set: who was born later, or so long before that nobody is so old, is not the patient."""
        read = read_day(day)
        if read:
            oldest = read.replace(year=read.year - OLDEST, day=min(read.day, 28))
            self._oldest, self._latest = f"{oldest:%Y%m%d}".encode(), day[:8]

    def _born(self, born: bytes, piece: Piece) -> None:
        _, made, rank, cover, payer, died, member = self.around
        if cover is None and not self._oldest <= born <= self._latest and born >= _FIRST and (day := read_day(born)):
            loop, unit = ("2010CA", "patient") if self._is_patient else ("2010BA", "subscriber")
            rule, bound = ("born_later", self._latest) if born > self._latest else ("too_old", self._oldest)
            limit = f"{_iso(bound)} or {'earlier' if rule == 'born_later' else 'later'}"
            cover = Cover(rule, unit, *piece, b"DMG", loop, 2, day.isoformat(), limit)
        self.around = born, made, rank, cover, payer, died, member

    def _died(self, day: bytes) -> None:
        self.around = (*self.around[:5], day, self.around[6])

    def _level(self, kind: bytes) -> None:
        """A patient has the coverage of his subscriber, who may have no claims and be no patient himself."""
        _, made, rank, _, payer, _, member = self.around
        self._is_patient = kind == _PATIENT
        if not self._is_patient:
            self._is_self = self._has_claims = self._is_medicare = False
            self.around = b"", made, b"", None, b"", b"", None
            return
        is_wrong = self._is_self and not self._has_claims and self._cover[2]
        fault = Cover("self_with_patient", "subscriber", *self._cover, found=_SELF.decode()) if is_wrong else None
        self.around = b"", made, rank, fault or self._without_type(rank), payer, b"", member

    def _covered(self, rank: bytes, relation: bytes, is_medicare: bool, piece: Piece) -> None:
        self._is_self, self._cover, self._is_medicare = relation == _SELF, piece, is_medicare
        born, made, _, _, payer, died, member = self.around
        self.around = born, made, rank, self._fault(rank, relation), payer, died, member

    def _fault(self, rank: bytes, relation: bytes) -> Cover | None:
        """What cannot be right of a coverage."""
        if relation:
            return self._without_type(rank)
        return Cover("self_missing", "subscriber", *self._cover, expected=_SELF.decode())

    def _without_type(self, rank: bytes) -> Cover | None:
        """A coverage by Medicare that does not pay first, and does not say why."""
        if rank not in LATER or not (self._says_types and self._is_medicare):
            return None
        expected = "12, 13, 14, 15, 16, 41, 42, 43 or 47"
        cover = Cover("no_insurance_type", "subscriber", *self._cover, element=5, expected=expected)
        return None if cover.spot().part(5) else cover

    def _named(self, piece: Piece) -> None:
        """Names of a level: its payer, and its subscriber where he is Medicare's member with an id of another form."""
        born, made, rank, cover, payer, died, member = self.around
        if _OF_PAYER in piece[2]:
            payer = piece[2]
        if self._is_medicare and _is_strange(piece[2]):
            member = piece
        self.around = born, made, rank, cover, payer, died, member


def _is_strange(data: bytes) -> bool:
    """Whether a subscriber has a member id that does not have the form of Medicare's (MBI)."""
    found = _MEMBER(data)
    return found is not None and not is_mbi(decode(found[1]))


def _iso(day: bytes) -> str:
    read = read_day(day)
    return read.isoformat() if read else day.decode("latin-1")
