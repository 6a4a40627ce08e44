"""Answers to services reviews (278): shapes of X12's samples and answers, and of a payer's companion guide."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "278 response 005010X217"
answered = filer(kind="278", group="HI", version="005010X217")

REVIEWER = """
BHT*0007*11*A12345*20261124*1430
HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****46*789312
"""
REQUESTER = REVIEWER + "HL*2*1*21*1\nNM1*1P*1*HART*ANN****46*111223333\n"
MEMBER = REQUESTER + "HL*3*2*22*1\nNM1*IL*1*DOE*JANE****MI*W1\n"
REFERRAL = (
    MEMBER.replace("*1430\n", "*1430*18\n")
    + """HL*4*3*EV*0
TRN*2*111099*9012345678
UM*SC*I*3*11:B
HCR*A1*AUTH0001
DTP*AAH*RD8*20261201-20270228
HI*BF:41090:D8:20261101
HSD*VS*1
NM1*SJ*1*BELL*KIM****46*444556666
PER*IC**TE*2085550102
PRV*PE*PXC*207RC0000X
"""
)
ADMISSION = (
    MEMBER.replace("*1430\n", "*1430*18\n")
    + """HL*4*3*EV*1
TRN*2*111100*9012345678
UM*AR*I*2*21:B
HCR*A6*AUTH0002
DTP*435*D8*20261201
HI*BF:41090
HSD*DY*5
CL1*2
NM1*71*1*BELL*KIM****46*444556666
NM1*FA*2*OAK HOSPITAL*****24*123456789
HL*5*4*SS*0
UM*HS*I*2*21:B
HCR*A1*AUTH0002
DTP*472*D8*20261202
SV2**HC:33510
"""
)
PENDED = (
    MEMBER.replace("*1430\n", "*1430*19\n")
    + """HL*4*3*EV*0
