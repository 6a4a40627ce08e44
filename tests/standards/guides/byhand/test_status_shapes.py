"""Claim status inquiries (276) and answers (277) in the shapes of the trade; from knowledge of it, all invented."""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import check, join

TOP = """HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
"""
ASK_TOP = "BHT*0010*13*ASK1*20261124*0930\n" + TOP
TELL_TOP = "BHT*0010*08*TOLD1*20261124*0931*DG\n" + TOP
MEMBER = "HL*4*3*22*0\nDMG*D8*19800102*F\nNM1*IL*1*DOE*JANE****MI*W1\n"
TOLD_MEMBER = "HL*4*3*22*0\nNM1*IL*1*DOE*JANE****MI*W1\n"

BY_CLAIM = ASK_TOP + MEMBER + "TRN*1*T1\nREF*1K*P77\nAMT*T3*150\nDTP*472*D8*20261101\n"
BY_TRACE = ASK_TOP + MEMBER + "TRN*1*T1\nREF*D9*HOUSE123456\nDTP*472*RD8*20261101-20261103\n"
BY_DATES = ASK_TOP + MEMBER + "TRN*1*T1\nAMT*T3*150.25\nDTP*472*RD8*20261001-20261031\n"
BY_ACCOUNT = ASK_TOP + MEMBER + "TRN*1*T1\nREF*EJ*ACCOUNT 7\nDTP*472*D8*20261101\n"
BY_BILL = ASK_TOP + MEMBER + "TRN*1*T1\nREF*BLT*131\nREF*EJ*ACCOUNT 7\nAMT*T3*2400\nDTP*472*RD8*20261101-20261103\n"
BY_LINE = (
    ASK_TOP
    + MEMBER
    + """TRN*1*T1
REF*1K*P77
DTP*472*D8*20261101
SVC*HC:99213:25*100*****1
REF*FJ*L1
DTP*472*D8*20261101
SVC*HC:81002*50*****1
DTP*472*D8*20261101
"""
)
SCRIPT = (
    ASK_TOP
    + MEMBER
    + "TRN*1*T1\nREF*XZ*RX123\nAMT*T3*12\nDTP*472*D8*20261101\nSVC*N4:00093505601*12*****30\nDTP*472*D8*20261101\n"
)
SEVERAL = (
    ASK_TOP
    + MEMBER
    + "TRN*1*T1\nREF*1K*P77\nDTP*472*D8*20261101\nTRN*1*T2\nREF*1K*P78\nDTP*472*D8*20261108\nTRN*1*T3\nAMT*T3*60\n"
)
CHILD = (
    ASK_TOP
    + """HL*4*3*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*5*4*23
DMG*D8*20150304*M
NM1*QC*1*DOE*ROBIN
TRN*1*T2
REF*EJ*ACCOUNT 8
AMT*T3*80
DTP*472*D8*20261101
"""
)
TWO_PATIENTS = (
    BY_CLAIM
    + """HL*5*3*22*0
DMG*D8*19901112*M
NM1*IL*1*ROE*LEE****MI*W2
TRN*1*T2
DTP*472*D8*20261102
"""
)
TWO_PROVIDERS = (
    BY_CLAIM
    + """HL*5*2*19*1
NM1*1P*1*HART*ANN****XX*1245319599
HL*6*5*22*0
DMG*D8*19901112
NM1*IL*1*ROE*LEE****MI*W2
TRN*1*T2
DTP*472*D8*20261102
"""
)
ASKED = {
    "by the payer's number": BY_CLAIM,
    "by a trace of the house": BY_TRACE,
    "by dates and amount": BY_DATES,
    "by the account": BY_ACCOUNT,
    "by the type of bill": BY_BILL,
    "by the line": BY_LINE,
    "a prescription": SCRIPT,
    "three claims of one member": SEVERAL,
    "a child": CHILD,
    "two patients": TWO_PATIENTS,
    "two providers": TWO_PROVIDERS,
}

