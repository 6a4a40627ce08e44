"""Professional claims as offices, laboratories and suppliers send them, by hand.

Written beside the guide, not generated from its text; each names what public material confirms of its shape.
Every name, number and amount is invented. Each must be clean, sums and all; then one word of it is changed.
"""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import (
    CHILD,
    FIRST_PAYER,
    INSURED,
    SECOND,
    Sourced,
    claims,
    rows,
    spoiled,
    told,
)
from tests.standards.guides.byhand.publishers import open_dental, x12_example

GUIDE = "837P 005010X222A1"
VERSION = "005010X222A1"
ANAESTHESIA = """CLM*P1*960***22:B:1*Y*A*Y*Y
HI*ABK:K4090
HI*BP:49505
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*207L00000X
LX*1
SV1*HC:00830:AA:P2*960*MJ*75***1
DTP*472*D8*20261103
"""
AMBULANCE = """CLM*P2*720***41:B:1*Y*A*Y*Y
CR1*LB*150**A*DH*12
CRC*07*Y*01*06
HI*ABK:I639
NM1*PW*2
N3*1 MAIN ST
N4*BOISE*ID*83702
NM1*45*2*OAK HOSPITAL
N3*12 ELM ST
N4*BOISE*ID*837020001
LX*1
SV1*HC:A0427:RH*600*UN*1***1
DTP*472*D8*20261104
LX*2
SV1*HC:A0425:RH*120*UN*12***1
DTP*472*D8*20261104
"""
EQUIPMENT = """CLM*P3*300***12:B:1*Y*A*Y*Y
HI*ABK:J449
LX*1
SV1*HC:E1390:RR*300*UN*1***1
SV5*HC:E1390*DA*30*300*0*1
CR3*I*MO*99
DTP*472*RD8*20261020-20261119
DTP*463*D8*20261101
NM1*DK*1*REED*SAM****XX*1245319599
"""
DRUG = """CLM*P4*410***11:B:1*Y*A*Y*Y
HI*ABK:M0579
LX*1
SV1*HC:J1745*350*UN*10***1
DTP*472*D8*20261105
LIN**N4*57894003001
CTP****1*UN
REF*XZ*RX9
LX*2
SV1*HC:96413*60*UN*1***1
DTP*472*D8*20261105
"""
SPINE = """CLM*P5*55***11:B:1*Y*A*Y*Y
DTP*431*D8*20261020
DTP*454*D8*20261021
CR2********A**NECK PAIN
HI*ABK:M9901*ABF:M542
LX*1
SV1*HC:98941:AT*55*UN*1***1:2
DTP*472*D8*20261106
"""
LABORATORY = """CLM*P6*75***81:B:1*Y*A*Y*Y
REF*X4*13D0000001
HI*ABK:E119
NM1*DN*1*REED*SAM****XX*1245319599
LX*1
SV1*HC:83036*45*UN*1***1
DTP*472*D8*20261107
LX*2
SV1*HC:80061:90*30*UN*1***1
DTP*472*D8*20261107
REF*F4*13D0000002
"""
MEDICARE_SECOND = f"""CLM*P7*300***11:B:1*Y*A*Y*Y
HI*ABK:I10
SBR*P*18*G9*MILL WORKS*****CI
AMT*D*190
{FIRST_PAYER}LX*1
SV1*HC:99214*200*UN*1***1
DTP*472*D8*20261020
SVD*LAKE*130*HC:99214**1
CAS*CO*45*40
CAS*PR*1*30
DTP*573*D8*20261110
LX*2
SV1*HC:93000*100*UN*1***1
DTP*472*D8*20261020
SVD*LAKE*60*HC:93000**1
CAS*CO*45*40
DTP*573*D8*20261110
"""
CORRECTED = """CLM*P8*125***11:B:7*Y*A*Y*Y
REF*F8*PAYERS21
NTE*ADD*MODIFIER ADDED
HI*ABK:J029
LX*1
SV1*HC:99213:25*100*UN*1***1
DTP*472*D8*20261008
LX*2
SV1*HC:87880:QW*25*UN*1***1
DTP*472*D8*20261008
"""
SHARED_CARE = """CLM*P9*400***11:B:1*Y*A*Y*Y
DTP*090*D8*20261010
DTP*091*D8*20261110
HI*ABK:H2511
NM1*DN*1*WELL*BO****XX*1245319599
LX*1
SV1*HC:66984:55:LT*400*UN*1***1
DTP*472*D8*20261009
"""
VISITS = """CLM*P10*180***11:B:1*Y*A*Y*Y
REF*9F*REFER3
CRC*ZZ*Y*ST
HI*ABK:Z00121*ABF:H6690
LX*1
SV1*HC:99393:EP*120*UN*1***1
DTP*472*D8*20261112
LX*2
SV1*HC:90460*60*UN*2***1
DTP*472*D8*20261112
REF*BT*LOT77
"""


