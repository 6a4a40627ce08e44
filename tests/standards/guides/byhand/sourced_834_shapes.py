"""Enrollment files (834) whose shapes stand in X12's samples and answers, or in what exchanges and Stedi publish."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "834 005010X220A1"
enrolled = filer(kind="834", group="BE", version="005010X220A1")

PARTIES = "N1*P5**FI*123456789\nN1*IN**FI*234567891\n"
HEAD = "BGN*00*12456*20261124*1200*UT***2\n" + PARTIES
LATER = "BGN*00*12457*20261124*1200*CS***2\nREF*38*MASTER1\n" + PARTIES
IDS = "REF*0F*W1\nREF*1L*G1\n"
JANE = "NM1*IL*1*DOE*JANE*P***34*123456789\n"
HOME = "N3*1 MAIN ST\nN4*BOISE*ID*83702\nDMG*D8*19800816*F\n"
PRODUCTS = (
    HEAD
    + "INS*Y*18*021*20*A***FT\n"
    + IDS
    + "DTP*356*D8*20270101\n"
    + JANE
    + "PER*IP**HP*2085550100*WP*2085550101\n"
    + HOME
    + """HD*021**HLT
DTP*348*D8*20270101
COB*P*POLICY8*5
HD*021**DEN
DTP*348*D8*20270101
HD*021**VIS
DTP*348*D8*20270101
"""
)
STUDENT = (
    HEAD
    + "INS*N*19*021*28*A****F\n"
    + IDS
    + """DTP*351*D8*20300531
NM1*IL*1*DOE*ALEX****34*123456780
DMG*D8*20070505*M
NM1*M8*2*STATE COLLEGE
HD*021**HLT
DTP*348*D8*20270101
"""
)
MANAGED = (
    HEAD
    + "INS*Y*18*021*20*A***FT\n"
    + IDS
    + "DTP*356*D8*20270101\n"
    + JANE
    + HOME
    + "HD*021**HMO\nDTP*348*D8*20270101\nLX*01\nNM1*P3*1*HART*ANN****SV*77001*25\n"
)
ADDED = LATER + "INS*Y*18*001*22*A***FT\n" + IDS + JANE.replace("*34*", "*ZZ*") + "HD*021**DEN\nDTP*348*D8*20270101\n"
CHANGED = LATER + "INS*Y*18*001*25*A***FT\n" + IDS + JANE + "DMG*D8*19800816*F\nNM1*70*1*DOE*JAYNE\nDMG*D8*19800818*F\n"
CHILD_ENDS = (
    LATER + "INS*N*19*024*07*A\n" + IDS + "DTP*357*D8*20261231\nNM1*IL*1*DOE*ALEX****34*123456780\nDMG*D8*20070505*M\n"
)
ENDED = LATER + "INS*Y*18*024*08*A***TE\n" + IDS + "DTP*357*D8*20261231\n" + JANE
RETURNED = LATER + "INS*Y*18*025*20*A***FT\n" + IDS + "DTP*303*D8*20261201\n" + JANE + HOME
PLAN_RETURNED = (
    LATER + "INS*Y*18*025**A***FT\n" + IDS + "DTP*303*D8*20261201\n" + JANE + "HD*025**DEN\nDTP*348*D8*20261201\n"
)
FFE = "Federally facilitated marketplace 834, CMS by way of Stedi's EDI reference, stedi.com/edi/hipaa"
REPORTED = (
    PRODUCTS
    + """LS*2700
