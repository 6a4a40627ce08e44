"""Premium payments (820) as groups, marketplaces and states pay them; from knowledge of the trade, all invented."""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import check_guide, join

BY_ACH = "BPR*C*1200*C*ACH*CTX*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124\nTRN*1*PAY1*1999999999\n"
BY_CHECK = "BPR*I*1200*C*CHK******1999999999******20261124\nTRN*3*CHECK44\n"
BY_WIRE = "BPR*U*1200*C*FWT*CTX*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124\nTRN*1*WIRE1\n"
NOTHING = "BPR*I*0*C*NON******1999999999******20261124\nTRN*3*NONE1\n"
PARTIES = "N1*PE*HARBOR MUTUAL*FI*123456789\nN1*PR*OAK MILLS*FI*234567891\n"
ORGANIZATION = "ENT*1*2L*FI*234567891\n"
GROUP = BY_ACH + PARTIES + ORGANIZATION + "RMR*IK*BILL1*PI*1200*1200\n"
GROUP_BY_CHECK = BY_CHECK + PARTIES + ORGANIZATION + "RMR*1L*GROUP7**1200\nREF*38*MASTER1\n"
TWO_BILLS = (
    BY_ACH
    + PARTIES
    + ORGANIZATION
    + "RMR*IK*BILL1*PI*700*700\nDTM*582****RD8*20261101-20261130\nRMR*IK*BILL2*PI*500*500\n"
)
COUNTED = (
    BY_ACH
    + PARTIES
    + ORGANIZATION
    + """RMR*IK*BILL1*PI*1200*1200
IT1*1
SAC*C*D940***120000
SLN*1**O*12*10
SLN*2**O*30*IE
"""
)
SHORT_PAID = BY_ACH + PARTIES + ORGANIZATION + "RMR*IK*BILL1*PP*1200*1250\nADX*-50*20\n"
OF_LAST_MONTH = BY_ACH + PARTIES + ORGANIZATION + "ADX*-50*52\nADX*25*53\nRMR*IK*BILL1*PI*1225*1225\n"
PERSON = "ENT*1*2J*34*123456789\nNM1*IL*1*DOE*JANE****34*123456789\n"
ONE = BY_ACH + PARTIES + PERSON + "RMR*AZ*POLICY1**400\nDTM*582****RD8*20261201-20261231\n"
SOME = (
    BY_ACH
    + PARTIES
    + PERSON
    + """RMR*AZ*POLICY1**400
ENT*2*2J*34*123456780
NM1*IL*1*ROE*LEE****34*123456780
RMR*AZ*POLICY2**300
ENT*3*2J*EI*W3
NM1*IL*1*DOE*ROBIN****N*W3
RMR*AZ*POLICY3**500*520
ADX*-20*AA
"""
)
TWO_POLICIES = BY_ACH + PARTIES + PERSON + "RMR*AZ*POLICY1**400\nRMR*AZ*POLICY2**800\nREF*14*SECOND\n"
STATE = """BPR*I*1200*C*ACH*CCP*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124
TRN*3*STATE1*1999999999
REF*14*PLAN77
DTM*009*20261123
DTM*582****RD8*20261101-20261130
N1*PE*CARE PLAN*FI*123456789
N3*1 HARBOR WAY
N4*BOISE*ID*83702
N1*PR*STATE OFFICE*FI*234567891
PER*IC*FINANCE DESK*TE*2085550100*EX*7*EM*FINANCE@STATE.EXAMPLE
ENT*1*2J*EI*M1
NM1*QE*1*DOE*JANE****N*M1
RMR*11*CAPITATION**600
REF*18*COHORT 7
DTM*582****RD8*20261101-20261130
ENT*2*2J*EI*M2
NM1*QE*1*ROE*LEE****N*M2
ADX*-25*52
RMR*11*CAPITATION**625
DTM*582****RD8*20261101-20261130
"""
IN_CANADA = BY_WIRE + "CUR*PR*CAD\n"
BANKED = BY_ACH + PARTIES + "N1*C1*FIRST BANK*31*121000358\n" + ORGANIZATION + "RMR*IK*BILL1*PI*1200*1200\n"
ALL_TAKEN = NOTHING + PARTIES + ORGANIZATION + "ADX*-1200*52\nRMR*IK*BILL1*PI*1200*1200\n"
FILES = {
    "a group by transfer": GROUP,
    "a group by check": GROUP_BY_CHECK,
    "a group by wire in another currency": IN_CANADA + PARTIES + ORGANIZATION + "RMR*CT*CONTRACT1**1200\n",
    "two bills": TWO_BILLS,
    "members counted": COUNTED,
    "paid short": SHORT_PAID,
    "what was wrong last month": OF_LAST_MONTH,
    "one person": ONE,
    "three persons": SOME,
    "two policies of a person": TWO_POLICIES,
    "a state's capitation": STATE,
    "a bank between": BANKED,
    "nothing left to pay": ALL_TAKEN,
}
OF_GROUP: list[Row] = [
    (
        "BPR*",
        "BPR*C*12OO*C*ACH*CTX*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124",
        "ST BPR02 not_a_number",
    ),
    ("BPR*", "BPR*I*1200*D*CHK******1999999999******20261124", "ST BPR03 other_code"),
    ("BPR*", "BPR*H*1200*C*CHK******1999999999******20261124", "ST BPR01 other_code"),
    ("BPR*", "BPR*I*1200*C*CHK", "ST BPR10 missing; ST BPR16 missing"),
    ("TRN*", "TRN*2*PAY1", "ST TRN01 other_code"),
    ("TRN*", "", "ST TRN missing_segment"),
    ("N1*PE", "N1*IN*HARBOR MUTUAL", "1000A N101 other_code"),
    ("N1*PE", "", "1000A N1 missing_loop"),
    ("N1*PR", "N1*PR*OAK MILLS*FI", "1000B N104 missing_by_note"),
    ("ENT*1", "ENT*1*2L*FI", "2000A ENT04 missing"),
    ("ENT*1", "ENT*1*2X*FI*1", "2000A ENT02 bad_code; 2000A ENT04 too_short"),
    ("RMR*", "RMR*IK*BILL1*PI", "2300A RMR04 missing"),
    ("RMR*", "RMR*IK*BILL1*XX*1200*1200", "2300A RMR03 bad_code"),
    ("RMR*", "RMR*IK*BILL1*PI*1200*1200*5", "2300A RMR06 not_used"),
    ("RMR*", "", "2300A RMR missing_loop"),
]
OF_PERSONS: list[Row] = [
    ("ENT*2", "ENT*2*2J*34*", "2000B ENT04 missing"),
    ("NM1*IL*1*ROE", "NM1*IL*2*ROE LEE", "2100B NM102 other_code"),
    ("NM1*IL*1*ROE", "NM1*IL*1*ROE*LEE****34", "2100B NM109 missing_by_note"),
    ("RMR*AZ*POLICY2", "RMR*AZ*POLICY2", "2300B RMR04 missing"),
    ("RMR*AZ*POLICY2", "RMR*ZZ*POLICY2**300", "2300B RMR01 other_code"),
    ("ADX*-20", "ADX*-20*99", "2320B ADX02 bad_code"),
    ("ADX*-20", "ADX**AA", "2320B ADX01 missing"),
]
CHANGES = [*((GROUP, *row) for row in OF_GROUP), *((SOME, *row) for row in OF_PERSONS)]


def payment(body: str) -> list[str]:
    """The file of a payment."""
    return wrapped(body, kind="820", group="RA", version="005010X218")


@pytest.mark.parametrize("what", FILES)
def test_a_premium_payment_of_the_trade_is_clean(what: str) -> None:
    assert [shown(one) for one in check_guide(join(payment(FILES[what]))).findings] == []


@pytest.mark.parametrize(("body", "old", "new", "expected"), CHANGES, ids=[row[2] or row[1] for row in CHANGES])
def test_a_wrong_word_of_a_premium_payment_is_told(body: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check_guide(join(turned(payment(body), old, new))).findings)) == expected