TRN*2*111102*9012345678
UM*AR*I*A4*21:B**03
HCR*A4**0U
REF*NT*REF0003
DTP*435*D8*20261124
PWK*AS*VO
NM1*FA*2*OAK HOSPITAL*****24*123456789
"""
)
RESERVED = (
    MEMBER.replace("*1430\n", "*1430*RU\n")
    + "HL*4*3*EV*1\nTRN*2*111104*9012345678\nUM*IN*I*3*11:B\nHCR*A1*AUTH0004\n"
    + "NM1*SJ*1*BELL*KIM****46*444556666\nHL*5*4*SS*0\nHCR*A1*AUTH0004\nSV1*HC:99213\nHSD*****29*2\n"
)
NO_MEMBER = REQUESTER + "HL*3*2*22*0\nNM1*IL*1*DOE*JANE****MI*W1\n"
CHILD = (
    REQUESTER
    + "HL*3*2*22*1\nNM1*IL*1*DOE*JANE****MI*W1\nHL*4*3*23*0\nNM1*QC*1*DOE*ROBIN\n{}DMG*D8*20150304*M\nINS*N*19\n"
)
UHC = "278 companion guide 9.0, UnitedHealthcare, 28 September 2018"
EVENT = MEMBER + "HL*4*3*EV*{}\nTRN*2*111099*9012345678\n{}UM*SC*I*3*11:B\n{}"

SHAPES = {
    "a referral certified": answered(
        REFERRAL,
        example("005010x217 (1b referral)", "BHT06 18, TRN 2 echoed, HCR A1 with number, the period in DTP AAH"),
    ),
    "a referral with a decision of the service alone": answered(
        REFERRAL.replace("HCR*A1*AUTH0001", "HCR*A9*AUTH0001"),
        example("005010x217 (1b referral)", "HCR01 is one of the decisions A1 to A6, C, CT and NA"),
        "2000E HCR01 bad_code",
    ),
    "an admission certified for fewer days": answered(
        ADMISSION, example("005010x217 (2b admission)", "HCR A6 of the event with five days, A1 of its service")
    ),
    "a service that is certified in part": answered(
        ADMISSION.replace("HCR*A1*AUTH0002", "HCR*A2*AUTH0002"),
        example("005010x217 (2b admission)", "A2 is a decision on an event, a service has A6"),
        "2000F HCR01 other_code",
    ),
    "an emergency pended for papers": answered(
        PENDED, example("005010x217 (emergency)", "BHT06 19, HCR A4 with reason 0U, REF NT, PWK AS by voice")
    ),
    "papers in a way that is not offered": answered(
        PENDED.replace("PWK*AS*VO", "PWK*AS*AA"),
        example("005010x217 (emergency)", "PWK02 of an answer says how papers shall come"),
        "2000E PWK02 other_code",
    ),
    "visits that remain": answered(
        RESERVED, example("005010x217 (6b reservation)", "BHT06 RU, HSD of the service with period 29 and what remains")
    ),
    "the reviewer cannot answer": answered(
        REVIEWER.replace("HL*1**20*1\n", "HL*1**20*0\nAAA*Y**42*Y\n"),
        interpretation(2445, "AAA 42 at 2000A may stand alone, without the levels below"),
    ),
    "input refused for its service": answered(
        EVENT.format(1, "", "HCR*A4\n") + "HL*5*4*SS*0\nAAA*N**33*C\nSV1*HC:99213\n",
        interpretation(2477, "AAA 33 at the event or at the service whose input is wrong"),
    ),
    "not certified, in words": answered(
        EVENT.format(0, "", "HCR*A3**25\nMSG*THE SERVICE IS NOT COVERED\n"),
        interpretation(2477, "HCR A3 with reason 25, and MSG"),
    ),
    "the reviewer's system is down": answered(
        REVIEWER.replace("HL*1**20*1", "HL*1**20*0") + "AAA*N**42*Y\n",
        f"{UHC}: 42 with Y at 2010A, sent again without doing",
    ),
    "too many levels asked": answered(
        REVIEWER.replace("HL*1**20*1\n", "HL*1**20*0\nAAA*N**41*N\n"), f"{UHC}: 41 with N at 2000A"
    ),
    "the requester is not known": answered(
        REQUESTER.replace("21*1", "21*0") + "AAA*N**44*C\n", f"{UHC}: 44 with C at 2010B"
    ),
    "the requester is not known, follow-up of no kind": answered(
        REQUESTER.replace("21*1", "21*0") + "AAA*N**79*Y\n",
        f"{UHC}: 79 goes with N, a requester's refusal never with Y",
        "2010B AAA04 other_code",
    ),
    "the patient is not found": answered(
        NO_MEMBER + "AAA*N**67*N\nAAA*N**68*C\n", f"{UHC}: 67 with N and 68 with C at 2010C"
    ),
    "the patient is not found, without code": answered(
        NO_MEMBER + "AAA*N\n",
        f"{UHC}: AAA03 says why; the readings differ on whether it must stand, so it is not demanded",
    ),
    "the child is not covered": answered(CHILD.format("AAA*N**95*N\n"), f"{UHC}: 95 with N at 2010D"),
    "the child's refusal stands behind its birth date": answered(
        CHILD.format("").replace("M\nINS", "M\nAAA*N**68*C\nINS"),
        f"{UHC}: AAA of 2010D stands ahead of DMG",
        "2010D AAA late_segment",
    ),
    "a provider of the event is not known": answered(
        EVENT.format(0, "AAA*N**33*C\n", "MSG*THE PROVIDER IS NOT ON FILE\n")
        + "NM1*SJ*1*BELL*KIM****XX*1245319599\nAAA*N**44*C\n",
        f"{UHC}: 33 and 44 with C at 2010EA, MSG says why",
    ),
    "a provider of the service is not known": answered(
        EVENT.format(1, "", "HCR*A4\n")
        + "HL*5*4*SS*0\nSV1*HC:99213\nNM1*SJ*1*BELL*KIM****XX*1245319599\nAAA*N**46*C\nAAA*N**47*C\n",
        f"{UHC}: 15, 33, 43, 44, 46 and 47 with C at 2010FA",
    ),
}
