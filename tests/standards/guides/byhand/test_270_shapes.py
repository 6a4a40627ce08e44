"""Eligibility inquiries (270) as offices and hospitals send them; from knowledge of the trade, all values invented."""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import check, join

HEAD = """
BHT*0022*13*ASK1*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
"""
GROUP = HEAD + "NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\n"
MEMBER = (
    GROUP
    + """HL*3*2*22*0
TRN*1*T1*9OFFICE001
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800102
"""
)
GENERIC = MEMBER + "DTP*291*D8*20261124\nEQ*30\n"
BY_PROCEDURE = MEMBER + "DTP*291*D8*20261124\nEQ**HC:71046:26\nEQ**HC:93000\n"
MANY_TYPES = MEMBER + "DTP*291*RD8*20261101-20261130\nEQ*1^33^35^47^48^50^86^88^98^AL^MH^UC\n"
ONE_EACH = MEMBER + "EQ*98\nIII*ZZ*11\nEQ*UC\nIII*ZZ*20\nEQ*47\nIII*ZZ*21\nDTP*291*D8*20261201\n"
BY_HOSPITAL = (
    HEAD
    + """NM1*FA*2*OAK HOSPITAL*****XX*1234567893
REF*TJ*123456789
PRV*H*PXC*282N00000X
HL*3*2*22*0
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800102*F
DTP*291*D8*20261124
EQ*48
"""
)
BY_PHYSICIAN = (
    HEAD
    + """NM1*1P*1*HART*ANN*B**MD*XX*1245319599
REF*4A*0042
REF*0B*ID77*ID
N3*12 ELM ST
N4*BOISE*ID*83702
PRV*PE*PXC*207Q00000X
HL*3*2*22*0
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800102*F
EQ*30
"""
)
BY_EMPLOYER = (
    HEAD
    + """NM1*36*2*OAK MILLS*****FI*123456789
HL*3*2*22*0
NM1*IL*1*DOE*JANE
REF*SY*987654321
DMG*D8*19800102*F
EQ*30
"""
)
BY_PAYER = (
    HEAD.replace("NM1*PR*2*HARBOR MUTUAL*****PI*12345", "NM1*PR*2*HARBOR MUTUAL*****XV*12345")
    + """NM1*PR*2*OTHER MUTUAL*****PI*54321
HL*3*2*22*0
TRN*1*T1*9OTHER0001
NM1*IL*1*DOE*JANE****MI*W1
DTP*291*D8*20261124
EQ*30
"""
)
CHILD = (
    GROUP
    + """HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*4*3*23*0
TRN*1*T2*9OFFICE001
NM1*03*1*DOE*ROBIN*Q
REF*EJ*ACCOUNT 9
DMG*D8*20150304*M
INS*N*19
DTP*291*D8*20261124
EQ*30
"""
)
TWINS = (
    GROUP
    + """HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*4*3*23*0
TRN*1*T2*9OFFICE001
NM1*03*1*DOE*ROBIN
DMG*D8*20260304*M
INS*N*19***************1
EQ*98
HL*5*3*23*0
TRN*1*T3*9OFFICE001
NM1*03*1*DOE*ALEX
DMG*D8*20260304*F
INS*N*19***************2
EQ*98
"""
)
MOTHER_AND_CHILD = (
    GROUP
    + """HL*3*2*22*1
TRN*1*T1*9OFFICE001
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800102*F
EQ*98
HL*4*3*23*0
TRN*1*T2*9OFFICE001
NM1*03*1*DOE*ROBIN
DMG*D8*20150304*M
EQ*98
"""
)
CARD = (
    GROUP
    + """HL*3*2*22*0
TRN*1*T1*9OFFICE001*DESK 4
TRN*1*T1A*9CLEAR0001
NM1*IL*1*DOE*JANE*B**III*MI*W1
REF*6P*GROUP9
REF*HJ*C1
DTP*102*D8*20260101
EQ*30
AMT*R*85
"""
)
LIST = GENERIC + "".join(
    f"HL*{n}*2*22*0\nTRN*1*T{n}*9OFFICE001\nNM1*IL*1*ROE*LEE****MI*W{n}\nDMG*D8*19900{n}12\nEQ*30\n"
    for n in range(4, 8)
)
REFERRED = (
    MEMBER
    + """HI*ABK:M545*ABF:M542
EQ*33^PT**FAM**1:2
REF*9F*RF1
DTP*291*D8*20261124
"""
).replace("DMG*D8*19800102\n", "PRV*RF*PXC*207Q00000X\nDMG*D8*19800102\n")
BODIES = {
    "the general question": GENERIC,
    "two procedures": BY_PROCEDURE,
    "twelve service types at once": MANY_TYPES,
    "a place for each service type": ONE_EACH,
    "a hospital asks": BY_HOSPITAL,
    "a physician asks": BY_PHYSICIAN,
    "an employer asks": BY_EMPLOYER,
    "another payer asks": BY_PAYER,
    "a child": CHILD,
    "twins in their order of birth": TWINS,
    "mother and child": MOTHER_AND_CHILD,
    "what stands on a card": CARD,
    "the list of a morning": LIST,
    "a referral": REFERRED,
}
OF_ONE: list[Row] = [
    ("BHT*", "BHT*0022*13*ASK1*2026-11-24*0930", "ST BHT04 bad_date"),
    ("BHT*", "BHT*0022*13*ASK1*20261124*2530", "ST BHT05 bad_time"),
    ("HL*1", "HL*1*0*20*1", "2000A HL02 not_used"),
    ("HL*1", "HL*1**20*0", "2000A HL04 other_code"),
    ("HL*3", "HL*4*2*22*0", "2000C HL01 level_number"),
    ("HL*3", "HL*3**22*0", "2000C HL02 missing"),
    ("NM1*1P", "NM1*85*2*OAK FAMILY CARE*****XX*1234567893", "2100B NM101 other_code"),
    ("NM1*1P", "NM1*1P*2*OAK FAMILY CARE*****MI*1234567893", "2100B NM108 other_code"),
    ("TRN*1", "TRN*1*T1*OFFICE", "2000C TRN03 too_short"),
    ("NM1*IL", "NM1*QC*1*DOE*JANE****MI*W1", "2100C NM101 other_code"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE*****W1", "2100C NM108 missing_by_note"),
    ("DMG*", "DMG*D8*01021980", "2100C DMG02 bad_format"),
    ("DMG*", "DMG**19800102", "2100C DMG01 missing_by_note"),
    ("DTP*291", "DTP*291*RD8*20261130-20261101", "2100C DTP03 [off_list]"),
    ("DTP*291", "DTP*291*RD8*20261101-20261130", ""),
    ("DTP*291", "DTP*291**20261124", "2100C DTP02 missing"),
    ("EQ*30", "EQ*30:98", "2110C EQ01 too_many_components"),
    ("EQ*30", "EQ*30***HM", "2110C EQ04 not_used"),
    ("EQ*30", "EQ*030", "2110C EQ01 too_long"),
    ("EQ*30", "EQ**CPT:99213", "2110C EQ02-1 bad_code"),
    ("EQ*30", "EQ*30\nIII*ZZ", "2110C III02 missing"),
    ("EQ*30", "EQ*30\nAMT*R", "2110C AMT02 missing"),
]
OF_CHILD: list[Row] = [
    ("HL*3", "HL*3*2*22*0", "2000C HL04 level_child"),
    ("HL*4", "HL*4*2*23*0", "2000D HL02 level_parent"),
    ("HL*4", "HL*4*3*23*1", "2000D HL04 other_code"),
    ("NM1*03", "NM1*03*2*DOE ROBIN", "2100D NM102 other_code"),
    ("NM1*03", "NM1*IL*1*DOE*ROBIN", "2100D NM101 other_code"),
    ("REF*EJ", "REF*ZZ*ACCOUNT 9", "2100D REF01 other_code"),
    ("INS*N", "INS*N*18", "2100D INS02 other_code"),
    ("INS*N", "INS*N", "2100D INS02 missing"),
    ("EQ*30", "", "2110D EQ missing_loop"),
]
CHANGES = [*((GENERIC, *row) for row in OF_ONE), *((CHILD, *row) for row in OF_CHILD)]


def question(body: str) -> list[str]:
    """The file of an inquiry."""
    return wrapped(body, kind="270", group="HS", version="005010X279A1")


@pytest.mark.parametrize("what", BODIES)
def test_an_inquiry_as_an_office_writes_it_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(question(BODIES[what]))).findings] == []


@pytest.mark.parametrize(("body", "old", "new", "expected"), CHANGES, ids=[row[2] or row[1] for row in CHANGES])
def test_a_wrong_word_of_an_inquiry_is_told(body: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(join(turned(question(body), old, new))).findings)) == expected
