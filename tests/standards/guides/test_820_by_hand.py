"""Premium payments as a group or a state writes them, and gets them wrong; by hand, not from the guide's text.

Rows as in `test_837p_by_hand`: a segment of a clean file, what stands in its place, and what is said of it.
"""

from __future__ import annotations

import pytest

from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import changed, check_guide, join, lines

GROUP = """
GS*RA*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X218
ST*820*0001*005010X218
BPR*C*1150*C*ACH*CTX*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124
TRN*1*PAY1*1999999999
CUR*PR*USD
REF*38*GROUP7
REF*14*OAK
DTM*009*20261123
DTM*582****RD8*20261201-20261231
N1*PE*HARBOR MUTUAL*FI*123456789
N2*GROUP DESK
N3*1 HARBOR WAY
N4*BOISE*ID*83702
RDM*EM*DESK*DESK.EXAMPLE
N1*PR*OAK MILLS*FI*234567891
N3*2 MILL RD
N4*BOISE*ID*83702
PER*IC*PAYROLL*TE*2085550100
N1*C1*FIRST BANK*31*121000358
ENT*1*2L*FI*234567891
ADX*-50*52
RMR*IK*BILL1*PI*1200*1200
REF*38*GROUP7
DTM*582****RD8*20261201-20261231
IT1*1
SAC*C*D940***1000
SLN*1**O*12*10
SLN*2**O*20*IE
ADX*-25*H1
ADX*25*AX
SE*30*0001
GE*1*101
IEA*1*000000101
"""
PERSONS = """
GS*RA*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X218
ST*820*0001*005010X218
BPR*I*700.5*C*CHK******1999999999******20261124
TRN*3*CHECK44
N1*PE*HARBOR MUTUAL
N1*PR*STATE OFFICE*75*STATE1
ENT*1*2J*EI*999999999
NM1*IL*1*DOE*JANE****N*W1
ADX*-10*53
RMR*AZ*POLICY1**350.5*360
REF*18*PLAN A
DTM*582****RD8*20261201-20261231
ENT*2*2J*34*123456789
NM1*QE*1*ROE*MARK
RMR*IK*BILL2**350
DTM*AAG*20261201
ADX*-10*52
SE*17*0001
GE*1*101
IEA*1*000000101
"""
MONEY_ALONE = """
GS*RA*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X218
ST*820*0001*005010X218
BPR*D*90*C*FWT**04*HARBUS33*DA*1*1999999999**01*121000358*DA*456*20261124
TRN*1*WIRE1
N1*PE**EQ*123456789
N1*PR**24*234567891
SE*6*0001
GE*1*101
IEA*1*000000101
"""
CLEAN = {"a group pays in one sum": GROUP, "a state pays by person": PERSONS, "money without a list": MONEY_ALONE}
HEADER: list[Row] = [
    ("ST*", "ST*820*0001*005010X306", "ST03 st_unsupported"),
    ("BPR*", "BPR*C*0*C*NON******1999999999******20261124", ""),
    ("BPR*", "BPR*H*1150*C*NON******1999999999******20261124", "ST BPR01 other_code"),
    ("BPR*", "BPR*C*1150*D*CHK******1999999999******20261124", "ST BPR03 other_code"),
    ("BPR*", "BPR*C*1150*C*CASH******1999999999******20261124", "ST BPR04 bad_code"),
    ("BPR*", "BPR*C*115O*C*CHK******1999999999******20261124", "ST BPR02 not_a_number"),
    ("BPR*", "BPR*C*1150*C*CHK************20261124", "ST BPR10 missing"),
    ("BPR*", "BPR*C*1150*C*CHK******1999999999", "ST BPR16 missing"),
    ("BPR*", "BPR*C*1150*C*ACH*CTX*01**DA*123*1999999999******20261124", "ST BPR07 missing_by_note"),
    ("BPR*", "", "ST BPR missing_segment"),
    ("TRN*", "TRN*2*PAY1", "ST TRN01 other_code"),
    ("TRN*", "", "ST TRN missing_segment"),
    ("CUR*", "CUR*85*USD", "ST CUR01 other_code"),
    ("REF*14", "REF*1L*OAK", "ST REF01 other_code"),
    ("DTM*009", "DTM*582****RD8*20261201-20261231\nDTM*097*20261124", "ST DTM too_many_segments"),
    ("DTM*009", "DTM*097*20261124\nDTM*035*20261125", ""),
    ("DTM*582", "", ""),
    ("DTM*582", "DTM*582*20261201", "ST DTM02 not_used; ST DTM05 missing; ST DTM06 missing"),
    ("DTM*582", "DTM*582****RD8*20261201", "ST DTM06 bad_format"),
    ("N1*PE", "N1*PE", "1000A N102 none_sent"),
    ("N1*PE", "N1*PE*HARBOR MUTUAL*FI", "1000A N104 missing_by_note"),
    ("N1*PE", "", "1000A N1 missing_segment"),
    ("N2*GROUP", "N2*GROUP*DESK", "1000A N202 not_used"),
    ("RDM*", "RDM*ZZ*DESK", "1000A RDM01 bad_code"),
    ("N1*PR", "N1*RM*OAK MILLS*FI*234567891", "1000B N101 bad_code"),
    ("PER*", "PER*IC**TE*2085550100", "1000B PER02 missing"),
    ("N1*C1", "N1*C1*FIRST BANK*31*121000358\nN1*BK*NEXT BANK\nPER*IC*DESK*TE*2085550100", ""),
]
SUM: list[Row] = [
    ("ENT*1", "ENT*1*NH*24*123456789", ""),
    ("ENT*1", "ENT*1*2L", "2000A ENT03 missing; 2000A ENT04 missing"),
    ("ENT*1", "ENT*1*2L*34*234567891", "2000A ENT03 other_code"),
    ("ENT*1", "ENT*ONE*2L*FI*234567891", "2000A ENT01 not_whole"),
    ("ADX*-50", "", ""),
    ("ADX*-50", "ADX*-50*WW\nADX*10*RU", ""),
    ("ADX*-50", "ADX*-50*20", "2200A ADX02 other_code"),
    ("ADX*-50", "ADX**52", "2200A ADX01 missing"),
    ("RMR*", "RMR*IK*BILL1*PI", "2300A RMR04 missing"),
    ("RMR*", "RMR*AZ*BILL1*PI*1200", "2300A RMR01 other_code"),
    ("RMR*", "RMR*IK*BILL1*QQ*1200", "2300A RMR03 bad_code"),
    ("RMR*", "RMR*IK*BILL1*PI*1000\nRMR*IK*BILL2*PO*200", ""),
    ("IT1*", "IT1*1*12", "2310A IT102 not_used"),
    ("SAC*", "SAC*C*B680***1000\nSAC*C*G740***9", ""),
    ("SAC*", "SAC*A*D940***1000", "2312A SAC01 bad_code"),
    ("SAC*", "SAC*C*D940", "2312A SAC05 missing"),
    ("SLN*2", "SLN*2**O*20*QQ", "2315A SLN05-1 bad_code"),
    ("SLN*2", "SLN*2**O*20", "2315A SLN05 missing"),
    ("SLN*2", "SLN*2**O*20*IE\nSLN*3**O*9*PR\nSLN*4**O*1*PR", "2315A SLN too_many_loops"),
    ("ADX*25", "ADX*25*86", "2320A ADX02 other_code"),
]
BY_PERSON: list[Row] = [
    ("ENT*2", "ENT*2*2J*FI*123456789", "2000B ENT03 other_code"),
    ("ENT*2", "ENT*2*2J*34*12345678", "2000B ENT04 [off_list]"),
    ("NM1*IL", "NM1*DO*1*DOE*JANE\nNM1*IL*1*DOE*JANE", ""),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****MI*W1", "2100B NM108 other_code"),
    ("NM1*IL", "NM1*IL*2*DOE", "2100B NM102 other_code"),
    ("NM1*IL", "", ""),
    ("ADX*-10*53", "ADX*-10*WW", "2200B ADX02 other_code"),
    ("RMR*AZ", "RMR*AZ*POLICY1*PI*350.5*360", "2300B RMR03 not_used"),
    ("RMR*AZ", "RMR*1L*POLICY1**350.5*360", "2300B RMR01 other_code"),
    ("RMR*IK", "", "2300B RMR missing_segment"),
    ("REF*18", "REF*ZZ*AID CODE\nREF*18*PLAN A", ""),
    ("REF*18", "REF*0F*PLAN A", "2300B REF01 other_code"),
    ("DTM*582", "DTM*582****D8*20261201", "2300B DTM05 other_code"),
    ("DTM*AAG", "DTM*AAG", "2300B DTM02 none_sent"),
    ("ADX*-10*52", "ADX*-10*52*9J*X", "2320B ADX03 not_used; 2320B ADX04 not_used"),
]
PARTS = {"header": (GROUP, HEADER), "sum": (GROUP, SUM), "by person": (PERSONS, BY_PERSON)}


@pytest.mark.parametrize("name", CLEAN)
def test_a_premium_payment_as_one_writes_it_is_clean(name: str) -> None:
    report = check_guide(join(lines(CLEAN[name])))
    assert report.findings == ()
    assert [one.verdict for one in report.sets] == ["accepted"]


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, (_, rows) in PARTS.items() for n in range(len(rows))])
def test_a_change_of_a_clean_premium_payment_is_told_so(part: str, number: int) -> None:
    text, rows = PARTS[part]
    old, new, expected = rows[number]
    assert "; ".join(map(shown, check_guide(changed(old, new, text)).findings)) == expected


def test_a_fault_of_one_person_refuses_the_whole_payment() -> None:
    one = check_guide(changed("ENT*2", "ENT*2*2J*FI*123456789", PERSONS))
    assert [(fault.unit, fault.place.loop) for fault in one.findings] == [("set", "2000B")]
    assert [each.verdict for each in one.sets] == ["rejected"]
