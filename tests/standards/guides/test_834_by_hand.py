"""Enrollment files as an employer would write them, and as it would get them wrong; by hand, not from the guide's text.

Rows as in `test_837p_by_hand`: a segment of a clean file, what stands in its place, and what is said of it.
"""

from __future__ import annotations

import pytest

from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import changed, check, join, lines

FAMILY = """
GS*BE*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X220A1
ST*834*0001*005010X220A1
BGN*00*ENROLL1*20261124*0930*ET***2
REF*38*MASTER1
DTP*007*D8*20270101
QTY*TO*2
N1*P5*OAK MILLS*FI*123456789
N1*IN*HARBOR MUTUAL*XV*12345
N1*BO*ELM BROKERS*FI*234567891
ACT*AC100
INS*Y*18*021*28*A***FT
REF*0F*W1
REF*1L*G1
REF*23*C1
DTP*336*D8*20261101
NM1*IL*1*DOE*JANE*B***34*123456789
PER*IP**TE*2085550100*EM*JANE.EXAMPLE
N3*1 MAIN ST*APT 2
N4*BOISE*ID*83702**CY*ADA
DMG*D8*19800229*F*M
EC*01
ICM*4*500*40
AMT*D2*250
HLH*N*66*140
LUI*LE*EN**7
NM1*31*1
N3*PO BOX 1
N4*BOISE*ID*83702
NM1*36*2*OAK MILLS
HD*021**HLT*PLAN A*FAM
DTP*348*D8*20270101
AMT*P3*400
REF*1L*G1
IDC*PLAN A*H*2
LX*1
NM1*P3*1*HART*ANN****XX*1245319599*25
COB*S*OTHER1*1
REF*60*890111
NM1*IN*2*OTHER MUTUAL
INS*N*19*021*28*A
REF*0F*W1
NM1*IL*1*DOE*TIM
DMG*D8*20150301*M
HD*021**DEN
DTP*348*D8*20270101
SE*45*0001
GE*1*101
IEA*1*000000101
"""
CORRECTION = """
GS*BE*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X220A1
ST*834*0001*005010X220A1
BGN*15*CHANGE1*20261124*0930*01*ENROLL1**4
N1*P5**24*123456789
N1*IN**FI*234567891
INS*Y*18*001*25*A*D:1*7
REF*0F*W1
NM1*74*1*DOE*JANE
DMG*D8*19800228*F
NM1*70*1*DOE*JAYNE
DMG*D8*19800229
NM1*QD*1*DOE*MARK
PER*RP**HP*2085550101
DSB*2******DX*M545
DTP*360*D8*20261001
SE*15*0001
GE*1*101
IEA*1*000000101
"""
CATEGORIES = """
GS*BE*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X220A1
ST*834*0001*005010X220A1
BGN*00*LEAVE1*20261124*0930****RX
N1*P5*OAK MILLS*FI*123456789
N1*IN*HARBOR MUTUAL*FI*234567891
INS*Y*18*024*07*A***TE
REF*0F*W1
DTP*357*D8*20261130
NM1*IL*1*DOE*JANE
HD*024**HLT
DTP*349*D8*20261130
LS*2700
LX*1
N1*75*SITE
REF*17*MILL 2
DTP*007*RD8*20260101-20261130
LX*2
N1*75*LABOR GROUP
REF*ZZ*NIGHT
LE*2700
SE*20*0001
GE*1*101
IEA*1*000000101
"""
CLEAN = {"a family": FAMILY, "a correction": CORRECTION, "a leave with reporting categories": CATEGORIES}
HEADER: list[Row] = [
    ("ST*", "ST*834*0001", "ST ST03 missing"),
    ("BGN*", "BGN*00*ENROLL1*20261124*0930****2", ""),
    ("BGN*", "BGN*22*ENROLL1*20261124*093015*UT*OLD1**RX", ""),
    ("BGN*", "BGN*01*ENROLL1*20261124*0930*ET***2", "ST BGN01 other_code"),
    ("BGN*", "BGN*00*ENROLL1*20261124**ET***2", "ST BGN04 missing"),
    ("BGN*", "BGN*00*ENROLL1*20261324*0930*ET***2", "ST BGN03 bad_date"),
    ("BGN*", "BGN*00*ENROLL1*20261124*0930*EDT***2", "ST BGN05 bad_code"),
    ("BGN*", "BGN*00*ENROLL1*20261124*0930", "ST BGN08 missing"),
    ("BGN*", "BGN*00*ENROLL1*20261124*0930***1*2", "ST BGN07 not_used"),
    ("BGN*", "", "ST BGN missing_segment"),
    ("REF*38", "REF*1L*MASTER1", "ST REF01 other_code"),
    ("REF*38", "", ""),
    ("DTP*007", "DTP*007*D8*20270101\nDTP*303*D8*20270101\nDTP*382*D8*20261101", ""),
    ("DTP*007", "DTP*007*RD8*20270101-20271231", "ST DTP02 other_code"),
    ("QTY*TO", "QTY*TO*2\nQTY*ET*1\nQTY*DT*1", ""),
    ("QTY*TO", "QTY*TO*TWO", "ST QTY02 not_a_number"),
    ("N1*P5", "N1*P5*OAK MILLS", "1000A N103 missing; 1000A N104 missing"),
    ("N1*P5", "", "1000A N1 missing_loop"),
    ("N1*IN", "N1*IN*HARBOR MUTUAL*PI*12345", "1000B N103 other_code"),
    ("N1*BO", "N1*TV*ELM BROKERS*94*PLAN1", ""),
    ("N1*BO", "N1*BO**FI*234567891", "1000C N102 missing"),
    ("ACT*", "", ""),
]
MEMBER: list[Row] = [
    ("INS*Y", "INS*Y*18*021*28*A*A:1*1*FT*F*Y*D8*20261120*R****1", ""),
    ("INS*Y", "INS*X*18*021*28*A***FT", "2000 INS01 bad_code"),
    ("INS*Y", "INS*Y*99*021*28*A***FT", "2000 INS02 bad_code"),
    ("INS*Y", "INS*Y*18**28*A***FT", "2000 INS03 missing"),
    ("INS*Y", "INS*Y*18*021*28****FT", "2000 INS05 missing"),
    ("INS*Y", "INS*Y*18*021*28*A*Q***FT", "2000 INS06-1 bad_code; 2000 INS09 bad_code"),
    ("INS*Y", "INS*Y*18*021*28*A***FT***D8", "2000 INS12 missing_by_note"),
    ("INS*Y", "INS*Y*18*021*28*A***FT***D8*20261131", "2000 INS12 bad_format"),
    ("REF*0F", "", "2000 REF missing_segment"),
    ("REF*0F", "REF*1L*G1\nREF*0F*W1", "2000 REF too_many_segments"),
    ("REF*1L", "REF*ZZ*1\nREF*1L*G1", ""),
    ("REF*23", "REF*99*C1", "2000 REF01 bad_code"),
    ("DTP*336", "DTP*336*D8*20261101\nDTP*356*D8*20270101", ""),
    ("DTP*336", "DTP*348*D8*20261101", "2000 DTP01 other_code"),
    ("NM1*IL", "NM1*74*1*DOE*JANE", ""),
    ("NM1*IL", "NM1*IL*2*DOE", "2100A NM102 other_code"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****MI*W1", "2100A NM108 other_code"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****34", "2100A NM109 missing_by_note"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****34*123-45-6789", "2100A NM109 [off_list]"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****ZZ*123-45-6789", ""),
    ("PER*IP", "PER*IP*JANE*TE*2085550100", "2100A PER02 not_used"),
    ("N4*BOISE*ID*83702**CY", "N4*BOISE*ID*83702**60", ""),
    ("N4*BOISE*ID*83702**CY", "N4*BOISE*ID*83702***ADA", "2100A N405 missing_by_note"),
    ("N4*BOISE*ID*83702**CY", "N4*PARIS***FR", ""),
    ("DMG*D8*1980", "DMG*D8*19800230*F*M", "2100A DMG02 bad_format"),
    ("DMG*D8*1980", "DMG*D8*19800229*X*M", "2100A DMG03 bad_code"),
    ("DMG*D8*1980", "DMG*D8*19800229*F*M*:RET:2106-3^:RET:2131-1*1*US***REC*1", "2100A DMG07 not_used"),
    ("DMG*D8*1980", "DMG*D8*19800229*F*M*:RET:2106-3^:RET:2131-1*1****REC*1", ""),
    ("DMG*D8*1980", "DMG*D8*19800229*F*M*:RET", "2100A DMG05-3 missing_by_note"),
    ("LUI*", "LUI*LE*EN**7\nLUI*LD*SPA**5", ""),
    ("NM1*31", "NM1*31*1*DOE", "2100C NM103 not_used"),
    ("N3*PO BOX", "", "2100C N3 missing_segment"),
    ("NM1*36", "NM1*36*2*OAK MILLS\nNM1*31*1\nN3*PO BOX 2\nN4*BOISE*ID*83702", "2100C NM1 too_many_loops"),
    ("NM1*36", "NM1*36*1*ROE*MARK****24*123456789\nPER*EP*DESK*TE*2085550102", ""),
]
COVERAGE: list[Row] = [
    ("HD*021**HLT", "HD*021*HLT", "2300 HD01 separator_lost"),
    ("HD*021**HLT", "HD*021**XYZ*PLAN A*FAM", "2300 HD03 bad_code"),
    ("HD*021**HLT", "HD*021**HLT*PLAN A*FAM****N", ""),
    ("HD*021**HLT", "HD*021**HLT*PLAN A*ALL", "2300 HD05 bad_code"),
    ("DTP*348", "", "2300 DTP missing_segment"),
    ("DTP*348", "DTP*348*D8*20270101\nDTP*349*D8*20271231\nDTP*543*RD8*20260101-20261231", ""),
    ("DTP*348", "DTP*336*D8*20270101", "2300 DTP01 other_code"),
    ("AMT*P3", "AMT*P3*4OO", "2300 AMT02 not_a_number"),
    ("AMT*P3", "AMT*PX*400", "2300 AMT01 bad_code"),
    ("REF*1L", "", ""),
    ("IDC*", "IDC*PLAN A*H*2*RX\nIDC*PLAN B*D", ""),
    ("IDC*", "IDC*PLAN A", "2300 IDC02 missing"),
    ("LX*1", "", "2310 LX missing_segment"),
    ("NM1*P3", "NM1*P3*1*HART*ANN****XX*1245319599", "2310 NM110 missing"),
    ("NM1*P3", "NM1*P3*1*HART*ANN****XX*1245319599*25\nPLA*2*1P*20261101**AE", ""),
    ("NM1*P3", "NM1*P3*1*HART*ANN****XX*1245319599*25\nPLA*2*1P*20261101", "2310 PLA05 missing"),
    ("COB*", "COB*P**5*1^35", ""),
    ("COB*", "COB*P**7", "2320 COB03 bad_code"),
    ("COB*", "COB*P", "2320 COB03 missing"),
    ("NM1*IN", "NM1*IN*2*OTHER MUTUAL*****PI*12345", "2330 NM108 other_code"),
    ("NM1*IN", "NM1*IN*2*OTHER MUTUAL\nPER*CN**TE*2085550103", ""),
    ("INS*N", "", "2000 INS missing_segment"),
]
BRACKET: list[Row] = [
    ("LS*2700", "LS*2710", "2000 LS01 bad_code"),
    ("LE*2700", "", "2000 LE missing_segment"),
    ("N1*75*SITE", "N1*75", "2750 N102 missing"),
    ("N1*75*SITE", "", "2750 N1 missing_segment"),
    ("N1*75*SITE", "N1*IN*SITE", "2750 N101 other_code"),
    ("REF*17*MILL 2", "REF*Q4*MILL 2", "2750 REF01 other_code"),
    ("REF*17*MILL 2", "REF*17*MILL 2\nREF*17*MILL 3", "2750 REF [more_than_usual]"),
    ("DTP*007*RD8", "DTP*007*RD8*20260101", "2750 DTP03 bad_format"),
    ("DTP*007*RD8", "", ""),
]
PARTS = {
    "header": (FAMILY, HEADER),
    "member": (FAMILY, MEMBER),
    "coverage": (FAMILY, COVERAGE),
    "bracket": (CATEGORIES, BRACKET),
}


@pytest.mark.parametrize("name", CLEAN)
def test_an_enrollment_as_an_employer_writes_it_is_clean(name: str) -> None:
    report = check(join(lines(CLEAN[name])))
    assert report.findings == ()
    assert [one.verdict for one in report.sets] == ["accepted"]


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, (_, rows) in PARTS.items() for n in range(len(rows))])
def test_a_change_of_a_clean_enrollment_is_told_so(part: str, number: int) -> None:
    text, rows = PARTS[part]
    old, new, expected = rows[number]
    assert "; ".join(map(shown, check(changed(old, new, text)).findings)) == expected


def test_a_fault_of_one_member_leaves_the_others() -> None:
    one = check(changed("INS*N", "INS*N*19*021*28*Q", FAMILY))
    assert [(fault.unit, fault.place.loop) for fault in one.findings] == [("subscriber", "2000")]
    assert [each.verdict for each in one.sets] == ["partly"]
