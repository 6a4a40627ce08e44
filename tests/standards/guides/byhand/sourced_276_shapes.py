"""Claim status inquiries (276) whose shapes stand in X12's samples and answers, or in what clearinghouses publish."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation, unfound

GUIDE = "276 005010X212"
asked = filer(kind="276", group="HR", version="005010X212")

HEAD = """
BHT*0010*13*ABC276XXX*20261124*1425
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*X67E
"""
HOSPITAL = HEAD + "HL*3*2*19*1\nNM1*1P*2*OAK HOSPITAL*****XX*1234567893\n"
MEMBER = "HL*4*3*22*0\nDMG*D8*19800102*F\nNM1*IL*1*DOE*JANE****MI*W1\n"
STAY = "TRN*1*ACC7-1\nREF*BLT*111\nREF*EJ*ACC7-1\nAMT*T3*8513.88\nDTP*472*RD8*20261101-20261106\n"
VISIT = "TRN*1*ACC8-1\nREF*EJ*ACC8-1\nAMT*T3*7599\nDTP*472*RD8*20261101-20261106\n"
CHILD = """HL*{0}*{1}*23
DMG*D8*20150304*M
NM1*QC*1*ROE*LEE
TRN*1*ACC9-1
REF*EJ*ACC9-1
DTP*472*D8*20261108
SVC*HC:99203*150*****1
DTP*472*D8*20261108
"""
TWO = (
    HOSPITAL
    + MEMBER
    + STAY
    + "HL*5*3*22*0\nDMG*D8*19501112*M\nNM1*IL*1*ROE*MARK****MI*W2\n"
    + VISIT
    + "HL*6*2*19*1\nNM1*1P*2*OAK CLINIC*****XX*1245319599\nHL*7*6*22*1\nNM1*IL*1*ROE*ANN****MI*W3\n"
    + CHILD.format(8, 7)
)
FIRST = "005010x212 (example 1; request)"
SCRIPT = (
    HEAD.replace("OAK BILLING", "OAK DRUGS")
    + "HL*3*2*19*1\nNM1*1P*2*OAK DRUGS*****XX*1234567893\n"
    + MEMBER
    + "TRN*1*RX1\nREF*XZ*7654321\nDTP*472*D8*20261101\nSVC*N4:00093505601*12*****30\nDTP*472*D8*20261101\n"
)
SPAN = """HL*4*3*22*1
DMG*D8*19800102*F
NM1*IL*1*ROE*ANN****MI*W3
HL*5*4*23
DMG*D8*20150304*M
NM1*QC*1*ROE*LEE
TRN*1*ACC9-1
REF*6P*GROUP9
DTP*472*RD8*20261101-20261108
"""
OPTUM = "Sample of a 276, Optum, developers.changehealthcare.com"
MILLIN = "276 element list, Millin, edi-docs of millin on GitHub"
LATER = "008030x329 (example 4)"
ONE = HOSPITAL + MEMBER + VISIT

SHAPES = {
    "three claims of two providers": asked(
        TWO,
        example(FIRST, "a stay by bill type, a visit by account, a child with a line, two 2000C under one receiver"),
    ),
    "a child without birth date": asked(
        TWO.replace("DMG*D8*20150304*M\n", ""),
        example(FIRST, "DMG stands at the dependent's level, ahead of its name"),
        "2000E DMG missing_segment",
    ),
    "a prescription": asked(
        SCRIPT,
        example("005010x212 (NCPDP)", "REF XZ with the prescription's number and the drug's code in a line"),
    ),
    "a prescription by the later number": asked(
        SCRIPT.replace("REF*XZ*7654321", "REF*XZ*7654321\nREF*X1*7654321"),
        example(LATER, "REF X1 is of version 8030 alone"),
        "2200D REF01 bad_code",
    ),
    "by the house's trace": asked(
        HOSPITAL + MEMBER + "TRN*1*ACC8-1\nREF*D9*HOUSE0001\nAMT*T3*75\nDTP*472*D8*20261101\n",
        example(LATER, "REF D9 with the number that an intermediary gave the claim"),
    ),
    "the later mark of its use": asked(
        ONE.replace("*1425\n", "*1425*P5\n"),
        example("008030x329 (example 5)", "BHT06 P5 is of version 8030 alone"),
        "ST BHT06 not_used",
    ),
    "a dependent by group and span": asked(
        HOSPITAL + SPAN,
        f"{OPTUM}: DMG of the subscriber too, REF 6P, DTP RD8",
    ),
    "a dependent's level that counts its children": asked(
        HOSPITAL + SPAN.replace("HL*5*4*23", "HL*5*4*23*0"),
        f"{OPTUM}: sends HL04 0 at the dependent, which the readings of the guide leave out",
        "2000E HL04 not_used",
    ),
    "a provider without NPI": asked(
        ONE.replace("XX*1234567893", "SV*77001"),
        interpretation(1289, "a provider that no NPI is given to is named by SV or FI in NM108"),
    ),
    "a provider by tax number": asked(
        ONE.replace("XX*1234567893", "FI*123456789"),
        interpretation(1289, "FI names the provider by the tax number"),
    ),
    "the claim's original number": asked(
        ONE.replace("REF*EJ*ACC8-1", "REF*F8*P77"),
        f"{MILLIN}: lists REF F8, where the 276 names the payer's claim number by 1K",
        "2200D REF01 other_code",
    ),
    "by trace alone": asked(
        HOSPITAL + MEMBER + "TRN*1*ACC8-1\nDTP*472*D8*20261101\n",
        unfound("a claim by its trace and date alone, all else situational"),
    ),
}
