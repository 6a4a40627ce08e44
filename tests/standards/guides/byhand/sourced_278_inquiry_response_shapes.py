"""Answers to inquiries into reviews (278). No public sample was found: most shapes stand here without a source."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import filer, interpretation, unfound

GUIDE = "278 inquiry response 005010X215"
answered = filer(kind="278", group="HI", version="005010X215")

HEAD = """
BHT*0007*11*ASK1*20261124*0942
HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
"""
MEMBER = HEAD + "HL*3*2*22*{}\nNM1*IL*1*DOE*JANE****MI*W1\n{}"
FOUND = MEMBER.format(1, "DMG*D8*19800102*F\n")
ONE = (
    FOUND
    + """HL*4*3*EV*1
TRN*2*ASK1*9012345678
UM*AR*I*2*21:B
HCR*A1*AUTH0001
REF*NT*REF0001
DTP*007*RD8*20261201-20261231
HI*ABK:K3580
NM1*FA*2*OAK HOSPITAL*****XX*1245319599
HL*5*4*SS*0
HCR*A1*AUTH0001
DTP*472*D8*20261201
SV2**HC:44970
"""
)
TWO = FOUND + "HL*4*3*EV*0\nUM*SC*I*3\nHCR*A4\nHL*5*3*EV*0\nUM*HS*I*12\nHCR*A3**25\nMSG*NOT COVERED\n"
CHILD = (
    MEMBER.format(1, "")
    + "HL*4*3*23*1\nNM1*QC*1*DOE*ROBIN\nDMG*D8*20150304*M\nHL*5*4*EV*0\nUM*HS*I*1\nHCR*C*AUTH0009\n"
)
LEVELS = "278 X215 Health Care Services Review Inquiry Response, Stedi, stedi.com/edi/hipaa"

SHAPES = {
    "one review with its service": answered(
        ONE, unfound("an event as in the response of X217, with trace, decision, service")
    ),
    "two reviews of a member": answered(TWO, unfound("two events beneath one subscriber, each with its decision")),
    "a child's review was cancelled": answered(CHILD, unfound("an event beneath the dependent, HCR C")),
    "a decision of no kind": answered(
        TWO.replace("HCR*A4", "HCR*A9"), unfound("HCR01 as in the response of X217"), "2000E HCR01 bad_code"
    ),
    "the answer's purpose is the inquiry's": answered(
        TWO.replace("BHT*0007*11", "BHT*0007*13"),
        unfound(
            "an answer is known by BHT02 08 or 11; by 13 it is read as an inquiry, whose event may hold a decision"
        ),
        "ST BHT02 [off_list]",
    ),
    "nothing was found": answered(
        MEMBER.format(0, "AAA*N**75*C\n").replace("BHT*0007*11", "BHT*0007*08"),
        unfound("AAA 75 at the subscriber, no event"),
    ),
    "the member is refused at its level": answered(
        MEMBER.format(0, "").replace("NM1*IL", "AAA*N**72*C\nNM1*IL"), unfound("AAA ahead of the name at the level")
    ),
    "the requester may not ask": answered(
        HEAD.replace("21*1", "21*0") + "AAA*N**51*C\n", unfound("AAA 51 at the requester, no level below")
    ),
    "the reviewer cannot answer": answered(
        "\nBHT*0007*11*ASK1*20261124*0942\nHL*1**20*0\nAAA*Y**42*Y\nNM1*X3*2*HARBOR MUTUAL*****PI*12345\n",
        interpretation(2445, "AAA 42 of the response (X217) at 2000A alone"),
    ),
    "input refused at its event": answered(
        FOUND + "HL*4*3*EV*0\nAAA*N**33*C\n", interpretation(2477, "AAA 33 of the response (X217) at the event")
    ),
    "a reviewer who is not named": answered(
        ONE.replace("NM1*X3*2*HARBOR MUTUAL*****PI*12345\n", ""),
        f"{LEVELS}: the reviewer is named at 2010A",
        "2010A NM1 missing_loop",
    ),
}
