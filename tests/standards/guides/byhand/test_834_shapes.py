"""Enrollment files (834) as employers, exchanges and states send them; from knowledge of the trade, all invented."""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import check, join

HEAD = """
BGN*00*ENROLL1*20261124*0930*MT***2
REF*38*MASTER1
DTP*007*D8*20270101
N1*P5*OAK MILLS*FI*123456789
N1*IN*HARBOR MUTUAL*FI*234567891
"""
NEW = (
    HEAD
    + """INS*Y*18*021*20*A***FT
REF*0F*W1
REF*1L*G1
DTP*336*D8*20261101
DTP*356*D8*20270101
NM1*IL*1*DOE*JANE*B***34*123456789
PER*IP**HP*2085550100*WP*2085550101*EM*JANE@OAK.EXAMPLE
N3*1 MAIN ST*APT 2
N4*BOISE*ID*83702
DMG*D8*19800229*F*M
HD*021**HLT*PLAN A*EMP
DTP*348*D8*20270101
"""
)
FAMILY = (
    NEW.replace("*EMP", "*FAM")
    + """INS*N*01*021*20*A
REF*0F*W1
REF*1L*G1
NM1*IL*1*DOE*MARK****34*123456780
DMG*D8*19790130*M*M
HD*021**HLT*PLAN A*FAM
DTP*348*D8*20270101
INS*N*19*021*20*A
REF*0F*W1
NM1*IL*1*DOE*ROBIN
DMG*D8*20150304*U
HD*021**HLT*PLAN A*FAM
DTP*348*D8*20270101
"""
)
STUDENT = (
    HEAD
    + """INS*N*19*021*28*A****F*N
REF*0F*W1
REF*17*S22
DTP*350*D8*20260901
DTP*351*D8*20300531
NM1*IL*1*DOE*ALEX
N3*5 COLLEGE AVE
N4*BOISE*ID*83702
DMG*D8*20070505*F
NM1*M8*2*STATE COLLEGE
HD*021**DEN
DTP*348*D8*20270101
"""
)
MOVED = (
    HEAD
    + """INS*Y*18*001*43*A***FT
REF*0F*W1
NM1*IL*1*DOE*JANE****34*123456789
N3*9 NEW RD
N4*NAMPA*ID*83651
DMG*D8*19800229*F
NM1*31*1
N3*PO BOX 9
N4*NAMPA*ID*83653
"""
)
RENAMED = (
    HEAD
    + """INS*Y*18*001*25*A***FT
REF*0F*W1
NM1*74*1*ROE*JANE****34*123456789
DMG*D8*19800229*F
NM1*70*1*DOE*JANE****34*123456798
DMG*D8*19800228*F
"""
)
ENDED = (
    HEAD
    + """INS*Y*18*024*08*A***TE
REF*0F*W1
DTP*357*D8*20261231
NM1*IL*1*DOE*JANE****34*123456789
HD*024**HLT*PLAN A*FAM
DTP*349*D8*20261231
HD*024**DEN
DTP*349*D8*20261231
"""
)
DIED = ENDED.replace("*08*A***TE", "*03*A***TE***D8*20261120")
RETURNED = (
    HEAD
    + """INS*Y*18*025*41*A***FT
REF*0F*W1
DTP*303*D8*20270101
NM1*IL*1*DOE*JANE****34*123456789
DMG*D8*19800229*F
HD*025**HLT*PLAN A*EMP
DTP*348*D8*20270101
DTP*303*D8*20270101
"""
)
COBRA = (
    HEAD
    + """INS*Y*18*021*02*C**1*TE
REF*0F*W1
DTP*301*D8*20261115
DTP*340*D8*20261201
DTP*341*D8*20280531
NM1*IL*1*DOE*JANE****34*123456789
DMG*D8*19800229*F
HD*021**HLT*PLAN A*EMP
DTP*348*D8*20261201
AMT*P3*512.4
"""
)
TWO_PLANS = (
    NEW
    + """AMT*P3*400
AMT*D2*250
REF*CE*PLAN77
IDC*PLAN A*H*1
LX*1
NM1*P3*1*HART*ANN****XX*1245319599*25
LX*2
NM1*3D*1*BELL*KIM****XX*1234567893*26
N3*12 ELM ST
N4*BOISE*ID*83702
PER*IC**TE*2085550109
COB*S*OTHER1*1*1
REF*6P*OG1
DTP*344*D8*20260101
NM1*IN*2*OTHER MUTUAL
HD*021**DEN*PLAN D*EMP
DTP*348*D8*20270101
LX*1
NM1*QA*1*IVES*PAT****34*123456781*72
PLA*2*1P*20270101**AI
"""
)
TAGGED = (
    NEW
    + """LS*2700
LX*1
N1*75*PRE AMT 1
REF*9X*412.33
DTP*007*D8*20270101
LX*2
N1*75*APTC AMT
REF*9V*200
LX*3
N1*75*REQUEST SUBMIT TIMESTAMP
REF*17*20261124093000
LE*2700
"""
)
GUARDED = (
    HEAD
    + """INS*N*19*021*EC*A
REF*0F*W1
NM1*IL*1*DOE*ROBIN
DMG*D8*20150304*M
NM1*S3*1*DOE*MARK****34*123456780
PER*PQ**HP*2085550111
N3*3 LAKE ST
N4*BOISE*ID*83702
NM1*QD*1*ROE*SAM
PER*RP**TE*2085550112
N3*4 LAKE ST
N4*BOISE*ID*83702
HD*021**HMO
DTP*348*D8*20270101
"""
)
STATE = """
BGN*22*DAY1*20261124*0930****2
DTP*303*D8*20261124
QTY*TO*1
N1*P5*STATE OFFICE*FI*123456789
N1*IN*CARE PLAN*FI*234567891
N1*TV*ELM BROKERS*FI*345678912
INS*Y*18*030*XN*A*E**AC
REF*0F*M1
REF*23*CARD1
REF*3H*CASE9
NM1*IL*1*DOE*JANE
PER*IP**TE*2085550100
N3*1 MAIN ST
N4*BOISE*ID*83702**CY*001
DMG*D8*19800229*F**:RET:2106-3
LUI*LE*SPA**7
DSB*2
DTP*360*D8*20261001
HD*030**HMO*PLAN M*IND
DTP*348*D8*20261201
DTP*349*D8*20271130
AMT*R*0
REF*ZX*AREA1
"""
FILES = {
    "a new employee": NEW,
    "a family": FAMILY,
    "a student": STUDENT,
    "a change of address": MOVED,
    "a change of name": RENAMED,
    "an employee who left": ENDED,
    "a member who died": DIED,
    "one who came back": RETURNED,
    "continued coverage (COBRA)": COBRA,
    "two plans with their providers and another payer": TWO_PLANS,
    "reporting categories of an exchange": TAGGED,
    "a child with a guardian": GUARDED,
    "an audit of a state": STATE,
}
OF_PLANS: list[Row] = [
    ("BGN*", "BGN*00*ENROLL1*20261124*0930*MT***FULL", "ST BGN08 bad_code"),
    ("BGN*", "BGN*00*ENROLL1*261124*0930*MT***2", "ST BGN03 too_short"),
    ("N1*P5", "N1*P5*OAK MILLS*ZZ*123456789", "1000A N103 other_code"),
    ("N1*IN", "", "1000B N1 missing_loop"),
    ("INS*Y", "INS*Y*18*021*20*A**1*FT", ""),
    ("INS*Y", "INS*Y*18*022*20*A***FT", "2000 INS03 bad_code"),
    ("INS*Y", "INS*Y*18*021*20*A***XX", "2000 INS08 bad_code"),
    ("REF*0F", "REF*SY*W1", "2000 REF01 other_code"),
    ("DTP*336", "DTP*336*D8*11012026", "2000 DTP03 bad_format"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****SY*123456789", "2100A NM108 bad_code"),
    ("NM1*IL", "NM1*IL*1**JANE", "2100A NM103 missing"),
    ("PER*IP", "PER*IP**HP", "2100A PER04 missing"),
    ("HD*021**HLT", "HD*021**MED*PLAN A*EMP", "2300 HD03 bad_code"),
    ("HD*021**HLT", "HD*033**HLT*PLAN A*EMP", "2300 HD01 bad_code"),
    ("AMT*P3", "AMT*P3*$400", "2300 AMT02 not_a_number"),
    ("LX*1", "LX*A", "2310 LX01 not_whole"),
    ("NM1*3D", "NM1*3D*1*BELL*KIM****XX*1234567893", "2310 NM110 missing"),
    ("COB*S", "COB*X*OTHER1*1", "2320 COB01 bad_code"),
    ("DTP*344", "DTP*348*D8*20260101", "2320 DTP01 other_code"),
    ("PLA*", "PLA*2*1P*20270101", "2310 PLA05 missing"),
]
OF_TAGS: list[Row] = [
    ("LE*2700", "LE*2710", "2000 LE01 bad_code"),
    ("LS*2700", "LS*2000", "2000 LS01 bad_code"),
    ("N1*75*PRE", "N1*75*PRE AMT 1*FI*1", "2750 N103 not_used; 2750 N104 not_used"),
    ("REF*9X", "", ""),
    ("LX*2", "LX*2.5", "2700 LX01 not_whole"),
]
CHANGES = [*((TWO_PLANS, *row) for row in OF_PLANS), *((TAGGED, *row) for row in OF_TAGS)]


def enrollment(body: str) -> list[str]:
    """The file of an enrollment."""
    return wrapped(body, kind="834", group="BE", version="005010X220A1")


@pytest.mark.parametrize("what", FILES)
def test_an_enrollment_of_the_trade_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(enrollment(FILES[what]))).findings] == []


@pytest.mark.parametrize(("body", "old", "new", "expected"), CHANGES, ids=[row[2] or row[1] for row in CHANGES])
def test_a_wrong_word_of_an_enrollment_is_told(body: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(join(turned(enrollment(body), old, new))).findings)) == expected
