"""Receipts of notifications (278) whose shapes stand in X12's sample of the family or in its listing at Stedi."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation, unfound

GUIDE = "278 receipt 005010X216"
received = filer(kind="278", group="HI", version="005010X216")

HEAD = """
BHT*0007*53*NOTE1*20261124*0952
HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****46*789312
HL*2*1*21*1
NM1*FA*2*OAK HOSPITAL*****XX*1234567893
"""
MEMBER = HEAD + "HL*3*2*22*{}\n{}NM1*IL*1*DOE*JANE****MI*W1\n"
ALONE = MEMBER.format(0, "TRN*2*NOTE1*9012345678\nREF*NT*RECEIPT1\n")
SERVICE = (
    MEMBER.format(1, "")
    + """HL*4*3*EV*1
TRN*2*NOTE1*9012345678
UM*AR**2*21:B
REF*NT*RECEIPT1
HL*5*4*SS*0
TRN*2*NOTE2*9012345678
REF*NT*RECEIPT2
SV2**HC:44970
"""
)
CHILD = MEMBER.format(1, "") + "HL*4*3*23*0\nTRN*2*NOTE1*9012345678\nREF*NT*RECEIPT1\nNM1*QC*1*DOE*ROBIN\n"
UNREAD = "\nBHT*0007*53*NOTE1*20261124*0952\nHL*1**20*0\nAAA*N**42*Y\nNM1*X3*2*HARBOR MUTUAL*****46*789312\n"
SAMPLE = "008030x328 (example 4)"
STEDI = "278 X216 Health Care Services Review Acknowledgment, Stedi, stedi.com/app/guides/view/hipaa"

SHAPES = {
    "received, by the patient": received(
        ALONE, example(SAMPLE, "BHT02 53; the trace echoed and the receipt's number in REF NT at the patient")
    ),
    "received, each service": received(SERVICE, example(SAMPLE, "trace and REF NT at event and service")),
    "received, of a child": received(CHILD, example(SAMPLE, "trace and REF NT at the dependent")),
    "two numbers of one receipt": received(
        ALONE.replace("REF*NT*RECEIPT1\n", "REF*NT*RECEIPT1\nREF*NT*RECEIPT2\n"),
        example(SAMPLE, "one REF NT a level"),
        "2000C REF too_many_segments",
    ),
    "a receipt by another number": received(
        ALONE.replace("REF*NT", "REF*1K"),
        example(SAMPLE, "the receipt's number is REF NT"),
        "2000C REF01 other_code",
    ),
    "not received": received(UNREAD, f"{STEDI}: AAA at 2000A where the notification cannot be worked on"),
    "not received, why by no answer": received(
        UNREAD.replace("AAA*N**42*Y", "AAA***42*Y"), f"{STEDI}: AAA01 must stand", "2000A AAA01 missing"
    ),
    "the input is wrong": received(
        MEMBER.format(1, "") + "HL*4*3*EV*0\nTRN*2*NOTE1*9012345678\nAAA*N**33*C\n",
        interpretation(2477, "AAA 33 at the event of a notification whose input is wrong"),
    ),
    "the input of a service is wrong": received(
        SERVICE.replace("REF*NT*RECEIPT2\n", "").replace("NOTE2*9012345678\n", "NOTE2*9012345678\nAAA*N**33*C\n"),
        interpretation(2477, "AAA 33 at the service"),
    ),
    "an answer of the 278 that decides": received(
        ALONE.replace("BHT*0007*53", "BHT*0007*11"),
        unfound("BHT02 11, as in the response of X217, of a receipt"),
    ),
    "a subscriber who is not known": received(
        MEMBER.format(0, "AAA*N**72*C\n"), unfound("AAA 72 at the level of the subscriber")
    ),
}
