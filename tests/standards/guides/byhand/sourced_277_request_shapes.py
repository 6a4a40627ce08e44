"""Requests for additional information (277 005010X213) whose shapes stand in public programs and their tests."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import filer

GUIDE = "277 005010X213"
asked = filer(kind="277", group="HN", version="005010X213")

LEVELS = """BHT*0085*08*REQ1*20261124*0930*RQ
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
PER*IC*REVIEW DESK*TE*8005550101
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
"""
PATIENT = LEVELS + "HL*4*3*PT\nNM1*QC*1*DOE*JANE****MI*W1\n"
CLAIM = """TRN*1*ICN0001
STC*R4:18842-5::LOI*20261124**150
REF*EJ*ACC7
REF*BLT*111
REF*EA*CHART7
REF*D9*HOUSE0001
DTP*472*RD8*20261101-20261106
DTP*106*D8*20261224
"""
REPLY = "PWK*OZ*EL\nPER*IC*REVIEW DESK*FX*8005550109\nN3*PO BOX 9\nN4*BOISE*ID*83701\n"
LINE = "SVC*HC:99213*100*****1\nSTC*R4:11506-3::LOI*20261124\nREF*FJ*1\nDTP*472*D8*20261101\n"
SUBSCRIBER = LEVELS + "HL*4*3*22*0\nNM1*IL*1*DOE*JANE****MI*W1\n"
MACHETE = "Layouts and tests of a parser, Machete, github.com/ahives/Machete"
EDIFABRIC = "Writer of a 277 request, public C# program with EdiFabric, github.com"
COSYTE = "Test of requests of a library, cosyte x12, github.com/cosyte/x12"

SHAPES = {
    "a question about a claim": asked(
        PATIENT + CLAIM, f"{MACHETE}: level PT, TRN 1, STC with LOI, REF EJ, BLT, EA and D9, DTP 472 and 106"
    ),
    "a question with the address to answer to": asked(
        PATIENT + CLAIM + REPLY, f"{MACHETE}: 2210D with PWK, PER, N3 and N4"
    ),
    "an address without its way": asked(
        PATIENT + CLAIM + REPLY.replace("PWK*OZ*EL\n", ""),
        f"{MACHETE}: PWK begins 2210D",
        "2210D PWK missing_segment",
    ),
    "a question about a line": asked(PATIENT + CLAIM + LINE, f"{MACHETE}: SVC, STC, REF FJ and DTP of a line"),
    "a prescription's line": asked(
        PATIENT + CLAIM + LINE.replace("REF*FJ*1", "REF*XZ*7654321"), f"{MACHETE}: REF XZ of a line"
    ),
    "two questions in one status": asked(
        SUBSCRIBER + "TRN*1*ICN0001\nSTC*R4:18842-5::LOI*20261224********R4:11506-3::LOI\nREF*EJ*ACC7\n",
        f"{EDIFABRIC}: STC01 and STC10 each with LOI, STC02 thirty days on, REF EJ",
    ),
    "a claim without number": asked(
        SUBSCRIBER + "STC*R4:18842-5::LOI*20261224\nREF*EJ*ACC7\n",
        f"{EDIFABRIC}: TRN begins the claim",
        "2200D TRN missing_segment",
    ),
    "the member's level": asked(
        SUBSCRIBER + CLAIM, f"{COSYTE}: the last level is the subscriber's, 22 with HL04 0 and NM1 IL"
    ),
    "a second number of the claim": asked(
        SUBSCRIBER + CLAIM + "TRN*1*ICN0002\nSTC*R1:20:PR*20261124\n", f"{COSYTE}: a second TRN with its own status"
    ),
    "counts of what is asked": asked(
        SUBSCRIBER + CLAIM + "QTY*90*1\nAMT*T3*150\n",
        f"{COSYTE}: QTY 90 and AMT T3 at the claim, as the standard has them; no other reading of the guide does",
        "2200D QTY foreign_segment; 2200D AMT foreign_segment",
    ),
    "no patient": asked(
        LEVELS,
        f"{MACHETE}: the levels go down to the patient",
        "2000D HL missing_loop",
    ),
}
