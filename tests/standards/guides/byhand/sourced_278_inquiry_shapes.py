"""Inquiries into reviews (278) whose shapes stand in public programs that ask payers, or in Stedi's listing."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import filer

GUIDE = "278 inquiry 005010X215"
asked = filer(kind="278", group="HI", version="005010X215")

HEAD = """
BHT*0007*28*ASK1*20261124*0940
HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
"""
CHILD = (
    HEAD
    + """DMG*D8*19800102
HL*4*3*23*1
NM1*QC*1*DOE*ROBIN
DMG*D8*20150304
HL*5*4*EV*0
UM*AR*I*18*12:B
REF*NT*REF0001
DTP*AAH*RD8*20261101-20261130
NM1*SJ*1*BELL*KIM****XX*1245319599
"""
)
BY_NUMBER = HEAD + "DMG*D8*19800102*F\nHL*4*3*EV*0\nREF*BB*AUTH0001\nNM1*SJ*2*OAK HOSPITAL*****XX*1245319599\n"
BY_PERSON = HEAD + "DMG*D8*19800102*F\nHL*4*3*EV*0\nDTP*AAH*D8*20261201\nNM1*SJ*2*OAK HOSPITAL*****XX*1245319599\n"
CHILD_BY_NUMBER = (
    HEAD
    + "HL*4*3*23*1\nNM1*QC*1*DOE*TIM\nDMG*D8*20150304*M\nHL*5*4*EV*0\nREF*BB*AUTH0001\nNM1*SJ*2*OAK*****XX*1245319599\n"
)
CHILD_BY_PERSON = CHILD_BY_NUMBER.replace("REF*BB*AUTH0001\n", "")
BY_MEMBER = HEAD.replace("NM1*X3", "NM1*PR").replace("22*1\n", "22*0\nTRN*1*ASK1*9012345678\n") + "DMG*D8*19800102\n"
STATUS = "Status checker of authorizations, public C# program, github.com"
AETNA = "Inquiry builder for Aetna, public JavaFX program, github.com"
WAYSTAR = "Client of Waystar, public Python program, github.com"
STEDI = "278 X215 Health Care Services Review Inquiry, Stedi, stedi.com/edi/hipaa"

SHAPES = {
    "a child's review by the payer's number": asked(
        CHILD, f"{STATUS}: BHT02 28, REF NT, DTP AAH over days, service type 18, DMG without sex, NM1 SJ"
    ),
    "a review by its authorization": asked(
        BY_NUMBER, f"{AETNA}: the event holds REF BB and the provider, no UM; of the subscriber"
    ),
    "reviews of a day": asked(BY_PERSON, f"{AETNA}: without number, of the subscriber"),
    "a child's review by its authorization": asked(CHILD_BY_NUMBER, f"{AETNA}: with REF BB, of a dependent"),
    "a child's reviews": asked(CHILD_BY_PERSON, f"{AETNA}: without number, of a dependent"),
    "an event that tells of levels below": asked(
        BY_NUMBER.replace("EV*0", "EV*1"),
        f"{AETNA}: writes HL04 1 at the event, which has no service",
        "2000E HL04 level_child",
    ),
    "a child's event beneath the subscriber": asked(
        CHILD_BY_NUMBER.replace("HL*5*4*EV*0", "HL*4*3*EV*0"),
        f"{AETNA}: numbers a dependent's event as if no dependent stood above",
        "2000D HL04 level_child; 2000E HL01 level_number",
    ),
    "a member's reviews": asked(
        BY_MEMBER.replace("BHT*0007*28", "BHT*0007*13"),
        f"{WAYSTAR}: BHT02 13, payer PR, trace at the subscriber, no event",
        "ST BHT02 [off_list]",
    ),
    "a member's reviews by the inquiry's code": asked(
        BY_MEMBER, f"{WAYSTAR}: the same levels; BHT02 is the inquiry's own, 28"
    ),
    "a requester of no kind": asked(
        BY_NUMBER.replace("NM1*1P*2", "NM1*85*2"),
        f"{AETNA}: the requester is NM1 1P",
        "2010B NM101 other_code",
    ),
    "no requester": asked(
        BY_NUMBER.replace("NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\n", ""),
        f"{STEDI}: the requester is named at 2010B",
        "2010B NM1 missing_loop",
    ),
}
