"""Likely: how often a situational row, loop or element is sent, and which of several codes, as files of the trade go.

What stands in no table is as likely as the order says.
"""

from __future__ import annotations

from clearlane.standards.x12.guide import ElementSpec, LoopSpec, RowSpec

LOOPS = {
    "2310B": 0.5,
    "2330A": 1.0,
    "2330B": 1.0,
    "2110": 0.97,
    "2110C": 0.95,
    "2110D": 0.95,
    "2220D": 0.6,
    "2220E": 0.6,
    "2210D": 0.4,
    "2210E": 0.4,
    "2200D": 0.9,
    "2000F": 0.7,
    "2010EA": 0.6,
    "2100B": 0.8,
    "2300": 0.8,
    "2310": 0.3,
    "2000": 0.9,
    "2200B": 0.1,
    "1000B": 0.9,
}
"""By printed id."""
ROWS = {
    ("PRV", "2000A"): 0.5,
    ("DMG", "2010BA"): 0.8,
    ("REF", "2400"): 0.12,
    ("DMG", "2100A"): 0.95,
    ("DMG", "2100C"): 0.8,
    ("DMG", "2100D"): 0.8,
    ("CAS", "2110"): 0.7,
    ("DTM", "2110"): 0.8,
    ("N3", "2100A"): 0.9,
    ("N4", "2100A"): 0.9,
    ("DTP", "2300"): 0.12,
    ("DTM", ""): 0.5,
    ("DTP", "2200D"): 1.0,
    ("AMT", "2200D"): 0.9,
    ("DTP", "2000"): 0.5,
    ("HI", "2000E"): 0.7,
    ("UM", "2000F"): 0.9,
    ("DTP", "2100C"): 0.3,
    ("QTY", "2200B"): 0.9,
    ("AMT", "2200B"): 0.9,
    ("QTY", "2200C"): 0.9,
    ("AMT", "2200C"): 0.9,
    ("STC", "2200C"): 0.9,
}
"""By id and loop ("" of the set itself)."""
ELEMENTS = {
    ("NM1", 3): 1.0,
    ("NM1", 4): 0.99,
    ("NM1", 5): 0.2,
    ("NM1", 7): 0.03,
    ("NM1", 8): 0.9,
    ("NM1", 9): 0.9,
    ("N1", 2): 0.97,
    ("N1", 3): 0.9,
    ("N1", 4): 0.9,
    ("N3", 2): 0.1,
    ("N4", 1): 1.0,
    ("N4", 2): 1.0,
    ("N4", 3): 1.0,
    ("N4", 4): 0.0,
    ("N4", 5): 0.0,
    ("N4", 6): 0.0,
    ("PER", 2): 0.6,
    ("PER", 3): 1.0,
    ("PER", 5): 0.2,
    ("PER", 7): 0.05,
    ("SBR", 3): 0.4,
    ("SBR", 5): 0.02,
    ("SBR", 9): 0.97,
    ("CLM", 10): 0.02,
    ("CLM", 11): 0.05,
    ("CLM", 12): 0.01,
    ("CLM", 19): 0.0,
    ("CLM", 20): 0.01,
    ("SV1", 5): 0.05,
    ("SV1", 9): 0.02,
    ("SV1", 11): 0.02,
    ("SV1", 12): 0.02,
    ("SV1", 15): 0.02,
    ("CLP", 5): 0.3,
    ("CLP", 6): 0.97,
    ("CLP", 8): 0.4,
    ("CLP", 9): 0.3,
    ("SVC", 4): 0.05,
    ("SVC", 5): 0.8,
    ("SVC", 6): 0.02,
    ("BPR", 11): 0.0,
    ("BPR", 5): 0.0,
    ("DMG", 1): 1.0,
    ("DMG", 2): 1.0,
    ("DMG", 3): 0.9,
    ("STC", 4): 0.9,
    ("PAT", 5): 0.02,
    ("PAT", 7): 0.01,
    ("PAT", 8): 0.01,
    ("PAT", 9): 0.01,
    **{("CAS", at): 0.0 for at in range(4, 20)},
    **{("PLB", at): 0.0 for at in range(5, 15)},
    **{("DMG", at): 0.02 for at in range(4, 12)},
    **{("INS", at): 0.1 for at in range(5, 18)},
    ("HI", 2): 0.6,
    ("TRN", 4): 0.1,
}
"""By segment and position."""
CODES: dict[tuple[str, int], tuple[str, ...]] = {
    ("BHT", 2): ("00",),
    ("BHT", 6): ("CH",),
    ("SBR", 1): ("P",),
    ("SBR", 9): ("CI", "CI", "BL", "MB", "HM"),
    ("CLM", 6): ("Y",),
    ("CLM", 7): ("A",),
    ("CLM", 8): ("Y",),
    ("CLM", 9): ("Y",),
    ("PAT", 1): ("19", "01"),
    ("SV1", 3): ("UN",),
    ("SV2", 4): ("UN",),
    ("BPR", 1): ("I",),
    ("BPR", 3): ("C",),
    ("BPR", 4): ("ACH",),
    ("BPR", 5): ("CCP",),
    ("CLP", 2): ("1",),
    ("CLP", 6): ("12", "HM", "MC"),
    ("CAS", 1): ("CO", "PR"),
    ("DTM", 1): ("472", "405", "232", "233", "050"),
    ("EB", 1): ("1", "C", "B"),
    ("DMG", 3): ("F", "M"),
    ("HL", 4): ("0",),
    ("INS", 2): ("18", "01", "19"),
    ("INS", 3): ("021", "030"),
    ("UM", 1): ("HS",),
    ("LQ", 1): ("HE",),
    ("HD", 1): ("021", "030"),
    ("HD", 3): ("HLT", "HLT", "DEN", "VIS"),
    ("BGN", 8): ("2",),
}
"""The usual codes of a segment's element."""
FIRST = ("1P", "X3", "PR", "IL")
"""NM1 and N1 of a level: who asks or is asked, where others may be, too; the first of these that may stand there."""
QUALIFIERS = {"235": ("HC",), "66": ("XX", "MI", "PI", "46"), "1065": (), "1250": ("D8",), "1270": ("ABK", "ABF")}
"""The usual codes of an element of the dictionary, wherever it stands."""
USUALLY = 0.85
PERSONS = frozenset("IL QC 82 DN DK DQ 71 72 74 03 1P 70 DO EY QE S1 S2 S3 31 36 GB P3 SJ DD D1 ZZ".split())
"""Entities that are persons as a rule, where both may be sent."""
OLD = frozenset("BK BF BJ BN BR BQ NON 22 SWT LR".split())
"""Codes of what is no longer used (ICD-9), of payments of nothing and of claims taken back: never by chance."""


def often(child: RowSpec | LoopSpec, *, loop: str, density: float) -> float:
    """The chance of a situational row or loop. loop: the printed id around, "" for the set itself."""
    if density in (0.0, 1.0):
        return density
    if isinstance(child, LoopSpec):
        return LOOPS.get(child.id, density)
    return ROWS.get((child.id, "" if loop == "ST" else loop), density)


def sent(id: str, spec: ElementSpec, *, density: float) -> float:
    """The chance of a situational element (or component) of a segment or composite."""
    return density if density in (0.0, 1.0) else ELEMENTS.get((id, spec.position), density)


def usual(codes: tuple[str, ...], *, id: str, position: int, number: str, entity: str) -> tuple[str, ...]:
    """Of these codes those that are usual here; all of them where none is."""
    if number == "1065" and len(codes) > 1:
        return ("1",) if entity in PERSONS else ("2",)
    if (id, position) == ("NM1", 1) and len(codes) > 1 and (first := next((one for one in FIRST if one in codes), "")):
        return (first,)
    wanted = CODES.get((id, position)) or QUALIFIERS.get(number) or ()
    usual = tuple(code for code in wanted if code in codes)
    return usual or tuple(code for code in codes if code not in OLD) or codes