def x12(name: str, shows: str) -> str:
    """An example of this guide."""
    return x12_example("X222", name, shows)


MEDICARE = SECOND.replace("SBR*S*18*******CI", "SBR*S*18***12****MB").replace("MI*W1", "MI*1EG4TE5MK73")
SHAPES = {
    "anaesthesia by the minute": Sourced(
        claims(VERSION, INSURED, ANAESTHESIA),
        x12("anesthesia", "minutes (MJ) in SV104, modifiers, taxonomy of who renders; HI*BP is not in it"),
    ),
    "an ambulance": Sourced(
        claims(VERSION, INSURED, AMBULANCE),
        x12("ambulance", "CR1, CRC*07, a place of pick-up without name, two lines of one trip"),
    ),
    "rented equipment": Sourced(
        claims(VERSION, INSURED, EQUIPMENT),
        x12("oxygen", "rent (RR) of a range of days, CR3 in months, DTP*463, who ordered; SV5 is not in it"),
    ),
    "a drug": Sourced(
        claims(VERSION, INSURED, DRUG),
        x12("drug administered in the physician office", "LIN*N4 and CTP behind a J code; REF*XZ is not in it"),
    ),
    "a spine": Sourced(
        claims(VERSION, INSURED, SPINE),
        x12("chiropractic", "DTP*454, CR2 of code and text"),
    ),
    "a laboratory": Sourced(
        claims(VERSION, INSURED, LABORATORY),
        "CLIA Number -- Additional Information, Anthem, providernews.anthem.com (2020-10-31): "
        "REF*X4 of the claim, REF*F4 and modifier 90 of the line",
    ),
    "Medicare pays second": Sourced(
        claims(VERSION, MEDICARE, MEDICARE_SECOND),
        x12("medicare secondary payer COB", "SBR05 12, SVD with CAS of CO and PR, DTP*573 of the line"),
    ),
    "corrected": Sourced(
        claims(VERSION, INSURED, CORRECTED),
        open_dental("REF*F8 where CLM05-3 says replaced or voided"),
    ),
    "care taken over after an operation": Sourced(
        claims(VERSION, INSURED, SHARED_CARE),
        "Proper Billing of Surgical Comanagement, NGS Medicare, ngsmedicare.com/modifiers: "
        "modifier 55, and the day on which care was taken over in DTP of 2300",
    ),
    "a child's check-up": Sourced(
        claims(VERSION, CHILD, VISITS),
        "Billing for CHCUP, Prestige Health Choice, prestigehealthchoice.com: CRC02 and CRC03 tell of a referral",
    ),
}
CHANGES: dict[str, list[tuple[str, str, str]]] = {
    "anaesthesia by the minute": [
        ("MJ*75", "MN*75", "2400 SV103 bad_code"),
        ("HI*BP:49505", "HI*BP", "2300 HI01-2 missing"),
        ("MJ*75", "MJ*7S", "2400 SV104 not_a_number"),
    ],
    "an ambulance": [
        ("CR1*LB*150**A*DH*12", "CR1*LB*150**A*DK*12", "2300 CR105 other_code"),
        ("CRC*07*Y*01*06", "CRC*07*Y*01*10", "2300 CRC04 bad_code"),
        ("CRC*07*Y", "CRC*07*X", "2300 CRC02 bad_code"),
        ("N3*1 MAIN ST\nN4*BOISE*ID*83702\nNM1*45", "N4*BOISE*ID*83702\nNM1*45", "2310E N3 missing_segment"),
        ("NM1*45*2*", "NM1*45*1*", "2310F NM102 other_code"),
    ],
    "rented equipment": [
        ("SV5*HC:E1390*DA*30*300*0*1", "SV5*HC:E1390*DA*30*300*0*9", "2400 SV506 other_code"),
        ("CR3*I*MO*99", "CR3*X*MO*99", "2400 CR301 bad_code"),
        ("DTP*463*D8*20261101", "DTP*463*D8*2026110", "2400 DTP03 bad_format"),
        ("RD8*20261020-20261119", "D8*20261020-20261119", "2400 DTP03 bad_format"),
    ],
    "a drug": [
        ("LIN**N4*57894003001", "LIN**N4", "2410 LIN03 missing"),
        ("CTP****1*UN", "CTP****1", "2410 CTP05 missing"),
        ("*350*", "*340*", "2300 CLM02 claim_charge"),
        ("REF*XZ*RX9", "REF*D9*RX9", "2410 REF01 other_code"),
    ],
    "a spine": [
        ("CR2********A", "CR2********Z", "2300 CR208 bad_code"),
        ("CR2********A", "CR2*1*******A", "2300 CR201 not_used"),
        ("DTP*454*D8*20261021\n", "DTP*454*D8*20261021\nDTP*454*D8*20261022\n", "2300 DTP too_many_segments"),
    ],
    "a laboratory": [
        ("REF*X4*13D0000001", "REF*X4", "2300 REF02 missing"),
        ("REF*X4*13D0000001", "REF*X5*13D0000001", "2300 REF01 bad_code"),
        ("REF*F4*13D0000002", "REF*F4*13D0000002\nREF*F4*13D0000003", "2400 REF too_many_segments"),
        ("81:B:1", "81:A:1", "2300 CLM05-2 other_code"),
    ],
    "Medicare pays second": [
        ("AMT*D*190", "AMT*D*19", "2320 AMT02 other_payer_claim"),
        ("CAS*PR*1*30", "CAS*PR*1*3", "2430 SVD02 other_payer_line"),
        ("***12****MB", "***99****MB", "2000B SBR05 bad_code"),
        ("SVD*LAKE*60*HC:93000**1", "SVD*LAKE*60***1", "2430 SVD03 missing"),
        ("OI***Y***Y", "OI***X***Y", "2320 OI03 bad_code"),
    ],
    "corrected": [
        ("REF*F8*PAYERS21\n", "", "2300 REF missing_segment_by_rule"),
        ("NTE*ADD*MODIFIER ADDED", "NTE*ADD", "2300 NTE02 missing"),
    ],
    "care taken over after an operation": [
        ("DTP*090*D8", "DTP*090*RD8", "2300 DTP02 other_code"),
        ("DTP*091*", "DTP*092*", "2300 DTP01 bad_code"),
    ],
    "a child's check-up": [
        ("CRC*ZZ*Y*ST", "CRC*ZZ*Y", "2300 CRC03 missing"),
        ("PAT*19\n", "", "2000C PAT missing_segment"),
        ("SBR*P**", "SBR*P*19*", "2000B SBR02 other_code"),
    ],
}  # fmt: skip


@rows(CHANGES)
def test_one_word_changed_in_a_professional_shape_is_told(name: str, old: str, new: str, expected: str) -> None:
    assert told(spoiled(SHAPES[name].text, old, new)) == expected
