"""Eligibility inquiries (270) whose shapes stand in X12's samples and answers, or in what clearinghouses publish."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "270 005010X279A1"
asked = filer(kind="270", group="HS", version="005010X279A1")

HEAD = """
BHT*0022*13*ASK1*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
"""
CLINIC = HEAD + "NM1*1P*2*OAK CLINIC*****SV*2000035\n"
OFFICE = HEAD + "NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\n"
SUBSCRIBER = "HL*3*2*22*0\nTRN*1*93175-12547*9OAK000001\n"
JANE = "NM1*IL*1*DOE*JANE****MI*W1\nDMG*D8*19800102\n"
NO_ID = SUBSCRIBER + "NM1*IL*1*DOE*JANE\n"
CHILD = """HL*3*2*22*1
NM1*IL*1******MI*W1
HL*4*3*23*0
TRN*1*93175-12548*9OAK000001
NM1*03*1*DOE*ROBIN
DMG*D8*20150304
DTP*291*D8*20261124
"""
OPTUM = "Sample of a 270, Optum, developers.changehealthcare.com"
REAL_TIME = "The 270 in detail, Healthcare Ideas and Tips, healthcareideasandtips.blogspot.com"
FIRST = "005010x279 (example 1a)"
SECOND = "005010x279 (example 2a)"

SHAPES = {
    "a clinic asks of a subscriber": asked(
        CLINIC + SUBSCRIBER + JANE + "DTP*291*D8*20261124\nEQ*30\n",
        example(FIRST, "receiver by the payer's own number (SV); number, name and birth date; EQ 30"),
    ),
    "a physician asks of a dependent": asked(
        HEAD + "NM1*1P*1*HART*ANN****SV*0202034\n" + CHILD + "EQ*30\n",
        example(SECOND, "2100C holds the member number alone, the trace stands at the dependent"),
    ),
    "a dependent without an inquiry": asked(
        HEAD + "NM1*1P*1*HART*ANN****SV*0202034\n" + CHILD,
        example(SECOND, "the dependent is the one asked about and carries the EQ"),
        "2110D EQ missing_loop",
    ),
    "a subscriber without number": asked(
        OFFICE + NO_ID + "DMG*D8*19800102*F\nEQ*30\n",
        interpretation(1103, "a search by fewer than the four items is an alternate search and may be sent"),
    ),
    "name and birth date alone": asked(
        OFFICE + NO_ID + "DMG*D8*19800102\nDTP*291*D8*20261124\nEQ*30\n",
        interpretation(1913, "name with birth date is a search that a source may refuse with AAA, not a fault"),
    ),
    "a state number beside the NPI": asked(
        OFFICE + "REF*1D*77001\n" + SUBSCRIBER + JANE + "EQ*30\n",
        interpretation(2496, "REF in 2100B may be sent beside the NPI"),
    ),
    "separators at the end": asked(
        OFFICE + SUBSCRIBER + "NM1*IL*1*DOE*JANE****MI*W1\nDMG*D8*19800102**\nEQ*30\n",
        interpretation(1498, "separators of empty elements at the end must be left out"),
        "2100C DMG04 [trailing_separators]",
    ),
    "admitting provider and a span of dates": asked(
        HEAD
        + """NM1*1P*2*OAK HOSPITAL*****XX*1234567893
PRV*AD*PXC*282N00000X
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
REF*SY*987654320
REF*HJ*CARD7
DMG*D8*19800102*F
HL*4*3*23*0
TRN*1*T7*9HARBOR001
NM1*03*1*DOE*ROBIN
REF*6P*GROUP9
DMG*D8*20150304*M
DTP*291*RD8*20261101-20261130
EQ*98
""",
        f"{OPTUM}: PRV AD, REF SY and HJ of the subscriber, REF 6P of the dependent, DTP RD8, EQ 98",
    ),
    "an inquiry taken back": asked(
        OFFICE.replace("BHT*0022*13", "BHT*0022*01") + SUBSCRIBER + JANE + "EQ*30\n",
        f"{REAL_TIME}: BHT02 01 takes an inquiry back",
    ),
    "spend down in real time": asked(
        OFFICE.replace("*0930", "*0930*RT") + SUBSCRIBER + JANE + "EQ*30\nAMT*R*37.5\nAMT*PB*74.25\n",
        f"{REAL_TIME}: BHT06 RT marks a spend-down; the amounts of R and PB are ours",
    ),
    "spend down with a code of the 278": asked(
        OFFICE.replace("*0930", "*0930*RU") + SUBSCRIBER + JANE + "EQ*30\n",
        f"{REAL_TIME}: names BHT06 RU beside RT, which the 270 does not hold",
        "ST BHT06 other_code",
    ),
    "asked of twice": asked(
        OFFICE + NO_ID.replace("22*0", "22*1") + "EQ*30\nHL*4*3*23*0\nNM1*03*1*DOE*ROBIN\nEQ*30\n",
        interpretation(1716, "several patients may be asked about, each at its own level with its own EQ"),
    ),
}