LX*1
N1*75*PRE AMT 1
REF*9X*512.5
DTP*007*D8*20270101
LX*2
N1*75*SOURCE EXCHANGE ID
REF*17*COOP
LE*2700
"""
)

SHAPES = {
    "three products and another insurer": enrolled(
        PRODUCTS,
        example(
            "005010x220 (multiple products)", "health with COB, dental and vision; sponsor and payer by number alone"
        ),
    ),
    "another insurer without word on its coordination": enrolled(
        PRODUCTS.replace("COB*P*POLICY8*5", "COB*P*POLICY8"),
        example("005010x220 (multiple products)", "COB03 says whether benefits are coordinated"),
        "2320 COB03 missing",
    ),
    "a dependent at college": enrolled(
        STUDENT,
        example("005010x220 (dependent student)", "INS 19 with reason 28 and student F, DTP 351, the school in NM1 M8"),
    ),
    "a school without name": enrolled(
        STUDENT.replace("NM1*M8*2*STATE COLLEGE", "NM1*M8*2"),
        example("005010x220 (dependent student)", "NM1 M8 names the school"),
        "2100E NM103 missing",
    ),
    "a managed plan with doctor": enrolled(
        MANAGED,
        example(
            "005010x220 (managed care)",
            "HMO with LX 01 and NM1 P3 by the payer's number, NM110 25: known to the doctor",
        ),
    ),
    "a doctor without number of the loop": enrolled(
        MANAGED.replace("LX*01\n", ""),
        example("005010x220 (managed care)", "LX stands ahead of the provider of a coverage"),
        "2310 LX missing_segment",
    ),
    "a product is added": enrolled(
        ADDED,
        example("005010x220 (add coverage)", "INS 001 with reason 22, NM108 ZZ, HD 021 of the new product"),
    ),
    "what a member was called": enrolled(
        CHANGED,
        example("005010x220 (change)", "INS 001 25; NM1 IL and DMG as they are, NM1 70 and DMG as they were"),
    ),
    "a dependent's coverage ends": enrolled(
        CHILD_ENDS,
        example("005010x220 (cancel dependent)", "INS 024 with reason 07 and DTP 357, no HD"),
    ),
    "an employee leaves": enrolled(
        ENDED,
        example("005010x220 (terminate employee)", "INS 024 08 with employment TE, DTP 357"),
    ),
    "an end that is no day": enrolled(
        ENDED.replace("DTP*357*D8*20261231", "DTP*357*D8*20261131"),
        example("005010x220 (terminate employee)", "DTP 357 holds the last day"),
        "2000 DTP03 bad_format",
    ),
    "an employee returns": enrolled(
        RETURNED,
        example("005010x220 (reinstate employee)", "INS 025 20 with DTP 303, no HD: all that was comes back"),
    ),
    "one plan returns": enrolled(
        PLAN_RETURNED,
        example("005010x220 (reinstate at HD)", "INS 025 without reason, HD 025 of the one plan"),
    ),
    "a plan returns without day": enrolled(
        PLAN_RETURNED.replace("DTP*348*D8*20261201\n", ""),
        f"{FFE}: HD needs its DTP",
        "2300 DTP missing_segment",
    ),
    "Medicare without word on other insurers": enrolled(
        RETURNED.replace("REF*1L*G1\n", "REF*1L*G1\nREF*F6*1EG4TE5MK73\n"),
        interpretation(1365, "REF F6 may stand where no COB does"),
    ),
    "a change whose reason is an audit": enrolled(
        LATER + "INS*Y*18*030*XN*A***FT\n" + IDS + JANE + HOME + "HD*030**HLT\nDTP*348*D8*20270101\n",
        interpretation(1931, "INS04 XN, no change, goes with INS03 030 of an audit"),
    ),
    "coverage kept after leaving": enrolled(
        LATER + "INS*Y*18*001*08*C**1*TE\n" + IDS + JANE + "HD*001**HLT\nDTP*348*D8*20270101\n",
        interpretation(1931, "INS05 C of COBRA, with the event in INS07"),
    ),
    "coverage kept for a reason off the list": enrolled(
        LATER + "INS*Y*18*001*08*C**11*TE\n" + IDS + JANE + "HD*001**HLT\nDTP*348*D8*20270101\n",
        interpretation(1931, "the event of COBRA stands in INS07"),
        "2000 INS07 bad_code",
    ),
    "what an exchange reports": enrolled(
        REPORTED,
        f"{FFE}: LS and LE 2700 about LX, N1 75 and REF",
    ),
    "a fact without name": enrolled(
        REPORTED.replace("N1*75*PRE AMT 1\n", ""),
        f"{FFE}: N1 75 names each fact",
        "2750 N1 missing_segment",
    ),
    "a member without subscriber number": enrolled(
        ENDED.replace("REF*0F*W1\n", ""),
        f"{FFE}: REF 0F must stand with each member",
        "2000 REF missing_segment",
    ),
}