PAID = (
    TELL_TOP
    + TOLD_MEMBER
    + """TRN*2*T1
STC*F1:65*20261120**150*120*20261118**20261120*EFT1
REF*1K*P77
REF*EJ*ACCOUNT 7
DTP*472*D8*20261101
SVC*HC:99213:25*100*80****1
STC*F1:65*20261120
REF*FJ*L1
DTP*472*D8*20261101
SVC*HC:81002*50*40****1
STC*F1:65*20261120
DTP*472*D8*20261101
"""
)
DENIED = TELL_TOP + TOLD_MEMBER + "TRN*2*T1\nSTC*F2:88:QC*20261120**150*0\nREF*1K*P77\nDTP*472*D8*20261101\n"
PENDED = TELL_TOP + TOLD_MEMBER + "TRN*2*T1\nSTC*P3:297:1P*20261120**150*0*****P3:294:1P\nREF*1K*P77\n"
IN_PROCESS = TELL_TOP + TOLD_MEMBER + "TRN*2*T1\nSTC*P1:20*20261120**150\nREF*1K*P77\nDTP*472*RD8*20261101-20261103\n"
NOT_FOUND = TELL_TOP + TOLD_MEMBER + "TRN*2*T1\nSTC*A4:35*20261124**150\nREF*EJ*ACCOUNT 7\n"
FORWARDED = TELL_TOP + TOLD_MEMBER + "TRN*2*T1\nSTC*A0:16*20261124**150\nREF*D9*HOUSE123456\n"
NO_MEMBER = TELL_TOP + TOLD_MEMBER + "TRN*2*T1\nSTC*D0:33:IL*20261124\n"
NO_PAYER = """BHT*0010*08*TOLD1*20261124*0931*DG
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
PER*IC*HELP DESK*TE*8005550101*EX*7*FX*8005550102
HL*2*1*21*0
NM1*41*2*OAK BILLING*****46*SUBMITTER
TRN*2*ASK1
STC*E1:0:PR*20261124
"""
NO_PROVIDER = """BHT*0010*08*TOLD1*20261124*0931*DG
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*0
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
TRN*1*0
STC*D0:562:1P*20261124
"""
TWO_FOUND = (
    TELL_TOP
    + TOLD_MEMBER
    + "TRN*2*T1\nSTC*F1:65*20261120**150*120\nREF*1K*P77\nTRN*2*T1\nSTC*F2:54*20261121**150*0\nREF*1K*P78\n"
)
HOSPITAL = (
    TELL_TOP
    + TOLD_MEMBER
    + """TRN*2*T1
STC*F3:3*20261120**2400*1800*20261118**20261120*000123
REF*1K*P77
REF*BLT*131
REF*VV*V1
DTP*472*RD8*20261101-20261103
SVC*NU:0450*900*700****1
STC*F3:3*20261120
DTP*472*D8*20261101
SVC*HC:71046*1500*1100*0320***1
STC*F3:3*20261120********F3:107
DTP*472*D8*20261101
"""
)
TOLD_OF_CHILD = (
    TELL_TOP
    + """HL*4*3*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*5*4*23
NM1*QC*1*DOE*ROBIN
TRN*2*T2
STC*P2:1*20261120**80
REF*EJ*ACCOUNT 8
DTP*472*D8*20261101
"""
)
TOLD = {
    "paid, line by line": PAID,
    "denied": DENIED,
    "waits for records": PENDED,
    "in process": IN_PROCESS,
    "claim not found": NOT_FOUND,
    "sent on": FORWARDED,
    "member not found": NO_MEMBER,
    "payer out of reach": NO_PAYER,
    "provider not known": NO_PROVIDER,
    "two claims for one question": TWO_FOUND,
    "a hospital's claim": HOSPITAL,
    "a child's claim": TOLD_OF_CHILD,
}
OF_ASKED: list[Row] = [
    ("BHT*", "BHT*0010*08*ASK1*20261124*0930", "ST BHT02 other_code"),
    ("BHT*", "BHT*0022*13*ASK1*20261124*0930", "ST BHT01 other_code"),
    ("NM1*41", "NM1*41*2*OAK BILLING*****XX*1234567893", "2100B NM108 other_code"),
    ("NM1*1P", "NM1*85*2*OAK FAMILY CARE*****XX*1234567893", "2100C NM101 other_code"),
    ("HL*3", "HL*3*2*21*1", "2000C HL03 other_code"),
    ("HL*4", "HL*4*3*22", "2000D HL04 missing"),
    ("TRN*1", "TRN*2*T1", "2200D TRN01 other_code"),
    ("TRN*1", "TRN*1", "2200D TRN02 missing"),
    ("REF*1K", "REF*F8*P77", "2200D REF01 other_code"),
    ("REF*1K", "REF*1K*P77\nREF*1K*P78", "2200D REF too_many_segments"),
    ("DTP*472", "DTP*232*D8*20261101", "2200D DTP01 other_code"),
    ("DTP*472", "DTP*472*RD8*20261101", "2200D DTP03 bad_format"),
    ("SVC*HC:99213", "SVC*99213*100*****1", "2210D SVC01-1 missing"),
    ("SVC*HC:99213", "SVC*HC:99213**80****1", "2210D SVC02 missing; 2210D SVC03 not_used"),
    ("REF*FJ", "REF*6R*L1", "2210D REF01 other_code"),
]
OF_TOLD: list[Row] = [
    ("BHT*", "BHT*0010*08*TOLD1*20261124*0931", "ST BHT06 missing"),
    ("BHT*", "BHT*0010*08*TOLD1*20261124*0931*TH", "ST BHT06 other_code"),
    ("STC*F1:65*20261120**150", "STC*F1*20261120**150*120", "2200D STC01-2 missing"),
    ("STC*F1:65*20261120**150", "STC*F1:65**150*120", "2200D STC02 missing"),
    ("STC*F1:65*20261120**150", "STC*F1:65*20261120*WQ*150*120", "2200D STC03 not_used"),
    ("STC*F1:65*20261120**150", "STC*F1:65*20261120**150*12O", "2200D STC05 not_a_number"),
    ("STC*F1:65*20261120**150", "STC*F1:65*20261120**150*120*20261318", "2200D STC06 bad_date"),
    ("STC*F1:65*20261120**150", "STC*F1:65:ZZZ*20261120**150*120", "2200D STC01-3 [off_list]"),
    ("STC*F1:65*20261120**150", "STC*ZZ:65*20261120**150*120", "2200D STC01-1 [off_list]"),
    ("STC*F1:65*20261120**150", "STC*F1:99999*20261120**150*120", "2200D STC01-2 [off_list]"),
    ("STC*F1:65*20261120**150", "", "2200D STC missing_segment"),
    ("TRN*2", "TRN*1*T1", "2200D TRN01 other_code"),
    ("SVC*HC:99213", "SVC*HC:99213:25*100*****1", "2220D SVC03 missing"),
]
ALL = [
    *(("276", BY_LINE, *row) for row in OF_ASKED),
    *(("277", PAID, *row) for row in OF_TOLD),
]


def file_of(kind: str, body: str) -> list[str]:
    """The file of an inquiry or of its answer."""
    return wrapped(body, kind=kind, group={"276": "HR", "277": "HN"}[kind], version="005010X212")


@pytest.mark.parametrize("what", ASKED)
def test_a_question_about_claims_as_an_office_writes_it_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(file_of("276", ASKED[what]))).findings] == []


@pytest.mark.parametrize("what", TOLD)
def test_an_answer_about_claims_as_a_payer_writes_it_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(file_of("277", TOLD[what]))).findings] == []


@pytest.mark.parametrize(("kind", "body", "old", "new", "expected"), ALL, ids=[row[3] or row[2] for row in ALL])
def test_a_wrong_word_about_a_claim_is_told(kind: str, body: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(join(turned(file_of(kind, body), old, new))).findings)) == expected
