"""Services reviews (278), asked and answered as practices and reviewers do; knowledge of the trade, all invented."""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import check, join

TOP = """HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*1*HART*ANN****XX*1245319599
"""
ASK_TOP = "BHT*0007*13*REVIEW1*20261124*0930\n" + TOP
TELL_TOP = "BHT*0007*11*REVIEW1*20261124*0931\n" + TOP
MEMBER = "HL*3*2*22*1\nNM1*IL*1*DOE*JANE****MI*W1\nDMG*D8*19800229*F\n"
INPATIENT = (
    ASK_TOP
    + MEMBER
    + """HL*4*3*EV*1
TRN*1*T1*9OFFICE001
UM*AR*I*2*21:B**03***Y
DTP*435*D8*20261201
DTP*096*D8*20261204
HI*ABK:K3580*ABF:I10
HSD*DY*3
CL1*1*1
NM1*FA*2*OAK HOSPITAL*****XX*1234567893
N3*1 BAY ST
N4*BOISE*ID*83702
HL*5*4*SS*0
DTP*472*D8*20261201
SV2**HC:44970**UN*1
"""
)
OUTPATIENT = (
    ASK_TOP
    + MEMBER
    + """HL*4*3*EV*1
UM*HS*I*4*22:B*****Y
DTP*AAH*RD8*20261201-20261215
HI*ABK:M545
NM1*SJ*2*OAK IMAGING*****XX*1234567893
PER*IC*DESK*TE*2085550100*FX*2085550101
HL*5*4*SS*0
TRN*1*T5*9OFFICE001
SV1*HC:72148**UN*1***1
NM1*DK*1*HART*ANN****XX*1245319599
"""
)
REFERRAL = (
    ASK_TOP
    + MEMBER
    + """HL*4*3*EV*0
UM*SC*I*3*11:B*****Y
DTP*AAH*RD8*20261201-20270228
HI*ABK:L400
HSD*VS*4
NM1*SJ*1*BELL*KIM****XX*1234567893
PRV*PE*PXC*207N00000X
"""
)
THERAPY = (
    ASK_TOP
    + MEMBER
    + """HL*4*3*EV*1
UM*HS*I*PT*11:B*****Y
HI*ABK:M545
NM1*SJ*2*OAK THERAPY*****XX*1234567893
HL*5*4*SS*0
DTP*472*RD8*20261201-20270115
SV1*HC:97110:GP**UN*2***1
HSD*VS*2*WK**35*6
"""
)
RENEWED = REFERRAL.replace("UM*SC*I*3", "UM*SC*R*3").replace("DTP*AAH", "REF*BB*AUTH1\nDTP*AAH")
WITHDRAWN = RENEWED.replace("BHT*0007*13", "BHT*0007*01").replace("UM*SC*R*3", "UM*SC*3*3")
CHILD = (
    ASK_TOP
    + """HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*4*3*23*1
NM1*QC*1*DOE*ROBIN
DMG*D8*20150304*M
INS*N*19
HL*5*4*EV*1
UM*HS*I*1*11:B*****Y
HI*ABK:J0300
PWK*OB*EL***AC*DOC1
MSG*FOUR TIMES THIS YEAR
HL*6*5*SS*0
SV1*HC:42825**UN*1
"""
)
TEETH = (
    ASK_TOP
    + MEMBER
    + """HL*4*3*EV*1
UM*HS*I*35*11:B*****Y
HL*5*4*SS*0
DTP*472*D8*20261201
SV3*AD:D2750*1100****1
TOO*JP*14
"""
)
ASKED = {
    "an admission": INPATIENT,
    "a picture of the back": OUTPATIENT,
    "a referral": REFERRAL,
    "twice a week for six weeks": THERAPY,
    "a referral that is renewed": RENEWED,
    "a referral that is withdrawn": WITHDRAWN,
    "a child, with a document": CHILD,
    "a crown": TEETH,
}
CERTIFIED = (
    TELL_TOP
    + MEMBER
    + """HL*4*3*EV*1
TRN*2*T1*9OFFICE001
TRN*1*H55*9HARBOR001
UM*AR*I*2*21:B**03
HCR*A1*AUTH1
DTP*102*D8*20261124
DTP*007*RD8*20261201-20261204
HSD*DY*3
NM1*FA*2*OAK HOSPITAL*****XX*1234567893
HL*5*4*SS*0
HCR*A1*AUTH1
SV2**HC:44970**UN*1
"""
)
DENIED = (
    TELL_TOP
    + MEMBER
    + """HL*4*3*EV*0
TRN*2*T1*9OFFICE001
UM*HS*I*4*22:B
HCR*A3**0V
REF*NT*REF77
MSG*A LETTER FOLLOWS
NM1*L5*2*APPEALS
N3*1 HARBOR WAY
N4*BOISE*ID*83702
PER*IC*APPEALS DESK*TE*8005550101
"""
)
PENDED = (
    TELL_TOP
    + MEMBER
    + """HL*4*3*EV*0
TRN*2*T1*9OFFICE001
UM*HS*I*4*22:B
HCR*A4**0U
REF*NT*REF78
HI*LOI:18842-5
"""
)
PARTLY = (
    TELL_TOP
    + MEMBER
    + """HL*4*3*EV*1
UM*HS*I*PT*11:B
HCR*A2*AUTH2
HL*5*4*SS*0
HCR*A6*AUTH2
DTP*472*RD8*20261201-20270115
SV1*HC:97110:GP**UN*2
HSD*VS*1*WK**35*6
HL*6*4*SS*0
HCR*A3**0V
SV1*HC:97140**UN*1
"""
)
NOT_NEEDED = TELL_TOP + MEMBER + "HL*4*3*EV*0\nUM*SC*I*3*11:B\nHCR*NA\n"
CALL_US = TELL_TOP + MEMBER + "HL*4*3*EV*0\nUM*SC*I*3*11:B\nHCR*CT\n"
NO_REVIEWER = """BHT*0007*11*REVIEW1*20261124*0931
HL*1**20*0
AAA*Y**42*P
NM1*X3*2*HARBOR MUTUAL*****PI*12345
"""
NO_REQUESTER = """BHT*0007*11*REVIEW1*20261124*0931
HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*0
NM1*1P*1*HART*ANN****XX*1245319599
AAA*N**51*C
"""
NO_MEMBER = TELL_TOP + "HL*3*2*22*0\nNM1*IL*1*DOE*JANE****MI*W1\nAAA*N**72*C\nAAA*N**58*C\n"
NO_DATE = TELL_TOP + MEMBER + "HL*4*3*EV*0\nTRN*2*T1*9OFFICE001\nAAA*N**57*C\nUM*HS*I*4*22:B\n"
TOLD = {
    "certified": CERTIFIED,
    "denied, with whom to ask": DENIED,
    "pended, with what is asked for": PENDED,
    "changed and denied by service": PARTLY,
    "no review needed": NOT_NEEDED,
    "call the reviewer": CALL_US,
    "the reviewer cannot answer": NO_REVIEWER,
    "the requester is not known": NO_REQUESTER,
    "the member is not found": NO_MEMBER,
    "a date is wrong": NO_DATE,
}
OF_ASKED: list[Row] = [
    ("BHT*", "BHT*0007*11*REVIEW1*20261124*0930", "2000E UM09 not_used"),
    ("HL*1", "HL*1**20*0", "2000A HL04 other_code"),
    ("HL*3", "HL*3*2*22*0", "2000C HL04 other_code"),
    ("HL*4", "HL*4*3*SS*0", "2000E HL03 other_code; 2000E HL04 level_child"),
    ("UM*AR", "UM*AR*I*2*21:A1**03***Y", "2000E UM04-2 bad_code"),
    ("UM*AR", "UM*AR*I*2*21:B**03", ""),
    ("UM*AR", "UM*AR*X*2*21:B**03***Y", "2000E UM02 bad_code"),
    ("DTP*435", "DTP*435*D8*20261232", "2000E DTP03 bad_format"),
    ("HSD*DY", "HSD*DY*THREE", "2000E HSD02 not_a_number"),
    ("NM1*FA", "NM1*85*2*OAK HOSPITAL*****XX*1234567893", "2010EA NM101 other_code"),
    ("NM1*FA", "NM1*FA*2*OAK HOSPITAL*****XX", "2010EA NM109 missing_by_note"),
    ("HL*5", "HL*5*3*SS*0", "2000F HL02 level_parent"),
    ("HL*5", "HL*5*4*SS*1", "2000F HL04 other_code"),
    ("SV2*", "SV2**XX:44970**UN*1", "2000F SV202-1 [off_list]"),
]
OF_TOLD: list[Row] = [
    ("TRN*2", "TRN*3*T1*9OFFICE001", "2000E TRN01 other_code"),
    ("HCR*A1", "HCR*A9*AUTH1", "2000E HCR01 bad_code"),
    ("HCR*A1", "HCR**AUTH1", "2000E HCR01 missing"),
    ("HCR*A1", "HCR*A1*AUTH1**X", "2000E HCR04 bad_code"),
    ("DTP*102", "DTP*102*D8*20261324", "2000E DTP03 bad_format"),
    ("DTP*007", "DTP*007*RD8*20261201", "2000E DTP03 bad_format"),
    ("UM*AR", "", "2000E UM missing_segment"),
    ("UM*AR", "UM*AR*I*2*21:B**03***Y", "2000E UM09 not_used"),
]
CHANGES = [*((INPATIENT, *row) for row in OF_ASKED), *((CERTIFIED, *row) for row in OF_TOLD)]


def review(body: str) -> list[str]:
    """The file of a review."""
    return wrapped(body, kind="278", group="HI", version="005010X217")


@pytest.mark.parametrize("what", ASKED)
def test_a_request_for_a_review_of_the_trade_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(review(ASKED[what]))).findings] == []


@pytest.mark.parametrize("what", TOLD)
def test_an_answer_of_a_reviewer_of_the_trade_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(review(TOLD[what]))).findings] == []


@pytest.mark.parametrize(("body", "old", "new", "expected"), CHANGES, ids=[row[2] or row[1] for row in CHANGES])
def test_a_wrong_word_of_a_review_is_told(body: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(join(turned(review(body), old, new))).findings)) == expected
