"""Reports of pending claims (277 006020X315). No source was found; the shapes are those of 005010X228."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import filer, unfound
from tests.standards.guides.byhand.sourced_277_pending_shapes import HEAD, LEVELS, STAY, VISIT

GUIDE = "277 006020X315"
told = filer(kind="277", group="HN", version="006020X315")
AS_BEFORE = unfound("as of 005010X228; no reading names a row that differs")

SHAPES = {
    "a stay and a visit": told(LEVELS + STAY + VISIT, AS_BEFORE),
    "a stay alone": told(LEVELS + STAY, AS_BEFORE),
    "a billing provider": told(LEVELS.replace("NM1*1P", "NM1*85") + STAY, AS_BEFORE),
    "a report with its own trace": told(
        LEVELS.replace("PI*12345\n", "PI*12345\nTRN*1*PEND1\nDTP*009*D8*20261124\n") + STAY, AS_BEFORE
    ),
    "two claims of one patient": told(LEVELS + STAY + "TRN*1*ICN0003\nSTC*P4:52*20261124**75\n", AS_BEFORE),
    "a line without status": told(
        LEVELS + STAY + VISIT.replace("STC*P2:52*20261124\n", ""), AS_BEFORE, "2220D STC missing_segment"
    ),
    "a claim without status": told(
        LEVELS + STAY.replace("STC*P3:317*20261124**8513.88\n", ""), AS_BEFORE, "2200D STC missing_segment"
    ),
    "a claim without number": told(
        LEVELS + STAY.replace("TRN*1*ICN0001\n", ""), AS_BEFORE, "2200D TRN missing_segment"
    ),
    "no receiver": told(HEAD, AS_BEFORE, "2000B HL missing_loop"),
    "a span that is no span": told(
        LEVELS + STAY.replace("20261101-20261106", "20261101"), AS_BEFORE, "2200D DTP03 bad_format"
    ),
}
