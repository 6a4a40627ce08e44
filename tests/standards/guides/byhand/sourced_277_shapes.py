"""Claim status answers (277) whose shapes stand in X12's samples and in its answers to questions."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "277 005010X212"
answered = filer(kind="277", group="HN", version="005010X212")

HEAD = """
BHT*0010*08*277X212*20261124*1425*DG
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*X67E
"""
HOSPITAL = HEAD + "HL*3*2*19*1\nNM1*1P*2*OAK HOSPITAL*****XX*1234567893\n"
MEMBER = "HL*4*3*22*0\nNM1*IL*1*DOE*JANE****MI*W1\n"
PENDED = """TRN*2*ACC7-1
STC*P3:317*20261120**8513.88
REF*1K*P7700001
REF*BLT*111
REF*EJ*ACC7-1
DTP*472*RD8*20261101-20261106
"""
PAID = """TRN*2*ACC8-1
STC*F0:3*20261120**7599*7599
REF*1K*P7700002
REF*EJ*ACC8-1
DTP*472*RD8*20261101-20261106
"""
DENIED_LINE = """TRN*2*ACC9-1
STC*F2:88:QC*20261120**150*0
REF*1K*P7700003
REF*EJ*ACC9-1
DTP*472*D8*20261108
SVC*HC:99203*150*0****1
STC*F2:88:QC*20261120
DTP*472*D8*20261108
"""
FIRST = "005010x212 (example 1; response)"
RECEIVER = HEAD.replace("21*1", "21*0") + "TRN*2*ABC276XXX\nSTC*E0:0*20261124\n"
PROVIDER = HOSPITAL.replace("19*1", "19*0") + "TRN*1*0\nSTC*E0:24:1P*20261124\n"
CHANGE = "Fixture of a 277, Change Healthcare, github.com/kputnam/stupidedi"
ONE = HOSPITAL + MEMBER
UNITS = """TRN*2*ACC1
STC*P3:123:1P*20261120**900*0
REF*1K*P1
DTP*472*D8*20261101
SVC*HC:27792:RT*600*0*0360***1
STC*P4:52*20261120
DTP*472*D8*20261101
SVC*HC:27792:LT*300*0*0360***1
STC*P1:20*20261120
DTP*472*D8*20261101
"""

SHAPES = {
    "three claims of two providers": answered(
        ONE
        + PENDED
        + "HL*5*3*22*0\nNM1*IL*1*ROE*MARK****MI*W2\n"
        + PAID
        + "HL*6*2*19*1\nNM1*1P*2*OAK CLINIC*****XX*1245319599\nHL*7*6*22*1\nNM1*IL*1*ROE*ANN****MI*W3\n"
        + "HL*8*7*23\nNM1*QC*1*ROE*LEE\n"
        + DENIED_LINE,
        example(FIRST, "P3:317 with bill type, F0:3 with the sum paid, F2:88:QC of a dependent at claim and line"),
    ),
    "a line without its number of units": answered(
        ONE + DENIED_LINE.replace("*0****1", "*0"),
        example(FIRST, "SVC07 states the units of the line"),
        "2220D SVC07 missing",
    ),
    "a claim without status": answered(
        ONE + PAID.replace("STC*F0:3*20261120**7599*7599\n", ""),
        example(FIRST, "STC stands in each answer of a claim"),
        "2200D STC missing_segment",
    ),
    "the receiver is refused": answered(
        RECEIVER,
        example("005010x212 (information receiver)", "TRN 2 and STC E0:0 at 2200B, no level below"),
    ),
    "the receiver is refused by the other trace": answered(
        RECEIVER.replace("TRN*2", "TRN*1"),
        example("005010x212 (information receiver)", "the receiver's trace is of type 2"),
        "2200B TRN01 other_code",
    ),
    "the provider is refused": answered(
        PROVIDER,
        example("005010x212 (provider)", "TRN 1 with 0 and STC E0:24:1P at 2200C, no level below"),
    ),
    "the provider is refused with the set's number": answered(
        PROVIDER.replace("TRN*1*0", "TRN*1*ABC276XXX"),
        interpretation(960, "TRN02 of 2200C may hold the BHT03 of the inquiry"),
    ),
    "a prescription refused": answered(
        ONE + "TRN*2*RX1\nSTC*F2:80::RX*20261120**12*0\nREF*XZ*7654321\nDTP*472*D8*20261101\n",
        example("005010x212 (NCPDP)", "STC01-4 RX marks a status code of the pharmacies' own list"),
    ),
    "with the house's trace": answered(
        ONE + "TRN*2*ACC8-1\nSTC*P5:3*20261120**75\nREF*EJ*ACC8-1\nREF*D9*HOUSE0001\nDTP*472*D8*20261101\n",
        f"{CHANGE}: STC P5:3, REF EJ and D9, no payer's number",
    ),
    "not found in the payer's system": answered(
        ONE + "TRN*2*ACC8-1\nSTC*A4:35*20261124**75\nREF*EJ*ACC8-1\nDTP*472*D8*20261101\n",
        interpretation(1652, "REF 1K is sent only when the claim was found"),
    ),
    "subscriber not found": answered(
        ONE + "TRN*2*ACC8-1\nSTC*E0:33:IL*20261124\n",
        interpretation(1614, "E0:33:IL at 2200D, without the amount in STC04"),
    ),
    "one number in several answers": answered(
        ONE + UNITS + UNITS.replace("REF*1K*P1", "REF*1K*P2"),
        interpretation(2589, "two TRN of the same number where the payer split the claim, with a status at each line"),
    ),
    "a line without status": answered(
        ONE + UNITS.replace("STC*P4:52*20261120\n", ""),
        interpretation(441, "STC must stand in each 2220D"),
        "2220D STC missing_segment",
    ),
    "a line without sum paid": answered(
        ONE + UNITS.replace("*600*0*0360", "*600**0360"),
        interpretation(1824, "SVC03 must stand although the claim still pends"),
        "2220D SVC03 missing",
    ),
    "a denied claim with its remittance": answered(
        ONE + "TRN*2*ACC8-1\nSTC*F2:88:QC*20261120**75*0*20261119**20261120*EFT7\nREF*1K*P1\nDTP*472*D8*20261101\n",
        interpretation(2805, "STC08 and STC09 may stand for a denied claim too, with the remittance's number"),
    ),
}
