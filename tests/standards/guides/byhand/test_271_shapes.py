"""Answers to eligibility inquiries (271) as payers' companion guides describe them; all values are invented.

Kinds of shapes: Medicare's eligibility system, state Medicaid plans, and what the CORE rules ask of an answer (status,
deductible, copay and coinsurance by service type). From knowledge of the trade, not copied from a page.
"""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import check, join

HEAD = """
BHT*0022*11*ASK1*20261124*0931
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
"""
SUBSCRIBER = (
    HEAD
    + """HL*3*2*22*0
TRN*2*T1*9OFFICE001
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800102*F
DTP*346*D8*20260101
"""
)
SHARES = (
    SUBSCRIBER
    + """EB*1*IND*30*PR*BLUE PLAN
EB*1**1^33^35^47^48^50^86^88^98^AL^MH^UC
EB*B*IND*98**PRIMARY CARE*27*25*****Y
EB*B*IND*98**SPECIALIST*27*50*****Y
EB*B*IND*98***27*90*****N
EB*B*IND*UC***27*40*****W
EB*A*IND*48***27**.2****Y
EB*A*IND*48***27**.4****N
EB*C*IND*30***23*1500*****Y
EB*C*IND*30***29*612.44*****Y
EB*C*FAM*30***23*3000*****Y
EB*C*FAM*30***29*2112.44*****Y
EB*G*IND*30***23*5000*****Y
EB*G*IND*30***29*4112.44*****Y
"""
)
HMO = (
    SUBSCRIBER
    + """EB*1**30*HM*GOLD HMO
DTP*307*RD8*20260101-20261231
EB*L
DTP*193*D8*20260101
LS*2120
NM1*P3*1*HART*ANN*B***XX*1245319599
N3*12 ELM ST*SUITE 4
N4*BOISE*ID*83702
PER*IC*FRONT DESK*TE*2085550102*FX*2085550103
PRV*PC*PXC*207Q00000X
LE*2120
EB*B**98*HM**27*15*****Y
"""
)
MEDICARE = (
    SUBSCRIBER
    + """EB*1**30*MA
DTP*291*D8*20150301
EB*1**30*MB
DTP*291*D8*20150301
EB*C**30*MA**26*1676
DTP*291*RD8*20260101-20261231
EB*C**30*MA**29*0
DTP*291*RD8*20260101-20261231
EB*F**47*MA**29***DY*60
EB*K**47*MA**33***LA*60
EB*A**30*MB**27**.2
EB*D**AE*MB**26*2410
DTP*292*RD8*20260101-20261231
EB*R**30*HN*ADVANTAGE PLAN
REF*18*H1234*ADVANTAGE PLAN
DTP*290*D8*20260101
LS*2120
NM1*PRP*2*OTHER MUTUAL
N3*1 BAY ST
N4*BOISE*ID*83702
PER*IC**TE*8005550109*UR*OTHER.EXAMPLE
LE*2120
EB*X**45*MA
DTP*292*RD8*20260901-20261130
LS*2120
NM1*1P*2******XX*1234567893
LE*2120
"""
)
MEDICAID = (
    SUBSCRIBER
    + """EB*1**30*MC*FULL BENEFITS
DTP*307*RD8*20261101-20261130
EB*U**30*HM
LS*2120
NM1*Y2*2*STATE CARE PLAN*****PI*77
PER*IC**TE*8005550107
LE*2120
EB*R**30*C1
REF*1L*P77
LS*2120
NM1*GP*2*OTHER MUTUAL
LE*2120
EB*Y**30***29*85
MSG*MONTHLY SHARE IS NOT YET MET
"""
)
DENTAL = (
    SUBSCRIBER
    + """EB*1**35
EB*F*IND*35***23*1500
EB*F*IND*35***29*930
EB*A*IND*26*****.5****Y
EB*F*IND*******VS*2**Y*AD:D1110
HSD*VS*2***23
DTP*304*D8*20260601
EB*F*IND*38******S7*18
HSD*****34*60
"""
)
PROCEDURE = (
    SUBSCRIBER
    + """EB*CB***********Y*HC:97110:GP
HSD*VS*30***23
HSD*VS*12***29
DTP*348*D8*20260101
III*ZZ*11
III*ZZ*22
"""
)
PLACES = (
    SUBSCRIBER
    + """EB*1**30
EB*B*IND*98***27*20*****Y
REF*9F*RF1
DTP*193*RD8*20260101-20261231
MSG*WAIVED FOR A YEARLY CHECK
III*ZZ*11
III*ZZ*50
III*ZZ*02
EB*B*IND*98***27*150****Y*Y
III*ZZ*19
III*ZZ*22
"""
)
MILITARY = (
    HEAD
    + """HL*3*2*22*0
NM1*IL*1*DOE*JANE*Q**JR*MI*W1
REF*6P*GROUP9*OAK MILLS
REF*SY*123456789
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19800102*F
INS*Y*18*001*25
DTP*356*D8*20260101
DTP*357*D8*20261231
MPI*C*AE*A*MEDIC*M5*D8*20100615
EB*1*FAM*30
"""
)
CHILD = (
    HEAD
    + """HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*4*3*23*0
TRN*1*P88*9HARBOR001*DESK 2
TRN*2*T2*9OFFICE001
NM1*03*1*DOE*ROBIN
REF*49*02
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*20150304*M
INS*N*19***************1
DTP*346*D8*20260101
EB*1*DEP*30*C1*FAMILY PLAN
EB*B*DEP*98***27*20*****Y
LS*2120
NM1*P3*1*HART*ANN****XX*1245319599
LE*2120
EB*W**30
LS*2120
NM1*PR*2*OTHER MUTUAL*****PI*54321
PER*IC**WP*8005550109
LE*2120
"""
)
ENDED = (
    HEAD
    + """HL*3*2*22*0
TRN*2*T1*9OFFICE001
NM1*IL*1*DOE*JANE****MI*W1
DTP*347*D8*20260630
EB*6**30*PR
DTP*349*D8*20260630
"""
)
BODIES = {
    "shares by service type, in and out of the network": SHARES,
    "an HMO with its primary care provider": HMO,
    "Medicare, its periods and an Advantage plan": MEDICARE,
    "Medicaid with a managed care plan, another payer and a share": MEDICAID,
    "dental maxima": DENTAL,
    "one procedure": PROCEDURE,
    "shares by place of service": PLACES,
    "a member in service": MILITARY,
    "a child with another payer": CHILD,
    "coverage that ended": ENDED,
}
REFUSED = {
    "payer down": "HL*1**20*0\nAAA*Y**42*P\nNM1*PR*2*HARBOR MUTUAL*****PI*12345",
    "sender not allowed": "HL*1**20*0\nNM1*PR*2*HARBOR MUTUAL*****PI*12345\nAAA*Y**41*C",
    "provider not enrolled": HEAD.split("\n", 2)[2].replace("21*1", "21*0") + "AAA*N**50*N",
    "provider without an id": HEAD.split("\n", 2)[2].replace("21*1", "21*0") + "AAA*N**45*C\nAAA*N**43*C",
    "member twice": SUBSCRIBER.split("\n", 2)[2].replace("DMG", "AAA*N**76*C\nDMG"),
    "birth date wrong": SUBSCRIBER.split("\n", 2)[2].replace("DMG", "AAA*N**71*C\nAAA*N**58*C\nDMG"),
    "day too far ahead": SUBSCRIBER.split("\n", 2)[2].replace("DMG", "AAA*N**62*C\nAAA*N**63*C\nDMG"),
    "child not found": CHILD.split("EB*1")[0].split("\n", 2)[2].replace("DMG", "AAA*N**67*C\nAAA*N**65*C\nDMG"),
    "service not answered": SUBSCRIBER.split("\n", 2)[2] + "EB*V**AL\nAAA*N**70*C",
}
OF_SHARES: list[Row] = [
    ("EB*1*IND", "EB*IND*1*30*PR*BLUE PLAN", "2110C EB01 bad_code; 2110C EB02 bad_code"),
    ("EB*1*IND", "EB*1*IND*30*PPO*BLUE PLAN", "2110C EB04 bad_code"),
    ("EB*1**1^", "EB*1**1:33:35", "2110C EB03 too_many_components"),
    ("EB*B*IND*98**PRI", "EB*B*IND*98***DAY*25*****Y", "2110C EB06 bad_code"),
    ("EB*B*IND*98**PRI", "EB*B*IND*98***27*$25*****Y", "2110C EB07 not_a_number"),
    ("EB*B*IND*98**PRI", "EB*B*IND*98***27*25.00*****IN", "2110C EB12 bad_code"),
    ("EB*B*IND*UC", "EB*B*IND*UC***27*40****X", "2110C EB11 bad_code"),
    ("EB*A*IND*48", "EB*A*IND*48***27**20%****Y", "2110C EB08 not_a_number"),
    ("EB*C*IND*30***29", "EB*C*IND*30***29*612,44*****Y", "2110C EB07 not_a_number"),
    ("DTP*346", "DTP*346*RD8*20260101", "2100C DTP03 bad_format"),
    ("DTP*346", "DTP*292*D8*20260101", "2100C DTP01 other_code"),
    ("DMG*", "DMG*D8*1980-01-02*F", "2100C DMG02 bad_format"),
    ("TRN*2", "TRN*3*T1*9OFFICE001", "2000C TRN01 other_code"),
]
OF_CHILD: list[Row] = [
    ("NM1*03", "NM1*03*1*DOE*ROBIN****MI*W2", "2100D NM108 not_used; 2100D NM109 not_used"),
    ("NM1*03", "NM1*QC*1*DOE*ROBIN", "2100D NM101 other_code"),
    ("INS*N", "INS*Y*19", "2100D INS01 other_code"),
    ("INS*N", "INS*N*18", "2100D INS02 other_code"),
    ("HL*4", "HL*4*2*23*0", "2000D HL02 level_parent"),
    ("HL*4", "HL*4*3*23*1", "2000D HL04 other_code"),
    ("HL*3", "HL*3*2*22*0", "2000C HL04 level_child"),
    ("NM1*P3", "NM1*P3*1*HART*ANN****XX", "2120D NM109 missing_by_note"),
    ("NM1*PR*2*OTHER", "NM1*QQ*2*OTHER MUTUAL", "2120D NM101 bad_code"),
    ("PER*IC**WP", "PER*IC**WP", "2120D PER04 missing_by_note"),
]
OF_SERVICE: list[Row] = [
    ("MPI*C", "MPI*Z*AE*A", "2100C MPI01 bad_code"),
    ("MPI*C", "MPI*C*AE", "2100C MPI03 missing"),
    ("MPI*C", "MPI*C*AE*A*MEDIC*M5*D8*20101315", "2100C MPI07 bad_format"),
    ("MPI*C", "MPI*C*AE*A*MEDIC*M5*RD8*20100615-20080601", "2100C MPI07 [off_list]"),
    ("MPI*C", "MPI*C*AE*A*MEDIC*M5*RD8*20080601-20100615", ""),
    ("MPI*C", "MPI*C*AE*A***D8", "2100C MPI07 missing_by_note"),
    ("INS*Y", "INS*Y*18*021*25", "2100C INS03 other_code"),
    ("REF*6P", "REF*6P", "2100C REF02 missing"),
]
CHANGES = [
    *((SHARES, *row) for row in OF_SHARES),
    *((CHILD, *row) for row in OF_CHILD),
    *((MILITARY, *row) for row in OF_SERVICE),
]


def answer(body: str) -> list[str]:
    """The file of an answer."""
    return wrapped(body, kind="271", group="HB", version="005010X279A1")


@pytest.mark.parametrize("what", BODIES)
def test_an_answer_as_a_payer_writes_it_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(answer(BODIES[what]))).findings] == []


@pytest.mark.parametrize("why", REFUSED)
def test_a_refusal_as_a_payer_writes_it_is_clean(why: str) -> None:
    body = "BHT*0022*11*ASK1*20261124*0931\n" + REFUSED[why]
    assert [shown(one) for one in check(join(answer(body))).findings] == []


@pytest.mark.parametrize(("body", "old", "new", "expected"), CHANGES, ids=[row[2] for row in CHANGES])
def test_a_wrong_word_of_an_answer_is_told(body: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(join(turned(answer(body), old, new))).findings)) == expected
