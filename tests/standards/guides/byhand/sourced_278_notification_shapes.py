"""Notifications (278) whose shapes stand in X12's sample of the family, in payers' guides or in public programs."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation, unfound

GUIDE = "278 notification 005010X216"
notified = filer(kind="278", group="HI", version="005010X216")

COMPLETED = """
BHT*0007*14*NOTE1*20261124*0950
HL*1**20*1
NM1*FA*2*OAK HOSPITAL*****XX*1234567893
PER*IC*ADMISSIONS*TE*2085550103
HL*2*1*21*1
NM1*X3*2*HARBOR MUTUAL*****46*789312
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800102*F
HL*4*3*EV*0
TRN*1*NOTE1*9012345678
UM*AR**2*21:B
REF*BB*AUTH0001
DTP*435*D8*20261123
HI*ABK:K3580
CL1*2
NM1*71*1*BELL*KIM****XX*1245319599
"""
ADMITTED = """
BHT*0007*CN*NOTE2*20261124*0951*RD
HL*1**20*1
NM1*FA*2*OAK HOSPITAL*****XX*1234567893
PER*IC*ADMISSIONS*TE*2085550103*FX*2085550104
HL*2*1*21*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
REF*6P*GROUP9
DMG*D8*19800102*U
HL*4*3*EV*1
UM*AR*I*2*11:A**03
DTP*435*D8*20261124
HI*ABK:K3580
CL1*1
MSG*THROUGH THE EMERGENCY ROOM
NM1*FA*2*OAK HOSPITAL*****XX*1234567893
N3*12 ELM ST
N4*BOISE*ID*83702
NM1*71*1*BELL*KIM****XX*1245319599
HL*5*4*SS*0
TRN*1*NOTE2*9012345678
UM*HS*I*2
DTP*472*D8*20261124
SV2**HC:44970
"""
CHILD = ADMITTED.replace(
    "DMG*D8*19800102*U\nHL*4*3*EV*1", "HL*4*3*23*1\nNM1*QC*1*DOE*ROBIN\nDMG*D8*20150304*M\nINS*N*19\nHL*5*4*EV*1"
).replace("HL*5*4*SS", "HL*6*5*SS")
LATER = "008030x328 (example 2)"
STEDI = "278 X216 Health Care Services Review Acknowledgment, Stedi, stedi.com/app/guides/view/hipaa"
PROGRAM = "Program that notifies UnitedHealthcare, public C# source, github.com"
COSYTE = "Sample of a 278, cosyte x12, github.com/cosyte/x12"

SHAPES = {
    "an admission that was authorized": notified(
        COMPLETED,
        example(LATER, "BHT02 14, UM without UM02, REF BB of the authorization, DTP 435 and CL1, no service"),
    ),
    "a discharge": notified(
        COMPLETED.replace("DTP*435*D8*20261123", "DTP*096*D8*20261124"), example(LATER, "DTP 096 tells of a discharge")
    ),
    "a discharge over days": notified(
        COMPLETED.replace("DTP*435*D8*20261123", "DTP*096*RD8*20261123-20261124"),
        example(LATER, "DTP 096 holds one day"),
        "2000E DTP02 other_code",
    ),
    "an admission without trace's owner": notified(
        COMPLETED.replace("TRN*1*NOTE1*9012345678", "TRN*1*NOTE1"),
        example(LATER, "TRN03 says whose trace it is"),
        "2000E TRN03 missing",
    ),
    "an admission with its surgery": notified(
        ADMITTED,
        f"{PROGRAM}: BHT02 CN and BHT06 RD, source FA with PER, receiver PR, DMG U, UM06 03, MSG, a service with trace",
    ),
    "an admission of a child": notified(CHILD, f"{STEDI}: the receipt knows a dependent's level, with trace"),
    "a child without name": notified(
        CHILD.replace("NM1*QC*1*DOE*ROBIN\n", ""),
        unfound("the dependent is named at 2010D"),
        "2010D NM1 missing_segment",
    ),
    "an admission that answers itself": notified(
        ADMITTED.replace("HI*ABK:K3580\n", "HI*ABK:K3580\nAAA*N**33*C\n"),
        interpretation(2477, "AAA 33 of a notification stands in its receipt"),
        "2000E AAA foreign_segment",
    ),
    "an admission told of by the older number": notified(
        ADMITTED.replace("BHT*0007", "BHT*0078"),
        f"{COSYTE}: prints BHT01 0078 of 004010 under 005010X216",
        "ST BHT01 bad_code",
    ),
    "a referral a state is told of": notified(
        COMPLETED.replace("UM*AR**2*21:B", "UM*SC*I*3*11:B").replace("CL1*2\n", ""),
        unfound("a notification of a referral, UM SC"),
    ),
    "an admission to no reviewer": notified(
        COMPLETED.replace("NM1*X3*2*HARBOR MUTUAL*****46*789312\n", ""),
        f"{STEDI}: source, receiver and subscriber each have a level",
        "2010B NM1 missing_loop",
    ),
}
