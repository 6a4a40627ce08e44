"""Reports of pending claims (277 005010X228) whose shapes stand in a public example, or nowhere."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import filer, unfound

GUIDE = "277 005010X228"
told = filer(kind="277", group="HN", version="005010X228")

HEAD = """BHT*0085*08*PEND1*20261124*0930*NO
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
"""
LEVELS = (
    HEAD
    + """HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
"""
)
STAY = """HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W1
TRN*1*ICN0001
STC*P3:317*20261124**8513.88
REF*EJ*ACC7
REF*BLT*111
REF*EA*CHART7
REF*D9*HOUSE0001
DTP*472*RD8*20261101-20261106
DTP*106*D8*20261224
"""
VISIT = """HL*5*3*PT
NM1*QC*1*ROE*MARK****MI*W2
TRN*1*ICN0002
STC*P1:20*20261124**150
REF*EJ*ACC8
DTP*472*D8*20261108
DTP*106*D8*20261224
SVC*HC:99203*100*****1
STC*P2:247*20261124
DTP*472*D8*20261108
SVC*HC:81002*50*****1
STC*P2:52*20261124
DTP*472*D8*20261108
"""
MACHETE = "Example of pending claims of a parser, Machete, github.com/ahives/Machete"

SHAPES = {
    "a stay and a visit": told(
        LEVELS + STAY + VISIT,
        f"{MACHETE}: BHT 0085 08 NO, PT, TRN 1, P3:317 with REF EJ, BLT, EA, D9 and DTP 472, 106; P1:20",
    ),
    "a stay alone": told(LEVELS + STAY, f"{MACHETE}: one patient, no line"),
    "a line without status": told(
        LEVELS + STAY + VISIT.replace("STC*P2:52*20261124\n", ""),
        f"{MACHETE}: each line has its STC",
        "2220D STC missing_segment",
    ),
    "a claim without status": told(
        LEVELS + STAY.replace("STC*P3:317*20261124**8513.88\n", ""),
        f"{MACHETE}: each claim has its STC",
        "2200D STC missing_segment",
    ),
    "a subscriber's level": told(
        LEVELS + STAY.replace("HL*4*3*PT", "HL*4*3*22"),
        f"{MACHETE}: the last level is the patient's, PT",
        "2000D HL03 other_code",
    ),
    "a report with its own trace": told(
        LEVELS.replace("PI*12345\n", "PI*12345\nTRN*1*PEND1\nDTP*009*D8*20261124\n") + STAY,
        unfound("trace and dates at the payer"),
    ),
    "a payer's desk": told(
        LEVELS.replace("PI*12345\n", "PI*12345\nPER*IC*DESK*TE*8005550101\n") + STAY, unfound("PER of the payer")
    ),
    "no claim": told(LEVELS, f"{MACHETE}: the levels go down to the patient", "2000D HL missing_loop"),
    "two claims of one patient": told(
        LEVELS + STAY + "TRN*1*ICN0003\nSTC*P4:52*20261124**75\nREF*EJ*ACC9\n", unfound("two TRN beneath one patient")
    ),
    "a date off the list": told(
        LEVELS + STAY.replace("DTP*106", "DTP*368"),
        unfound("dates are 009, 050, 106 and 472"),
        "2200D DTP01 [off_list]",
    ),
    "three dates of a claim": told(
        LEVELS + STAY.replace("DTP*106", "DTP*050*D8*20261110\nDTP*106"),
        unfound("the example has two dates a claim"),
        "2200D DTP [more_than_usual]",
    ),
}
